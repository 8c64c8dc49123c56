//! The province's answer to a preparation: hard guards, each refusal with the rule and its source.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Preparation, PreparationGround, SourcePreparationApproved, SourcePreparationRefused, Supply, SupplyEvent,
};
use crate::actor::{Official, Role};
use crate::case::record::{EARLIEST_YEAR, FactRefusal};
use crate::code::Code;
use crate::date::PartialDate;
use crate::enterprise::Enterprise;
use crate::event::{Amend, Nature, Recorded, StreamEvent};
use crate::rules::{RuleId, Rules};
use crate::unit::Level;

/// A decision asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreparationDecision {
    /// Approve up to a ceiling, for a span of days.
    Approve {
        /// Number of the document.
        document: Code,
        /// Most workers.
        ceiling: u32,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// Refuse.
    Refuse {
        /// Number of the document.
        document: Code,
        /// On which ground.
        ground: PreparationGround,
    },
}

/// What a decision is judged by, beside the dossier.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Who decides, and when.
    pub official: Official,
    /// The enterprise that asks; `None` if it is not on record.
    pub enterprise: Option<&'a Enterprise>,
    /// The rules in force.
    pub rules: &'a Rules,
}

/// Why a preparation is not answered so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SupplyRefusal {
    /// Only the province answers (Decree 128/2025).
    #[error("only the province answers a preparation")]
    NotProvince,
    /// Nothing was filed, or it is answered.
    #[error("there is no preparation that waits for an answer")]
    NothingPending,
    /// Signed before the dossier was filed or after today.
    #[error("the day of signing lies before the filing or in the future")]
    SigningDay,
    /// Approval needs a complete dossier on the day of signing.
    #[error("the dossier is not complete on the day of signing")]
    Incomplete,
    /// Approval needs a valid licence on the day of signing.
    #[error("the licence of {enterprise} is not valid on {on}")]
    Licence {
        /// Which enterprise.
        enterprise: Code,
        /// On which day.
        on: Date,
    },
    /// A ceiling of nobody, or above what was asked for.
    #[error("the ceiling must lie between 1 and {asked}")]
    Ceiling {
        /// How many were asked for.
        asked: u32,
    },
    /// The span is the wrong way round or too long.
    #[error("the span must begin before it ends and last at most {days} days ({rule})")]
    Span {
        /// Most days.
        days: i64,
        /// The version of the rule.
        rule: String,
        /// Its reference in Vietnamese.
        reference_vi: String,
        /// Its reference in English.
        reference: String,
    },
    /// A rule has no version for the day of signing.
    #[error("rule {0} has no version for the day")]
    MissingRule(RuleId),
}

/// Decides about a preparation.
pub fn decide(
    supply: &Supply,
    decision: PreparationDecision,
    context: &Context<'_>,
) -> Result<SupplyEvent, SupplyRefusal> {
    let Official {
        role,
        unit,
        signed_on,
        recorded_on,
    } = context.official;
    if role != Role::ProvinceOfficer && !(role == Role::UnitLeader && unit.code.level() == Level::Province) {
        return Err(SupplyRefusal::NotProvince);
    }
    let preparation = supply
        .preparation
        .as_ref()
        .filter(|preparation| preparation.answer.is_none())
        .ok_or(SupplyRefusal::NothingPending)?;
    if !(preparation.filed_on..=recorded_on).contains(&signed_on) {
        return Err(SupplyRefusal::SigningDay);
    }
    match decision {
        PreparationDecision::Approve {
            document,
            ceiling,
            from,
            to,
        } => {
            approvable(preparation, ceiling, context)?;
            span(from, to, signed_on, context.rules)?;
            Ok(SourcePreparationApproved {
                document,
                ceiling,
                from,
                to,
            }
            .into())
        }
        PreparationDecision::Refuse { document, ground } => {
            Ok(SourcePreparationRefused { document, ground }.into())
        }
    }
}

fn approvable(preparation: &Preparation, ceiling: u32, context: &Context<'_>) -> Result<(), SupplyRefusal> {
    let on = context.official.signed_on;
    if preparation.complete_since.is_none_or(|since| since > on) {
        return Err(SupplyRefusal::Incomplete);
    }
    let licensed = |enterprise: &Enterprise| {
        enterprise.licence_valid_on(on) && enterprise.licence_covers(preparation.market, on)
    };
    // Who looks for workers for jobs in the country needs no licence to send abroad.
    if !super::is_domestic(preparation.market) && !context.enterprise.is_some_and(licensed) {
        return Err(SupplyRefusal::Licence {
            enterprise: preparation.enterprise,
            on,
        });
    }
    if ceiling == 0 || ceiling > preparation.headcount {
        return Err(SupplyRefusal::Ceiling {
            asked: preparation.headcount,
        });
    }
    Ok(())
}

fn span(from: Date, to: Date, signed_on: Date, rules: &Rules) -> Result<(), SupplyRefusal> {
    let rule = rules
        .at(RuleId::SourcePreparationSpanDays, signed_on)
        .map_err(|missing| SupplyRefusal::MissingRule(missing.rule))?;
    let days = rule.integer().unwrap_or(0);
    let length = from.until(to).map_or(-1, |span| i64::from(span.get_days()));
    if (0..days).contains(&length) {
        return Ok(());
    }
    Err(SupplyRefusal::Span {
        days,
        rule: rule.label(),
        reference_vi: rule.reference_vi().to_owned(),
        reference: rule.legal_ref.clone(),
    })
}

/// Checks that a fact about a thing of the office (an enterprise, order, programme, comparator) is a sound record: its day
/// has come, it is no decision, and what it amends is there.
pub fn check<E: StreamEvent + PartialEq>(
    existing: &[Recorded<E>],
    event: &E,
    on: PartialDate,
    amends: Option<Amend>,
    today: Date,
) -> Result<(), FactRefusal> {
    if on.first() > today {
        return Err(FactRefusal::Future { on });
    }
    if on.first().year() < EARLIEST_YEAR {
        return Err(FactRefusal::TooEarly { on });
    }
    match amends {
        Some(amend) => crate::case::record::check_amendment(existing, event, amend),
        None if event.info().nature == Nature::Decision => Err(FactRefusal::Decision(event.info().name)),
        None => Ok(()),
    }
}
