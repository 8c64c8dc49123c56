//! Bringing the views up to the log: facts in one pass, then what is sealed in another. Reading, parsing and opening run
//! beside folding, so that a start uses both cores.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

use hanhtrinh_log::{Entry, Log, Opened, ReadError};
use hanhtrinh_log_sled::SledLog;
use hanhtrinh_record::Leaf;
use hanhtrinh_views::{Sealed, Views};

/// Entries read from the log at a time.
const BATCH: usize = 4096;
/// Batches that may wait to be folded: a few megabytes.
const WAITING: usize = 4;
/// Threads that open what is sealed.
const OPENERS: usize = 2;

/// Hears the size that is reached, and says whether to go on.
pub(super) type Told<'a> = &'a mut dyn FnMut(u64) -> ControlFlow<()>;

/// A leaf on its way into the views.
type Read = (u64, Leaf, Vec<Sealed>);

/// Folds the log up to a size into views. Stops early if it is told to.
pub(super) fn fold(log: &SledLog, views: &mut Views, to: u64, told: Told<'_>) -> Result<(), ReadError> {
    let opened = views.is_opened();
    if to.saturating_sub(views.size()) <= BATCH as u64 {
        for leaf in read(log, views.size(), to, opened)? {
            views.apply(leaf.0, &leaf.1, &leaf.2);
        }
        return Ok(());
    }
    let from = views.size();
    std::thread::scope(|scope| {
        let (sender, batches) = sync_channel(WAITING);
        scope.spawn(move || {
            for start in (from..to).step_by(BATCH) {
                let batch = read(log, start, to.min(start + BATCH as u64), opened);
                let failed = batch.is_err();
                if sender.send(batch).is_err() || failed {
                    return;
                }
            }
        });
        let mut done = Ok(());
        for batch in &batches {
            match batch {
                Ok(batch) => batch
                    .iter()
                    .for_each(|(position, leaf, private)| views.apply(*position, leaf, private)),
                Err(error) => done = Err(error),
            }
            if told(views.size()).is_break() {
                break;
            }
        }
        // What waits is dropped, so that the reader does not wait for ever.
        drop(batches);
        done
    })
}

/// Opens what is sealed beside leaves `from..to` and hands it over in the order of the log, with the size that is done.
pub(super) fn open_sealed(
    log: &SledLog,
    from: u64,
    to: u64,
    mut take: impl FnMut(&[(u64, Leaf, Vec<Sealed>)], u64) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let next = AtomicU64::new(from);
    std::thread::scope(|scope| {
        let (sender, batches) = sync_channel(WAITING);
        for _ in 0..OPENERS {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                loop {
                    let start = next.fetch_add(BATCH as u64, Ordering::Relaxed);
                    if start >= to {
                        return;
                    }
                    let batch = read_sealed(log, start, to.min(start + BATCH as u64));
                    if sender.send((start, batch)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let done = in_order(&batches, from, |start, batch| {
            let done = to.min(start + BATCH as u64);
            Ok(take(&batch?, done))
        });
        // What waits is dropped, so that the openers do not wait for ever.
        drop(batches);
        done
    })
}

/// Hands batches over in their order, whichever thread was first.
fn in_order<T>(
    batches: &Receiver<(u64, T)>,
    from: u64,
    mut take: impl FnMut(u64, T) -> Result<ControlFlow<()>, ReadError>,
) -> Result<(), ReadError> {
    let mut early = BTreeMap::new();
    let mut wanted = from;
    for (start, batch) in batches {
        early.insert(start, batch);
        while let Some(batch) = early.remove(&wanted) {
            if take(wanted, batch)?.is_break() {
                return Ok(());
            }
            wanted += BATCH as u64;
        }
    }
    Ok(())
}

/// Some leaves from a position on, up to another.
pub(super) fn leaves(log: &SledLog, from: u64, to: u64) -> Result<Vec<(u64, Leaf)>, ReadError> {
    let count = to.saturating_sub(from).min(BATCH as u64);
    let read = read(log, from, from + count, false)?;
    Ok(read
        .into_iter()
        .map(|(position, leaf, _)| (position, leaf))
        .collect())
}

fn read(log: &SledLog, from: u64, to: u64, opened: bool) -> Result<Vec<Read>, ReadError> {
    let entries = log.read(from, (to - from) as usize)?;
    let leaves = entries.iter().map(|entry| {
        let leaf = leaf(entry)?;
        let private = if opened {
            parts(log, entry, &leaf)
        } else {
            Vec::new()
        };
        Ok((entry.position, leaf, private))
    });
    leaves.collect()
}

fn read_sealed(log: &SledLog, from: u64, to: u64) -> Result<Vec<Read>, ReadError> {
    let entries = log.read(from, (to - from) as usize)?;
    let sealed = entries.iter().filter(|entry| !entry.sealed.is_empty());
    let leaves = sealed.map(|entry| {
        let leaf = leaf(entry)?;
        let private = parts(log, entry, &leaf);
        Ok((entry.position, leaf, private))
    });
    leaves.collect()
}

fn leaf(entry: &Entry) -> Result<Leaf, ReadError> {
    entry.leaf().map_err(|_| ReadError::Damaged {
        position: entry.position,
        what: "the line is not a leaf",
    })
}

/// The sealed parts of an entry, opened where the keys are.
fn parts(log: &SledLog, entry: &Entry, leaf: &Leaf) -> Vec<Sealed> {
    (0..leaf.sealed.len())
        .map(|part| match log.open_sealed(entry, part) {
            Ok(Opened::Open(bytes)) => serde_json::from_slice(&bytes).map_or(Sealed::Missing, Sealed::Open),
            Ok(Opened::Erased) => Sealed::Erased,
            Ok(Opened::Missing) | Err(_) => Sealed::Missing,
        })
        .collect()
}
