//! What lies around the API: health, metrics, the interface, headers, events, checkpoints.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use hanhtrinh_server::settings::Settings;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::{House, Reply};

async fn get(house: &House, path: &str) -> Reply {
    house
        .send(Request::builder().uri(path).body(Body::empty()).unwrap())
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn health_readiness_and_metrics_are_for_everybody_and_name_nobody() {
    let house = House::new();
    let officer = house.commune_officer().await;
    officer
        .register("Nguyễn Văn Bí Mật", "025095001234", house.commune)
        .await;
    officer.get("/people?q=bi+mat").await.expect(StatusCode::OK);
    get(&house, "/healthz").await.expect(StatusCode::OK);
    let ready = get(&house, "/readyz").await;
    let body: Value = ready.ok();
    assert_eq!(
        (&body["ready"], body["position"].as_u64()),
        (&json!(true), Some(ready.position()))
    );
    let metrics = get(&house, "/metrics").await.text();
    assert!(
        metrics.contains(
            "hanhtrinh_http_requests_total{method=\"GET\",route=\"/api/v1/people\",status=\"200\"}"
        ),
        "{metrics}"
    );
    assert!(metrics.contains("hanhtrinh_log_size"));
    assert!(!metrics.contains("mat") && !metrics.contains("025095001234"));
    house.app.close();
    get(&house, "/readyz")
        .await
        .expect(StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_its_headers_and_every_error_its_problem() {
    let house = House::new();
    for path in [
        "/healthz",
        "/api/v1/session",
        "/api/v1/nothing",
        "/api/nothing",
        "/",
    ] {
        let reply = get(&house, path).await;
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        assert!(
            reply
                .header("content-security-policy")
                .starts_with("default-src 'none'"),
            "{path}"
        );
        assert!(reply.position() > 0);
        assert_eq!(reply.header("x-request-id").len(), 36);
    }
    get(&house, "/api/v1/nothing").await.problem(404, "not_found");
    let request = Request::builder()
        .method(Method::PUT)
        .uri("/api/v1/people")
        .body(Body::empty())
        .unwrap();
    let wrong = house.send(request).await;
    wrong.problem(405, "malformed");
    assert_eq!(wrong.header("allow"), "GET,HEAD,POST");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_interface_is_served_from_a_folder() {
    let dir = tempfile::tempdir().unwrap();
    let page = "<!DOCTYPE html><script type=\"module\">import init from '/app.js'; init()</script>";
    std::fs::write(dir.path().join("index.html"), page).unwrap();
    std::fs::write(dir.path().join("app-0123456789abcdef.js"), "export default 1").unwrap();
    let house = House::with(&Settings {
        ui: Some(dir.path().to_owned()),
        ..Settings::default()
    });
    for path in ["/", "/people", "/cases/0192?as_of=2026-01-01"] {
        let reply = get(&house, path).await;
        assert_eq!(
            (reply.status, reply.text().as_str()),
            (StatusCode::OK, page),
            "{path}"
        );
        let policy = reply.header("content-security-policy");
        assert!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-"),
            "{policy}"
        );
        assert!(policy.contains("style-src 'self'") && !policy.contains("unsafe-inline"));
        assert_eq!(reply.header("cache-control"), "no-cache");
    }
    let script = get(&house, "/app-0123456789abcdef.js").await;
    assert!(script.header("cache-control").contains("immutable"));
    get(&house, "/missing.js").await.problem(404, "not_found");
    get(&house, "/api/v1/missing").await.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn long_answers_are_compressed() {
    let house = House::new();
    let officer = house.commune_officer().await;
    for (encoding, expected) in [("br, gzip", "br"), ("gzip", "gzip"), ("identity", "")] {
        let reply = officer
            .send(
                Method::GET,
                "/catalogue",
                &[("accept-encoding", encoding)],
                None::<&Value>,
            )
            .await;
        reply.expect(StatusCode::OK);
        assert_eq!(reply.header("content-encoding"), expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checkpoint_is_public_and_signed() {
    let house = House::new();
    let reply = get(&house, "/api/v1/log/checkpoint").await;
    reply.expect(StatusCode::OK);
    let note = reply.text();
    let lines: Vec<_> = note.lines().collect();
    assert_eq!(lines[0], house.registry.info().origin);
    assert_eq!(lines[1].parse::<u64>().unwrap(), reply.position());
    assert!(note.contains("\n\n— "), "{note}");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_carry_positions_and_kinds_within_scope_and_resume() {
    let house = House::new();
    let (recruiter, _) = house.recruiters().await;
    let officer = house.province_officer().await;
    let before = officer.get("/session").await.position();
    let person = officer.register("Nguyễn Văn An", "", house.commune).await;
    officer
        .open(person, "service_enterprise", crate::support::RIVAL)
        .await;
    let case = officer
        .open(person, "service_enterprise", crate::support::ENTERPRISE)
        .await;
    let after = officer.get("/session").await.position();

    let first = first_message(&house, officer.cookie.as_deref().unwrap(), before).await;
    assert!(
        first.contains(&format!("id: {after}")) && first.contains("worker_registered"),
        "{first}"
    );
    // The person is the recruiter's by its own case; the other case is not.
    let own = first_message(&house, recruiter.cookie.as_deref().unwrap(), before).await;
    assert!(own.contains("case_opened"), "{own}");
    let kinds = json!({"market": "JP", "evidence": "stamp"});
    officer
        .record(case, "departure_recorded", "2026-03-01", kinds)
        .await
        .created();
    let next = first_message(&house, officer.cookie.as_deref().unwrap(), after).await;
    assert!(
        next.contains("departure_recorded") && !next.contains("worker_registered"),
        "{next}"
    );

    let wrong = officer
        .send(
            Method::GET,
            "/events",
            &[("last-event-id", "999999")],
            None::<&Value>,
        )
        .await;
    wrong.problem(400, "malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn event_streams_are_bounded_and_end_with_the_server() {
    let house = House::with(&Settings {
        max_event_streams: 1,
        ..Settings::default()
    });
    let officer = house.commune_officer().await;
    let cookie = officer.cookie.clone().unwrap();
    let request = || {
        Request::builder()
            .uri("/api/v1/events")
            .header("cookie", &cookie)
            .body(Body::empty())
            .unwrap()
    };
    let open = house.router.clone().oneshot(request()).await.unwrap();
    assert_eq!(open.status(), StatusCode::OK);
    house.send(request()).await.problem(503, "unavailable");
    house.app.close();
    let rest = open.into_body().collect().await.unwrap().to_bytes();
    assert!(rest.is_empty());
}

/// The first message of a stream resumed after `last`.
async fn first_message(house: &House, cookie: &str, last: u64) -> String {
    let request = Request::builder()
        .uri("/api/v1/events")
        .header("cookie", cookie)
        .header("last-event-id", last.to_string())
        .body(Body::empty())
        .unwrap();
    let mut body = house.router.clone().oneshot(request).await.unwrap().into_body();
    let frame = body.frame().await.unwrap().unwrap();
    String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
}
