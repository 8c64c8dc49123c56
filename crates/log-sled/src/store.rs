//! Sled: packed blocks under few keys. Everything in it is derived from the journal, and a block never changes.
//!
//! Because blocks are immutable and carry a checksum over key and content, sled can only be right or visibly wrong; what is
//! wrong is read from the journal again. That is why its own lack of `fsync` does no harm.

use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sled::{Batch, Db};
use uuid::Uuid;

/// What a block holds; the number of a block is its first position, sequence or index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// Leaves with ciphertexts, by position.
    Entries = b'e',
    /// Rows of commands, by sequence.
    Rows = b'r',
    /// 256 leaf hashes.
    Tile = b't',
    /// 256 roots of tiles.
    HighTile = b'u',
}

/// Blocks are closed when they reach this many bytes.
pub const BLOCK: usize = 8 * 1024;
/// A larger block is cut into values of this size: sled wants small ones.
const CHUNK: usize = 16 * 1024;
const LOG_KEY: &[u8] = b"i";
/// How long the threads of a sled that was closed may keep its file.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open sled folder. Sled answers some damage, and a disk that fails, with a panic: none of them leaves this file.
pub struct Store {
    db: Option<Db>,
    folder: PathBuf,
}

impl Store {
    /// Opens or makes the folder.
    pub fn open(folder: &Path, cache_bytes: u64) -> Result<Self, StoreError> {
        remove_half_snapshots(folder)?;
        let config = sled::Config::new().path(folder).cache_capacity(cache_bytes);
        // The folder is ours: if its file is locked, then by sled 0.34's own threads, which may outlive a closed sled and cannot be
        // joined; so this waits, for as long as they may need, until the system says that the file is free.
        let until = Instant::now() + PATIENCE;
        let db = loop {
            match guarded(|| config.open()) {
                Err(error) if error.is_lock() && until > Instant::now() => until_free(folder, until)?,
                other => break other?,
            }
        };
        Ok(Self {
            db: Some(db),
            folder: folder.to_owned(),
        })
    }

    fn ask<T>(&self, ask: impl FnOnce(&Db) -> sled::Result<T>) -> Result<T, StoreError> {
        let db = self.db.as_ref().ok_or(StoreError::Panicked)?;
        guarded(|| ask(db))
    }

    /// The log it was filled from.
    pub fn log(&self) -> Result<Option<Uuid>, StoreError> {
        let id = self.ask(|db| db.get(LOG_KEY))?;
        Ok(id.and_then(|id| Uuid::from_slice(&id).ok()))
    }

    /// Names the log.
    pub fn set_log(&self, log: Uuid) -> Result<(), StoreError> {
        self.ask(|db| db.insert(LOG_KEY, log.as_bytes().as_slice()))?;
        Ok(())
    }

    /// Adds a block to a batch.
    pub fn put(batch: &mut Batch, kind: Kind, number: u64, body: &[u8]) {
        let mut value = Vec::with_capacity(body.len() + 8);
        value.extend_from_slice(&checksum(kind, number, body).to_le_bytes());
        value.extend_from_slice(&(body.len() as u32).to_le_bytes());
        value.extend_from_slice(body);
        for (at, chunk) in value.chunks(CHUNK).enumerate() {
            batch.insert(&key(kind, number, at as u16)[..], chunk);
        }
    }

    /// Applies a batch as one.
    pub fn apply(&self, batch: Batch) -> Result<(), StoreError> {
        self.ask(|db| db.apply_batch(batch))
    }

    /// A block by its number.
    pub fn get(&self, kind: Kind, number: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(first) = self.ask(|db| db.get(key(kind, number, 0)))? else {
            return Ok(None);
        };
        let damaged = || StoreError::Damaged { kind, number };
        let (head, body) = first.split_at_checked(8).ok_or_else(damaged)?;
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let mut body = body.to_vec();
        for chunk in 1..(length + 8).div_ceil(CHUNK) {
            let more = self.ask(|db| db.get(key(kind, number, chunk as u16)))?;
            let more = more.ok_or_else(damaged)?;
            body.extend_from_slice(&more);
        }
        let right = body.len() == length && checksum(kind, number, &body).to_le_bytes() == head[..4];
        if right { Ok(Some(body)) } else { Err(damaged()) }
    }

    /// The number of the block that begins at or before `number`.
    pub fn floor(&self, kind: Kind, number: u64) -> Result<Option<u64>, StoreError> {
        let range = key(kind, 0, 0)..=key(kind, number, u16::MAX);
        let found = self.ask(|db| db.range(range).next_back().transpose())?;
        Ok(found.and_then(|(key, _)| number_of(&key)))
    }

    /// The number of the block that begins after `number`.
    pub fn after(&self, kind: Kind, number: u64) -> Result<Option<u64>, StoreError> {
        let Some(next) = number.checked_add(1) else {
            return Ok(None);
        };
        let range = key(kind, next, 0)..=key(kind, u64::MAX, u16::MAX);
        let found = self.ask(|db| db.range(range).next().transpose())?;
        Ok(found.and_then(|(key, _)| number_of(&key)))
    }

