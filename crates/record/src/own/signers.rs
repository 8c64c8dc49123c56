//! Which key signs the checkpoints of which size: from the first event through every rotation and every new origin.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer, SigningKey};

use super::{OriginOpened, OwnEvent, SigningKeyRotated};
use crate::checkpoint::{Checkpoint, CheckpointError, Verifier};
use crate::genesis::Genesis;
use crate::seal::hex;
use crate::tree::Hash;

/// The keys of a log in order. A checkpoint of a size is right only by the key that was in force there, so that a key that was
/// given up can sign nothing new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signers {
    /// The first size that a key signs, and the key.
    list: Vec<(u64, Verifier)>,
}

impl Signers {
    /// The key named by the first event.
    pub fn new(genesis: &Genesis) -> Result<Self, CheckpointError> {
        let first = Verifier::parse(&genesis.verifier)?;
        if first.name != genesis.origin {
            return Err(CheckpointError::Origin);
        }
        Ok(Self {
            list: vec![(0, first)],
        })
    }

    /// The key in force at the end.
    pub fn current(&self) -> &Verifier {
        // `new` puts the first in and nothing takes it out.
        &self.list[self.list.len() - 1].1
    }

    /// The key that signs checkpoints of a size.
    pub fn at(&self, size: u64) -> &Verifier {
        let after = self.list.partition_point(|(from, _)| *from <= size);
        &self.list[after.saturating_sub(1)].1
    }

