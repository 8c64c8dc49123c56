//! For whoever keeps the server running: is it alive, is it ready.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hanhtrinh_log::Log;
use serde_json::json;

use super::state::App;

/// `GET /healthz`: the process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: whether the log accepts writes and the server is not stopping. A start has two steps: once this is
/// answered the facts are folded and reports are served; `search` says in percent how far opening is, and at 100 people are
/// found. `checked` says whether views that began with a snapshot were compared with a folding of the whole log.
pub async fn ready(State(app): State<App>) -> Response {
    let log = app.registry.log();
    let trouble = if app.is_open() {
        log.read_only()
    } else {
        Some("stopping")
    };
    let start = app.registry.readiness();
    let body = json!({
        "ready": trouble.is_none() && start.search == 100,
        "facts": true,
        "search": start.search,
        "checked": start.checked,
        "position": log.head().size,
        "trouble": trouble,
    });
    let status = if trouble.is_none() && start.search == 100 {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(body)).into_response()
}
