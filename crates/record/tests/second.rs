//! The tree, its proofs and the signed note against implementations by others: `ct-merkle` and `signed_note`.
#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]

use std::cell::RefCell;
use std::collections::HashMap;

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use hanhtrinh_record::proof::{consistency, inclusion, verify_consistency, verify_inclusion};
use hanhtrinh_record::tree::{Frontier, Hash, Nodes, leaf_hash, node_hash, root_at};
use hanhtrinh_record::{Checkpoint, SigningKey, Verifier};
use sha2_current::Sha256;

type Theirs = MemoryBackedTree<Sha256, Vec<u8>>;

fn leaf(index: u64) -> Vec<u8> {
    format!("{{\"leaf\":{index}}}").into_bytes()
}

/// Leaf hashes with the inner nodes kept once they were made: the naive source takes a minute for the largest trees here.
struct Ours {
    leaves: Vec<Hash>,
    made: RefCell<HashMap<(u32, u64), Hash>>,
}

impl Ours {
    fn new(leaves: Vec<Hash>) -> Self {
        Self {
            leaves,
            made: RefCell::default(),
        }
    }
}

impl Nodes for Ours {
    type Error = std::convert::Infallible;
    fn node(&self, level: u32, index: u64) -> Result<Hash, Self::Error> {
        if level == 0 {
            return Ok(self.leaves[index as usize]);
        }
        if let Some(node) = self.made.borrow().get(&(level, index)) {
            return Ok(*node);
        }
        let node = node_hash(
            &self.node(level - 1, index * 2)?,
            &self.node(level - 1, index * 2 + 1)?,
        );
        self.made.borrow_mut().insert((level, index), node);
        Ok(node)
    }
}

fn grown(size: u64) -> (Ours, Theirs) {
    let mut theirs = Theirs::new();
    let leaves = (0..size).map(leaf);
    let hashes = leaves
        .inspect(|leaf| theirs.push(leaf.clone()))
        .map(|leaf| leaf_hash(&leaf))
        .collect();
    (Ours::new(hashes), theirs)
}

fn root(hash: Hash, size: u64) -> RootHash<Sha256> {
    RootHash::new(hash.into(), size)
}

fn bytes(path: &[Hash]) -> Vec<u8> {
    path.concat()
}

