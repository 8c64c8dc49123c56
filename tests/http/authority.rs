//! Every operation against every role: the table says who gets in, and an operation without a line fails the test.

use std::collections::BTreeSet;

use axum::http::Method;
use hanhtrinh_api::Shown;
use hanhtrinh_api::cases::CaseView;
use hanhtrinh_api::people::{PeoplePage, PersonView};
use hanhtrinh_domain::actor::Role;
use hanhtrinh_server::http::openapi::document;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{ENTERPRISE, House, User};

/// Who gets in, in the order commune officer, unit leader, province officer, recruiter, auditor, administrator, service centre:
/// `y` yes, `n` no (403), `-` never sees this one (404).
const TABLE: &[(&str, &str, &str)] = &[
    ("GET", "/session", "yyyyyyy"),
    ("DELETE", "/session", "yyyyyyy"),
    ("GET", "/catalogue", "yyyyyyy"),
    ("GET", "/people", "yyyyyny"),
    ("POST", "/people", "yyyynnn"),
    ("GET", "/people/similar", "yyyynnn"),
    ("GET", "/people/duplicates", "yyynnnn"),
    ("GET", "/people/{id}", "yyy-yny"),
    ("POST", "/people/{id}/residence", "yyynnnn"),
    ("POST", "/people/{id}/merge", "yyynnnn"),
    ("POST", "/people/{id}/unmerge", "yyynnnn"),
    ("POST", "/people/{id}/distinct", "yyynnnn"),
    ("POST", "/people/{id}/facts", "yyy-nnn"),
    ("POST", "/people/{id}/cases", "yyy-nnn"),
    ("GET", "/people/{id}/forgetting", "nnynnyn"),
    ("POST", "/people/{id}/forgetting", "nnynnyn"),
    ("GET", "/cases/{id}", "yyy-yny"),
    ("POST", "/cases/{id}/facts", "yyy-nnn"),
    ("POST", "/cases/{id}/decisions", "yyynnnn"),
    ("GET", "/work", "yyynyny"),
    ("GET", "/reports/departures", "yyyyyyy"),
    ("GET", "/reports/departures/rows", "yyyyyny"),
    ("GET", "/reports/stock", "yyyyyyy"),
    ("GET", "/reports/departures/difference", "yyyyyny"),
    ("GET", "/reports/stock/difference", "yyyyyny"),
    ("GET", "/reports/publications", "yyynyyy"),
    ("POST", "/reports/publications", "nnynnnn"),
    ("GET", "/units", "yyyyyyy"),
    ("POST", "/units/changes", "nnynnnn"),
    ("GET", "/enterprises", "yyynyyy"),
    ("POST", "/enterprises", "nnnnnyn"),
    ("POST", "/enterprises/{code}/licence", "nnnnnyn"),
    ("GET", "/plans", "yyyyyyy"),
    ("POST", "/plans", "nnynnyn"),
    ("GET", "/orders", "yyyyyyy"),
    ("GET", "/orders/{key}", "-------"),
    ("GET", "/supplies", "yyyyyyy"),
    ("POST", "/supplies/{key}/decisions", "yyynnnn"),
    ("GET", "/programmes", "yyyyyyy"),
    ("POST", "/programmes/{key}/decisions", "yyynnnn"),
    ("GET", "/comparators", "yyyyyyy"),
    ("GET", "/rules", "yyyyyyy"),
    ("POST", "/rules", "nnynnyn"),
    ("GET", "/findings", "yyynyny"),
    ("POST", "/office/{stream}/{key}/facts", "nnyynyn"),
    ("GET", "/reports/tests", "yyyyyyy"),
    ("GET", "/reports/selections", "yyyyyyy"),
    ("GET", "/reports/recruiters", "yyyyyyy"),
    ("GET", "/users", "nnnnnyn"),
    ("POST", "/users", "nnnnnyn"),
    ("PUT", "/users/{user}/active", "nnnnnyn"),
    ("POST", "/imports/departures", "yyyynnn"),
    ("POST", "/imports/departures/rejects", "yyyynnn"),
    ("GET", "/events", "yyyyyyy"),
    ("GET", "/log/proof/{position}", "yyyyyyy"),
    ("GET", "/log/consistency", "yyyyyyy"),
    ("GET", "/log/entries", "nnnnynn"),
    ("POST", "/care/{kind}", "yyynnny"),
    ("POST", "/care/{kind}/{id}/facts", "yyynnny"),
    ("POST", "/support/decisions", "yyynnnn"),
    ("POST", "/people/{id}/requests/{request}/decision", "yyynnnn"),
    ("GET", "/people/{id}/care", "yyynyny"),
    ("GET", "/fairs", "yyynyyy"),
    ("GET", "/fairs/{id}", "---n---"),
    ("GET", "/occasions/{kind}", "yyynyyy"),
    ("GET", "/breaches", "nnynyyn"),
    ("GET", "/reports/tally/{indicator}", "yyynyyy"),
    ("GET", "/reports/tally/{indicator}/rows", "yyynyny"),
];

