//! Questions: pages, limits, moments, and what is wrong with a question.

use hanhtrinh_api::people::PeoplePage;
use hanhtrinh_api::session::CatalogueView;
use serde_json::json;

use axum::http::{Method, StatusCode};

use crate::support::{House, fields};

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_one_another_without_gap_or_repetition() {
    let house = House::new();
    let officer = house.province_officer().await;
    for name in [
        "Nguyễn Văn An",
        "Nguyễn Văn Bình",
        "Nguyễn Văn Cường",
        "Trần Văn Dũng",
        "Nguyễn Văn Em",
    ] {
        officer.register(name, "", house.commune).await;
    }
    let mut seen = Vec::new();
    let mut path = "/people?q=nguyen&limit=2".to_owned();
    loop {
        let page: PeoplePage = officer.get(&path).await.ok();
        assert_eq!(page.total, 4);
        assert!(page.rows.len() <= 2);
        seen.extend(page.rows.iter().filter_map(|row| row.person.name.open().cloned()));
        match page.next {
            Some(next) => path = format!("/people?q=nguyen&limit=2&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(
        seen,
        [
            "Nguyễn Văn An",
            "Nguyễn Văn Bình",
            "Nguyễn Văn Cường",
            "Nguyễn Văn Em"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_question_names_every_parameter() {
    let house = House::new();
    let officer = house.province_officer().await;
    let wrong = officer
        .get("/people?state=GONE&market=J&commune=1&limit=201&cursor=x&colour=red")
        .await;
    let problem = wrong.problem(422, "invalid");
    let mut named = fields(&problem);
    named.sort_unstable();
    assert_eq!(named, ["colour", "commune", "cursor", "limit", "market", "state"]);
    for (path, field) in [
        ("/people?limit=0", "limit"),
        ("/people?q=a&q=b", "q"),
        ("/work?kind=fun", "kind"),
        ("/reports/departures?period=2025-H3", "period"),
        ("/reports/departures?unit=99", "unit"),
        ("/reports/departures?by=mood", "by"),
        ("/reports/departures?as_of=2027-01-01", "as_of"),
        ("/reports/departures?as_of=2020-01-01", "as_of"),
        ("/reports/departures?position=999999", "position"),
        ("/reports/stock?on=31/02/2026", "on"),
        ("/imports/departures/rejects?x=1", "x"),
    ] {
        let method = if path.starts_with("/imports") {
            Method::POST
        } else {
            Method::GET
        };
        let reply = officer.send(method, path, &[], None::<&()>).await;
        assert_eq!(fields(&reply.problem(422, "invalid")), [field], "{path}");
    }
    let long = "a".repeat(201);
    assert_eq!(
        fields(
            &officer
                .get(&format!("/people?q={long}"))
                .await
                .problem(422, "invalid")
        ),
        ["q"]
    );
    officer.get("/people/not-an-id").await.problem(400, "malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_is_sent_once() {
    let house = House::new();
    let admin = house.administrator().await;
    let first = admin.get("/catalogue").await;
    let catalogue: CatalogueView = first.ok();
    assert!(catalogue.communes.iter().any(|unit| unit.unit == house.commune));
    assert!(catalogue.former_communes.len() > catalogue.communes.len());
    assert!(
        catalogue
            .markets
            .iter()
            .any(|market| market.code == "JP" && market.vi == "Nhật Bản")
    );
    let tag = first.header("etag").to_owned();
    let same = admin
        .send(Method::GET, "/catalogue", &[("if-none-match", &tag)], None::<&()>)
        .await;
    assert_eq!((same.status, same.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    admin
        .command(
            "/enterprises",
            &json!({"code": "0100000001", "name": "Công ty Một"}),
        )
        .await
        .created();
    let changed = admin
        .send(Method::GET, "/catalogue", &[("if-none-match", &tag)], None::<&()>)
        .await;
    let catalogue: CatalogueView = changed.ok();
    assert_eq!(catalogue.enterprises[0].name, "Công ty Một");
}

#[tokio::test(flavor = "multi_thread")]
async fn enterprises_and_plans_are_kept() {
    use hanhtrinh_api::admin::{Enterprises, Plans};
    let house = House::new();
    let admin = house.administrator().await;
    let enterprise = json!({"code": "0100000001", "name": "Công ty Một", "licence": "12/LDTBXH", "licence_issued_on": "01/02/2020"});
    admin.command("/enterprises", &enterprise).await.created();
    let same = admin.command("/enterprises", &enterprise).await;
    let next = (same.created().position + 1).to_string();
    let waited = admin
        .send(
            Method::GET,
            "/enterprises",
            &[("min-position", &next)],
            None::<&()>,
        )
        .await;
    waited.expect(StatusCode::OK);
    let suspended = json!({"status": "suspended", "on": "2026-03-01"});
    admin
        .command("/enterprises/0100000001/licence", &suspended)
        .await
        .created();
    admin
        .command("/enterprises/0100000009/licence", &suspended)
        .await
        .problem(404, "not_found");
    let list: Enterprises = admin.get("/enterprises").await.ok();
    assert_eq!(list.enterprises[0].licence.as_deref(), Some("12/LDTBXH"));
    assert_eq!(
        serde_json::to_value(list.enterprises[0].licence_status).unwrap(),
        "suspended"
    );
    let plan = |low: u32, high: u32| json!({"unit": house.province.to_string(), "year": 2026, "low": low, "high": high, "denominator": "low"});
    admin.command("/plans", &plan(5, 4)).await.problem(422, "invalid");
    admin.command("/plans", &plan(100, 100)).await.created();
    admin.command("/plans", &plan(120, 150)).await.created();
    let plans: Plans = admin.get("/plans?unit=25").await.ok();
    assert_eq!(
        (plans.plans.len(), plans.plans[0].low, plans.plans[0].revisions),
        (1, 120, 1)
    );
}
