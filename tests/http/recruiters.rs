//! A recruiter sees and touches its own cases, and nothing of a rival's.

use hanhtrinh_api::cases::CaseView;
use hanhtrinh_api::people::{PeoplePage, PersonView, Similar};
use hanhtrinh_api::reports::{DepartureRows, DeparturesReport};
use serde_json::json;

use crate::support::{ENTERPRISE, House, RIVAL};

#[tokio::test(flavor = "multi_thread")]
async fn a_rival_sees_nobody_and_touches_nothing() {
    let house = House::new();
    let (recruiter, rival) = house.recruiters().await;
    let officer = house.province_officer().await;
    let person = officer
        .register("Phạm Văn Đức", "025095001234", house.commune)
        .await;
    let case = officer.open(person, "service_enterprise", ENTERPRISE).await;
    officer
        .record(
            case,
            "departure_recorded",
            "2026-03-01",
            json!({"market": "JP", "evidence": "stamp"}),
        )
        .await
        .created();

    let own: CaseView = recruiter.get(&format!("/cases/{case}")).await.ok();
    assert_eq!(own.worker.name.open().map(String::as_str), Some("Phạm Văn Đức"));
    let view: PersonView = recruiter.get(&format!("/people/{person}")).await.ok();
    assert!(view.history.is_empty() && view.cases.len() == 1);

    let fact = json!({"type": "departure_verified", "on": "2026-03-01", "facts": {"by": "border"}});
    for (path, body) in [
        (format!("/cases/{case}/facts"), fact),
        (
            format!("/people/{person}/facts"),
            json!({"type": "contact_recorded", "on": "2026-03-01", "facts": {"phone": false}}),
        ),
        (
            format!("/people/{person}/cases"),
            json!({"form": "service_enterprise", "market": "JP"}),
        ),
    ] {
        rival.command(&path, &body).await.problem(404, "not_found");
    }
    for path in [
        format!("/cases/{case}"),
        format!("/people/{person}"),
        format!("/cases/{case}?as_of=2026-03-02"),
    ] {
        rival.get(&path).await.problem(404, "not_found");
    }
    for question in [
        "/people",
        "/people?q=duc",
        "/people?q=025095001234",
        &format!("/people?q={case}"),
        "/people?state=ABROAD",
    ] {
        let page: PeoplePage = rival.get(question).await.ok();
        assert_eq!((page.total, page.rows.len()), (0, 0), "{question}");
        let page: PeoplePage = recruiter.get(question).await.ok();
        assert_eq!(page.total, 1, "{question}");
    }
    let report = |value| move |report: &DeparturesReport| report.value == value && report.plan.is_none();
    assert!(report(1)(
        &recruiter.get("/reports/departures?period=2026").await.ok()
    ));
    assert!(report(0)(
        &rival.get("/reports/departures?period=2026").await.ok()
    ));
    let rows: DepartureRows = rival.get("/reports/departures/rows?period=2026").await.ok();
    assert_eq!(rows.total, 0);
    for path in ["/users", "/enterprises", "/work"] {
        rival.get(path).await.problem(403, "forbidden");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_person_with_two_enterprises_each_sees_its_own_case() {
    let house = House::new();
    let (recruiter, rival) = house.recruiters().await;
    let officer = house.province_officer().await;
    let person = officer
        .register("Phạm Văn Đức", "025095001234", house.commune)
        .await;
    let case = officer.open(person, "service_enterprise", ENTERPRISE).await;
    let other = officer.open(person, "service_enterprise", RIVAL).await;
    for (user, own, foreign) in [(&recruiter, case, other), (&rival, other, case)] {
        let view: PersonView = user.get(&format!("/people/{person}")).await.ok();
        let cases: Vec<_> = view.cases.iter().map(|case| case.id).collect();
        assert_eq!(cases, [own]);
        user.get(&format!("/cases/{foreign}"))
            .await
            .problem(404, "not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recruiter_finds_the_same_person_only_by_number_and_birth_date() {
    let house = House::new();
    let (recruiter, _) = house.recruiters().await;
    let officer = house.commune_officer().await;
    officer
        .register("Phạm Văn Đức", "025095001234", house.commune)
        .await;
    let count = async |user: &crate::support::User<'_>, question: &str| {
        let similar: Similar = user.get(&format!("/people/similar?{question}")).await.ok();
        similar.people.len()
    };
    assert_eq!(
        count(&officer, "full_name=pham+van+duc&birth_date=12/05/1995").await,
        1
    );
    assert_eq!(count(&officer, "personal_id=025095001234").await, 1);
    assert_eq!(count(&officer, "full_name=ph&birth_date=1").await, 0);
    assert_eq!(
        count(&recruiter, "full_name=pham+van+duc&birth_date=12/05/1995").await,
        0
    );
    assert_eq!(count(&recruiter, "personal_id=025095001234").await, 0);
    assert_eq!(
        count(&recruiter, "personal_id=025095001234&birth_date=13/05/1995").await,
        0
    );
    assert_eq!(
        count(&recruiter, "personal_id=025095001234&birth_date=12/05/1995").await,
        1
    );
}

/// Nothing but the registration ties a person to the recruiter until a placement is opened, and that is enough.
#[tokio::test(flavor = "multi_thread")]
async fn a_recruiter_opens_a_placement_for_whom_it_registered() {
    let house = House::new();
    let (recruiter, rival) = house.recruiters().await;
    let person = recruiter
        .register("Lê Thị Hoà", "038195004321", house.commune)
        .await;
    let view: PersonView = recruiter.get(&format!("/people/{person}")).await.ok();
    assert!(view.cases.is_empty());
    rival
        .get(&format!("/people/{person}"))
        .await
        .problem(404, "not_found");
    let case = recruiter.open(person, "service_enterprise", ENTERPRISE).await;
    let own: CaseView = recruiter.get(&format!("/cases/{case}")).await.ok();
    assert_eq!(own.enterprise.as_deref(), Some(ENTERPRISE));
    rival
        .get(&format!("/cases/{case}"))
        .await
        .problem(404, "not_found");
}
