//! Yearly plan targets of a unit.

use serde::{Deserialize, Serialize};

use crate::event::{Effective, events};
use crate::unit::UnitRef;

/// What a target counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Measure {
    /// Departures of the year.
    Departures,
}

/// Which end of a range a percentage is taken of. A published target may be a range, and its base must be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Denominator {
    /// The lower bound.
    Low,
    /// The upper bound.
    High,
}

crate::code::facts!(Measure);
crate::code::facts!(Denominator);

events! {
    /// What is planned. The stream's key is `<unit>-<year>-<measure>`.
    pub enum PlanEvent in "plan" {
        /// A target was set or revised: the latest holds.
        PlanTargetSet = "plan_target_set", Decision, 1 {
            /// Whose target.
            unit: UnitRef,
            /// For which year.
            year: i16,
            /// Of what.
            measure: Measure,
            /// Lower bound, or the target.
            low: u32,
            /// Upper bound; equal to `low` for a single figure.
            high: u32,
            /// Which bound percentages are taken of.
            denominator: Denominator,
        }
    }
}

impl PlanTargetSet {
    /// The figure percentages are taken of.
    pub fn base(&self) -> u32 {
        match self.denominator {
            Denominator::Low => self.low,
            Denominator::High => self.high,
        }
    }
}

/// The target in force: the last that holds.
pub fn target(facts: &[Effective<PlanEvent>]) -> Option<&PlanTargetSet> {
    facts.last().map(|fact| match &fact.event {
        PlanEvent::PlanTargetSet(event) => event,
    })
}

/// Why a target is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlanRefusal {
    /// Only the province sets targets.
    #[error("only the province sets plan targets")]
    NotProvince,
    /// The bounds are the wrong way round or zero.
    #[error("a target must be above zero and its lower bound not above the upper one")]
    Bounds,
    /// The year is outside what can be planned.
    #[error("the year must lie between 2000 and 2100")]
    Year,
}

/// Decides on a target: the province's own decision, with sound bounds.
pub fn set_target(target: PlanTargetSet, by_province: bool) -> Result<PlanEvent, PlanRefusal> {
    if !by_province {
        return Err(PlanRefusal::NotProvince);
    }
    if target.low == 0 || target.low > target.high {
        return Err(PlanRefusal::Bounds);
    }
    if !(2000..=2100).contains(&target.year) {
        return Err(PlanRefusal::Year);
    }
    Ok(PlanEvent::PlanTargetSet(target))
}

#[cfg(test)]
mod tests;
