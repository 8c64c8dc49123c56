//! Names of codes and units.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use hanhtrinh_api::ProblemCode;
use hanhtrinh_api::session::CatalogueView;
use sha2::{Digest, Sha256};

use super::super::extract::{POSITION, Signed};
use super::super::failure::Failure;
use super::super::state::App;
use crate::present;

/// Names of markets, sectors, communes and enterprises. Cached by its `ETag`.
#[utoipa::path(get, path = "/catalogue", tag = "catalogue",
    responses((status = 200, description = "The names", body = CatalogueView), (status = 304, description = "Not changed")))]
pub async fn show(State(app): State<App>, who: Signed, headers: HeaderMap) -> Result<Response, Failure> {
    let lang = who.lang;
    let (position, body) = app
        .read(lang, move |app| {
            let views = app.registry.views();
            let body = serde_json::to_vec(&present::catalogue(&views))
                .map_err(|_| Failure::new(ProblemCode::Internal, lang))?;
            Ok((views.size(), body))
        })
        .await?;
    let hash: String = Sha256::digest(&body)
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let tag = format!("\"{hash}\"");
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same = known.is_some_and(|known| {
        known
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == tag)
    });
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        body.into_response()
    };
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    out.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    out.insert(POSITION, HeaderValue::from(position));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        out.insert(ETAG, tag);
    }
    Ok(response)
}
