//! Bringing a log back: checking a backup, and making a folder of it. The forgotten stay forgotten.

use std::fs;
use std::path::Path;

use crate::backup::{Manifest, apart, copy, manifest, size_of};
use crate::key_check::{KeysFound, compare};
use crate::key_files::{CHECKPOINT, LOG_ID, PROVEN, private_folder, store};
use crate::keys::{KeyError, Keys};
use crate::options::{OpenError, Progress};
use crate::segment::{segment_path, segments, sync_folder};
use crate::verify::{Verified, VerifyError, verify_journal};
use hanhtrinh_record::seal::{hex, sha256};

/// What a backup turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupFound {
    /// Its list.
    pub manifest: Manifest,
    /// What its journal is.
    pub log: Verified,
    /// What its keys are, if they were looked at.
    pub keys: Option<KeysFound>,
    /// Size of the log when the keys were copied, if they were looked at and tell.
    pub keys_at: Option<u64>,
    /// Files that are not as listed.
    pub changed: Vec<String>,
}

impl BackupFound {
    /// Whether a registry can be made of it.
    pub fn is_good(&self) -> bool {
        self.log.first_bad.is_none()
            && self.changed.is_empty()
            && self.keys.as_ref().is_none_or(|keys| keys.first_bad.is_none())
    }
}

/// Checks a backup: every frame and leaf, the root against its checkpoint, the other files; with `keys` also whether every
/// leaf's key is there or was destroyed on record. Changes nothing.
pub fn verify_backup(
    backup: &Path,
    keys: Option<&Path>,
    progress: Option<&Progress>,
) -> Result<BackupFound, VerifyError> {
    let manifest = manifest(backup)?;
    let journal = backup.join("journal");
    let log = verify_journal(&journal, Some(&manifest.checkpoint), progress)?;
    let changed = manifest
        .files
        .iter()
        .filter(|(name, hash)| {
            fs::read(backup.join(name))
                .map(|bytes| hex(&sha256(&bytes)))
                .ok()
                .as_ref()
                != Some(hash)
        })
        .map(|(name, _)| name.clone())
        .collect();
    let (mut found, mut keys_at) = (None, None);
    // What cannot be read cannot be compared either.
    if let Some(folder) = keys.filter(|_| log.first_bad.is_none()) {
        keys_at = fs::read_to_string(folder.join(CHECKPOINT))
            .ok()
            .and_then(|note| size_of(&note));
        let keys = Keys::look(folder, manifest.log).map_err(OpenError::from)?;
        found = Some(compare(&journal, &keys, &manifest.forgotten, u64::MAX, progress)?);
    }
    Ok(BackupFound {
        manifest,
        log,
        keys: found,
        keys_at,
        changed,
    })
}

/// Makes a data folder and its keys out of a backup. Both have to be absent or empty. The tombstones of every key backup and of
/// the log's part are applied, so that nobody who was forgotten comes back. The log is opened by the caller, which checks that it
/// continues what its keys know.
pub fn restore(
    backup: &Path,
    key_backups: &[&Path],
    data: &Path,
    keys: &Path,
    progress: Option<&Progress>,
) -> Result<BackupFound, VerifyError> {
    let Some(first) = key_backups.first() else {
        return Err(OpenError::from(KeyError::Missing(keys.to_owned())).into());
    };
    apart(&[backup, data, keys])?;
    for folder in [data, keys] {
        if fs::read_dir(folder).is_ok_and(|mut list| list.next().is_some()) {
            return Err(OpenError::NotEmpty(folder.to_owned()).into());
        }
    }
    let found = verify_backup(backup, Some(first), progress)?;
    if !found.is_good() {
        return Ok(found);
    }
    let log = found.manifest.log;
    // A copy that is cut short has no id and does not open as keys.
    copy_keys(first, keys)?;
    let restored = Keys::open(keys, log).map_err(OpenError::from)?;
    bury(&restored, &found.manifest)?;
    for other in &key_backups[1..] {
        let other = Keys::look(other, log).map_err(OpenError::from)?;
        for (subject, key) in other.tombstones() {
            restored.bury(subject, key.as_deref()).map_err(OpenError::from)?;
        }
    }
    drop(restored);
    private_folder(data)?;
    for (name, _) in &found.manifest.files {
        let to = data.join(name);
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
            copy(&backup.join(name), &to)?;
            // Before the journal is there, which makes a registry of it.
            sync_folder(parent)?;
        }
    }
    let (from, staged) = (backup.join("journal"), data.join("journal.tmp"));
    fs::create_dir_all(&staged)?;
    let list = segments(&from)?;
    for (at, segment) in list.iter().enumerate() {
        copy(&segment_path(&from, *segment), &segment_path(&staged, *segment))?;
        if let Some(done) = progress {
            done(at as u64 + 1, list.len() as u64);
        }
    }
    sync_folder(&staged)?;
    fs::rename(&staged, data.join("journal"))?;
    sync_folder(data)?;
    Ok(found)
}

/// What the log's part of the backup knows to be destroyed is destroyed.
fn bury(keys: &Keys, manifest: &Manifest) -> Result<(), OpenError> {
    for gone in &manifest.forgotten {
        keys.bury(gone.subject, gone.key.as_deref())?;
    }
    Ok(())
}

fn copy_keys(from: &Path, to: &Path) -> Result<(), OpenError> {
    if !from.join(LOG_ID).exists() {
        return Err(KeyError::Missing(from.to_owned()).into());
    }
    private_folder(to)?;
    for file in fs::read_dir(from)? {
        let file = file?;
        let name = file.file_name();
        let text = name.to_string_lossy();
        // Which keys are in use is found out anew: the log may be older than they are.
        if file.file_type()?.is_file() && text != LOG_ID && text != PROVEN && !text.ends_with(".tmp") {
            let bytes = zeroize::Zeroizing::new(fs::read(file.path())?);
            store(to, &text, &bytes)?;
        }
    }
    Ok(store(to, LOG_ID, &fs::read(from.join(LOG_ID))?)?)
}
