//! From the log into views: reading, decoding and opening what is sealed need no lock and fill a thread of their own where
//! there is much of it; only folding holds the views, a batch at a time.
//!
//! Invariant: a batch ends at the end of a command, so that views never stand within one.

use std::ops::ControlFlow;
use std::sync::mpsc::sync_channel;
use std::thread;

use hanhtrinh_log::{Entry, Log, Opened, ReadError};
use hanhtrinh_log_sled::{Opener, SledLog};
use hanhtrinh_record::Leaf;
use hanhtrinh_views::{Sealed, SealedParts, Views};

/// Leaves in a batch: whoever waits for the views waits for so many at most.
pub(super) const BATCH: usize = 1024;
/// Batches that are decoded ahead of the folding: a few megabytes.
const AHEAD: usize = 4;

/// A leaf on its way into the views, with what is sealed beside it.
pub(super) struct Decoded {
    position: u64,
    leaf: Leaf,
    private: Vec<Sealed>,
}

/// Some leaves, up to the end of a command.
pub(super) struct Batch(Vec<Decoded>);

impl Batch {
    /// Folds them.
    pub fn into_views(self, views: &mut Views) {
        for entry in &self.0 {
            views.apply(entry.position, &entry.leaf, &entry.private);
        }
    }
}

/// Folds the log up to a size, the end of a command, into views. `told` hears the size that is reached, and says whether to
/// go on.
pub(super) fn fold(
    log: &SledLog,
    views: &mut Views,
    to: u64,
    told: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let (from, opened) = (views.size(), views.is_opened());
    batches(log, from, to, opened, |batch| {
        batch.into_views(views);
        told(views.size())
    })
}

/// Reads entries `from..to` in batches, until `take` wants no more. `to` is the end of a command. What is sealed is opened
/// for views that take it in with the leaves. Of many entries the next are read while some are taken.
pub(super) fn batches(
    log: &SledLog,
    from: u64,
    to: u64,
    opened: bool,
    mut take: impl FnMut(Batch) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    if to.saturating_sub(from) <= BATCH as u64 {
        return decode(log, from, to, opened, take);
    }
    thread::scope(|scope| {
        let (sender, batches) = sync_channel(AHEAD);
        let decoding = scope.spawn(move || {
            decode(log, from, to, opened, |batch| match sender.send(batch) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            })
        });
        let _ = batches.iter().try_for_each(&mut take);
        // What waits is dropped, so that the reader does not wait for ever.
        drop(batches);
        match decoding.join() {
            Ok(decoded) => decoded,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

fn decode(
    log: &SledLog,
    mut from: u64,
    to: u64,
    opened: bool,
    mut take: impl FnMut(Batch) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let mut batch: Vec<Decoded> = Vec::with_capacity(BATCH.min(to.saturating_sub(from) as usize));
    while from < to {
        let entries = log.read(from, BATCH.min((to - from) as usize))?;
        if entries.is_empty() {
            break;
        }
        from += entries.len() as u64;
        let mut opener = log.opener();
        for entry in &entries {
            let leaf = leaf(entry)?;
            let private = match opened && SealedParts::wants(leaf.stream.as_str()) {
                true => parts(&mut opener, entry, &leaf),
                false => Vec::new(),
            };
            let ends = batch.last().is_some_and(|last| last.leaf.cmd != leaf.cmd);
            if ends && batch.len() >= BATCH && take(Batch(std::mem::take(&mut batch))).is_break() {
                return Ok(());
            }
            batch.push(Decoded {
                position: entry.position,
                leaf,
                private,
            });
        }
    }
    if !batch.is_empty() {
        let _ = take(Batch(batch));
    }
    Ok(())
}

/// Some leaves from a position on, up to another.
pub(super) fn leaves(log: &SledLog, from: u64, to: u64) -> Result<Vec<(u64, Leaf)>, ReadError> {
    let count = to.saturating_sub(from).min(BATCH as u64);
    let entries = log.read(from, count as usize)?;
    let leaves = entries.iter().map(|entry| Ok((entry.position, leaf(entry)?)));
    leaves.collect()
}

fn leaf(entry: &Entry) -> Result<Leaf, ReadError> {
    entry.leaf().map_err(|_| ReadError::Damaged {
        position: entry.position,
        what: "the line is not a leaf",
    })
}

/// The sealed parts of an entry, opened where the keys are.
fn parts(opener: &mut Opener<'_>, entry: &Entry, leaf: &Leaf) -> Vec<Sealed> {
    (0..leaf.sealed.len())
        .map(|part| opener.open(entry, leaf, part).map_or(Sealed::Missing, sealed))
        .collect()
}

/// What was opened as the views take it.
pub(super) fn sealed(opened: Opened) -> Sealed {
    match opened {
        Opened::Open(bytes) => serde_json::from_slice(&bytes).map_or(Sealed::Missing, Sealed::Open),
        Opened::Erased => Sealed::Erased,
        Opened::Missing => Sealed::Missing,
    }
}
