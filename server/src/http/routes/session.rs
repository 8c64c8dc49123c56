//! Signing in and out.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use hanhtrinh_api::session::{Me, SignIn};
use hanhtrinh_api::{Lang, ProblemCode};
use jiff::SignedDuration;

use super::super::address::Address;
use super::super::answer::{Answer, At};
use super::super::extract::{Body, COOKIE_NAME, Signed, Speaks, token};
use super::super::failure::Failure;
use super::super::state::{App, Shared};
use crate::accounts::sessions::ABSOLUTE;
use crate::accounts::throttle::Allowance;
use crate::accounts::{Account, AccountError, Token};

/// Failed attempts on one user name from one address.
const PER_PAIR: Allowance = Allowance {
    burst: 5,
    every: SignedDuration::from_secs(60),
};
/// Failed attempts on one user name from anywhere.
const PER_USER: Allowance = Allowance {
    burst: 30,
    every: SignedDuration::from_secs(20),
};
/// Failed attempts from one address: an office shares one.
const PER_ADDRESS: Allowance = Allowance {
    burst: 60,
    every: SignedDuration::from_secs(5),
};

/// Signs in: the answer sets the session cookie. A session the browser had before ends.
#[utoipa::path(post, path = "/session", tag = "session", request_body = SignIn, security(()),
    responses((status = 200, description = "Signed in", body = Me)))]
pub async fn sign_in(
    State(app): State<App>,
    Speaks(lang): Speaks,
    address: Address,
    headers: HeaderMap,
    body: Body<SignIn>,
) -> Result<Response, Failure> {
    let SignIn { user, password } = body.content;
    // The key is no longer than a user name can be, whatever was typed.
    let name: String = user.chars().take(32).collect();
    let keys = [
        (format!("pair {} {name}", address.0), PER_PAIR),
        (format!("user {name}"), PER_USER),
        (format!("address {}", address.0), PER_ADDRESS),
    ];
    let now = app.now();
    for (taken, (key, allowance)) in keys.iter().enumerate() {
        if let Err(wait) = app.throttle.take(key, *allowance, now) {
            for (key, allowance) in keys.iter().take(taken) {
                app.throttle.give_back(key, *allowance);
            }
            let seconds = u32::try_from(wait.as_secs().clamp(1, 3_600)).unwrap_or(60);
            return Err(Failure::new(ProblemCode::TooMany, lang).retry_after(seconds));
        }
    }
    let verified = app
        .hash(lang, move |app| app.accounts.verify(&user, &password))
        .await?;
    let account = verified.map_err(|error| {
        if !matches!(error, AccountError::Wrong) {
            tracing::error!(error = &error as &dyn std::error::Error, "signing in");
        }
        Failure::account(&error, lang)
    })?;
    for (key, allowance) in &keys {
        app.throttle.give_back(key, *allowance);
    }
    let internal = |error: crate::accounts::sessions::SessionError| {
        tracing::error!(error = &error as &dyn std::error::Error, "sessions");
        Failure::new(ProblemCode::Internal, lang)
    };
    if let Some(before) = token(&headers) {
        app.sessions.end(&before).map_err(internal)?;
    }
    let token = app.sessions.begin(account.id, now).map_err(internal)?;
    let me = me_of(&app, &account);
    let mut response = At::new(me.position, me).into_response();
    set_cookie(&mut response, &cookie(&token, is_secure(&app, &headers)), lang)?;
    Ok(response)
}

/// Who is signed in, and where.
#[utoipa::path(get, path = "/session", tag = "session", responses((status = 200, description = "Signed in", body = Me)))]
pub async fn me(State(app): State<App>, who: Signed) -> Answer<Me> {
    let me = me_of(&app, &who.account);
    Ok(At::new(me.position, me))
}

/// Signs out: the session ends, also where nobody was signed in any more.
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204, description = "Signed out")))]
pub async fn sign_out(State(app): State<App>, who: Signed, headers: HeaderMap) -> Result<Response, Failure> {
    if let Some(token) = token(&headers) {
        app.sessions.end(&token).map_err(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "sessions");
            Failure::new(ProblemCode::Internal, who.lang)
        })?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    let gone = format!("{COOKIE_NAME}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    set_cookie(&mut response, &gone, who.lang)?;
    Ok(response)
}

fn me_of(app: &Shared, account: &Account) -> Me {
    let registry = &app.registry;
    let views = registry.views();
    let name = |unit| {
        views
            .packs()
            .units
            .get(unit)
            .map_or_else(|| unit.to_string(), |unit| unit.name.clone())
    };
    let province = registry.info().province;
    Me {
        user: account.user.clone(),
        display_name: account.display_name.clone(),
        role: account.role,
        unit: account.unit,
        unit_name: name(account.unit),
        enterprise: account.enterprise.map(|code| code.to_string()),
        province,
        province_name: name(province),
        demo: registry.info().demo,
        today: registry.today(),
        position: views.size(),
    }
}

fn is_secure(app: &Shared, headers: &HeaderMap) -> bool {
    let forwarded = headers
        .get("x-forwarded-proto")
        .is_some_and(|proto| proto.as_bytes() == b"https");
    app.settings.secure_cookies || (app.settings.behind_proxy && forwarded)
}

fn cookie(token: &Token, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    let age = ABSOLUTE.as_secs();
    format!(
        "{COOKIE_NAME}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age}{secure}",
        token.secret()
    )
}

fn set_cookie(response: &mut Response, cookie: &str, lang: Lang) -> Result<(), Failure> {
    let value = HeaderValue::from_str(cookie).map_err(|_| Failure::new(ProblemCode::Internal, lang))?;
    response.headers_mut().insert(SET_COOKIE, value);
    Ok(())
}
