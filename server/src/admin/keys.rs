//! Keys from the command line.

use anyhow::bail;
use hanhtrinh_log::Log;
use hanhtrinh_log_sled::{KeysFound, Progress};
use serde::{Deserialize, Serialize};

use super::{Place, author};

/// What to do with keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeysWish {
    /// Say how they are.
    Status,
    /// Begin a new epoch of the master key.
    Rotate,
    /// Sign checkpoints with a new key.
    RotateSigning,
    /// Compare them with every record.
    Check,
}

/// How keys are.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeysDone {
    /// Epoch of the master key.
    pub epoch: u32,
    /// Living person keys.
    pub living: u64,
    /// Persons of whom a key was destroyed.
    pub forgotten: u64,
    /// The key that signs checkpoints, in the text form of C2SP.
    pub verifier: String,
    /// Keys and origins that have signed so far, this one included.
    pub signers: u64,
    /// Size of the log that was signed last.
    pub signed: u64,
    /// What a check found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<Check>,
}

/// What a check of keys found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Living keys that no record uses; the next start collects them.
    pub unused: u64,
    /// Keys that records use and that are destroyed on record.
    pub destroyed: u64,
    /// Destroyed keys of which the log has no event.
    pub unrecorded: u64,
    /// Keys said to be destroyed that are here; the next start destroys them.
    pub returned: u64,
    /// Keys that records use, and that are not here without any event that says why.
    pub missing: u64,
    /// The first record under a missing key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_bad: Option<u64>,
}

impl From<&KeysFound> for Check {
    fn from(found: &KeysFound) -> Self {
        Self {
            unused: found.unused,
            destroyed: found.destroyed,
            unrecorded: found.unrecorded,
            returned: found.returned,
            missing: found.missing,
            first_bad: found.first_bad.as_ref().map(|bad| bad.position),
        }
    }
}

/// Does it.
pub fn keys(place: &Place<'_>, wish: KeysWish, progress: &Progress) -> anyhow::Result<KeysDone> {
    let log = place.registry.log();
    let changes = matches!(wish, KeysWish::Rotate | KeysWish::RotateSigning);
    if let Some(why) = log.read_only().filter(|_| changes) {
        bail!("{why}: its keys are left as they are");
    }
    match wish {
        KeysWish::Rotate => drop(log.begin_epoch(&author())?),
        KeysWish::RotateSigning => drop(log.rotate_signing_key(&author())?),
        KeysWish::Status | KeysWish::Check => {}
    }
    let check = match wish {
        KeysWish::Check => Some(Check::from(&log.check_keys(Some(progress))?)),
        _ => None,
    };
    let (living, forgotten) = log.key_counts();
    let signers = log.signers();
    let signed = log.last_checkpoint()?.and_then(|note| signers.verify(&note).ok());
    Ok(KeysDone {
        epoch: log.key_epoch(),
        living,
        forgotten,
        verifier: signers.current().encode(),
        signers: signers.count() as u64,
        signed: signed.map_or(0, |checkpoint| checkpoint.size.min(log.head().size)),
        check,
    })
}
