//! Comparing views with their log beside serving, in little memory: whatever a snapshot said is held against the leaves
//! once more, without a second copy of everything.
//!
//! Two passes. The first holds every leaf against the record kept of it, and folds what belongs to no person anew, which is
//! little. The second folds each group of people and cases that touch each other from those records, alone, and compares
//! what comes out with the rows that are served. Groups do not touch, so together that is a folding from zero.

use std::collections::{BTreeMap, HashSet};

use hanhtrinh_domain::case::CaseEvent;
use hanhtrinh_domain::event::{Recorded, StreamEvent};
use hanhtrinh_domain::worker::WorkerEvent;
use hanhtrinh_record::leaf::Leaf;
use uuid::Uuid;

use crate::codec::recorded;
use crate::departures::DepartureVersion;
use crate::pack::Stream;
use crate::stays::StayVersion;
use crate::views::Views;
use crate::worker::Link;

/// How far a comparison is.
pub struct Comparison {
    /// What is no person's, folded anew.
    rest: Views,
    /// How much of each stream has been seen.
    workers: Vec<usize>,
    cases: Vec<usize>,
    /// Rows of the second pass that are done.
    seen_workers: HashSet<u32>,
    next_case: usize,
    next_worker: usize,
    /// Versions by case, each in its order.
    versions: Versions,
    equal: bool,
}

#[derive(Default)]
struct Versions {
    departures: Vec<(u32, u32)>,
    stays: Vec<(u32, u32)>,
}

/// An event of a group.
enum Either {
    Worker(Uuid, Recorded<WorkerEvent>),
    Case(Uuid, Recorded<CaseEvent>),
}

impl Comparison {
    /// Begins to compare views.
    #[must_use]
    pub fn of(views: &Views) -> Self {
        Self {
            rest: Views::facts_only(views.packs.clone(), views.province),
            workers: Vec::new(),
            cases: Vec::new(),
            seen_workers: HashSet::new(),
            next_case: 0,
            next_worker: 0,
            versions: Versions::default(),
            equal: true,
        }
    }

    /// The next leaf to compare.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.rest.size
    }

    /// Whether no difference was found so far.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.equal
    }

    /// Holds the next leaf against the views, which have folded it.
    pub fn leaf(&mut self, views: &Views, position: u64, leaf: &Leaf) {
        let id = Uuid::try_parse(leaf.stream.key()).ok();
        let same = match (leaf.stream.kind(), id) {
            (WorkerEvent::STREAM, Some(id)) => recorded(position, leaf).map(|event| {
                let index = views.worker_index.get(&id).copied();
                index.is_some_and(|index| {
                    let row = &views.workers[index as usize];
                    let registrar = row.first != position || row.registered_by == Views::registrar(leaf);
                    registrar && next_is(&row.events, &event, &mut self.workers, index)
                })
            }),
            (CaseEvent::STREAM, Some(id)) => recorded(position, leaf).map(|event| {
                let index = views.case_index.get(&id).copied();
                index.is_some_and(|index| {
                    next_is(
                        &views.cases[index as usize].events,
                        &event,
                        &mut self.cases,
                        index,
                    )
                })
            }),
            _ => None,
        };
        match same {
            Some(same) => {
                self.equal &= same;
                self.rest.note_day(position, leaf);
            }
            None => self.rest.apply(position, leaf, &[]),
        }
    }

    /// Ends the first pass, when every leaf that the views have folded was held against them.
    pub fn end_of_leaves(&mut self, views: &Views) {
        let seen = |list: &[usize], index: usize| list.get(index).copied().unwrap_or(0);
        let mut workers = views.workers.iter().enumerate();
        let mut cases = views.cases.iter().enumerate();
        self.equal &= self.rest.size == views.size
            && self.rest.days == views.days
            && self.rest.registry == views.registry
            && self.rest.unknown == views.unknown
            && self.rest.office == views.office
            && workers.all(|(index, row)| row.events.as_bytes().len() == seen(&self.workers, index))
            && cases.all(|(index, row)| row.events.as_bytes().len() == seen(&self.cases, index));
        (self.workers, self.cases) = (Vec::new(), Vec::new());
    }

    /// Folds the groups of some more people and cases anew. Returns whether any are left. Between two calls the views may
    /// grow.
    pub fn groups(&mut self, views: &Views, count: usize) -> bool {
        // Rows are only ever added.
        let known = (self.versions.departures.len(), self.versions.stays.len());
        if known != (views.departures.len(), views.stays.rows.len()) {
            self.versions = Versions::of(views);
        }
        let to = self.next_worker.saturating_add(count).min(views.workers.len());
        for worker in self.next_worker..to {
            if self.equal && !self.seen_workers.contains(&(worker as u32)) {
                self.equal = self.group(views, Some(worker as u32), None);
            }
        }
        self.next_worker = to;
        if to < views.workers.len() {
            return self.equal;
        }
        // Cases that were never opened belong to nobody.
        let to = self.next_case.saturating_add(count).min(views.cases.len());
        for case in self.next_case..to {
            if self.equal && views.cases[case].owners.is_empty() {
                self.equal = self.group(views, None, Some(case as u32));
            }
        }
        self.next_case = to;
        self.equal && to < views.cases.len()
    }

    /// Folds one group alone and compares.
    fn group(&mut self, views: &Views, worker: Option<u32>, case: Option<u32>) -> bool {
        let (mut workers, mut cases) = (BTreeMap::new(), BTreeMap::new());
        let mut waiting: Vec<u32> = worker.into_iter().collect();
        cases.extend(case.map(|case| (case, ())));
        while let Some(worker) = waiting.pop() {
            if workers.insert(worker, ()).is_some() {
                continue;
            }
            for link in &views.workers[worker as usize].links {
                if cases.insert(link.case, ()).is_some() {
                    continue;
                }
                let owners = &views.cases[link.case as usize].owners;
                waiting.extend(
                    owners
                        .iter()
                        .filter_map(|(_, owner)| views.worker_index.get(owner)),
                );
            }
        }
        let mut events = Vec::new();
        for worker in workers.keys() {
            // A group is found from each of its people; one folding is enough.
            if workers.len() > 1 {
                self.seen_workers.insert(*worker);
            }
            let row = &views.workers[*worker as usize];
            events.extend(
                row.events
                    .all()
                    .into_iter()
                    .map(|event| Either::Worker(row.id, event)),
            );
        }
        for case in cases.keys() {
            let row = &views.cases[*case as usize];
            events.extend(
                row.events
                    .all()
                    .into_iter()
                    .map(|event| Either::Case(row.id, event)),
            );
        }
        events.sort_by_key(Either::position);
        let mut alone = Views::facts_only(views.packs.clone(), views.province);
        for event in &events {
            alone.size = event.position() + 1;
            match event {
                Either::Worker(id, event) => alone.apply_worker(*id, event, &[]),
                Either::Case(id, event) => alone.apply_case(*id, event),
            }
        }
        let versions = Versions::of(&alone);
        workers.keys().all(|index| same_worker(views, &alone, *index))
            && cases
                .keys()
                .all(|index| self.versions.same_case(views, *index, &alone, &versions))
    }
}

