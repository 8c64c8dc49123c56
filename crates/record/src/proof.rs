//! Inclusion and consistency proofs (RFC 9162 §2.1.3 and §2.1.4): made by the server, checked by anybody.

use crate::tree::{Hash, Nodes, largest_power_below, node_hash, range_root};

/// Proof that leaf `index` is in the tree of `size` leaves: the sibling hashes from the leaf up.
pub fn inclusion<N: Nodes + ?Sized>(nodes: &N, index: u64, size: u64) -> Result<Vec<Hash>, N::Error> {
    let (mut from, mut to, mut path) = (0, size, Vec::new());
    while to - from > 1 {
        let split = from + largest_power_below(to - from);
        if index < split {
            path.push(range_root(nodes, split, to)?);
            to = split;
        } else {
            path.push(range_root(nodes, from, split)?);
            from = split;
        }
    }
    path.reverse();
    Ok(path)
}

/// Checks an inclusion proof.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    path: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Sizes);
    }
    let (mut node, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in path {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if hash == *root {
        Ok(())
    } else {
        Err(ProofError::Root)
    }
}

/// Proof that the tree of `size` leaves continues the tree of `old` leaves; `0 < old <= size`.
pub fn consistency<N: Nodes + ?Sized>(nodes: &N, old: u64, size: u64) -> Result<Vec<Hash>, N::Error> {
    let (mut from, mut to, mut whole, mut path) = (0, size, true, Vec::new());
    while old != to {
        let split = from + largest_power_below(to - from);
        if old <= split {
            path.push(range_root(nodes, split, to)?);
            to = split;
        } else {
            path.push(range_root(nodes, from, split)?);
            from = split;
            whole = false;
        }
    }
    if !whole {
        path.push(range_root(nodes, from, to)?);
    }
    path.reverse();
    Ok(path)
}

/// Checks a consistency proof.
pub fn verify_consistency(
    old: u64,
    size: u64,
    old_root: &Hash,
    root: &Hash,
    path: &[Hash],
) -> Result<(), ProofError> {
    if old == 0 || old > size {
        return Err(ProofError::Sizes);
    }
    if old == size {
        return if path.is_empty() && old_root == root {
            Ok(())
        } else {
            Err(ProofError::Root)
        };
    }
    let mut steps = path.iter();
    let mut next = || steps.next().ok_or(ProofError::Length);
    let (mut node, mut last) = (old - 1, size - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    // A complete old tree is its own first step and is left out of the proof.
    let first = if old.is_power_of_two() {
        *old_root
    } else {
        *next()?
    };
    let (mut first_root, mut second_root) = (first, first);
    while last != 0 {
        if node & 1 == 1 {
            let sibling = next()?;
            first_root = node_hash(sibling, &first_root);
            second_root = node_hash(sibling, &second_root);
        } else if node < last {
            second_root = node_hash(&second_root, next()?);
        }
        node >>= 1;
        last >>= 1;
        if node == last {
            // The right edge: only left siblings remain, and they belong to both trees.
            while last != 0 {
                if node & 1 == 1 {
                    let sibling = next()?;
                    first_root = node_hash(sibling, &first_root);
                    second_root = node_hash(sibling, &second_root);
                }
                node >>= 1;
                last >>= 1;
            }
        }
    }
    if steps.next().is_some() {
        return Err(ProofError::Length);
    }
    if first_root == *old_root && second_root == *root {
        Ok(())
    } else {
        Err(ProofError::Root)
    }
}

/// Why a proof proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The sizes or the index make no sense together.
    #[error("the sizes do not fit")]
    Sizes,
    /// Too many or too few hashes.
    #[error("the proof has the wrong length")]
    Length,
    /// The hashes lead to another root.
    #[error("the proof leads to another root")]
    Root,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::{leaves, naive_root};
    use crate::tree::{leaf_hash, root_of};

    #[test]
    fn inclusion_holds_for_every_leaf_of_every_size() {
        let hashes: Vec<Hash> = leaves(130).iter().map(|leaf| leaf_hash(leaf)).collect();
        for size in 1..=130u64 {
            let root = naive_root(&leaves(size as usize));
            for index in 0..size {
                let path = inclusion(hashes.as_slice(), index, size).unwrap();
                let leaf = &hashes[index as usize];
                assert_eq!(
                    verify_inclusion(leaf, index, size, &path, &root),
                    Ok(()),
                    "{index} of {size}"
                );
                assert!(verify_inclusion(&[0; 32], index, size, &path, &root).is_err());
                if size > 1 {
                    assert!(verify_inclusion(leaf, index, size, &path[1..], &root).is_err());
                    assert!(verify_inclusion(leaf, (index + 1) % size, size, &path, &root).is_err());
                }
            }
        }
    }

    #[test]
    fn consistency_holds_between_all_sizes() {
        let hashes: Vec<Hash> = leaves(100).iter().map(|leaf| leaf_hash(leaf)).collect();
        let root = |size: u64| root_of(hashes[..size as usize].iter().copied());
        for size in 1..=100u64 {
            for old in 1..=size {
                let path = consistency(hashes.as_slice(), old, size).unwrap();
                let check = |path: &[Hash]| verify_consistency(old, size, &root(old), &root(size), path);
                assert_eq!(check(&path), Ok(()), "{old} to {size}");
                assert!(verify_consistency(old, size, &[0; 32], &root(size), &path).is_err());
                assert!(verify_consistency(old, size, &root(old), &[0; 32], &path).is_err());
                if old < size {
                    assert!(check(&path[1..]).is_err());
                    assert!(check(&[path.as_slice(), &[[0; 32]]].concat()).is_err());
                }
            }
        }
    }
}
