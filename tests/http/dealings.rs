//! Orders, preparations, localities, rules and findings, from the command to what is shown.

use hanhtrinh_api::dealings::{Findings, OrderView, Orders, Programmes, RulesView, Supplies};
use hanhtrinh_domain::standing::{RecruitersReport, TestsReport};
use serde_json::{Value, json};

use crate::support::{ENTERPRISE, House, RIVAL, Reply, User};

async fn office(user: &User<'_>, stream: &str, key: &str, kind: &str, facts: Value) -> Reply {
    let body = json!({"type": kind, "on": "2026-02-02", "facts": facts});
    user.command(&format!("/office/{stream}/{key}/facts"), &body)
        .await
}

fn order(enterprise: &str, market: &str, places: u32) -> Value {
    json!({"enterprise": enterprise, "market": market, "sector": "caregiving", "term_months": 36,
        "headcount": {"male": 0, "female": 0, "any": places}})
}

fn filed(enterprise: &str) -> Value {
    json!({"enterprise": enterprise, "market": "JP", "sector": "caregiving", "headcount": 20,
        "from": "2026-02-02", "to": "2026-12-31"})
}

fn approve(ceiling: u32) -> Value {
    json!({"decision": {"approve": {"document": "210/SNV", "ceiling": ceiling, "from": "2026-02-02",
        "to": "2026-12-31"}}})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recruiter_opens_orders_of_its_own_and_sees_no_others() {
    let house = House::new();
    let (own, rival) = house.recruiters().await;
    let province = house.province_officer().await;
    office(
        &own,
        "order",
        "DH-1",
        "recruitment_order_opened",
        order(ENTERPRISE, "JP", 2),
    )
    .await
    .created();
    // In the name of another, and in the order of another: neither exists for it.
    office(
        &rival,
        "order",
        "DH-2",
        "recruitment_order_opened",
        order(ENTERPRISE, "JP", 2),
    )
    .await
    .problem(404, "not_found");
    office(
        &rival,
        "order",
        "DH-1",
        "order_closed",
        json!({"reason": "filled"}),
    )
    .await
    .problem(404, "not_found");
    office(
        &own,
        "programme",
        "EPS",
        "intake_announced",
        json!({"intake": "A", "opens": "2026-02-02",
        "closes": "2026-02-03"}),
    )
    .await
    .problem(403, "forbidden");
    let mine: Orders = own.get("/orders?state=open").await.ok();
    assert_eq!((mine.orders.len(), mine.orders[0].capacity), (1, 2));
    assert_eq!(rival.get("/orders").await.ok::<Orders>().orders.len(), 0);
    rival.get("/orders/DH-1").await.problem(404, "not_found");
    let all: Orders = province
        .get(&format!("/orders?enterprise={ENTERPRISE}"))
        .await
        .ok();
    assert_eq!(all.orders[0].enterprise_name, "Công ty Một");
    let one: OrderView = province.get("/orders/DH-1").await.ok();
    assert_eq!(one.events.len(), 1);
    let none: Orders = province.get(&format!("/orders?enterprise={RIVAL}")).await.ok();
    assert!(none.orders.is_empty());
    let report: RecruitersReport = province.get("/reports/recruiters?period=2026").await.ok();
    assert_eq!((report.value, report.markets[0].key.as_str()), (1, "JP"));
    let domestic: RecruitersReport = province
        .get("/reports/recruiters?period=2026&domestic=true")
        .await
        .ok();
    assert_eq!(domestic.value, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_province_answers_a_preparation_and_the_refusal_names_the_law() {
    let house = House::new();
    let (own, _) = house.recruiters().await;
    let province = house.province_officer().await;
    office(
        &own,
        "supply",
        "CB-1",
        "source_preparation_filed",
        filed(ENTERPRISE),
    )
    .await
    .created();
    let waiting: Supplies = province.get("/supplies").await.ok();
    assert_eq!(waiting.supplies[0].answer, "pending");
    assert!(waiting.supplies[0].due_on.is_some() && waiting.supplies[0].rule.is_some());
    let problem = province
        .command("/supplies/CB-1/decisions", &approve(10))
        .await
        .problem(422, "refused");
    assert_eq!(problem.errors[0].code, "supply.licence");
    assert!(problem.errors[0].detail.contains("69/2020"), "{problem:?}");
    let licence = json!({"number": "7/BNV", "issued_on": "2024-02-01"});
    office(&province, "enterprise", ENTERPRISE, "licence_recorded", licence)
        .await
        .created();
    let problem = province
        .command("/supplies/CB-1/decisions", &approve(21))
        .await
        .problem(422, "refused");
    assert_eq!(problem.errors[0].code, "supply.ceiling");
    province
        .command("/supplies/CB-1/decisions", &approve(10))
        .await
        .created();
    let answered: Supplies = own.get("/supplies").await.ok();
    assert_eq!(
        (answered.supplies[0].answer.as_str(), answered.supplies[0].ceiling),
        ("approved", Some(10))
    );
    // The enterprise asks for more in an order than was approved: recorded, and found.
    let mut more = order(ENTERPRISE, "JP", 11);
    more["preparation"] = json!("CB-1");
    office(&own, "order", "DH-1", "recruitment_order_opened", more)
        .await
        .created();
    let found: Findings = province.get("/findings").await.ok();
    let kinds: Vec<&str> = found.findings.iter().map(|found| found.kind.as_str()).collect();
    assert!(
        kinds.contains(&"preparation_exceeded") && kinds.contains(&"deposit_short"),
        "{kinds:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locality_is_suspended_by_the_province_alone_and_by_rule() {
    let house = House::new();
    let province = house.province_officer().await;
    let leader = house.leader().await;
    let terms = json!({"name": "EPS", "market": "KR", "profit": "non_profit", "recruiter_allowed": false});
    office(&province, "programme", "EPS", "programme_defined", terms)
        .await
        .created();
    let suspend = |rate: u32| {
        json!({"decision": {"suspend": {"unit": house.commune.to_string(), "year": 2026, "ground": "figures",
            "document": "12/BNV", "rate": rate, "persons": 60}}})
    };
    let problem = leader
        .command("/programmes/EPS/decisions", &suspend(4_000))
        .await
        .problem(422, "refused");
    assert_eq!(problem.errors[0].code, "locality.not_province");
    let problem = province
        .command("/programmes/EPS/decisions", &suspend(2_999))
        .await
        .problem(422, "refused");
    assert_eq!(problem.errors[0].code, "locality.below");
    assert!(
        problem.errors[0].detail.contains("locality.suspend_rate@"),
        "{problem:?}"
    );
    province
        .command("/programmes/EPS/decisions", &suspend(3_000))
        .await
        .created();
    let shown: Programmes = leader.get("/programmes").await.ok();
    assert!(shown.programmes[0].localities[0].suspended);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_is_published_with_its_reference_and_holds_from_its_day() {
    let house = House::new();
    let province = house.province_officer().await;
    let version = |number: i64| {
        json!({"version": {"rule": "exchange.jpy", "effective_on": "2026-01-01", "number": number,
            "measured": "vnd", "reference_vi": "Tỷ giá hạch toán", "reference": "Accounting rate", "grade": "A"}})
    };
    let before: RulesView = province.get("/rules").await.ok();
    assert!(before.missing.contains(&"exchange.jpy".to_owned()));
    let problem = province
        .command("/rules", &version(-1))
        .await
        .problem(422, "refused");
    assert_eq!(problem.errors[0].code, "rule.value");
    province.command("/rules", &version(170)).await.created();
    let after: RulesView = province.get("/rules").await.ok();
    let published: Vec<_> = after.versions.iter().filter(|rule| rule.published).collect();
    assert_eq!(published.len(), 1);
    assert!(published[0].in_force && published[0].version.reference_vi() == "Tỷ giá hạch toán");
    let again = province
        .command("/rules", &version(170))
        .await
        .problem(422, "refused");
    assert_eq!(again.errors[0].code, "rule.same");
}

#[tokio::test(flavor = "multi_thread")]
async fn registrations_are_counted_against_a_recorded_figure() {
    let house = House::new();
    let province = house.province_officer().await;
    let officer = house.commune_officer().await;
    let person = officer
        .register("Nguyễn Văn An", "025095001234", house.commune)
        .await;
    let case = officer.open(person, "public_unit", "").await;
    officer
        .record(
            case,
            "test_registered",
            "2026-02-03",
            json!({"exam": "eps_topik"}),
        )
        .await
        .created();
    let figure = json!({"figure": "test_registrations", "country": "VN", "period": "2026", "value": 4,
        "decimals": 0, "measured": "count", "precision": "about", "source": "Báo"});
    let key = "test_registrations-VN-2026";
    office(
        &province,
        "comparator",
        key,
        "comparator_recorded",
        figure.clone(),
    )
    .await
    .created();
    // Under a key of something else it would not be found by who looks there.
    office(
        &province,
        "comparator",
        "departures-VN-2026",
        "comparator_recorded",
        figure,
    )
    .await
    .problem(404, "not_found");
    let report: TestsReport = province.get("/reports/tests?period=2026").await.ok();
    assert_eq!((report.value, report.unresolved), (1, 0));
    assert_eq!(report.national.unwrap().percent_of, "25.0");
}
