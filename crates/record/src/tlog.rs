//! A proof that stands for itself: an event's place in the tree and the signed checkpoint over it, in the text form of C2SP
//! `tlog-proof`. Whoever has the leaf, the proof and the key of the log needs nothing else, not even a connection.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::checkpoint::{Checkpoint, CheckpointError, Verifier};
use crate::proof::{ProofError, verify_inclusion};
use crate::tree::{Hash, leaf_hash};

/// First line of such a proof.
const HEAD: &str = "c2sp.org/tlog-proof@v1";
/// No tree of 2⁶⁴ leaves needs more hashes.
const MAX_PATH: usize = 64;

/// A proof as text says it: nothing of it is checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// Position of the event.
    pub index: u64,
    /// Sibling hashes, from the leaf up.
    pub path: Vec<Hash>,
    /// The checkpoint, as a signed note.
    pub note: String,
}

impl TlogProof {
    /// The text.
    pub fn encode(&self) -> String {
        let mut text = format!("{HEAD}\nindex {}\n", self.index);
        for hash in &self.path {
            text.push_str(&STANDARD.encode(hash));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.note);
        text
    }

    /// Reads the text. A line of extra data is skipped: nothing vouches for it.
    pub fn parse(text: &str) -> Result<Self, TlogError> {
        let (head, note) = text.split_once("\n\n").ok_or(TlogError::Form)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEAD) {
            return Err(TlogError::Form);
        }
        lines.next_if(|line| line.starts_with("extra "));
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let index = index.and_then(decimal).ok_or(TlogError::Form)?;
        let hash = |line: &str| STANDARD.decode(line).ok()?.try_into().ok();
        let path: Vec<Hash> = lines.map(hash).collect::<Option<_>>().ok_or(TlogError::Form)?;
        if path.len() > MAX_PATH {
            return Err(TlogError::Form);
        }
        Ok(Self {
            index,
            path,
            note: note.to_owned(),
        })
    }

    /// Checks that these bytes are the event at [`TlogProof::index`] of the log with this key; the checkpoint that says so.
    pub fn verify(&self, leaf: &[u8], verifier: &Verifier) -> Result<Checkpoint, TlogError> {
        let checkpoint = Checkpoint::verify(&self.note, verifier)?;
        let hash = leaf_hash(leaf);
        verify_inclusion(&hash, self.index, checkpoint.size, &self.path, &checkpoint.root)?;
        Ok(checkpoint)
    }
}

/// A decimal number without sign or leading zeros.
pub fn decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let led = text.len() > 1 && text.starts_with('0');
    (plain && !led).then(|| text.parse().ok()).flatten()
}

/// Why a proof proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TlogError {
    /// It is not written as one.
    #[error("not a tlog-proof")]
    Form,
    /// The checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The hashes.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SigningKey;
    use crate::proof::inclusion;
    use crate::tree::root_of;

    fn made() -> (Vec<Vec<u8>>, Verifier, TlogProof) {
        let leaves: Vec<Vec<u8>> = (0..21).map(|i| format!("leaf {i}").into_bytes()).collect();
        let hashes: Vec<Hash> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
        let key = SigningKey::from_bytes(&[5; 32]);
        let (origin, root) = ("example.vn/log".to_owned(), root_of(hashes.iter().copied()));
        let verifier = Verifier::of(&origin, &key);
        let note = Checkpoint {
            origin,
            size: 21,
            root,
        }
        .sign(&key);
        let path = inclusion(hashes.as_slice(), 13, 21).unwrap();
        (
            leaves,
            verifier,
            TlogProof {
                index: 13,
                path,
                note,
            },
        )
    }

    #[test]
    fn stands_for_itself() {
        let (leaves, verifier, proof) = made();
        let read = TlogProof::parse(&proof.encode()).unwrap();
        assert_eq!(read, proof);
        assert_eq!(read.verify(&leaves[13], &verifier).unwrap().size, 21);
        assert_eq!(
            read.verify(&leaves[12], &verifier),
            Err(TlogError::Proof(ProofError::Root))
        );
        let extra = proof.encode().replacen("index", "extra YQ==\nindex", 1);
        assert_eq!(TlogProof::parse(&extra), Ok(proof));
    }

    #[test]
    fn any_changed_character_is_refused() {
        let (leaves, verifier, proof) = made();
        let text = proof.encode();
        for (at, old) in text.char_indices() {
            let new = if old == 'B' { "C" } else { "B" };
            let changed = [&text[..at], new, &text[at + old.len_utf8()..]].concat();
            let judged = TlogProof::parse(&changed).and_then(|proof| proof.verify(&leaves[13], &verifier));
            assert!(judged.is_err(), "{changed}");
        }
        for text in [
            "",
            "index 1",
            "c2sp.org/tlog-proof@v1\nindex 01\n\nx",
            "c2sp.org/tlog-proof@v1\nindex -1\n\nx",
        ] {
            assert_eq!(TlogProof::parse(text), Err(TlogError::Form));
        }
    }
}
