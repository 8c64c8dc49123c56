//! Starting in two steps, and looking after the views from then on.
//!
//! First the facts: from the snapshot and what the log holds beyond it, or from the beginning. Counts are served then. Next
//! what is sealed is opened into memory: people are found then, and what depends on who they are is certain. After that the
//! views that came from a snapshot are compared with a folding from zero, and the snapshot is written again whenever the
//! log has grown a good deal.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use hanhtrinh_log::ReadError;
use hanhtrinh_views::{Comparison, Views};
use uuid::Uuid;

use super::{Registry, folding, opening, snapshot};

/// A snapshot is written again when the log has grown by this much: it is folded in half a second.
const SAVE_EVERY: u64 = 100_000;
/// How often that is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// People identified at a time: others read in between.
const PEOPLE: usize = 500;
/// States asked for at a time.
const CASES: usize = 5_000;
/// How often somebody who waits looks again.
const WAIT: Duration = Duration::from_millis(20);
/// Groups compared at a time.
const GROUPS: usize = 500;
/// A comparison rests as long as it worked, but not longer than this.
const LONGEST_REST: Duration = Duration::from_millis(50);
/// Share of the first step in what is told of opening: reading takes longer than identifying.
const READING: u64 = 80;

/// How far the views are.
#[derive(Debug, Default)]
pub(super) struct Start {
    /// Percent of opening.
    percent: AtomicU8,
    /// Size of the log in the snapshot on the disk.
    saved: AtomicU64,
    /// Whether the views began with a snapshot that was not compared yet.
    unchecked: AtomicBool,
    /// Whether opening failed.
    failed: AtomicBool,
    stop: AtomicBool,
    wake: (Mutex<()>, Condvar),
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// How far a start is, for those who keep the server running.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readiness {
    /// Percent of what has to be opened before people can be found; 100 when they can.
    pub search: u8,
    /// Whether the views are known to be those of the log: folded from it, or compared with such a folding.
    pub checked: bool,
}

impl Start {
    /// With views from a snapshot of a size, or from the log.
    pub fn new(from_snapshot: Option<u64>) -> Self {
        Self {
            saved: AtomicU64::new(from_snapshot.unwrap_or(0)),
            unchecked: AtomicBool::new(from_snapshot.is_some()),
            ..Self::default()
        }
    }

    fn goes_on(&self) -> ControlFlow<()> {
        if self.stop.load(Ordering::Acquire) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Waits, unless it is over. Returns whether to go on.
    fn pause(&self, time: Duration) -> bool {
        let guard = self.wake.0.lock().unwrap_or_else(PoisonError::into_inner);
        if self.goes_on().is_continue() {
            drop(self.wake.1.wait_timeout(guard, time));
        }
        self.goes_on().is_continue()
    }
}

impl Registry {
    /// How far the views are.
    pub fn readiness(&self) -> Readiness {
        Readiness {
            search: self.start.percent.load(Ordering::Relaxed),
            checked: !self.start.unchecked.load(Ordering::Relaxed),
        }
    }

    /// Whether it is known who people are, so that they can be found and states that depend on them are certain.
    pub fn knows_people(&self) -> bool {
        self.start.percent.load(Ordering::Acquire) == 100
    }

    /// Waits until people are known. Returns false if they will not be: opening failed, or the registry is being closed.
    pub fn wait_for_people(&self) -> bool {
        while !self.knows_people() {
            if self.start.failed.load(Ordering::Acquire) || !self.start.pause(WAIT) {
                return false;
            }
        }
        true
    }

    /// Opens what is sealed, then looks after the views until [`Registry::close`].
    pub fn look_after(self: &Arc<Self>) -> std::io::Result<()> {
        let registry = Arc::clone(self);
        let thread = std::thread::Builder::new()
            .name("views".into())
            .spawn(move || registry.work_behind())?;
        let mut slot = self.start.thread.lock().unwrap_or_else(PoisonError::into_inner);
        *slot = Some(thread);
        Ok(())
    }

