//! Signed checkpoints of the log: made every few seconds while it grows, kept with the keys before anybody sees them, and
//! published as they are kept. A log that was cut back or forked is found out by the last one.

use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::stream::unfold;
use futures_util::{Stream, StreamExt};
use hanhtrinh_log::Log;
use hanhtrinh_log_sled::{OpenError, SledLog};
use tokio::time::MissedTickBehavior;

use super::state::App;

/// Whoever asks gets a checkpoint of the very head at most this often: signing writes to the disk.
const ASKED_EVERY: Duration = Duration::from_secs(1);

/// The last checkpoint that was signed here.
#[derive(Default)]
pub struct Checkpoints {
    kept: Mutex<Option<Kept>>,
}

struct Kept {
    /// Size of the log it covers at least.
    size: u64,
    signed: Instant,
    note: String,
}

impl Checkpoints {
    /// Signs the head and keeps it, if the log has grown since the last time; says what was signed.
    pub fn sign_if_grown(&self, log: &SledLog) -> Result<Option<String>, OpenError> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let size = log.head().size;
        if kept.as_ref().is_some_and(|kept| kept.size == size) {
            return Ok(None);
        }
        sign(log, size, &mut kept).map(Some)
    }

    /// The checkpoint to publish: of the head, or at most a second old where the log moves on quickly.
    pub fn published(&self, log: &SledLog) -> Result<String, OpenError> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let size = log.head().size;
        match &*kept {
            Some(kept) if kept.size == size || kept.signed.elapsed() < ASKED_EVERY => Ok(kept.note.clone()),
            _ => sign(log, size, &mut kept),
        }
    }
}

fn sign(log: &SledLog, size: u64, kept: &mut Option<Kept>) -> Result<String, OpenError> {
    // The log keeps it with its keys before it answers.
    let note = log.checkpoint()?;
    *kept = Some(Kept {
        size,
        signed: Instant::now(),
        note: note.clone(),
    });
    Ok(note)
}

/// One beat every so often. After a pause the missed ones are not made up for.
pub fn beats(every: Duration) -> impl Stream<Item = ()> {
    let mut interval = tokio::time::interval(every);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    unfold(interval, |mut interval| async move {
        interval.tick().await;
        Some(((), interval))
    })
}

/// Signs at each beat at which the log has grown, on the blocking pool, until the server stops or the beats end.
pub async fn sign_as_it_grows(app: App, beats: impl Stream<Item = ()>) {
    let mut closing = app.closing();
    let mut beats = pin!(beats);
    loop {
        tokio::select! {
            biased;
            _ = closing.wait_for(|closing| *closing) => return,
            beat = beats.next() => if beat.is_none() { return },
        }
        let signer = app.clone();
        let signed =
            tokio::task::spawn_blocking(move || signer.checkpoints.sign_if_grown(signer.registry.log()))
                .await;
        match signed {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "no checkpoint");
            }
            Err(_) => tracing::error!("signing a checkpoint broke off"),
        }
    }
}
