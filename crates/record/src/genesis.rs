//! The first event: which log this is and how it is to be read.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::draft::Draft;
use crate::leaf::{Channel, Leaf, StreamId};

/// Version of the log format written today.
pub const FORMAT: u16 = 1;
/// Type of the event at position 0.
pub const LOG_CREATED: &str = "log_created";
/// The calendar whose days "as of" means.
pub const CALENDAR: &str = "Asia/Ho_Chi_Minh";

/// Facts of the event at position 0, in the stream `registry/log`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Genesis {
    /// Identity of the log; a new one after an accepted loss.
    pub log: Uuid,
    /// Origin of its checkpoints: names the registry and the log id.
    pub origin: String,
    /// Key that checks its checkpoints, in the text form of C2SP.
    pub verifier: String,
    /// Version of the format ([`FORMAT`]).
    pub format: u16,
    /// The calendar of its days ([`CALENDAR`]).
    pub calendar: String,
    /// The province that keeps it (code of the General Statistics Office).
    pub province: String,
    /// Whether all its people are invented.
    pub demo: bool,
}

impl Genesis {
    /// The stream of the event.
    pub fn stream() -> StreamId {
        StreamId::new("registry", "log")
    }

    /// The event at position 0. `on` is the day of creation in the calendar, `YYYY-MM-DD`.
    pub fn draft(&self, id: Uuid, on: String) -> Result<Draft, serde_json::Error> {
        Ok(Draft {
            id,
            stream: Self::stream(),
            kind: LOG_CREATED.to_owned(),
            schema: 1,
            on,
            by: "system".to_owned(),
            role: "system".to_owned(),
            org: None,
            channel: Channel::Interface,
            acting: None,
            cause: None,
            source: None,
            basis: None,
            external: None,
            amends: None,
            facts: RawValue::from_string(serde_json::to_string(self)?)?,
            sealed: Vec::new(),
        })
    }

    /// Reads the facts of the leaf at position 0.
    pub fn of(leaf: &Leaf) -> Result<Self, GenesisError> {
        if leaf.kind != LOG_CREATED || leaf.stream != Self::stream() || leaf.n != 1 {
            return Err(GenesisError::NotGenesis);
        }
        let genesis: Self = serde_json::from_str(leaf.facts.get()).map_err(|_| GenesisError::NotGenesis)?;
        if genesis.format != FORMAT {
            return Err(GenesisError::Format {
                found: genesis.format,
            });
        }
        Ok(genesis)
    }
}

/// Why a leaf does not begin a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GenesisError {
    /// Another event.
    #[error("the first event is not log_created")]
    NotGenesis,
    /// Written by later software.
    #[error("log format {found} is not known here")]
    Format {
        /// The format found.
        found: u16,
    },
}
