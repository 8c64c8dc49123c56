//! Yearly plan targets of a unit.

use serde::{Deserialize, Serialize};

use crate::case::codes::codes;
use crate::code::Code;
use crate::event::{Effective, events};
use crate::unit::UnitRef;

codes! {
    /// What a target counts.
    Measure {
        /// Departures of the year.
        Departures = "departures",
        /// Registrations for a language test.
        TestRegistrations = "test_registrations",
        /// People selected.
        Selections = "selections",
        /// Job fairs held.
        JobFairs = "job_fairs",
        /// People placed in work in the country.
        DomesticPlacements = "domestic_placements",
    }
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

crate::code::facts!(Denominator);

events! {
    /// What is planned. The stream's key is `<unit>-<year>-<measure>`.
    pub enum PlanEvent in "plan" {
        /// A target was set. One set again replaces it.
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
            /// Number of the decision.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            decision: Option<Code>,
        }
        /// A target was revised in the course of the year.
        PlanTargetRevised = "plan_target_revised", Decision, 2 {
            /// Lower bound, or the target.
            low: u32,
            /// Upper bound; equal to `low` for a single figure.
            high: u32,
            /// Which bound percentages are taken of.
            denominator: Denominator,
            /// Number of the decision.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            decision: Option<Code>,
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

/// The target in force: the last that was set, as it was revised since. What is revised without having been set is no
/// target.
pub fn target(facts: &[Effective<PlanEvent>]) -> Option<PlanTargetSet> {
    let mut target: Option<PlanTargetSet> = None;
    for fact in facts {
        match &fact.event {
            PlanEvent::PlanTargetSet(event) => target = Some(event.clone()),
            PlanEvent::PlanTargetRevised(event) => {
                if let Some(target) = &mut target {
                    target.low = event.low;
                    target.high = event.high;
                    target.denominator = event.denominator;
                    target.decision = event.decision.or(target.decision);
                }
            }
        }
    }
    target
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
    /// Nothing is revised: there is no target, or it says the same.
    #[error("there is no other target to revise")]
    NothingToRevise,
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

/// Decides to revise a target that is set: the same guards, and it must change.
pub fn revise_target(
    current: Option<&PlanTargetSet>,
    revised: PlanTargetRevised,
    by_province: bool,
) -> Result<PlanEvent, PlanRefusal> {
    let current = current.ok_or(PlanRefusal::NothingToRevise)?;
    let target = PlanTargetSet {
        low: revised.low,
        high: revised.high,
        denominator: revised.denominator,
        ..current.clone()
    };
    if target == *current {
        return Err(PlanRefusal::NothingToRevise);
    }
    set_target(target, by_province)?;
    Ok(revised.into())
}

#[cfg(test)]
mod tests;
