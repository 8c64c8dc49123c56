//! Suspending a locality and admitting it again: hard guards, each refusal with the rule and its source.

use serde::{Deserialize, Serialize};

use super::{LocalityReinstated, LocalitySuspended, Programme, ProgrammeEvent, SuspensionGround};
use crate::actor::{Official, Role};
use crate::code::Code;
use crate::rules::{RuleId, RuleVersion, Rules};
use crate::unit::{Level, UnitRef};
use crate::units::Units;

/// A decision asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LocalityDecision {
    /// Select nobody from the locality for a year.
    Suspend {
        /// Which locality.
        unit: UnitRef,
        /// For which year.
        year: i16,
        /// On which ground.
        ground: SuspensionGround,
        /// Number of the document.
        document: Code,
        /// Share that did not come back, in hundredths of a percent.
        rate: Option<u32>,
        /// How many did not come back.
        persons: Option<u32>,
    },
    /// Select from it again.
    Reinstate {
        /// Which locality.
        unit: UnitRef,
        /// For which year.
        year: i16,
        /// Number of the document.
        document: Code,
    },
}

/// What a decision is judged by, beside the programme.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Who decides, and when.
    pub official: Official,
    /// The province that keeps the registry.
    pub province: UnitRef,
    /// The rules in force.
    pub rules: &'a Rules,
    /// The units in time.
    pub units: &'a Units,
}

/// Why a locality is not suspended or admitted again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocalityRefusal {
    /// Only the province decides this.
    #[error("only the province decides about its localities")]
    NotProvince,
    /// The programme is not on record.
    #[error("the programme is not on record")]
    UnknownProgramme,
    /// The unit is not in the tables, or not of this province.
    #[error("{0} is no locality of this province")]
    NotHere(UnitRef),
    /// Signed after today.
    #[error("the day of signing lies in the future")]
    SigningDay,
    /// The year cannot be meant.
    #[error("the year must be that of the signing or the next")]
    Year,
    /// On the ground of figures both are needed.
    #[error("name the rate and the number of people who did not come back")]
    NoFigures,
    /// A figure does not reach its threshold.
    #[error("{given} does not reach {threshold} ({rule})")]
    BelowThreshold {
        /// What was given, in the unit of the rule.
        given: i64,
        /// The threshold.
        threshold: i64,
        /// The version of the rule.
        rule: String,
        /// Its reference in Vietnamese.
        reference_vi: String,
        /// Its reference in English.
        reference: String,
    },
    /// It is suspended for that year already.
    #[error("{0} is suspended for that year already")]
    Already(UnitRef),
    /// It is not suspended for that year.
    #[error("{0} is not suspended for that year")]
    NotSuspended(UnitRef),
    /// A rule has no version for the day of signing.
    #[error("rule {0} has no version for the day")]
    MissingRule(RuleId),
}

/// Decides about a locality.
pub fn decide(
    programme: &Programme,
    decision: LocalityDecision,
    context: &Context<'_>,
) -> Result<ProgrammeEvent, LocalityRefusal> {
    let official = &context.official;
    let of_province = official.unit.code.level() == Level::Province;
    if official.role != Role::ProvinceOfficer && !(official.role == Role::UnitLeader && of_province) {
        return Err(LocalityRefusal::NotProvince);
    }
    if programme.terms.is_empty() {
        return Err(LocalityRefusal::UnknownProgramme);
    }
    if official.signed_on > official.recorded_on {
        return Err(LocalityRefusal::SigningDay);
    }
    match decision {
        LocalityDecision::Suspend {
            unit,
            year,
            ground,
            document,
            rate,
            persons,
        } => {
            locality(unit, context)?;
            if year != official.signed_on.year() && year != official.signed_on.year() + 1 {
                return Err(LocalityRefusal::Year);
            }
            if suspended(programme, unit, year) {
                return Err(LocalityRefusal::Already(unit));
            }
            if ground == SuspensionGround::Figures {
                thresholds(rate, persons, context)?;
            }
            Ok(LocalitySuspended {
                unit,
                year,
                ground,
                document,
                rate,
                persons,
            }
            .into())
        }
        LocalityDecision::Reinstate { unit, year, document } => {
            locality(unit, context)?;
            if !suspended(programme, unit, year) {
                return Err(LocalityRefusal::NotSuspended(unit));
            }
            Ok(LocalityReinstated { unit, year, document }.into())
        }
    }
}

fn suspended(programme: &Programme, unit: UnitRef, year: i16) -> bool {
    let mut decided = programme.suspensions.iter();
    decided
        .rfind(|suspension| suspension.unit == unit && suspension.year == year)
        .is_some_and(|suspension| suspension.suspended)
}

/// A commune or former district that belongs, or belonged, to what is the province now.
fn locality(unit: UnitRef, context: &Context<'_>) -> Result<(), LocalityRefusal> {
    let known = context.units.get(unit).is_some() && unit.code.level() != Level::Province;
    let here = || {
        let communes = match unit.code.level() {
            Level::District => context.units.communes_of(unit),
            _ => vec![unit],
        };
        communes.iter().any(|commune| {
            let today = context
                .units
                .competent_successor(*commune, context.official.signed_on);
            today
                .all()
                .iter()
                .any(|now| context.units.province_of(*now) == Some(context.province))
        })
    };
    if known && here() {
        Ok(())
    } else {
        Err(LocalityRefusal::NotHere(unit))
    }
}

/// Korea's measure: the rate and the number must both be reached.
fn thresholds(rate: Option<u32>, persons: Option<u32>, context: &Context<'_>) -> Result<(), LocalityRefusal> {
    let (Some(rate), Some(persons)) = (rate, persons) else {
        return Err(LocalityRefusal::NoFigures);
    };
    for (rule, given, scale) in [
        (RuleId::LocalitySuspendRate, i64::from(rate), 100),
        (RuleId::LocalitySuspendPersons, i64::from(persons), 1),
    ] {
        let version = context
            .rules
            .at(rule, context.official.signed_on)
            .map_err(|missing| LocalityRefusal::MissingRule(missing.rule))?;
        let threshold = version.integer().unwrap_or(i64::MAX);
        if given < threshold.saturating_mul(scale) {
            return Err(below(given / scale, threshold, version));
        }
    }
    Ok(())
}

fn below(given: i64, threshold: i64, version: &RuleVersion) -> LocalityRefusal {
    LocalityRefusal::BelowThreshold {
        given,
        threshold,
        rule: version.label(),
        reference_vi: version.reference_vi().to_owned(),
        reference: version.legal_ref.clone(),
    }
}
