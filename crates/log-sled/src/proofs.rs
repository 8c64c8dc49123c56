//! Checkpoints and proofs of an open log.

use std::sync::PoisonError;

use hanhtrinh_log::{Log, ReadError};
use hanhtrinh_record::proof::{consistency, inclusion};
use hanhtrinh_record::tree::Hash;
use hanhtrinh_record::Checkpoint;

use crate::options::OpenError;
use crate::sled_log::SledLog;
use crate::tiles::{HEIGHT, TILE};

impl SledLog {
    /// Signs the durable head, keeps the checkpoint as the high-water mark and returns it as a signed note.
    /// A replica returns the one kept, if any.
    pub fn checkpoint(&self) -> Result<String, OpenError> {
        let _one = self.signing.lock().unwrap_or_else(PoisonError::into_inner);
        self.checkpoint_alone()
    }

    /// The same for a caller that lets nobody else sign.
    pub(crate) fn checkpoint_alone(&self) -> Result<String, OpenError> {
        let shared = self.shared();
        let Some(keys) = &shared.keys else {
            return Err(std::io::Error::other("a replica without keys signs nothing").into());
        };
        let size = self.head().size;
        let root = shared
            .root(size)
            .map_err(|error| std::io::Error::other(error.to_string()))?;
        let origin = shared.signers.read().unwrap_or_else(PoisonError::into_inner);
        let note = Checkpoint {
            origin: origin.current().name.clone(),
            size,
            root,
        }
        .sign(&keys.signing());
        drop(origin);
        if keys.checkpoint()?.as_deref() != Some(&note) {
            keys.store_checkpoint(&note)?;
        }
        keys.store_proven()?;
        Ok(note)
    }

    /// The last checkpoint that was signed, as a signed note.
    pub fn last_checkpoint(&self) -> Result<Option<String>, OpenError> {
        Ok(self
            .shared()
            .keys
            .as_ref()
            .map(crate::keys::Keys::checkpoint)
            .transpose()?
            .flatten())
    }

    /// The hashes that lead from leaf `position` to the root at `size`.
    pub fn inclusion_proof(&self, position: u64, size: u64) -> Result<Vec<Hash>, ReadError> {
        self.within(size)?;
        if position >= size {
            return Err(ReadError::Beyond {
                asked: position,
                size,
            });
        }
        self.shared().with_nodes(|nodes| inclusion(nodes, position, size))
    }

    /// The hashes that show that the tree at `size` continues the one at `old`; none for `old` 0.
    pub fn consistency_proof(&self, old: u64, size: u64) -> Result<Vec<Hash>, ReadError> {
        self.within(size)?;
        if old > size {
            return Err(ReadError::Beyond { asked: old, size });
        }
        if old == 0 {
            return Ok(Vec::new());
        }
        self.shared().with_nodes(|nodes| consistency(nodes, old, size))
    }

    /// A hash tile (C2SP `tlog-tiles`): `width` hashes of height `8 × level` from `256 × index` on.
    pub fn tile(&self, level: u32, index: u64, width: u64) -> Result<Vec<u8>, ReadError> {
        let height = level.saturating_mul(HEIGHT).min(63);
        let last = index.saturating_mul(TILE).saturating_add(width.clamp(1, TILE));
        let leaves = last.saturating_mul(1 << height);
        self.within(leaves)?;
        let first = index * TILE;
        self.shared().with_nodes(|nodes| {
            let mut bytes = Vec::with_capacity(32 * TILE as usize);
            for node in first..last {
                bytes.extend_from_slice(&nodes.node(height, node)?);
            }
            Ok(bytes)
        })
    }

    fn within(&self, asked: u64) -> Result<(), ReadError> {
        let size = self.head().size;
        if asked > size {
            Err(ReadError::Beyond { asked, size })
        } else {
            Ok(())
        }
    }
}
