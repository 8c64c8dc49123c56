//! What the log shows to everybody: a signed checkpoint, which names nobody.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use hanhtrinh_api::ProblemCode;

use super::super::extract::Speaks;
use super::super::failure::Failure;
use super::super::state::App;

/// A signed checkpoint of the log (C2SP tlog-checkpoint): origin, size, root, signature.
#[utoipa::path(get, path = "/log/checkpoint", tag = "log", security(()),
    responses((status = 200, description = "The checkpoint", body = String, content_type = "text/plain")))]
pub async fn checkpoint(State(app): State<App>, Speaks(lang): Speaks) -> Result<Response, Failure> {
    let note = app
        .read(lang, move |app| {
            app.checkpoints.published(app.registry.log()).map_err(|error| {
                tracing::error!(error = &error as &dyn std::error::Error, "no checkpoint");
                Failure::new(ProblemCode::Unavailable, lang)
            })
        })
        .await?;
    let headers = [
        (CONTENT_TYPE, "text/plain; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
    ];
    Ok((headers, note).into_response())
}
