//! Reading the journal from front to back, and telling a torn tail from damage.
//!
//! A group of frames is written only after the group before it was synced. So a broken frame that is followed by a frame of a
//! *later* group, or by a later segment, was durable once: damage, refused by name. A broken frame with nothing or only its own
//! group behind it was never acknowledged, unless a checkpoint or sled knows better, which the caller checks.

use std::fs;
use std::io;
use std::path::Path;

use uuid::Uuid;

use crate::frame::{ALIGN, Command, Header, decode_header, decode_payload, framed};
use crate::segment::{SEGMENT_HEADER, SegmentHeader, segment_path, segments};

/// What a segment holds where nothing was written yet; compared in blocks, which is fast in debug builds too.
static ZEROS: [u8; 4096] = [0; 4096];

/// A place between two frames and what has to come there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The segment.
    pub segment: u64,
    /// Offset within it.
    pub offset: u64,
    /// Number of the next command.
    pub sequence: u64,
    /// The next position.
    pub position: u64,
    /// Checksum of the frame before, where it is known.
    pub previous: Option<u32>,
}

impl Mark {
    /// The beginning of the log.
    pub fn start() -> Self {
        Self {
            segment: 0,
            offset: SEGMENT_HEADER,
            sequence: 0,
            position: 0,
            previous: Some(0),
        }
    }
}

/// Where a frame lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The segment.
    pub segment: u64,
    /// Offset within it.
    pub offset: u64,
    /// Checksum of the frame.
    pub crc: u32,
}

/// How a scan ended.
#[derive(Debug, Clone, Copy)]
pub struct End {
    /// Behind the last whole frame.
    pub mark: Mark,
    /// Whether bytes of an unfinished frame follow.
    pub torn: bool,
    /// Length of the last segment's file.
    pub file_bytes: u64,
}

/// Visits every frame from a mark on. `log` is checked if given.
pub fn scan<E: From<JournalError>>(
    folder: &Path,
    log: Option<Uuid>,
    from: Mark,
    mut visit: impl FnMut(&Header, Command, Place) -> Result<(), E>,
) -> Result<End, E> {
    let list = segments(folder).map_err(JournalError::Io)?;
    let Some(last) = list.last().copied() else {
        return Err(JournalError::Missing {
            segment: from.segment,
        }
        .into());
    };
    let mut mark = from;
    loop {
        let bytes = match fs::read(segment_path(folder, mark.segment)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(JournalError::Missing {
                    segment: mark.segment,
                }
                .into());
            }
            Err(error) => return Err(JournalError::Io(error).into()),
        };
        check_header(&bytes, log, &mark)?;
        while let Some(header) = frame_at(&bytes, &mark) {
            let start = mark.offset as usize;
            let command = decode_payload(&header, &bytes[start..]).ok_or(JournalError::Damaged {
                segment: mark.segment,
                offset: mark.offset,
                position: mark.position,
            })?;
            let place = Place {
                segment: mark.segment,
                offset: mark.offset,
                crc: header.crc,
            };
            mark.offset += framed(header.length as usize) as u64;
            mark.sequence += 1;
            mark.position += command.entries.len() as u64;
            mark.previous = Some(header.crc);
            visit(&header, command, place)?;
        }
        let rest = bytes.get(mark.offset as usize..).unwrap_or_default();
        let clean = rest.chunks(ZEROS.len()).all(|part| part == &ZEROS[..part.len()]);
        if mark.segment < last {
            if !clean {
                return Err(damaged(&mark).into());
            }
            mark = Mark {
                segment: mark.segment + 1,
                offset: SEGMENT_HEADER,
                ..mark
            };
            continue;
        }
        if !clean && later_group(rest, &mark) {
            return Err(damaged(&mark).into());
        }
        return Ok(End {
            mark,
            torn: !clean,
            file_bytes: bytes.len() as u64,
        });
    }
}

/// The frame at a mark, if it is whole and belongs there.
fn frame_at(bytes: &[u8], mark: &Mark) -> Option<Header> {
    let header = decode_header(bytes.get(mark.offset as usize..)?)?;
    let fits = header.segment == mark.segment
        && header.sequence == mark.sequence
        && header.position == mark.position
        && mark.previous.is_none_or(|crc| crc == header.previous);
    fits.then_some(header)
}

/// Whether a whole frame follows that was written after everything up to the mark was durable.
fn later_group(rest: &[u8], mark: &Mark) -> bool {
    (ALIGN..rest.len()).step_by(ALIGN).any(|offset| {
        decode_header(&rest[offset..])
            .is_some_and(|header| header.segment == mark.segment && header.group > mark.sequence)
    })
}

fn check_header(bytes: &[u8], log: Option<Uuid>, mark: &Mark) -> Result<(), JournalError> {
    let bad = JournalError::SegmentHeader {
        segment: mark.segment,
    };
    let Some(header) = SegmentHeader::decode(bytes) else {
        return Err(bad);
    };
    if log.is_some_and(|log| log != header.log) {
        return Err(JournalError::OtherLog {
            segment: mark.segment,
        });
    }
    if header.segment != mark.segment {
        return Err(bad);
    }
    if mark.offset == SEGMENT_HEADER {
        // A segment that does not continue the one before: frames are missing at the end of that one.
        let continues = header.sequence == mark.sequence
            && header.position == mark.position
            && mark.previous.is_none_or(|crc| crc == header.previous);
        if !continues {
            return Err(damaged(mark));
        }
    }
    Ok(())
}

fn damaged(mark: &Mark) -> JournalError {
    JournalError::Damaged {
        segment: mark.segment,
        offset: mark.offset,
        position: mark.position,
    }
}

/// Why the journal cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The disk failed.
    #[error("the journal cannot be read")]
    Io(#[from] io::Error),
    /// A segment is not there.
    #[error("journal segment {segment:010}.seg is missing")]
    Missing {
        /// Which.
        segment: u64,
    },
    /// The header of a segment is damaged.
    #[error("the header of journal segment {segment:010}.seg is damaged")]
    SegmentHeader {
        /// Which.
        segment: u64,
    },
    /// A segment belongs to another log.
    #[error("journal segment {segment:010}.seg belongs to another log")]
    OtherLog {
        /// Which.
        segment: u64,
    },
    /// Bytes that were durable are damaged.
    #[error(
        "journal segment {segment:010}.seg is damaged at byte {offset}: the record at position {position} is lost"
    )]
    Damaged {
        /// The segment.
        segment: u64,
        /// Offset of the broken frame.
        offset: u64,
        /// Position of its first record.
        position: u64,
    },
}