    /// Number of keys and origins so far.
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// Takes in an event at a position; others than rotations and origins change nothing.
    pub fn take(&mut self, position: u64, event: &OwnEvent) -> Result<(), SignersError> {
        match event {
            OwnEvent::SigningKeyRotated(event) => {
                let next = follow(self.current(), event)?;
                self.list.push((position + 1, next));
                Ok(())
            }
            OwnEvent::OriginOpened(event) => {
                let next = Verifier::parse(&event.verifier).map_err(|_| SignersError::Key)?;
                let mut last = self.current().clone();
                for event in &event.handovers {
                    last = follow(&last, event)?;
                }
                if next.name != event.origin || event.lost_origin != last.name || next.name == last.name {
                    return Err(SignersError::Key);
                }
                let said = opening(&last, &next, event.lost_size, &event.lost_root, &event.reason);
                check(&last, &said, &event.by_old)?;
                self.list.push((position + 1, next));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Those of some rotations that lead from the key in force at the end to another: none if it is that key already, nothing
    /// if they do not lead there.
    pub fn path(&self, rotations: &[SigningKeyRotated], key: &SigningKey) -> Option<Vec<SigningKeyRotated>> {
        lead(
            self.current(),
            rotations,
            &Verifier::of(&self.current().name, key),
        )
    }

    /// Checks a signed checkpoint by the key in force at its size.
    pub fn verify(&self, note: &str) -> Result<Checkpoint, CheckpointError> {
        let (body, _) = note.rsplit_once("\n\n").ok_or(CheckpointError::Form)?;
        let claimed = Checkpoint::parse_body(body)?;
        Checkpoint::verify(note, self.at(claimed.size))
    }

    /// The event that hands over to another key.
    pub fn rotate(&self, old: &SigningKey, new: &SigningKey) -> OwnEvent {
        let next = Verifier::of(&self.current().name, new);
        let said = rotation(self.current(), &next);
        OwnEvent::SigningKeyRotated(SigningKeyRotated {
            verifier: next.encode(),
            by_old: signed(old, &said),
            by_new: signed(new, &said),
        })
    }

    /// The event that opens the next origin after a loss, under the same key: the one in force at the end, or the one that lost
    /// rotations lead to.
    pub fn open(
        &self,
        key: &SigningKey,
        handovers: Vec<SigningKeyRotated>,
        lost: (u64, &Hash),
        reason: &str,
    ) -> OwnEvent {
        let origin = next_origin(&self.current().name);
        let next = Verifier::of(&origin, key);
        let root = hex(lost.1);
        let last = Verifier::of(&self.current().name, key);
        let said = opening(&last, &next, lost.0, &root, reason);
        OwnEvent::OriginOpened(OriginOpened {
            origin,
            verifier: next.encode(),
            lost_origin: self.current().name.clone(),
            lost_size: lost.0,
            lost_root: root,
            reason: reason.to_owned(),
            handovers,
            by_old: signed(key, &said),
        })
    }

    /// What both keys of a rotation sign: a label, the old key and the new one, each on a line.
    pub fn rotation(&self, next: &Verifier) -> String {
        rotation(self.current(), next)
    }

    /// What the old key of a new origin signs: a label, old and new key, lost size, lost root and reason, each on a line.
    pub fn opening(&self, next: &Verifier, size: u64, root: &str, reason: &str) -> String {
        opening(self.current(), next, size, root, reason)
    }
}

/// The origin after another: `registry/log`, `registry/log/2`, `registry/log/3` and so on.
pub fn next_origin(origin: &str) -> String {
    let mut parts = origin.rsplitn(2, '/');
    match (
        parts.next().and_then(|last| last.parse::<u32>().ok()),
        parts.next(),
    ) {
        (Some(number), Some(rest)) if rest.contains('/') => format!("{rest}/{}", number.saturating_add(1)),
        _ => format!("{origin}/2"),
    }
}

/// The key that a rotation hands over to, if both keys say so and the name stays.
fn follow(old: &Verifier, event: &SigningKeyRotated) -> Result<Verifier, SignersError> {
    let next = Verifier::parse(&event.verifier).map_err(|_| SignersError::Key)?;
    let said = rotation(old, &next);
    check(&next, &said, &event.by_new)?;
    if next.name != old.name {
        return Err(SignersError::Key);
    }
    check(old, &said, &event.by_old)?;
    Ok(next)
}

/// Rotations in order from one key to another; those that came to nothing lead nowhere and are left out.
fn lead(from: &Verifier, rotations: &[SigningKeyRotated], to: &Verifier) -> Option<Vec<SigningKeyRotated>> {
    if from == to {
        return Some(Vec::new());
    }
    for (at, rotation) in rotations.iter().enumerate() {
        if let Ok(next) = follow(from, rotation)
            && let Some(rest) = lead(&next, &rotations[at + 1..], to)
        {
            return Some([vec![rotation.clone()], rest].concat());
        }
    }
    None
}

fn rotation(old: &Verifier, new: &Verifier) -> String {
    format!("hanhtrinh signing key v1\n{}\n{}\n", old.encode(), new.encode())
}

fn opening(old: &Verifier, new: &Verifier, size: u64, root: &str, reason: &str) -> String {
    format!(
        "hanhtrinh origin v1\n{}\n{}\n{size}\n{root}\n{reason}\n",
        old.encode(),
        new.encode()
    )
}

fn signed(key: &SigningKey, said: &str) -> String {
    STANDARD.encode(key.sign(said.as_bytes()).to_bytes())
}

fn check(by: &Verifier, said: &str, signature: &str) -> Result<(), SignersError> {
    let bytes = STANDARD.decode(signature).map_err(|_| SignersError::Signature)?;
    let signature = Signature::from_slice(&bytes).map_err(|_| SignersError::Signature)?;
    by.key
        .verify_strict(said.as_bytes(), &signature)
        .map_err(|_| SignersError::Signature)
}

/// Why a key is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignersError {
    /// The event names no key of this log.
    #[error("it names no key that may sign for this log")]
    Key,
    /// The hand-over is not signed as it has to be.
    #[error("the hand-over to another signing key is not signed by the key before")]
    Signature,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genesis::{CALENDAR, FORMAT};
    use uuid::Uuid;

    fn begin(key: &SigningKey) -> Signers {
        let origin = "example.vn/0192".to_owned();
        let genesis = Genesis {
            log: Uuid::from_u128(1),
            verifier: Verifier::of(&origin, key).encode(),
            origin,
            format: FORMAT,
            calendar: CALENDAR.into(),
            province: "40".into(),
            demo: true,
        };
        Signers::new(&genesis).unwrap()
    }

    fn note(signers: &Signers, size: u64, key: &SigningKey) -> String {
        let checkpoint = Checkpoint {
            origin: signers.at(size).name.clone(),
            size,
            root: [7; 32],
        };
        checkpoint.sign(key)
    }

    #[test]
    fn keys_are_followed_from_the_first_event() {
        let keys = [1, 2, 3].map(|seed| SigningKey::from_bytes(&[seed; 32]));
        let mut signers = begin(&keys[0]);
        let before = note(&signers, 10, &keys[0]);
        let event = signers.rotate(&keys[0], &keys[1]);
        signers.take(20, &event).unwrap();
        assert!(
            signers.verify(&before).is_ok(),
            "what was signed before stays right"
        );
        assert!(signers.verify(&note(&signers, 20, &keys[0])).is_ok());
        assert!(signers.verify(&note(&signers, 21, &keys[1])).is_ok());
        assert!(
            signers.verify(&note(&signers, 21, &keys[0])).is_err(),
            "the old key signs nothing new"
        );
        assert!(signers.verify(&note(&signers, 20, &keys[1])).is_err());
        let stolen = begin(&keys[0]).rotate(&keys[2], &keys[2]);
        assert_eq!(signers.clone().take(30, &stolen), Err(SignersError::Signature));
    }

    #[test]
    fn a_new_origin_names_what_was_lost() {
        let key = SigningKey::from_bytes(&[1; 32]);
        let mut signers = begin(&key);
        let event = signers.open(&key, vec![], (50, &[9; 32]), "disk-failure");
        signers.take(30, &event).unwrap();
        assert_eq!(signers.current().name, "example.vn/0192/2");
        assert!(signers.verify(&note(&signers, 31, &key)).is_ok());
        let OwnEvent::OriginOpened(mut changed) = event else {
            panic!("an opening")
        };
        changed.lost_size = 40;
        assert_eq!(
            begin(&key).take(30, &OwnEvent::OriginOpened(changed)),
            Err(SignersError::Signature)
        );
        let event = signers.open(&key, vec![], (60, &[9; 32]), "again");
        signers.take(55, &event).unwrap();
        assert_eq!(
            (signers.current().name.as_str(), signers.count()),
            ("example.vn/0192/3", 3)
        );
    }

    #[test]
    fn lost_rotations_lead_to_the_key_that_opens_an_origin() {
        let keys = [1, 2, 3, 4].map(|seed| SigningKey::from_bytes(&[seed; 32]));
        let before = begin(&keys[0]);
        let mut lost = before.clone();
        let mut rotations = Vec::new();
        // The second of them was prepared and never recorded.
        for (old, new, counts) in [(0, 1, true), (1, 3, false), (1, 2, true)] {
            let event = lost.rotate(&keys[old], &keys[new]);
            if counts {
                lost.take(20, &event).unwrap();
            }
            let OwnEvent::SigningKeyRotated(event) = event else {
                panic!("a rotation")
            };
            rotations.push(event);
        }
        assert_eq!(before.path(&[], &keys[0]), Some(vec![]));
        assert_eq!(before.path(&rotations[..2], &keys[2]), None);
        assert_eq!(before.path(&rotations[1..], &keys[2]), None);
        let path = before.path(&rotations, &keys[2]).unwrap();
        assert_eq!(path, [rotations[0].clone(), rotations[2].clone()]);
        let event = before.open(&keys[2], path.clone(), (50, &[9; 32]), "disk-failure");
        let mut after = before.clone();
        after.take(10, &event).unwrap();
        assert_eq!(after.current().name, "example.vn/0192/2");
        assert!(after.verify(&note(&after, 11, &keys[2])).is_ok());
        // Without the rotations, or with another's, the new key opens nothing.
        let stolen = begin(&keys[3]).rotate(&keys[3], &keys[2]);
        let OwnEvent::SigningKeyRotated(stolen) = stolen else {
            panic!("a rotation")
        };
        for handovers in [vec![], vec![stolen], path[..1].to_vec()] {
            let event = before.open(&keys[2], handovers, (50, &[9; 32]), "disk-failure");
            assert!(before.clone().take(10, &event).is_err());
        }
    }
}
