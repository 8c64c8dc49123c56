//! Walking along sled beside the journal. Sled is derived: what differs is mended at the next start, but it is said, and what
//! sled knows beyond the journal shows that the journal has lost something.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use hanhtrinh_log::Entry;
use uuid::Uuid;

use crate::blocks::decode_entries;
use crate::store::{Kind, Store, StoreError};

/// Sled is looked at once, from front to back.
const CACHE: u64 = 16 << 20;

/// Walks along sled.
pub struct Compare {
    store: Option<Store>,
    block: Vec<Entry>,
    next: u64,
    differs: Option<u64>,
}

impl Compare {
    /// Compares with nothing.
    pub fn nothing() -> Self {
        Self {
            store: None,
            block: Vec::new(),
            next: 0,
            differs: None,
        }
    }

    /// Opens the sled folder, if there is one.
    pub fn open(data: &Path) -> Self {
        let folder = data.join("sled");
        let opened = if folder.is_dir() {
            Store::open(&folder, CACHE).map(Some)
        } else {
            Ok(None)
        };
        let differs = opened.is_err().then_some(0);
        let store = opened.unwrap_or_default();
        Self {
            store,
            differs,
            ..Self::nothing()
        }
    }

    /// Position from which sled differs, if it does.
    pub fn differs(&self) -> Option<u64> {
        self.differs
    }

    /// Whether sled was filled from this log.
    pub fn belongs_to(&mut self, log: Uuid) {
        if self.store.is_some()
            && self.ask(|store| Ok(store.log()?.is_some_and(|id| id != log))) != Some(false)
        {
            self.differs = Some(0);
        }
    }

    /// Compares the next entry.
    pub fn entry(&mut self, entry: &Entry) {
        if self.store.is_none() || self.differs.is_some() {
            return;
        }
        if self.next == self.block.len() as u64 {
            self.next = 0;
            match self.block_at(entry.position) {
                Some(Some(block)) => self.block = block,
                // Sled is filled behind the journal; what it does not hold yet is not wrong.
                Some(None) if !self.is_ahead(entry.position) => {
                    self.block.clear();
                    return;
                }
                _ => self.block.clear(),
            }
        }
        match self.block.get(self.next as usize) {
            Some(same) if same.line == entry.line && same.sealed == entry.sealed => self.next += 1,
            _ => self.differs = Some(entry.position),
        }
    }

    /// After the last entry: whether the blocks that are not entries are what was written.
    pub fn finish(&mut self) {
        if self.store.is_none() || self.differs.is_some() {
            return;
        }
        let right = self.ask(|store| {
            for kind in [Kind::Rows, Kind::Tile, Kind::HighTile] {
                store.check(kind)?;
            }
            Ok(())
        });
        if right.is_none() {
            self.differs = Some(0);
        }
    }

    /// Whether sled holds a whole block with entries from `size` on.
    pub fn is_ahead(&self, size: u64) -> bool {
        let next = self.ask(|store| {
            let last = store.floor(Kind::Entries, u64::MAX)?;
            last.map(|number| Ok((number, store.get(Kind::Entries, number)?)))
                .transpose()
        });
        let Some(Some((number, Some(body)))) = next else {
            return false;
        };
        decode_entries(number, &body).is_some_and(|block| number + block.len() as u64 > size)
    }

    /// The entry that sled holds at a position.
    pub fn stored(&self, position: u64) -> Option<Entry> {
        let block = self.ask(|store| {
            let first = store.floor(Kind::Entries, position)?;
            first
                .map(|number| Ok((number, store.get(Kind::Entries, number)?)))
                .transpose()
        });
        let (number, body) = block??;
        let entries = decode_entries(number, &body?)?;
        entries.into_iter().find(|entry| entry.position == position)
    }

    fn block_at(&self, position: u64) -> Option<Option<Vec<Entry>>> {
        let body = self.ask(|store| store.get(Kind::Entries, position))?;
        body.map_or(Some(None), |body| decode_entries(position, &body).map(Some))
    }

    /// Asks sled, which answers some damage with a panic.
    fn ask<T>(&self, question: impl FnOnce(&Store) -> Result<T, StoreError>) -> Option<T> {
        let store = self.store.as_ref()?;
        catch_unwind(AssertUnwindSafe(|| question(store))).ok()?.ok()
    }
}
