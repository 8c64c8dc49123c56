//! A backup while the log runs: the checkpoint first, then journal and keys, each to a destination of its own.
//!
//! Segments that are full never change and are skipped if the destination has them already; the last one is copied as it is, and a
//! group that is just being written is cut when the copy is opened. The keys come after the journal, so that no leaf is without.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::keys::Keys;
use crate::options::OpenError;
use crate::segment::{segment_path, segments, sync_folder};
use crate::sled_log::SledLog;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// The checkpoint it reaches at least, as a signed note.
    pub checkpoint: String,
    /// Segments in the backup.
    pub segments: u64,
    /// Segments that had to be copied.
    pub copied: u64,
}

/// Backs a log up. The destinations may hold an older backup of the same log; the keys never lie with the data.
pub fn backup(log: &SledLog, data: &Path, keys: &Path) -> Result<BackedUp, OpenError> {
    let inside =
        |a: &Path, b: &Path| Ok::<_, io::Error>(std::path::absolute(a)?.starts_with(std::path::absolute(b)?));
    if inside(keys, data)? || inside(data, keys)? {
        return Err(OpenError::KeysInside(data.to_owned()));
    }
    let checkpoint = log.checkpoint()?;
    let (source, target) = (log.folder().join("journal"), data.join("journal"));
    fs::create_dir_all(&target)?;
    let list = segments(&source)?;
    let mut copied = 0;
    for segment in &list {
        let (from, to) = (segment_path(&source, *segment), segment_path(&target, *segment));
        if Some(segment) != list.last() && same(&from, &to)? {
            continue;
        }
        copy(&from, &to)?;
        copied += 1;
    }
    sync_folder(&target)?;
    let store = log
        .shared()
        .keys
        .as_ref()
        .ok_or_else(|| io::Error::other("there are no keys here"))?;
    copy_keys(store, keys)?;
    Ok(BackedUp {
        checkpoint,
        segments: list.len() as u64,
        copied,
    })
}

/// Copies the key store. Tombstones of an older backup in the same place are kept by the copy: the newer store has them all.
fn copy_keys(store: &Keys, to: &Path) -> Result<(), OpenError> {
    crate::keys::private_folder(to)?;
    let still = store.hold_still()?;
    for from in &still.files {
        let Some(name) = from.file_name() else { continue };
        let staged = to.join("copy.tmp");
        let bytes = zeroize::Zeroizing::new(fs::read(from)?);
        let mut file = crate::keys::private_file(&staged)?;
        io::Write::write_all(&mut file, &bytes)?;
        file.sync_all()?;
        fs::rename(&staged, to.join(name))?;
    }
    remove_other_masters(store.folder(), to)?;
    Ok(sync_folder(to)?)
}

/// Master keys of earlier epochs do not outlive their epoch in a backup either.
fn remove_other_masters(from: &Path, to: &Path) -> io::Result<()> {
    for file in fs::read_dir(to)? {
        let name = file?.file_name();
        if name.to_string_lossy().starts_with("master-") && !from.join(&name).exists() {
            fs::remove_file(to.join(name))?;
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

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let staged: PathBuf = to.with_extension("tmp");
    fs::copy(from, &staged)?;
    File::open(&staged)?.sync_all()?;
    fs::rename(staged, to)
}
