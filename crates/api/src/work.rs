//! The work queue: what waits for somebody, by due date.

use hanhtrinh_domain::case::{Flag, LegalForm, State};
use hanhtrinh_domain::code::Market;
pub use hanhtrinh_domain::work::WorkKind;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::common::{Due, PersonRef};

/// `GET /work?kind=&cursor=&limit=`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkQueue {
    /// Items, overdue first, then by due date.
    pub items: Vec<WorkItem>,
    /// Number of items of each kind, before the filter.
    pub counts: Vec<KindCount>,
    /// Number of items past their due date, before the filter.
    pub overdue: u64,
    /// How many fit the filter in all.
    pub total: u64,
    /// Where the next page begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Today in Vietnam.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(deserialize_with = "hanhtrinh_domain::date::read_day")]
    pub today: Date,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// Number of items of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KindCount {
    /// Kind.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: WorkKind,
    /// How many.
    pub count: u64,
}

/// Something that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkItem {
    /// What kind.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: WorkKind,
    /// Which case; absent for work about a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Uuid>,
    /// Whose.
    pub worker: PersonRef,
    /// Name of the commune.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commune_name: Option<String>,
    /// Where to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub market: Option<Market>,
    /// Legal form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub form: Option<LegalForm>,
    /// State of the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub state: Option<State>,
    /// When it began to wait.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(deserialize_with = "hanhtrinh_domain::date::read_day")]
    pub since: Date,
    /// When it is due; absent while a clock stands still or where no deadline exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// Flags of the case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub flags: Vec<Flag>,
}
