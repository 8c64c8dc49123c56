//! Keys that no leaf uses: made for a command that was refused, or for one that a crash took. They are collected.
//!
//! A key is *fresh* until a durable leaf uses it. The file `proven` says up to which record every key is known to be used, and
//! from which size on the others may be: what a start has to look at is what came since the last signed checkpoint.

use std::collections::HashMap;
use std::fs;
use std::io;

use hanhtrinh_record::seal::hex;
use uuid::Uuid;

use crate::frame::Cursor;
use crate::key_files::{PROVEN, store};
use crate::keys::{KeyError, Keys};

/// When a key was made that no leaf uses yet.
#[derive(Debug, Clone, Copy)]
pub struct Made {
    /// Its record in the file.
    pub record: u64,
    /// Size of the log then: a leaf that uses the key is at this position or later.
    pub size: u64,
}

/// Up to where keys are known to be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Proven {
    records: u64,
    size: u64,
}

impl Keys {
    /// Durable leaves use the keys of these persons; the log has this size now.
    pub fn confirm(&self, subjects: &[Uuid], size: u64) {
        let mut inner = self.inner();
        inner.head = size;
        if !inner.fresh.is_empty() {
            for subject in subjects {
                inner.fresh.remove(subject);
            }
        }
    }

    /// Keys that may have no leaf, with the id of each, and the position from which a leaf may use them.
    pub fn unproven(&self) -> Result<(HashMap<String, Uuid>, u64), KeyError> {
        let proven = self.proven()?;
        let late = |(subject, record)| (record >= proven.records).then_some(subject);
        let subjects: Vec<Uuid> = self.inner().persons.living().filter_map(late).collect();
        Ok((self.ids_of(subjects)?, proven.size))
    }

    /// Removes keys that no leaf uses.
    pub fn collect(&self, subjects: impl IntoIterator<Item = Uuid>) -> io::Result<()> {
        let mut inner = self.inner();
        for subject in subjects {
            inner.persons.void(subject)?;
            inner.fresh.remove(&subject);
        }
        Ok(())
    }

    /// Removes the keys that are fresh; for a log that has ended well, whose every command is answered.
    pub fn collect_fresh(&self) -> io::Result<()> {
        let fresh: Vec<Uuid> = self.inner().fresh.keys().copied().collect();
        self.collect(fresh)
    }

    /// Writes down up to where keys are proven, if that has moved.
    pub fn store_proven(&self) -> io::Result<()> {
        let inner = self.inner();
        let oldest = inner.fresh.values().min_by_key(|made| made.record);
        let now = match oldest {
            Some(made) => Proven {
                records: made.record,
                size: made.size,
            },
            None => Proven {
                records: inner.persons.records(),
                size: inner.head,
            },
        };
        if self.proven()?.records == now.records {
            return Ok(());
        }
        let mut bytes = [now.records.to_le_bytes(), now.size.to_le_bytes()].concat();
        bytes.extend_from_slice(&crc32fast::hash(&bytes).to_le_bytes());
        store(&self.folder, PROVEN, &bytes)
    }

    fn proven(&self) -> io::Result<Proven> {
        let nothing = Proven { records: 0, size: 0 };
        let bytes = match fs::read(self.folder.join(PROVEN)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(nothing),
            other => other?,
        };
        let mut cursor = Cursor { bytes: &bytes };
        let read = (cursor.u64(), cursor.u64(), cursor.u32());
        Ok(match read {
            (Some(records), Some(size), Some(crc)) if crc == crc32fast::hash(&bytes[..16]) => {
                Proven { records, size }
            }
            // A file that is not understood proves nothing; everything is looked at.
            _ => nothing,
        })
    }

    /// Ids of all living keys, by person; it opens every one of them.
    pub fn key_ids(&self) -> Result<HashMap<String, Uuid>, KeyError> {
        let living = self.inner().persons.living().map(|(subject, _)| subject).collect();
        self.ids_of(living)
    }

    fn ids_of(&self, subjects: Vec<Uuid>) -> Result<HashMap<String, Uuid>, KeyError> {
        let mut keys = HashMap::with_capacity(subjects.len());
        for subject in subjects {
            if let Some(key) = self.key_of(subject)? {
                keys.insert(key.id(), subject);
            }
        }
        Ok(keys)
    }

    /// Every destroyed key: the person, and the id of the key where it is known, hex.
    pub fn tombstones(&self) -> Vec<(Uuid, Option<String>)> {
        let inner = self.inner();
        let named = |id: &[u8; 16]| (*id != [0; 16]).then(|| hex(id));
        let mut list: Vec<_> = inner
            .persons
            .tombstones()
            .map(|(subject, id)| (subject, named(id)))
            .collect();
        list.sort_unstable();
        list
    }
}
