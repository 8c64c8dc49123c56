//! What the writer and the readers of an open log share.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{OnceLock, PoisonError, RwLock};

use hanhtrinh_log::{CommandRow, Entry, Head, Index, ReadError};
use hanhtrinh_record::tree::{Hash, leaf_hash, root_at};
use hanhtrinh_record::{Genesis, Signers};
use sled::Batch;
use tokio::sync::watch;

use crate::blocks::{decode_entries, decode_rows, pack_entries};
use crate::keys::Keys;
use crate::lookup::{journal_entries, journal_row};
use crate::store::{Kind, Store, StoreError};
use crate::tail::Tail;
use crate::tiles::{TILE, TileNodes, Tiles, hashes};

/// Most positions around a lost one that are mended at once.
const PIECE: u64 = 4096;

/// The state of an open log.
pub struct Shared {
    /// The first event.
    pub genesis: Genesis,
    /// Folder of the journal.
    pub journal: PathBuf,
    /// Which key signs checkpoints of which size.
    pub signers: RwLock<Signers>,
    /// Keys, unless it is a replica without.
    pub keys: Option<Keys>,
    /// The past; may be ahead of what is durable by the group being written, hence filtered by `head`.
    pub index: RwLock<Index>,
    /// The tree over what is durable.
    pub tiles: RwLock<Tiles>,
    /// What sled does not hold yet.
    pub tail: RwLock<Tail>,
    /// Sled.
    pub store: Store,
    /// What is durable.
    pub head: watch::Sender<Head>,
    /// Number of durable commands.
    pub commands: AtomicU64,
    /// Why writing stopped.
    pub stopped: OnceLock<&'static str>,
}

impl Shared {
    /// Entries `from..to`, which are durable.
    pub fn entries(&self, from: u64, to: u64) -> Result<Vec<Entry>, ReadError> {
        let mut out = Vec::with_capacity((to - from).min(4096) as usize);
        let mut next = from;
        while next < to {
            {
                let tail = self.tail.read().unwrap_or_else(PoisonError::into_inner);
                if let Some(entries) = tail.entries(next, to) {
                    out.extend(entries.cloned());
                    return Ok(out);
                }
            }
            let block = self.block(next)?;
            let skip = block.first().map_or(0, |first| next - first.position) as usize;
            let before = out.len();
            out.extend(block.into_iter().skip(skip).take((to - next) as usize));
            next += (out.len() - before) as u64;
        }
        Ok(out)
    }

    /// The block of entries that holds a position: from sled, or else from the journal.
    fn block(&self, position: u64) -> Result<Vec<Entry>, ReadError> {
        let mut hole = match self.stored(position) {
            Ok(Ok(entries)) => return Ok(entries),
            Ok(Err(hole)) => hole,
            // Sled does not answer: reading goes on from the journal, and sled is left alone.
            Err(error) => {
                tracing::error!(%error, "records come from the journal");
                let first = self.tail.read().unwrap_or_else(PoisonError::into_inner).first();
                return journal_entries(self, position, first.min(position + PIECE));
            }
        };
        let stored = self.tail.read().unwrap_or_else(PoisonError::into_inner).first();
        let after = self.store.after(Kind::Entries, position);
        let next = after.ok().flatten().unwrap_or(stored).min(stored);
        // A large hole is mended in pieces, where it is read.
        if position - hole > PIECE {
            hole = position;
        }
        let to = next.min(position + PIECE).max(position + 1);
        tracing::warn!(
            from = hole,
            to,
            "records are missing in the working store and come from the journal"
        );
        let entries = journal_entries(self, hole, to)?;
        let mut batch = Batch::default();
        pack_entries(&entries, &mut batch);
        if let Err(error) = self.store.apply(batch) {
            tracing::error!(%error, "the hole in the working store stays");
        }
        Ok(entries)
    }

    /// The block of sled that holds a position, or the first position of the hole that it lies in.
    fn stored(&self, position: u64) -> Result<Result<Vec<Entry>, u64>, StoreError> {
        let Some(number) = self.store.floor(Kind::Entries, position)? else {
            return Ok(Err(0));
        };
        let body = match self.store.get(Kind::Entries, number) {
            Err(StoreError::Damaged { .. }) => None,
            other => other?,
        };
        Ok(match body.and_then(|body| decode_entries(number, &body)) {
            Some(entries) if number + entries.len() as u64 > position => Ok(entries),
            Some(entries) => Err(number + entries.len() as u64),
            None => Err(number),
        })
    }

