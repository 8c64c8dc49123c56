//! Figures that are added up from what offices do beside the placement: fairs, advice, support, loans (indicators I12 to
//! I19 and I24), each with its word, its formula and what opens it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::codes::codes;
use crate::precision::Precision;

codes! {
    /// Which figure.
    TallyIndicator {
        /// Fairs held (I12).
        Fairs = "fairs",
        /// Organisations at fairs (I13).
        Exhibitors = "exhibitors",
        /// People who were looking, at fairs (I14).
        Attendance = "attendance",
        /// People matched at fairs (I15).
        Matches = "matches",
        /// People informed or advised (I16).
        Advised = "advised",
        /// Loans paid out (I17).
        Loans = "loans",
        /// Departures of people of policy groups, and support paid for them (I18).
        Policy = "policy",
        /// Support paid (I19).
        Support = "support",
        /// Claims paid by the fund.
        Claims = "claims",
        /// Work in the country found after a return, counted apart from work abroad.
        Placements = "placements",
    }
}

codes! {
    /// How such a figure is broken down.
    TallyBy {
        /// Kind of fair, where a match leads, topic, item, purpose, ground.
        Kind = "kind",
        /// Organisation, budget, branch of the bank, sector.
        Party = "party",
        /// Policy group under which it was given.
        Group = "group",
        /// Month.
        Month = "month",
        /// Commune.
        Commune = "commune",
    }
}

codes! {
    /// What a figure counts.
    TallyMeasure {
        /// Fairs.
        Fairs = "fairs",
        /// Organisations, once for each fair.
        Organisations = "organisations",
        /// People.
        People = "people",
        /// Contacts with people; one person may be reached more than once.
        Contacts = "contacts",
        /// Departures.
        Departures = "departures",
        /// Whole VND.
        Vnd = "vnd",
    }
}

impl TallyIndicator {
    /// What it counts.
    #[must_use]
    pub fn measure(self) -> TallyMeasure {
        match self {
            Self::Fairs => TallyMeasure::Fairs,
            Self::Exhibitors => TallyMeasure::Organisations,
            Self::Attendance | Self::Matches | Self::Placements => TallyMeasure::People,
            Self::Advised => TallyMeasure::Contacts,
            Self::Policy => TallyMeasure::Departures,
            Self::Loans | Self::Support | Self::Claims => TallyMeasure::Vnd,
        }
    }
}

/// A figure of a unit in a period, as known at a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TallyReport {
    /// Which.
    pub indicator: TallyIndicator,
    /// What it counts.
    pub measure: TallyMeasure,
    /// The unit as asked for.
    pub unit: String,
    /// The period as asked for.
    pub period: String,
    /// Known by the end of this day in Vietnam.
    #[serde(deserialize_with = "crate::date::read_day")]
    pub as_of: Date,
    /// The log position that day resolves to: leaves before it are known.
    pub position: u64,
    /// The figure.
    pub value: u64,
    /// Its word: a sum with an "over" in it is over.
    pub precision: Precision,
    /// Number of records it is added up from.
    pub records: u64,
    /// What was counted one by one or in groups, whether or not a declared figure stands in its place.
    pub counted: u64,
    /// What was declared as a summary.
    pub declared: u64,
    /// How many different organisations, where that differs from the sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distinct: Option<u64>,
    /// The largest single amount, in whole VND.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub largest: Option<u64>,
    /// Against the dated ceiling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<Ceiling>,
    /// Printed beside and never added: placements abroad after a return; support paid, in whole VND, for departures by
    /// policy group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apart: Option<u64>,
    /// Records that may belong to the unit and period, where that cannot be told; not in `value`.
    pub unresolved: u64,
    /// The formula in words, in English.
    pub formula: String,
    /// The same in Vietnamese.
    pub formula_vi: String,
    /// Versions of the rules and packs used.
    pub rules: Vec<String>,
    /// Groups, where a breakdown was asked for; largest first, months and communes in their order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<TallyGroup>>,
}

/// Amounts against the rule that limits them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ceiling {
    /// The version that holds at the end of the period.
    pub rule: String,
    /// Its amount, in whole VND.
    pub value: u64,
    /// Records above the ceiling of their own day.
    pub over: u64,
}

/// One group of a breakdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TallyGroup {
    /// Code of the group; `-` where it is not recorded.
    pub key: String,
    /// Its name, where it has one beyond the catalogue (communes, organisations).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its figure.
    pub value: u64,
    /// Its word.
    pub precision: Precision,
    /// Number of records.
    pub records: u64,
    /// 100·value/total, two decimals.
    pub share: String,
    /// The largest single amount, in whole VND.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub largest: Option<u64>,
    /// Support paid for the departures of the group, in whole VND.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<u64>,
}
