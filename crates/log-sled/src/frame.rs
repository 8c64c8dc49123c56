//! A frame: one command as bytes of the journal. `docs/LOG-FORMAT.md` describes the bytes.
//!
//! The checksum covers the whole frame except the magic and itself, hence also segment, sequence, position and the checksum
//! of the frame before: zeros, stale bytes and frames that moved are never a frame.

use std::sync::Arc;

use hanhtrinh_log::Entry;
use uuid::Uuid;

/// Length of a frame's header in bytes.
pub const HEADER: usize = 56;
/// Frames begin at multiples of this.
pub const ALIGN: usize = 8;
const MAGIC: [u8; 4] = *b"HTF1";
/// Length that stands for a ciphertext that is not here.
const ABSENT: u32 = u32::MAX;

/// How a command came into this journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// Appended here: fingerprint and reservations are its own.
    Appended = 1,
    /// Taken over from an export, which carries neither.
    Imported = 2,
}

/// What stands before the payload of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Checksum of this frame.
    pub crc: u32,
    /// Bytes of payload, without padding.
    pub length: u32,
    /// Checksum of the frame before; 0 for the first of the log.
    pub previous: u32,
    /// The segment it lies in.
    pub segment: u64,
    /// Number of the command, dense from 0.
    pub sequence: u64,
    /// Position of its first record; the size of the log when it has none.
    pub position: u64,
    /// Sequence of the first command that was synced together with it: everything before was durable when it was written.
    pub group: u64,
    /// How it came here.
    pub kind: Kind,
}

/// The payload: one command with everything needed to rebuild all that is derived.
#[derive(Debug, Clone)]
pub struct Command {
    /// The account.
    pub actor: String,
    /// The command id.
    pub command: Uuid,
    /// Keyed fingerprint of the body.
    pub fingerprint: [u8; 32],
    /// Reservations taken.
    pub reserve: Vec<String>,
    /// Reservations given back.
    pub release: Vec<String>,
    /// Leaves with ciphertexts.
    pub entries: Vec<Entry>,
}

/// Bytes of a whole frame with `payload` bytes of payload.
pub fn framed(payload: usize) -> usize {
    (HEADER + payload).next_multiple_of(ALIGN)
}

/// Writes a payload.
pub fn encode_payload(command: &Command, out: &mut Vec<u8>) {
    put_short(out, command.actor.as_bytes());
    out.extend_from_slice(command.command.as_bytes());
    out.extend_from_slice(&command.fingerprint);
    for names in [&command.reserve, &command.release] {
        out.extend_from_slice(&(names.len() as u16).to_le_bytes());
        names.iter().for_each(|name| put_short(out, name.as_bytes()));
    }
    out.extend_from_slice(&(command.entries.len() as u16).to_le_bytes());
    command.entries.iter().for_each(|entry| put_entry(out, entry));
}

/// Bytes that [`encode_payload`] will write.
pub fn payload_bytes(command: &Command) -> usize {
    let names: usize = command
        .reserve
        .iter()
        .chain(&command.release)
        .map(|name| 2 + name.len())
        .sum();
    let part = |part: &Option<Arc<[u8]>>| 4 + part.as_ref().map_or(0, |part| part.len());
    let entry = |entry: &Entry| 6 + entry.line.len() + entry.sealed.iter().map(part).sum::<usize>();
    2 + command.actor.len() + 16 + 32 + 4 + names + 2 + command.entries.iter().map(entry).sum::<usize>()
}

/// Writes header, payload and padding; returns the checksum. The payload is `header.length` bytes long.
pub fn encode_frame(header: &Header, command: &Command, out: &mut Vec<u8>) -> u32 {
    let start = out.len();
    out.reserve(framed(header.length as usize));
    out.extend_from_slice(&MAGIC);
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(&header.length.to_le_bytes());
    out.extend_from_slice(&header.previous.to_le_bytes());
    for number in [header.segment, header.sequence, header.position, header.group] {
        out.extend_from_slice(&number.to_le_bytes());
    }
    out.extend_from_slice(&[header.kind as u8, 0, 0, 0, 0, 0, 0, 0]);
    encode_payload(command, out);
    debug_assert_eq!(out.len(), start + HEADER + header.length as usize);
    out.resize(start + framed(header.length as usize), 0);
    let crc = crc32fast::hash(&out[start + 8..]);
    out[start + 4..start + 8].copy_from_slice(&crc.to_le_bytes());
    crc
}

/// Reads the header of the frame at the beginning of `bytes` if a whole frame with a right checksum begins there.
pub fn decode_header(bytes: &[u8]) -> Option<Header> {
    let head = bytes.get(..HEADER)?;
    if head[..4] != MAGIC {
        return None;
    }
    let mut cursor = Cursor { bytes: &head[4..] };
    let (crc, length, previous) = (cursor.u32()?, cursor.u32()?, cursor.u32()?);
    let (segment, sequence, position, group) = (cursor.u64()?, cursor.u64()?, cursor.u64()?, cursor.u64()?);
    let kind = match cursor.u64()? {
        1 => Kind::Appended,
        2 => Kind::Imported,
        _ => return None,
    };
    let whole = bytes.get(8..framed(length as usize))?;
    (crc32fast::hash(whole) == crc).then_some(Header {
        crc,
        length,
        previous,
        segment,
        sequence,
        position,
        group,
        kind,
    })
}

