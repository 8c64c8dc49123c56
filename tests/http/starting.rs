//! A server that has just been started serves counts at once and says what still has to wait.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::unit::UnitCode;
use hanhtrinh_server::accounts::{Accounts, NewAccount};
use hanhtrinh_server::app::{Host, NewRegistry, Registry};
use hanhtrinh_server::http::{Shared, router};
use hanhtrinh_server::settings::Settings;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::support::PASSWORD;

struct Answer {
    status: StatusCode,
    retry: bool,
    cookie: Option<String>,
    body: Value,
}

async fn ask(router: &axum::Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let retry = response.headers().contains_key("retry-after");
    let cookie = response.headers().get("set-cookie");
    let cookie = cookie.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap().to_owned());
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    Answer {
        status,
        retry,
        cookie,
        body,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_come_first_and_people_are_waited_for() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let new = NewRegistry {
        province: UnitCode::parse("25").unwrap(),
        demo: true,
        name: "test.example".to_owned(),
    };
    Registry::create(&data, &new, Host::system())
        .unwrap()
        .close()
        .unwrap();
    let registry = Arc::new(Registry::open_facts(&data, Host::system()).unwrap());
    let accounts = Accounts::open(&data).unwrap();
    let account = NewAccount {
        user: "officer".to_owned(),
        display_name: "Cán bộ".to_owned(),
        role: Role::ProvinceOfficer,
        unit: registry.info().province,
        enterprise: None,
        password: PASSWORD.to_owned(),
    };
    accounts.create(account).unwrap();
    let clock = Host::system().clock;
    let app = Shared::new(registry.clone(), accounts, &Settings::default(), clock).unwrap();
    let router = router(&app).unwrap();

    let sign_in = Request::post("/api/v1/session").header("content-type", "application/json");
    let body = json!({"user": "officer", "password": PASSWORD}).to_string();
    let signed = ask(&router, sign_in.body(Body::from(body)).unwrap()).await;
    let cookie = signed.cookie.unwrap();
    let get = |path: &str| {
        let request = Request::get(path).header("cookie", &cookie);
        ask(&router, request.body(Body::empty()).unwrap())
    };
    for path in [
        "/api/v1/reports/departures?period=2025",
        "/api/v1/reports/stock",
        "/api/v1/enterprises",
        "/api/v1/plans",
        "/healthz",
    ] {
        assert_eq!(get(path).await.status, StatusCode::OK, "{path}");
    }
    let people = [
        "/api/v1/people?q=an",
        "/api/v1/people/0190a000-0000-7000-8000-000000000001",
        "/api/v1/cases/0190a000-0000-7000-8000-000000000001",
        "/api/v1/work",
        "/api/v1/reports/departures/rows?period=2025",
    ];
    for path in people {
        let answer = get(path).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(answer.retry, "{path}");
        assert_eq!(answer.body["code"], "unavailable");
    }
    let ready = get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(
        (
            &ready.body["facts"],
            &ready.body["search"],
            &ready.body["checked"]
        ),
        (&json!(true), &json!(0), &json!(false))
    );

    registry.look_after().unwrap();
    while !registry.readiness().checked {
        tokio::task::yield_now().await;
    }
    for path in people {
        assert_ne!(get(path).await.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
    }
    let ready = get("/readyz").await;
    assert_eq!(
        (ready.status, &ready.body["search"]),
        (StatusCode::OK, &json!(100))
    );
    assert_eq!(ready.body["checked"], json!(true));
    tokio::task::spawn_blocking(move || registry.close())
        .await
        .unwrap()
        .unwrap();
}
