//! Checkpoints and proofs of an open log.

use std::sync::PoisonError;

use hanhtrinh_log::{Log, ReadError};
use hanhtrinh_record::proof::{consistency, inclusion};
use hanhtrinh_record::tree::Hash;
use hanhtrinh_record::{Checkpoint, Verifier};

use crate::keys::KeyError;
use crate::options::OpenError;
use crate::sled_log::SledLog;
use crate::tiles::{HEIGHT, TILE};

impl SledLog {
    /// Signs the durable head, keeps the checkpoint as the high-water mark and returns it as a signed note.
    /// A replica returns the one kept, if any.
    pub fn checkpoint(&self) -> Result<String, OpenError> {
        let _one = self.signing.lock().unwrap_or_else(PoisonError::into_inner);
        let shared = self.shared();
        let Some(keys) = &shared.keys else {
            return Err(std::io::Error::other("a replica without keys signs nothing").into());
        };
        let size = self.head().size;
        let root = shared
            .root(size)
            .map_err(|error| std::io::Error::other(error.to_string()))?;
        let note = Checkpoint {
            origin: shared.genesis.origin.clone(),
            size,
            root,
        }
        .sign(&keys.signing);
        if keys.checkpoint()?.as_deref() != Some(&note) {
            keys.store_checkpoint(&note)?;
        }
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

    /// Refuses to go on with a folder that is older than its keys know, or another.
    pub(crate) fn check_continues(&self) -> Result<(), OpenError> {
        let shared = self.shared();
        let Some(keys) = &shared.keys else { return Ok(()) };
        let verifier = Verifier::of(&shared.genesis.origin, &keys.signing);
        if verifier.encode() != shared.genesis.verifier {
            return Err(KeyError::OtherLog.into());
        }
        let Some(note) = keys.checkpoint()? else {
            return Ok(());
        };
        let known = Checkpoint::verify(&note, &verifier)?;
        let size = self.head().size;
        if known.size > size {
            return Err(OpenError::Shorter {
                found: size,
                known: known.size,
                witness: "the signed checkpoint",
            });
        }
        match shared.root(known.size) {
            Ok(root) if root == known.root => Ok(()),
            Ok(_) => Err(OpenError::OtherHistory { size: known.size }),
            Err(_) => Err(OpenError::Record {
                position: known.size - 1,
                what: "its hashes cannot be read",
            }),
        }
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
