//! Commands: their ids, their bodies, what is wrong with them.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use hanhtrinh_api::people::PersonView;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{House, fields};

fn registration(house: &House) -> Value {
    json!({"full_name": "Nguyễn Thị Lan", "birth_date": "1995-05-12", "sex": "female", "commune": house.commune.to_string()})
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_command_is_carried_out_once() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let id = Uuid::now_v7();
    let first = officer
        .command_as(id, "/people", &registration(&house))
        .await
        .created();
    let size = officer.get("/session").await.position();
    let again = officer.command_as(id, "/people", &registration(&house)).await;
    let repeated: hanhtrinh_api::Receipt = again.ok();
    assert!(repeated.repeated && !first.repeated);
    assert_eq!((repeated.id, repeated.position), (first.id, first.position));
    assert_eq!(officer.get("/session").await.position(), size);
    let mut other = registration(&house);
    other["sex"] = json!("male");
    officer
        .command_as(id, "/people", &other)
        .await
        .problem(409, "command_reused");
    // The same bytes to another place are another command.
    let person = first.id.unwrap();
    let fact = json!({"type": "contact_recorded", "on": "2026-03-02", "facts": {"phone": false}});
    let key = Uuid::now_v7();
    officer
        .command_as(key, &format!("/people/{person}/facts"), &fact)
        .await
        .created();
    let second = officer
        .command("/people", &registration(&house))
        .await
        .created()
        .id
        .unwrap();
    officer
        .command_as(key, &format!("/people/{second}/facts"), &fact)
        .await
        .problem(409, "command_reused");
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_wrong_is_named_at_once_in_both_languages() {
    let house = House::new();
    let mut officer = house.commune_officer().await;
    let bad = json!({
        "full_name": "An3", "birth_date": "31/02/1995", "sex": "x", "personal_id": "12345678901",
        "commune": "99999@2025", "phone": "12", "passport": "?", "on": "32/01/2026",
    });
    let english = officer.command("/people", &bad).await.problem(422, "invalid");
    let named = [
        "full_name",
        "birth_date",
        "sex",
        "personal_id",
        "phone",
        "passport",
        "commune",
        "on",
    ];
    assert_eq!(fields(&english), named);
    officer.lang = "vi-VN";
    let vietnamese = officer.command("/people", &bad).await.problem(422, "invalid");
    assert_eq!(fields(&vietnamese), named);
    assert_eq!(
        (english.title.as_str(), vietnamese.title.as_str()),
        ("Some fields are wrong", "Có thông tin chưa đúng")
    );
    for (one, other) in english.errors.iter().zip(&vietnamese.errors) {
        assert_eq!(one.code, other.code);
        assert!(!one.detail.is_empty() && one.detail != other.detail, "{one:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_cannot_be_read_says_why_and_repeats_nothing() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let raw = async |kind: &str, body: &'static str| {
        let request = Request::builder()
            .method(Method::POST)
            .uri("/api/v1/people")
            .header("cookie", officer.cookie.clone().unwrap())
            .header("content-type", kind)
            .header("idempotency-key", Uuid::now_v7().to_string())
            .body(Body::from(body))
            .unwrap();
        house.send(request).await
    };
    raw("application/json", "{\"full_name\": \"Bí mật")
        .await
        .problem(400, "malformed");
    raw("text/plain", "{}").await.problem(415, "malformed");
    let wrong = raw("application/json", "{\"full_name\": [\"Bí mật\"]}").await;
    assert_eq!(fields(&wrong.problem(422, "invalid")), ["full_name"]);
    assert!(!wrong.text().contains("Bí mật"));
    let no_id = officer
        .send(Method::POST, "/people", &[], Some(&registration(&house)))
        .await;
    no_id.problem(400, "malformed");
    let large = "x".repeat(1024 * 1024 + 1);
    officer
        .command("/people", &json!({"full_name": large}))
        .await
        .problem(413, "too_large");
}

#[tokio::test(flavor = "multi_thread")]
async fn facts_that_are_no_sound_record_are_refused() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let person = officer.register("Nguyễn Văn An", "", house.commune).await;
    let case = officer.open(person, "contractor", "").await;
    let left = json!({"market": "JP", "evidence": "stamp"});
    let future = officer
        .record(case, "departure_recorded", "2026-03-03", left.clone())
        .await;
    assert_eq!(fields(&future.problem(422, "not_recorded")), ["on"]);
    officer
        .record(case, "departure_recorded", "2026-03-01", json!({"market": 5}))
        .await
        .problem(400, "malformed");
    officer
        .record(case, "no_such_type", "2026-03-01", json!({}))
        .await
        .problem(400, "malformed");
    officer
        .record(Uuid::now_v7(), "departure_recorded", "2026-03-01", left)
        .await
        .problem(404, "not_found");
    let decided = officer
        .record(
            case,
            "direct_contract_certified",
            "2026-03-01",
            json!({"commune": house.commune.to_string()}),
        )
        .await;
    decided.problem(422, "not_recorded");
}

#[tokio::test(flavor = "multi_thread")]
async fn reads_wait_for_the_position_they_need() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let receipt = officer.command("/people", &registration(&house)).await;
    let next = receipt.created().position + 1;
    assert_eq!(receipt.position(), next);
    let path = format!("/people/{}", receipt.created().id.unwrap());
    let reached = officer
        .send(
            Method::GET,
            &path,
            &[("min-position", &next.to_string())],
            None::<&Value>,
        )
        .await;
    let view: PersonView = reached.ok();
    assert!(view.position >= next && reached.position() >= next);
    let beyond = (next + 100).to_string();
    let late = officer
        .send(Method::GET, &path, &[("min-position", &beyond)], None::<&Value>)
        .await;
    late.problem(503, "unavailable");
    assert!(!late.header("retry-after").is_empty());
    officer
        .send(Method::GET, &path, &[("min-position", "x")], None::<&Value>)
        .await
        .problem(400, "malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_commands_at_once_on_one_placement_both_land_or_conflict() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let person = officer.register("Nguyễn Văn An", "", house.commune).await;
    let case = officer.open(person, "contractor", "").await;
    let fact = |hours: u16| json!({"kind": "language", "hours": hours});
    let (one, other) = tokio::join!(
        officer.record(case, "training_completed", "2026-03-01", fact(100)),
        officer.record(case, "training_completed", "2026-03-01", fact(200)),
    );
    // A stale read is decided again: facts do not shut each other out.
    one.expect(StatusCode::CREATED);
    other.expect(StatusCode::CREATED);
}
