//! What happens to every request and answer: an id, a language, a time limit, problems for bare errors, the headers all
//! answers have, and one line in the server's log that holds no personal data.

use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hanhtrinh_api::ProblemCode;
use hanhtrinh_log::Log;
use uuid::Uuid;

use super::extract::POSITION;
use super::failure::{Failure, PROBLEM_JSON, for_status};
use super::state::App;
use super::ui::ForPeople;
use super::{lang, security};

/// Header with the id of a request, as it stands in the server's log.
const REQUEST_ID: &str = "x-request-id";
/// Longest time for reading in a file: 100,000 rows take a fifth of a minute.
const IMPORT_TIME: Duration = Duration::from_secs(900);

/// The outermost layer.
pub async fn envelope(State(app): State<App>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = Uuid::now_v7();
    let lang = lang::asked(request.headers());
    let method = request.method().clone();
    // Never the path itself, which could hold what somebody searched for, but the route it matched.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("-", MatchedPath::as_str)
        .to_owned();
    let https = app.settings.secure_cookies || is_forwarded_https(&app, &request);
    let limit = if route.contains("/imports/") {
        IMPORT_TIME
    } else {
        Duration::from_secs(app.settings.request_timeout_seconds)
    };

    let answered = tokio::time::timeout(limit, next.run(request)).await;
    let mut response = answered.unwrap_or_else(|_| {
        // A command may have been recorded all the same: the client repeats it with its id.
        let safe = method == Method::GET || method == Method::HEAD;
        let code = if safe {
            ProblemCode::Timeout
        } else {
            ProblemCode::OutcomeUnknown
        };
        Failure::new(code, lang).into_response()
    });

    if is_bare_error(&response) {
        let allowed = response.headers().get(axum::http::header::ALLOW).cloned();
        response = for_status(response.status(), lang).into_response();
        if let Some(allowed) = allowed {
            response.headers_mut().insert(axum::http::header::ALLOW, allowed);
        }
    }
    let headers = response.headers_mut();
    if !headers.contains_key(POSITION) {
        headers.insert(POSITION, HeaderValue::from(app.registry.log().head().size));
    }
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(REQUEST_ID, id);
    }
    security::harden(headers, https);

    let status = response.status();
    let took = started.elapsed();
    super::metrics::answered(&method, &route, status, took);
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(%id, %method, route, status = status.as_u16(), millis, "answered");
    response
}

/// An error of the framework, which has no problem in it yet. Those speak plain text; readiness answers in JSON whatever
/// its status.
fn is_bare_error(response: &Response) -> bool {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let kind = response.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    let ours = [PROBLEM_JSON.as_bytes(), b"application/json"];
    is_error
        && !kind.is_some_and(|kind| ours.contains(&kind))
        && response.extensions().get::<ForPeople>().is_none()
}

/// Whether a trusted proxy says that the browser came by HTTPS.
pub fn is_forwarded_https(app: &App, request: &Request) -> bool {
    app.settings.behind_proxy
        && request
            .headers()
            .get("x-forwarded-proto")
            .is_some_and(|proto| proto.as_bytes() == b"https")
}
