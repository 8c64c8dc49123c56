//! The Merkle tree as tiles of 256 hashes (C2SP `tlog-tiles`, height 8): leaf hashes in sled, all above in memory.

use std::cell::RefCell;

use hanhtrinh_log::ReadError;
use hanhtrinh_record::tree::{Hash, Nodes, node_hash};

use crate::blocks::FullTile;
use crate::store::Kind;

/// Hashes in a tile.
pub const TILE: u64 = 256;
/// Height of a tile.
pub const HEIGHT: u32 = 8;

/// The tree so far: 64 bytes of memory per 256 leaves.
#[derive(Debug, Default)]
pub struct Tiles {
    /// Complete nodes of height 8, 9, 10 …
    levels: Vec<Vec<Hash>>,
    /// Leaf hashes of the tile that is not full.
    tail: Vec<Hash>,
}

impl Tiles {
    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.full() * TILE + self.tail.len() as u64
    }

    /// Number of full tiles of leaf hashes.
    pub fn full(&self) -> u64 {
        self.levels.first().map_or(0, |roots| roots.len() as u64)
    }

    /// Adds a leaf hash. Tiles that became full by it are to be stored.
    pub fn push(&mut self, leaf: Hash, full: &mut Vec<FullTile>) {
        self.tail.push(leaf);
        if self.tail.len() as u64 == TILE {
            let leaves = std::mem::take(&mut self.tail);
            full.push(FullTile {
                kind: Kind::Tile,
                index: self.full(),
                bytes: leaves.concat(),
            });
            self.push_root(subtree(&leaves), full);
        }
    }

    /// Adds the root of a full tile; there may be no loose leaves.
    pub fn push_root(&mut self, root: Hash, full: &mut Vec<FullTile>) {
        let (mut node, mut level) = (root, 0);
        loop {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            self.levels[level].push(node);
            let count = self.levels[level].len();
            if level == 0 && (count as u64).is_multiple_of(TILE) {
                let bytes = self.levels[0][count - TILE as usize..].concat();
                full.push(FullTile {
                    kind: Kind::HighTile,
                    index: count as u64 / TILE - 1,
                    bytes,
                });
            }
            if count % 2 == 1 {
                return;
            }
            node = node_hash(&self.levels[level][count - 2], &node);
            level += 1;
        }
    }
}

/// Root over a power of two of hashes.
pub fn subtree(hashes: &[Hash]) -> Hash {
    if let [hash] = hashes {
        return *hash;
    }
    let (left, right) = hashes.split_at(hashes.len() / 2);
    node_hash(&subtree(left), &subtree(right))
}

/// Splits the bytes of a tile.
pub fn hashes(bytes: &[u8]) -> Vec<Hash> {
    bytes
        .chunks_exact(32)
        .filter_map(|hash| hash.try_into().ok())
        .collect()
}

/// The tree as a source of nodes; leaf hashes of full tiles are loaded, the last one is kept.
pub struct TileNodes<'a, F> {
    tiles: &'a Tiles,
    load: F,
    last: RefCell<Option<(u64, Vec<Hash>)>>,
}

impl<'a, F: Fn(u64) -> Result<Vec<Hash>, ReadError>> TileNodes<'a, F> {
    /// With a loader of full tiles by index.
    pub fn new(tiles: &'a Tiles, load: F) -> Self {
        Self {
            tiles,
            load,
            last: RefCell::new(None),
        }
    }

    fn leaves(&self, tile: u64, from: usize, to: usize) -> Result<Hash, ReadError> {
        if tile == self.tiles.full() {
            return self
                .tiles
                .tail
                .get(from..to)
                .map(subtree)
                .ok_or(ReadError::Beyond {
                    asked: tile * TILE + to as u64,
                    size: self.tiles.size(),
                });
        }
        let mut last = self.last.borrow_mut();
        let loaded = match last.take() {
            Some((index, leaves)) if index == tile => leaves,
            _ => (self.load)(tile)?,
        };
        let node = loaded.get(from..to).map(subtree).ok_or(ReadError::Damaged {
            position: tile * TILE,
            what: "a tile of hashes is short",
        });
        *last = Some((tile, loaded));
        node
    }
}

impl<F: Fn(u64) -> Result<Vec<Hash>, ReadError>> Nodes for TileNodes<'_, F> {
    type Error = ReadError;

    fn node(&self, level: u32, index: u64) -> Result<Hash, ReadError> {
        if let Some(height) = level.checked_sub(HEIGHT) {
            let node = self
                .tiles
                .levels
                .get(height as usize)
                .and_then(|nodes| nodes.get(index as usize));
            return node.copied().ok_or(ReadError::Beyond {
                asked: (index + 1) << level,
                size: self.tiles.size(),
            });
        }
        let (from, count) = (index << level, 1 << level);
        let within = (from % TILE) as usize;
        self.leaves(from / TILE, within, within + count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hanhtrinh_record::tree::{leaf_hash, root_at, root_of};

    #[test]
    fn roots_of_all_sizes_agree() {
        let leaves: Vec<Hash> = (0..1500u32).map(|i| leaf_hash(&i.to_le_bytes())).collect();
        let (mut tiles, mut full) = (Tiles::default(), Vec::new());
        leaves.iter().for_each(|leaf| tiles.push(*leaf, &mut full));
        assert_eq!((tiles.size(), tiles.full(), full.len()), (1500, 5, 5));
        let nodes = TileNodes::new(&tiles, |index| Ok(hashes(&full[index as usize].bytes)));
        for size in (0..1500).step_by(37).chain([256, 512, 1280, 1499, 1500]) {
            let expected = root_of(leaves[..size].iter().copied());
            assert_eq!(root_at(&nodes, size as u64).unwrap(), expected, "size {size}");
        }
        assert!(root_at(&nodes, 1501).is_err());
    }
}
