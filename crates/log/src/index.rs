//! What a log remembers of the past in order to judge the next command, in compact form.
//!
//! Streams, commands and reservations are known by the first 128 bits of the SHA-256 of their name: collisions are out of
//! reach even for somebody who chooses the names. Positions of a stream form a list linked backwards, four bytes per leaf.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use hanhtrinh_record::StreamId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::Position;

type Fast = BuildHasherDefault<Hashed>;

/// Streams, commands and reservations up to some point of the log. Holds at most 2³² − 2 leaves and as many commands.
#[derive(Debug, Default)]
pub struct Index {
    streams: HashMap<u128, Chain, Fast>,
    /// For each position, one more than the previous position of its stream; 0 if it is the first.
    previous: Vec<u32>,
    commands: HashMap<u128, u32, Fast>,
    command_count: u64,
    reserved: HashSet<u128, Fast>,
}

#[derive(Debug, Clone, Copy)]
struct Chain {
    last: u32,
    count: u32,
}

/// One recorded command, as far as the index is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandRow {
    /// [`command_key`] of actor and command id.
    pub key: u128,
    /// Keyed fingerprint of the body.
    pub fingerprint: [u8; 32],
    /// Position of its first record, or the size of the log when it had none.
    pub first: Position,
    /// [`stream_key`] of each record.
    pub streams: Vec<u128>,
    /// [`reservation_key`] of what it took.
    pub reserve: Vec<u128>,
    /// [`reservation_key`] of what it gave back.
    pub release: Vec<u128>,
}

impl Index {
    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.previous.len() as u64
    }

    /// Number of commands.
    pub fn commands(&self) -> u64 {
        self.command_count
    }

    /// Number of leaves in a stream.
    pub fn version(&self, stream: u128) -> u64 {
        self.streams
            .get(&stream)
            .map_or(0, |chain| u64::from(chain.count))
    }

    /// Number of leaves in a stream below position `size`.
    pub fn version_at(&self, stream: u128, size: u64) -> u64 {
        self.walk(stream, size).0
    }

    /// Positions of a stream below `size`, in order.
    pub fn positions(&self, stream: u128, size: u64) -> Vec<Position> {
        let (count, mut at) = self.walk(stream, size);
        let mut positions = Vec::with_capacity(count as usize);
        while let Some(position) = at {
            positions.push(u64::from(position));
            at = self.before(position);
        }
        positions.reverse();
        positions
    }

    /// Sequence number of a recorded command.
    pub fn command(&self, key: u128) -> Option<u64> {
        self.commands.get(&key).copied().map(u64::from)
    }

    /// Whether a reservation is held.
    pub fn is_reserved(&self, key: u128) -> bool {
        self.reserved.contains(&key)
    }

    /// Takes in the next command. Its first position must be the size so far.
    pub fn apply(&mut self, row: &CommandRow) {
        debug_assert_eq!(row.first, self.size());
        for stream in &row.streams {
            let position = self.previous.len() as u32;
            let chain = self.streams.entry(*stream).or_insert(Chain {
                last: u32::MAX,
                count: 0,
            });
            self.previous
                .push(if chain.count == 0 { 0 } else { chain.last + 1 });
            *chain = Chain {
                last: position,
                count: chain.count + 1,
            };
        }
        for key in &row.release {
            self.reserved.remove(key);
        }
        self.reserved.extend(row.reserve.iter().copied());
        self.commands.insert(row.key, self.command_count as u32);
        self.command_count += 1;
    }

    /// Count and last position of a stream below `size`.
    fn walk(&self, stream: u128, size: u64) -> (u64, Option<u32>) {
        let Some(chain) = self.streams.get(&stream) else {
            return (0, None);
        };
        let (mut count, mut at) = (u64::from(chain.count), Some(chain.last));
        while let Some(position) = at.filter(|position| u64::from(*position) >= size) {
            count -= 1;
            at = self.before(position);
        }
        (count, at)
    }

    fn before(&self, position: u32) -> Option<u32> {
        self.previous
            .get(position as usize)
            .and_then(|link| link.checked_sub(1))
    }
}

/// Key of a stream in the index.
pub fn stream_key(stream: &StreamId) -> u128 {
    short_hash(&[stream.as_str().as_bytes()])
}

/// Key of a command in the index.
pub fn command_key(actor: &str, command: Uuid) -> u128 {
    short_hash(&[command.as_bytes(), actor.as_bytes()])
}

/// Key of a reservation in the index.
pub fn reservation_key(name: &str) -> u128 {
    short_hash(&[name.as_bytes()])
}

fn short_hash(parts: &[&[u8]]) -> u128 {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    let digest: [u8; 32] = hash.finalize().into();
    let mut short = [0; 16];
    short.copy_from_slice(&digest[..16]);
    u128::from_le_bytes(short)
}

/// The keys are hashes already: any 64 bits of them do.
#[derive(Debug, Default, Clone, Copy)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn write_u128(&mut self, key: u128) {
        self.0 = key as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(index: &Index, command: u128, streams: &[u128]) -> CommandRow {
        CommandRow {
            key: command,
            fingerprint: [0; 32],
            first: index.size(),
            streams: streams.to_vec(),
            reserve: vec![],
            release: vec![],
        }
    }

    #[test]
    fn streams_are_seen_as_of_a_size() {
        let mut index = Index::default();
        for (command, streams) in [(1, vec![7, 8, 7]), (2, vec![]), (3, vec![8, 7])] {
            let row = row(&index, command, &streams);
            index.apply(&row);
        }
        assert_eq!(index.positions(7, 5), [0, 2, 4]);
        assert_eq!(index.positions(7, 4), [0, 2]);
        assert_eq!(index.positions(8, 1), [0; 0]);
        assert_eq!(
            (index.version(7), index.version_at(7, 2), index.version_at(9, 5)),
            (3, 1, 0)
        );
        assert_eq!(
            (index.command(2), index.command(4), index.commands()),
            (Some(1), None, 3)
        );
    }
}
