//! The file of person keys: fixed records of 128 bytes, appended and synced before the journal that uses them.
//!
//! A record never crosses a sector, so that forgetting can overwrite a wrapped key in place. What is left of a destroyed key is
//! its id: what was sealed under it is known to be erased, and what is sealed under a later key of the person is not.
//!
//! Behind the records the file is filled with zeros, so that a sync of new ones waits for their bytes alone and not for the
//! length of the file. Zeros are no record: those behind the last record were never written.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use hanhtrinh_record::PersonKey;
use hanhtrinh_record::seal::{NONCE_BYTES, WRAPPED_BYTES};
use uuid::Uuid;

use crate::key_record::{
    KEY, KeyId, RECORD, TOMBSTONE, VOID, decode, durable_before, encode, header, key_id, mark, read_header,
    tombstone,
};
use crate::keys::KeyError;

/// The file grows by this many bytes, of which the unused are zeros.
const AHEAD: u64 = 256 * 1024;

/// Most keys that are kept unwrapped.
const RECENT: usize = 256;

/// All person keys, wrapped, in memory and on disk.
pub struct PersonKeys {
    file: File,
    epoch: u32,
    /// Records in the file, the header included.
    records: u64,
    /// Bytes of the file, the zeros behind the records included.
    file_bytes: u64,
    slots: HashMap<Uuid, Slot>,
    /// Keys that were used a moment ago, unwrapped: facts about one person mostly come together.
    recent: HashMap<Uuid, PersonKey>,
    /// Records that are not in the file yet.
    pending: Vec<u8>,
    /// Whether records are only written, until [`PersonKeys::settle`].
    pub late: bool,
    unsettled: bool,
    /// Whether the disk failed: what is in the file is unknown, and nothing is written any more.
    failed: bool,
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
            file_bytes: RECORD as u64,
            slots: HashMap::new(),
            recent: HashMap::new(),
            pending: Vec::new(),
            late: false,
            unsettled: false,
            failed: false,
        })
    }

    /// Reads a file. Records that were torn when the power went are made void.
    /// The first `proven` records are known to be durable: none of them may be missing or broken.
    pub fn open(path: &Path, log: Uuid, proven: u64) -> Result<Self, KeyError> {
        Self::read(path, log, proven, true)
    }

    /// Reads a file without changing it.
    pub fn look(path: &Path, log: Uuid, proven: u64) -> Result<Self, KeyError> {
        Self::read(path, log, proven, false)
    }

    fn read(path: &Path, log: Uuid, proven: u64, mend: bool) -> Result<Self, KeyError> {
        let mut file = OpenOptions::new().read(true).write(mend).open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let file_bytes = bytes.len() as u64;
        let used = bytes
            .iter()
            .rposition(|byte| *byte != 0)
            .map_or(0, |last| last + 1);
        bytes.truncate(used.next_multiple_of(RECORD));
        let epoch = read_header(&bytes, log)?;
        let mut slots: HashMap<Uuid, Slot> = HashMap::new();
        let (mut torn, mut durable) = (Vec::new(), proven);
        for (at, record) in (0u64..).zip(bytes.chunks(RECORD)).skip(1) {
            let Some((kind, subject, wrapped)) = decode(record) else {
                torn.push(at);
                continue;
            };
            durable = durable.max(durable_before(record));
            match kind {
                KEY => slots.entry(subject).or_default().key = Some((at, wrapped)),
                TOMBSTONE => {
                    let id = wrapped.first_chunk().copied().unwrap_or_default();
                    slots.entry(subject).or_default().destroyed.push(id);
                }
                _ => {}
            }
        }
        if let Some(record) = torn.first().copied().filter(|at| *at < durable) {
            return Err(KeyError::Damaged { record });
        }
        let records = bytes.len().div_ceil(RECORD) as u64;
        if records < durable {
            return Err(KeyError::Damaged { record: records });
        }
        if mend {
            for at in torn {
                file.seek(SeekFrom::Start(at * RECORD as u64))?;
                file.write_all(&encode(VOID, Uuid::nil(), &[0; WRAPPED_BYTES]))?;
            }
            // Also what a process that was stopped wrote and did not wait for: it is used from now on.
            file.sync_all()?;
        }
        Ok(Self {
            file,
            epoch,
            records,
            file_bytes,
            slots,
            recent: HashMap::new(),
            pending: Vec::new(),
            late: false,
            unsettled: false,
            failed: false,
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

    /// The living key of a person, unwrapped; `None` if there is none.
    pub fn open_key(&mut self, subject: Uuid, master: &PersonKey) -> Result<Option<PersonKey>, KeyError> {
        if let Some(key) = self.recent.get(&subject) {
            return Ok(Some(key.clone()));
        }
        let Found::Key(wrapped) = self.find(subject) else {
            return Ok(None);
        };
        let key = master.unwrap_key(&wrapped, subject, self.epoch);
        let key = key.map_err(|_| KeyError::DoesNotOpen)?;
        self.keep(subject, &key);
        Ok(Some(key))
    }

    fn keep(&mut self, subject: Uuid, key: &PersonKey) {
        if self.recent.len() >= RECENT {
            self.recent.clear();
        }
        self.recent.insert(subject, key.clone());
    }

    /// Whether the key of this id was destroyed.
    pub fn is_destroyed(&self, subject: Uuid, id: &str) -> bool {
        let id = key_id(id);
        let slot = self.slots.get(&subject);
        slot.is_some_and(|slot| id != KeyId::default() && slot.destroyed.contains(&id))
    }

    /// Number of living keys and of forgotten persons.
    pub fn counts(&self) -> (u64, u64) {
        let count = |is: fn(&&Slot) -> bool| self.slots.values().filter(is).count() as u64;
        (
            count(|slot| slot.key.is_some()),
            count(|slot| !slot.destroyed.is_empty()),
        )
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
        let slots = self.slots.iter().filter(|(_, slot)| !slot.destroyed.is_empty());
        let mut list: Vec<Uuid> = slots.map(|(subject, _)| *subject).collect();
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
        self.keep(subject, key);
        at
    }

    /// Writes new records and waits until they are on the disk. A failure is final: what was written is unknown.
    pub fn flush(&mut self) -> io::Result<()> {
        self.usable()?;
        if self.pending.is_empty() {
            return Ok(());
        }
        let mut pending = std::mem::take(&mut self.pending);
        pending
            .chunks_mut(RECORD)
            .for_each(|record| mark(record, self.records));
        let count = (pending.len() / RECORD) as u64;
        let end = (self.records + count) * RECORD as u64;
        if end > self.file_bytes {
            let grown = end.next_multiple_of(AHEAD);
            pending.resize(pending.len() + (grown - end) as usize, 0);
            self.file_bytes = grown;
        }
        self.write(self.records, &pending)?;
        self.records += count;
        Ok(())
    }

    /// Nothing is written any more: what is in the file, or which file it is, is unknown until a restart.
    pub fn fail(&mut self) {
        self.failed = true;
    }

    fn usable(&self) -> io::Result<()> {
        match self.failed {
            true => Err(io::Error::other(
                "the key store failed before; restart the server",
            )),
            false => Ok(()),
        }
    }

    fn write(&mut self, at: u64, records: &[u8]) -> io::Result<()> {
        self.usable()?;
        self.failed = true;
        self.file.seek(SeekFrom::Start(at * RECORD as u64))?;
        self.file.write_all(records)?;
        self.unsettled = true;
        self.failed = false;
        match self.late {
            true => Ok(()),
            false => self.settle(),
        }
    }

    /// Waits until what was written is on the disk. A failure is final.
    pub fn settle(&mut self) -> io::Result<()> {
        self.usable()?;
        if self.unsettled {
            self.failed = true;
            self.file.sync_data()?;
            (self.failed, self.unsettled) = (false, false);
        }
        Ok(())
    }

    /// Destroys a person's key: its record becomes a tombstone with the id of the key, in place.
    pub fn forget(&mut self, subject: Uuid, id: Option<&str>) -> io::Result<()> {
        self.recent.remove(&subject);
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
        self.recent.remove(&subject);
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
        let mut record = *record;
        mark(&mut record, self.records);
        self.write(at, &record)
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
