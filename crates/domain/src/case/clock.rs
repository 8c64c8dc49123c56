//! The legal clock of a direct contract: working days from the day after a complete dossier was received.

use jiff::civil::Date;

use super::facts::DirectProcedure;
use crate::calendar::{Calendar, CalendarError, Due};
use crate::rules::{MissingRule, RuleId, RuleVersion, Rules};

/// Where the clock of a procedure stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Clock {
    /// It runs: the answer is due then, under these rules.
    Running {
        /// The due day with its arithmetic.
        due: Due,
        /// The rule that sets the number of working days.
        rule: RuleVersion,
    },
    /// It stands still since the dossier is incomplete: there is no due date.
    Paused {
        /// Since when.
        since: Date,
    },
    /// The procedure has ended.
    Stopped,
}

/// Why no due date can be given.
#[derive(Debug, thiserror::Error)]
pub enum ClockError {
    /// A rule has no version for the day.
    #[error(transparent)]
    Rule(#[from] MissingRule),
    /// The calendar does not reach.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

/// Computes the clock of a direct-contract procedure.
///
/// Whether a supplement restarts the count or resumes it is the dated rule `direct_contract.supplement_restarts`.
pub fn clock(direct: &DirectProcedure, rules: &Rules, calendar: &Calendar) -> Result<Clock, ClockError> {
    if direct.outcome.is_some() {
        return Ok(Clock::Stopped);
    }
    let Some(complete) = direct.complete_since else {
        let since = direct
            .pauses
            .last()
            .map_or(direct.filed_on.last(), |(since, _)| *since);
        return Ok(Clock::Paused { since });
    };
    let rule = rules.at(RuleId::DirectContractDays, direct.filed_on.last())?;
    let restarts = rules.at(RuleId::DirectContractSupplementRestarts, direct.filed_on.last())?;
    let days = u16::try_from(rule.integer().unwrap_or(0)).unwrap_or(0);
    let used = if restarts.integer() == Some(0) {
        used_before(direct, complete, calendar)?
    } else {
        0
    };
    let due = calendar.due(complete, days.saturating_sub(used).max(1))?;
    Ok(Clock::Running {
        due,
        rule: rule.clone(),
    })
}

/// Working days that had run before the clock was stopped.
fn used_before(direct: &DirectProcedure, complete: Date, calendar: &Calendar) -> Result<u16, CalendarError> {
    let mut used = 0;
    let mut start = direct.filed_on.last();
    for (requested, received) in &direct.pauses {
        if *requested > start {
            used += calendar.working_days_until(start, *requested)?.max(0);
        }
        start = received.unwrap_or(complete);
    }
    Ok(u16::try_from(used).unwrap_or(u16::MAX))
}
