//! What the log shows so that others can check it. Checkpoints and tiles are hashes and for everybody; entries are
//! pseudonymous personal data and for auditors.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hanhtrinh_api::{Lang, ProblemCode};
use hanhtrinh_log::{Log, ReadError};
use hanhtrinh_record::tlog::decimal;
use hanhtrinh_record::{Checkpoint, TlogProof};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::extract::{POSITION, Signed, Speaks};
use super::super::failure::Failure;
use super::super::query::Query;
use super::super::state::{App, Shared};

/// Hashes in a full tile.
const TILE: u64 = 256;
/// Tiles have at most this level; a log ends long before.
const MAX_LEVEL: u32 = 7;
/// Entries of a page unless asked otherwise, and at most. The longest page is 16 MiB.
const PAGE: usize = 256;
const MAX_PAGE: usize = 1000;

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
    Ok(text(note, "no-cache"))
}

/// A tile of the tree (C2SP tlog-tiles): 256 hashes of 32 bytes, or the first of them for a partial tile.
#[utoipa::path(get, path = "/log/tile/{level}/{*index}", tag = "log", security(()), params(
    ("level" = u32, Path, description = "0 for hashes of leaves; each level up stands for 256 of the one below"),
    ("index" = String, Path, description = "`067`, `x001/x234/067`, with `.p/12` for the first 12 hashes"),
), responses((status = 200, description = "The hashes", body = Vec<u8>, content_type = "application/octet-stream")))]
pub async fn tile(
    State(app): State<App>,
    Speaks(lang): Speaks,
    Path((level, index)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let nothing = || Failure::new(ProblemCode::NotFound, lang);
    let level = decimal(&level)
        .and_then(|level| u32::try_from(level).ok())
        .filter(|level| *level <= MAX_LEVEL)
        .ok_or_else(nothing)?;
    let (index, width) = tile_path(&index).ok_or_else(nothing)?;
    let read = move |app: &Shared| {
        let tile = app.registry.log().tile(level, index, width);
        tile.map_err(|error| failure(&error, lang))
    };
    let bytes = app.read(lang, read).await?;
    // A tile never changes. A partial one is of use until it is full.
    let keep = match width {
        TILE => "public, max-age=31536000, immutable",
        _ => "public, max-age=86400",
    };
    let headers = [(CONTENT_TYPE, "application/octet-stream"), (CACHE_CONTROL, keep)];
    Ok((headers, bytes).into_response())
}

/// A proof that an event is in the log (C2SP tlog-proof), which stands for itself: with the leaf and the key of the log
/// nothing else is needed to check it.
#[utoipa::path(get, path = "/log/proof/{position}", tag = "log",
    params(("position" = u64, Path, description = "Position of the event")),
    responses((status = 200, description = "The proof", body = String, content_type = "text/plain")))]
pub async fn proof(
    State(app): State<App>,
    who: Signed,
    Path(position): Path<String>,
) -> Result<Response, Failure> {
    let lang = who.lang;
    let position = decimal(&position);
    let position = position.ok_or_else(|| Failure::new(ProblemCode::NotFound, lang))?;
    let read = move |app: &Shared| {
        let log = app.registry.log();
        if position >= log.head().size {
            return Err(Failure::new(ProblemCode::NotFound, lang));
        }
        let (note, known) = signed(app, position + 1, lang)?;
        let path = log
            .inclusion_proof(position, known.size)
            .map_err(|error| failure(&error, lang))?;
        let index = position;
        Ok(TlogProof { index, path, note }.encode())
    };
    Ok(text(app.read(lang, read).await?, "private, no-cache"))
}

/// A proof that the log of one size continues the log of a smaller one.
#[derive(Debug, Serialize, ToSchema)]
pub struct Consistency {
    /// The smaller size.
    from: u64,
    /// The larger one.
    to: u64,
    /// Root at the smaller size, in base64.
    from_root: String,
    /// Root at the larger size, in base64.
    to_root: String,
    /// The hashes of RFC 9162 §2.1.4, in base64.
    hashes: Vec<String>,
}

/// Shows that nothing was changed between two sizes of the log.
#[utoipa::path(get, path = "/log/consistency", tag = "log", params(
    ("from" = u64, Query, description = "The smaller size, at least 1"),
    ("to" = Option<u64>, Query, description = "The larger size; that of the log now unless said"),
), responses((status = 200, description = "The proof", body = Consistency)))]
pub async fn consistency(State(app): State<App>, who: Signed, mut query: Query) -> Result<Response, Failure> {
    let from = query.read("from", decimal);
    let to = query.read("to", decimal);
    let size = app.registry.log().head().size;
    let to = to.unwrap_or(size);
    let from = from.unwrap_or_default();
    if from == 0 || from > to {
        query.unknown("from");
    }
    if to > size {
        query.unknown("to");
    }
    query.finish()?;
    let lang = who.lang;
    let read = move |app: &Shared| {
        let log = app.registry.log();
        let prove = || -> Result<_, ReadError> {
            Ok((log.root(from)?, log.root(to)?, log.consistency_proof(from, to)?))
        };
        let (from_root, to_root, path) = prove().map_err(|error| failure(&error, lang))?;
        Ok(Consistency {
            from,
            to,
            from_root: STANDARD.encode(from_root),
            to_root: STANDARD.encode(to_root),
            hashes: path.iter().map(|hash| STANDARD.encode(hash)).collect(),
        })
    };
    let proof = app.read(lang, read).await?;
    Ok(([(CACHE_CONTROL, "private, no-cache")], Json(proof)).into_response())
}

