//! Departures from a list: the file is the body.

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use hanhtrinh_api::imports::ImportReport;
use hanhtrinh_api::{Lang, Problem, ProblemCode};
use hanhtrinh_record::Channel;
use tokio::sync::OwnedSemaphorePermit;
use uuid::Uuid;

use super::super::answer::{Answer, At};
use super::super::extract::{CommandId, Signed, read};
use super::super::failure::Failure;
use super::super::query::Query;
use super::super::state::{App, Shared};
use crate::app::Recorder;
use crate::import::{self, ImportError};

/// Largest file, in bytes.
pub const MAX_FILE: usize = 64 * 1024 * 1024;

/// Reads a list of departures, CSV or XLSX as its content says. With `dry_run=true` nothing is recorded. The same file
/// again changes nothing.
#[utoipa::path(post, path = "/imports/departures", tag = "imports",
    params(("dry_run" = Option<bool>, Query, description = "`true`: only look")),
    request_body(content = String, content_type = "application/octet-stream", description = "The file, at most 64 MiB"),
    responses((status = 200, description = "What became of the rows", body = ImportReport)))]
pub async fn departures(
    State(app): State<App>,
    who: Signed,
    command: Result<CommandId, Failure>,
    mut query: Query,
    request: Request,
) -> Answer<ImportReport> {
    let by = recorder(&who)?;
    let dry_run = query.read("dry_run", |text| text.parse().ok()).unwrap_or(false);
    query.finish()?;
    // Looking is no command.
    let CommandId(command) = if dry_run {
        command.unwrap_or(CommandId(Uuid::now_v7()))
    } else {
        command?
    };
    let lang = who.lang;
    let report = with_file(app, request, lang, move |app, bytes| {
        app.registry
            .followed(|| import::run(&app.registry, &by, command, bytes, dry_run, lang, &|_, _| {}))
    })
    .await?;
    Ok(At::new(report.position, report))
}

/// Answers the rows of a list that have problems as CSV, with what is wrong beside them, ready to be mended and sent again.
#[utoipa::path(post, path = "/imports/departures/rejects", tag = "imports",
    request_body(content = String, content_type = "application/octet-stream", description = "The same file, at most 64 MiB"),
    responses((status = 200, description = "The rows with problems", body = String, content_type = "text/csv")))]
pub async fn rejects(
    State(app): State<App>,
    who: Signed,
    mut query: Query,
    request: Request,
) -> Result<Response, Failure> {
    let by = recorder(&who)?;
    query.finish()?;
    let lang = who.lang;
    let file = with_file(app, request, lang, move |app, bytes| {
        import::rejects(&app.registry, &by, bytes, lang)
    })
    .await?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"rejects.csv\""),
        (CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, file).into_response())
}

/// What a list brings in says so.
fn recorder(who: &Signed) -> Result<Recorder, Failure> {
    let mut caller = who.caller.clone();
    caller.channel = Channel::Import;
    caller.recorder().map_err(|_| who.forbidden())
}

/// Takes a turn, reads the file, and works on it on the blocking pool.
async fn with_file<T: Send + 'static>(
    app: App,
    request: Request,
    lang: Lang,
    work: impl FnOnce(&Shared, &[u8]) -> Result<T, ImportError> + Send + 'static,
) -> Result<T, Failure> {
    let busy = |_| Failure::new(ProblemCode::Unavailable, lang);
    // The turn comes before the file: only so many files lie in memory at once.
    let turn: OwnedSemaphorePermit = app.imports.clone().try_acquire_owned().map_err(busy)?;
    let bytes: Bytes = read(request, &app, lang).await?;
    let id = Uuid::now_v7();
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work(&app, &bytes)
    });
    match done.await {
        Ok(result) => result.map_err(|error| failure(&error, lang)),
        Err(_) => {
            tracing::error!(%id, "a list broke the import");
            Err(Failure::new(ProblemCode::Internal, lang))
        }
    }
}

fn failure(error: &ImportError, lang: Lang) -> Failure {
    let code = match error {
        ImportError::Sheet(_) | ImportError::Layout(_) | ImportError::NoRows => ProblemCode::BadFile,
        ImportError::Append(_) => ProblemCode::Unavailable,
        ImportError::App(error) => return Failure::app(error, lang),
        ImportError::Write(_) => ProblemCode::Internal,
    };
    Problem::new(code, lang).detail(error.detail(lang)).into()
}
