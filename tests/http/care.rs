//! Fairs, support, loans, requests and breaches over HTTP: who may record and decide what, and what becomes of it.

use axum::http::StatusCode;
use hanhtrinh_api::care::{
    Breaches, DecideRequest, DecideSupport, FairView, Fairs, PersonCare, TallyReport, TallyRows,
};
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::precision::Precision;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{House, Reply, User, fields};

fn fact(kind: &str, on: &str, facts: Value) -> Value {
    let mut fact = json!({"type": kind, "on": on});
    fact["facts"] = facts;
    fact
}

async fn centre(house: &House) -> User<'_> {
    house
        .user("centre", Role::ServiceCentre, house.province, None)
        .await
}

async fn fair(by: &User<'_>) -> Uuid {
    let unit = by.house.commune.to_string();
    let held = fact("fair_held", "2026-02-20", json!({"kind": "mobile", "unit": unit}));
    by.command("/care/fair", &held).await.created().id.unwrap()
}

async fn said(by: &User<'_>, fair: Uuid, kind: &str, facts: Value) -> Reply {
    by.command(
        &format!("/care/fair/{fair}/facts"),
        &fact(kind, "2026-02-20", facts),
    )
    .await
}

fn support(worker: Uuid, group: &str, amount: u64) -> DecideSupport {
    DecideSupport {
        worker: worker.to_string(),
        item: "language".into(),
        group: group.into(),
        amount,
        budget: "province".into(),
        number: "QĐ-7".into(),
        ..DecideSupport::default()
    }
}

