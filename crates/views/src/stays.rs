//! Stays abroad as countable rows, each valid for a span of sizes of the log.

use hanhtrinh_domain::case::{CaseEvent, LegalForm, Lifecycle};
use hanhtrinh_domain::code::{Code, Market};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::Effective;
use hanhtrinh_domain::identity::Sex;
use hanhtrinh_domain::worker::Worker;
use jiff::civil::Date;
use uuid::Uuid;

use crate::departures::Versioned;
use crate::home::{Home, home_on, homes};
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

    pub(crate) fn of(
        case: Uuid,
        owner: Uuid,
        folded: &Lifecycle,
        facts: &[Effective<CaseEvent>],
        worker: Option<&Worker>,
        limit: impl Fn(Date) -> Option<Date>,
    ) -> Option<Self> {
        let departure = folded.departure.as_ref()?;
        let left = facts.iter().find(|fact| fact.id == departure.event)?;
        let returned = returned(facts, left);
        Some(Self {
            from: 0,
            to: u64::MAX,
            case,
            worker: owner,
            event: departure.event,
            departed: departure.on,
            departed_by: left.by,
            returned: returned.map(|fact| fact.on),
            returned_by: returned.map(|fact| fact.by),
            market: departure.market,
            sector: folded.contract.as_ref().map(|contract| contract.sector),
            sex: worker.and_then(|worker| worker.sex),
            form: folded.form,
            enterprise: folded.enterprise,
            homes: worker.map(homes).unwrap_or_default(),
            ends: ends(facts, limit),
        })
    }
}

impl Views {
    /// Every version of every stay, by the size of the log at which it begins.
    #[must_use]
    pub fn stay_versions(&self) -> &[StayVersion] {
        &self.stays
    }
}

impl Versioned for StayVersion {
    fn span(&mut self) -> (&mut u64, &mut u64) {
        (&mut self.from, &mut self.to)
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
fn ends(facts: &[Effective<CaseEvent>], limit: impl Fn(Date) -> Option<Date>) -> Box<[EndStep]> {
    let mut agreed: Option<Date> = None;
    let mut steps: Vec<EndStep> = Vec::new();
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
        steps.push(EndStep {
            from: fact.by,
            end,
            limit: limit(end),
        });
    }
    steps.into_boxed_slice()
}
