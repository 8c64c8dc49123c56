//! The views together: what they hold, and what is looked up by id. How leaves come in is in `fold`.

use std::collections::HashMap;
use std::sync::Arc;

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::event::Recorded;
use hanhtrinh_domain::published::ReportEvent;
use hanhtrinh_domain::registry::RegistryEvent;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::worker::Worker;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::care::Care;
use crate::case::CaseRow;
use crate::dealings::Dealings;
use crate::departures::DepartureRow;
use crate::identity::{NumberKind, Numbers, OwnNumber, short};
use crate::merges::Merges;
use crate::names::Names;
use crate::office::Office;
use crate::pack::Table;
use crate::packs::Packs;
use crate::snapshot::Saving;
use crate::stays::Stays;
use crate::territory::Territory;
use crate::worker::WorkerRow;

/// Read models in memory, folded from the leaves of one log.
pub struct Views {
    pub(crate) packs: Arc<Packs>,
    pub(crate) province: UnitRef,
    pub(crate) size: u64,
    /// Each day on which something was recorded, with the size of the log at its end.
    pub(crate) days: Vec<(Date, u64)>,
    pub(crate) workers: Vec<WorkerRow>,
    pub(crate) worker_index: HashMap<Uuid, u32>,
    pub(crate) cases: Vec<CaseRow>,
    pub(crate) case_index: HashMap<Uuid, u32>,
    /// Codes and units that the countable rows name by number.
    pub(crate) codes: Table<Code>,
    pub(crate) units: Table<UnitRef>,
    pub(crate) departures: Vec<DepartureRow>,
    pub(crate) stays: Stays,
    /// Whether sealed parts are taken in with the leaves, so that names and numbers are known as far as the facts.
    pub(crate) opened: bool,
    /// While sealed parts are read: the rows of workers up to which it is known who they are.
    pub(crate) identified: usize,
    /// Rows before that for which more came in since.
    pub(crate) again: Vec<u32>,
    pub(crate) numbers: Numbers,
    pub(crate) names: Names,
    pub(crate) office: Office,
    pub(crate) care: Care,
    pub(crate) dealings: Dealings,
    pub(crate) territory: Territory,
    pub(crate) merges: Merges,
    pub(crate) publications: Vec<Recorded<ReportEvent>>,
    pub(crate) registry: Vec<Recorded<RegistryEvent>>,
    pub(crate) unknown: Vec<UnknownEvent>,
    /// What is kept while a snapshot is being written.
    pub(crate) saving: Option<Box<Saving>>,
}

/// An event that this build cannot read. Its bytes stay in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownEvent {
    /// Where it stands in the log.
    pub position: u64,
    /// Its identity.
    pub id: Uuid,
    /// Its stream.
    pub stream: String,
    /// Name of its type.
    pub kind: String,
}

impl Views {
    /// Views of an empty log of a province.
    #[must_use]
    pub fn new(packs: Arc<Packs>, province: UnitRef) -> Self {
        Self {
            packs,
            province,
            size: 0,
            days: Vec::new(),
            workers: Vec::new(),
            worker_index: HashMap::new(),
            cases: Vec::new(),
            case_index: HashMap::new(),
            codes: Table::default(),
            units: Table::default(),
            departures: Vec::new(),
            stays: Stays::default(),
            opened: true,
            identified: 0,
            again: Vec::new(),
            numbers: Numbers::default(),
            names: Names::default(),
            office: Office::default(),
            care: Care::default(),
            dealings: Dealings::default(),
            territory: Territory::default(),
            merges: Merges::default(),
            publications: Vec::new(),
            registry: Vec::new(),
            unknown: Vec::new(),
            saving: None,
        }
    }

    /// The next position to apply: the size of the log as it is known here.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Size of the log as known by the end of that day in Vietnam; 0 before the first leaf.
    #[must_use]
    pub fn position_as_of(&self, day: Date) -> u64 {
        let after = self.days.partition_point(|(known, _)| *known <= day);
        after
            .checked_sub(1)
            .and_then(|index| self.days.get(index))
            .map_or(0, |(_, size)| *size)
    }

    /// The day in Vietnam on which the leaf at a position was recorded.
    #[must_use]
    pub fn day_of(&self, position: u64) -> Option<Date> {
        let index = self.days.partition_point(|(_, size)| *size <= position);
        self.days.get(index).map(|(day, _)| *day)
    }

    /// The day of the first leaf; nothing is held before it.
    #[must_use]
    pub fn first_day(&self) -> Option<Date> {
        self.days.first().map(|(day, _)| *day)
    }

    /// The dated data in use.
    #[must_use]
    pub fn packs(&self) -> &Packs {
        &self.packs
    }

    /// The province that keeps the registry.
    #[must_use]
    pub fn province(&self) -> UnitRef {
        self.province
    }

    /// Everything about a worker.
    #[must_use]
    pub fn worker(&self, id: Uuid) -> Option<&WorkerRow> {
        self.workers.get(*self.worker_index.get(&id)? as usize)
    }

    /// What the facts said of a worker at a size of the log; `None` before the first event.
    #[must_use]
    pub fn worker_at(&self, id: Uuid, position: u64) -> Option<Worker> {
        let row = self.worker(id)?;
        if !row.events.any_known(position) {
            return None;
        }
        if position >= self.size {
            return Some(row.worker.clone());
        }
        Some(Worker::fold(&row.facts_at(position)))
    }

    /// Everything about a case.
    #[must_use]
    pub fn case(&self, id: Uuid) -> Option<&CaseRow> {
        self.cases.get(*self.case_index.get(&id)? as usize)
    }

    /// Every worker, in the order in which they became known.
    pub fn worker_ids(&self) -> impl Iterator<Item = Uuid> {
        self.workers.iter().map(|row| row.id)
    }

    /// Every case, in the order in which they became known.
    pub fn case_ids(&self) -> impl Iterator<Item = Uuid> {
        self.cases.iter().map(|row| row.id)
    }

    /// What happened to the registry itself.
    #[must_use]
    pub fn registry(&self) -> &[Recorded<RegistryEvent>] {
        &self.registry
    }

    /// Events that this build cannot read.
    #[must_use]
    pub fn unknown(&self) -> &[UnknownEvent] {
        &self.unknown
    }

    /// Who holds a personal number now.
    #[must_use]
    pub fn by_personal_id(&self, number: &str) -> Vec<Uuid> {
        self.holders(NumberKind::PersonalId, number)
    }

    /// Who holds a passport now.
    #[must_use]
    pub fn by_passport(&self, number: &str) -> Vec<Uuid> {
        self.holders(NumberKind::Passport, number)
    }

    fn holders(&self, kind: NumberKind, number: &str) -> Vec<Uuid> {
        let number = OwnNumber::new(kind, number);
        let holders = number.into_iter().flat_map(|number| self.numbers.holders(number));
        holders.map(|worker| self.workers[worker as usize].id).collect()
    }

    /// Whether a number of the worker is held by somebody else too.
    #[must_use]
    pub fn identity_conflict(&self, worker: Uuid) -> bool {
        let Some(index) = self.worker_index.get(&worker).copied() else {
            return false;
        };
        let row = &self.workers[index as usize];
        row.numbers
            .iter()
            .any(|number| self.is_contested(*number, index, self.size))
    }

    /// Whether somebody else than the person held the number at a size of the log.
    pub(crate) fn is_contested(&self, number: OwnNumber, worker: u32, size: u64) -> bool {
        let size = short(size);
        let same = self.merges.same(worker, size);
        let mut holders = self.numbers.holders_at(number, size);
        holders.any(|holder| !same.contains(&holder))
    }
}
