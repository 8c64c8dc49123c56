//! Opening what is sealed in the whole log, as fast as it can be read: segment by segment out of the journal, and of each
//! leaf only what opening needs, where it lies. What the journal does not give is read as anybody reads it.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::Read;
use std::ops::Range;

use hanhtrinh_log::{Opened, ReadError};
use hanhtrinh_record::Place;
use serde::Deserialize;
use uuid::Uuid;

use crate::frame::{Cursor, HEADER, decode_header, framed};
use crate::opener::{Opener, Sealed};
use crate::segment::{SEGMENT_HEADER, SegmentHeader, segment_path, segments};
use crate::shared::Shared;
use crate::sled_log::SledLog;

/// Entries read at a time where the journal does not give them.
const BATCH: u64 = 1024;
/// Length that stands for a ciphertext that is not here.
const ABSENT: u32 = u32::MAX;

/// A run of the log that lies together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Its positions.
    pub positions: Range<u64>,
    segment: u64,
}

/// What was sealed beside a leaf: the subject of each part with what is here of it.
pub type Beside = Vec<(Uuid, Opened)>;

/// What opening needs of a leaf; the rest is skipped unread.
#[derive(Deserialize)]
struct Heading<'a> {
    id: Uuid,
    #[serde(borrow)]
    stream: Cow<'a, str>,
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    schema: u16,
    #[serde(borrow, default)]
    sealed: Vec<Named<'a>>,
}

/// What a leaf says about a part.
#[derive(Deserialize)]
struct Named<'a> {
    subject: Uuid,
    #[serde(borrow)]
    key: Cow<'a, str>,
}

impl SledLog {
    /// The runs that make up positions `from..to`, in order. Several threads may open one each.
    pub fn spans(&self, from: u64, to: u64) -> Result<Vec<Span>, ReadError> {
        let mut spans: Vec<Span> = Vec::new();
        for segment in segments(&self.shared().journal)? {
            let mut bytes = Vec::new();
            let file = File::open(segment_path(&self.shared().journal, segment))?;
            file.take(SEGMENT_HEADER).read_to_end(&mut bytes)?;
            let Some(header) = SegmentHeader::decode(&bytes) else {
                continue;
            };
            let begins = header.position.clamp(from, to);
            if let Some(last) = spans.last_mut() {
                last.positions.end = begins.max(last.positions.start);
            }
            let positions = if spans.is_empty() { from } else { begins }..to;
            spans.push(Span { positions, segment });
        }
        if spans.is_empty() {
            let positions = from..to;
            spans.push(Span {
                positions,
                segment: 0,
            });
        }
        spans.retain(|span| !span.positions.is_empty());
        Ok(spans)
    }
}

impl Opener<'_> {
    /// Opens what is sealed beside the leaves of a run whose stream is wanted, and hands it over in the order of the log,
    /// with position and stream.
    pub fn open_span(
        &mut self,
        span: &Span,
        wanted: impl Fn(&str) -> bool,
        mut take: impl FnMut(u64, &str, Beside),
    ) -> Result<(), ReadError> {
        let shared = self.log().shared();
        let log = self.log().genesis().log;
        let mut visit = |position: u64, line: &[u8], ciphers: &[Option<&[u8]>]| -> Result<(), ReadError> {
            if ciphers.is_empty() || stream_of(line).is_some_and(|stream| !wanted(stream)) {
                return Ok(());
            }
            let damaged = |_| ReadError::Damaged {
                position,
                what: "the line is not a leaf",
            };
            let heading: Heading<'_> = serde_json::from_slice(line).map_err(damaged)?;
            if !wanted(&heading.stream) {
                return Ok(());
            }
            let mut beside = Beside::with_capacity(heading.sealed.len());
            for (at, named) in heading.sealed.iter().enumerate() {
                let place = Place {
                    log,
                    event: heading.id,
                    stream: &heading.stream,
                    subject: named.subject,
                    kind: &heading.kind,
                    schema: heading.schema,
                };
                let part = Sealed {
                    position,
                    place,
                    key: &named.key,
                    cipher: ciphers.get(at).copied().flatten(),
                };
                // A part that does not open is one that is not here: the check of the log names it.
                let opened = self.open_part(&part).unwrap_or(Opened::Missing);
                beside.push((named.subject, opened));
            }
            take(position, &heading.stream, beside);
            Ok(())
        };
        let mut next = span.positions.start;
        if let Ok(bytes) = fs::read(segment_path(&shared.journal, span.segment)) {
            let range = span.positions.clone();
            sweep(shared, span.segment, &bytes, &mut |position, line, ciphers| {
                if range.contains(&position) {
                    visit(position, line, ciphers)?;
                    next = position + 1;
                }
                Ok(position + 1 < range.end)
            })?;
        }
        while next < span.positions.end {
            let to = span.positions.end.min(next + BATCH);
            for entry in shared.entries(next, to)? {
                let ciphers: Vec<_> = entry.sealed.iter().map(Option::as_deref).collect();
                visit(entry.position, &entry.line, &ciphers)?;
            }
            next = to;
        }
        Ok(())
    }
}

