//! Publishing a version of a rule: what was adopted in a pack is overlaid from a day on, with its legal reference.

use jiff::civil::Date;

use super::{Grade, RuleId, RuleUnit, RuleValue, RuleVersion, Rules};
use crate::actor::{Official, Role};
use crate::code::{Code, LegalName};
use crate::event::{Effective, events};
use crate::unit::Level;

events! {
    /// What is published about a rule. The stream's key is the rule's name.
    pub enum RuleEvent in "rule" {
        /// A version holds from a day on, until the next. One of the same day replaces it.
        RuleVersionPublished = "rule_version_published", Decision, 1 {
            /// Which rule.
            rule: RuleId,
            /// First day it holds.
            effective_on: Date,
            /// The number it sets.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            number: Option<i64>,
            /// The code it sets, where it sets no number.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            code: Option<Code>,
            /// What the number counts.
            measured: RuleUnit,
            /// The instrument and article, in Vietnamese.
            reference_vi: LegalName,
            /// The same in English.
            reference: LegalName,
            /// How well it is known.
            grade: Grade,
        }
    }
}

/// Why a version is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RuleRefusal {
    /// Only the province publishes rules, or its administrator on its behalf.
    #[error("only the province publishes rules")]
    NotProvince,
    /// Signed after today.
    #[error("the day of signing lies in the future")]
    SigningDay,
    /// A number and a code, or neither; or a value that its unit does not allow.
    #[error("the value does not fit the unit of {0}")]
    Value(RuleId),
    /// The rule counts something else.
    #[error("{rule} counts {known:?}, not {given:?}")]
    Unit {
        /// Which rule.
        rule: RuleId,
        /// What its versions count.
        known: RuleUnit,
        /// What was given.
        given: RuleUnit,
    },
    /// The same version holds already.
    #[error("that version of {0} holds already")]
    Same(RuleId),
    /// The day is outside what the registry can know.
    #[error("a rule takes effect between 1975 and 2100")]
    Day,
}

impl RuleVersionPublished {
    /// The version as the rules know one; `None` for a number and a code, or neither.
    pub fn version(&self) -> Option<RuleVersion> {
        let value = match (self.number, self.code) {
            (Some(number), None) => RuleValue::Integer(number),
            (None, Some(code)) => RuleValue::Code(code),
            _ => return None,
        };
        Some(RuleVersion {
            id: self.rule,
            effective_on: self.effective_on,
            value,
            unit: self.measured,
            legal_ref: self.reference.as_str().to_owned(),
            legal_ref_vi: self.reference_vi.as_str().to_owned(),
            grade: self.grade,
        })
    }
}

/// Decides to publish a version, judged by the versions that hold now.
pub fn publish(
    version: RuleVersionPublished,
    official: &Official,
    rules: &Rules,
) -> Result<RuleEvent, RuleRefusal> {
    let leads = official.role == Role::UnitLeader && official.unit.code.level() == Level::Province;
    if !leads && !matches!(official.role, Role::ProvinceOfficer | Role::Administrator) {
        return Err(RuleRefusal::NotProvince);
    }
    if official.signed_on > official.recorded_on {
        return Err(RuleRefusal::SigningDay);
    }
    if !(1975..=2100).contains(&version.effective_on.year()) {
        return Err(RuleRefusal::Day);
    }
    let rule = version.rule;
    let new = version.version().ok_or(RuleRefusal::Value(rule))?;
    new.check().map_err(|_| RuleRefusal::Value(rule))?;
    let of_rule = rules.versions().filter(|known| known.id == rule);
    for known in of_rule {
        if known.unit != new.unit {
            return Err(RuleRefusal::Unit {
                rule,
                known: known.unit,
                given: new.unit,
            });
        }
        if *known == new {
            return Err(RuleRefusal::Same(rule));
        }
    }
    Ok(version.into())
}

/// The rules of a pack with what was published over them, in the order of publishing. A version that does not read as one
/// is left out: its rule then answers with what it was before.
pub fn overlay<'a>(pack: &Rules, published: impl IntoIterator<Item = &'a Effective<RuleEvent>>) -> Rules {
    let mut rules = pack.clone();
    let mut facts: Vec<_> = published.into_iter().collect();
    facts.sort_by_key(|fact| fact.settled);
    for fact in facts {
        let RuleEvent::RuleVersionPublished(event) = &fact.event;
        if let Some(version) = event.version() {
            // What does not fit its unit was never published by `publish`.
            let _ = rules.publish(version);
        }
    }
    rules
}

#[cfg(test)]
mod tests;
