//! What happens, as it happens: positions and kinds of events within the reader's scope, resumed from the log.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::Stream;
use futures_util::stream::unfold;
use hanhtrinh_api::ProblemCode;
use hanhtrinh_domain::care::CareKind;
use hanhtrinh_log::{Head, Log};
use serde_json::json;
use tokio::sync::{OwnedSemaphorePermit, watch};
use uuid::Uuid;

use super::super::extract::{Signed, token};
use super::super::failure::Failure;
use super::super::state::{App, Shared};
use crate::accounts::Token;
use crate::app::{Reader, Sight};

/// Leaves looked at for one message.
const BATCH: usize = 500;
/// A client further behind is told to load anew.
const FURTHEST: u64 = 10_000;
/// A stream ends after this long; the browser opens the next by itself.
const LIFE: Duration = Duration::from_secs(1_800);
/// Proof of life on a quiet line, and how often authority is looked at again.
const ALIVE: Duration = Duration::from_secs(15);

/// Follows the log: each message has the size of the log as its id and says which kinds of events within scope brought it
/// there. `Last-Event-ID` resumes; a client that is too far behind gets `reset` and loads anew.
#[utoipa::path(get, path = "/events", tag = "log", params(
    ("Last-Event-ID" = Option<u64>, Header, description = "Id of the last message seen"),
), responses((status = 200, description = "Messages `{position, kinds}`", body = String, content_type = "text/event-stream")))]
pub async fn follow(
    State(app): State<App>,
    who: Signed,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, std::convert::Infallible>>>, Failure> {
    let turn = app.streams.clone().try_acquire_owned();
    let turn = turn.map_err(|_| Failure::new(ProblemCode::Unavailable, who.lang))?;
    let size = app.registry.log().head().size;
    let last = match headers.get("last-event-id") {
        None => size,
        Some(id) => id
            .to_str()
            .ok()
            .and_then(|id| id.trim().parse::<u64>().ok())
            .filter(|id| *id <= size)
            .ok_or_else(|| Failure::malformed(who.lang, "Last-Event-ID"))?,
    };
    let token = token(&headers).ok_or_else(|| Failure::new(ProblemCode::SignInNeeded, who.lang))?;
    let follower = Follower {
        head: app.registry.log().follow(),
        closing: app.closing(),
        app,
        account: who.account.id,
        reader: who.caller.reader(),
        token,
        next: last,
        ends: Instant::now() + LIFE,
        _turn: turn,
    };
    let messages = unfold(follower, |mut follower| async move {
        follower.message().await.map(|message| (Ok(message), follower))
    });
    Ok(Sse::new(messages).keep_alive(KeepAlive::new().interval(ALIVE)))
}

struct Follower {
    app: App,
    head: watch::Receiver<Head>,
    closing: watch::Receiver<bool>,
    account: Uuid,
    reader: Reader,
    token: Token,
    next: u64,
    ends: Instant,
    _turn: OwnedSemaphorePermit,
}

impl Follower {
    /// The next message; nothing when the stream is over.
    async fn message(&mut self) -> Option<Event> {
        loop {
            let size = self.head.borrow_and_update().size;
            if !self.may_go_on() {
                return None;
            }
            if size.saturating_sub(self.next) > FURTHEST {
                self.next = size;
                let data = json!({"position": size, "kinds": []}).to_string();
                return Some(Event::default().event("reset").id(size.to_string()).data(data));
            }
            if size > self.next {
                let (end, kinds) = self.look().await?;
                self.next = end;
                if !kinds.is_empty() {
                    let data = json!({"position": end, "kinds": kinds}).to_string();
                    return Some(Event::default().id(end.to_string()).data(data));
                }
                continue;
            }
            let changed = tokio::select! {
                changed = self.head.changed() => changed.is_ok(),
                _ = self.closing.wait_for(|closing| *closing) => false,
                () = tokio::time::sleep(ALIVE) => true,
            };
            if !changed {
                return None;
            }
        }
    }

    /// Signed in still, active still, and the server open.
    fn may_go_on(&self) -> bool {
        Instant::now() < self.ends
            && self.app.is_open()
            && self.app.sessions.is_open(&self.token, self.app.now())
            && self
                .app
                .accounts
                .get(self.account)
                .is_some_and(|account| account.active)
    }

    /// The kinds of events within scope among the next leaves, and where they end.
    async fn look(&self) -> Option<(u64, BTreeSet<String>)> {
        let (app, reader, from) = (self.app.clone(), self.reader, self.next);
        tokio::task::spawn_blocking(move || look(&app, reader, from))
            .await
            .ok()?
    }
}

fn look(app: &Shared, reader: Reader, from: u64) -> Option<(u64, BTreeSet<String>)> {
    let views = app.registry.views();
    let sight = reader.sight(&views);
    let mut kinds = BTreeSet::new();
    let mut end = from;
    for entry in app.registry.log().read(from, BATCH).ok()? {
        end = entry.position + 1;
        let Ok(leaf) = entry.leaf() else { continue };
        if sees(&sight, leaf.stream.kind(), leaf.stream.key()) {
            kinds.insert(leaf.kind);
        }
    }
    (end > from).then_some((end, kinds))
}

/// Whether the stream of an event lies within scope; enterprises, plans and the registry itself are nobody's secret.
fn sees(sight: &Sight<'_>, kind: &str, key: &str) -> bool {
    let id = || Uuid::parse_str(key).ok();
    match kind {
        "worker" => id().is_some_and(|id| sight.covers_worker(id)),
        "case" => id().is_some_and(|id| sight.covers_case(id)),
        kind if let Some(kind) = CareKind::parse(kind) => id().is_some_and(|id| sight.covers_care(kind, id)),
        _ => true,
    }
}
