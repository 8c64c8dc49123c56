//! What the facts say of an order, on any day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CostKind, Headcount, OrderEvent, RecruitmentOrderOpened};
use crate::code::Code;
use crate::event::Effective;
use crate::supply::is_domestic;

/// What an order is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Recruiting.
    Open,
    /// Stopped for a while.
    Suspended,
    /// Ended.
    Closed,
}

impl OrderState {
    /// The stable text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Suspended => "suspended",
            Self::Closed => "closed",
        }
    }

    /// Finds a state by its stable text.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Open, Self::Suspended, Self::Closed]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// An order as its facts say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Order {
    /// What was opened; none while only later facts are known.
    pub opened: Option<RecruitmentOrderOpened>,
    /// When it was opened.
    pub opened_on: Option<Date>,
    /// How many it was for from which day on, in order.
    pub capacities: Vec<(Date, Headcount)>,
    /// What it was from which day on, in order.
    pub states: Vec<(Date, OrderState)>,
}

impl Order {
    /// Folds effective facts.
    pub fn fold(facts: &[Effective<OrderEvent>]) -> Self {
        let mut order = Self::default();
        for fact in facts {
            match &fact.event {
                OrderEvent::RecruitmentOrderOpened(event) => {
                    order.opened_on = order.opened_on.or(Some(fact.by));
                    order.capacities.push((fact.by, event.headcount));
                    order.states.push((fact.by, OrderState::Open));
                    order.opened = Some(event.clone());
                }
                OrderEvent::OrderCapacityChanged(event) => order.capacities.push((fact.by, event.headcount)),
                OrderEvent::OrderSuspended(_) => order.states.push((fact.by, OrderState::Suspended)),
                OrderEvent::OrderResumed(_) => order.states.push((fact.by, OrderState::Open)),
                OrderEvent::OrderClosed(_) => order.states.push((fact.by, OrderState::Closed)),
            }
        }
        order
    }

    /// What it is on a day; none before it was opened. What has a last day is closed after it.
    pub fn state_on(&self, day: Date) -> Option<OrderState> {
        let (_, state) = self.states.iter().rfind(|(from, _)| *from <= day)?;
        let over = self.until().is_some_and(|until| until < day);
        Some(if over { OrderState::Closed } else { *state })
    }

    /// How many it is for on a day; none before it was opened.
    pub fn capacity_on(&self, day: Date) -> Option<Headcount> {
        let capacity = self.capacities.iter().rfind(|(from, _)| *from <= day)?;
        Some(capacity.1)
    }

    /// Whether it was open on some day of a span.
    pub fn open_within(&self, first: Date, last: Date) -> bool {
        let from = self.states.iter().enumerate().any(|(index, (from, state))| {
            let next = self.states.get(index + 1).map(|(next, _)| *next);
            *state == OrderState::Open && *from <= last && next.is_none_or(|next| next > first)
        });
        from && self.until().is_none_or(|until| until >= first)
    }

    /// The last day of recruiting.
    pub fn until(&self) -> Option<Date> {
        self.opened.as_ref()?.until
    }

    /// Whose it is.
    pub fn enterprise(&self) -> Option<Code> {
        Some(self.opened.as_ref()?.enterprise)
    }

    /// Whether it is for work in the country.
    pub fn is_domestic(&self) -> bool {
        self.opened
            .as_ref()
            .is_some_and(|opened| is_domestic(opened.market))
    }

    /// The service fee it asks of a worker, in VND.
    pub fn service_fee(&self) -> Option<u64> {
        let costs = &self.opened.as_ref()?.costs;
        let fees = costs.iter().filter(|cost| cost.kind == CostKind::ServiceFee);
        let sum: u64 = fees.map(|cost| cost.amount).sum();
        (sum > 0).then_some(sum)
    }
}
