//! What is shown of a person beside the placement, and breaches of personal data.

use hanhtrinh_domain::code::Market;
use hanhtrinh_domain::date::PartialDate;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::common::Due;
use crate::session::Named;

/// `GET /people/{id}/care?as_of=&position=`: what offices did for a person beside the placement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonCare {
    /// Policy groups of the person and the household.
    pub groups: Vec<GroupView>,
    /// Support.
    pub support: Vec<SupportView>,
    /// Loans.
    pub loans: Vec<LoanView>,
    /// Claims on the fund.
    pub claims: Vec<ClaimView>,
    /// What followed a return, by placement.
    pub reintegration: Vec<ReintegrationView>,
    /// What was learnt.
    pub qualifications: Vec<CredentialView>,
    /// Language tests.
    pub languages: Vec<CredentialView>,
    /// Consents that stand.
    pub consents: Vec<ConsentView>,
    /// Requests about the own data.
    pub requests: Vec<RequestView>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// A policy group of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupView {
    /// The event that says so.
    pub event: Uuid,
    /// Its code; absent where the group is sensitive and the reader does not decide on support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// From which day.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(deserialize_with = "hanhtrinh_domain::date::read_day")]
    pub from: Date,
    /// Until which day.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "hanhtrinh_domain::date::read_day_option"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub to: Option<Date>,
    /// Whether it holds on the day of the answer.
    pub holds: bool,
}

/// A support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportView {
    /// Id of the stream.
    pub id: Uuid,
    /// For which placement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Uuid>,
    /// Item code.
    pub item: String,
    /// Policy group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Budget code.
    pub budget: String,
    /// Whole VND decided.
    pub amount: u64,
    /// When it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub decided: Option<PartialDate>,
    /// Whole VND paid.
    pub paid: u64,
    /// When it was paid last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub paid_on: Option<PartialDate>,
    /// Codes of what is out of order.
    pub flags: Vec<String>,
}

/// A loan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LoanView {
    /// Id of the stream.
    pub id: Uuid,
    /// For which placement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Uuid>,
    /// Where it stands: `forwarded`, `approved`, `refused`, `disbursed` or `settled`.
    pub state: String,
    /// Purpose code.
    pub purpose: String,
    /// Policy group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Whole VND asked for.
    pub asked: u64,
    /// When it was forwarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub forwarded: Option<PartialDate>,
    /// Whole VND paid out.
    pub paid: u64,
    /// When it was paid out last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub paid_on: Option<PartialDate>,
    /// Whole VND outstanding, as reported last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outstanding: Option<u64>,
    /// When the bank is to answer, while it has not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// The rule that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Named>,
    /// Codes of what is out of order.
    pub flags: Vec<String>,
}

/// A claim on the fund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimView {
    /// Id of the stream.
    pub id: Uuid,
    /// For which placement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Uuid>,
    /// Ground code.
    pub ground: String,
    /// Whole VND asked for.
    pub amount: u64,
    /// Whole VND paid.
    pub paid: u64,
    /// When it was filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub filed: Option<PartialDate>,
}

/// What followed a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReintegrationView {
    /// The placement.
    pub case: Uuid,
    /// Codes of what the person needs.
    pub needs: Vec<String>,
    /// How often the person was sent somewhere.
    pub referrals: u32,
    /// Placements: `domestic`, `abroad` or `vocational`, each with its day.
    pub placements: Vec<PlacementView>,
    /// Whole VND given to start a business.
    pub startup: u64,
    /// How often somebody talked with the person.
    pub counselled: u32,
    /// Where the person wants to go again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub leaves_again: Option<Market>,
}

/// Work or a course after a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlacementView {
    /// Since when.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: PartialDate,
    /// Where it leads.
    pub destination: String,
}

/// Something learnt, or a language test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CredentialView {
    /// The event.
    pub event: Uuid,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: PartialDate,
    /// Level of learning, or the test.
    pub code: String,
    /// Sector, or language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u16>,
}

/// A consent that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsentView {
    /// To what.
    pub purpose: String,
    /// Version of the text that was read.
    pub text: String,
    /// Since when.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub since: PartialDate,
}

/// A request about the own data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestView {
    /// The event that logged it.
    pub event: Uuid,
    /// What was asked.
    pub kind: String,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: PartialDate,
    /// How it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// When it is to be answered, while it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// The rule that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Named>,
    /// When it is to be carried out.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "hanhtrinh_domain::date::read_day_option"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub done_by: Option<Date>,
}

/// `GET /breaches`: breaches of personal data, latest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Breaches {
    /// The breaches.
    pub list: Vec<BreachView>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// A breach and its clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BreachView {
    /// Id of the stream.
    pub id: Uuid,
    /// What was laid open.
    pub scope: String,
    /// About how many people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    /// When it was found, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detected: Option<String>,
    /// When the authority is to know, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// When it was told, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notified: Option<String>,
    /// It was told too late, or is not told though the term is over.
    pub late: bool,
    /// The rule that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Named>,
}
