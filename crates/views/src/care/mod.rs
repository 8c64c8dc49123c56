//! What offices do beside the placement: households, support, loans, fairs, advice, reintegration. Streams lie packed; what
//! is counted of them are rows, each valid for a span of sizes of the log.

mod count;
mod rows;

pub(crate) use rows::TallyRow;
pub use rows::{CareVersion, Tally};

use std::collections::HashMap;

use hanhtrinh_domain::care::{CareEvent, CareKind};
use hanhtrinh_domain::event::{Effective, Recorded, collect};
use hanhtrinh_domain::household::Held;
use hanhtrinh_domain::household::HouseholdEvent;
use hanhtrinh_domain::worker::Standing;
use jiff::civil::Date;
use uuid::Uuid;

use crate::pack::Stream;
use crate::views::Views;

/// One stream.
#[derive(Debug, Clone)]
pub struct CareRow {
    /// Kind of stream.
    pub kind: CareKind,
    /// Its key.
    pub id: Uuid,
    /// Position of the first event that names it.
    pub first: u64,
    pub(crate) events: Stream<CareEvent>,
    /// Workers whom it ever named, or who named it.
    pub(crate) workers: Vec<u32>,
}

impl CareRow {
    pub(crate) fn new(
        kind: CareKind,
        id: Uuid,
        first: u64,
        workers: Vec<u32>,
        events: Stream<CareEvent>,
    ) -> Self {
        Self {
            kind,
            id,
            first,
            events,
            workers,
        }
    }

    /// Number of events of the stream.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.events.len()
    }

    /// Every event of the stream, in the order of the log.
    #[must_use]
    pub fn events(&self) -> Vec<Recorded<CareEvent>> {
        self.events.all()
    }

    /// The facts as known at a size of the log.
    #[must_use]
    pub fn facts_at(&self, position: u64) -> Vec<Effective<CareEvent>> {
        collect(&self.events.known(position))
    }

    /// Whether anything of it is known at a size of the log.
    #[must_use]
    pub fn is_known_at(&self, position: u64) -> bool {
        self.events.any_known(position)
    }
}

/// Whose rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Source {
    /// Of a stream, by its number.
    Stream(u32),
    /// Of a worker's own stream, by the number of the worker.
    Worker(u32),
}

/// All streams, and what is counted of them.
#[derive(Default)]
pub(crate) struct Care {
    pub streams: Vec<CareRow>,
    index: HashMap<(CareKind, Uuid), u32>,
    by_worker: HashMap<u32, Vec<u32>>,
    pub tallies: [Vec<TallyRow>; Tally::ALL.len()],
    open: HashMap<(Source, Tally), Vec<u32>>,
}

impl Care {
    fn row(&mut self, kind: CareKind, id: Uuid, position: u64) -> u32 {
        if let Some(known) = self.index.get(&(kind, id)) {
            return *known;
        }
        self.add(CareRow::new(kind, id, position, Vec::new(), Stream::default()))
    }

    /// Takes over a stream that is not here yet.
    pub fn add(&mut self, row: CareRow) -> u32 {
        let number = self.streams.len() as u32;
        self.index.insert((row.kind, row.id), number);
        for worker in &row.workers {
            self.by_worker.entry(*worker).or_default().push(number);
        }
        self.streams.push(row);
        number
    }

    fn name(&mut self, stream: u32, worker: u32) {
        let row = &mut self.streams[stream as usize];
        if !row.workers.contains(&worker) {
            row.workers.push(worker);
            self.by_worker.entry(worker).or_default().push(stream);
        }
    }

    /// Says of the rows of a snapshot which of them are open, and whose they are.
    pub fn note_open(&mut self) {
        self.open.clear();
        for (tally, rows) in Tally::ALL.iter().zip(&self.tallies) {
            for (number, row) in rows.iter().enumerate().filter(|(_, row)| row.to == u32::MAX) {
                let open = self.open.entry((row.source(), *tally)).or_default();
                open.push(number as u32);
            }
        }
    }

    /// Whether every number of a row names a row.
    pub fn is_sound(&self) -> bool {
        let streams = self.streams.len() as u32;
        let within = |row: &TallyRow| row.stream == crate::pack::NONE || row.stream < streams;
        self.index.len() == self.streams.len() && self.tallies.iter().flatten().all(within)
    }
}

