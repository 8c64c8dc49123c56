//! Keeping the views up with the log. Reading, decoding and opening what is sealed need no lock and fill a thread of their
//! own where there is much of it; only folding holds the views, a batch at a time.
//!
//! Invariant: between two batches the views stand at the end of a command, never within one.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{MutexGuard, PoisonError, RwLockReadGuard, RwLockWriteGuard, mpsc};
use std::thread::{self, Thread};
use std::time::Duration;

use hanhtrinh_log::{Log, Opened, ReadError};
use hanhtrinh_record::Leaf;
use hanhtrinh_views::{Sealed, Views};

use super::Registry;

/// Entries read from the log at a time while the views catch up.
const BATCH: usize = 1024;
/// Batches that are decoded ahead of the folding.
const AHEAD: usize = 4;
/// Entries that the views may trail behind long work that is followed, before it waits for them: whoever reads or decides
/// meanwhile has at most so many to wait for.
const WITHIN_REACH: u64 = 8 * BATCH as u64;
/// How often long work looks whether the views have fallen behind.
const LOOK: Duration = Duration::from_millis(50);

/// A leaf with what is sealed beside it.
struct Decoded {
    position: u64,
    leaf: Leaf,
    private: Vec<Sealed>,
}

impl Registry {
    /// The views, caught up with what is durable at the moment of the call. A log that cannot be read leaves them where
    /// they are; the damage is logged and appears in the log's own checks.
    pub fn views(&self) -> RwLockReadGuard<'_, Views> {
        let size = self.log.head().size;
        let guard = self.views_so_far();
        if guard.size() >= size {
            return guard;
        }
        drop(guard);
        if let Err(error) = self.catch_up(size) {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the views cannot follow the log"
            );
        }
        self.views_so_far()
    }

    /// The views as they are, without what nobody has asked for yet.
    pub fn views_so_far(&self) -> RwLockReadGuard<'_, Views> {
        self.views.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The views for the next step of long work: as they are, unless somebody follows and they trail too far behind.
    pub fn views_within_reach(&self) -> RwLockReadGuard<'_, Views> {
        let views = self.views_so_far();
        let followed = self.followers.load(Ordering::Acquire) > 0;
        if followed && self.log.head().size.saturating_sub(views.size()) > WITHIN_REACH {
            drop(views);
            return self.views();
        }
        views
    }

    /// The views, to change them. Whoever folds holds the turn too.
    pub(super) fn views_mut(&self) -> RwLockWriteGuard<'_, Views> {
        self.views.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The turn to fold: while somebody holds it, no leaf is on its way into the views.
    pub(super) fn turn(&self) -> MutexGuard<'_, ()> {
        self.following.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does long work that writes, while another thread keeps the views up: no reader has to fold what piled up.
    pub fn followed<T>(&self, work: impl FnOnce() -> T) -> T {
        let done = AtomicBool::new(false);
        self.followers.fetch_add(1, Ordering::AcqRel);
        let _one_less = OneLess(&self.followers);
        thread::scope(|scope| {
            let follower = scope.spawn(|| {
                while !done.load(Ordering::Acquire) {
                    let size = self.log.head().size;
                    // Views that cannot follow have said so; saying it again and again helps nobody.
                    if self.views().size() < size {
                        break;
                    }
                    thread::park_timeout(LOOK);
                }
            });
            // Also when the work panics: the scope waits for the follower.
            let _end = End(&done, follower.thread().clone());
            work()
        })
    }

    fn catch_up(&self, size: u64) -> Result<(), ReadError> {
        // Who waits here finds the views caught up afterwards, mostly.
        let _turn = self.turn();
        self.follow_alone(size)
    }

    /// The same for whoever has the turn already.
    pub(super) fn follow_alone(&self, size: u64) -> Result<(), ReadError> {
        let (from, opened) = {
            let views = self.views_so_far();
            (views.size(), views.is_opened())
        };
        if from >= size {
            return Ok(());
        }
        if size - from <= BATCH as u64 {
            return self.decode(from, size, opened, |batch| {
                self.fold(&batch);
                true
            });
        }
        thread::scope(|scope| {
            let (sender, batches) = mpsc::sync_channel(AHEAD);
            let decoding =
                scope.spawn(move || self.decode(from, size, opened, |batch| sender.send(batch).is_ok()));
            batches.iter().for_each(|batch| self.fold(&batch));
            match decoding.join() {
                Ok(decoded) => decoded,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }

    fn fold(&self, batch: &[Decoded]) {
        let mut views = self.views_mut();
        for entry in batch {
            views.apply(entry.position, &entry.leaf, &entry.private);
        }
    }

    /// Decodes entries `from..to` in batches of whole commands, until `take` wants no more. `to` is the end of a command.
    /// What is sealed is opened if the views take it in with the leaves.
    fn decode(
        &self,
        mut from: u64,
        to: u64,
        opened: bool,
        mut take: impl FnMut(Vec<Decoded>) -> bool,
    ) -> Result<(), ReadError> {
        let mut batch: Vec<Decoded> = Vec::with_capacity(BATCH);
        while from < to {
            let entries = self.log.read(from, BATCH.min((to - from) as usize))?;
            if entries.is_empty() {
                break;
            }
            from += entries.len() as u64;
            let mut opener = self.log.opener();
            for entry in &entries {
                let leaf = entry.leaf().map_err(|_| ReadError::Damaged {
                    position: entry.position,
                    what: "the line is not a leaf",
                })?;
                let parts = if opened { leaf.sealed.len() } else { 0 };
                let private: Vec<Sealed> = (0..parts)
                    .map(|part| match opener.open(entry, &leaf, part) {
                        Ok(Opened::Open(bytes)) => {
                            serde_json::from_slice(&bytes).map_or(Sealed::Missing, Sealed::Open)
                        }
                        Ok(Opened::Erased) => Sealed::Erased,
                        Ok(Opened::Missing) | Err(_) => Sealed::Missing,
                    })
                    .collect();
                let ends = batch.last().is_some_and(|last| last.leaf.cmd != leaf.cmd);
                if ends && batch.len() >= BATCH && !take(std::mem::take(&mut batch)) {
                    return Ok(());
                }
                batch.push(Decoded {
                    position: entry.position,
                    leaf,
                    private,
                });
            }
        }
        take(batch);
        Ok(())
    }
}

/// Counts a follower off.
struct OneLess<'a>(&'a AtomicUsize);

impl Drop for OneLess<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Tells the follower that the work has ended.
struct End<'a>(&'a AtomicBool, Thread);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
        self.1.unpark();
    }
}
