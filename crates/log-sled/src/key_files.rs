//! The small files of the key store: written aside, synced, renamed; what they replace is overwritten first.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use zeroize::Zeroizing;

use crate::keys::KeyError;
use crate::segment::{sync_folder, sync_names};

/// The log the keys belong to.
pub const LOG_ID: &str = "log.id";
/// The wrapped keys of persons.
pub const PERSONS: &str = "persons.keys";
/// The seed of the key that signs checkpoints.
pub const SIGNING: &str = "signing.key";
/// The seed of the next one, while the event that names it is being recorded.
pub const SIGNING_NEXT: &str = "signing.next";
/// The rotations of the signing key so far.
pub const HANDOVERS: &str = "signing.handovers";
/// The secret of the fingerprints.
pub const SECRET: &str = "fingerprint.secret";
/// The last signed checkpoint.
pub const CHECKPOINT: &str = "checkpoint";
/// Up to where every key is known to be used by a leaf.
pub const PROVEN: &str = "proven";

/// Makes a file that only the owner may read. An old one of the same name is replaced.
pub fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes a folder that only the owner may enter, and that is there after a power cut too.
pub fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    sync_names(path)
}

/// Writes a file so that after a crash the old or the new one is there, whole.
pub fn store(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let staged = folder.join(format!("{name}.tmp"));
    let mut file = private_file(&staged)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&staged, folder.join(name))?;
    sync_folder(folder)
}

/// Writes a file and overwrites what it replaces.
pub fn replace(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let old = open_old(&folder.join(name))?;
    store(folder, name, bytes)?;
    old.map_or(Ok(()), overwrite)
}

/// Moves a file over another and overwrites what it replaces.
pub fn move_over(folder: &Path, from: &str, to: &str) -> io::Result<()> {
    let old = open_old(&folder.join(to))?;
    fs::rename(folder.join(from), folder.join(to))?;
    sync_folder(folder)?;
    old.map_or(Ok(()), overwrite)
}

/// Overwrites a file and removes it, if it is there.
pub fn destroy(path: &Path) -> io::Result<()> {
    if let Some(file) = open_old(path)? {
        overwrite(file)?;
        fs::remove_file(path)?;
    }
    Ok(())
}

/// Reads a key of 32 bytes.
pub fn load(folder: &Path, name: &str) -> Result<Zeroizing<[u8; 32]>, KeyError> {
    let bytes = Zeroizing::new(fs::read(folder.join(name))?);
    Ok(Zeroizing::new(bytes.as_slice().try_into().map_err(|_| {
        KeyError::Length {
            name: name.to_owned(),
        }
    })?))
}

/// Name of the master key of an epoch.
pub fn master_name(epoch: u32) -> String {
    format!("master-{epoch:04}.key")
}

fn open_old(path: &Path) -> io::Result<Option<File>> {
    match OpenOptions::new().write(true).open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// On most disks that reaches the same sectors; where it does not, the name at least is gone.
fn overwrite(mut file: File) -> io::Result<()> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(0))?;
    let zeros = [0; 4096];
    let mut left = length;
    while left > 0 {
        let part = left.min(zeros.len() as u64);
        file.write_all(&zeros[..part as usize])?;
        left -= part;
    }
    file.sync_all()
}