    /// Ends what runs behind, writes the snapshot, and closes the log.
    pub fn close(&self) -> Result<(), hanhtrinh_log_sled::OpenError> {
        self.start.stop.store(true, Ordering::Release);
        drop(self.start.wake.0.lock().unwrap_or_else(PoisonError::into_inner));
        self.start.wake.1.notify_all();
        let thread = self
            .start
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread {
            // A panic there was logged where it happened.
            let _ = thread.join();
        }
        self.save_if_grown(1);
        self.log.close()
    }

    fn work_behind(&self) {
        if let Err(error) = self.open_people() {
            self.start.failed.store(true, Ordering::Release);
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "people cannot be found: what is sealed cannot be read from the log"
            );
            return;
        }
        self.warm();
        if self.start.unchecked.load(Ordering::Relaxed)
            && let Err(error) = self.check()
        {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the views cannot be compared with the log"
            );
        }
        while self.start.pause(LOOK_EVERY) {
            self.save_if_grown(SAVE_EVERY);
        }
    }

    /// Opens what is sealed beside everything folded so far.
    pub(super) fn open_people(&self) -> Result<(), ReadError> {
        let began = Instant::now();
        let size = self.views().size();
        let known = self.log.forgotten();
        let tell = |percent: u64| {
            let percent = u8::try_from(percent.min(99)).unwrap_or(99);
            self.start.percent.store(percent, Ordering::Relaxed);
        };
        opening::open_sealed(&self.log, 0, size, |parts, done| {
            self.views_mut().open(&parts);
            tell(done * READING / size.max(1));
            self.start.goes_on()
        })?;
        self.identify(tell);
        if self.start.goes_on().is_break() {
            return Ok(());
        }
        let turn = self.turn();
        let mut views = self.views_mut();
        // What came in meanwhile was folded without what is sealed, and who was forgotten may have been on the way in.
        finish(self, &mut views, size)?;
        self.forget_again(&mut views, &known);
        drop(views);
        drop(turn);
        self.start.percent.store(100, Ordering::Release);
        tracing::info!(size, millis = millis(began), "people can be found");
        Ok(())
    }

    /// Finds out who the workers are, with others reading and writing in between.
    fn identify(&self, tell: impl Fn(u64)) {
        let rows = self.views_so_far().workers();
        opening::in_turns(
            rows.div_ceil(PEOPLE),
            || (),
            |(), at| self.views_so_far().who_are(at * PEOPLE..(at + 1) * PEOPLE),
            |_, identified| {
                let mut views = self.views_mut();
                views.note(identified);
                tell(READING + u64::from(views.identified_percent()) * (100 - READING) / 100);
                self.start.goes_on()
            },
        );
    }

    /// Asks what the first reader would wait for: the state of every case. Others read and write in between.
    fn warm(&self) {
        let (began, today) = (Instant::now(), self.today());
        let mut from = 0;
        while self.start.goes_on().is_continue() && self.views().remember(from, CASES, today) {
            from += CASES;
        }
        tracing::info!(millis = millis(began), "states are known");
    }

    /// Compares the views with every leaf of the log, beside serving and in little memory. If they differ, they are
    /// rebuilt. Returns whether they were equal; true too when it was stopped.
    pub fn check(&self) -> Result<bool, ReadError> {
        let began = Instant::now();
        let mut comparison = Comparison::of(&self.views());
        let mut step = Instant::now();
        while self.rest(&mut step) {
            let (from, to) = (comparison.size(), self.views().size());
            let leaves = folding::leaves(&self.log, from, to)?;
            let views = self.views();
            for (position, leaf) in &leaves {
                comparison.leaf(&views, *position, leaf);
            }
            if comparison.size() >= views.size() {
                comparison.end_of_leaves(&views);
                break;
            }
        }
        while self.rest(&mut step) && comparison.groups(&self.views(), GROUPS) {}
        if self.start.goes_on().is_break() {
            return Ok(true);
        }
        let size = comparison.size();
        if !comparison.is_equal() {
            tracing::error!(
                size,
                "the views differ from their log: the snapshot was wrong; they are rebuilt"
            );
            self.rebuild()?;
            return Ok(false);
        }
        self.start.unchecked.store(false, Ordering::Relaxed);
        tracing::info!(size, millis = millis(began), "the views equal their log");
        Ok(true)
    }

    /// Leaves half of the time to those who wait for an answer. Returns whether to go on.
    fn rest(&self, step: &mut Instant) -> bool {
        let goes_on = self.start.pause(step.elapsed().min(LONGEST_REST));
        *step = Instant::now();
        goes_on
    }

    /// Folds the log from its beginning into other views, beside those that are served. If they differ, the new ones are
    /// served from then on. Returns whether they were equal; true too when it was stopped.
    pub fn rebuild(&self) -> Result<bool, ReadError> {
        let began = Instant::now();
        let size = self.views().size();
        let mut fresh = Views::facts_only(self.packs.clone(), self.info.province);
        let mut goes_on = |_| self.start.goes_on();
        folding::fold(&self.log, &mut fresh, size, &mut goes_on)?;
        let (mut folded, mut equal) = (size, true);
        if self.start.goes_on().is_continue() {
            let views = self.views();
            folded = views.size();
            folding::fold(&self.log, &mut fresh, folded, &mut goes_on)?;
            equal = fresh.facts_checksum() == views.facts_checksum();
        }
        if self.start.goes_on().is_break() {
            return Ok(true);
        }
        tracing::info!(
            size = folded,
            millis = millis(began),
            equal,
            "the log was folded from its beginning"
        );
        if !equal {
            self.replace(fresh)?;
        }
        self.start.unchecked.store(false, Ordering::Relaxed);
        Ok(equal)
    }

    /// Serves other views, once they know people too.
    fn replace(&self, mut fresh: Views) -> Result<(), ReadError> {
        let size = fresh.size();
        let known = self.log.forgotten();
        opening::open_sealed(&self.log, 0, size, |parts, _| {
            fresh.open(&parts);
            self.start.goes_on()
        })?;
        if self.start.goes_on().is_break() {
            return Ok(());
        }
        while fresh.identify(PEOPLE) {}
        finish(self, &mut fresh, size)?;
        // What came in meanwhile is folded before anybody reads.
        let _turn = self.turn();
        let mut served = self.views_mut();
        folding::fold(&self.log, &mut fresh, served.size(), &mut |_| {
            ControlFlow::Continue(())
        })?;
        self.forget_again(&mut fresh, &known);
        *served = fresh;
        drop(served);
        self.start.saved.store(0, Ordering::Relaxed);
        Ok(())
    }

    /// Forgets who was not forgotten yet when opening began: what was sealed about them may have been opened before.
    fn forget_again(&self, views: &mut Views, known: &[Uuid]) {
        let since = self.log.forgotten().into_iter();
        since
            .filter(|person| known.binary_search(person).is_err())
            .for_each(|person| views.forget(person));
    }

    /// Writes the snapshot if the log has grown by so much since the last one.
    fn save_if_grown(&self, by: u64) {
        let began = Instant::now();
        let (size, saved) = (self.views().size(), self.start.saved.load(Ordering::Relaxed));
        if size < saved.saturating_add(by) {
            return;
        }
        match snapshot::save(&self.log, &self.views) {
            Ok(snapshot::Saved { size, longest }) => {
                self.start.saved.store(size, Ordering::Relaxed);
                let longest_wait_micros = u64::try_from(longest.as_micros()).unwrap_or(u64::MAX);
                tracing::info!(
                    size,
                    millis = millis(began),
                    longest_wait_micros,
                    "snapshot of the views written"
                );
            }
            Err(error) => tracing::warn!(
                error = &error as &dyn std::error::Error,
                "no snapshot of the views: the next start takes longer"
            ),
        }
    }
}

/// Takes in what is sealed beside the leaves from a size on, and says that all of it is known.
fn finish(registry: &Registry, views: &mut Views, from: u64) -> Result<(), ReadError> {
    if views.size() > from {
        opening::open_sealed(&registry.log, from, views.size(), |parts, _| {
            views.open(&parts);
            ControlFlow::Continue(())
        })?;
    }
    views.finish_opening();
    Ok(())
}

fn millis(began: Instant) -> u64 {
    u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX)
}
