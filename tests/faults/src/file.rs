//! One file of the simulated disk: what is surely on it, and what may be.

use std::collections::HashMap;

use crate::chance::{Chance, mixed};

/// Bytes that a disk writes whole or not at all.
pub const SECTOR: usize = 512;

/// A change that nobody has waited for yet.
#[derive(Debug, Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

/// A file: its durable content and the changes since.
#[derive(Debug, Clone, Default)]
pub struct File {
    durable: Vec<u8>,
    changes: Vec<Change>,
}

/// Which of the changes reached the disk when the power went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// All of them.
    Kept,
    /// None.
    Dropped,
    /// The first so many of a thousand.
    Prefix(u64),
    /// Each sector stands as after any number of the changes that concern it: torn and reordered.
    Sectors(u64),
    /// The same for pages of 4 KiB, as a page cache writes them.
    Pages(u64),
    /// Each sector has all of its changes or none.
    AllOrNone(u64),
}

impl Fate {
    /// Any fate.
    pub fn any(chance: &mut Chance) -> Self {
        match chance.below(9) {
            0 => Self::Kept,
            1 | 2 => Self::Dropped,
            3 => Self::Prefix(chance.below(1001)),
            4 | 5 => Self::Sectors(chance.seed()),
            6 => Self::Pages(chance.seed()),
            _ => Self::AllOrNone(chance.seed()),
        }
    }

    /// How many of `count` changes a sector has seen.
    fn version(self, sector: usize, count: usize) -> usize {
        let any = |seed: u64, place: usize, of: u64| mixed(seed ^ mixed(place as u64 + 1)) % of;
        match self {
            Self::Kept => count,
            Self::Dropped => 0,
            Self::Prefix(part) => (count as u64 * part / 1000) as usize,
            Self::Sectors(seed) => any(seed, sector, count as u64 + 1) as usize,
            Self::Pages(seed) => any(seed, sector * SECTOR / 4096, count as u64 + 1) as usize,
            Self::AllOrNone(seed) => any(seed, sector, 2) as usize * count,
        }
    }
}

impl File {
    /// A file that is on the disk as it is.
    pub fn durable(bytes: Vec<u8>) -> Self {
        Self {
            durable: bytes,
            changes: Vec::new(),
        }
    }

    /// Bytes are written, to the cache first.
    pub fn write(&mut self, offset: u64, bytes: &[u8]) {
        self.changes.push(Change::Write(offset as usize, bytes.to_vec()));
    }

    /// The length is set, in the cache first.
    pub fn set_length(&mut self, length: u64) {
        self.changes.push(Change::Length(length as usize));
    }

    /// Number of changes that are not durable.
    pub fn waiting(&self) -> usize {
        self.changes.len()
    }

    /// The first `count` changes are on the disk.
    pub fn sync(&mut self, count: usize) {
        let done: Vec<Change> = self.changes.drain(..count.min(self.changes.len())).collect();
        for change in &done {
            apply(&mut self.durable, change, |_| true);
        }
    }

    /// The disk refused the changes and the cache forgot that they are not written: they are lost.
    pub fn lose(&mut self) {
        self.changes.clear();
    }

    /// What the disk holds after the power went.
    pub fn after(&self, fate: Fate) -> Vec<u8> {
        let count = self.changes.len();
        let mut bytes = self.durable.clone();
        let mut lengths = vec![bytes.len()];
        let mut versions = HashMap::new();
        for (at, change) in self.changes.iter().enumerate() {
            let length = *lengths.last().unwrap_or(&0);
            lengths.push(match change {
                Change::Write(offset, part) => length.max(offset + part.len()),
                Change::Length(length) => *length,
            });
            apply(&mut bytes, change, |sector| {
                at < *versions
                    .entry(sector)
                    .or_insert_with(|| fate.version(sector, count))
            });
        }
        // The length is metadata of its own and has its own fate.
        let version = match fate {
            Fate::Sectors(seed) | Fate::Pages(seed) | Fate::AllOrNone(seed) => match mixed(seed) % 4 {
                0 => count,
                1 => 0,
                _ => (mixed(seed ^ 7) % (count as u64 + 1)) as usize,
            },
            other => other.version(0, count),
        };
        bytes.resize(lengths[version], 0);
        bytes
    }
}

/// Does a change in the sectors that it is to reach; others stay as they are, or zero where the file grew.
fn apply(bytes: &mut Vec<u8>, change: &Change, mut reaches: impl FnMut(usize) -> bool) {
    match change {
        Change::Write(offset, part) => {
            let end = offset + part.len();
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            let mut at = *offset;
            while at < end {
                let sector = at / SECTOR;
                let next = ((sector + 1) * SECTOR).min(end);
                if reaches(sector) {
                    bytes[at..next].copy_from_slice(&part[at - offset..next - offset]);
                }
                at = next;
            }
        }
        Change::Length(length) => {
            if bytes.len() < *length {
                bytes.resize(*length, 0);
            }
            let mut at = *length;
            while at < bytes.len() {
                let sector = at / SECTOR;
                let next = ((sector + 1) * SECTOR).min(bytes.len());
                if reaches(sector) {
                    bytes[at..next].fill(0);
                }
                at = next;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_waited_for_stays_and_the_rest_may_go() {
        let mut file = File::default();
        file.write(0, &[1; 2000]);
        file.sync(1);
        file.write(1000, &[2; 2000]);
        let mut kept = vec![1; 1000];
        kept.extend([2; 2000]);
        assert_eq!(file.after(Fate::Kept), kept);
        assert_eq!(file.after(Fate::Dropped), [1; 2000]);
        assert_eq!(file.after(Fate::Prefix(500)), [1; 2000]);
        let mut mixtures = std::collections::BTreeSet::new();
        for seed in 0..200 {
            let torn = file.after(Fate::AllOrNone(seed));
            assert!(
                torn[..1000].iter().all(|byte| *byte == 1),
                "what is durable never changes"
            );
            // Within a sector old and new never mix except where the write began.
            for sector in 2..4 {
                let part: Vec<u8> = torn.iter().skip(sector * SECTOR).take(SECTOR).copied().collect();
                assert!(part.iter().all(|byte| *byte != 1) || part.iter().all(|byte| *byte != 2));
            }
            mixtures.insert(torn);
        }
        assert!(
            mixtures.len() > 20,
            "sectors go their own ways: {}",
            mixtures.len()
        );
    }

    #[test]
    fn a_refused_sync_loses_what_waited() {
        let mut file = File::durable(vec![7; 100]);
        file.write(0, &[8; 100]);
        file.lose();
        file.write(50, &[9; 10]);
        file.sync(1);
        let mut left = vec![7; 100];
        left[50..60].fill(9);
        assert_eq!(file.after(Fate::Kept), left);
    }
}