/// Reads the payload of a frame whose header was read.
pub fn decode_payload(header: &Header, frame: &[u8]) -> Option<Command> {
    let mut cursor = Cursor {
        bytes: frame.get(HEADER..HEADER + header.length as usize)?,
    };
    let actor = cursor.text()?;
    let command = Uuid::from_bytes(cursor.array()?);
    let fingerprint = cursor.array()?;
    let mut names = [Vec::new(), Vec::new()];
    for list in &mut names {
        for _ in 0..cursor.u16()? {
            list.push(cursor.text()?);
        }
    }
    let count = u64::from(cursor.u16()?);
    let entries = (0..count)
        .map(|i| take_entry(&mut cursor, header.position + i))
        .collect::<Option<Vec<_>>>()?;
    let [reserve, release] = names;
    cursor.bytes.is_empty().then_some(Command {
        actor,
        command,
        fingerprint,
        reserve,
        release,
        entries,
    })
}

/// Writes one entry: the same form in the journal and in sled.
pub fn put_entry(out: &mut Vec<u8>, entry: &Entry) {
    out.extend_from_slice(&(entry.line.len() as u32).to_le_bytes());
    out.extend_from_slice(&entry.line);
    out.extend_from_slice(&(entry.sealed.len() as u16).to_le_bytes());
    for part in &entry.sealed {
        match part {
            Some(cipher) => {
                out.extend_from_slice(&(cipher.len() as u32).to_le_bytes());
                out.extend_from_slice(cipher);
            }
            None => out.extend_from_slice(&ABSENT.to_le_bytes()),
        }
    }
}

/// Reads one entry.
pub fn take_entry(cursor: &mut Cursor<'_>, position: u64) -> Option<Entry> {
    let length = cursor.u32()? as usize;
    let line = Arc::from(cursor.take(length)?);
    let parts = cursor.u16()?;
    let mut sealed = Vec::with_capacity(usize::from(parts));
    for _ in 0..parts {
        let length = cursor.u32()?;
        sealed.push(if length == ABSENT {
            None
        } else {
            Some(Arc::from(cursor.take(length as usize)?))
        });
    }
    Some(Entry {
        position,
        line,
        sealed,
    })
}

fn put_short(out: &mut Vec<u8>, bytes: &[u8]) {
    // Names are checked to fit before a command is taken in.
    out.extend_from_slice(&(bytes.len() as u16).to_le_bytes());
    out.extend_from_slice(bytes);
}

/// Reads numbers and bytes off the front of a slice, never beyond it.
pub struct Cursor<'a> {
    /// What is left.
    pub bytes: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// The next `count` bytes.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(taken)
    }
    /// The next bytes as an array.
    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }
    /// A little-endian number of 2 bytes.
    pub fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }
    /// A little-endian number of 4 bytes.
    pub fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }
    /// A little-endian number of 8 bytes.
    pub fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }
    /// A little-endian number of 16 bytes.
    pub fn u128(&mut self) -> Option<u128> {
        self.array().map(u128::from_le_bytes)
    }
    fn text(&mut self) -> Option<String> {
        let length = self.u16()?;
        String::from_utf8(self.take(usize::from(length))?.to_vec()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_survives_and_any_flipped_bit_shows() {
        let entry = Entry {
            position: 5,
            line: Arc::from(&b"{}"[..]),
            sealed: vec![Some(Arc::from(&b"abc"[..])), None],
        };
        let command = Command {
            actor: "a".into(),
            command: Uuid::from_u128(7),
            fingerprint: [3; 32],
            reserve: vec!["r".into()],
            release: vec![],
            entries: vec![entry],
        };
        let mut payload = Vec::new();
        encode_payload(&command, &mut payload);
        assert_eq!(payload.len(), payload_bytes(&command));
        let header = Header {
            crc: 0,
            length: payload.len() as u32,
            previous: 9,
            segment: 1,
            sequence: 2,
            position: 5,
            group: 2,
            kind: Kind::Appended,
        };
        let mut frame = Vec::new();
        let crc = encode_frame(&header, &command, &mut frame);
        assert_eq!(frame.len() % ALIGN, 0);
        let read = decode_header(&frame).unwrap();
        assert_eq!(read, Header { crc, ..header });
        let back = decode_payload(&read, &frame).unwrap();
        assert_eq!(
            (back.actor, back.reserve, back.entries.len()),
            (command.actor, command.reserve, 1)
        );
        assert_eq!(back.entries[0].sealed, command.entries[0].sealed);
        for bit in 0..frame.len() * 8 {
            let mut bad = frame.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(decode_header(&bad).is_none(), "bit {bit}");
        }
        assert!(decode_header(&frame[..frame.len() - 1]).is_none());
    }
}
