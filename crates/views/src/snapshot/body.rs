//! The content of a snapshot: rows in their order. Indexes and what each stream says of itself are made anew on reading.

use std::ops::Range;
use std::sync::Arc;

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::enterprise::EnterpriseEvent;
use hanhtrinh_domain::event::Recorded;
use hanhtrinh_domain::plan::PlanEvent;
use hanhtrinh_domain::published::ReportEvent;
use hanhtrinh_domain::registry::RegistryEvent;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::units::UnitEvent;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::saving::LongList;
use crate::case::CaseRow;
use crate::identity::short;
use crate::merges::Alias;
use crate::pack::{PackError, Reader, Stream, Table, put, varint};
use crate::packs::Packs;
use crate::versions::Versioned;
use crate::views::{UnknownEvent, Views};
use crate::worker::{Link, WorkerRow};

/// What stands before the events of a worker.
#[derive(Serialize, Deserialize)]
struct WorkerHead {
    id: Uuid,
    first: u64,
    registered_by: Option<Code>,
    links: Vec<Link>,
}

/// What stands before the events of a case.
#[derive(Serialize, Deserialize)]
struct CaseHead {
    id: Uuid,
    first: u64,
    worker: Uuid,
    owners: Vec<(u64, Uuid)>,
    countable: bool,
    deals: bool,
    departure: Option<u32>,
    stay: Option<u32>,
}

/// Packed values, one behind the other. Nothing that views hold fails to be packed: it was unpacked from leaves.
#[derive(Default)]
pub(super) struct Out {
    pub bytes: Vec<u8>,
}

impl Out {
    pub(super) fn value<T: Serialize>(&mut self, value: &T) {
        let _ = put(value, &mut self.bytes);
    }

    pub(super) fn count(&mut self, count: usize) {
        varint(count as u64, &mut self.bytes);
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn list<'v, T: Serialize + 'v>(&mut self, list: impl ExactSizeIterator<Item = &'v T>) {
        self.count(list.len());
        list.for_each(|value| self.value(value));
    }

    pub(super) fn events<T: Serialize>(&mut self, events: &[Recorded<T>]) {
        let mut stream = Stream::default();
        for event in events {
            let _ = stream.push(event);
        }
        self.bytes(stream.as_bytes());
    }

    /// A worker's row.
    pub fn worker(&mut self, row: &WorkerRow) {
        self.value(&WorkerHead {
            id: row.id,
            first: row.first,
            registered_by: row.registered_by,
            links: row.links.clone(),
        });
        self.bytes(row.events.as_bytes());
    }

    /// A case's row.
    pub fn case(&mut self, row: &CaseRow) {
        self.value(&CaseHead {
            id: row.id,
            first: row.first,
            worker: row.worker,
            owners: row.owners.clone(),
            countable: row.countable,
            deals: row.deals,
            departure: row.departure,
            stay: row.stay,
        });
        self.bytes(row.events.as_bytes());
    }
}

impl Views {
    /// What stands before the long lists.
    pub(super) fn write_head(&self, out: &mut Out) {
        out.value(&self.size);
        out.list(self.days.iter());
        out.list(self.codes.values().iter());
        out.list(self.units.values().iter());
    }

    /// The rows of a long list within a range, as they were at a size of the log; a list begins with its length.
    pub(super) fn write_rows(
        &self,
        list: LongList,
        rows: Range<usize>,
        length: usize,
        size: u64,
        out: &mut Out,
    ) {
        if rows.start == 0 {
            out.count(length);
        }
        let size = short(size);
        match list {
            LongList::Workers => rows.for_each(|index| self.write_worker(index, out)),
            LongList::Cases => rows.for_each(|index| self.write_case(index, out)),
            LongList::Departures => versions(&self.departures[rows], size, out),
            LongList::Stays => versions(&self.stays.rows[rows], size, out),
            LongList::Homes => self.stays.homes[rows].iter().for_each(|home| out.value(home)),
            LongList::Ends => self.stays.ends[rows].iter().for_each(|end| out.value(end)),
        }
    }

    /// What stands behind the long lists.
    pub(super) fn write_rest(&self, out: &mut Out) {
        out.list(self.merges.rows().iter());
        out.count(self.office.enterprises.len());
        for row in self.office.enterprises.values() {
            out.value(&row.code);
            out.events(&row.events);
        }
        out.count(self.office.plans.len());
        for row in &self.office.plans {
            out.value(&row.key);
            out.events(&row.events);
        }
        self.write_care(out);
        self.write_dealings(out);
        out.events(&self.territory.events);
        out.events(&self.publications);
        out.events(&self.registry);
        out.list(self.unknown.iter());
    }

