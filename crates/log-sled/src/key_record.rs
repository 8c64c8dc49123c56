//! Records of the file of person keys: 128 bytes each, never across a sector.
//!
//! Each record names the number of records that were durable when it was written: a broken record below that number was durable
//! once, which is damage; any other was being written when the power went, whatever stands behind it, and no durable leaf uses it.

use hanhtrinh_record::seal::WRAPPED_BYTES;
use uuid::Uuid;

use crate::frame::Cursor;
use crate::keys::KeyError;

/// Length of a record in bytes.
pub const RECORD: usize = 128;
/// A wrapped key.
pub const KEY: u32 = 1;
/// What is left of a destroyed key.
pub const TOMBSTONE: u32 = 2;
/// A record that says nothing: it was torn, or its key was never used.
pub const VOID: u32 = 3;
/// What a tombstone keeps of a key: its id; zeros where the person had none.
pub type KeyId = [u8; 16];

const MAGIC: [u8; 8] = *b"HTKEYS01";
/// Where a record says how many records were durable before it.
const DURABLE: usize = 20 + WRAPPED_BYTES;

/// The id of a key out of its hex form; zeros where it is none.
pub fn key_id(hex: &str) -> KeyId {
    let digits = hex.as_bytes();
    let mut id = KeyId::default();
    if digits.len() != 32 {
        return id;
    }
    for (byte, pair) in id.iter_mut().zip(digits.chunks(2)) {
        let text = std::str::from_utf8(pair).unwrap_or_default();
        match u8::from_str_radix(text, 16) {
            Ok(value) => *byte = value,
            Err(_) => return KeyId::default(),
        }
    }
    id
}

/// The body of a tombstone.
pub fn tombstone(id: &KeyId) -> [u8; WRAPPED_BYTES] {
    let mut body = [0; WRAPPED_BYTES];
    body[..id.len()].copy_from_slice(id);
    body
}

/// The first record of a file.
pub fn header(log: Uuid, epoch: u32) -> [u8; RECORD] {
    let mut out = [0; RECORD];
    out[..8].copy_from_slice(&MAGIC);
    out[8..12].copy_from_slice(&epoch.to_le_bytes());
    out[12..28].copy_from_slice(log.as_bytes());
    checked(out)
}

/// Reads the first record: the epoch of the file.
pub fn read_header(bytes: &[u8], log: Uuid) -> Result<u32, KeyError> {
    let record = bytes
        .get(..RECORD)
        .filter(|record| is_whole(record))
        .ok_or(KeyError::Damaged { record: 0 })?;
    let mut cursor = Cursor { bytes: record };
    if cursor.array() != Some(MAGIC) {
        return Err(KeyError::Damaged { record: 0 });
    }
    let epoch = cursor.u32().ok_or(KeyError::Damaged { record: 0 })?;
    if cursor.array().map(Uuid::from_bytes) != Some(log) {
        return Err(KeyError::OtherLog);
    }
    Ok(epoch)
}

/// A record, with its checksum.
pub fn encode(kind: u32, subject: Uuid, wrapped: &[u8; WRAPPED_BYTES]) -> [u8; RECORD] {
    let mut out = [0; RECORD];
    out[..4].copy_from_slice(&kind.to_le_bytes());
    out[4..20].copy_from_slice(subject.as_bytes());
    out[20..20 + WRAPPED_BYTES].copy_from_slice(wrapped);
    checked(out)
}

/// Kind, person and body of a record, if it is whole.
pub fn decode(record: &[u8]) -> Option<(u32, Uuid, [u8; WRAPPED_BYTES])> {
    if !is_whole(record) {
        return None;
    }
    let mut cursor = Cursor { bytes: record };
    let kind = cursor
        .u32()
        .filter(|kind| [KEY, TOMBSTONE, VOID].contains(kind))?;
    Some((kind, Uuid::from_bytes(cursor.array()?), cursor.array()?))
}

/// Says in a record how many records were durable before it.
pub fn mark(record: &mut [u8], durable: u64) {
    record[DURABLE..DURABLE + 8].copy_from_slice(&durable.to_le_bytes());
    let crc = crc32fast::hash(&record[..RECORD - 4]);
    record[RECORD - 4..].copy_from_slice(&crc.to_le_bytes());
}

/// How many records were durable when this one was written, as far as it says.
pub fn durable_before(record: &[u8]) -> u64 {
    let bytes = record
        .get(DURABLE..DURABLE + 8)
        .and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(0, u64::from_le_bytes)
}

fn checked(mut record: [u8; RECORD]) -> [u8; RECORD] {
    let crc = crc32fast::hash(&record[..RECORD - 4]);
    record[RECORD - 4..].copy_from_slice(&crc.to_le_bytes());
    record
}

fn is_whole(record: &[u8]) -> bool {
    record.len() == RECORD && crc32fast::hash(&record[..RECORD - 4]).to_le_bytes() == record[RECORD - 4..]
}