    /// Reads every block of a kind; the first that is not right is the error.
    pub fn check(&self, kind: Kind) -> Result<(), StoreError> {
        let mut from = key(kind, 0, 0).to_vec();
        let to = key(kind, u64::MAX, u16::MAX);
        while let Some((found, _)) = self.ask(|db| db.range(&from[..]..=&to[..]).next().transpose())? {
            match (number_of(&found), found.get(9..)) {
                (Some(number), Some([0, 0])) => drop(self.get(kind, number)?),
                (Some(_), Some([_, _])) => {}
                _ => return Err(StoreError::Damaged { kind, number: 0 }),
            }
            from = [&found[..], &[0]].concat();
        }
        Ok(())
    }

    /// Ruins or removes a block, to see it mended.
    #[cfg(test)]
    pub fn ruin(&self, kind: Kind, number: u64, remove: bool) {
        match remove {
            true => drop(self.ask(|db| db.remove(key(kind, number, 0))).unwrap()),
            false => drop(
                self.ask(|db| db.insert(key(kind, number, 0), &b"not what was here"[..]))
                    .unwrap(),
            ),
        }
    }

    /// Writes out what sled holds back and waits until its files are on the disk. (Sled's own flush does not wait.)
    pub fn sync(&self) -> Result<(), StoreError> {
        self.ask(|db| db.flush())?;
        sync_files(&self.folder)?;
        Ok(())
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let db = self.db.take();
        // Sled writes what it holds back; what it could not write is made anew from the journal.
        if catch_unwind(AssertUnwindSafe(|| drop(db))).is_err() {
            tracing::error!("the working store failed while it was closed; the journal is whole");
        }
    }
}

/// Waits until nobody holds sled's file, or the time is over. Waiting for a lock has no end of its own, hence the thread.
fn until_free(folder: &Path, until: Instant) -> io::Result<()> {
    let file = File::open(folder.join("db"))?;
    let (free, heard) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let _ = free.send(file.lock().and_then(|()| file.unlock()));
    });
    match heard.recv_timeout(until.saturating_duration_since(Instant::now())) {
        Ok(answer) => answer,
        // Sled is asked once more, and says that it is locked.
        Err(_) => Ok(()),
    }
}

/// Asks sled, which may panic.
fn guarded<T>(ask: impl FnOnce() -> sled::Result<T>) -> Result<T, StoreError> {
    Ok(catch_unwind(AssertUnwindSafe(ask)).map_err(|_| StoreError::Panicked)??)
}

/// Moves a sled folder out of the way, to be made anew from the journal.
pub fn set_aside(folder: &Path) -> io::Result<()> {
    clear_aside(folder)?;
    match fs::rename(folder, folder.with_extension("aside")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Removes a sled folder that was moved out of the way.
pub fn clear_aside(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder.with_extension("aside")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A kill during open leaves one, and sled 0.34 does not open again before it is removed.
fn remove_half_snapshots(folder: &Path) -> io::Result<()> {
    let files = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other?,
    };
    for file in files {
        let file = file?;
        let name = file.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            fs::remove_file(file.path())?;
        }
    }
    Ok(())
}

fn sync_files(folder: &Path) -> io::Result<()> {
    for file in fs::read_dir(folder)? {
        let file = file?;
        if file.file_type()?.is_dir() {
            sync_files(&file.path())?;
        } else {
            match File::open(file.path()) {
                // Sled replaces its snapshots while we look.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                other => other?.sync_all()?,
            }
        }
    }
    File::open(folder)?.sync_all()
}

fn key(kind: Kind, number: u64, chunk: u16) -> [u8; 11] {
    let mut key = [0; 11];
    key[0] = kind as u8;
    key[1..9].copy_from_slice(&number.to_be_bytes());
    key[9..].copy_from_slice(&chunk.to_be_bytes());
    key
}

fn number_of(key: &[u8]) -> Option<u64> {
    key.get(1..9)?.try_into().ok().map(u64::from_be_bytes)
}

fn checksum(kind: Kind, number: u64, body: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&key(kind, number, 0));
    crc.update(body);
    crc.finalize()
}

/// Why sled does not serve.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Sled says so.
    #[error("the working store does not answer")]
    Sled(#[from] sled::Error),
    /// Its files cannot be reached.
    #[error("the files of the working store cannot be reached")]
    Io(#[from] io::Error),
    /// It stopped in the middle.
    #[error("the working store is damaged")]
    Panicked,
    /// A block is wrong.
    #[error("block {number} of kind {kind:?} in the working store is damaged")]
    Damaged {
        /// Kind of block.
        kind: Kind,
        /// Its number.
        number: u64,
    },
}

impl StoreError {
    /// Whether somebody else has sled open.
    fn is_lock(&self) -> bool {
        matches!(self, Self::Sled(sled::Error::Io(error)) if error.to_string().contains("acquire lock"))
    }
}
