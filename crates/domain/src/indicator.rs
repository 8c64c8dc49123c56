//! Published indicators: what a report says, with its formula, base, rounding and the rules it used.
//!
//! Percentages are exact decimals in text, rounded half-up; every one says what it is a percentage *of*.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How a report is broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Destination market.
    Market,
    /// Sector of the labour contract.
    Sector,
    /// Sex.
    Sex,
    /// Month of the event.
    Month,
    /// Commune of residence on the day.
    Commune,
    /// Legal form.
    Form,
    /// Service enterprise.
    Enterprise,
}

impl By {
    /// Every breakdown.
    pub const ALL: [Self; 7] = [
        Self::Market,
        Self::Sector,
        Self::Sex,
        Self::Month,
        Self::Commune,
        Self::Form,
        Self::Enterprise,
    ];

    /// The stable text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Market => "market",
            Self::Sector => "sector",
            Self::Sex => "sex",
            Self::Month => "month",
            Self::Commune => "commune",
            Self::Form => "form",
            Self::Enterprise => "enterprise",
        }
    }

    /// Finds a breakdown by its stable text.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == text)
    }
}

/// Departures of a unit in a period, as known at a position (indicators I1 to I9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeparturesReport {
    /// Always `departures`.
    pub indicator: String,
    /// The unit as asked for.
    pub unit: String,
    /// The period as asked for.
    pub period: String,
    /// Known by the end of this day in Vietnam.
    #[serde(deserialize_with = "crate::date::read_day")]
    pub as_of: Date,
    /// The log position that day resolves to: leaves before it are known.
    pub position: u64,
    /// Cases with a departure that holds, in the period.
    pub value: u64,
    /// Of these, known from a declaration only.
    pub declared: u64,
    /// Of these, confirmed by somebody else.
    pub verified: u64,
    /// Cases that may belong to the unit but wait for a decision, or whose date is not known precisely enough; not in
    /// `value`.
    pub unresolved: u64,
    /// Against the plan of the year, where one is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<AgainstPlan>,
    /// Against the same period of the year before, where anything is known of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_year: Option<AgainstLastYear>,
    /// The formula in words, in English.
    pub formula: String,
    /// The same in Vietnamese.
    pub formula_vi: String,
    /// Versions of the rules and packs used.
    pub rules: Vec<String>,
    /// Groups, where a breakdown was asked for; largest first, months and communes in their order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<Group>>,
}

/// A count against the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgainstPlan {
    /// The target that percentages are taken of.
    pub value: u64,
    /// 100·count/target, one decimal.
    pub percent_of: String,
    /// 100·(count−target)/target, one decimal.
    pub percent_above: String,
}

/// A count against the same period a year before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgainstLastYear {
    /// The count a year before.
    pub value: u64,
    /// 100·count/before, two decimals.
    pub percent_of: String,
    /// 100·(count−before)/before, two decimals.
    pub growth: String,
}

/// One group of a breakdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Code of the group; `-` where it is not recorded.
    pub key: String,
    /// Its name, where it has one beyond the catalogue (communes, enterprises).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its count.
    pub value: u64,
    /// 100·value/total, two decimals.
    pub share: String,
    /// Its count in the same period a year before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_year: Option<u64>,
}

/// People abroad on a day, as known at a position (indicator I22).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockReport {
    /// Always `stock`.
    pub indicator: String,
    /// The unit as asked for.
    pub unit: String,
    /// The day the stock is taken.
    #[serde(deserialize_with = "crate::date::read_day")]
    pub on: Date,
    /// Known by the end of this day in Vietnam.
    #[serde(deserialize_with = "crate::date::read_day")]
    pub as_of: Date,
    /// The log position that day resolves to.
    pub position: u64,
    /// Cases abroad on that day.
    pub value: u64,
    /// Cases whose contract ended longer ago than the grace, with no return known: printed beside, never added.
    pub overdue: u64,
    /// Cases that may belong to the unit but wait for a decision.
    pub unresolved: u64,
    /// The formula in words, in English.
    pub formula: String,
    /// The same in Vietnamese.
    pub formula_vi: String,
    /// Versions of the rules and packs used.
    pub rules: Vec<String>,
    /// Groups, where a breakdown was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<Group>>,
}
