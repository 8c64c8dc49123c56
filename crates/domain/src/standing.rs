//! Figures about supply and selection (I10, I11, I25 to I27): what a report says, with its formula, base and source.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::comparator::Precision;
use crate::words::Words;

/// Registrations for a test by residence, against the country and other provinces (I10, I11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestsReport {
    /// Always `test_registrations`.
    pub indicator: String,
    /// The unit as asked for.
    pub unit: String,
    /// The period as asked for.
    pub period: String,
    /// Known by the end of this day in Vietnam.
    #[serde(deserialize_with = "crate::date::read_day")]
    pub as_of: Date,
    /// The log position that day resolves to.
    pub position: u64,
    /// Registrations.
    pub value: u64,
    /// Registrations that may belong to the unit but wait for a decision, or whose date is not known precisely enough.
    pub unresolved: u64,
    /// Against the figure of the country, where one is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub national: Option<AgainstFigure>,
    /// The place among the provinces whose figures are recorded, from 1, and how many they are, this one included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<(u32, u32)>,
    /// Formula, base and rounding in words.
    pub formula: Words,
    /// Versions of the packs used.
    pub rules: Vec<String>,
}

/// A count against a figure from outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgainstFigure {
    /// The figure.
    pub value: String,
    /// How exactly it is known.
    pub precision: Precision,
    /// Who published it.
    pub source: String,
    /// 100·count/figure, one decimal.
    pub percent_of: String,
}

/// Enterprises that were helped to recruit (I25; I26 for work in the country, kept apart).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecruitersReport {
    /// `recruiters` or `domestic_recruiters`.
    pub indicator: String,
    /// The period as asked for.
    pub period: String,
    /// Known by the end of this day in Vietnam.
    #[serde(deserialize_with = "crate::date::read_day")]
    pub as_of: Date,
    /// The log position that day resolves to.
    pub position: u64,
    /// Distinct enterprises.
    pub value: u64,
    /// Distinct enterprises by market: one that recruits for two markets stands in both, so the groups may add up to more.
    pub markets: Vec<Counted>,
    /// Formula in words.
    pub formula: Words,
}

/// A group with its count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Its code; `-` where nothing is recorded.
    pub key: String,
    /// Its count.
    pub value: u64,
}

/// People selected, by programme, sex and occupation (I27).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionsReport {
    /// Always `selections`.
    pub indicator: String,
    /// The unit as asked for.
    pub unit: String,
    /// The period as asked for.
    pub period: String,
    /// Known by the end of this day in Vietnam.
    #[serde(deserialize_with = "crate::date::read_day")]
    pub as_of: Date,
    /// The log position that day resolves to.
    pub position: u64,
    /// Cases with a selection that was passed.
    pub value: u64,
    /// Cases that may belong to the unit but wait for a decision.
    pub unresolved: u64,
    /// By programme, sex and occupation, largest first.
    pub rows: Vec<SelectionCount>,
    /// Formula in words.
    pub formula: Words,
    /// Versions of the packs used.
    pub rules: Vec<String>,
}

/// One row of the selections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionCount {
    /// Programme; `-` for none.
    pub programme: String,
    /// `male`, `female`, or `-`.
    pub sex: String,
    /// Occupation; the sector where no occupation is named; `-` for neither.
    pub occupation: String,
    /// How many.
    pub value: u64,
}
