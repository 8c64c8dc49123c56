//! What is counted, row by row.

use hanhtrinh_domain::care::CareKind;
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::precision::Precision;
use hanhtrinh_domain::unit::UnitRef;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Source;
use crate::home::Home;
use crate::identity::long;
use crate::pack::{Day, NONE, When};
use crate::versions::Versioned;
use crate::views::Views;

/// What a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tally {
    /// A fair that was held.
    Fair,
    /// An organisation at a fair.
    Exhibitor,
    /// People who were looking, at a fair.
    Seekers,
    /// People matched at a fair.
    Match,
    /// People informed or advised.
    Advised,
    /// Support paid.
    Support,
    /// A loan paid out.
    Loan,
    /// A claim paid by the fund.
    Claim,
    /// Work or a course found after a return.
    Placement,
    /// A policy group of a person.
    Policy,
}

impl Tally {
    /// Every one.
    pub const ALL: [Self; 10] = [
        Self::Fair,
        Self::Exhibitor,
        Self::Seekers,
        Self::Match,
        Self::Advised,
        Self::Support,
        Self::Loan,
        Self::Claim,
        Self::Placement,
        Self::Policy,
    ];

    /// What a stream of a kind may give rise to.
    pub(crate) fn of(kind: CareKind) -> &'static [Self] {
        match kind {
            CareKind::Household => &[Self::Policy],
            CareKind::Support => &[Self::Support],
            CareKind::Loan => &[Self::Loan],
            CareKind::Claim => &[Self::Claim],
            CareKind::Reintegration => &[Self::Placement],
            CareKind::Fair => &[
                Self::Fair,
                Self::Exhibitor,
                Self::Seekers,
                Self::Match,
                Self::Advised,
            ],
            CareKind::Advice => &[Self::Advised],
            CareKind::Interview | CareKind::ReviewClass | CareKind::Breach => &[],
        }
    }
}

/// A row as it was known for sizes of the log in `[from, to)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CareVersion {
    /// First size of the log at which it was known so.
    pub from: u64,
    /// First size at which it was no longer so; `u64::MAX` while it holds.
    pub to: u64,
    /// The stream, if it is one of these.
    pub stream: Option<(CareKind, Uuid)>,
    /// The event that says so.
    pub event: Uuid,
    /// Position of that event.
    pub event_position: u64,
    /// When.
    pub on: PartialDate,
    /// Until when, of what holds for a span.
    pub until: Option<Date>,
    /// Whom it is about.
    pub worker: Option<Uuid>,
    /// Which placement it is about.
    pub case: Option<Uuid>,
    /// Where it counts: the unit of a fair, the residence of the person on the day.
    pub unit: Option<UnitRef>,
    /// The commune before the reorganisation, where it was named.
    pub former: Option<UnitRef>,
    /// Kind of fair, where a match leads, topic, item, purpose, ground.
    pub kind: Option<Code>,
    /// Organisation, budget, branch, sector.
    pub party: Option<Code>,
    /// Policy group.
    pub group: Option<Code>,
    /// How many people, organisations or VND.
    pub amount: u64,
    /// How exactly that is known.
    pub precision: Precision,
    /// Declared as a summary: it stands instead of what was counted.
    pub declared: bool,
}

impl CareVersion {
    /// Whether it held at a size of the log.
    #[must_use]
    pub fn held_at(&self, size: u64) -> bool {
        self.from <= size && size < self.to
    }

    /// Where it counts.
    #[must_use]
    pub fn home(&self) -> Option<Home> {
        self.unit.map(|unit| Home {
            from: Date::MIN,
            unit,
            former: self.former,
            remapped: None,
        })
    }
}

/// A version as it is kept: codes, units and rows by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TallyRow {
    pub from: u32,
    pub to: u32,
    pub stream: u32,
    pub event: Uuid,
    pub event_position: u32,
    pub on: When,
    pub until: Day,
    pub worker: u32,
    pub case: u32,
    pub unit: u32,
    pub former: u32,
    pub kind: u32,
    pub party: u32,
    pub group: u32,
    pub amount: u64,
    pub precision: Precision,
    pub declared: bool,
}

impl Versioned for TallyRow {
    fn span(&mut self) -> (&mut u32, &mut u32) {
        (&mut self.from, &mut self.to)
    }
}

impl TallyRow {
    /// A row of an event, with nothing said yet.
    pub fn new(event: Uuid, position: u32, on: PartialDate) -> Self {
        Self {
            from: 0,
            to: u32::MAX,
            stream: NONE,
            event,
            event_position: position,
            on: on.into(),
            until: None.into(),
            worker: NONE,
            case: NONE,
            unit: NONE,
            former: NONE,
            kind: NONE,
            party: NONE,
            group: NONE,
            amount: 1,
            precision: Precision::Exact,
            declared: false,
        }
    }

    /// Whose row it is.
    pub fn source(&self) -> Source {
        match self.stream {
            NONE => Source::Worker(self.worker),
            stream => Source::Stream(stream),
        }
    }

    /// Which row it is among those of its source: one of an event, or of a household's event and a member.
    pub fn key(&self) -> (Uuid, u32) {
        (self.event, self.worker)
    }
}

impl Views {
    /// Every version of what is counted, by the size of the log at which it begins.
    pub fn care_versions(&self, tally: Tally) -> impl Iterator<Item = CareVersion> {
        self.tally_rows_of(tally).iter().map(|row| self.tally(row))
    }

    pub(crate) fn tally_rows_of(&self, tally: Tally) -> &[TallyRow] {
        &self.care.tallies[tally as usize]
    }

    /// A row as it is shown.
    pub(crate) fn tally(&self, row: &TallyRow) -> CareVersion {
        let stream = self.care.streams.get(row.stream as usize);
        CareVersion {
            from: long(row.from),
            to: long(row.to),
            stream: stream.map(|stream| (stream.kind, stream.id)),
            event: row.event,
            event_position: long(row.event_position),
            on: row.on.get().unwrap_or(PartialDate::Day(Date::MIN)),
            until: row.until.get(),
            worker: self.workers.get(row.worker as usize).map(|row| row.id),
            case: self.cases.get(row.case as usize).map(|row| row.id),
            unit: self.units.get(row.unit),
            former: self.units.get(row.former),
            kind: self.codes.get(row.kind),
            party: self.codes.get(row.party),
            group: self.codes.get(row.group),
            amount: row.amount,
            precision: row.precision,
            declared: row.declared,
        }
    }
}
