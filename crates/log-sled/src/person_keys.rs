//! The file of person keys: fixed records of 128 bytes, appended and synced before the journal that uses them.
//!
//! A record never crosses a sector, so that forgetting can overwrite a wrapped key in place.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use hanhtrinh_record::PersonKey;
use hanhtrinh_record::seal::{NONCE_BYTES, WRAPPED_BYTES};
use uuid::Uuid;

use crate::frame::Cursor;
use crate::keys::KeyError;

const RECORD: usize = 128;
const MAGIC: [u8; 8] = *b"HTKEYS01";
const KEY: u32 = 1;
const TOMBSTONE: u32 = 2;

/// All person keys, wrapped, in memory and on disk.
pub struct PersonKeys {
    file: File,
    epoch: u32,
    /// Records in the file, the header included.
    records: u64,
    slots: HashMap<Uuid, Slot>,
    /// Records that are not in the file yet.
    pending: Vec<u8>,
}

#[derive(Default, Clone)]
struct Slot {
    key: Option<(u64, [u8; WRAPPED_BYTES])>,
    forgotten: bool,
}

/// What is known of a person's key.
pub enum Found {
    /// The wrapped key.
    Key([u8; WRAPPED_BYTES]),
    /// It was destroyed.
    Forgotten,
    /// There never was one.
    Never,
}

impl PersonKeys {
    /// Begins an empty file.
    pub fn create(path: &Path, log: Uuid, epoch: u32) -> io::Result<Self> {
        let mut file = crate::keys::private_file(path)?;
        file.write_all(&header(log, epoch))?;
        file.sync_all()?;
        Ok(Self {
            file,
            epoch,
            records: 1,
            slots: HashMap::new(),
            pending: Vec::new(),
        })
    }

