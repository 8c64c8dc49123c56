//! What officials decide about a case: one function per decision, with hard guards. Each refusal is named.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::codes::{DossierItem, Reason, RefusalGround};
use super::event::*;
use super::facts::DirectProcedure;
use super::lifecycle::Lifecycle;
use super::state::State;
use crate::actor::{Official, Role};
use crate::calendar::Calendar;
use crate::rules::{RuleId, Rules};
use crate::unit::{Level, UnitRef};
use crate::units::{Succession, Units};

/// A decision asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Ask for papers that are missing.
    RequestSupplement {
        /// Which.
        missing: Vec<DossierItem>,
    },
    /// Name the commune that decides where the commune of filing was split.
    Assign {
        /// Which commune.
        commune: UnitRef,
    },
    /// Certify the direct contract.
    Certify,
    /// Refuse to certify it.
    Refuse {
        /// On which ground.
        ground: RefusalGround,
        /// Whether the written reason, which is sealed, is there.
        reasoned: bool,
    },
    /// Close the case.
    Close {
        /// Why.
        reason: Reason,
    },
    /// Open a closed case again.
    Reopen {
        /// Why.
        reason: Reason,
    },
}

/// What a decision is judged by, beside the case.
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

/// Why a decision is refused. Nothing is recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The case is not in a state in which this can be decided.
    #[error("the case is {state}, this cannot be decided now", state = .0.as_str())]
    WrongState(State),
    /// The commune is not the one that succeeds the commune of filing on the day of signing.
    #[error("{acting} is not competent: on the day of signing it is {competent}")]
    NotCompetent {
        /// Who tried.
        acting: UnitRef,
        /// Who is.
        competent: UnitRef,
    },
    /// The commune of filing was split; the province must name one of its successors.
    #[error("{0} was split: the province names the commune that decides")]
    Unassigned(UnitRef),
    /// The commune named is none of the successors.
    #[error("{0} does not succeed the commune of filing")]
    NotSuccessor(UnitRef),
    /// The role may not decide this.
    #[error("this role may not decide this")]
    Role,
    /// The official's unit does not cover the case on the day it is recorded.
    #[error("{0} does not cover the case on the day of recording")]
    OutOfScope(UnitRef),
    /// Entered more working days after signing than allowed, without the province.
    #[error("signed {late} working days ago, {allowed} are allowed: the province must enter it")]
    TooLate {
        /// How many working days ago it was signed.
        late: i32,
        /// How many are allowed.
        allowed: i64,
    },
    /// Signed before what it decides about, or after today.
    #[error("the day of signing lies before what is decided about or in the future")]
    SigningDay,
    /// The dossier is incomplete: certify only what is complete.
    #[error("the dossier is incomplete")]
    Incomplete,
    /// A refusal needs its reason in writing.
    #[error("a refusal needs its reason in writing")]
    NoReason,
    /// Nothing is asked for.
    #[error("name what is missing")]
    NothingMissing,
    /// Only the leader of the unit may do this.
    #[error("only a unit leader may do this")]
    NotLeader,
    /// A rule needed for this decision has no version for the day.
    #[error("rule {0} has no version for the day")]
    MissingRule(&'static str),
    /// The calendar of working days does not reach the days of this decision.
    #[error("the calendar does not cover the days of this decision")]
    NoCalendar,
}

/// Decides.
pub fn decide(
    case: &Lifecycle,
    decision: Decision,
    context: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let event = match decision {
        Decision::RequestSupplement { missing } => request_supplement(case, missing, context)?,
        Decision::Assign { commune } => assign(case, commune, context)?,
        Decision::Certify => certify(case, context)?,
        Decision::Refuse { ground, reasoned } => refuse(case, ground, reasoned, context)?,
        Decision::Close { reason } => close(case, reason, context)?,
        Decision::Reopen { reason } => reopen(case, reason, context)?,
    };
    Ok(vec![event])
}

fn request_supplement(
    case: &Lifecycle,
    missing: Vec<DossierItem>,
    context: &Context<'_>,
) -> Result<CaseEvent, Refusal> {
    competent(case, context)?;
    if missing.is_empty() {
        return Err(Refusal::NothingMissing);
    }
    Ok(SupplementRequested { missing }.into())
}

fn certify(case: &Lifecycle, context: &Context<'_>) -> Result<CaseEvent, Refusal> {
    let (direct, commune) = competent(case, context)?;
    // Complete today is not enough: what was signed must have been complete when it was signed.
    if direct
        .complete_since
        .is_none_or(|since| since > context.official.signed_on)
    {
        return Err(Refusal::Incomplete);
    }
    Ok(DirectContractCertified { commune }.into())
}

fn refuse(
    case: &Lifecycle,
    ground: RefusalGround,
    reasoned: bool,
    context: &Context<'_>,
) -> Result<CaseEvent, Refusal> {
    let (_, commune) = competent(case, context)?;
    if !reasoned {
        return Err(Refusal::NoReason);
    }
    Ok(DirectContractRefused { commune, ground }.into())
}

