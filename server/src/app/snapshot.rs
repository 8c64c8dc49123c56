//! The snapshot of the views as a file in the data folder: `views/facts.snapshot`. It can be deleted at any time; the next
//! start folds the log from its beginning instead.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_log::{Log, ReadError};
use hanhtrinh_log_sled::SledLog;
use hanhtrinh_views::{Packs, Snapshot, SnapshotError, SnapshotWriter, Views};

/// Why a snapshot is not used or not written. None of it stops the registry.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotFileError {
    /// It is not one of this log, this build and these packs.
    #[error(transparent)]
    Refused(#[from] SnapshotError),
    /// The file.
    #[error("its file cannot be read or written")]
    Io(#[from] io::Error),
    /// The log, which vouches for it.
    #[error(transparent)]
    Log(#[from] ReadError),
}

/// Where it lies.
pub fn path(data: &Path) -> PathBuf {
    data.join("views").join("facts.snapshot")
}

/// Reads the snapshot of a log, if there is one: `None` where there is no file.
pub(super) fn load(
    log: &SledLog,
    packs: &Arc<Packs>,
    province: UnitRef,
) -> Result<Option<Views>, SnapshotFileError> {
    let bytes = match fs::read(path(log.folder())) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    let snapshot = Snapshot::read(&bytes)?;
    let mark = snapshot.mark();
    if mark.log != log.genesis().log {
        return Err(SnapshotError::Log.into());
    }
    if mark.size > log.head().size {
        return Err(SnapshotError::Ahead.into());
    }
    if log.root(mark.size)? != mark.root {
        return Err(SnapshotError::Root.into());
    }
    Ok(Some(snapshot.views(mark.log, packs.clone(), province)?))
}

/// What was saved.
pub(super) struct Saved {
    /// Size of the log that it is of.
    pub size: u64,
    /// The longest that anybody had to wait for the views.
    pub longest: Duration,
}

/// Writes the snapshot: beside the old one, synced, then in its place. The views are held for a piece at a time.
pub(super) fn save(log: &SledLog, views: &RwLock<Views>) -> Result<Saved, SnapshotFileError> {
    let mut longest = Duration::ZERO;
    let mut brief = |held: Instant| longest = longest.max(held.elapsed());
    let writer = {
        let mut views = views.write().unwrap_or_else(PoisonError::into_inner);
        let held = Instant::now();
        let writer = views.begin_snapshot();
        brief(held);
        writer
    };
    let size = writer.size();
    let written = write(log, views, writer, &mut brief);
    let kept = {
        let mut views = views.write().unwrap_or_else(PoisonError::into_inner);
        views.end_snapshot()
    };
    drop(kept);
    written.map(|()| Saved { size, longest })
}

fn write(
    log: &SledLog,
    views: &RwLock<Views>,
    mut writer: SnapshotWriter,
    brief: &mut dyn FnMut(Instant),
) -> Result<(), SnapshotFileError> {
    let read = || views.read().unwrap_or_else(PoisonError::into_inner);
    let root = log.root(writer.size())?;
    let path = path(log.folder());
    let folder = path.parent().unwrap_or(log.folder());
    fs::create_dir_all(folder)?;
    let beside = path.with_extension("new");
    let mut file = create(&beside)?;
    let mut piece = read().snapshot_begin(log.genesis().log, writer.size(), root);
    let mut more = true;
    while more {
        {
            let views = read();
            let held = Instant::now();
            more = writer.piece(&views, &mut piece);
            brief(held);
        }
        writer.add(&piece);
        file.write_all(&piece)?;
        piece.clear();
    }
    file.write_all(&writer.finish())?;
    file.sync_all()?;
    fs::rename(&beside, &path)?;
    File::open(folder)?.sync_all()?;
    Ok(())
}

/// What is in it is pseudonymous, and nobody else's to read.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
