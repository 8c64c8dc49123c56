//! The decision on support, with its guards.

use crate::actor::{Official, Role};
use crate::calendar::Calendar;
use crate::household::{Held, PolicyGroup};
use crate::rules::{RuleId, Rules};
use crate::unit::{Level, UnitRef};
use crate::units::{Place, Units};

use super::{SupportDecided, SupportEvent};

/// What a decision is judged by.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Who decides, and when.
    pub official: Official,
    /// The rules adopted.
    pub rules: &'a Rules,
    /// The units in time.
    pub units: &'a Units,
    /// The working days.
    pub calendar: &'a Calendar,
}

/// What is known of the person on the day of signing.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// Where the person lives; `None` where no residence is recorded.
    pub home: Option<UnitRef>,
    /// Groups determined for the person or the household.
    pub groups: &'a [Held],
}

/// Why support is not decided. Nothing is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SupportRefusal {
    /// Only who signs for a commune, or the province, decides on support.
    #[error("only a unit leader or the province decides on support")]
    Role,
    /// The official's unit does not cover where the person lives.
    #[error("{0} does not cover where the person lives")]
    OutOfScope(UnitRef),
    /// Nothing is given.
    #[error("the amount must be above zero")]
    Amount,
    /// The group named is not determined for the person on the day of signing.
    #[error("the group {} is not determined for the person on that day", .0.as_str())]
    GroupNotHeld(PolicyGroup),
    /// Signed in the future.
    #[error("the day of signing lies in the future")]
    SigningDay,
    /// Entered more working days after signing than allowed, without the province.
    #[error("signed {late} working days ago, {allowed} are allowed: the province must enter it")]
    TooLate {
        /// How many working days ago it was signed.
        late: i32,
        /// How many are allowed.
        allowed: i64,
    },
    /// A rule has no version for the day.
    #[error("the rule {0} has no version for that day")]
    MissingRule(RuleId),
    /// The calendar does not reach.
    #[error("the calendar does not cover these days")]
    NoCalendar,
}

/// Decides on support: by who signs for the place where the person lives, under a group that the person holds, entered in
/// time.
pub fn decide(
    support: SupportDecided,
    asked: &Asked<'_>,
    context: &Context<'_>,
) -> Result<SupportEvent, SupportRefusal> {
    let Official {
        role,
        unit,
        signed_on,
        recorded_on,
    } = context.official;
    if !matches!(role, Role::UnitLeader | Role::ProvinceOfficer) {
        return Err(SupportRefusal::Role);
    }
    if signed_on > recorded_on {
        return Err(SupportRefusal::SigningDay);
    }
    if support.amount == 0 {
        return Err(SupportRefusal::Amount);
    }
    // A residence that the tables cannot place may lie in the unit: the province decides there, a commune does not.
    let place = asked
        .home
        .map_or(Place::Unresolved, |home| context.units.place(home, unit));
    let province = role == Role::ProvinceOfficer || unit.level() == Level::Province;
    match place {
        Place::Inside => {}
        Place::Unresolved if province => {}
        Place::Unresolved | Place::Outside => return Err(SupportRefusal::OutOfScope(unit)),
    }
    if let Some(group) = support.group
        && !asked
            .groups
            .iter()
            .any(|held| held.group == group && held.on(signed_on))
    {
        return Err(SupportRefusal::GroupNotHeld(group));
    }
    if !province {
        in_time(context)?;
    }
    Ok(support.into())
}

fn in_time(context: &Context<'_>) -> Result<(), SupportRefusal> {
    let Official {
        signed_on,
        recorded_on,
        ..
    } = context.official;
    let id = RuleId::DecisionLateEntryDays;
    let rule = context
        .rules
        .at(id, signed_on)
        .map_err(|_| SupportRefusal::MissingRule(id))?;
    let allowed = rule.integer().unwrap_or(0);
    let late = context
        .calendar
        .working_days_until(signed_on, recorded_on)
        .map_err(|_| SupportRefusal::NoCalendar)?;
    if i64::from(late) > allowed {
        return Err(SupportRefusal::TooLate { late, allowed });
    }
    Ok(())
}
