//! The Merkle tree of RFC 6962 / RFC 9162 over the leaves, in order of position.

use sha2::{Digest, Sha256};

/// A node or root of the tree.
pub type Hash = [u8; 32];

/// Hash of a leaf: SHA-256(0x00 ‖ bytes).
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(bytes);
    hash.finalize().into()
}

/// Hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut input = [0; 65];
    input[0] = 1;
    input[1..33].copy_from_slice(left);
    input[33..].copy_from_slice(right);
    Sha256::digest(input).into()
}

/// Root of the empty tree: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// The growing edge of a tree: the roots of its complete subtrees, largest first. At most 64 hashes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one leaf by its hash.
    pub fn push(&mut self, leaf: Hash) {
        self.push_subtree(leaf, 0);
    }

    /// Adds a complete subtree of `2^level` leaves. The size so far must be a multiple of that.
    pub fn push_subtree(&mut self, mut root: Hash, level: u32) {
        debug_assert_eq!(self.size % (1 << level), 0);
        let mut rest = self.size >> level;
        while rest & 1 == 1 {
            if let Some(left) = self.peaks.pop() {
                root = node_hash(&left, &root);
            }
            rest >>= 1;
        }
        self.peaks.push(root);
        self.size += 1 << level;
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Root of the tree so far.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(first) = peaks.next() else {
            return empty_root();
        };
        peaks.fold(*first, |right, left| node_hash(left, &right))
    }
}

/// Root over a list of leaf hashes.
pub fn root_of(leaves: impl IntoIterator<Item = Hash>) -> Hash {
    let mut frontier = Frontier::new();
    leaves.into_iter().for_each(|leaf| frontier.push(leaf));
    frontier.root()
}

/// Where the hashes of complete subtrees come from.
pub trait Nodes {
    /// What can go wrong in fetching one.
    type Error;
    /// Root of the complete subtree over leaves `index << level .. (index + 1) << level`.
    fn node(&self, level: u32, index: u64) -> Result<Hash, Self::Error>;
}

/// Leaf hashes in memory are a source of nodes, for tests and small logs.
impl Nodes for [Hash] {
    type Error = std::convert::Infallible;
    fn node(&self, level: u32, index: u64) -> Result<Hash, Self::Error> {
        if level == 0 {
            return Ok(self[index as usize]);
        }
        Ok(node_hash(
            &self.node(level - 1, index * 2)?,
            &self.node(level - 1, index * 2 + 1)?,
        ))
    }
}

/// Root over the first `size` leaves.
pub fn root_at<N: Nodes + ?Sized>(nodes: &N, size: u64) -> Result<Hash, N::Error> {
    if size == 0 {
        return Ok(empty_root());
    }
    range_root(nodes, 0, size)
}

/// Root of the leaves `from..to`, where `from` is a multiple of the smallest power of two that is at least `to - from`.
pub(crate) fn range_root<N: Nodes + ?Sized>(nodes: &N, from: u64, to: u64) -> Result<Hash, N::Error> {
    let count = to - from;
    if count.is_power_of_two() {
        let level = count.trailing_zeros();
        return nodes.node(level, from >> level);
    }
    let split = from + largest_power_below(count);
    Ok(node_hash(
        &range_root(nodes, from, split)?,
        &range_root(nodes, split, to)?,
    ))
}

/// The largest power of two smaller than `count`, which is at least 2.
pub(crate) fn largest_power_below(count: u64) -> u64 {
    1 << (63 - (count - 1).leading_zeros())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The definition of RFC 6962 §2.1, word by word.
    pub(crate) fn naive_root(leaves: &[Vec<u8>]) -> Hash {
        match leaves.len() {
            0 => empty_root(),
            1 => leaf_hash(&leaves[0]),
            n => {
                let mut k = 1;
                while k * 2 < n {
                    k *= 2;
                }
                node_hash(&naive_root(&leaves[..k]), &naive_root(&leaves[k..]))
            }
        }
    }

    pub(crate) fn leaves(count: usize) -> Vec<Vec<u8>> {
        (0..count).map(|i| format!("leaf {i}").into_bytes()).collect()
    }

    #[test]
    fn roots_agree_with_the_definition_for_all_sizes_to_300() {
        let leaves = leaves(300);
        let hashes: Vec<Hash> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
        let mut frontier = Frontier::new();
        for size in 0..=300 {
            let expected = naive_root(&leaves[..size]);
            assert_eq!(frontier.root(), expected, "frontier at {size}");
            assert_eq!(
                root_at(hashes.as_slice(), size as u64),
                Ok(expected),
                "nodes at {size}"
            );
            assert_eq!(frontier.size(), size as u64);
            if size < 300 {
                frontier.push(hashes[size]);
            }
        }
    }

    #[test]
    fn subtrees_are_as_good_as_leaves() {
        let hashes: Vec<Hash> = leaves(70).iter().map(|leaf| leaf_hash(leaf)).collect();
        let mut frontier = Frontier::new();
        frontier.push_subtree(hashes.node(5, 0).unwrap(), 5);
        frontier.push_subtree(hashes.node(5, 1).unwrap(), 5);
        hashes[64..].iter().for_each(|hash| frontier.push(*hash));
        assert_eq!(frontier.root(), root_of(hashes));
    }

    #[test]
    fn known_vectors_of_rfc_6962() {
        assert_eq!(
            crate::seal::hex(&empty_root()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            crate::seal::hex(&leaf_hash(b"")),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
    }
}
