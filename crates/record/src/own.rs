//! The log's own events: what happened to the log itself, in the stream `registry/log` behind `log_created`.
//!
//! They hold no personal data and are signed where a stranger has to follow from one key to the next. [`Signers`] reads them.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::draft::Draft;
use crate::genesis::Genesis;
use crate::leaf::{Channel, Leaf};

mod signers;

pub use signers::{Signers, SignersError, next_origin};

/// A server began to serve the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogStarted {
    /// Version of the software.
    pub software: String,
    /// Epoch of the master key.
    pub epoch: u32,
}

/// Another key signs the checkpoints of every size beyond the position of this event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningKeyRotated {
    /// The new key, in the text form of C2SP.
    pub verifier: String,
    /// Signature of the old key over the [statement](signers::Signers::rotation), base64.
    pub by_old: String,
    /// Signature of the new key over the same: whoever rotates holds it.
    pub by_new: String,
}

/// The living person keys were wrapped anew, and the master key and the secret of the epoch before were destroyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyEpochBegun {
    /// The epoch that begins.
    pub epoch: u32,
    /// Number of living person keys.
    pub keys: u64,
    /// Number of persons of whom a key was destroyed.
    pub forgotten: u64,
}

/// The key of a person is destroyed: what is sealed under it stays closed for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonKeyDestroyed {
    /// The person.
    pub subject: Uuid,
    /// Id of the key, as the leaves name it; absent where the person had none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// It was destroyed before, and the record of that was lost with the end of the log.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
}

/// After a loss the log goes on under another origin, so that no two roots ever stand for one size of one origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginOpened {
    /// Origin of the checkpoints from here on.
    pub origin: String,
    /// The key that signs them, in the text form of C2SP.
    pub verifier: String,
    /// The origin that ends.
    pub lost_origin: String,
    /// The size it had reached.
    pub lost_size: u64,
    /// The root it had at that size, hex.
    pub lost_root: String,
    /// Why, as a code.
    pub reason: String,
    /// Rotations that were lost with the end of the log, in order: they lead from the last key it still names to the one that
    /// opens the origin.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handovers: Vec<SigningKeyRotated>,
    /// Signature of the key of the old origin over the [statement](signers::Signers::opening), base64.
    pub by_old: String,
}

/// One of the log's own events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnEvent {
    /// `log_started`
    LogStarted(LogStarted),
    /// `signing_key_rotated`
    SigningKeyRotated(SigningKeyRotated),
    /// `key_epoch_begun`
    KeyEpochBegun(KeyEpochBegun),
    /// `person_key_destroyed`
    PersonKeyDestroyed(PersonKeyDestroyed),
    /// `origin_opened`
    OriginOpened(OriginOpened),
}

/// Who lets one of the log's own events be recorded.
#[derive(Debug, Clone)]
pub struct Author {
    /// The account: an opaque id, or `system`.
    pub account: String,
    /// Its role.
    pub role: String,
    /// Its organisation.
    pub org: Option<String>,
    /// How the wish came in.
    pub channel: Channel,
}

impl Author {
    /// The software itself.
    pub fn system() -> Self {
        Self {
            account: "system".to_owned(),
            role: "system".to_owned(),
            org: None,
            channel: Channel::Interface,
        }
    }
}

impl OwnEvent {
    /// Name of the type.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::LogStarted(_) => "log_started",
            Self::SigningKeyRotated(_) => "signing_key_rotated",
            Self::KeyEpochBegun(_) => "key_epoch_begun",
            Self::PersonKeyDestroyed(_) => "person_key_destroyed",
            Self::OriginOpened(_) => "origin_opened",
        }
    }

    /// Reads an own event; `None` for another stream, the first event, and types that are not known here.
    pub fn of(leaf: &Leaf) -> Option<Result<Self, OwnError>> {
        if leaf.stream != Genesis::stream() {
            return None;
        }
        Some(match leaf.kind.as_str() {
            "log_started" => facts(leaf).map(Self::LogStarted),
            "signing_key_rotated" => facts(leaf).map(Self::SigningKeyRotated),
            "key_epoch_begun" => facts(leaf).map(Self::KeyEpochBegun),
            "person_key_destroyed" => facts(leaf).map(Self::PersonKeyDestroyed),
            "origin_opened" => facts(leaf).map(Self::OriginOpened),
            _ => return None,
        })
    }

    /// The event for the log. `on` is the day in the calendar of the log, `YYYY-MM-DD`.
    pub fn draft(&self, id: Uuid, on: String, author: &Author) -> Result<Draft, serde_json::Error> {
        let facts = match self {
            Self::LogStarted(event) => serde_json::to_string(event),
            Self::SigningKeyRotated(event) => serde_json::to_string(event),
            Self::KeyEpochBegun(event) => serde_json::to_string(event),
            Self::PersonKeyDestroyed(event) => serde_json::to_string(event),
            Self::OriginOpened(event) => serde_json::to_string(event),
        };
        Ok(Draft {
            id,
            stream: Genesis::stream(),
            kind: self.kind().to_owned(),
            schema: 1,
            on,
            by: author.account.clone(),
            role: author.role.clone(),
            org: author.org.clone(),
            channel: author.channel,
            acting: None,
            cause: None,
            source: None,
            basis: None,
            external: None,
            amends: None,
            facts: RawValue::from_string(facts?)?,
            sealed: Vec::new(),
        })
    }
}

fn facts<T: DeserializeOwned>(leaf: &Leaf) -> Result<T, OwnError> {
    serde_json::from_str(leaf.facts.get()).map_err(|_| OwnError)
}

/// The facts of one of the log's own events do not have their shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the facts of an event of the log itself do not fit their type")]
pub struct OwnError;
