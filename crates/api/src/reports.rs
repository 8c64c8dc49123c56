//! Reports: the indicators themselves are domain types; here is what opens them.

pub use hanhtrinh_domain::indicator::{
    AgainstLastYear, AgainstPlan, By, DeparturesReport, Group, StockReport,
};

use hanhtrinh_domain::case::{LegalForm, Verifier};
use hanhtrinh_domain::code::Market;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::identity::Sex;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::common::PersonRef;

/// `GET /reports/departures/rows?unit=&period=&as_of=&by=&key=&cursor=&limit=`: the departures behind a figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DepartureRows {
    /// The rows, by day.
    pub rows: Vec<DepartureRow>,
    /// How many there are.
    pub total: u64,
    /// Where the next page begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// A departure behind a figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DepartureRow {
    /// Which case.
    pub case: Uuid,
    /// Who; withheld from those who see no names.
    pub worker: PersonRef,
    /// The event.
    pub event: Uuid,
    /// Its position in the log.
    pub event_position: u64,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: PartialDate,
    /// Where to.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub market: Market,
    /// Sector code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Sex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub sex: Option<Sex>,
    /// Legal form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub form: Option<LegalForm>,
    /// Name of the commune on the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commune_name: Option<String>,
    /// Who confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub verified: Option<Verifier>,
}
