//! Who acts: the roles of the registry and what a deciding official must bring.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::unit::UnitRef;

/// The roles of the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Prepares and records for a commune.
    CommuneOfficer,
    /// Leads a commune and signs.
    UnitLeader,
    /// Works for the province.
    ProvinceOfficer,
    /// The employment service centre: fairs, tests, advice.
    ServiceCentre,
    /// Delegate of a service enterprise: sees its own cases only.
    Recruiter,
    /// Replays and verifies; sees no names.
    Auditor,
    /// Sets up users, enterprises and targets.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::CommuneOfficer,
        Self::UnitLeader,
        Self::ProvinceOfficer,
        Self::ServiceCentre,
        Self::Recruiter,
        Self::Auditor,
        Self::Administrator,
    ];

    /// The stable text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CommuneOfficer => "commune_officer",
            Self::UnitLeader => "unit_leader",
            Self::ProvinceOfficer => "province_officer",
            Self::ServiceCentre => "service_centre",
            Self::Recruiter => "recruiter",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// Finds a role by its stable text.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// An official who decides, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Official {
    /// In which role.
    pub role: Role,
    /// For which unit: the commune, or the province.
    pub unit: UnitRef,
    /// The day the decision was signed.
    pub signed_on: Date,
    /// The day it is recorded.
    pub recorded_on: Date,
}
