//! What offices do beside the placement: fairs and advice, support and loans, return and reintegration, requests and
//! breaches. Commands record a fact as `RecordFact` does for a case; here is what is decided, and what is shown.

mod person;

pub use person::*;

pub use hanhtrinh_domain::tally::{Ceiling, TallyBy, TallyGroup, TallyIndicator, TallyMeasure, TallyReport};

use hanhtrinh_domain::care::CareKind;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::precision::Precision;
use hanhtrinh_domain::unit::UnitRef;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::common::PersonRef;
use crate::history::HistoryEntry;

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