    /// The row of a durable command.
    pub fn row(&self, sequence: u64) -> Result<CommandRow, ReadError> {
        if let Some(row) = self
            .tail
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .row(sequence)
        {
            return Ok(row.clone());
        }
        match self.stored_row(sequence) {
            Some(row) => Ok(row),
            None => journal_row(self, sequence),
        }
    }

    fn stored_row(&self, sequence: u64) -> Option<CommandRow> {
        let number = self.store.floor(Kind::Rows, sequence).ok()??;
        let body = self.store.get(Kind::Rows, number).ok()??;
        decode_rows(&body)?
            .rows
            .into_iter()
            .nth((sequence - number) as usize)
    }

    /// Number of durable commands.
    pub fn durable_commands(&self) -> u64 {
        self.commands.load(Ordering::Acquire)
    }

    /// Runs something over the nodes of the tree.
    pub fn with_nodes<T>(
        &self,
        run: impl FnOnce(&dyn hanhtrinh_record::tree::Nodes<Error = ReadError>) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let tiles = self.tiles.read().unwrap_or_else(PoisonError::into_inner);
        run(&TileNodes::new(&tiles, |index| self.tile(index)))
    }

    /// Root over the first `size` leaves.
    pub fn root(&self, size: u64) -> Result<Hash, ReadError> {
        let durable = self.head.borrow().size;
        if size > durable {
            return Err(ReadError::Beyond {
                asked: size,
                size: durable,
            });
        }
        self.with_nodes(|nodes| root_at(nodes, size))
    }

    /// Leaf hashes of a full tile; computed again where sled does not have them.
    fn tile(&self, index: u64) -> Result<Vec<Hash>, ReadError> {
        if let Ok(Some(bytes)) = self.store.get(Kind::Tile, index) {
            return Ok(hashes(&bytes));
        }
        let entries = self.entries(index * TILE, (index + 1) * TILE)?;
        Ok(entries.iter().map(|entry| leaf_hash(&entry.line)).collect())
    }
}

#[cfg(test)]
mod tests {
    use hanhtrinh_log::Log;
    use hanhtrinh_log::suite::{commit, draft, sound};
    use hanhtrinh_record::StreamId;

    use super::*;
    use crate::{NewLog, Options, SledLog};

    #[tokio::test]
    async fn lost_blocks_are_mended_from_the_journal() {
        let folder = tempfile::tempdir().unwrap();
        let (data, keys) = (folder.path().join("data"), folder.path().join("keys"));
        let new = NewLog {
            registry: "test.invalid".into(),
            province: "40".into(),
            demo: true,
        };
        let options = Options {
            segment_bytes: 64 << 10,
            ..Options::default()
        };
        let log = SledLog::create(&data, &keys, &new, &options).unwrap();
        let commits = (1..1000).map(|id| {
            commit(
                &log,
                id,
                vec![draft(id, &StreamId::new("case", id % 9), &[(id, "{}")])],
            )
        });
        assert!(log.append_many(commits.collect()).await.iter().all(Result::is_ok));
        log.close().unwrap();
        let shared = log.shared();
        let (root, store) = (log.root(700).unwrap(), &shared.store);
        let first = store.floor(Kind::Entries, 100).unwrap().unwrap();
        let second = store.after(Kind::Entries, first).unwrap().unwrap();
        let third = store.after(Kind::Entries, second).unwrap().unwrap();
        let last = store.floor(Kind::Entries, u64::MAX).unwrap().unwrap();
        store.ruin(Kind::Entries, 0, true);
        store.ruin(Kind::Entries, first, false);
        store.ruin(Kind::Entries, second, true);
        store.ruin(Kind::Entries, third, false);
        store.ruin(Kind::Entries, last, true);
        store.ruin(Kind::Tile, 1, true);
        store.ruin(Kind::Tile, 2, false);
        assert_eq!(sound(&log).len(), 1000);
        assert_eq!(log.root(700).unwrap(), root);
        drop(log);
        let log = SledLog::open(&data, &keys, &options).unwrap();
        assert_eq!(sound(&log).len(), 1000);
        drop(log);
        assert!(!data.join("sled.aside").exists());
        let verified = crate::verify_folder(&data, None, None).unwrap();
        assert_eq!(
            (verified.size, verified.first_bad, verified.store_differs),
            (1000, None, None)
        );
    }
}