type Visit<'a> = dyn FnMut(u64, &[u8], &[Option<&[u8]>]) -> Result<bool, ReadError> + 'a;

/// Visits the entries of a segment until one is not right or the visitor wants no more.
fn sweep(shared: &Shared, segment: u64, bytes: &[u8], visit: &mut Visit<'_>) -> Result<(), ReadError> {
    let right = |header: &SegmentHeader| header.segment == segment && header.log == shared.genesis.log;
    let Some(header) = SegmentHeader::decode(bytes).filter(right) else {
        return Ok(());
    };
    let (mut offset, mut next) = (SEGMENT_HEADER as usize, header.position);
    let mut ciphers = Vec::new();
    while let Some(frame) = bytes.get(offset..)
        && let Some(header) = decode_header(frame)
    {
        let payload = frame.get(HEADER..HEADER + header.length as usize);
        let (Some(payload), true) = (payload, header.segment == segment && header.position == next) else {
            return Ok(());
        };
        let mut cursor = Cursor { bytes: payload };
        let Some(count) = skip_to_entries(&mut cursor) else {
            return Ok(());
        };
        for _ in 0..count {
            let Some(line) = take_entry(&mut cursor, &mut ciphers) else {
                return Ok(());
            };
            if !visit(next, line, &ciphers)? {
                return Ok(());
            }
            next += 1;
        }
        offset += framed(header.length as usize);
    }
    Ok(())
}

/// Skips what stands before the entries of a command. Returns their number.
fn skip_to_entries(cursor: &mut Cursor<'_>) -> Option<u16> {
    let actor = cursor.u16()?;
    cursor.take(usize::from(actor) + 16 + 32)?;
    for _ in 0..2 {
        for _ in 0..cursor.u16()? {
            let name = cursor.u16()?;
            cursor.take(usize::from(name))?;
        }
    }
    cursor.u16()
}

fn take_entry<'a>(cursor: &mut Cursor<'a>, ciphers: &mut Vec<Option<&'a [u8]>>) -> Option<&'a [u8]> {
    let length = cursor.u32()?;
    let line = cursor.take(length as usize)?;
    ciphers.clear();
    for _ in 0..cursor.u16()? {
        ciphers.push(match cursor.u32()? {
            ABSENT => None,
            length => Some(cursor.take(length as usize)?),
        });
    }
    Some(line)
}

/// The stream of a line as it is written here; `None` where it is written otherwise, and has to be read.
fn stream_of(line: &[u8]) -> Option<&str> {
    const BEGIN: &[u8] = b"{\"v\":1,\"id\":\"";
    const NEXT: &[u8] = b"\",\"stream\":\"";
    let rest = line.strip_prefix(BEGIN)?.get(36..)?.strip_prefix(NEXT)?;
    let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
    let plain = rest[end] == b'"';
    plain.then(|| std::str::from_utf8(&rest[..end]).ok()).flatten()
}

#[cfg(test)]
mod tests;
