//! A snapshot: what is folded from facts alone, as bytes, so that a start need not fold the whole log again. It can always
//! be thrown away. Nothing personal is in it: what is sealed is opened into memory at every start.
//!
//! Bytes: the magic, the length of the mark (4 bytes, little-endian), the mark, the content, SHA-256 of all before.

mod body;
mod care;
mod dealings;
mod saving;

use std::sync::Arc;

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::registry::PackKind;
use hanhtrinh_domain::unit::UnitRef;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::pack::{PackError, Reader, take};
use crate::packs::Packs;
use crate::views::Views;

pub(crate) use saving::Saving;
pub use saving::SnapshotWriter;

const MAGIC: [u8; 8] = *b"HTVIEWS1";
/// The sources of the code that folds, so that no other build reads what this one wrote.
const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("VIEWS_SOURCES"));
const DIGEST: usize = 32;

/// What a snapshot is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The build that wrote it.
    pub build: String,
    /// Id of the log.
    pub log: Uuid,
    /// Size of the log up to which it is folded.
    pub size: u64,
    /// Root of the log's tree at that size.
    pub root: [u8; DIGEST],
    /// The province that keeps the registry.
    pub province: UnitRef,
    /// The packs it was folded with.
    pub packs: Vec<(PackKind, Code)>,
}

/// Why a snapshot is not used. The log is folded from its beginning then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// Not a snapshot, or cut short.
    #[error("it is not a snapshot")]
    Form,
    /// Its checksum does not fit.
    #[error("its content is damaged")]
    Content,
    /// Another build wrote it.
    #[error("another build wrote it")]
    Build,
    /// It is of another log.
    #[error("it is of another log")]
    Log,
    /// It was folded with other packs.
    #[error("it was folded with other rules, units or holidays")]
    Packs,
    /// The log is shorter.
    #[error("it is ahead of the log")]
    Ahead,
    /// The log has another root at its size.
    #[error("the log it was folded from has another root")]
    Root,
}

impl From<PackError> for SnapshotError {
    fn from(_: PackError) -> Self {
        Self::Form
    }
}

/// A snapshot whose content is undamaged.
pub struct Snapshot<'a> {
    mark: Mark,
    content: &'a [u8],
}

impl<'a> Snapshot<'a> {
    /// Reads the mark and checks the content against its checksum.
    pub fn read(bytes: &'a [u8]) -> Result<Self, SnapshotError> {
        let at = bytes.len().checked_sub(DIGEST).ok_or(SnapshotError::Form)?;
        let (all, digest) = bytes.split_at(at);
        let mut reader = Reader::new(all);
        if reader.array()? != MAGIC {
            return Err(SnapshotError::Form);
        }
        let sum: [u8; DIGEST] = Sha256::digest(all).into();
        if sum != digest {
            return Err(SnapshotError::Content);
        }
        let length = u32::from_le_bytes(reader.array()?) as usize;
        let mark: Mark = take(reader.bytes(length)?).map_err(|_| SnapshotError::Build)?;
        let content = reader.bytes(reader.left())?;
        Ok(Self { mark, content })
    }

    /// What it is of.
    #[must_use]
    pub fn mark(&self) -> &Mark {
        &self.mark
    }

    /// The views, if build, log and packs are these. That the log has the root of the mark at its size is for the caller
    /// to check, who has the log.
    pub fn views(&self, log: Uuid, packs: Arc<Packs>, province: UnitRef) -> Result<Views, SnapshotError> {
        if self.mark.build != BUILD {
            return Err(SnapshotError::Build);
        }
        if self.mark.log != log {
            return Err(SnapshotError::Log);
        }
        // Whose edition it is changes with the years and nothing is folded by it; whose registry it is does not.
        if self.mark.packs != packs.hashes || self.mark.province.code != province.code {
            return Err(SnapshotError::Packs);
        }
        let views = Views::read_facts(self.content, packs, province)?;
        if views.size() == self.mark.size {
            Ok(views)
        } else {
            Err(SnapshotError::Form)
        }
    }
}
