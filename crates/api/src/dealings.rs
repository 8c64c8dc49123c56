//! Orders, supply dossiers, programmes, figures from outside, rules, and what is found.

use hanhtrinh_domain::comparator::ComparatorRecorded;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::Amend;
use hanhtrinh_domain::order::{OrderState, RecruitmentOrderOpened};
use hanhtrinh_domain::programme::{Agreement, Intake, LocalityDecision, ProgrammeDefined, TestSession};
use hanhtrinh_domain::rules::{RuleVersion, RuleVersionPublished};
use hanhtrinh_domain::supply::PreparationDecision;
use hanhtrinh_domain::unit::UnitRef;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// `POST /office/{stream}/{key}/facts`: records what happened to an enterprise, order, dossier, programme or figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordOffice {
    /// Event type, for example `recruitment_order_opened`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it happened: ISO day, month or year.
    pub on: String,
    /// The facts of the type.
    pub facts: serde_json::Value,
    /// What it amends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub amends: Option<Amend>,
}

/// `POST /supplies/{key}/decisions`: the province answers a preparation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecidePreparation {
    /// What.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub decision: PreparationDecision,
    /// The day of signing, ISO; today when empty.
    #[serde(default)]
    pub signed_on: String,
}

/// `POST /programmes/{key}/decisions`: the province suspends a locality or admits it again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecideLocality {
    /// What.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub decision: LocalityDecision,
    /// The day of signing, ISO; today when empty.
    #[serde(default)]
    pub signed_on: String,
}

/// `POST /rules`: publishes a version of a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublishRule {
    /// The version.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub version: RuleVersionPublished,
    /// The day of signing, ISO; today when empty.
    #[serde(default)]
    pub signed_on: String,
}

/// `GET /orders?state=&enterprise=`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Orders {
    /// Orders, opened last first.
    pub orders: Vec<OrderView>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderView {
    /// Its number.
    pub key: String,
    /// What was opened.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub opened: Option<RecruitmentOrderOpened>,
    /// Name of the enterprise.
    pub enterprise_name: String,
    /// When it was opened.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "hanhtrinh_domain::date::read_day_option"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub opened_on: Option<Date>,
    /// What it is on the day; none before it was opened.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub state: Option<OrderState>,
    /// How many it is for.
    pub capacity: u32,
    /// The most people it may have: not more than the preparation and contract it rests on.
    pub ceiling: Option<u32>,
    /// Places taken.
    pub selected: u32,
    /// Of these, with a contract.
    pub contracted: u32,
    /// Of these, gone.
    pub departed: u32,
    /// Cases that take the places, in their order; empty in a list and for who sees no people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<Uuid>,
    /// Events of the stream.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<OfficeEvent>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// An event of the office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfficeEvent {
    /// Its id.
    pub id: Uuid,
    /// Its position in the log.
    pub position: u64,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it happened.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: PartialDate,
    /// What it says.
    pub facts: serde_json::Value,
    /// What it amends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub amends: Option<Amend>,
}

/// `GET /supplies`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Supplies {
    /// Dossiers by number.
    pub supplies: Vec<SupplyView>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// A supply contract or a preparation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupplyView {
    /// Its number.
    pub key: String,
    /// `contract` or `preparation`.
    pub kind: String,
    /// Enterprise code.
    pub enterprise: String,
    /// Name of the enterprise.
    pub enterprise_name: String,
    /// Where to.
    pub market: String,
    /// How many are asked for.
    pub headcount: u32,
    /// `pending`, `incomplete`, `approved` or `refused`; empty for a contract.
    pub answer: String,
    /// Approved up to.
    pub ceiling: Option<u32>,
    /// Asked for in orders that draw on it.
    pub ordered: u32,
    /// When the province must have answered.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "hanhtrinh_domain::date::read_day_option"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub due_on: Option<Date>,
    /// The version of the rule that sets the term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// `GET /programmes`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Programmes {
    /// Programmes by code.
    pub programmes: Vec<ProgrammeView>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// A programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgrammeView {
    /// Its code.
    pub key: String,
    /// Its terms today.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub terms: Option<ProgrammeDefined>,
    /// Intakes by code.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub intakes: Vec<Intake>,
    /// Tests by code.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub sessions: Vec<TestSession>,
    /// Agreements between localities.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub agreements: Vec<Agreement>,
    /// What was decided about localities, in order.
    pub localities: Vec<LocalityView>,
}

/// A decision about a locality.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LocalityView {
    /// Which.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub unit: UnitRef,
    /// Its name.
    pub unit_name: String,
    /// For which year.
    pub year: i16,
    /// Suspended, or admitted again.
    pub suspended: bool,
    /// Number of the document.
    pub document: String,
}

/// `GET /comparators`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comparators {
    /// Figures by key.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub figures: Vec<ComparatorRecorded>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// `GET /rules`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulesView {
    /// Every version, by rule and day.
    pub versions: Vec<RuleView>,
    /// Rules without any version: what depends on them is refused.
    pub missing: Vec<String>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// A version of a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleView {
    /// The version.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub version: RuleVersion,
    /// Whether it was published here; else it came with a pack.
    pub published: bool,
    /// Whether it holds today.
    pub in_force: bool,
}

/// `GET /findings`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Findings {
    /// Against cases, then against enterprises.
    pub findings: Vec<FindingView>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingView {
    /// What, as a code.
    pub kind: String,
    /// Which case, where it is against one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Uuid>,
    /// The enterprise, order, programme or dossier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What it says, in the language of the reader.
    pub detail: String,
    /// The version of the rule it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}
