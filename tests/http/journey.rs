//! The main job from end to end: registered, opened, certified, departed, counted, returned.

use hanhtrinh_api::cases::{CaseView, ClockState, Standing};
use hanhtrinh_api::people::{PeoplePage, PersonView};
use hanhtrinh_api::reports::{DepartureRows, DeparturesReport, StockReport};
use hanhtrinh_api::work::{WorkKind, WorkQueue};
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::case::State;
use hanhtrinh_domain::case::actions::Action;
use jiff::SignedDuration;
use jiff::civil::date;
use serde_json::json;

use crate::support::House;

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_contract_from_registration_to_return() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let leader = house.leader().await;

    let person = officer
        .register("Nguyễn Văn Ấn", "025095001234", house.commune)
        .await;
    let found: PeoplePage = officer.get("/people?q=nguyen+an").await.ok();
    assert_eq!((found.total, found.rows[0].person.id), (1, person));
    let case = officer.open(person, "direct_contract", "").await;
    officer
        .record(
            case,
            "employment_contract_recorded",
            "2026-03-02",
            json!({
                "sector": "manufacturing", "start": "2026-04-01", "end": "2028-03-31",
            }),
        )
        .await
        .created();
    let filed = json!({"commune": house.commune.to_string(), "missing": []});
    let receipt = officer
        .record(case, "direct_contract_filed", "2026-03-02", filed)
        .await
        .created();

    let queue: WorkQueue = leader.get("/work?kind=direct_contract").await.ok();
    assert_eq!((queue.total, queue.items[0].case), (1, Some(case)));
    assert_eq!(
        queue.items[0].due.map(|due| due.on),
        Some(date(2026, 3, 9)),
        "five working days"
    );

    let view: CaseView = leader.get(&format!("/cases/{case}")).await.ok();
    assert!(view.position > receipt.position);
    let direct = view.direct.unwrap();
    assert_eq!(
        (direct.clock, direct.due.map(|due| due.on)),
        (ClockState::Running, Some(date(2026, 3, 9)))
    );
    assert_eq!(direct.due.and_then(|due| due.days_left), Some(5));
    assert_eq!(direct.arithmetic.len(), 7);
    let rule = direct.rule.unwrap();
    assert_eq!(rule.code, "direct_contract.days@2025-07-01");
    assert!(
        rule.vi.starts_with("Nghị định 128/2025/NĐ-CP") && rule.en.starts_with("Decree 128/2025/ND-CP"),
        "{rule:?}"
    );
    let certify = view
        .actions
        .iter()
        .find(|action| action.action == Action::Certify)
        .unwrap();
    assert_eq!(certify.why_not, None);

    let decision = json!({"decision": "certify", "number": "12/XN-UBND", "note": ""});
    leader
        .command(&format!("/cases/{case}/decisions"), &decision)
        .await
        .created();
    let again = leader
        .command(&format!("/cases/{case}/decisions"), &decision)
        .await;
    assert!(!again.problem(422, "refused").detail.unwrap().is_empty());

    house.pass(SignedDuration::from_hours(7 * 24));
    // A week is longer than a session: somebody else goes on.
    let officer = house
        .user("officer2", Role::CommuneOfficer, house.commune, None)
        .await;
    let before: DeparturesReport = officer
        .get("/reports/departures?period=2026&by=market")
        .await
        .ok();
    assert_eq!(before.value, 0);
    let left = json!({"market": "JP", "evidence": "stamp"});
    officer
        .record(case, "departure_recorded", "2026-03-08", left)
        .await
        .created();
    let after: DeparturesReport = officer
        .get("/reports/departures?period=2026&by=market")
        .await
        .ok();
    assert_eq!((after.value, after.declared, after.verified), (1, 1, 0));
    let groups = after.groups.unwrap();
    assert_eq!((groups[0].key.as_str(), groups[0].value), ("JP", 1));
    let rows: DepartureRows = officer
        .get("/reports/departures/rows?period=2026&by=market&key=JP")
        .await
        .ok();
    assert_eq!((rows.total, rows.rows[0].case), (1, case));
    let stock: StockReport = officer.get("/reports/stock").await.ok();
    assert_eq!(stock.value, 1);
    let earlier: DeparturesReport = officer
        .get(&format!(
            "/reports/departures?period=2026&as_of=2026-03-08&unit={}",
            house.commune
        ))
        .await
        .ok();
    assert_eq!(earlier.value, 0, "recorded a day later");

    let back = json!({"cause": "on_time", "evidence": "family"});
    officer
        .record(case, "return_recorded", "2026-03-09", back)
        .await
        .created();
    let view: CaseView = officer.get(&format!("/cases/{case}")).await.ok();
    assert_eq!(view.state, State::Ret);
    assert_eq!(view.history.len(), 6);
    assert_eq!(view.history[0].kind, "return_recorded");
    assert_eq!(view.history[0].by, "Tên officer2");
    assert!(view.history.iter().all(|entry| entry.standing == Standing::Holds));
    let certified = view
        .history
        .iter()
        .find(|entry| entry.kind == "direct_contract_certified")
        .unwrap();
    assert_eq!(certified.by, "Tên leader");
    assert_eq!(certified.private.len(), 1);
    let person: PersonView = officer.get(&format!("/people/{person}")).await.ok();
    assert_eq!(person.cases[0].returned, Some(date(2026, 3, 9).into()));
    assert_eq!(person.phone.open().map(String::as_str), Some("+84912345678"));

    let then: CaseView = officer.get(&format!("/cases/{case}?as_of=2026-03-02")).await.ok();
    assert_eq!(then.state, State::Conf);
    assert!(then.actions.is_empty(), "nothing can be done in the past");
    let at: CaseView = officer
        .get(&format!("/cases/{case}?position={}", receipt.position + 1))
        .await
        .ok();
    assert_eq!(at.state, State::Cpend);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_keeps_what_it_corrects() {
    let house = House::new();
    let officer = house.province_officer().await;
    let person = officer.register("Trần Thị Bé", "", house.commune).await;
    let case = officer.open(person, "contractor", "").await;
    let left = json!({"market": "JP", "evidence": "stamp"});
    officer
        .record(case, "departure_recorded", "2026-03-01", left)
        .await
        .created();
    let view: CaseView = officer.get(&format!("/cases/{case}")).await.ok();
    let event = view.departure.unwrap().event;
    let correct = json!({
        "type": "departure_recorded", "on": "2026-02-28", "facts": {"market": "KR", "evidence": "stamp"},
        "amends": {"event": event, "kind": "correct"},
    });
    officer
        .command(&format!("/cases/{case}/facts"), &correct)
        .await
        .created();
    let view: CaseView = officer.get(&format!("/cases/{case}")).await.ok();
    let departure = view.departure.unwrap();
    assert_eq!(
        (departure.market.as_str(), departure.on),
        ("KR", date(2026, 2, 28).into())
    );
    let standings: Vec<_> = view.history.iter().map(|entry| entry.standing).collect();
    assert_eq!(standings[..2], [Standing::Amendment, Standing::Corrected]);
    let annul = json!({
        "type": "departure_recorded", "on": "2026-02-28", "facts": {"market": "KR", "evidence": "stamp"},
        "amends": {"event": event, "kind": "annul"},
    });
    officer
        .command(&format!("/cases/{case}/facts"), &annul)
        .await
        .created();
    let view: CaseView = officer.get(&format!("/cases/{case}")).await.ok();
    assert!(view.departure.is_none());
    assert_eq!(view.history[2].standing, Standing::Annulled);
}

#[tokio::test(flavor = "multi_thread")]
async fn work_about_people_who_share_a_number() {
    let house = House::new();
    let officer = house.province_officer().await;
    officer
        .register("Lê Văn Một", "025095000001", house.commune)
        .await;
    let second = officer
        .command(
            "/people",
            &json!({
                "full_name": "Lê Văn Hai", "birth_date": "1995", "sex": "male", "personal_id": "025095000001",
                "commune": house.other.to_string(),
            }),
        )
        .await
        .created();
    assert!(
        second.warnings.contains(&"identity.conflict".to_owned()),
        "{:?}",
        second.warnings
    );
    let queue: WorkQueue = officer.get("/work").await.ok();
    let conflicts = queue
        .counts
        .iter()
        .find(|count| count.kind == WorkKind::IdentityConflict)
        .unwrap();
    assert_eq!(conflicts.count, 2);
}