/// A stream of numbers, the same in every run.
fn numbers(mut state: u64) -> impl FnMut(u64) -> u64 {
    move |below| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

fn check_inclusion(ours: &Ours, theirs: &Theirs, index: u64, size: u64, top: &Hash) {
    let path = inclusion(ours, index, size).unwrap();
    assert_eq!(
        bytes(&path),
        theirs.prove_inclusion(index as usize).as_bytes(),
        "{index} of {size}"
    );
    let leaf = leaf(index);
    let proof = InclusionProof::<Sha256>::try_from_bytes(bytes(&path)).unwrap();
    root(*top, size).verify_inclusion(&leaf, index, &proof).unwrap();
    verify_inclusion(&leaf_hash(&leaf), index, size, &path, top).unwrap();
}

fn check_consistency(ours: &Ours, theirs: &Theirs, old: u64, size: u64, roots: (&Hash, &Hash)) {
    let path = consistency(ours, old, size).unwrap();
    let proof = theirs.prove_consistency((size - old) as usize);
    assert_eq!(bytes(&path), proof.as_bytes(), "{old} to {size}");
    let read = ConsistencyProof::<Sha256>::try_from_bytes(bytes(&path)).unwrap();
    root(*roots.1, size)
        .verify_consistency(&root(*roots.0, old), &read)
        .unwrap();
    verify_consistency(old, size, roots.0, roots.1, &path).unwrap();
}

#[test]
fn all_sizes_to_600_agree() {
    let mut theirs = Theirs::new();
    let (all, _) = grown(600);
    let (mut frontier, mut roots, mut next) = (Frontier::new(), Vec::new(), numbers(1));
    for size in 0..=600_u64 {
        let top = frontier.root();
        assert_eq!(theirs.root().as_bytes()[..], top, "root of {size}");
        assert_eq!(root_at(&all, size).unwrap(), top);
        roots.push(top);
        // Every leaf and every older tree of the small sizes, some of them and the edges of the large ones.
        let some = |next: &mut dyn FnMut(u64) -> u64| match size {
            0 => vec![],
            1..=64 => (0..size).collect(),
            _ => vec![0, size / 2, size - 1, next(size), next(size), next(size)],
        };
        for index in some(&mut next) {
            check_inclusion(&all, &theirs, index, size, &top);
            check_consistency(&all, &theirs, index + 1, size, (&roots[index as usize + 1], &top));
        }
        if size < 600 {
            theirs.push(leaf(size));
            frontier.push(all.leaves[size as usize]);
        }
    }
}

#[test]
fn large_sizes_agree() {
    let mut next = numbers(2);
    for size in [4095, 4096, 4097, 10_000 + next(10_000), 30_000 + next(30_000)] {
        let (ours, theirs) = grown(size);
        let top = root_at(&ours, size).unwrap();
        assert_eq!(theirs.root().as_bytes()[..], top);
        for _ in 0..40 {
            check_inclusion(&ours, &theirs, next(size), size, &top);
            let old = 1 + next(size);
            let before = root_at(&ours, old).unwrap();
            check_consistency(&ours, &theirs, old, size, (&before, &top));
        }
    }
}

#[test]
fn altered_proofs_are_refused_by_both() {
    let mut next = numbers(3);
    for size in [2, 3, 7, 8, 100, 255, 256, 257, 600] {
        let (ours, theirs) = grown(size);
        let top = root_at(&ours, size).unwrap();
        assert_eq!(theirs.root().as_bytes()[..], top);
        for _ in 0..60 {
            let index = next(size);
            let mut path = inclusion(&ours, index, size).unwrap();
            let (at, bit) = (next(path.len() as u64) as usize, next(256) as usize);
            path[at][bit / 8] ^= 1 << (bit % 8);
            let leaf = leaf(index);
            assert!(verify_inclusion(&leaf_hash(&leaf), index, size, &path, &top).is_err());
            let proof = InclusionProof::<Sha256>::try_from_bytes(bytes(&path)).unwrap();
            assert!(root(top, size).verify_inclusion(&leaf, index, &proof).is_err());

            let old = 1 + next(size - 1);
            let before = root_at(&ours, old).unwrap();
            let mut path = consistency(&ours, old, size).unwrap();
            let at = next(path.len() as u64) as usize;
            path[at][bit / 8] ^= 1 << (bit % 8);
            assert!(verify_consistency(old, size, &before, &top, &path).is_err());
            let proof = ConsistencyProof::<Sha256>::try_from_bytes(bytes(&path)).unwrap();
            assert!(
                root(top, size)
                    .verify_consistency(&root(before, old), &proof)
                    .is_err()
            );
        }
    }
}

#[test]
fn notes_are_those_of_the_other_implementation() {
    use signed_note::{Note, StandardVerifier, VerifierList};
    let key = SigningKey::from_bytes(&[8; 32]);
    let checkpoint = Checkpoint {
        origin: "example.vn/log".into(),
        size: 77,
        root: [3; 32],
    };
    let verifier = Verifier::of(&checkpoint.origin, &key);
    let theirs = signed_note::new_ed25519_verifier_key(&checkpoint.origin, &key.verifying_key());
    assert_eq!(verifier.encode(), theirs);
    let list = || VerifierList::new(vec![Box::new(StandardVerifier::new(&verifier.encode()).unwrap())]);
    let text = checkpoint.sign(&key);
    let note = Note::from_bytes(text.as_bytes()).unwrap();
    let (known, unknown) = note.verify(&list()).unwrap();
    assert_eq!(
        (known.len(), unknown.len(), note.text()),
        (1, 0, checkpoint.body().as_bytes())
    );
    for (at, _) in text
        .char_indices()
        .filter(|(at, _)| *at < checkpoint.body().len())
    {
        let changed = [
            &text[..at],
            if text[at..].starts_with('x') { "y" } else { "x" },
            &text[at + 1..],
        ]
        .concat();
        let refused = Note::from_bytes(changed.as_bytes()).map_or(true, |note| note.verify(&list()).is_err());
        assert!(refused, "{changed}");
        assert!(Checkpoint::verify(&changed, &verifier).is_err(), "{changed}");
    }
}
