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

/// `GET /readyz`: facts and search are folded, the log accepts writes, the server is not stopping.
pub async fn ready(State(app): State<App>) -> Response {
    let log = app.registry.log();
    let trouble = if app.is_open() {
        log.read_only()
    } else {
        Some("stopping")
    };
    let body = json!({
        "ready": trouble.is_none(),
        "facts": true,
        "search": true,
        "position": log.head().size,
        "trouble": trouble,
    });
    let status = if trouble.is_none() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(body)).into_response()
}
