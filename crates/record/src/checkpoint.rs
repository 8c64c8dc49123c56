//! Checkpoints: the size and root of the log, signed (C2SP `tlog-checkpoint` and `signed-note`, Ed25519).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::tree::Hash;

/// Algorithm byte of Ed25519 in a note's key.
const ED25519: u8 = 1;

/// What a checkpoint says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Names the registry and the log id; also the name of the signing key.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed: origin, size and root on three lines.
    pub fn body(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// Reads a body; lines after the third are extensions and are skipped.
    pub fn parse_body(body: &str) -> Result<Self, CheckpointError> {
        let mut lines = body.split('\n');
        let mut line = || lines.next().ok_or(CheckpointError::Form);
        let (origin, size, root) = (line()?, line()?, line()?);
        let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if origin.is_empty() || !plain(size) || (size.len() > 1 && size.starts_with('0')) {
            return Err(CheckpointError::Form);
        }
        let root = STANDARD.decode(root).map_err(|_| CheckpointError::Form)?;
        Ok(Self {
            origin: origin.to_owned(),
            size: size.parse().map_err(|_| CheckpointError::Form)?,
            root: root.try_into().map_err(|_| CheckpointError::Form)?,
        })
    }

    /// The signed note: body, empty line, signature line.
    pub fn sign(&self, key: &SigningKey) -> String {
        let body = self.body();
        let mut blob = key_id(&self.origin, &key.verifying_key()).to_vec();
        blob.extend_from_slice(&key.sign(body.as_bytes()).to_bytes());
        format!("{body}\n\u{2014} {} {}\n", self.origin, STANDARD.encode(blob))
    }

    /// Checks the signature of the log's own key and reads the checkpoint. Signatures of witnesses are skipped.
    pub fn verify(note: &str, verifier: &Verifier) -> Result<Self, CheckpointError> {
        let (body, signatures) = note.rsplit_once("\n\n").ok_or(CheckpointError::Form)?;
        let body = format!("{body}\n");
        for line in signatures.lines() {
            let rest = line.strip_prefix("\u{2014} ").ok_or(CheckpointError::Form)?;
            let (name, blob) = rest.split_once(' ').ok_or(CheckpointError::Form)?;
            let blob = STANDARD.decode(blob).map_err(|_| CheckpointError::Form)?;
            if name != verifier.name || blob.get(..4) != Some(&key_id(name, &verifier.key)[..]) {
                continue;
            }
            let signature = Signature::from_slice(&blob[4..]).map_err(|_| CheckpointError::Form)?;
            verifier
                .key
                .verify_strict(body.as_bytes(), &signature)
                .map_err(|_| CheckpointError::Signature)?;
            let checkpoint = Self::parse_body(&body)?;
            return if checkpoint.origin == verifier.name {
                Ok(checkpoint)
            } else {
                Err(CheckpointError::Origin)
            };
        }
        Err(CheckpointError::Unsigned)
    }
}

/// A name and a public key: who may sign checkpoints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    /// Name of the key: the origin of the log.
    pub name: String,
    /// The key.
    pub key: VerifyingKey,
}

impl Verifier {
    /// The verifier of a signing key.
    pub fn of(origin: &str, key: &SigningKey) -> Self {
        Self {
            name: origin.to_owned(),
            key: key.verifying_key(),
        }
    }

    /// Text form of C2SP: `name+id+base64(algorithm ‖ key)`.
    pub fn encode(&self) -> String {
        let id = crate::seal::hex(&key_id(&self.name, &self.key));
        let mut blob = vec![ED25519];
        blob.extend_from_slice(self.key.as_bytes());
        format!("{}+{id}+{}", self.name, STANDARD.encode(blob))
    }

    /// Reads the text form and checks the key id.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(blob)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(CheckpointError::Form);
        };
        let blob = STANDARD.decode(blob).map_err(|_| CheckpointError::Form)?;
        let (Some(&ED25519), Ok(key)) = (
            blob.first(),
            <[u8; 32]>::try_from(blob.get(1..).unwrap_or_default()),
        ) else {
            return Err(CheckpointError::Form);
        };
        let key = VerifyingKey::from_bytes(&key).map_err(|_| CheckpointError::Form)?;
        if crate::seal::hex(&key_id(name, &key)) != id {
            return Err(CheckpointError::Form);
        }
        Ok(Self {
            name: name.to_owned(),
            key,
        })
    }
}

/// First four bytes of SHA-256(name ‖ newline ‖ algorithm ‖ key).
fn key_id(name: &str, key: &VerifyingKey) -> [u8; 4] {
    let mut hash = Sha256::new();
    hash.update(name.as_bytes());
    hash.update([b'\n', ED25519]);
    hash.update(key.as_bytes());
    let digest = hash.finalize();
    [digest[0], digest[1], digest[2], digest[3]]
}

/// Why a text is not a checkpoint of this log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not the form of a signed checkpoint or of a verifier key.
    #[error("not a signed checkpoint")]
    Form,
    /// No signature by this key.
    #[error("the checkpoint is not signed by the key of this log")]
    Unsigned,
    /// The signature is wrong.
    #[error("the signature of the checkpoint is wrong")]
    Signature,
    /// It speaks of another log.
    #[error("the checkpoint belongs to another log")]
    Origin,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed() -> (Checkpoint, Verifier, String) {
        let key = SigningKey::from_bytes(&[3; 32]);
        let checkpoint = Checkpoint {
            origin: "example.vn/log".into(),
            size: 42,
            root: [9; 32],
        };
        let verifier = Verifier::of(&checkpoint.origin, &key);
        let note = checkpoint.sign(&key);
        (checkpoint, verifier, note)
    }

    #[test]
    fn verifies_what_was_signed_and_nothing_else() {
        let (checkpoint, verifier, note) = signed();
        assert_eq!(Checkpoint::verify(&note, &verifier), Ok(checkpoint));
        assert!(Checkpoint::verify(&note.replace("42", "43"), &verifier).is_err());
        let other = Verifier::of("example.vn/log", &SigningKey::from_bytes(&[4; 32]));
        assert_eq!(Checkpoint::verify(&note, &other), Err(CheckpointError::Unsigned));
        let witnessed = format!("{note}\u{2014} witness.example AAAAAAAA\n");
        assert!(Checkpoint::verify(&witnessed, &verifier).is_ok());
    }

    #[test]
    fn the_verifier_key_survives_its_text_form() {
        let (_, verifier, _) = signed();
        let text = verifier.encode();
        assert_eq!(Verifier::parse(&text), Ok(verifier));
        assert!(Verifier::parse(&text.replace("example", "sample")).is_err());
        assert!(Verifier::parse("nothing").is_err());
    }
}
