//! People: registering, finding, showing.

use hanhtrinh_domain::case::State;
use hanhtrinh_domain::code::Market;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::identity::Sex;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::worker::Entry;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::cases::HistoryEntry;
use crate::common::{PersonRef, Shown};

/// `POST /people`: registers a person, with residence, contact and document in one command. Texts as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Register {
    /// Full name in Vietnamese order.
    pub full_name: String,
    /// `dd/MM/yyyy`, ISO, or a year.
    pub birth_date: String,
    /// `male` or `female`.
    pub sex: String,
    /// Personal identity number, 12 digits, or the nine of an old card; may be empty.
    pub personal_id: String,
    /// Commune, `code@edition`.
    pub commune: String,
    /// Commune before the reorganisation, `code@edition`; may be empty.
    pub former_commune: String,
    /// Hamlet, street, house; may be empty.
    pub address: String,
    /// Phone; may be empty.
    pub phone: String,
    /// Next of kin; may be empty.
    pub next_of_kin: String,
    /// Passport number; may be empty.
    pub passport: String,
    /// Day of registration, ISO; today when empty.
    pub on: String,
}

/// `POST /people/{id}/forgetting`: closes what is sealed about a person for good.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Forget {
    /// Code of the legal basis, such as `91/2025/QH15`.
    pub basis: String,
    /// `request`, `retention`, `order` or `mistake`.
    pub reason: String,
}

/// `GET /people/{id}/forgetting`: what would become unreadable. It names nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Forgettable {
    /// Sealed parts that can be opened now and could not be any more.
    pub parts: u64,
    /// Records beside which they lie.
    pub records: u64,
    /// Streams in which they lie: the person and the placements.
    pub streams: u64,
    /// Sealed parts that are closed already.
    pub erased: u64,
    /// Whether the person was forgotten before.
    pub forgotten: bool,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// `POST /people/{id}/facts` bodies share [`crate::cases::RecordFact`].
///
/// `GET /people?q=&commune=&state=&market=&cursor=&limit=`: a page of people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeoplePage {
    /// The rows.
    pub rows: Vec<PersonRow>,
    /// How many fit the question in all.
    pub total: u64,
    /// Where the next page begins, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// A person in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRow {
    /// Id and name.
    pub person: PersonRef,
    /// Personal identity number.
    pub personal_id: Shown<String>,
    /// Sex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub sex: Option<Sex>,
    /// Commune of residence now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub commune: Option<UnitRef>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commune_name: Option<String>,
    /// Number of placements.
    pub cases: u32,
    /// The latest placement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<CaseBrief>,
}

/// A placement in one line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseBrief {
    /// Id of the case stream.
    pub id: Uuid,
    /// State today.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub state: State,
    /// Where to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub market: Option<Market>,
    /// When it was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub opened: Option<PartialDate>,
    /// When the person left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub departed: Option<PartialDate>,
    /// When the person came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub returned: Option<PartialDate>,
    /// Last day of the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub contract_end: Option<PartialDate>,
    /// Enterprise code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enterprise: Option<String>,
}

/// `GET /people/{id}?as_of=&position=`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonView {
    /// Id and name.
    pub person: PersonRef,
    /// Personal identity number.
    pub personal_id: Shown<String>,
    /// Sex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub sex: Option<Sex>,
    /// How the person came in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub entry: Option<Entry>,
    /// Phone.
    pub phone: Shown<String>,
    /// Next of kin.
    pub next_of_kin: Shown<String>,
    /// Residences, latest first.
    pub residences: Vec<ResidenceView>,
    /// Identity documents, latest first.
    pub documents: Vec<DocumentView>,
    /// Whether a number is held by someone else too.
    pub identity_conflict: bool,
    /// Codes of what in the identity does not fit.
    pub mismatches: Vec<String>,
    /// Placements, latest first; a recruiter sees its own.
    pub cases: Vec<CaseBrief>,
    /// Every change of the person's own record, latest first; empty for a recruiter.
    pub history: Vec<HistoryEntry>,
    /// Number of events of the worker stream.
    pub version: u64,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// A residence with its names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResidenceView {
    /// From when.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub from: PartialDate,
    /// Permanent or not.
    pub permanent: bool,
    /// The unit as stated.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub unit: UnitRef,
    /// Its name.
    pub name: String,
    /// Hamlet, street, house.
    pub address: Shown<String>,
    /// The unit it belongs to now, if that is certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
}

/// An identity document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentView {
    /// `identity_card`, `old_identity_card` or `passport`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: hanhtrinh_domain::worker::DocumentKind,
    /// Number.
    pub number: Shown<String>,
    /// When it was recorded or issued.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: PartialDate,
    /// Last day of validity.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "hanhtrinh_domain::date::read_day_option"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub expires_on: Option<jiff::civil::Date>,
}

/// `GET /people/similar?full_name=&birth_date=&personal_id=`: who may be the same person, while typing. A recruiter gets
/// an answer only on an exact number *and* birth date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Similar {
    /// Candidates, closest first, at most ten.
    pub people: Vec<SimilarPerson>,
}

/// Somebody who may be the same person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarPerson {
    /// Who.
    pub person: PersonRef,
    /// Same personal number.
    pub same_id: bool,
    /// Same folded name and birth date.
    pub same_name_and_birth: bool,
    /// Name of the commune.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commune_name: Option<String>,
}
