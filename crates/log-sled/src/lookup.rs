//! Looking records and receipts up in the journal, where sled does not have them.

use std::io::Read;

use hanhtrinh_log::{CommandRow, Entry, ReadError};

use crate::scan::{JournalError, Mark, scan};
use crate::segment::{SEGMENT_HEADER, SegmentHeader, segment_path, segments};
use crate::shared::Shared;
use crate::slim::row_from;

/// Entries `from..to` out of the journal.
pub fn journal_entries(shared: &Shared, from: u64, to: u64) -> Result<Vec<Entry>, ReadError> {
    let damaged = |what| ReadError::Damaged { position: from, what };
    let mark = begin(shared, |header| header.position <= from)?
        .ok_or_else(|| damaged("its journal segment is missing"))?;
    let mut found = Vec::new();
    let scanned = scan(
        &shared.journal,
        Some(shared.genesis.log),
        mark,
        |_, command, _| {
            let wanted = command
                .entries
                .into_iter()
                .filter(|entry| (from..to).contains(&entry.position));
            found.extend(wanted);
            if found.len() as u64 == to - from {
                Err(Stop::Done)
            } else {
                Ok(())
            }
        },
    );
    match scanned {
        Err(Stop::Journal(JournalError::Io(error))) => Err(error.into()),
        Err(Stop::Done) => Ok(found),
        _ => Err(damaged("sled and the journal have both lost it")),
    }
}

/// The row of a durable command out of the journal.
pub fn journal_row(shared: &Shared, sequence: u64) -> Result<CommandRow, ReadError> {
    let damaged = || ReadError::Damaged {
        position: 0,
        what: "a receipt that sled and the journal have both lost",
    };
    let mark = begin(shared, |header| header.sequence <= sequence)?.ok_or_else(damaged)?;
    let mut found = None;
    let scanned = scan(
        &shared.journal,
        Some(shared.genesis.log),
        mark,
        |header, command, _| {
            if header.sequence < sequence {
                return Ok(());
            }
            found = row_from(header, &command);
            Err(Stop::Done)
        },
    );
    match scanned {
        Err(Stop::Journal(JournalError::Io(error))) => Err(error.into()),
        _ => found.ok_or_else(damaged),
    }
}

/// Where the last segment begins of which this holds.
fn begin(shared: &Shared, holds: impl Fn(&SegmentHeader) -> bool) -> Result<Option<Mark>, ReadError> {
    let mut start = None;
    for segment in segments(&shared.journal)? {
        let mut bytes = Vec::new();
        std::fs::File::open(segment_path(&shared.journal, segment))?
            .take(SEGMENT_HEADER)
            .read_to_end(&mut bytes)?;
        match SegmentHeader::decode(&bytes) {
            Some(header) if holds(&header) => start = Some(header),
            _ => break,
        }
    }
    Ok(start.map(|header| Mark {
        segment: header.segment,
        offset: SEGMENT_HEADER,
        sequence: header.sequence,
        position: header.position,
        previous: Some(header.previous),
    }))
}

/// An early end of a scan.
enum Stop {
    Done,
    Journal(JournalError),
}

impl From<JournalError> for Stop {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}
