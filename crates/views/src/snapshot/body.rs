//! The content of a snapshot: rows in their order. Indexes and what each stream says of itself are made anew on reading.

use std::sync::Arc;

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::enterprise::EnterpriseEvent;
use hanhtrinh_domain::event::Recorded;
use hanhtrinh_domain::plan::PlanEvent;
use hanhtrinh_domain::registry::RegistryEvent;
use hanhtrinh_domain::unit::UnitRef;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::care::CareRow;
use crate::case::CaseRow;
use crate::pack::{PackError, Reader, Stream, Table, put, varint};
use crate::packs::Packs;
use crate::views::{UnknownEvent, Views};
use crate::worker::{Link, WorkerRow};

/// Bytes handed to the sink at once.
const PIECE: usize = 64 * 1024;

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
    departure: Option<u32>,
    stay: Option<u32>,
}

struct Out<'a, E> {
    piece: Vec<u8>,
    sink: &'a mut dyn FnMut(&[u8]) -> Result<(), E>,
}

impl<E> Out<'_, E> {
    /// Nothing that views hold fails to be packed: it was unpacked from leaves.
    fn value<T: Serialize>(&mut self, value: &T) -> Result<(), E> {
        let _ = put(value, &mut self.piece);
        self.flush(PIECE)
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<(), E> {
        varint(bytes.len() as u64, &mut self.piece);
        self.piece.extend_from_slice(bytes);
        self.flush(PIECE)
    }

    fn list<'v, T: Serialize + 'v>(&mut self, list: impl ExactSizeIterator<Item = &'v T>) -> Result<(), E> {
        varint(list.len() as u64, &mut self.piece);
        for value in list {
            self.value(value)?;
        }
        Ok(())
    }

    fn events<T: Serialize>(&mut self, events: &[Recorded<T>]) -> Result<(), E> {
        let mut stream = Stream::default();
        for event in events {
            let _ = stream.push(event);
        }
        self.bytes(stream.as_bytes())
    }

    fn flush(&mut self, above: usize) -> Result<(), E> {
        if self.piece.len() > above {
            (self.sink)(&self.piece)?;
            self.piece.clear();
        }
        Ok(())
    }
}

impl Views {
    /// Writes everything that is folded from facts.
    pub(crate) fn write_facts<E>(&self, sink: &mut dyn FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        let mut out = Out {
            piece: Vec::with_capacity(2 * PIECE),
            sink,
        };
        out.value(&self.size)?;
        out.list(self.days.iter())?;
        out.list(self.codes.values().iter())?;
        out.list(self.units.values().iter())?;
        varint(self.workers.len() as u64, &mut out.piece);
        for row in &self.workers {
            out.value(&WorkerHead {
                id: row.id,
                first: row.first,
                registered_by: row.registered_by,
                links: row.links.clone(),
            })?;
            out.bytes(row.events.as_bytes())?;
        }
        varint(self.cases.len() as u64, &mut out.piece);
        for row in &self.cases {
            out.value(&CaseHead {
                id: row.id,
                first: row.first,
                worker: row.worker,
                owners: row.owners.clone(),
                countable: row.countable,
                departure: row.departure,
                stay: row.stay,
            })?;
            out.bytes(row.events.as_bytes())?;
        }
        out.list(self.departures.iter())?;
        out.list(self.stays.rows.iter())?;
        out.list(self.stays.homes.iter())?;
        out.list(self.stays.ends.iter())?;
        varint(self.office.enterprises.len() as u64, &mut out.piece);
        for row in self.office.enterprises.values() {
            out.value(&row.code)?;
            out.events(&row.events)?;
        }
        varint(self.office.plans.len() as u64, &mut out.piece);
        for row in &self.office.plans {
            out.value(&row.key)?;
            out.events(&row.events)?;
        }
        varint(self.care.streams.len() as u64, &mut out.piece);
        for row in &self.care.streams {
            out.value(&(row.kind, row.id, row.first))?;
            out.list(row.workers.iter())?;
            out.bytes(row.events.as_bytes())?;
        }
        for rows in &self.care.tallies {
            out.list(rows.iter())?;
        }
        out.events(&self.registry)?;
        out.list(self.unknown.iter())?;
        out.flush(0)
    }

    /// Reads what [`Views::write_facts`] wrote.
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
        for _ in 0..count(&mut input)? {
            let (kind, id, first) = value(&mut input)?;
            let workers = list(&mut input)?;
            let row = CareRow::new(kind, id, first, workers, stream(&mut input)?);
            views.care.add(row);
        }
        for rows in &mut views.care.tallies {
            *rows = list(&mut input)?;
        }
        views.index_care();
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
            row.refold();
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

/// A count of things that each take up a byte at least.
fn count(input: &mut Reader<'_>) -> Result<usize, PackError> {
    let count = usize::try_from(input.varint()?).map_err(|_| PackError)?;
    if count <= input.left() {
        Ok(count)
    } else {
        Err(PackError)
    }
}

fn value<'a, T: Deserialize<'a>>(input: &mut Reader<'a>) -> Result<T, PackError> {
    T::deserialize(input)
}

fn list<T: DeserializeOwned>(input: &mut Reader<'_>) -> Result<Vec<T>, PackError> {
    let count = count(input)?;
    let mut list = Vec::with_capacity(count);
    for _ in 0..count {
        list.push(value(input)?);
    }
    Ok(list)
}

fn stream<E>(input: &mut Reader<'_>) -> Result<Stream<E>, PackError> {
    let length = usize::try_from(input.varint()?).map_err(|_| PackError)?;
    Stream::from_bytes(input.bytes(length)?)
}
