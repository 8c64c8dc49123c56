//! Administration: users, enterprises, plan targets.

use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::enterprise::LicenceStatus;
use hanhtrinh_domain::plan::{Denominator, Measure};
use hanhtrinh_domain::unit::UnitRef;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// `GET /users`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Users {
    /// All accounts, by name.
    pub users: Vec<UserView>,
}

/// An account, without its secret.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserView {
    /// User name.
    pub user: String,
    /// Name to show.
    pub display_name: String,
    /// Role.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub role: Role,
    /// Unit it works for.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub unit: UnitRef,
    /// Its name.
    pub unit_name: String,
    /// Enterprise of a recruiter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enterprise: Option<String>,
    /// Whether it may sign in.
    pub active: bool,
}

/// `POST /users`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct CreateUser {
    /// User name: 3 to 32 lower-case letters, digits, `.`, `-`, `_`.
    pub user: String,
    /// Name to show.
    pub display_name: String,
    /// Role code.
    pub role: String,
    /// Unit, `code@edition`.
    pub unit: String,
    /// Enterprise of a recruiter; else empty.
    pub enterprise: String,
    /// First password: 12 characters or more.
    pub password: String,
}

impl std::fmt::Debug for CreateUser {
    /// Leaves the password out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CreateUser({}, {})", self.user, self.role)
    }
}

/// `PUT /users/{user}/active`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetActive {
    /// Whether it may sign in.
    pub active: bool,
}

/// `GET /enterprises`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Enterprises {
    /// All enterprises, by name.
    pub enterprises: Vec<EnterpriseView>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// An enterprise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnterpriseView {
    /// Enterprise code.
    pub code: String,
    /// Registered name.
    pub name: String,
    /// Licence number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Day of issue.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "hanhtrinh_domain::date::read_day_option"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub licence_issued_on: Option<Date>,
    /// Status today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub licence_status: Option<LicenceStatus>,
    /// Branches with tasks.
    #[serde(default)]
    pub branches: u32,
    /// The deposit on record, in VND.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposit: Option<u64>,
    /// What the rules of today ask to be deposited; none where a rule is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposit_due: Option<u64>,
    /// Periodic reports that came late.
    #[serde(default)]
    pub late_reports: u32,
    /// Findings of inspections.
    #[serde(default)]
    pub findings: u32,
    /// Sanctions.
    #[serde(default)]
    pub sanctions: u32,
    /// Placements on record.
    pub cases: u64,
    /// Of these, departed.
    pub departed: u64,
}

/// `POST /enterprises`: records an enterprise, or a new name or licence of one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct RecordEnterprise {
    /// Enterprise code.
    pub code: String,
    /// Registered name.
    pub name: String,
    /// Licence number; may be empty.
    pub licence: String,
    /// Day of issue, `dd/MM/yyyy` or ISO; with a licence.
    pub licence_issued_on: String,
}

/// `POST /enterprises/{code}/licence`: a change of status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeLicence {
    /// New status.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub status: LicenceStatus,
    /// From when, ISO.
    pub on: String,
}

/// `GET /plans?unit=`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Plans {
    /// Targets, latest year first.
    pub plans: Vec<PlanView>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// A target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanView {
    /// Whose.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub unit: UnitRef,
    /// Its name.
    pub unit_name: String,
    /// Year.
    pub year: i16,
    /// Of what.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub measure: Measure,
    /// Lower bound, or the target.
    pub low: u32,
    /// Upper bound.
    pub high: u32,
    /// Which bound percentages are taken of.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub denominator: Denominator,
    /// How often it was revised.
    pub revisions: u32,
}

/// `POST /plans`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetPlan {
    /// Whose, `code@edition`.
    pub unit: String,
    /// Year.
    pub year: i16,
    /// Lower bound, or the target.
    pub low: u32,
    /// Upper bound; equal to `low` for a single figure.
    pub high: u32,
    /// Which bound percentages are taken of.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub denominator: Denominator,
}
