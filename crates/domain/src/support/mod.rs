//! Support that the State gives to people who go abroad: decided by an official, paid from a named budget.

mod decide;

pub use decide::{Asked, Context, SupportRefusal, decide};

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::case::codes::codes;
use crate::date::PartialDate;
use crate::event::{Effective, events};
use crate::household::PolicyGroup;

codes! {
    /// What is supported.
    SupportItem {
        /// Vocational training.
        Vocational = "vocational",
        /// Foreign language.
        Language = "language",
        /// Orientation before departure.
        Orientation = "orientation",
        /// Health check.
        Health = "health",
        /// Passport and visa.
        Papers = "papers",
        /// Travel.
        Travel = "travel",
    }
}

codes! {
    /// Whose money it is.
    BudgetSource {
        /// The State budget of the centre.
        Central = "central",
        /// The budget of the province.
        Province = "province",
        /// The budget of the commune, before July 2025 also of the district.
        Local = "local",
        /// A target programme (poverty reduction, mountain areas).
        Programme = "programme",
    }
}

codes! {
    /// What is out of order with a support.
    SupportFlag {
        /// More was paid than decided.
        Overpaid = "overpaid",
        /// Paid before, or without, a decision.
        NotDecided = "not_decided",
        /// Paid from another budget than decided.
        OtherBudget = "other_budget",
    }
}

events! {
    /// What happens to one support.
    pub enum SupportEvent in "support" {
        /// An official decided it. Sealed: number of the decision, remarks.
        SupportDecided = "support_decided", Decision, 1 {
            /// For whom.
            worker: Uuid,
            /// For which placement.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            case: Option<Uuid>,
            /// For what.
            item: SupportItem,
            /// The group under which it is given; none where the item is open to all.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            group: Option<PolicyGroup>,
            /// Whole VND.
            amount: u64,
            /// Whose money.
            budget: BudgetSource,
        }
        /// It was paid. Sealed: number of the receipt.
        SupportPaid = "support_paid", Fact, 2 {
            /// Whole VND.
            amount: u64,
            /// Whose money.
            budget: BudgetSource,
        }
    }
}

/// A support as its facts say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Support {
    /// The decision, and its day.
    pub decided: Option<(SupportDecided, PartialDate)>,
    /// Each payment, with the event that says so.
    pub paid: Vec<(Uuid, SupportPaid, PartialDate)>,
    /// What is out of order.
    pub flags: BTreeSet<SupportFlag>,
}

impl Support {
    /// Folds effective facts.
    #[must_use]
    pub fn fold(facts: &[Effective<SupportEvent>]) -> Self {
        let mut support = Self::default();
        for fact in facts {
            match &fact.event {
                SupportEvent::SupportDecided(event) => support.decided = Some((event.clone(), fact.on)),
                SupportEvent::SupportPaid(event) => {
                    support.paid.push((fact.id, event.clone(), fact.on));
                    support.check(event);
                }
            }
        }
        support
    }

    /// Whole VND paid.
    #[must_use]
    pub fn paid_in_all(&self) -> u64 {
        self.paid.iter().map(|(_, paid, _)| paid.amount).sum()
    }

    fn check(&mut self, paid: &SupportPaid) {
        let flag = match &self.decided {
            None => Some(SupportFlag::NotDecided),
            Some((decided, _)) if decided.budget != paid.budget => Some(SupportFlag::OtherBudget),
            Some(_) => None,
        };
        self.flags.extend(flag);
        if self
            .decided
            .as_ref()
            .is_some_and(|(decided, _)| self.paid_in_all() > decided.amount)
        {
            self.flags.insert(SupportFlag::Overpaid);
        }
    }
}

#[cfg(test)]
mod tests;
