//! The file of person keys: fixed records of 128 bytes, appended and synced before the journal that uses them.
//!
//! A record never crosses a sector, so that forgetting can overwrite a wrapped key in place. What is left of a destroyed key is
//! its id: what was sealed under it is known to be erased, and what is sealed under a later key of the person is not.

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
const VOID: u32 = 3;

/// What a tombstone keeps of a key: its id; zeros where the person had none.
pub type KeyId = [u8; 16];

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
    destroyed: Vec<KeyId>,
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
        let mut file = crate::key_files::private_file(path)?;
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
        Self::read(path, log, true)
    }

    /// Reads a file without changing it.
    pub fn look(path: &Path, log: Uuid) -> Result<Self, KeyError> {
        Self::read(path, log, false)
    }

    fn read(path: &Path, log: Uuid, mend: bool) -> Result<Self, KeyError> {
        let mut file = OpenOptions::new().read(true).write(mend).open(path)?;
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
            records = at as u64 + 1;
            match kind {
                KEY => slots.entry(subject).or_default().key = Some((at as u64, wrapped)),
                TOMBSTONE => {
                    let id = wrapped.first_chunk().copied().unwrap_or_default();
                    slots.entry(subject).or_default().destroyed.push(id);
                }
                _ => {}
            }
        }
        if mend && records * RECORD as u64 != bytes.len() as u64 {
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
            Some(slot) if !slot.destroyed.is_empty() => Found::Forgotten,
            _ => Found::Never,
        }
    }

    /// Whether the key of this id was destroyed.
    pub fn is_destroyed(&self, subject: Uuid, id: &str) -> bool {
        let id = key_id(id);
        let slot = self.slots.get(&subject);
        slot.is_some_and(|slot| id != KeyId::default() && slot.destroyed.contains(&id))
    }

    /// Number of living keys and of forgotten persons.
    pub fn counts(&self) -> (u64, u64) {
        let keys = self.slots.values().filter(|slot| slot.key.is_some()).count();
        let forgotten = self.slots.values().filter(|slot| !slot.destroyed.is_empty()).count();
        (keys as u64, forgotten as u64)
    }

    /// Every person with a living key, and the record it stands in.
    pub fn living(&self) -> impl Iterator<Item = (Uuid, u64)> {
        let key = |(subject, slot): (&Uuid, &Slot)| slot.key.as_ref().map(|(record, _)| (*subject, *record));
        self.slots.iter().filter_map(key)
    }

    /// The record of a person's living key.
    pub fn record_of(&self, subject: Uuid) -> Option<u64> {
        self.slots.get(&subject)?.key.as_ref().map(|(record, _)| *record)
    }

    /// Every destroyed key.
    pub fn tombstones(&self) -> impl Iterator<Item = (Uuid, &KeyId)> {
        let slots = self.slots.iter();
        slots.flat_map(|(subject, slot)| slot.destroyed.iter().map(move |id| (*subject, id)))
    }

    /// Records of the file, the header included.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// The persons who were forgotten: they have to stay so after a restore.
    pub fn forgotten(&self) -> Vec<Uuid> {
        let mut list: Vec<Uuid> = self
            .slots
            .iter()
            .filter(|(_, slot)| !slot.destroyed.is_empty())
            .map(|(subject, _)| *subject)
            .collect();
        list.sort_unstable();
        list
    }

    /// Adds a new key; it is durable after [`PersonKeys::flush`]. Returns its record.
    pub fn add(
        &mut self,
        subject: Uuid,
        master: &PersonKey,
        key: &PersonKey,
        nonce: [u8; NONCE_BYTES],
    ) -> u64 {
        let wrapped = master.wrap(key, subject, self.epoch, nonce);
        let at = self.records + (self.pending.len() / RECORD) as u64;
        self.pending.extend_from_slice(&encode(KEY, subject, &wrapped));
        self.slots.entry(subject).or_default().key = Some((at, wrapped));
        at
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

    /// Destroys a person's key: its record becomes a tombstone with the id of the key, in place.
    pub fn forget(&mut self, subject: Uuid, id: Option<&str>) -> io::Result<()> {
        self.flush()?;
        let id = id.map(key_id).unwrap_or_default();
        let slot = self.slots.entry(subject).or_default();
        match slot.key.take() {
            Some((at, _)) => {
                let tombstone = encode(TOMBSTONE, subject, &tombstone(&id));
                slot.destroyed.push(id);
                self.overwrite(at, &tombstone)
            }
            None if !slot.destroyed.is_empty() => Ok(()),
            None => self.entomb(subject, None),
        }
    }

    /// Adds a tombstone beside what is there.
    pub fn entomb(&mut self, subject: Uuid, id: Option<&str>) -> io::Result<()> {
        let id = id.map(key_id).unwrap_or_default();
        let slot = self.slots.entry(subject).or_default();
        if slot.destroyed.contains(&id) {
            return Ok(());
        }
        slot.destroyed.push(id);
        self.pending
            .extend_from_slice(&encode(TOMBSTONE, subject, &tombstone(&id)));
        self.flush()
    }

    /// Removes a key that was never used; its record says nothing any more.
    pub fn void(&mut self, subject: Uuid) -> io::Result<()> {
        self.flush()?;
        let Some(slot) = self.slots.get_mut(&subject) else {
            return Ok(());
        };
        let Some((at, _)) = slot.key.take() else {
            return Ok(());
        };
        if slot.destroyed.is_empty() {
            self.slots.remove(&subject);
        }
        self.overwrite(at, &encode(VOID, Uuid::nil(), &[0; WRAPPED_BYTES]))
    }

    fn overwrite(&mut self, at: u64, record: &[u8; RECORD]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(at * RECORD as u64))?;
        self.file.write_all(record)?;
        self.file.sync_data()
    }

    /// Writes all living keys and tombstones to a new file under the next master key; the keys of `last` at its end.
    pub fn rewrap(
        &self,
        path: &Path,
        log: Uuid,
        old: &PersonKey,
        new: &PersonKey,
        last: &[Uuid],
        mut nonce: impl FnMut() -> io::Result<[u8; NONCE_BYTES]>,
    ) -> Result<(), KeyError> {
        let epoch = self.epoch + 1;
        let mut out = header(log, epoch).to_vec();
        for (subject, id) in self.tombstones() {
            out.extend_from_slice(&encode(TOMBSTONE, subject, &tombstone(id)));
        }
        let mut keys: Vec<(u64, Uuid)> = self.living().map(|(subject, at)| (at, subject)).collect();
        // In the order in which they were made, so that the file of a seeded log is the same every time.
        keys.sort_unstable_by_key(|(at, subject)| (last.contains(subject), *at));
        for (at, subject) in keys {
            let Found::Key(wrapped) = self.find(subject) else {
                continue;
            };
            let key = old
                .unwrap_key(&wrapped, subject, self.epoch)
                .map_err(|_| KeyError::Damaged { record: at })?;
            out.extend_from_slice(&encode(KEY, subject, &new.wrap(&key, subject, epoch, nonce()?)));
        }
        let mut file = crate::key_files::private_file(path)?;
        file.write_all(&out)?;
        file.sync_all()?;
        Ok(())
    }
}

/// The id of a key out of its hex form; zeros where it is none.
fn key_id(hex: &str) -> KeyId {
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

fn tombstone(id: &KeyId) -> [u8; WRAPPED_BYTES] {
    let mut body = [0; WRAPPED_BYTES];
    body[..id.len()].copy_from_slice(id);
    body
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
    let kind = cursor.u32().filter(|kind| [KEY, TOMBSTONE, VOID].contains(kind))?;
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
