//! What is read of a leaf where most of it is not needed, and the row that a command leaves behind.

use hanhtrinh_log::{CommandRow, Entry, command_key, reservation_key, stream_key};
use hanhtrinh_record::StreamId;
use jiff::Timestamp;
use serde::Deserialize;

use crate::frame::{Command, Header};

/// What recovery needs of a leaf; the rest is skipped unread.
#[derive(Deserialize)]
pub struct Slim {
    /// Its stream.
    pub stream: StreamId,
    /// When it was recorded.
    pub at: Timestamp,
}

impl Slim {
    /// Reads it, if the entry is a leaf.
    pub fn of(entry: &Entry) -> Option<Self> {
        serde_json::from_slice(&entry.line).ok()
    }
}

/// The row of a command read from the journal, if its leaves are ones.
pub fn row_from(header: &Header, command: &Command) -> Option<CommandRow> {
    let streams = command
        .entries
        .iter()
        .map(|entry| Some(stream_key(&Slim::of(entry)?.stream)));
    Some(row_of(header, command, streams.collect::<Option<_>>()?))
}

/// The row of a command read from the journal, whose streams are known.
pub fn row_of(header: &Header, command: &Command, streams: Vec<u128>) -> CommandRow {
    CommandRow {
        key: command_key(&command.actor, command.command),
        fingerprint: command.fingerprint,
        first: header.position,
        streams,
        reserve: command.reserve.iter().map(|name| reservation_key(name)).collect(),
        release: command.release.iter().map(|name| reservation_key(name)).collect(),
    }
}
