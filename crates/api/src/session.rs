//! Signing in and what the interface needs to know first.

use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::unit::UnitRef;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// `POST /session`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// User name.
    pub user: String,
    /// Password.
    pub password: String,
}

impl std::fmt::Debug for SignIn {
    /// Leaves the password out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SignIn({})", self.user)
    }
}

/// `GET /session`: who is signed in, and where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// User name.
    pub user: String,
    /// Name to show.
    pub display_name: String,
    /// Role.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub role: Role,
    /// The unit the account works for: a commune, or the province.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub unit: UnitRef,
    /// Its name.
    pub unit_name: String,
    /// Enterprise code of a recruiter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enterprise: Option<String>,
    /// The registry's province.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub province: UnitRef,
    /// Its name.
    pub province_name: String,
    /// Whether this is the demo province.
    pub demo: bool,
    /// Today in Vietnam, by the server's clock.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(deserialize_with = "hanhtrinh_domain::date::read_day")]
    pub today: Date,
    /// Size of the log.
    pub position: u64,
}

/// `GET /catalogue`: names of codes and units, cached by its hash.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogueView {
    /// Destination markets.
    pub markets: Vec<Named>,
    /// Sectors.
    pub sectors: Vec<Named>,
    /// Communes of the province in force now, sorted by name.
    pub communes: Vec<UnitName>,
    /// Communes of the province before the reorganisation, sorted by name.
    pub former_communes: Vec<UnitName>,
    /// Enterprises known, sorted by name.
    pub enterprises: Vec<EnterpriseName>,
}

/// A code with its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Named {
    /// The code as stored in events.
    pub code: String,
    /// Name in Vietnamese.
    pub vi: String,
    /// Name in English.
    pub en: String,
}

/// A unit with its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitName {
    /// Which unit.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub unit: UnitRef,
    /// Its name.
    pub name: String,
}

/// An enterprise with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnterpriseName {
    /// Enterprise code.
    pub code: String,
    /// Its name.
    pub name: String,
}
