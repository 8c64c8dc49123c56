//! Keeping the views up with the log: whoever reads them finds everything that was durable before.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{MutexGuard, PoisonError, RwLockReadGuard, RwLockWriteGuard};
use std::thread::{self, Thread};
use std::time::Duration;

use hanhtrinh_log::{Log, ReadError};
use hanhtrinh_views::Views;

use super::Registry;
use super::folding::{self, BATCH};

/// Entries that the views may trail behind long work that is followed, before it waits for them: whoever reads or decides
/// meanwhile has at most so many to wait for.
const WITHIN_REACH: u64 = 8 * BATCH as u64;
/// How often long work looks whether the views have fallen behind.
const LOOK: Duration = Duration::from_millis(50);

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
        folding::batches(&self.log, from, size, opened, |batch| {
            batch.into_views(&mut self.views_mut());
            ControlFlow::Continue(())
        })
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
