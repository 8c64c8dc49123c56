//! What a case says that others must answer for: with whom, under what, for how much.

use jiff::civil::Date;

use crate::case::{CaseEvent, LegalForm, SelectionOutcome, Wage};
use crate::code::{Code, Market};
use crate::event::Effective;

/// The dealings of a case by a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deal {
    /// Under which legal form.
    pub form: Option<LegalForm>,
    /// Where to.
    pub market: Option<Market>,
    /// Under which programme.
    pub programme: Option<Code>,
    /// With which enterprise: that of the contract, else that of the opening.
    pub enterprise: Option<Code>,
    /// The order of the contract, else of the selection, with the day it was named.
    pub order: Option<(Code, Date)>,
    /// When the contract to send was signed.
    pub signed: Option<Date>,
    /// Length of that contract in months.
    pub months: Option<u16>,
    /// Service fee in VND.
    pub fee: Option<u64>,
    /// Base wage a month.
    pub wage: Option<Wage>,
    /// Sector of work.
    pub sector: Option<Code>,
    /// Occupation.
    pub occupation: Option<Code>,
    /// Class of the latest visa, with the day of issue.
    pub visa: Option<(Code, Date)>,
    /// When the labour contract was recorded.
    pub contracted: Option<Date>,
}

impl Deal {
    /// The day by which surroundings are judged: of the contract, else the one asked for.
    pub fn day(&self, asked: Date) -> Date {
        self.signed.or(self.contracted).unwrap_or(asked)
    }
}

/// Reads the dealings from the effective facts of a case; what happened after `day` is left out.
pub fn deal(facts: &[Effective<CaseEvent>], day: Date) -> Deal {
    let mut deal = Deal::default();
    let opening = facts.iter().find_map(|fact| match &fact.event {
        CaseEvent::CaseOpened(event) => Some(event),
        _ => None,
    });
    if let Some(event) = opening {
        deal.form = Some(event.form);
        deal.market = Some(event.market);
        deal.programme = event.programme;
        deal.enterprise = event.enterprise;
    }
    for fact in facts.iter().filter(|fact| fact.by <= day) {
        match &fact.event {
            CaseEvent::SelectionRecorded(event) if event.outcome == SelectionOutcome::Passed => {
                deal.order = event.order.map(|order| (order, fact.by)).or(deal.order);
                deal.occupation = event.occupation.or(deal.occupation);
            }
            CaseEvent::SendingContractSigned(event) => {
                deal.enterprise = Some(event.enterprise);
                deal.order = event.order.map(|order| (order, fact.by)).or(deal.order);
                deal.signed = Some(fact.by);
                deal.months = Some(event.term_months);
                deal.fee = event.service_fee.or(deal.fee);
            }
            CaseEvent::EmploymentContractRecorded(event) => {
                deal.contracted = Some(fact.by);
                deal.wage = event.wage.or(deal.wage);
                deal.sector = Some(event.sector);
                deal.occupation = event.occupation.or(deal.occupation);
            }
            CaseEvent::VisaIssued(event) => deal.visa = Some((event.class, fact.by)),
            _ => {}
        }
    }
    deal
}

/// How a case takes up a place of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taking {
    /// Which order.
    pub order: Code,
    /// When the person was chosen or signed, whichever was first.
    pub since: Date,
    /// Whether a contract was signed under it.
    pub contracted: bool,
    /// Whether the person left.
    pub departed: bool,
}

/// The place that a case takes up, of all its facts; none once it was withdrawn before leaving.
pub fn taking(facts: &[Effective<CaseEvent>]) -> Option<Taking> {
    let deal = deal(facts, Date::MAX);
    let (order, named) = deal.order?;
    let (mut since, mut left, mut gone) = (named, false, false);
    for fact in facts {
        match &fact.event {
            CaseEvent::SelectionRecorded(event) if event.order == Some(order) => since = since.min(fact.by),
            CaseEvent::DepartureRecorded(_) => left = true,
            CaseEvent::CaseWithdrawn(_) => gone = true,
            CaseEvent::VisaRefused(event) => gone |= event.last,
            _ => {}
        }
    }
    (left || !gone).then_some(Taking {
        order,
        since,
        contracted: deal.signed.is_some() || deal.contracted.is_some(),
        departed: left,
    })
}
