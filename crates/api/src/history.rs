//! The history of a record: every event with who, when, on what document, and whether it holds.

use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::{Amend, Private};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::cases::SourceView;
use crate::common::Shown;

/// One event in a history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryEntry {
    /// Identity of the event.
    pub event: Uuid,
    /// Position in the log.
    pub position: u64,
    /// Stream.
    pub stream: String,
    /// Number in the stream.
    pub n: u64,
    /// Event type.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it happened.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub on: PartialDate,
    /// When it was recorded.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(deserialize_with = "hanhtrinh_domain::date::read_moment")]
    pub at: Timestamp,
    /// Name of the account that recorded it.
    pub by: String,
    /// In which role.
    pub role: String,
    /// For which organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
    /// `web`, `import` or `interface`.
    pub channel: String,
    /// The document it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceView>,
    /// What it amends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub amends: Option<Amend>,
    /// Whether it holds now.
    pub standing: Standing,
    /// The facts.
    pub facts: serde_json::Value,
    /// The sealed parts, as far as this reader may see them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Shown<Object>>))]
    pub private: Vec<Shown<Private>>,
}

/// Whether an event holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// As recorded.
    Holds,
    /// With other content: a later amendment says which.
    Corrected,
    /// Not at all.
    Annulled,
    /// It is an amendment itself.
    Amendment,
    /// Its type is not known to this version of the software.
    Unknown,
}
