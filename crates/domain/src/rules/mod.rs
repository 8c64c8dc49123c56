//! Dated rules: every legal number, with the day it took effect, its reference, and how well it is known. No amount and
//! no term is a constant in code; a report names the versions it used.

mod id;
mod publish;

pub use id::{RuleId, UnknownRule};
pub use publish::{RuleEvent, RuleRefusal, RuleVersionPublished, overlay, publish};

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::Code;

/// The rules of one pack, and those published since.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    versions: BTreeMap<(RuleId, Date), RuleVersion>,
}

/// One rule from one day on, until the next version of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleVersion {
    /// Which rule.
    pub id: RuleId,
    /// First day it holds.
    pub effective_on: Date,
    /// The number or code it sets.
    pub value: RuleValue,
    /// What the number counts.
    pub unit: RuleUnit,
    /// The instrument and article, in English words.
    pub legal_ref: String,
    /// The same in Vietnamese; empty in packs adopted before they carried it.
    #[serde(default)]
    pub legal_ref_vi: String,
    /// How well it is known.
    pub grade: Grade,
}

/// What a rule sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RuleValue {
    /// A count, a term or an amount.
    Integer(i64),
    /// One of several ways.
    Code(Code),
}

/// What the number of a rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum RuleUnit {
    /// Working days of the dated calendar.
    WorkingDays,
    /// Calendar days.
    Days,
    /// Hours.
    Hours,
    /// Whole years of age.
    Years,
    /// Vietnamese đồng.
    Vnd,
    /// Percent.
    Percent,
    /// People.
    Persons,
    /// Months.
    Months,
    /// Tenths of a month's base wage.
    WageTenths,
    /// 1 for yes, 0 for no.
    Flag,
    /// A code of a list.
    Code,
}

/// How well a rule is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Grade {
    /// The instrument or an official text was read.
    A,
    /// A secondary report.
    B,
    /// Inference.
    C,
    /// A working assumption that an administrator is to confirm.
    #[serde(rename = "assumed")]
    Assumed,
}

crate::code::facts!(RuleId, RuleValue, RuleUnit, Grade);

/// Why a pack of rules cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// Not an array of rules.
    #[error("the rules cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// The same rule twice for one day.
    #[error("the rule {0} stands twice")]
    Twice(String),
    /// A value that does not fit its unit.
    #[error("the value of {0} does not fit its unit")]
    Value(String),
}

/// No version of a rule holds on a day: what depends on it must be refused, not guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the rule {rule} has no version for {day}")]
pub struct MissingRule {
    /// Which rule.
    pub rule: RuleId,
    /// The day asked for.
    pub day: Date,
}

impl Rules {
    /// Reads a pack: an array of rule versions in any order.
    pub fn from_json(text: &str) -> Result<Self, RulesError> {
        let mut rules = Self::default();
        for version in serde_json::from_str::<Vec<RuleVersion>>(text)? {
            version.check()?;
            if rules.versions.contains_key(&(version.id, version.effective_on)) {
                return Err(RulesError::Twice(version.label()));
            }
            rules.versions.insert((version.id, version.effective_on), version);
        }
        Ok(rules)
    }

    /// Adds a version published later, or replaces the one of the same day.
    pub fn publish(&mut self, version: RuleVersion) -> Result<(), RulesError> {
        version.check()?;
        self.versions.insert((version.id, version.effective_on), version);
        Ok(())
    }

    /// The version that holds on a day.
    pub fn at(&self, rule: RuleId, day: Date) -> Result<&RuleVersion, MissingRule> {
        let versions = self.versions.range((rule, Date::MIN)..=(rule, day));
        versions
            .last()
            .map(|(_, version)| version)
            .ok_or(MissingRule { rule, day })
    }

    /// Every version, by rule and day.
    pub fn versions(&self) -> impl Iterator<Item = &RuleVersion> {
        self.versions.values()
    }

    /// The versions that hold on some day of a span, as a report over it prints them.
    pub fn used(&self, rule: RuleId, first: Date, last: Date) -> Result<Vec<&RuleVersion>, MissingRule> {
        let start = self.at(rule, first)?;
        let later = self
            .versions
            .range((rule, first)..=(rule, last))
            .map(|(_, version)| version);
        Ok(std::iter::once(start)
            .chain(later.filter(|version| version.effective_on > first))
            .collect())
    }
}

impl RuleVersion {
    /// Name of the version: `direct_contract.days@2025-07-01`.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}@{}", self.id, self.effective_on)
    }

    /// The instrument and article in Vietnamese, or in English where the pack is too old to tell.
    #[must_use]
    pub fn reference_vi(&self) -> &str {
        if self.legal_ref_vi.is_empty() {
            &self.legal_ref
        } else {
            &self.legal_ref_vi
        }
    }

    /// The number, if it sets one.
    #[must_use]
    pub fn integer(&self) -> Option<i64> {
        match self.value {
            RuleValue::Integer(value) => Some(value),
            RuleValue::Code(_) => None,
        }
    }

    /// The code, if it sets one.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        match self.value {
            RuleValue::Integer(_) => None,
            RuleValue::Code(code) => Some(code),
        }
    }

    /// A term of negative days or a flag of 7 would be read as something else further on.
    pub(super) fn check(&self) -> Result<(), RulesError> {
        let fits = match (self.unit, self.value) {
            (RuleUnit::Code, RuleValue::Code(_)) => true,
            (RuleUnit::Flag, RuleValue::Integer(value)) => (0..=1).contains(&value),
            (RuleUnit::Vnd, RuleValue::Integer(value)) => value >= 0,
            (RuleUnit::Code, RuleValue::Integer(_)) | (_, RuleValue::Code(_)) => false,
            (_, RuleValue::Integer(value)) => (0..=10_000).contains(&value),
        };
        if fits {
            Ok(())
        } else {
            Err(RulesError::Value(self.label()))
        }
    }
}

impl fmt::Display for RuleValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => write!(f, "{value}"),
            Self::Code(code) => write!(f, "{code}"),
        }
    }
}

#[cfg(test)]
mod tests;
