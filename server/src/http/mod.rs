//! HTTP: the API under `/api/v1`, the interface, and what keeps the server running.
//!
//! Invariants: every answer carries `Position`; every error is a problem in the language asked for; a handler builds one
//! capability from the caller and can do nothing beyond it; no path, name or number of a person reaches a log or metric.

mod address;
mod answer;
mod ask;
mod checkpoint;
mod envelope;
mod extract;
mod failure;
mod health;
mod lang;
mod metrics;
pub mod openapi;
mod query;
mod report_shape;
mod routes;
mod security;
mod starting;
mod state;
mod tally_shape;
mod ui;

pub use checkpoint::{Checkpoints, beats, sign_as_it_grows};
pub use state::{App, Shared};

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use hanhtrinh_log::Log;
use jiff::Timestamp;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

use crate::accounts::Accounts;
use crate::app::Registry;
use crate::settings::Settings;

/// How long running requests may take to finish when the server stops.
const DRAIN: Duration = Duration::from_secs(20);

/// Everything the server answers.
pub fn router(app: &App) -> anyhow::Result<Router> {
    let (api, _) = openapi::api();
    let mut csrf = CsrfLayer::new();
    for origin in &app.settings.trusted_origins {
        csrf = csrf
            .add_trusted_origin(origin)
            .with_context(|| format!("trusted origin {origin}"))?;
    }
    Ok(api
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::show))
        .fallback(interface)
        .layer(from_fn_with_state(app.clone(), starting::wait_for_people))
        .layer(csrf)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), envelope::envelope))
        .with_state(app.clone()))
}

/// Serves a registry until the process is told to stop; then finishes what runs and closes the log. `ready` hears where
/// the server listens.
pub async fn serve(
    registry: Arc<Registry>,
    accounts: Accounts,
    settings: &Settings,
    ready: impl FnOnce(SocketAddr),
) -> anyhow::Result<()> {
    let data = accounts.dir().to_owned();
    let app = Shared::new(registry.clone(), accounts, settings, Arc::new(Timestamp::now))?;
    if registry.log().read_only().is_none() {
        // A disk that takes nothing any more can still be read from.
        if let Err(error) = registry.log().start(env!("CARGO_PKG_VERSION")) {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the start is not recorded"
            );
        }
    }
    let _socket = crate::admin::listen(&app, &data);
    let router = router(&app)?;
    let listener = tokio::net::TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("cannot listen on {}", settings.listen))?;
    ready(listener.local_addr()?);
    let every = Duration::from_secs(settings.checkpoint_seconds);
    let signing = tokio::spawn(sign_as_it_grows(app.clone(), beats(every)));
    let mut stopping = app.closing();
    let signalled = {
        let app = app.clone();
        async move {
            told_to_stop().await;
            tracing::info!("stopping: no new requests, those running are finished");
            app.close();
        }
    };
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(signalled);
    let overdue = async move {
        // An error means that the sender is gone, which it is not while `app` lives.
        let _ = stopping.wait_for(|closing| *closing).await;
        tokio::time::sleep(DRAIN).await;
    };
    let served = tokio::select! {
        served = serving => served.context("the server failed"),
        () = overdue => {
            tracing::warn!("some requests did not end in time");
            Ok(())
        }
    };
    app.close();
    signing.await.context("the signer of checkpoints failed")?;
    served?;
    let size = registry.log().head().size;
    let closing = registry.clone();
    let closed = tokio::task::spawn_blocking(move || closing.close()).await?;
    closed.context("the log cannot be closed")?;
    tracing::info!(size, "stopped");
    Ok(())
}

/// Waits for SIGTERM or ctrl-c.
async fn told_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

/// The interface answers what no route does, except under the API.
async fn interface(State(app): State<App>, request: Request) -> Response {
    if request.uri().path().starts_with("/api") {
        return StatusCode::NOT_FOUND.into_response();
    }
    app.ui.serve(request.method(), request.uri(), request.headers())
}

/// A panic is our fault and nobody else's trouble. What it said may hold anything, so it is not repeated here.
fn panicked(_said: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
