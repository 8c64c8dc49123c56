//! Units in time: which there are on a day, how resolutions change them, and where people of divided communes live.

use hanhtrinh_domain::unit::UnitRef;
pub use hanhtrinh_domain::units::Change;
use hanhtrinh_domain::worker::RemapBasis;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// `POST /people/{id}/residence`: in which part of a divided commune a person lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Remap {
    /// The commune as it was stated, `code@edition`.
    pub from: String,
    /// Where the residence lies, `code@edition`.
    pub to: String,
    /// On what that rests: `whole`, `hamlet_list` or `manual`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub basis: RemapBasis,
    /// When it was signed; today when empty.
    #[serde(default)]
    pub signed_on: String,
    /// Number of the paper; sealed.
    #[serde(default)]
    pub number: String,
    /// Remarks; sealed.
    #[serde(default)]
    pub note: String,
}

/// `POST /units/changes`: what a resolution changes on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeUnits {
    /// The first day on which it counts.
    pub effective_on: String,
    /// Number of the resolution, a code such as `1686/NQ-UBTVQH15`.
    #[serde(default)]
    pub resolution: String,
    /// When the resolution was signed; today when empty.
    #[serde(default)]
    pub signed_on: String,
    /// What changes.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub changes: Vec<Change>,
}

/// `GET /units?on=`: the units of the province on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitsView {
    /// Every edition with its first day; the first is older than the tables.
    pub editions: Vec<EditionView>,
    /// The communes of the province on the day, by code.
    pub units: Vec<UnitView>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// An edition of the units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditionView {
    /// As it stands behind the `@` of a unit.
    pub edition: String,
    /// Its first day, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub from: Option<Date>,
}

/// A unit and what it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitView {
    /// The unit.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub unit: UnitRef,
    /// Its full name.
    pub name: String,
    /// What it was made of, in the edition before.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub made_of: Vec<UnitRef>,
}
