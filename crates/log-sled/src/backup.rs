//! A backup while the log runs: the checkpoint first, then journal and keys, each to a destination of its own.
//!
//! Segments that are full never change and are skipped if the destination has them already; the last one is copied as it is, and a
//! group that is just being written is cut when the copy is opened. The keys come after the journal, so that no leaf is without.
//! `backup.json` says what there is and is written last: an interrupted backup is still the one before, with more segments.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use hanhtrinh_log::Log;
use hanhtrinh_record::seal::{hex, sha256};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::key_files::{
    CHECKPOINT, HANDOVERS, LOG_ID, PERSONS, PROVEN, SECRET, SIGNING, SIGNING_NEXT, private_file,
    private_folder, store,
};
use crate::keys::{KeyError, Keys};
use crate::options::{OpenError, Progress};
use crate::recover::log_id;
use crate::segment::{make_folder, segment_path, segments, sync_folder};
use crate::sled_log::SledLog;

/// Name of the list of what a backup holds.
pub const MANIFEST: &str = "backup.json";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// The checkpoint it reaches at least, as a signed note.
    pub checkpoint: String,
    /// Records in it at least.
    pub size: u64,
    /// Segments in the backup.
    pub segments: u64,
    /// Segments that had to be copied.
    pub copied: u64,
}

/// The list of what a backup of a log holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the form: 1.
    pub backup: u16,
    /// The log.
    pub log: Uuid,
    /// The checkpoint that the journal reaches at least, as a signed note.
    pub checkpoint: String,
    /// Size of the log at that checkpoint.
    pub size: u64,
    /// Segments of the journal.
    pub segments: u64,
    /// Every key that was destroyed, so that the log's part of the backup forgets too.
    pub forgotten: Vec<Forgotten>,
    /// Other files, with SHA-256 in hex.
    pub files: Vec<(String, String)>,
}

/// A destroyed key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forgotten {
    /// The person.
    pub subject: Uuid,
    /// Id of the key, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// Backs a log up. The destinations may hold an older backup of the same log; the keys never lie with the data. `extra` are
/// files of the data folder that go with it: name below the folder, and content.
pub fn backup(
    log: &SledLog,
    data: &Path,
    keys: &Path,
    extra: &[(String, Vec<u8>)],
    progress: Option<&Progress>,
) -> Result<BackedUp, OpenError> {
    let own_keys = log.keys()?;
    apart(&[data, keys, log.folder(), own_keys.folder()])?;
    let id = log.genesis().log;
    refuse_other(data, keys, id)?;
    let checkpoint = log.checkpoint()?;
    let size = log.head().size;
    let (source, target) = (log.folder().join("journal"), data.join("journal"));
    private_folder(data)?;
    make_folder(&target)?;
    let list = segments(&source)?;
    let mut copied = 0;
    for (at, segment) in list.iter().enumerate() {
        let (from, to) = (segment_path(&source, *segment), segment_path(&target, *segment));
        if Some(segment) == list.last() || !same(&from, &to)? {
            copy(&from, &to)?;
            copied += 1;
        }
        if let Some(done) = progress {
            done(at as u64 + 1, list.len() as u64);
        }
    }
    sync_folder(&target)?;
    let mut files = Vec::with_capacity(extra.len());
    for (name, bytes) in extra {
        let path = data.join(name);
        if let Some(parent) = path.parent() {
            private_folder(parent)?;
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            store(parent, &file, bytes)?;
        }
        files.push((name.clone(), hex(&sha256(bytes))));
    }
    copy_keys(own_keys, keys, &checkpoint)?;
    let forgotten = own_keys.tombstones().into_iter();
    let manifest = Manifest {
        backup: 1,
        log: id,
        checkpoint: checkpoint.clone(),
        size: size_of(&checkpoint).unwrap_or(size),
        segments: list.len() as u64,
        forgotten: forgotten
            .map(|(subject, key)| Forgotten { subject, key })
            .collect(),
        files,
    };
    let text = serde_json::to_vec_pretty(&manifest).map_err(io::Error::from)?;
    store(data, MANIFEST, &text)?;
    Ok(BackedUp {
        checkpoint,
        size: manifest.size,
        segments: manifest.segments,
        copied,
    })
}

/// Reads the list of a backup.
pub fn manifest(backup: &Path) -> Result<Manifest, OpenError> {
    let path = backup.join(MANIFEST);
    let bytes = match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(OpenError::NotBackup(backup.to_owned()));
        }
        other => other?,
    };
    let manifest: Manifest =
        serde_json::from_slice(&bytes).map_err(|_| OpenError::NotBackup(backup.to_owned()))?;
    let plain = |name: &str| {
        let parts = Path::new(name).components();
        parts
            .into_iter()
            .all(|part| matches!(part, std::path::Component::Normal(_)))
    };
    if manifest.backup != 1 || !manifest.files.iter().all(|(name, _)| plain(name)) {
        return Err(OpenError::NotBackup(backup.to_owned()));
    }
    Ok(manifest)
}

