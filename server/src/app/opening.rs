//! The second step of a start: what is sealed is opened, and workers are identified from it, by several threads; one takes
//! it all in, in the order of the log.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

use hanhtrinh_log::{Log, ReadError};
use hanhtrinh_log_sled::SledLog;
use hanhtrinh_views::{Sealed, SealedParts};

use super::Registry;
use super::folding::sealed;

/// Threads that work beside the one that takes in.
const THREADS: usize = 2;
/// Results that may wait to be taken in.
const WAITING: usize = 2;

/// Opens what is sealed beside leaves `from..to`, as far as views keep it, and hands it over in the order of the log, with
/// the size that is done.
pub(super) fn open_sealed(
    log: &SledLog,
    from: u64,
    to: u64,
    mut take: impl FnMut(SealedParts, u64) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let spans = log.spans(from, to)?;
    let mut done = Ok(());
    in_turns(
        spans.len(),
        || log.opener(),
        |opener, at| {
            let mut parts = SealedParts::default();
            let opened = opener.open_span(&spans[at], SealedParts::wants, |position, stream, beside| {
                let beside = beside.into_iter();
                let beside = beside.map(|(subject, opened)| (subject, sealed(opened)));
                parts.push(position, stream, beside);
            });
            opened.map(|()| parts)
        },
        |at, parts| match parts {
            Ok(parts) => take(parts, spans[at].positions.end),
            Err(error) => {
                done = Err(error);
                ControlFlow::Break(())
            }
        },
    );
    done
}

impl Registry {
    /// What is sealed beside the event at a position, opened from the log; nothing where it cannot be read.
    pub fn sealed_at(&self, position: u64) -> Vec<Sealed> {
        let Ok(entries) = self.log.read(position, 1) else {
            return Vec::new();
        };
        let parts = entries.iter().map(|entry| {
            let parts = (0..entry.sealed.len()).map(|part| self.log.open_sealed(entry, part));
            parts.map(|opened| opened.map_or(Sealed::Missing, sealed))
        });
        parts.flatten().collect()
    }
}

/// Does work in numbered pieces on several threads, each with something of its own to work with, and takes the results in
/// their order until that says to stop.
pub(super) fn in_turns<S, T: Send>(
    pieces: usize,
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> T + Sync,
    mut take: impl FnMut(usize, T) -> ControlFlow<()>,
) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (sender, results) = sync_channel(WAITING);
        for _ in 0..THREADS {
            let (sender, next, begin, work) = (sender.clone(), &next, &begin, &work);
            scope.spawn(move || {
                let mut own = begin();
                loop {
                    let piece = next.fetch_add(1, Ordering::Relaxed);
                    if piece >= pieces || sender.send((piece, work(&mut own, piece))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let (mut early, mut wanted) = (BTreeMap::new(), 0);
        'taking: for (piece, result) in &results {
            early.insert(piece, result);
            while let Some(result) = early.remove(&wanted) {
                if take(wanted, result).is_break() {
                    break 'taking;
                }
                wanted += 1;
            }
        }
        // What waits is dropped, so that nobody waits for ever.
        drop(results);
    });
}