async fn poor(by: &User<'_>, worker: Uuid) {
    let facts = json!({"group": "poor", "valid_from": "2026-01-01", "valid_to": "2026-12-31"});
    let determined = fact("policy_group_determined", "2026-02-20", facts);
    by.command(&format!("/people/{worker}/facts"), &determined)
        .await
        .created();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_centre_records_a_fair_and_the_figures_keep_their_word() {
    let house = House::new();
    let centre = centre(&house).await;
    let id = fair(&centre).await;
    said(
        &centre,
        id,
        "exhibitor_attended",
        json!({"name": "Công ty A", "seats": 9}),
    )
    .await
    .created();
    said(&centre, id, "exhibitor_attended", json!({"name": "Công ty B"}))
        .await
        .created();
    said(&centre, id, "seekers_attended", json!({"people": 300}))
        .await
        .created();
    let declared = json!({"measure": "seekers", "value": 320, "precision": "over"});
    said(&centre, id, "headcount_declared", declared).await.created();
    said(
        &centre,
        id,
        "match_recorded",
        json!({"destination": "abroad", "people": 12}),
    )
    .await
    .created();

    let officer = house.province_officer().await;
    let list: Fairs = officer.get("/fairs").await.ok();
    assert_eq!(list.fairs.len(), 1);
    let one: FairView = officer.get(&format!("/fairs/{id}")).await.ok();
    assert_eq!((one.fair.seekers.value, one.fair.seekers.counted), (320, 300));
    assert_eq!(one.fair.seekers.precision, Precision::Over);
    assert_eq!((one.list.len(), one.by_destination[0].figure.value), (2, 12));
    assert_eq!(one.history.len(), 6);

    let report: TallyReport = officer.get("/reports/tally/attendance?period=2026").await.ok();
    assert_eq!(
        (report.value, report.precision, report.counted),
        (320, Precision::Over, 300)
    );
    assert!(!report.formula_vi.is_empty() && !report.formula.is_empty());
    let rows: TallyRows = officer
        .get("/reports/tally/exhibitors/rows?period=2026&by=kind&key=mobile")
        .await
        .ok();
    assert_eq!(rows.total, 2);
    let before: TallyReport = officer
        .get("/reports/tally/exhibitors?period=2026&position=6")
        .await
        .ok();
    assert!(before.value < 2, "as it was known then");
    officer
        .get("/reports/tally/exhibitors?by=sector")
        .await
        .problem(422, "invalid");
    officer
        .get("/reports/tally/nonsense")
        .await
        .expect(StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_records_its_own_kinds() {
    let house = House::new();
    let centre = centre(&house).await;
    let officer = house.commune_officer().await;
    let person = officer
        .register("Nguyễn Văn An", "025095001234", house.commune)
        .await;
    let facts = json!({"worker": person, "purpose": "costs", "amount": 50_000_000});
    let loan = fact("loan_forwarded", "2026-02-20", facts);
    let unit = house.commune.to_string();
    let held = fact(
        "fair_held",
        "2026-02-20",
        json!({"kind": "regular", "unit": unit}),
    );
    let breach = fact(
        "breach_logged",
        "2026-02-20",
        json!({"minute": 600, "scope": "documents"}),
    );
    centre
        .command("/care/loan", &loan)
        .await
        .problem(403, "forbidden");
    centre
        .command("/care/breach", &breach)
        .await
        .problem(403, "forbidden");
    officer
        .command("/care/breach", &breach)
        .await
        .problem(403, "forbidden");
    officer.command("/care/loan", &loan).await.created();
    let auditor = house.auditor().await;
    auditor
        .command("/care/fair", &held)
        .await
        .problem(403, "forbidden");
    // The administrator is made with the recruiters.
    let (recruiter, _) = house.recruiters().await;
    let mut administrator = User {
        house: &house,
        user: "admin".to_owned(),
        cookie: None,
        lang: "en",
    };
    administrator.sign_in().await;
    administrator
        .command("/care/fair", &held)
        .await
        .problem(403, "forbidden");
    administrator
        .command("/care/breach", &breach)
        .await
        .problem(403, "forbidden");
    let province = house.province_officer().await;
    province.command("/care/breach", &breach).await.created();
    recruiter
        .command("/care/fair", &held)
        .await
        .problem(403, "forbidden");
    recruiter.get("/fairs").await.problem(403, "forbidden");
    recruiter
        .get("/reports/tally/loans")
        .await
        .problem(403, "forbidden");
    recruiter
        .get(&format!("/people/{person}/care"))
        .await
        .problem(403, "forbidden");
    officer.get("/breaches").await.problem(403, "forbidden");
    let breaches: Breaches = auditor.get("/breaches").await.ok();
    assert_eq!(breaches.list[0].due.as_deref(), Some("2026-02-23T03:00:00Z"));
    assert!(breaches.list[0].late, "nobody was told in 72 hours");
}

#[tokio::test(flavor = "multi_thread")]
async fn support_is_decided_by_who_signs_under_a_group_that_is_held() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let leader = house.leader().await;
    let person = officer
        .register("Nguyễn Văn An", "025095001234", house.commune)
        .await;
    let refused = officer
        .command("/support/decisions", &support(person, "", 5))
        .await;
    refused.problem(422, "refused");
    let missing = leader
        .command("/support/decisions", &support(person, "poor", 5))
        .await;
    let problem = missing.problem(422, "refused");
    assert_eq!(fields(&problem), ["group"]);
    assert_eq!(problem.errors[0].code, "support.group_not_held");
    poor(&officer, person).await;
    let decided = leader
        .command("/support/decisions", &support(person, "poor", 3_000_000))
        .await;
    let id = decided.created().id.unwrap();
    let paid = fact(
        "support_paid",
        "2026-03-02",
        json!({"amount": 3_500_000, "budget": "province"}),
    );
    officer
        .command(&format!("/care/support/{id}/facts"), &paid)
        .await
        .created();
    let care: PersonCare = officer.get(&format!("/people/{person}/care")).await.ok();
    assert_eq!(care.support[0].paid, 3_500_000);
    assert_eq!(care.support[0].flags, ["overpaid"], "recorded, and flagged");
    assert_eq!(care.groups[0].group.as_deref(), Some("poor"));
    let report: TallyReport = officer
        .get("/reports/tally/support?period=2026&by=party")
        .await
        .ok();
    assert_eq!(
        (report.value, report.groups.unwrap()[0].key.as_str()),
        (3_500_000, "province")
    );
    // A decision has one way in.
    let facts = json!({"worker": person, "item": "travel", "amount": 5, "budget": "local"});
    let around = fact("support_decided", "2026-03-02", facts);
    leader
        .command("/care/support", &around)
        .await
        .problem(422, "not_recorded");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_communes_people_are_not_there() {
    let house = House::new();
    let province = house.province_officer().await;
    let leader = house.leader().await;
    let person = province
        .register("Nguyễn Văn An", "025095001234", house.other)
        .await;
    let answer = leader
        .command("/support/decisions", &support(person, "", 5))
        .await;
    answer.problem(404, "not_found");
    let facts = json!({"worker": person, "purpose": "costs", "amount": 50_000_000});
    let loan = fact("loan_forwarded", "2026-02-20", facts);
    leader
        .command("/care/loan", &loan)
        .await
        .problem(404, "not_found");
    let id = province.command("/care/loan", &loan).await.created().id.unwrap();
    let paid = fact("loan_disbursed", "2026-02-25", json!({"amount": 1}));
    leader
        .command(&format!("/care/loan/{id}/facts"), &paid)
        .await
        .problem(404, "not_found");
    leader
        .get(&format!("/people/{person}/care"))
        .await
        .problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn ethnic_origin_is_told_only_to_those_who_decide_on_support() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let person = officer
        .register("Nguyễn Văn An", "025095001234", house.commune)
        .await;
    let facts = json!({"group": "ethnic_minority", "valid_from": "2026-01-01"});
    officer
        .command(
            &format!("/people/{person}/facts"),
            &fact("policy_group_determined", "2026-02-20", facts),
        )
        .await
        .created();
    let path = format!("/people/{person}/care");
    let seen: PersonCare = officer.get(&path).await.ok();
    assert_eq!(seen.groups[0].group.as_deref(), Some("ethnic_minority"));
    for other in [centre(&house).await, house.auditor().await] {
        let seen: PersonCare = other.get(&path).await.ok();
        assert_eq!((seen.groups.len(), seen.groups[0].group.clone()), (1, None));
    }
    let (recruiter, _) = house.recruiters().await;
    recruiter
        .register("Trần Thị Bình", "025195001235", house.commune)
        .await;
    let own = recruiter
        .register("Lê Văn Cường", "025095001236", house.commune)
        .await;
    let group = fact(
        "policy_group_determined",
        "2026-02-20",
        json!({"group": "poor", "valid_from": "2026-01-01"}),
    );
    recruiter
        .command(&format!("/people/{own}/facts"), &group)
        .await
        .problem(403, "forbidden");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_about_own_data_has_its_clock_and_one_answer() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let leader = house.leader().await;
    let person = officer
        .register("Nguyễn Văn An", "025095001234", house.commune)
        .await;
    let logged = fact("subject_request_logged", "2026-03-02", json!({"kind": "access"}));
    officer
        .command(&format!("/people/{person}/facts"), &logged)
        .await
        .created();
    let care: PersonCare = officer.get(&format!("/people/{person}/care")).await.ok();
    let request = &care.requests[0];
    assert_eq!(request.due.unwrap().on.to_string(), "2026-03-04");
    assert_eq!(request.due.unwrap().days_left, Some(2));
    assert_eq!(request.done_by.unwrap().to_string(), "2026-03-12");
    let path = format!("/people/{person}/requests/{}/decision", request.event);
    let answer = |outcome: &str, basis: &str| DecideRequest {
        outcome: outcome.into(),
        refusal_basis: basis.into(),
        ..DecideRequest::default()
    };
    let bare = leader.command(&path, &answer("refused", "")).await;
    assert_eq!(fields(&bare.problem(422, "refused")), ["refusal_basis"]);
    officer
        .command(&path, &answer("granted", ""))
        .await
        .problem(422, "refused");
    leader.command(&path, &answer("granted", "")).await.created();
    let again = leader.command(&path, &answer("granted", "")).await;
    assert_eq!(again.problem(422, "refused").errors[0].code, "request.already");
    let care: PersonCare = officer.get(&format!("/people/{person}/care")).await.ok();
    assert_eq!(care.requests[0].outcome.as_deref(), Some("granted"));
    assert!(care.requests[0].due.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_follows_a_return_belongs_to_its_placement_and_its_person() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let centre = centre(&house).await;
    let person = officer
        .register("Nguyễn Văn An", "025095001234", house.commune)
        .await;
    let other = officer
        .register("Trần Thị Bình", "025195001235", house.commune)
        .await;
    let case = officer.open(person, "contractor", "").await;
    let placed = |worker: Uuid| {
        fact(
            "placement_after_return",
            "2026-02-20",
            json!({"worker": worker, "destination": "domestic"}),
        )
    };
    let path = format!("/care/reintegration/{case}/facts");
    centre
        .command(&path, &placed(other))
        .await
        .problem(422, "invalid");
    centre.command(&path, &placed(person)).await.created();
    let nowhere = format!("/care/reintegration/{}/facts", Uuid::now_v7());
    centre
        .command(&nowhere, &placed(person))
        .await
        .problem(422, "invalid");
    let report: TallyReport = officer.get("/reports/tally/placements?period=2026").await.ok();
    assert_eq!((report.value, report.apart), (1, Some(0)));
}