    /// Reads what [`super::saving::SnapshotWriter`] wrote.
    pub(super) fn read_facts(bytes: &[u8], packs: Arc<Packs>, province: UnitRef) -> Result<Self, PackError> {
        let mut input = Reader::new(bytes);
        let mut views = Self::facts_only(packs, province);
        views.size = value(&mut input)?;
        views.days = list(&mut input)?;
        views.codes = Table::of(list(&mut input)?);
        views.units = Table::of(list(&mut input)?);
        views.read_workers(&mut input)?;
        views.read_cases(&mut input)?;
        views.departures = list(&mut input)?;
        views.stays.rows = list(&mut input)?;
        views.stays.homes = list(&mut input)?;
        views.stays.ends = list(&mut input)?;
        for alias in list::<Alias>(&mut input)? {
            views.merges.push(alias);
        }
        for _ in 0..count(&mut input)? {
            let code: Code = value(&mut input)?;
            for event in stream::<EnterpriseEvent>(&mut input)?.all() {
                views.office.enterprise(code.as_str(), event).ok_or(PackError)?;
            }
        }
        for _ in 0..count(&mut input)? {
            let key: String = value(&mut input)?;
            for event in stream::<PlanEvent>(&mut input)?.all() {
                views.office.plan(&key, event);
            }
        }
        views.read_care(&mut input)?;
        views.read_dealings(&mut input)?;
        for event in stream::<UnitEvent>(&mut input)?.all() {
            views.territory.push(event);
        }
        views.publications = stream::<ReportEvent>(&mut input)?.all();
        views.registry = stream::<RegistryEvent>(&mut input)?.all();
        views.unknown = list::<UnknownEvent>(&mut input)?;
        if input.is_empty() && views.is_sound() {
            Ok(views)
        } else {
            Err(PackError)
        }
    }

    fn read_workers(&mut self, input: &mut Reader<'_>) -> Result<(), PackError> {
        let count = count(input)?;
        self.workers.reserve_exact(count);
        self.worker_index.reserve(count);
        for index in 0..count {
            let head: WorkerHead = value(input)?;
            let mut row = WorkerRow::new(head.id, head.first);
            row.registered_by = head.registered_by;
            row.links = head.links;
            row.links.shrink_to_fit();
            row.events = stream(input)?;
            let facts = row.refold();
            self.merges.note(head.id, &facts);
            self.worker_index.insert(head.id, index as u32);
            self.workers.push(row);
        }
        Ok(())
    }

    fn read_cases(&mut self, input: &mut Reader<'_>) -> Result<(), PackError> {
        let count = count(input)?;
        self.cases.reserve_exact(count);
        self.case_index.reserve(count);
        for index in 0..count {
            let head: CaseHead = value(input)?;
            let mut row = CaseRow::new(head.id, head.first);
            row.worker = head.worker;
            row.owners = head.owners;
            row.owners.shrink_to_fit();
            row.countable = head.countable;
            row.deals = head.deals;
            row.departure = head.departure;
            row.stay = head.stay;
            row.events = stream(input)?;
            self.case_index.insert(head.id, index as u32);
            self.cases.push(row);
        }
        // A worker's cases are those that are the worker's now, in the order in which they came to be.
        for row in &mut self.workers {
            let open = row.links.iter().filter(|link| link.is_open());
            let ids = open.map(|link| self.cases.get(link.case as usize).map(|case| case.id));
            row.cases = ids.collect::<Option<_>>().ok_or(PackError)?;
        }
        Ok(())
    }

    /// Whether every number of a row names a row.
    fn is_sound(&self) -> bool {
        let (cases, departures, stays) = (self.cases.len(), self.departures.len(), self.stays.rows.len());
        let links = self.workers.iter().flat_map(|row| &row.links);
        let within = |index: Option<u32>, length: usize| index.is_none_or(|index| (index as usize) < length);
        links.into_iter().all(|link| (link.case as usize) < cases)
            && self
                .cases
                .iter()
                .all(|row| within(row.departure, departures) && within(row.stay, stays))
            && self.worker_index.len() == self.workers.len()
            && self.case_index.len() == cases
            && self.care.is_sound()
    }
}

/// Versions as they were at a size of the log: what ended later was open.
fn versions<V: Versioned + Serialize>(rows: &[V], size: u32, out: &mut Out) {
    for row in rows {
        let mut row = *row;
        let (_, to) = row.span();
        if *to > size {
            *to = u32::MAX;
        }
        out.value(&row);
    }
}

/// A count of things that each take up a byte at least.
pub(super) fn count(input: &mut Reader<'_>) -> Result<usize, PackError> {
    let count = usize::try_from(input.varint()?).map_err(|_| PackError)?;
    if count <= input.left() {
        Ok(count)
    } else {
        Err(PackError)
    }
}

pub(super) fn value<'a, T: Deserialize<'a>>(input: &mut Reader<'a>) -> Result<T, PackError> {
    T::deserialize(input)
}

pub(super) fn list<T: DeserializeOwned>(input: &mut Reader<'_>) -> Result<Vec<T>, PackError> {
    let count = count(input)?;
    let mut list = Vec::with_capacity(count);
    for _ in 0..count {
        list.push(value(input)?);
    }
    Ok(list)
}

pub(super) fn stream<E>(input: &mut Reader<'_>) -> Result<Stream<E>, PackError> {
    let length = usize::try_from(input.varint()?).map_err(|_| PackError)?;
    Stream::from_bytes(input.bytes(length)?)
}
