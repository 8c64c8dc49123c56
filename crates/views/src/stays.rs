//! Stays abroad as countable rows, each valid for a span of sizes of the log.

use hanhtrinh_domain::case::{CaseEvent, LegalForm, Lifecycle};
use hanhtrinh_domain::code::{Code, Market};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::Effective;
use hanhtrinh_domain::identity::Sex;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::home::{Home, home_on, homes};
use crate::identity::long;
use crate::pack::{Day, When};
use crate::versions::{Versioned, replace};
use crate::views::Views;

/// The stay abroad of a case as it was known for sizes of the log in `[from, to)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StayVersion {
    /// First size of the log at which it was known so.
    pub from: u64,
    /// First size at which it was no longer so; `u64::MAX` while it holds.
    pub to: u64,
    /// Which case.
    pub case: Uuid,
    /// Whose.
    pub worker: Uuid,
    /// The event that recorded the departure.
    pub event: Uuid,
    /// When the person left.
    pub departed: PartialDate,
    /// The latest day on which that can have been.
    pub departed_by: Date,
    /// When the person came back.
    pub returned: Option<PartialDate>,
    /// The latest day on which that can have been.
    pub returned_by: Option<Date>,
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
    /// Permanent residences in order of their start.
    pub homes: Box<[Home]>,
    /// What was known of the end of the contract, in the order in which it was settled.
    pub ends: Box<[EndStep]>,
}

/// From a day on the contract has this end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndStep {
    /// The day of the fact that says so.
    pub from: Date,
    /// Last day of the contract.
    pub end: Date,
    /// Last day of the grace after it; where no rule sets one, the stay is never overdue.
    pub limit: Option<Date>,
}

/// Whether somebody was abroad on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Abroad {
    Yes,
    Overdue,
    /// The day lies within what an imprecise date of departure can mean.
    Perhaps,
    No,
}

impl StayVersion {
    /// Whether it held at a size of the log.
    #[must_use]
    pub fn held_at(&self, size: u64) -> bool {
        self.from <= size && size < self.to
    }

    /// The residence on a day.
    #[must_use]
    pub fn home_on(&self, day: Date) -> Option<Home> {
        home_on(&self.homes, day)
    }

    /// Whether the person was abroad on the day, and how.
    pub(crate) fn on(&self, day: Date) -> Abroad {
        if day < self.departed.first() || self.returned_by.is_some_and(|back| back <= day) {
            return Abroad::No;
        }
        if day < self.departed_by {
            return Abroad::Perhaps;
        }
        match self.end_on(day).and_then(|step| step.limit) {
            Some(limit) if limit < day => Abroad::Overdue,
            _ => Abroad::Yes,
        }
    }

    /// The end of the contract as settled by a day.
    pub(crate) fn end_on(&self, day: Date) -> Option<&EndStep> {
        self.ends.iter().rfind(|step| step.from <= day)
    }
}

/// A stay version as it is kept: codes, units and rows by their numbers, lists by their place among all lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StayRow {
    pub from: u32,
    pub to: u32,
    pub case: u32,
    worker: u32,
    event: Uuid,
    departed: When,
    departed_by: Day,
    returned: When,
    returned_by: Day,
    market: Market,
    sector: u32,
    sex: Option<Sex>,
    form: Option<LegalForm>,
    pub enterprise: u32,
    homes: (u32, u32),
    ends: (u32, u32),
}

/// A residence of a stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HomeRow {
    from: Day,
    unit: u32,
    former: u32,
    remapped: u32,
}

/// An end of a contract. The end of the grace follows from the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EndRow {
    from: Day,
    end: Day,
}

/// All stays, and the lists in them.
#[derive(Default)]
pub(crate) struct Stays {
    pub rows: Vec<StayRow>,
    pub homes: Vec<HomeRow>,
    pub ends: Vec<EndRow>,
}

/// A stay with its lists, before it has a place.
pub(crate) struct NewStay {
    row: StayRow,
    homes: Vec<HomeRow>,
    ends: Vec<EndRow>,
}

impl Stays {
    /// Ends the open version and begins the next, if they differ. What did not change of the lists is not kept twice.
    pub fn replace(&mut self, open: &mut Option<u32>, next: Option<NewStay>, size: u32) {
        let current = open.and_then(|index| self.rows.get(index as usize)).copied();
        let next = next.map(|new| {
            let mut row = new.row;
            row.homes = keep(&mut self.homes, current.map(|row| row.homes), &new.homes);
            row.ends = keep(&mut self.ends, current.map(|row| row.ends), &new.ends);
            row
        });
        replace(&mut self.rows, open, next, size);
    }
}

/// The place of a list: where it was, if it is the same, else at the end.
fn keep<T: Copy + PartialEq>(all: &mut Vec<T>, before: Option<(u32, u32)>, list: &[T]) -> (u32, u32) {
    match before {
        Some(place) if of(all, place) == list => place,
        _ => {
            let place = (all.len() as u32, list.len() as u32);
            all.extend_from_slice(list);
            place
        }
    }
}

fn of<T>(all: &[T], (start, length): (u32, u32)) -> &[T] {
    let start = start as usize;
    all.get(start..start.saturating_add(length as usize))
        .unwrap_or_default()
}

