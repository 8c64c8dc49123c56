//! The log on its way: backup, export, and the check of what is recorded.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use hanhtrinh_log_sled::{ExportTo, Progress, Verified, backup as back_up, export_bundle, export_log};
use hanhtrinh_record::seal::hex;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Place;

/// Ending of the file with the ciphertexts, beside the lines.
pub const SEALED: &str = ".sealed";
/// Ending of the file with the commands, beside the lines.
pub const COMMANDS: &str = ".commands";
/// Files of the data folder that a backup takes along: accounts, without sessions.
const ACCOUNTS: &str = "accounts.json";
/// Folder of the dated data.
const PACKS: &str = "packs";

/// What was backed up.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BackupDone {
    /// Records in it at least.
    pub size: u64,
    /// The signed checkpoint it reaches.
    pub checkpoint: String,
    /// Segments of the journal in it.
    pub segments: u64,
    /// Segments that were not there from an earlier backup.
    pub copied: u64,
    /// Other files.
    pub files: u64,
}

/// Backs up while the log runs: checkpoint, journal, dated data, accounts; then the keys.
pub fn backup(
    place: &Place<'_>,
    to: &Path,
    keys_to: &Path,
    progress: &Progress,
) -> anyhow::Result<BackupDone> {
    let log = place.registry.log();
    let mut files = Vec::new();
    let folder = log.folder();
    for entry in
        fs::read_dir(folder.join(PACKS)).with_context(|| format!("{PACKS} in {}", folder.display()))?
    {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // What is being written has another name.
        if !name.contains('.') {
            files.push((format!("{PACKS}/{name}"), fs::read(entry.path())?));
        }
    }
    files.sort();
    match fs::read(folder.join(ACCOUNTS)) {
        Ok(bytes) => files.push((ACCOUNTS.to_owned(), bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error).context("the accounts cannot be read"),
    }
    let done = back_up(log, to, keys_to, &files, Some(progress))?;
    Ok(BackupDone {
        size: done.size,
        checkpoint: done.checkpoint,
        segments: done.segments,
        copied: done.copied,
        files: files.len() as u64,
    })
}

/// What was exported.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportDone {
    /// Number of lines.
    pub size: u64,
    /// Root over them, hex.
    pub root: String,
}

/// A file beside another, with one more ending.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Exports all that is durable now.
pub fn export(
    place: &Place<'_>,
    out: &Path,
    sealed: bool,
    progress: &Progress,
) -> anyhow::Result<ExportDone> {
    let mut leaves = writer(out)?;
    let extra = |ending: &str| sealed.then(|| writer(&beside(out, ending))).transpose();
    let (mut ciphers, mut commands) = (extra(SEALED)?, extra(COMMANDS)?);
    let to = ExportTo {
        leaves: &mut leaves,
        sealed: ciphers.as_mut().map(|writer| writer as &mut dyn Write),
        commands: commands.as_mut().map(|writer| writer as &mut dyn Write),
    };
    let done = export_log(place.registry.log(), to, Some(progress))?;
    for file in [Some(leaves), ciphers, commands].into_iter().flatten() {
        let file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
    }
    Ok(ExportDone {
        size: done.size,
        root: hex(&done.root),
    })
}

/// Writes a bundle of all that is durable now: the lines with a signed checkpoint over them, and the ciphertexts if wanted.
pub fn bundle(
    place: &Place<'_>,
    out: &Path,
    sealed: bool,
    progress: &Progress,
) -> anyhow::Result<ExportDone> {
    let log = place.registry.log();
    let note = log.checkpoint()?;
    let mut file = writer(out)?;
    let done = export_bundle(log, &note, &mut file, sealed, Some(progress))?;
    let file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(ExportDone {
        size: done.size,
        root: hex(&done.root),
    })
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyDone {
    /// Records that are right, from the first on.
    pub size: u64,
    /// Root over them, hex.
    pub root: String,
    /// Origin of the log.
    pub origin: Option<String>,
    /// The key of its checkpoints that its first event names.
    pub key: Option<String>,
    /// Sealed parts that are there and right.
    pub sealed: u64,
    /// Sealed parts that are named but not there.
    pub absent: u64,
    /// Bytes at the end that were never acknowledged.
    pub torn_tail: bool,
    /// The first thing that is wrong.
    pub first_bad: Option<Bad>,
    /// Position from which the working store differs from the journal.
    pub store_differs: Option<u64>,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bad {
    /// Position of the record.
    pub position: u64,
    /// Id of the event, where it can still be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Uuid>,
    /// What is wrong.
    pub what: String,
}

impl From<&Verified> for VerifyDone {
    fn from(found: &Verified) -> Self {
        Self {
            size: found.size,
            root: hex(&found.root),
            origin: found.origin.clone(),
            key: found.verifier.clone(),
            sealed: found.sealed,
            absent: found.absent,
            torn_tail: found.torn_tail,
            first_bad: found.first_bad.as_ref().map(|bad| Bad {
                position: bad.position,
                event: bad.event,
                what: bad.what.clone(),
            }),
            store_differs: found.store_differs,
        }
    }
}

/// Checks all that is recorded now, while the log runs.
pub fn verify(place: &Place<'_>, note: Option<&str>, progress: &Progress) -> anyhow::Result<VerifyDone> {
    Ok(VerifyDone::from(
        &place.registry.log().verify(note, Some(progress))?,
    ))
}

fn writer(path: &Path) -> anyhow::Result<BufWriter<File>> {
    // What others may read is for whoever runs this to decide, later and on purpose.
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options
        .open(path)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(BufWriter::with_capacity(1 << 20, file))
}
