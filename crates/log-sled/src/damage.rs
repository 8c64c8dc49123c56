//! Naming the event that damage hit: from what can still be read of the frame, and from what sled holds of it.

use std::fs;
use std::path::Path;

use hanhtrinh_log::Entry;
use hanhtrinh_record::{LeafView, seal};
use uuid::Uuid;

use crate::compare::Compare;
use crate::frame::{HEADER, Header, Kind, decode_payload};
use crate::scan::JournalError;
use crate::segment::segment_path;

/// Where the damage is.
pub struct Found {
    /// Position of the event; of the first of the command where it cannot be told which.
    pub position: u64,
    /// Its id.
    pub event: Option<Uuid>,
}

/// Names the event. `size` events before are right.
pub fn name_damage(journal: &Path, size: u64, error: &JournalError, compare: &Compare) -> Found {
    let JournalError::Damaged {
        segment,
        offset,
        position,
    } = error
    else {
        return Found {
            position: size,
            event: compare.stored(size).as_ref().and_then(id),
        };
    };
    let read = fs::read(segment_path(journal, *segment)).unwrap_or_default();
    let rest = read.get(*offset as usize..).unwrap_or_default();
    let entries = readable(rest, *position).unwrap_or_default();
    let is_hit = |entry: &&Entry| match compare.stored(entry.position) {
        Some(known) => known.line != entry.line || known.sealed != entry.sealed,
        None => !is_sound(entry),
    };
    let hit = entries.iter().find(is_hit).or(entries.first());
    let position = hit.map_or(*position, |entry| entry.position);
    let event = compare
        .stored(position)
        .as_ref()
        .and_then(id)
        .or_else(|| hit.and_then(id));
    Found { position, event }
}

/// The entries of a frame whose checksum is wrong, if its lengths still make sense.
fn readable(frame: &[u8], position: u64) -> Option<Vec<Entry>> {
    let length = frame.get(8..12)?.try_into().ok().map(u32::from_le_bytes)?;
    if length == 0 || frame.len() < HEADER + length as usize {
        return None;
    }
    let header = Header {
        crc: 0,
        length,
        previous: 0,
        segment: 0,
        sequence: 0,
        position,
        group: 0,
        kind: Kind::Appended,
    };
    decode_payload(&header, frame).map(|command| command.entries)
}

fn is_sound(entry: &Entry) -> bool {
    let Some(leaf) = LeafView::of(&entry.line) else {
        return false;
    };
    leaf.sealed.len() == entry.sealed.len()
        && leaf.sealed.iter().zip(&entry.sealed).all(|(named, part)| {
            part.as_ref()
                .is_none_or(|part| *seal::hex(&seal::sha256(part)) == *named.sha256)
        })
}

fn id(entry: &Entry) -> Option<Uuid> {
    LeafView::of(&entry.line).map(|leaf| leaf.id)
}
