//! What offices do beside the placement: fairs and advice, support and loans, return and reintegration, requests and
//! breaches. Commands record a fact as `RecordFact` does for a case; here is what is decided, and what is shown.

pub use hanhtrinh_domain::tally::{Ceiling, TallyBy, TallyGroup, TallyIndicator, TallyMeasure, TallyReport};

use hanhtrinh_domain::care::CareKind;
use hanhtrinh_domain::code::Market;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::precision::Precision;
use hanhtrinh_domain::unit::UnitRef;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::common::{Due, PersonRef};
use crate::history::HistoryEntry;
use crate::session::Named;

/// `POST /support/decisions`: an official decides on support.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct DecideSupport {
    /// For whom: id of the person.
    pub worker: String,
    /// For which placement; may be empty.
    pub case: String,
    /// Item code.
    pub item: String,
    /// Policy group under which it is given; empty where the item is open to all.
    pub group: String,
    /// Whole VND.
    pub amount: u64,
    /// Budget code.
    pub budget: String,
    /// The day of signing, ISO; today when empty.
    pub signed_on: String,
    /// Number of the decision; sealed.
    pub number: String,
    /// Remarks; sealed.
    pub note: String,
}

/// `POST /people/{id}/requests/{request}/decision`: an official answers a request about one's own data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct DecideRequest {
    /// `granted`, `partly` or `refused`.
    pub outcome: String,
    /// Code of the law on which all or part of it is refused.
    pub refusal_basis: String,
    /// The day of signing, ISO; today when empty.
    pub signed_on: String,
    /// The answer; sealed.
    pub note: String,
}

/// A figure with its word, and what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figure {
    /// What is published.
    pub value: u64,
    /// Its word: `exact`, `over`, `about` or `nearly`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub precision: Precision,
    /// What was counted one by one or in groups.
    pub counted: u64,
    /// Whether the published figure was declared by the organiser.
    pub declared: bool,
}

/// `GET /fairs?unit=&period=&as_of=&position=`: fairs, latest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fairs {
    /// The fairs.
    pub fairs: Vec<FairBrief>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// A fair in one line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FairBrief {
    /// Id of the stream.
    pub id: Uuid,
    /// `regular` or `mobile`.
    pub kind: String,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub unit: Option<UnitRef>,
    /// Name of the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_name: Option<String>,
    /// Who organises it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organiser: Option<String>,
    /// The day it was planned for.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "hanhtrinh_domain::date::read_day_option"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub planned: Option<Date>,
    /// When it was held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub held: Option<PartialDate>,
    /// Organisations.
    pub exhibitors: Figure,
    /// People who were looking.
    pub seekers: Figure,
    /// People matched, in all.
    pub matches: Figure,
}

/// `GET /fairs/{id}?as_of=&position=`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FairView {
    /// In one line.
    pub fair: FairBrief,
    /// Matches by where they lead: `domestic`, `abroad`, `vocational`, `-` where it was not said.
    pub by_destination: Vec<DestinationFigure>,
    /// People advised there.
    pub advised: Figure,
    /// Organisations that took part.
    pub list: Vec<ExhibitorView>,
    /// Known workers who were matched.
    pub matched: u32,
    /// Of these matched to work abroad, how many are known to have left since.
    pub departed: u32,
    /// Every event, latest first.
    pub history: Vec<HistoryEntry>,
    /// Number of events of the stream.
    pub version: u64,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// Matches that lead to one kind of place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DestinationFigure {
    /// Where to.
    pub destination: String,
    /// How many people.
    pub figure: Figure,
}

/// An organisation at a fair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExhibitorView {
    /// The event that says so.
    pub event: Uuid,
    /// Enterprise code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enterprise: Option<String>,
    /// Its name.
    pub name: String,
    /// Jobs and places it offered.
    pub seats: u32,
}

/// `GET /occasions/{kind}`: advice, interviews or classes, latest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Occasions {
    /// The occasions.
    pub list: Vec<Occasion>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// Advice, an interview or a class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Occasion {
    /// Id of the stream.
    pub id: Uuid,
    /// The event.
    pub event: Uuid,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: PartialDate,
    /// Where.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub unit: UnitRef,
    /// Name of the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_name: Option<String>,
    /// Topic, programme or language, as a code.
    pub about: String,
    /// How many people were reached, seen or taught.
    pub people: u64,
    /// How exactly that is known.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub precision: Precision,
    /// Of those seen, how many were chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selected: Option<u32>,
    /// The figures cannot both be right.
    pub doubtful: bool,
}

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

/// `GET /reports/tally/{indicator}/rows`: the records behind a figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TallyRows {
    /// The rows, by day.
    pub rows: Vec<TallyRow>,
    /// How many there are.
    pub total: u64,
    /// Where the next page begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// A record behind a figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TallyRow {
    /// Kind of the stream; absent for a departure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub kind: Option<CareKind>,
    /// Id of the stream, or of the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The event.
    pub event: Uuid,
    /// Its position in the log.
    pub event_position: u64,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: PartialDate,
    /// Who, if one person; withheld from those who see no names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<PersonRef>,
    /// Which placement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Uuid>,
    /// Name of the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_name: Option<String>,
    /// Code: kind of fair, where a match leads, topic, item, purpose, ground, market.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Organisation, budget, branch, sector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// Policy group; absent where it is sensitive and the reader does not decide on support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// People, organisations or whole VND.
    pub amount: u64,
    /// How exactly that is known.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub precision: Precision,
    /// Declared as a summary.
    pub declared: bool,
}
