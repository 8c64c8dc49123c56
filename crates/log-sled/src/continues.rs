//! Whether a folder goes on where its keys know it to be: never another history, never a smaller size, never another key.

use hanhtrinh_log::Log;
use hanhtrinh_record::own::OwnEvent;
use hanhtrinh_record::{Checkpoint, Signers, Verifier};

use crate::keys::{KeyError, Keys};
use crate::options::{Loss, OpenError};
use crate::sled_log::SledLog;

/// Longest reason of a loss.
const REASON: usize = 40;

impl SledLog {
    /// Refuses to go on with a folder that is older than its keys know, or another. Returns what is lost where that is accepted.
    pub(crate) fn check_continues(
        &self,
        own: &[(u64, OwnEvent)],
        accept: Option<&Loss>,
    ) -> Result<Option<Checkpoint>, OpenError> {
        let Some(keys) = &self.shared().keys else {
            return Ok(None);
        };
        let (signers, size) = (self.signers(), self.head().size);
        let kept = keys.checkpoint()?;
        // Keys that only lost rotations name.
        let lost = self.check_signing(keys, &signers, kept.as_deref(), accept.is_some())?;
        let last = own.iter().rev().find_map(|(_, event)| match event {
            OwnEvent::OriginOpened(event) => Some(event),
            _ => None,
        });
        let mut known = None;
        for note in [
            kept.as_deref(),
            accept.and_then(|loss| loss.checkpoint.as_deref()),
        ] {
            let Some(note) = note else { continue };
            let later = || lost.iter().find_map(|key| Checkpoint::verify(note, key).ok());
            match signers.verify(note).or_else(|error| later().ok_or(error)) {
                Ok(found)
                    if known
                        .as_ref()
                        .is_none_or(|known: &Checkpoint| known.size < found.size) =>
                {
                    known = Some(found);
                }
                Ok(_) => {}
                // What a lost origin had signed is known in the event that ended it.
                Err(error) => {
                    let ended = last.is_some_and(|event| {
                        let verifier = Verifier::of(&event.lost_origin, &keys.signing());
                        Checkpoint::verify(note, &verifier).is_ok_and(|lost| lost.size <= event.lost_size)
                    });
                    if !ended {
                        return Err(error.into());
                    }
                }
            }
        }
        let Some(known) = known else {
            return if accept.is_some() {
                Err(OpenError::NoLoss { size })
            } else {
                Ok(None)
            };
        };
        if known.size > size {
            let Some(loss) = accept else {
                return Err(OpenError::Shorter {
                    found: size,
                    known: known.size,
                    witness: "the signed checkpoint",
                });
            };
            return if is_code(&loss.reason) {
                Ok(Some(known))
            } else {
                Err(OpenError::Reason)
            };
        }
        match self.shared().root(known.size) {
            // The rotation at least is lost, though nobody signed anything after it.
            Ok(root) if root == known.root && !lost.is_empty() => Ok(Some(known)),
            Ok(root) if root == known.root && accept.is_some() => Err(OpenError::NoLoss { size: known.size }),
            Ok(root) if root == known.root => Ok(None),
            Ok(_) => Err(OpenError::OtherHistory { size: known.size }),
            Err(_) => Err(OpenError::Record {
                position: known.size - 1,
                what: "its hashes cannot be read",
            }),
        }
    }

    /// The signing key is the one that the log names last; a rotation that was cut short is finished or undone. Where a loss is
    /// accepted it may also be one that lost rotations lead to: then the keys that they name are returned.
    fn check_signing(
        &self,
        keys: &Keys,
        signers: &Signers,
        kept: Option<&str>,
        accept: bool,
    ) -> Result<Vec<Verifier>, OpenError> {
        let current = signers.current();
        let prepared = keys.prepared_signing()?;
        if Verifier::of(&current.name, &keys.signing()) == *current {
            if prepared.is_some() {
                keys.discard_signing()?;
            }
            return Ok(Vec::new());
        }
        if prepared.is_some_and(|next| Verifier::of(&current.name, &next) == *current) {
            keys.adopt_signing()?;
            return Ok(Vec::new());
        }
        // A log restored from before a rotation with keys from after it. Who accepts that the rotation is lost goes on with the
        // key that it handed over to.
        if accept && let Some(path) = signers.path(&keys.handovers()?, &keys.signing()) {
            let keys = path.iter().map(|event| Verifier::parse(&event.verifier));
            return Ok(keys.collect::<Result<_, _>>()?);
        }
        let later = Verifier::of(&current.name, &keys.signing());
        match kept.map(|note| Checkpoint::verify(note, &later)) {
            Some(Ok(known)) if known.size > self.head().size => Err(OpenError::Shorter {
                found: self.head().size,
                known: known.size,
                witness: "the signed checkpoint",
            }),
            _ => Err(KeyError::OtherLog.into()),
        }
    }
}

/// Whether a reason is short and plain enough to stand in the log.
pub fn is_code(text: &str) -> bool {
    (1..=REASON).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._-/".contains(&b))
}
