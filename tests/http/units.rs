//! Units in time over HTTP: divided communes, resolutions, boundaries asked for, differences, and records of one person.

use hanhtrinh_api::people::{Forgettable, PeoplePage};
use hanhtrinh_api::units::UnitsView;
use hanhtrinh_api::work::WorkQueue;
use hanhtrinh_domain::difference::{Cause, Difference};
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::units::Succession;
use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{House, User, fields};

/// A commune of former Hoà Bình that was divided, with the communes that hold its parts.
fn divided(house: &House) -> (UnitRef, Vec<UnitRef>) {
    let units = &house.registry.packs().units;
    let old = units.communes_of(UnitRef::parse("17@2024").unwrap());
    let mut found = old
        .into_iter()
        .filter_map(|commune| match units.successors(commune) {
            Succession::Split(parts) => Some((commune, parts)),
            Succession::Whole(_) => None,
        });
    found.next().unwrap()
}

async fn departs(officer: &User<'_>, person: Uuid, on: &str) -> Uuid {
    let case = officer.open(person, "contractor", "").await;
    let facts = json!({"market": "JP", "evidence": "stamp"});
    officer
        .record(case, "departure_recorded", on, facts)
        .await
        .created();
    case
}

async fn figure(user: &User<'_>, unit: &str) -> (u64, u64) {
    let path = format!("/reports/departures?period=2024&unit={unit}");
    let report: Value = user.get(&path).await.ok();
    (
        report["value"].as_u64().unwrap(),
        report["unresolved"].as_u64().unwrap(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_of_a_divided_commune_waits_for_a_decision_and_then_counts() {
    let house = House::new();
    let mut officer = house.province_officer().await;
    let (commune, parts) = divided(&house);
    let person = officer.register("Bùi Văn Chia", "017095001234", commune).await;
    departs(&officer, person, "2024-05-02").await;
    let to = parts[0].to_string();
    assert_eq!(figure(&officer, "25").await, (1, 0));
    assert_eq!(figure(&officer, "17@2025-06-30").await, (1, 0));
    assert_eq!(figure(&officer, &to).await, (0, 1));
    let kind = "/work?kind=residence_unresolved";
    assert_eq!(officer.get(kind).await.ok::<WorkQueue>().total, 1);
    house.pass(SignedDuration::from_hours(24));
    officer.sign_in().await;

    let path = format!("/people/{person}/residence");
    let wish = json!({"from": commune.to_string(), "to": to, "basis": "hamlet_list"});
    let stranger = house.commune_officer().await;
    if !parts.contains(&house.commune) {
        stranger.command(&path, &wish).await.problem(404, "not_found");
    }
    let elsewhere = json!({"from": commune.to_string(), "to": "04795@2025", "basis": "manual"});
    if !parts.contains(&UnitRef::parse("04795@2025").unwrap()) {
        let refused = officer.command(&path, &elsewhere).await.problem(422, "refused");
        assert_eq!(fields(&refused), ["to"]);
        assert!(
            refused.detail.unwrap().contains(&to),
            "names those that hold a part"
        );
    }
    officer.command(&path, &wish).await.created();
    officer.command(&path, &wish).await.problem(422, "refused");
    assert_eq!(figure(&officer, &to).await, (1, 0));
    assert_eq!(officer.get(kind).await.ok::<WorkQueue>().total, 0);

    let path = format!("/reports/departures/difference?period=2024&unit={to}&as_of=2026-03-02");
    let difference: Difference = officer.get(&path).await.ok();
    assert_eq!(difference.steps.len(), 1);
    assert_eq!(difference.steps[0].cause, Cause::Remapped);
    assert_eq!((difference.change.value, difference.change.unresolved), (1, -1));
}

#[tokio::test(flavor = "multi_thread")]
async fn old_and_new_units_answer_and_others_say_why_not() {
    let house = House::new();
    let officer = house.province_officer().await;
    for unit in ["17@2025-06-30", "25@2024", "26@2024", "25", "150@2024"] {
        assert_eq!(figure(&officer, unit).await, (0, 0), "{unit}");
    }
    assert_eq!(
        figure(&officer, "38").await,
        (0, 0),
        "another province, of which nobody is known"
    );
    let gone = officer
        .get("/reports/departures?unit=999")
        .await
        .problem(422, "invalid");
    assert!(
        gone.errors[0].detail.contains("30 June 2025"),
        "{}",
        gone.errors[0].detail
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resolution_begins_an_edition() {
    let house = House::new();
    let officer = house.province_officer().await;
    let (one, other) = (house.commune, house.other);
    let person = officer.register("Bùi Thị Nhập", "017195001234", one).await;
    departs(&officer, person, "2024-05-02").await;
    let merge = json!({"merge": {"sources": [one.code], "into": other.code}});
    let wish = json!({"effective_on": "2026-04-01", "resolution": "7/NQ-UBTVQH16", "changes": [merge]});
    let (admin, commune) = (house.administrator().await, house.commune_officer().await);
    for nobody in [&admin, &commune] {
        nobody
            .command("/units/changes", &wish)
            .await
            .problem(403, "forbidden");
    }
    let wrong = json!({"effective_on": "2026-04-01", "changes": [{"close": {"code": one.code}}]});
    let refused = officer
        .command("/units/changes", &wrong)
        .await
        .problem(422, "refused");
    assert_eq!(fields(&refused), ["changes"]);
    officer.command("/units/changes", &wish).await.created();
    assert_eq!(
        figure(&officer, &format!("{}@2026-04-01", other.code)).await,
        (1, 0)
    );
    assert_eq!(figure(&officer, &other.to_string()).await, (0, 0));
    let now: UnitsView = officer.get("/units").await.ok();
    let then: UnitsView = officer.get("/units?on=2026-04-01").await.ok();
    assert_eq!(now.units.len(), then.units.len() + 1);
    assert_eq!(then.editions.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn records_of_one_person_are_merged_found_as_one_and_forgotten_together() {
    let house = House::new();
    let officer = house.province_officer().await;
    let one = officer
        .register("Bùi Văn Đôi", "017095001234", house.commune)
        .await;
    let other = officer
        .register("Bui Van Doi", "017095001234", house.commune)
        .await;
    for person in [one, other] {
        departs(&officer, person, "2024-05-02").await;
    }
    let pairs: Value = officer.get("/people/duplicates").await.ok();
    assert_eq!(
        (pairs["total"].as_u64(), pairs["pairs"][0]["rule"].as_str()),
        (Some(1), Some("number"))
    );
    let path = format!("/people/{one}/merge");
    let wish =
        |aside: Option<Uuid>, reason: &str| json!({"absorbed": other, "set_aside": aside, "reason": reason});
    let refused = officer
        .command(&path, &wish(None, ""))
        .await
        .problem(422, "refused");
    assert_eq!(fields(&refused), ["reason"]);
    let refused = officer
        .command(&path, &wish(None, "cùng số"))
        .await
        .problem(422, "refused");
    assert_eq!(fields(&refused), ["set_aside"]);
    let commune = house.commune_officer().await;
    commune
        .command(&path, &wish(None, "x"))
        .await
        .problem(422, "refused");
    let view: Value = officer.get(&format!("/people/{other}")).await.ok();
    let case = view["cases"][0]["id"].as_str().unwrap().parse().unwrap();
    officer
        .command(&path, &wish(Some(case), "cùng số"))
        .await
        .created();
    assert_eq!(figure(&officer, "25").await, (1, 0));
    for question in ["017095001234", &other.to_string(), "doi"] {
        let page: PeoplePage = officer.get(&format!("/people?q={question}")).await.ok();
        assert_eq!(page.total, 1, "{question}");
    }
    let part = json!({"other": other, "reason": "nhầm"});
    officer
        .command(&format!("/people/{one}/unmerge"), &part)
        .await
        .created();
    assert_eq!(figure(&officer, "25").await, (2, 0));
    officer
        .command(&path, &wish(Some(case), "cùng số"))
        .await
        .created();

    let forget = json!({"basis": "91/2025/QH15", "reason": "request"});
    officer
        .command(&format!("/people/{one}/forgetting"), &forget)
        .await
        .created();
    for person in [one, other] {
        let left: Forgettable = officer.get(&format!("/people/{person}/forgetting")).await.ok();
        assert_eq!((left.parts, left.forgotten), (0, true), "{person}");
    }
    let page: PeoplePage = officer.get("/people?q=doi").await.ok();
    assert_eq!(page.total, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_published_figure_comes_out_the_same_later() {
    let house = House::new();
    let officer = house.province_officer().await;
    let person = officer
        .register("Bùi Văn Công", "017095001234", house.commune)
        .await;
    departs(&officer, person, "2024-05-02").await;
    let wish = json!({"indicator": "departures", "period": "2024", "by": "market"});
    officer.command("/reports/publications", &wish).await.created();
    let early = json!({"indicator": "departures", "period": "2026"});
    let refused = officer
        .command("/reports/publications", &early)
        .await
        .problem(422, "refused");
    assert_eq!(fields(&refused), ["period"]);
    let list: Value = officer.get("/reports/publications").await.ok();
    assert_eq!(list["all_same"], true);
    assert_eq!(
        (
            list["reports"][0]["value"].as_u64(),
            list["reports"][0]["computed"].as_u64()
        ),
        (Some(1), Some(1))
    );
}