/// Operations for everybody.
const OPEN: &[(&str, &str)] = &[
    ("POST", "/session"),
    ("GET", "/log/checkpoint"),
    ("GET", "/log/tile/{level}/{index}"),
];

fn operations() -> BTreeSet<(String, String)> {
    let document: Value = serde_json::from_str(&document().unwrap()).unwrap();
    let mut operations = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            let path = path.strip_prefix("/api/v1").unwrap();
            operations.insert((method.to_uppercase(), path.to_owned()));
        }
    }
    operations
}

#[test]
fn every_operation_has_its_line() {
    let lines = TABLE
        .iter()
        .map(|(method, path, _)| (*method, *path))
        .chain(OPEN.iter().copied());
    let lines: BTreeSet<_> = lines
        .map(|(method, path)| (method.to_owned(), path.to_owned()))
        .collect();
    assert_eq!(lines, operations());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_answered_without_a_session() {
    let house = House::new();
    let nobody = house.nobody();
    for (method, path) in operations() {
        if OPEN.contains(&(method.as_str(), path.as_str())) {
            continue;
        }
        let path = path
            .replace("{id}", &Uuid::now_v7().to_string())
            .replace("{code}", "X")
            .replace("{key}", "X")
            .replace("{stream}", "order")
            .replace("{user}", "x")
            .replace("{position}", "0")
            .replace("{kind}", "advice")
            .replace("{request}", &Uuid::now_v7().to_string())
            .replace("{indicator}", "fairs");
        let method: Method = method.parse().unwrap();
        let reply = nobody.send(method.clone(), &path, &[], Some(&json!({}))).await;
        reply.problem(401, "sign_in_needed");
        let reply = nobody
            .send(
                method,
                &path,
                &[("cookie", "hanhtrinh_session=forged")],
                Some(&json!({})),
            )
            .await;
        reply.problem(401, "sign_in_needed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_gets_what_the_table_says_and_no_more() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let person = officer
        .register("Nguyễn Văn An", "025095001234", house.commune)
        .await;
    let case = officer.open(person, "contractor", "").await;
    let leader = house.leader().await;
    let province = house.province_officer().await;
    let (recruiter, _) = house.recruiters().await;
    let auditor = house.auditor().await;
    // The administrator was made with the recruiters.
    let mut admin = User {
        house: &house,
        user: "admin".to_owned(),
        cookie: None,
        lang: "en",
    };
    admin.sign_in().await;
    let centre = house
        .user("centre", Role::ServiceCentre, house.province, None)
        .await;
    let users = [
        &officer, &leader, &province, &recruiter, &auditor, &admin, &centre,
    ];
    assert_eq!(users.len(), Role::ALL.len());
    for (method, path, expected) in TABLE {
        if *method == "DELETE" || *path == "/events" {
            // Signing out would end the test's session, and a stream does not end: both are looked at elsewhere.
            continue;
        }
        let id = if path.starts_with("/cases") { case } else { person };
        let concrete = path
            .replace("{id}", &id.to_string())
            .replace("{code}", ENTERPRISE)
            .replace("{key}", "X")
            .replace("{stream}", "order")
            .replace("{user}", "rival")
            .replace("{position}", "0")
            .replace("{kind}", "advice")
            .replace("{request}", &Uuid::now_v7().to_string())
            .replace("{indicator}", "fairs");
        for (user, expected) in users.iter().zip(expected.chars()) {
            let reply = send(user, method, &concrete, body(path)).await;
            let got = match reply.status.as_u16() {
                401 => '?',
                403 => 'n',
                404 => '-',
                500.. => '!',
                _ => 'y',
            };
            assert_eq!(
                got,
                expected,
                "{method} {path} by {}: {} {}",
                user.user,
                reply.status,
                reply.text()
            );
        }
    }
}

async fn send(user: &User<'_>, method: &str, path: &str, body: Option<Value>) -> crate::support::Reply {
    let key = Uuid::now_v7().to_string();
    user.send(
        method.parse().unwrap(),
        path,
        &[("idempotency-key", &key)],
        body.as_ref(),
    )
    .await
}

/// A body that has the shape, though not always the content, that the operation reads.
fn body(path: &str) -> Option<Value> {
    Some(match path {
        "/people/{id}/facts" => {
            json!({"type": "contact_recorded", "on": "2026-03-01", "facts": {"phone": false}})
        }
        "/cases/{id}/facts" => json!({"type": "visa_issued", "on": "2026-03-01", "facts": {"class": "E-9"}}),
        "/cases/{id}/decisions" => json!({"decision": "certify"}),
        "/enterprises/{code}/licence" => json!({"status": "valid", "on": ""}),
        "/plans" => json!({"unit": "x", "year": 2026, "low": 1, "high": 1, "denominator": "low"}),
        "/users/{user}/active" => json!({"active": true}),
        _ => json!({}),
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_auditor_sees_everything_but_names() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let person = officer
        .register("Nguyễn Văn Bí Mật", "025095001234", house.commune)
        .await;
    let case = officer.open(person, "contractor", "").await;
    let paper = json!({
        "type": "visa_issued", "on": "2026-03-01", "facts": {"class": "E-9"},
        "private": {"paper": {"number": "SECRET-77", "note": "Bí Mật"}},
    });
    officer
        .command(&format!("/cases/{case}/facts"), &paper)
        .await
        .created();
    let auditor = house.auditor().await;
    for path in [
        format!("/cases/{case}"),
        format!("/people/{person}"),
        "/people".to_owned(),
        "/work".to_owned(),
    ] {
        let reply = auditor.get(&path).await;
        reply.expect(axum::http::StatusCode::OK);
        for secret in [
            "Bí Mật",
            "SECRET-77",
            "025095001234",
            "912345678",
            "1995",
            "Thôn 3",
            "Tên officer",
        ] {
            assert!(!reply.text().contains(secret), "{path} shows {secret}");
        }
    }
    let view: CaseView = auditor.get(&format!("/cases/{case}")).await.ok();
    assert_eq!(view.worker.name, Shown::Withheld);
    assert_eq!(view.history[0].private, [Shown::Withheld]);
    assert!(Uuid::parse_str(&view.history[0].by).is_ok());
    let person: PersonView = auditor.get(&format!("/people/{person}")).await.ok();
    assert_eq!(
        (person.personal_id, person.phone),
        (Shown::Withheld, Shown::Withheld)
    );
    let page: PeoplePage = auditor.get("/people?q=mat").await.ok();
    assert_eq!(page.total, 0, "a name must not be found out by searching for it");
    let page: PeoplePage = auditor.get("/people").await.ok();
    assert_eq!(page.total, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commune_sees_its_own_people() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let person = officer
        .register("Nguyễn Văn An", "025095001234", house.commune)
        .await;
    let case = officer.open(person, "contractor", "").await;
    let other = house.user("other", Role::CommuneOfficer, house.other, None).await;
    other
        .get(&format!("/people/{person}"))
        .await
        .problem(404, "not_found");
    other
        .get(&format!("/cases/{case}"))
        .await
        .problem(404, "not_found");
    let page: PeoplePage = other.get("/people").await.ok();
    assert_eq!(page.total, 0);
    let facts = json!({"market": "JP", "evidence": "stamp"});
    other
        .record(case, "departure_recorded", "2026-03-01", facts)
        .await
        .problem(404, "not_found");
}