    /// Reads a file. Broken records at its end were never used by a durable leaf and are cut.
    pub fn open(path: &Path, log: Uuid) -> Result<Self, KeyError> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let epoch = read_header(&bytes, log)?;
        let mut slots: HashMap<Uuid, Slot> = HashMap::new();
        let (mut records, mut broken) = (1, None);
        for (at, record) in bytes.chunks(RECORD).enumerate().skip(1) {
            let Some((kind, subject, wrapped)) = decode(record) else {
                broken.get_or_insert(at);
                continue;
            };
            if let Some(at) = broken {
                return Err(KeyError::Damaged { record: at as u64 });
            }
            let slot = slots.entry(subject).or_default();
            match kind {
                KEY => slot.key = Some((at as u64, wrapped)),
                _ => {
                    *slot = Slot {
                        key: None,
                        forgotten: true,
                    }
                }
            }
            records = at as u64 + 1;
        }
        if records * RECORD as u64 != bytes.len() as u64 {
            file.set_len(records * RECORD as u64)?;
            file.sync_all()?;
        }
        Ok(Self {
            file,
            epoch,
            records,
            slots,
            pending: Vec::new(),
        })
    }

    /// The epoch of the master key that wraps them.
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// Looks a person's key up.
    pub fn find(&self, subject: Uuid) -> Found {
        match self.slots.get(&subject) {
            Some(Slot {
                key: Some((_, wrapped)),
                ..
            }) => Found::Key(*wrapped),
            Some(Slot { forgotten: true, .. }) => Found::Forgotten,
            _ => Found::Never,
        }
    }

    /// Number of living keys and of forgotten persons.
    pub fn counts(&self) -> (u64, u64) {
        let keys = self.slots.values().filter(|slot| slot.key.is_some()).count();
        let forgotten = self.slots.values().filter(|slot| slot.forgotten).count();
        (keys as u64, forgotten as u64)
    }

    /// The persons who were forgotten: they have to stay so after a restore.
    pub fn forgotten(&self) -> Vec<Uuid> {
        let mut list: Vec<Uuid> = self
            .slots
            .iter()
            .filter(|(_, slot)| slot.forgotten)
            .map(|(subject, _)| *subject)
            .collect();
        list.sort_unstable();
        list
    }

    /// Adds a new key; it is durable after [`PersonKeys::flush`].
    pub fn add(&mut self, subject: Uuid, master: &PersonKey, key: &PersonKey, nonce: [u8; NONCE_BYTES]) {
        let wrapped = master.wrap(key, subject, self.epoch, nonce);
        let at = self.records + (self.pending.len() / RECORD) as u64;
        self.pending.extend_from_slice(&encode(KEY, subject, &wrapped));
        self.slots.entry(subject).or_default().key = Some((at, wrapped));
    }

    /// Writes new records and waits until they are on the disk.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        self.file.seek(SeekFrom::Start(self.records * RECORD as u64))?;
        self.file.write_all(&self.pending)?;
        self.file.sync_data()?;
        self.records += (self.pending.len() / RECORD) as u64;
        self.pending.clear();
        Ok(())
    }

    /// Destroys a person's key: its record becomes a tombstone, in place. Returns whether there was a key.
    pub fn forget(&mut self, subject: Uuid) -> io::Result<bool> {
        self.flush()?;
        let tombstone = encode(TOMBSTONE, subject, &[0; WRAPPED_BYTES]);
        let slot = self.slots.entry(subject).or_default();
        let had_key = slot.key.is_some();
        match slot.key.take() {
            Some((at, _)) => {
                self.file.seek(SeekFrom::Start(at * RECORD as u64))?;
                self.file.write_all(&tombstone)?;
                self.file.sync_data()?;
            }
            None if slot.forgotten => {}
            None => self.pending.extend_from_slice(&tombstone),
        }
        slot.forgotten = true;
        self.flush()?;
        Ok(had_key)
    }

    /// Writes all living keys and tombstones to a new file under the next master key.
    pub fn rewrap(
        &self,
        path: &Path,
        log: Uuid,
        old: &PersonKey,
        new: &PersonKey,
        mut nonce: impl FnMut() -> io::Result<[u8; NONCE_BYTES]>,
    ) -> Result<(), KeyError> {
        let epoch = self.epoch + 1;
        let mut out = header(log, epoch).to_vec();
        for (subject, slot) in &self.slots {
            if slot.forgotten {
                out.extend_from_slice(&encode(TOMBSTONE, *subject, &[0; WRAPPED_BYTES]));
            }
            if let Some((at, wrapped)) = &slot.key {
                let key = old
                    .unwrap_key(wrapped, *subject, self.epoch)
                    .map_err(|_| KeyError::Damaged { record: *at })?;
                out.extend_from_slice(&encode(KEY, *subject, &new.wrap(&key, *subject, epoch, nonce()?)));
            }
        }
        let mut file = crate::keys::private_file(path)?;
        file.write_all(&out)?;
        file.sync_all()?;
        Ok(())
    }
}

fn header(log: Uuid, epoch: u32) -> [u8; RECORD] {
    let mut out = [0; RECORD];
    out[..8].copy_from_slice(&MAGIC);
    out[8..12].copy_from_slice(&epoch.to_le_bytes());
    out[12..28].copy_from_slice(log.as_bytes());
    checked(out)
}

fn read_header(bytes: &[u8], log: Uuid) -> Result<u32, KeyError> {
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

fn encode(kind: u32, subject: Uuid, wrapped: &[u8; WRAPPED_BYTES]) -> [u8; RECORD] {
    let mut out = [0; RECORD];
    out[..4].copy_from_slice(&kind.to_le_bytes());
    out[4..20].copy_from_slice(subject.as_bytes());
    out[20..20 + WRAPPED_BYTES].copy_from_slice(wrapped);
    checked(out)
}

fn decode(record: &[u8]) -> Option<(u32, Uuid, [u8; WRAPPED_BYTES])> {
    if !is_whole(record) {
        return None;
    }
    let mut cursor = Cursor { bytes: record };
    let kind = cursor.u32().filter(|kind| [KEY, TOMBSTONE].contains(kind))?;
    Some((kind, Uuid::from_bytes(cursor.array()?), cursor.array()?))
}

fn checked(mut record: [u8; RECORD]) -> [u8; RECORD] {
    let crc = crc32fast::hash(&record[..RECORD - 4]);
    record[RECORD - 4..].copy_from_slice(&crc.to_le_bytes());
    record
}

fn is_whole(record: &[u8]) -> bool {
    record.len() == RECORD && crc32fast::hash(&record[..RECORD - 4]).to_le_bytes() == record[RECORD - 4..]
}
