//! The leaf: one event as one line of JSON. Reading it needs no tool of ours.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

/// Longest leaf that is accepted, in bytes of its JSON line without the line end.
pub const MAX_LEAF_BYTES: usize = 16 * 1024;
/// Largest sealed part, in bytes of ciphertext.
pub const MAX_SEALED_BYTES: usize = 32 * 1024;
/// Version of the envelope written today.
pub const ENVELOPE: u8 = 1;

/// One event, as stored, hashed and exported. Its position is not part of it: the Merkle index is the position.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Leaf {
    /// Version of this envelope.
    pub v: u8,
    /// Identity of the event (UUIDv7).
    pub id: Uuid,
    /// The stream it belongs to.
    pub stream: StreamId,
    /// Its number within the stream, from 1, without gaps.
    pub n: u64,
    /// Name of the event type, for example `departure_recorded`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Version of the type's `facts`.
    pub schema: u16,
    /// When it happened: `2024`, `2024-05` or `2024-05-17`.
    pub on: String,
    /// When it was recorded (UTC); never before the previous leaf's.
    #[serde(deserialize_with = "crate::moment::timestamp")]
    pub at: Timestamp,
    /// The account that recorded it: an opaque id, never a name.
    pub by: String,
    /// The role in which it was recorded.
    pub role: String,
    /// The organisation of the account: a unit or an enterprise code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
    /// How it came in.
    pub channel: Channel,
    /// The administrative unit acting, as `code@edition`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting: Option<String>,
    /// The command that produced it.
    pub cmd: Uuid,
    /// The event that caused it, if another did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Uuid>,
    /// The document it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Code of the legal basis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Where another system knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<External>,
    /// What it amends: this event carries the complete new content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends: Option<Amends>,
    /// Codes, ids, dates, integers, booleans, names of legal entities: nothing that names a person.
    pub facts: Box<RawValue>,
    /// The sealed parts that lie beside the leaf.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sealed: Vec<SealedRef>,
}

impl Leaf {
    /// The line as it is stored and hashed, without the line end.
    pub fn encode(&self) -> Result<Vec<u8>, LeafError> {
        // Room for what surrounds the facts, so that the line need not move while it grows.
        let mut bytes = Vec::with_capacity(self.facts.get().len() + 448 + 288 * self.sealed.len());
        serde_json::to_writer(&mut bytes, self).map_err(LeafError::Json)?;
        if bytes.len() > MAX_LEAF_BYTES {
            return Err(LeafError::TooLong { bytes: bytes.len() });
        }
        Ok(bytes)
    }

    /// Reads a stored line.
    pub fn decode(line: &[u8]) -> Result<Self, LeafError> {
        if line.len() > MAX_LEAF_BYTES {
            return Err(LeafError::TooLong { bytes: line.len() });
        }
        // Looking at the text once is faster than at every string of it.
        let leaf = match std::str::from_utf8(line) {
            Ok(text) => serde_json::from_str(text),
            Err(_) => serde_json::from_slice(line),
        };
        let leaf: Leaf = leaf.map_err(LeafError::Json)?;
        if leaf.v != ENVELOPE {
            return Err(LeafError::Envelope { found: leaf.v });
        }
        Ok(leaf)
    }
}

/// Name of a stream: `<kind>/<id>`, for example `case/0192…`; it never holds anything personal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StreamId(String);

impl StreamId {
    /// The stream of one thing.
    pub fn new(kind: &str, id: impl std::fmt::Display) -> Self {
        Self(format!("{kind}/{id}"))
    }
    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// What kind of stream it is: the part before the slash.
    pub fn kind(&self) -> &str {
        self.0.split_once('/').map_or(self.0.as_str(), |(kind, _)| kind)
    }
    /// Which one it is: the part after the slash.
    pub fn key(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, key)| key)
    }
}

impl std::fmt::Display for StreamId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a record came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By a person in the browser.
    Web,
    /// From a list or another log.
    Import,
    /// From another system or the command line.
    Interface,
}

/// The document an event rests on. Its number, if it has one, is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Code of the kind of document.
    pub kind: String,
    /// The authority that issued it: a unit, an enterprise code or a code of the list of authorities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Its date, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// Another system that knows the thing; the number itself is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct External {
    /// Code of the system.
    pub system: String,
    /// Kind of number there.
    pub kind: String,
}

/// Which event is amended, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amends {
    /// The event amended: always the original, never another amendment.
    pub event: Uuid,
    /// How.
    pub kind: AmendKind,
}

/// The three ways in which an event is amended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmendKind {
    /// It holds with the new content.
    Correct,
    /// It does not hold.
    Annul,
    /// It holds again, with the content given.
    Reinstate,
}

/// What a leaf says about one sealed part beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedRef {
    /// The person it is about.
    pub subject: Uuid,
    /// Id of the key it is sealed under, hex of the first 16 bytes of SHA-256(label ‖ key).
    pub key: String,
    /// SHA-256 of the ciphertext, hex.
    pub sha256: String,
    /// Length of the ciphertext in bytes (nonce and tag included).
    pub bytes: u32,
}

/// Why bytes are not a leaf.
#[derive(Debug, thiserror::Error)]
pub enum LeafError {
    /// Not the JSON of a leaf.
    #[error("not a leaf")]
    Json(#[source] serde_json::Error),
    /// Over the limit.
    #[error("a leaf of {bytes} bytes is over the limit of {MAX_LEAF_BYTES}")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Written by a later version of the software.
    #[error("envelope version {found} is not known here")]
    Envelope {
        /// The version found.
        found: u8,
    },
}
