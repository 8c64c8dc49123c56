//! Placement cases: opening, recording, deciding, showing.

use hanhtrinh_domain::case::actions::{Action, WhyNot};
use hanhtrinh_domain::case::decide::Decision;
use hanhtrinh_domain::case::{
    DossierItem, EndCause, Evidence, Flag, LegalForm, Milestone, Phase, State, Verifier,
};
use hanhtrinh_domain::code::Market;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::{Amend, Private};
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::worker::Entry;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::common::{Due, PersonRef};
pub use crate::history::{HistoryEntry, Standing};
use crate::session::Named;

/// `POST /people/{id}/cases`: opens a placement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct OpenCase {
    /// Legal form code.
    pub form: String,
    /// Market code.
    pub market: String,
    /// Programme code; may be empty.
    pub programme: String,
    /// Enterprise code; may be empty. A recruiter's own is taken in its place.
    pub enterprise: String,
    /// Day, ISO; today when empty.
    pub on: String,
}

/// `POST /cases/{id}/facts`, `POST /people/{id}/facts`: records a fact, or amends an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordFact {
    /// Event type, for example `departure_recorded`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it happened: ISO day, month or year.
    pub on: String,
    /// The facts of the type.
    pub facts: serde_json::Value,
    /// What is to be sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub private: Option<Private>,
    /// The document it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceView>,
    /// What it amends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub amends: Option<Amend>,
}

/// `POST /cases/{id}/decisions`: an official decides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decide {
    /// What.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub decision: Decision,
    /// The day of signing, ISO; today when empty.
    #[serde(default)]
    pub signed_on: String,
    /// Number of the document; sealed.
    #[serde(default)]
    pub number: String,
    /// Written reason or remarks; sealed.
    #[serde(default)]
    pub note: String,
}

/// The document an event rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceView {
    /// Code of its kind.
    pub kind: String,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Its date.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "hanhtrinh_domain::date::read_day_option"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub date: Option<Date>,
}

/// `GET /cases/{id}?as_of=&position=`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseView {
    /// Id of the case stream.
    pub id: Uuid,
    /// Whose case.
    pub worker: PersonRef,
    /// Commune of residence now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commune_name: Option<String>,
    /// Derived state.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub state: State,
    /// Its phase.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub phase: Phase,
    /// What stands beside it.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub flags: Vec<Flag>,
    /// First day in each phase reached.
    pub phases: Vec<PhaseDate>,
    /// What was reached, when.
    pub milestones: Vec<MilestoneDate>,
    /// What is missing before departure.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub missing: Vec<Milestone>,
    /// Legal form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub form: Option<LegalForm>,
    /// Where to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub market: Option<Market>,
    /// Programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
    /// Enterprise code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enterprise: Option<String>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enterprise_name: Option<String>,
    /// How it came in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub entry: Option<Entry>,
    /// When it was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub opened: Option<PartialDate>,
    /// The labour contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<ContractView>,
    /// The registration of a direct contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direct: Option<DirectView>,
    /// The booked flight.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "hanhtrinh_domain::date::read_day_option"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub scheduled: Option<Date>,
    /// The departure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departure: Option<DepartureView>,
    /// The return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<ReturnView>,
    /// Every action, offered or with the reason why not.
    pub actions: Vec<ActionView>,
    /// Every event, latest first.
    pub history: Vec<HistoryEntry>,
    /// Number of events of the stream.
    pub version: u64,
    /// Day the answer is about.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(deserialize_with = "hanhtrinh_domain::date::read_day")]
    pub as_of: Date,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// First day in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhaseDate {
    /// Phase.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub phase: Phase,
    /// Since when.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: PartialDate,
}

/// Day a milestone was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MilestoneDate {
    /// Milestone.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub milestone: Milestone,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: PartialDate,
}

/// A labour contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContractView {
    /// Employer abroad.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// Sector code.
    pub sector: String,
    /// First day.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(deserialize_with = "hanhtrinh_domain::date::read_day")]
    pub start: Date,
    /// Last day.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(deserialize_with = "hanhtrinh_domain::date::read_day")]
    pub end: Date,
    /// Base wage a month in units of `currency`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wage: Option<u64>,
    /// ISO 4217.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// A direct-contract procedure and its clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DirectView {
    /// Day of filing.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub filed_on: PartialDate,
    /// Commune that decides, as far as it is known.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub commune: UnitRef,
    /// Its name.
    pub commune_name: String,
    /// What is missing.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub missing: Vec<DossierItem>,
    /// `running`, `paused` or `stopped`.
    pub clock: ClockState,
    /// The due day, while it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// How the due day was reached: each day with what it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arithmetic: Vec<DayStep>,
    /// The rule used: `id@effective day` as its code, the legal reference as its names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Named>,
    /// `certified` or `refused`, once decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The commune was split: the province has to name its successor.
    pub unassigned: bool,
}

/// State of a legal clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// Counting.
    Running,
    /// Standing still, since the dossier is incomplete.
    Paused,
    /// Over.
    Stopped,
}

/// One day of a due date's arithmetic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayStep {
    /// The day.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(deserialize_with = "hanhtrinh_domain::date::read_day")]
    pub day: Date,
    /// `working`, `weekend`, `holiday` or `swapped`.
    pub kind: String,
}

/// A departure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DepartureView {
    /// The event.
    pub event: Uuid,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: PartialDate,
    /// Where to.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub market: Market,
    /// On what evidence.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub evidence: Evidence,
    /// Who confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub verified: Option<Verifier>,
}

/// A return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReturnView {
    /// The event.
    pub event: Uuid,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: PartialDate,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub cause: EndCause,
    /// Who confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub verified: Option<Verifier>,
}

/// An action, offered or with the reason why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActionView {
    /// Which.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub action: Action,
    /// Why it is not offered; absent when it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub why_not: Option<WhyNot>,
}