fn assign(case: &Lifecycle, commune: UnitRef, context: &Context<'_>) -> Result<CaseEvent, Refusal> {
    let direct = pending(case)?;
    if context.official.role != Role::ProvinceOfficer {
        return Err(Refusal::Role);
    }
    signing_day(case, context)?;
    let within = |unit: UnitRef| context.units.province_of(unit) == Some(context.official.unit);
    match context
        .units
        .competent_successor(direct.commune, context.official.signed_on)
    {
        Succession::Split(parts) if parts.contains(&commune) && within(commune) => {
            Ok(CaseAssigned { commune }.into())
        }
        _ => Err(Refusal::NotSuccessor(commune)),
    }
}

fn close(case: &Lifecycle, reason: Reason, context: &Context<'_>) -> Result<CaseEvent, Refusal> {
    officer(context)?;
    match case.state {
        State::Ret | State::Liq | State::Wdn => signing_day(case, context)?,
        other => return Err(Refusal::WrongState(other)),
    }
    Ok(CaseClosed { reason }.into())
}

fn reopen(case: &Lifecycle, reason: Reason, context: &Context<'_>) -> Result<CaseEvent, Refusal> {
    if !matches!(context.official.role, Role::UnitLeader) {
        return Err(Refusal::NotLeader);
    }
    match case.state {
        State::Closed => signing_day(case, context)?,
        other => return Err(Refusal::WrongState(other)),
    }
    Ok(CaseReopened { reason }.into())
}

/// The procedure, if it is waiting for an answer.
fn pending(case: &Lifecycle) -> Result<&DirectProcedure, Refusal> {
    match &case.direct {
        Some(direct) if case.state == State::Cpend && direct.outcome.is_none() => Ok(direct),
        _ => Err(Refusal::WrongState(case.state)),
    }
}

fn officer(context: &Context<'_>) -> Result<(), Refusal> {
    match context.official.role {
        Role::CommuneOfficer | Role::UnitLeader | Role::ProvinceOfficer => Ok(()),
        Role::ServiceCentre | Role::Recruiter | Role::Auditor | Role::Administrator => Err(Refusal::Role),
    }
}

/// A decision is dated by its signature and folds there: signed before the state it answers to, it would have no effect.
fn signing_day(case: &Lifecycle, context: &Context<'_>) -> Result<(), Refusal> {
    let Official {
        signed_on,
        recorded_on,
        ..
    } = context.official;
    if (case.since..=recorded_on).contains(&signed_on) {
        Ok(())
    } else {
        Err(Refusal::SigningDay)
    }
}

/// The procedure that waits, and the commune that must have decided it, checked against who did: competent on the day of
/// signing, in scope on the day of recording, and entered in time. The province may enter for its communes what was
/// signed long ago.
fn competent<'a>(
    case: &'a Lifecycle,
    context: &Context<'_>,
) -> Result<(&'a DirectProcedure, UnitRef), Refusal> {
    let direct = pending(case)?;
    officer(context)?;
    signing_day(case, context)?;
    let Official {
        role,
        unit,
        signed_on,
        recorded_on,
    } = context.official;
    let on_signing = successor(direct, signed_on, context.units)?;
    let on_recording = successor(direct, recorded_on, context.units)?;
    if role == Role::ProvinceOfficer || unit.code.level() == Level::Province {
        return match context.units.province_of(on_recording) {
            Some(province) if province == unit => Ok((direct, on_signing)),
            _ => Err(Refusal::OutOfScope(unit)),
        };
    }
    if on_recording != unit {
        return Err(match on_signing {
            // Competent when it signed, and no more when it enters.
            signed_by if signed_by == unit => Refusal::OutOfScope(unit),
            competent => Refusal::NotCompetent {
                acting: unit,
                competent,
            },
        });
    }
    let rule = context
        .rules
        .at(RuleId::DecisionLateEntryDays, signed_on)
        .map_err(|_| Refusal::MissingRule(RuleId::DecisionLateEntryDays.as_str()))?;
    let allowed = rule.integer().unwrap_or(0);
    let late = context
        .calendar
        .working_days_until(signed_on, recorded_on)
        .map_err(|_| Refusal::NoCalendar)?;
    if i64::from(late) > allowed {
        return Err(Refusal::TooLate { late, allowed });
    }
    Ok((direct, on_signing))
}

/// The commune that answers for the procedure on a day: the one of filing, what succeeds it as a whole, or the part that
/// the province named.
fn successor(direct: &DirectProcedure, day: Date, units: &Units) -> Result<UnitRef, Refusal> {
    match units.competent_successor(direct.commune, day) {
        Succession::Whole(unit) => Ok(unit),
        Succession::Split(parts) => direct
            .assigned
            .filter(|assigned| parts.contains(assigned))
            .ok_or(Refusal::Unassigned(direct.commune)),
    }
}
