//! An event before the log has numbered and sealed it.

use serde_json::value::RawValue;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::leaf::{Amends, Channel, External, Source, StreamId};

/// What a command wants recorded. The log adds the number in the stream, the time and the seals.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Identity of the event (UUIDv7).
    pub id: Uuid,
    /// The stream to append to.
    pub stream: StreamId,
    /// Name of the event type.
    pub kind: String,
    /// Version of the type's `facts`.
    pub schema: u16,
    /// When it happened: `2024`, `2024-05` or `2024-05-17`.
    pub on: String,
    /// The account that records it.
    pub by: String,
    /// The role in which it is recorded.
    pub role: String,
    /// The organisation of the account.
    pub org: Option<String>,
    /// How it came in.
    pub channel: Channel,
    /// The administrative unit acting, `code@edition`.
    pub acting: Option<String>,
    /// The event that caused it.
    pub cause: Option<Uuid>,
    /// The document it rests on.
    pub source: Option<Source>,
    /// Code of the legal basis.
    pub basis: Option<String>,
    /// Where another system knows it.
    pub external: Option<External>,
    /// What it amends.
    pub amends: Option<Amends>,
    /// The facts in clear.
    pub facts: Box<RawValue>,
    /// What is to be sealed, one part per person concerned.
    pub sealed: Vec<Plain>,
}

/// Personal data of one person, before it is sealed. Wiped from memory when dropped.
#[derive(Clone)]
pub struct Plain {
    /// The person it is about.
    pub subject: Uuid,
    /// JSON, UTF-8.
    pub body: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Plain {
    /// Names the person's id and the length only: a debug print must not reveal what is sealed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Plain({}, {} bytes)", self.subject, self.body.len())
    }
}