impl Views {
    /// Takes in an event of one of these streams; what is sealed beside it stays in the log. `None` if it does not belong there.
    pub(crate) fn apply_care(&mut self, kind: CareKind, id: Uuid, event: &Recorded<CareEvent>) -> Option<()> {
        if event.event.kind() != kind {
            return None;
        }
        let stream = self.care.row(kind, id, event.position);
        let row = &mut self.care.streams[stream as usize];
        let _ = row.events.push(event);
        if let Some(worker) = event.event.worker() {
            let worker = self.worker_row(worker, event.position);
            self.care.name(stream, worker);
        }
        if !self.add_to_fair(stream, event) {
            self.count_stream(stream);
        }
        Some(())
    }

    /// A worker's own stream grew: groups are counted, and rows follow where the person lives.
    pub(crate) fn care_of_worker_changed(
        &mut self,
        worker: u32,
        event: &hanhtrinh_domain::worker::WorkerEvent,
        facts: &[Effective<hanhtrinh_domain::worker::WorkerEvent>],
        moves: bool,
    ) {
        use hanhtrinh_domain::worker::WorkerEvent::{HouseholdLinked, PolicyGroupDetermined};
        if let HouseholdLinked(linked) = event {
            let position = self.size.saturating_sub(1);
            let stream = self.care.row(CareKind::Household, linked.household, position);
            self.care.name(stream, worker);
        }
        let linked = matches!(event, HouseholdLinked(_));
        if matches!(event, PolicyGroupDetermined(_)) {
            self.count_groups(worker, facts);
        }
        if moves || linked {
            for stream in self.care.by_worker.get(&worker).cloned().unwrap_or_default() {
                self.count_stream(stream);
            }
        }
    }

    /// A stream by its kind and key.
    #[must_use]
    pub fn care(&self, kind: CareKind, id: Uuid) -> Option<&CareRow> {
        let number = *self.care.index.get(&(kind, id))?;
        self.care.streams.get(number as usize)
    }

    /// Every stream of a kind, in the order in which they became known.
    pub fn care_of_kind(&self, kind: CareKind) -> impl Iterator<Item = &CareRow> {
        self.care.streams.iter().filter(move |row| row.kind == kind)
    }

    /// The streams that name a worker, or that the worker's own stream names.
    pub fn care_of(&self, worker: Uuid) -> impl Iterator<Item = &CareRow> {
        let number = self.worker_index.get(&worker);
        let streams = number.and_then(|number| self.care.by_worker.get(number));
        let streams = streams.into_iter().flatten();
        streams.filter_map(|stream| self.care.streams.get(*stream as usize))
    }

    /// The policy groups of a person as known at a size of the log: the person's own and those of the household.
    #[must_use]
    pub fn groups_at(&self, worker: Uuid, position: u64) -> Vec<Held> {
        let Some(row) = self.worker(worker) else {
            return Vec::new();
        };
        let standing = Standing::fold(&row.facts_at(position));
        let mut held = standing.groups;
        for stream in self.care_of(worker).filter(|row| row.kind == CareKind::Household) {
            let facts = stream.facts_at(position);
            let household = hanhtrinh_domain::household::Household::fold(&hanhtrinh_domain::care::of::<
                HouseholdEvent,
            >(&facts));
            let own = standing.household.is_some_and(|(id, _)| id == stream.id)
                || household.members.iter().any(|(member, _)| *member == worker);
            if own {
                held.extend(household.groups);
            }
        }
        held
    }

    /// Whether a person is known to have left after a day.
    #[must_use]
    pub fn departed_after(&self, worker: Uuid, day: Date, position: u64) -> bool {
        let Some(row) = self.worker(worker) else {
            return false;
        };
        let position = position.min(self.size());
        row.links
            .iter()
            .filter(|link| link.held_at(position))
            .any(|link| {
                let facts = self.cases[link.case as usize].facts_at(position);
                facts.iter().any(|fact| {
                    matches!(
                        fact.event,
                        hanhtrinh_domain::case::CaseEvent::DepartureRecorded(_)
                    ) && fact.on.first() > day
                })
            })
    }
}