impl Either {
    fn position(&self) -> u64 {
        match self {
            Self::Worker(_, event) => event.position,
            Self::Case(_, event) => event.position,
        }
    }
}

/// Whether the next record of a stream is this event.
fn next_is<E: StreamEvent + serde::Serialize>(
    stream: &Stream<E>,
    event: &Recorded<E>,
    seen: &mut Vec<usize>,
    index: u32,
) -> bool {
    let index = index as usize;
    if seen.len() <= index {
        seen.resize(index + 1, 0);
    }
    let mut expected = Stream::default();
    let packed = expected.push(event).is_ok();
    let from = seen[index];
    seen[index] = from + expected.as_bytes().len();
    packed && stream.as_bytes().get(from..seen[index]) == Some(expected.as_bytes())
}

fn same_worker(views: &Views, alone: &Views, index: u32) -> bool {
    let row = &views.workers[index as usize];
    let Some(other) = alone.worker(row.id) else {
        return false;
    };
    let link = |views: &Views, link: &Link| {
        let case = views.cases.get(link.case as usize).map(|case| case.id);
        (case, link.from, link.to)
    };
    row.first == other.first
        && row.worker == other.worker
        && row.cases == other.cases
        && row.links.len() == other.links.len()
        && row
            .links
            .iter()
            .zip(&other.links)
            .all(|(one, two)| link(views, one) == link(alone, two))
}

impl Versions {
    fn of(views: &Views) -> Self {
        let mut versions = Self {
            departures: (0..)
                .zip(&views.departures)
                .map(|(at, row)| (row.case, at))
                .collect(),
            stays: (0..)
                .zip(&views.stays.rows)
                .map(|(at, row)| (row.case, at))
                .collect(),
        };
        versions.departures.sort_unstable();
        versions.stays.sort_unstable();
        versions
    }

    fn of_case(list: &[(u32, u32)], case: u32) -> impl Iterator<Item = u32> {
        let start = list.partition_point(|(of, _)| *of < case);
        let versions = list[start..].iter().take_while(move |(of, _)| *of == case);
        versions.map(|(_, at)| *at)
    }

    fn departures(&self, views: &Views, case: u32) -> Vec<DepartureVersion> {
        let rows = Self::of_case(&self.departures, case);
        rows.map(|at| views.departure(&views.departures[at as usize]))
            .collect()
    }

    fn stays(&self, views: &Views, case: u32) -> Vec<StayVersion> {
        let rows = Self::of_case(&self.stays, case);
        rows.map(|at| views.stay(&views.stays.rows[at as usize]))
            .collect()
    }

    fn same_case(&self, views: &Views, index: u32, alone: &Views, versions: &Self) -> bool {
        let row = &views.cases[index as usize];
        let Some(other_index) = alone.case_index.get(&row.id).copied() else {
            return false;
        };
        let other = &alone.cases[other_index as usize];
        let open = |views: &Views, departure: Option<u32>, stay: Option<u32>| {
            let departure = departure.map(|at| views.departures.get(at as usize).map(|row| row.from));
            (
                departure,
                stay.map(|at| views.stays.rows.get(at as usize).map(|row| row.from)),
            )
        };
        row.first == other.first
            && row.worker == other.worker
            && row.owners == other.owners
            && row.countable == other.countable
            && open(views, row.departure, row.stay) == open(alone, other.departure, other.stay)
            && self.departures(views, index) == versions.departures(alone, other_index)
            && self.stays(views, index) == versions.stays(alone, other_index)
    }
}
