//! Published figures.

use hanhtrinh_domain::date::PartialDate;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// `POST /reports/publications`: a figure is published as it is known by the end of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Publish {
    /// `departures` or `stock`.
    pub indicator: String,
    /// As of the report; the province when empty.
    #[serde(default)]
    pub unit: String,
    /// The period of departures, or the day of the stock.
    pub period: String,
    /// Known by the end of this day; today when empty.
    #[serde(default)]
    pub as_of: String,
    /// As of the report.
    #[serde(default)]
    pub by: String,
}

/// `GET /reports/publications`: every published figure beside what it is computed to be now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Publications {
    /// In the order in which they were published.
    pub reports: Vec<Publication>,
    /// Whether all of them come out the same.
    pub all_same: bool,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// A published figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Publication {
    /// The event.
    pub event: Uuid,
    /// Its position in the log.
    pub published_at: u64,
    /// `departures` or `stock`.
    pub indicator: String,
    /// The unit, `code@edition`.
    pub unit: String,
    /// First day of the period, or the day of the stock.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub first: PartialDate,
    /// Last day of the period, or the day of the stock.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub last: PartialDate,
    /// How it is broken down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Known by the end of this day.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(deserialize_with = "hanhtrinh_domain::date::read_day")]
    pub as_of: Date,
    /// The size of the log it was computed from.
    pub position: u64,
    /// What was published.
    pub value: u64,
    /// What it is computed to be now; none where it has no answer any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computed: Option<u64>,
    /// Whether everything that was counted comes out the same, by its hash.
    pub same: bool,
    /// Whether the same versions of rules and packs were used.
    pub same_rules: bool,
    /// The hash that was published.
    pub hash: String,
}
