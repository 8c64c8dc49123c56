//! Departures as countable rows, each valid for a span of sizes of the log.

use hanhtrinh_domain::case::{CaseEvent, LegalForm, Lifecycle, Verifier, lifecycle};
use hanhtrinh_domain::code::{Code, Market};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::Effective;
use hanhtrinh_domain::identity::Sex;
use hanhtrinh_domain::unit::UnitRef;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::home::Home;
use crate::identity::{long, short};
use crate::pack::{Day, NONE, When};
use crate::versions::{Versioned, replace};
use crate::views::Views;

/// The departure of a case as it was known for sizes of the log in `[from, to)`. A case has at most one open version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DepartureVersion {
    /// First size of the log at which it was known so.
    pub from: u64,
    /// First size at which it was no longer so; `u64::MAX` while it holds.
    pub to: u64,
    /// Which case.
    pub case: Uuid,
    /// Whose.
    pub worker: Uuid,
    /// The event that recorded it.
    pub event: Uuid,
    /// Position of that event.
    pub event_position: u64,
    /// When the person left.
    pub on: PartialDate,
    /// Where to.
    pub market: Market,
    /// Sector of the labour contract.
    pub sector: Option<Code>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Legal form.
    pub form: Option<LegalForm>,
    /// Service enterprise.
    pub enterprise: Option<Code>,
    /// Permanent residence on the day of departure.
    pub residence: Option<UnitRef>,
    /// The commune before the reorganisation, where it was named.
    pub former: Option<UnitRef>,
    /// Where the residence lies in another edition, as it was decided for a divided commune.
    pub remapped: Option<UnitRef>,
    /// Who confirmed it; a departure that nobody confirmed is known from a declaration only.
    pub verified: Option<Verifier>,
    /// Whole years of age on the day.
    pub age: Option<u8>,
}

impl DepartureVersion {
    /// Whether it held at a size of the log.
    #[must_use]
    pub fn held_at(&self, size: u64) -> bool {
        self.from <= size && size < self.to
    }

    /// The residence for counting.
    #[must_use]
    pub fn home(&self) -> Option<Home> {
        self.residence.map(|unit| Home {
            from: Date::MIN,
            unit,
            former: self.former,
            remapped: self.remapped,
        })
    }
}

/// A departure version as it is kept: codes, units and rows by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DepartureRow {
    pub from: u32,
    pub to: u32,
    pub case: u32,
    worker: u32,
    event: Uuid,
    event_position: u32,
    on: When,
    market: Market,
    sector: u32,
    sex: Option<Sex>,
    form: Option<LegalForm>,
    pub enterprise: u32,
    residence: u32,
    former: u32,
    remapped: u32,
    verified: Option<Verifier>,
    age: Option<u8>,
}

impl DepartureRow {
    /// Whether its date may lie within these days; true for one that is not known to the day.
    pub fn may_be_within(&self, first: Day, last: Day) -> bool {
        self.on.day().is_none_or(|on| first <= on && on <= last)
    }
}

impl Views {
    /// Every version of every departure, by the size of the log at which it begins: what changed between two moments is
    /// what begins or ends between them.
    pub fn departure_versions(&self) -> impl Iterator<Item = DepartureVersion> {
        self.departures.iter().map(|row| self.departure(row))
    }

    /// A row as it is shown.
    pub(crate) fn departure(&self, row: &DepartureRow) -> DepartureVersion {
        DepartureVersion {
            case: self
                .cases
                .get(row.case as usize)
                .map_or(Uuid::nil(), |case| case.id),
            worker: self.worker_id(row.worker),
            ..self.departure_counted(row)
        }
    }

    /// A row as it is counted: of nobody's case. Finding case and worker takes longer than everything else.
    pub(crate) fn departure_counted(&self, row: &DepartureRow) -> DepartureVersion {
        DepartureVersion {
            from: long(row.from),
            to: long(row.to),
            case: Uuid::nil(),
            worker: Uuid::nil(),
            event: row.event,
            event_position: long(row.event_position),
            on: row.on.get().unwrap_or(PartialDate::Day(Date::MIN)),
            market: row.market,
            sector: self.codes.get(row.sector),
            sex: row.sex,
            form: row.form,
            enterprise: self.codes.get(row.enterprise),
            residence: self.units.get(row.residence),
            former: self.units.get(row.former),
            remapped: self.units.get(row.remapped),
            verified: row.verified,
            age: row.age,
        }
    }

    /// Id of a worker by the number of the row; nil for none.
    pub(crate) fn worker_id(&self, index: u32) -> Uuid {
        self.workers.get(index as usize).map_or(Uuid::nil(), |row| row.id)
    }

    /// Computes the rows of a case anew; if they differ, the open versions end here and the next begin.
    pub(crate) fn recount(&mut self, index: u32) {
        let row = &self.cases[index as usize];
        let facts = row.facts_at(u64::MAX);
        // Rows hold for every day, so all facts are folded; what happens later is compared by date when counting.
        let folded = lifecycle(&facts, Date::MAX, self.rules(), &Default::default());
        let owner = folded.worker.unwrap_or(row.worker);
        let owner = self.worker_index.get(&owner).copied().unwrap_or(NONE);
        let size = short(self.size);
        let aside = self.merges.is_aside(row.id, owner, size);
        let owner = self.counted_for(owner, size);
        let (departure, stay) = if aside {
            (None, None)
        } else {
            let departure = self.departure_of(index, owner, &folded, &facts);
            (departure, self.stay_of(index, owner, &folded, &facts))
        };
        self.keep_case(index);
        let row = &mut self.cases[index as usize];
        replace(&mut self.departures, &mut row.departure, departure, size);
        self.stays.replace(&mut row.stay, stay, size);
    }

    /// The record whose residence and sex count: that which stands for the person, if it says where the person lives.
    fn counted_for(&self, owner: u32, size: u32) -> u32 {
        let survivor = self.merges.survivor(owner, size);
        let says = |index: u32| {
            let row = self.workers.get(index as usize);
            row.is_some_and(|row| row.worker.residence_on(Date::MAX).is_some())
        };
        if survivor == owner || !says(survivor) && says(owner) {
            owner
        } else {
            survivor
        }
    }

    fn departure_of(
        &mut self,
        case: u32,
        owner: u32,
        folded: &Lifecycle,
        facts: &[Effective<CaseEvent>],
    ) -> Option<DepartureRow> {
        let departure = folded.departure.as_ref()?;
        let event = facts.iter().find(|fact| fact.id == departure.event)?;
        let worker = self.workers.get(owner as usize).map(|row| &row.worker);
        let residence = worker.and_then(|worker| worker.residence_on(departure.on.last()));
        Some(DepartureRow {
            from: 0,
            to: u32::MAX,
            case,
            worker: owner,
            event: departure.event,
            event_position: short(event.position),
            on: departure.on.into(),
            market: departure.market,
            sector: self
                .codes
                .number(folded.contract.as_ref().map(|contract| contract.sector)),
            sex: worker.and_then(|worker| worker.sex),
            form: folded.form,
            enterprise: self.codes.number(folded.enterprise),
            residence: self.units.number(residence.map(|residence| residence.unit)),
            former: self
                .units
                .number(residence.and_then(|residence| residence.former)),
            remapped: self
                .units
                .number(residence.and_then(|residence| residence.remapped)),
            verified: departure.verified,
            age: departure.age,
        })
    }
}

impl Versioned for DepartureRow {
    fn span(&mut self) -> (&mut u32, &mut u32) {
        (&mut self.from, &mut self.to)
    }
}
