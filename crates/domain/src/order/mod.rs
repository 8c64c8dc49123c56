//! Recruitment orders: what an enterprise looks for, for whom, at what price. One stream per order, keyed by its number.
//! Orders for work in the country have the market `VN`.

mod fold;

pub use fold::{Order, OrderState};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::Wage;
use crate::case::codes::codes;
use crate::code::{Code, Market};
use crate::event::events;
use crate::unit::UnitRef;

/// How many people an order is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Headcount {
    /// Men.
    pub male: u32,
    /// Women.
    pub female: u32,
    /// Men or women.
    pub any: u32,
}

impl Headcount {
    /// All together.
    pub fn total(&self) -> u32 {
        self.male.saturating_add(self.female).saturating_add(self.any)
    }
}

codes! {
    /// What a worker pays for.
    CostKind {
        /// Service fee of the enterprise.
        ServiceFee = "service_fee",
        /// Training.
        Training = "training",
        /// Passport and visa.
        Papers = "papers",
        /// Health check.
        Health = "health",
        /// Ticket.
        Ticket = "ticket",
        /// Contribution to the support fund.
        Fund = "fund",
        /// Anything else.
        Other = "other",
    }
}

/// One cost of a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WorkerCost {
    /// What for.
    pub kind: CostKind,
    /// How much, in VND.
    pub amount: u64,
}

codes! {
    /// Why an order changed.
    OrderReason {
        /// The partner abroad wants more or fewer.
        Partner = "partner",
        /// Everybody was found.
        Filled = "filled",
        /// Its time is over.
        Expired = "expired",
        /// By decision of an authority.
        Authority = "authority",
        /// The enterprise withdrew.
        Withdrawn = "withdrawn",
        /// What stopped it is over.
        Resolved = "resolved",
    }
}

crate::code::facts!(Headcount, WorkerCost);

events! {
    /// What happens to a recruitment order.
    pub enum OrderEvent in "order" {
        /// An enterprise opened an order. A correction carries the whole of it.
        RecruitmentOrderOpened = "recruitment_order_opened", Fact, 1 {
            /// Which enterprise.
            enterprise: Code,
            /// Where to; `VN` for work in the country.
            market: Market,
            /// Under which programme, if one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            programme: Option<Code>,
            /// The supply contract it rests on.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            contract: Option<Code>,
            /// The approved preparation it draws on.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            preparation: Option<Code>,
            /// Sector of work.
            sector: Code,
            /// Occupation.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            occupation: Option<Code>,
            /// Class of visa it leads to.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            visa_class: Option<Code>,
            /// How many.
            headcount: Headcount,
            /// Base wage a month.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            wage: Option<Wage>,
            /// Hours a week.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            hours: Option<u16>,
            /// Length of the contracts in months.
            term_months: u16,
            /// What a worker pays, in VND.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            costs: Vec<WorkerCost>,
            /// Deposit of a worker in VND.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            deposit: Option<u64>,
            /// Where people are looked for; empty for the whole province.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            area: Vec<UnitRef>,
            /// Last day of recruiting, where one is set.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            until: Option<Date>,
        }
        /// The order is for more or fewer people from then on.
        OrderCapacityChanged = "order_capacity_changed", Fact, 2 {
            /// How many now.
            headcount: Headcount,
            /// Why.
            reason: OrderReason,
        }
        /// Recruiting stopped for a while.
        OrderSuspended = "order_suspended", Fact, 3 {
            /// Why.
            reason: OrderReason,
        }
        /// Recruiting goes on. It has the rank of the suspension: on one day the log has the order.
        OrderResumed = "order_resumed", Fact, 3 {
            /// Why.
            reason: OrderReason,
        }
        /// Recruiting ended.
        OrderClosed = "order_closed", Fact, 4 {
            /// Why.
            reason: OrderReason,
        }
    }
}

#[cfg(test)]
mod tests;