/// None of the folders lies in another.
pub(crate) fn apart(folders: &[&Path]) -> Result<(), OpenError> {
    let real = |path: &Path| {
        let absolute = std::path::absolute(path)?;
        // A folder that is not there yet is where its name says.
        Ok::<_, io::Error>(fs::canonicalize(&absolute).unwrap_or(absolute))
    };
    let paths = folders
        .iter()
        .map(|path| real(path))
        .collect::<Result<Vec<_>, _>>()?;
    for (at, one) in paths.iter().enumerate() {
        for (other_at, other) in paths.iter().enumerate() {
            if at != other_at && one.starts_with(other) {
                return Err(OpenError::NotApart {
                    one: one.clone(),
                    other: other.clone(),
                });
            }
        }
    }
    Ok(())
}

/// A backup goes to an empty folder, or over an older one of the same log; never over a folder or keys in use.
fn refuse_other(data: &Path, keys: &Path, log: Uuid) -> Result<(), OpenError> {
    // A backup that was cut short before its first segment, or before the id of its keys, is no backup yet.
    let begun = |path: &Path| {
        Ok::<_, io::Error>(
            names(path)?.iter().all(|name| name == "journal")
                && names(&path.join("journal"))?
                    .iter()
                    .all(|name| name.ends_with(".tmp")),
        )
    };
    let in_use = data.join("lock").exists() || data.join("sled").exists();
    let other = match log_id(&data.join("journal")) {
        Ok(id) => id != log,
        Err(_) => !begun(data)?,
    };
    if in_use || other {
        return Err(OpenError::OtherBackup(data.to_owned()));
    }
    let ours = |name: &String| {
        [PERSONS, SIGNING, HANDOVERS, SECRET, CHECKPOINT].contains(&name.as_str())
            || name.starts_with("master-")
            || name.ends_with(".tmp")
    };
    let other = match fs::read_to_string(keys.join(LOG_ID)) {
        Ok(named) => named.trim() != log.to_string(),
        Err(_) => !names(keys)?.iter().all(ours),
    };
    if keys.join(PROVEN).exists() || other {
        return Err(OpenError::OtherBackup(keys.to_owned()));
    }
    Ok(())
}

/// Names in a folder; none if it is absent.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        list => list?
            .map(|file| Ok(file?.file_name().to_string_lossy().into_owned()))
            .collect(),
    }
}

/// Copies the key store, with the checkpoint that the journal's copy reaches. Tombstones of an older backup in the same place are
/// kept by the copy: the newer store has them all.
fn copy_keys(from: &Keys, to: &Path, checkpoint: &str) -> Result<(), OpenError> {
    private_folder(to)?;
    let still = from.hold_still().map_err(KeyError::from)?;
    let mut id = None;
    for path in &still.files {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let bytes = zeroize::Zeroizing::new(fs::read(path)?);
        if name == LOG_ID {
            id = Some(bytes);
        } else {
            store(to, name, &bytes)?;
        }
    }
    store(to, CHECKPOINT, checkpoint.as_bytes())?;
    // The id comes last, as when the store was made.
    if let Some(id) = id {
        store(to, LOG_ID, &id)?;
    }
    remove_what_is_over(from.folder(), to)?;
    Ok(sync_folder(to)?)
}

/// Keys of earlier epochs do not outlive their epoch in a backup either.
fn remove_what_is_over(from: &Path, to: &Path) -> io::Result<()> {
    for file in fs::read_dir(to)? {
        let name = file?.file_name();
        let text = name.to_string_lossy();
        let over = text.starts_with("master-") && !from.join(&name).exists();
        if over || text.ends_with(".tmp") || text == SIGNING_NEXT {
            crate::key_files::destroy(&to.join(&name))?;
        }
    }
    Ok(())
}

/// Whether a segment was copied before. The last one of the backup before was copied half full, so bytes decide.
fn same(from: &Path, to: &Path) -> io::Result<bool> {
    match fs::read(to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        other => Ok(other? == fs::read(from)?),
    }
}

/// Copies a file so that after a crash the old or the new one is there, whole.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let staged: PathBuf = to.with_extension("tmp");
    let mut file = private_file(&staged)?;
    io::copy(&mut File::open(from)?, &mut file)?;
    file.sync_all()?;
    fs::rename(staged, to)
}

/// The size a signed note speaks of.
pub(crate) fn size_of(note: &str) -> Option<u64> {
    let (body, _) = note.rsplit_once("\n\n")?;
    hanhtrinh_record::Checkpoint::parse_body(body)
        .ok()
        .map(|checkpoint| checkpoint.size)
}
