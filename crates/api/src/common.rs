//! What many answers share.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The languages of the interface and of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Vietnamese, the first.
    #[default]
    Vi,
    /// English.
    En,
}

/// What a reader gets of something sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Shown<T> {
    /// The content.
    Open(T),
    /// It exists, but not for this reader.
    Withheld,
    /// The person was forgotten: the key is gone.
    Erased,
    /// It is not here.
    Missing,
}

impl<T> Shown<T> {
    /// The content, if it is open.
    pub fn open(&self) -> Option<&T> {
        match self {
            Self::Open(content) => Some(content),
            _ => None,
        }
    }
}

/// A person by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRef {
    /// Id of the worker stream.
    pub id: Uuid,
    /// Full name.
    pub name: Shown<String>,
    /// Birth date as ISO text, possibly a year only.
    pub birth_date: Shown<String>,
}

/// A legal term that runs: when it ends, and how near that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Due {
    /// The last day.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(deserialize_with = "hanhtrinh_domain::date::read_day")]
    pub on: Date,
    /// Working days left until then; negative when it is past. Absent where the calendar does not reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_left: Option<i32>,
}

/// Proof that a command is durable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// Durable up to and including this position; send `Min-Position: position + 1` to read what follows from it.
    pub position: u64,
    /// The streams written.
    pub streams: Vec<StreamVersion>,
    /// Id of the thing created or changed (worker, case), where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// Whether the same command had been recorded before.
    pub repeated: bool,
    /// Codes of doubts that do not stop the record (id number against birth year, number held by someone else).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// A stream and its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StreamVersion {
    /// Name of the stream.
    pub stream: String,
    /// Number of its events.
    pub version: u64,
}