/// The leaves themselves, one per line, byte for byte as they are hashed. A page ends where the log ends or is full: the next
/// one begins as many positions on as there were lines.
#[utoipa::path(get, path = "/log/entries", tag = "log", params(
    ("from" = Option<u64>, Query, description = "Position of the first leaf; 0 unless said"),
    ("limit" = Option<usize>, Query, description = "At most this many leaves, 1 to 1000; 256 unless said"),
), responses((status = 200, description = "The leaves", body = String, content_type = "application/x-ndjson")))]
pub async fn entries(State(app): State<App>, who: Signed, mut query: Query) -> Result<Response, Failure> {
    let right = who.caller.auditing().map_err(|_| who.forbidden())?;
    let from = query.read("from", decimal).unwrap_or_default();
    let limit = query.read("limit", |text| {
        text.parse().ok().filter(|n| (1..=MAX_PAGE).contains(n))
    });
    query.finish()?;
    let lang = who.lang;
    let read = move |app: &Shared| {
        let size = app.registry.log().head().size;
        let lines = app.registry.leaves(&right, from, limit.unwrap_or(PAGE));
        lines
            .map(|lines| (size, lines))
            .map_err(|error| failure(&error, lang))
    };
    let (size, lines) = app.read(lang, read).await?;
    let mut response = Body::from(lines).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-ndjson"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(POSITION, HeaderValue::from(size));
    Ok(response)
}

/// A checkpoint over at least so many leaves: the one kept for everybody, or a new one where that is too old.
fn signed(app: &Shared, least: u64, lang: Lang) -> Result<(String, Checkpoint), Failure> {
    let unavailable = || Failure::new(ProblemCode::Unavailable, lang);
    let read = |note: String| {
        let body = note.rsplit_once("\n\n").map(|(body, _)| format!("{body}\n"))?;
        let checkpoint = Checkpoint::parse_body(&body).ok()?;
        (checkpoint.size >= least).then_some((note, checkpoint))
    };
    app.checkpoints
        .published(app.registry.log())
        .ok()
        .and_then(read)
        .or_else(|| app.registry.log().checkpoint().ok().and_then(read))
        .ok_or_else(unavailable)
}

/// Index and width of a tile from the end of its path: `x001/x234/067` or `067.p/12`.
fn tile_path(path: &str) -> Option<(u64, u64)> {
    let (index, width) = match path.split_once(".p/") {
        Some((index, width)) => {
            let width = decimal(width);
            (index, width.filter(|width| (1..TILE).contains(width))?)
        }
        None => (path, TILE),
    };
    let mut parts = index.split('/').peekable();
    let (mut number, mut first) = (0_u64, true);
    while let Some(part) = parts.next() {
        let digits = match parts.peek() {
            Some(_) => part.strip_prefix('x')?,
            None => part,
        };
        if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // One index has one path: no leading group of zeros.
        if first && digits == "000" && parts.peek().is_some() {
            return None;
        }
        first = false;
        number = number.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    Some((number, width))
}

fn text(body: String, keep: &'static str) -> Response {
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, keep)];
    (headers, body).into_response()
}

fn failure(error: &ReadError, lang: Lang) -> Failure {
    match error {
        ReadError::Beyond { .. } => Failure::new(ProblemCode::NotFound, lang),
        _ => {
            tracing::error!(error = error as &dyn std::error::Error, "the log cannot be read");
            Failure::new(ProblemCode::Internal, lang)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::tile_path;

    #[test]
    fn tiles_have_one_path_each() {
        assert_eq!(tile_path("000"), Some((0, 256)));
        assert_eq!(tile_path("067.p/12"), Some((67, 12)));
        assert_eq!(tile_path("x001/x234/067"), Some((1_234_067, 256)));
        assert_eq!(tile_path("x001/234.p/255"), Some((1234, 255)));
        let wrong = [
            "",
            "0",
            "0000",
            "67",
            "x067",
            "x001/x234",
            "001/067",
            "x000/067",
            "x001/067/",
            "067.p/",
            "067.p/0",
            "067.p/256",
            "067.p/012",
            "067.p/1/2",
            "-01",
            "x99/001",
            "+01",
            "x999/x999/x999/x999/x999/x999/x999/999",
        ];
        for path in wrong {
            assert_eq!(tile_path(path), None, "{path}");
        }
    }
}
