//! Signing in and out, and what a session is worth.

use axum::http::{Method, StatusCode};
use hanhtrinh_api::session::Me;
use hanhtrinh_domain::actor::Role;
use hanhtrinh_server::settings::Settings;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{House, PASSWORD, fields};

#[tokio::test(flavor = "multi_thread")]
async fn a_session_begins_and_ends() {
    let house = House::new();
    let mut officer = house.commune_officer().await;
    let me: Me = officer.get("/session").await.ok();
    assert_eq!(
        (me.user.as_str(), me.role, me.unit, me.demo),
        ("officer", Role::CommuneOfficer, house.commune, false)
    );
    assert_eq!(me.province_name, "Tỉnh Phú Thọ");
    let reply = officer.sign_in().await;
    let cookie = reply.header("set-cookie");
    for part in ["hanhtrinh_session=", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"));
    let out = officer
        .send(Method::DELETE, "/session", &[], None::<&Value>)
        .await;
    out.expect(StatusCode::NO_CONTENT);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    officer.get("/session").await.problem(401, "sign_in_needed");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_again_ends_the_session_before() {
    let house = House::new();
    let mut officer = house.commune_officer().await;
    let before = officer.cookie.clone().unwrap();
    let body = json!({"user": officer.user, "password": PASSWORD});
    let reply = officer.send(Method::POST, "/session", &[], Some(&body)).await;
    reply.expect(StatusCode::OK);
    officer.get("/session").await.problem(401, "sign_in_needed");
    assert_ne!(reply.cookie(), before);
    officer.cookie = Some(reply.cookie());
    officer.get("/session").await.expect(StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_idle_and_at_last() {
    let house = House::new();
    let mut officer = house.commune_officer().await;
    house.pass(SignedDuration::from_hours(8));
    officer.get("/session").await.problem(401, "sign_in_needed");
    officer.cookie = None;
    officer.sign_in().await;
    for _ in 0..5 {
        house.pass(SignedDuration::from_hours(4));
        officer.get("/session").await.expect(StatusCode::OK);
    }
    house.pass(SignedDuration::from_hours(4));
    officer.get("/session").await.problem(401, "sign_in_needed");
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slowed_down_and_tells_nothing() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let nobody = house.nobody();
    let attempt = |user: &str, password: &str| json!({"user": user, "password": password});
    for user in ["officer", "no-such-user"] {
        for _ in 0..5 {
            let reply = nobody
                .send(Method::POST, "/session", &[], Some(&attempt(user, "sai")))
                .await;
            reply.problem(401, "sign_in_failed");
        }
        let reply = nobody
            .send(Method::POST, "/session", &[], Some(&attempt(user, PASSWORD)))
            .await;
        reply.problem(429, "too_many_attempts");
        assert!(reply.header("retry-after").parse::<u32>().unwrap() <= 60);
    }
    house.pass(SignedDuration::from_secs(61));
    let reply = nobody
        .send(Method::POST, "/session", &[], Some(&attempt("officer", PASSWORD)))
        .await;
    reply.expect(StatusCode::OK);
    // Those signed in are not touched.
    officer.get("/session").await.expect(StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_switched_off_is_out_at_once() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let admin = house.administrator().await;
    let off = admin
        .send(
            Method::PUT,
            "/users/officer/active",
            &[],
            Some(&json!({"active": false})),
        )
        .await;
    off.expect(StatusCode::OK);
    officer.get("/session").await.problem(401, "sign_in_needed");
    let body = json!({"user": "officer", "password": PASSWORD});
    officer
        .send(Method::POST, "/session", &[], Some(&body))
        .await
        .problem(401, "sign_in_failed");
    let last = admin
        .send(
            Method::PUT,
            "/users/admin/active",
            &[],
            Some(&json!({"active": false})),
        )
        .await;
    assert_eq!(fields(&last.problem(422, "invalid")), ["active"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_are_created_with_all_faults_named() {
    let house = House::new();
    let admin = house.administrator().await;
    let bad = json!({"user": "A", "display_name": "", "role": "boss", "unit": "1@2025", "enterprise": "X", "password": "x"});
    let problem = admin
        .send(Method::POST, "/users", &[], Some(&bad))
        .await
        .problem(422, "invalid");
    let mut named = fields(&problem);
    named.sort_unstable();
    assert_eq!(
        named,
        ["display_name", "enterprise", "password", "role", "unit", "user"]
    );
    let foreign = json!({
        "user": "mai.lan", "display_name": "Mai Lan", "role": "commune_officer", "unit": "00004@2025",
        "password": "mot-mat-khau-dai",
    });
    let problem = admin
        .send(Method::POST, "/users", &[], Some(&foreign))
        .await
        .problem(422, "invalid");
    assert_eq!(fields(&problem), ["unit"]);
    let mut good = foreign;
    good["unit"] = json!(house.commune.to_string());
    admin
        .send(Method::POST, "/users", &[], Some(&good))
        .await
        .expect(StatusCode::CREATED);
    let twice = admin
        .send(Method::POST, "/users", &[], Some(&good))
        .await
        .problem(422, "invalid");
    assert_eq!(twice.errors[0].code, "user.taken");
    let list = admin.get("/users").await;
    assert!(list.text().contains("mai.lan") && !list.text().contains("argon2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_https_the_cookie_is_secure() {
    let house = House::with(&Settings {
        secure_cookies: true,
        ..Settings::default()
    });
    let mut officer = house.commune_officer().await;
    let reply = officer.sign_in().await;
    assert!(reply.header("set-cookie").contains("; Secure"));
    assert!(!reply.header("strict-transport-security").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_site_cannot_send_commands() {
    let house = House::new();
    let officer = house.commune_officer().await;
    let body = json!({"user": "officer", "password": PASSWORD});
    for headers in [
        [("sec-fetch-site", "cross-site"), ("host", "registry.example")],
        [("origin", "https://evil.example"), ("host", "registry.example")],
    ] {
        officer
            .send(Method::POST, "/session", &headers, Some(&body))
            .await
            .problem(403, "forbidden");
    }
    let own = [
        ("origin", "https://registry.example"),
        ("host", "registry.example"),
    ];
    officer
        .send(Method::POST, "/session", &own, Some(&body))
        .await
        .expect(StatusCode::OK);
}
