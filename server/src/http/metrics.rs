//! Prometheus metrics: counts and times by route and status. No label ever holds anything about a person.

use std::sync::OnceLock;
use std::time::Duration;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use hanhtrinh_log::Log;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use super::state::App;

/// Upper bounds of the time histogram, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

/// The one recorder of the process. None where another was set up first: then nothing is counted here.
fn recorder() -> Option<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let builder = PrometheusBuilder::new().set_buckets(&BUCKETS).ok()?;
            builder.install_recorder().ok()
        })
        .as_ref()
}

/// Counts an answer.
pub fn answered(method: &Method, route: &str, status: StatusCode, took: Duration) {
    if recorder().is_none() {
        return;
    }
    // Methods are the client's to choose: only known ones become labels.
    let method = match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        _ => "other",
    };
    let status = status.as_u16().to_string();
    metrics::counter!("hanhtrinh_http_requests_total", "method" => method, "route" => route.to_owned(), "status" => status)
        .increment(1);
    metrics::histogram!("hanhtrinh_http_seconds", "route" => route.to_owned()).record(took.as_secs_f64());
}

/// `GET /metrics`.
pub async fn show(State(app): State<App>) -> Response {
    let Some(handle) = recorder() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let log = app.registry.log();
    // Exact up to 2^53, which no log reaches.
    #[expect(clippy::cast_precision_loss, reason = "gauges are floating point")]
    let size = log.head().size as f64;
    metrics::gauge!("hanhtrinh_log_size").set(size);
    metrics::gauge!("hanhtrinh_log_writable").set(if log.read_only().is_none() { 1.0 } else { 0.0 });
    handle.run_upkeep();
    let headers = [
        (CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, handle.render()).into_response()
}