impl Versioned for StayRow {
    fn span(&mut self) -> (&mut u32, &mut u32) {
        (&mut self.from, &mut self.to)
    }
}

impl Views {
    /// Every version of every stay, by the size of the log at which it begins.
    pub fn stay_versions(&self) -> impl Iterator<Item = StayVersion> {
        self.stays.rows.iter().map(|row| self.stay(row))
    }

    /// A row as it is shown.
    pub(crate) fn stay(&self, row: &StayRow) -> StayVersion {
        StayVersion {
            case: self
                .cases
                .get(row.case as usize)
                .map_or(Uuid::nil(), |case| case.id),
            worker: self.worker_id(row.worker),
            ..self.stay_counted(row)
        }
    }

    /// A row as it is counted: of nobody's case.
    pub(crate) fn stay_counted(&self, row: &StayRow) -> StayVersion {
        let homes = of(&self.stays.homes, row.homes).iter().filter_map(|home| {
            Some(Home {
                from: home.from.get()?,
                unit: self.units.get(home.unit)?,
                former: self.units.get(home.former),
                remapped: self.units.get(home.remapped),
            })
        });
        let ends = of(&self.stays.ends, row.ends).iter().filter_map(|step| {
            let end = step.end.get()?;
            Some(EndStep {
                from: step.from.get()?,
                end,
                limit: self.overdue_limit(end),
            })
        });
        StayVersion {
            from: long(row.from),
            to: long(row.to),
            case: Uuid::nil(),
            worker: Uuid::nil(),
            event: row.event,
            departed: row.departed.get().unwrap_or(PartialDate::Day(Date::MIN)),
            departed_by: row.departed_by.get().unwrap_or(Date::MIN),
            returned: row.returned.get(),
            returned_by: row.returned_by.get(),
            market: row.market,
            sector: self.codes.get(row.sector),
            sex: row.sex,
            form: row.form,
            enterprise: self.codes.get(row.enterprise),
            homes: homes.collect(),
            ends: ends.collect(),
        }
    }

    pub(crate) fn stay_of(
        &mut self,
        case: u32,
        owner: u32,
        folded: &Lifecycle,
        facts: &[Effective<CaseEvent>],
    ) -> Option<NewStay> {
        let departure = folded.departure.as_ref()?;
        let left = facts.iter().find(|fact| fact.id == departure.event)?;
        let returned = returned(facts, left);
        let worker = self.workers.get(owner as usize).map(|row| &row.worker);
        let sex = worker.and_then(|worker| worker.sex);
        let homes = worker.map(homes).unwrap_or_default();
        let homes = homes.iter().map(|home| HomeRow {
            from: home.from.into(),
            unit: self.units.number(Some(home.unit)),
            former: self.units.number(home.former),
            remapped: self.units.number(home.remapped),
        });
        let homes = homes.collect();
        Some(NewStay {
            row: StayRow {
                from: 0,
                to: u32::MAX,
                case,
                worker: owner,
                event: departure.event,
                departed: departure.on.into(),
                departed_by: left.by.into(),
                returned: returned.map(|fact| fact.on).into(),
                returned_by: returned.map(|fact| fact.by).into(),
                market: departure.market,
                sector: self
                    .codes
                    .number(folded.contract.as_ref().map(|contract| contract.sector)),
                sex,
                form: folded.form,
                enterprise: self.codes.number(folded.enterprise),
                homes: (0, 0),
                ends: (0, 0),
            },
            homes,
            ends: ends(facts),
        })
    }
}

impl StayRow {
    /// Whether the person may have been abroad on the day: most stays are over, and that is seen without reading more.
    pub fn may_be_abroad(&self, day: Day) -> bool {
        day < self.returned_by
    }
}

/// The return that ends the stay, by the rules of the life cycle: the first after the departure, or one that folds before
/// it but may have come second, since dates known to the month or year are intervals.
fn returned<'a>(
    facts: &'a [Effective<CaseEvent>],
    left: &Effective<CaseEvent>,
) -> Option<&'a Effective<CaseEvent>> {
    let is_return = |fact: &&Effective<CaseEvent>| matches!(fact.event, CaseEvent::ReturnRecorded(_));
    let at = facts.iter().position(|fact| fact.id == left.id)?;
    let before = facts[..at]
        .iter()
        .find(is_return)
        .filter(|back| left.on.first() <= back.on.last());
    before.or_else(|| facts[at..].iter().find(is_return))
}

/// Follows the end of the contract through the facts by the rules of the life cycle.
fn ends(facts: &[Effective<CaseEvent>]) -> Vec<EndRow> {
    let mut agreed: Option<Date> = None;
    let mut steps = Vec::new();
    for fact in facts {
        let end = match &fact.event {
            CaseEvent::EmploymentContractRecorded(event) => *agreed.insert(event.end),
            CaseEvent::ContractExtended(event) => {
                *agreed.insert(agreed.map_or(event.end, |end| end.max(event.end)))
            }
            // What was agreed comes back into force when a later extension says that it goes on.
            CaseEvent::ContractEnded(_) => fact.on.last(),
            _ => continue,
        };
        steps.push(EndRow {
            from: fact.by.into(),
            end: end.into(),
        });
    }
    steps
}
