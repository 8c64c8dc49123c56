//! Import: an export becomes a folder with the same leaves, hence the same root. It opens as a replica.

use std::fs;
use std::io::{self, BufRead};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hanhtrinh_log::{Entry, MAX_COMMAND_BYTES, MAX_RECORDS};
use hanhtrinh_record::Leaf;

use crate::check::Checker;
use crate::export::{CommandLine, EntryReader, ExportError, Exported};
use crate::frame::{Command, Kind};
use crate::journal::Journal;
use crate::keys::{KeyError, Keys};
use crate::options::{OpenError, Options};
use crate::recover::log_id;
use crate::segment::{make_folder, sync_folder};
use crate::sled_log::{REPLICA, SledLog, lock};

/// Bytes of a group.
const GROUP_BYTES: usize = 4 << 20;

/// Where an import comes from.
pub struct ImportFrom<'a> {
    /// The leaves.
    pub leaves: &'a mut dyn BufRead,
    /// The ciphertexts; without them the sealed parts are missing in the replica.
    pub sealed: Option<&'a mut dyn BufRead>,
    /// The commands; without them receipts match nothing and no reservation is held.
    pub commands: Option<&'a mut dyn BufRead>,
}

/// Takes an export over into a folder that is absent or empty. Every rule of the log is checked on the way, and `note`, a signed
/// checkpoint, if given. Nothing is left where it fails.
pub fn import_log(
    from: ImportFrom<'_>,
    data: &Path,
    note: Option<&str>,
    options: &Options,
) -> Result<Exported, ImportError> {
    make_folder(data)?;
    if fs::read_dir(data)?
        .flatten()
        .any(|file| file.file_name() != "lock")
    {
        return Err(OpenError::NotEmpty(data.to_owned()).into());
    }
    let _lock = lock(data)?;
    let staged = data.join("journal.tmp");
    fs::create_dir(&staged)?;
    let done = take_over(from, &staged, note, options);
    if done.is_err() {
        fs::remove_dir_all(&staged)?;
        return done;
    }
    fs::write(
        data.join(REPLICA),
        "made by an import; takes no records until it is promoted\n",
    )?;
    fs::File::open(data.join(REPLICA))?.sync_all()?;
    fs::rename(staged, data.join("journal"))?;
    sync_folder(data)?;
    done
}

/// Makes a replica the log itself. It needs the keys of the log, and the old folder must never be written again.
pub fn promote(data: &Path, keys: &Path) -> Result<(), ImportError> {
    let log = log_id(&data.join("journal")).map_err(OpenError::from)?;
    // A replica opens without keys too, so they are asked for first. Opening checks that the signing key is the log's and that the
    // log reaches the signed high-water mark.
    Keys::look(keys, log).map_err(OpenError::from)?;
    drop(SledLog::open(data, keys, &Options::default())?);
    let _lock = lock(data)?;
    match fs::remove_file(data.join(REPLICA)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(sync_folder(data)?),
    }
}

fn take_over(
    from: ImportFrom<'_>,
    folder: &Path,
    note: Option<&str>,
    options: &Options,
) -> Result<Exported, ImportError> {
    let mut checker = Checker::new(note);
    let mut journal = None;
    let mut entries = EntryReader::new(from.leaves, from.sealed).peekable();
    let mut lines = from.commands.map(|file| file.lines().enumerate());
    loop {
        let (kind, mut command, records) = match &mut lines {
            Some(lines) => match lines.next() {
                None => break,
                Some((line, text)) => command_of(line as u64, &text?)?,
            },
            None => match entries.peek() {
                None => break,
                Some(Ok(entry)) => (Kind::Imported, owner_of(entry)?, u64::MAX),
                Some(Err(_)) => (Kind::Imported, empty(), 1),
            },
        };
        let mut bytes = 0;
        while (command.entries.len() as u64) < records {
            if kind == Kind::Imported && !belongs(&command, bytes, &mut entries)? {
                break;
            }
            let entry = entries.next().ok_or(ImportError::Short {
                position: checker.size(),
            })??;
            checker.entry(&entry).map_err(|what| ImportError::Rule {
                position: entry.position,
                what,
            })?;
            bytes += entry.line.len()
                + entry
                    .sealed
                    .iter()
                    .flatten()
                    .map(|part| part.len())
                    .sum::<usize>();
            command.entries.push(entry);
        }
        if journal.is_none() {
            let genesis = checker.genesis().ok_or(ImportError::Short { position: 0 })?;
            journal = Some(Journal::create(folder, genesis.log, options.segment_bytes)?);
        }
        if let Some(journal) = &mut journal {
            journal.push(kind, &command)?;
            if journal.waiting() > GROUP_BYTES {
                journal.sync()?;
                if let Some(done) = &options.progress {
                    done(checker.size(), 0);
                }
            }
        }
    }
    if entries.next().is_some() {
        return Err(ImportError::Short {
            position: checker.size(),
        });
    }
    checker.finish().map_err(|what| ImportError::Rule {
        position: checker.size(),
        what,
    })?;
    journal.ok_or(ImportError::Short { position: 0 })?.sync()?;
    Ok(Exported {
        size: checker.size(),
        root: checker.root(),
    })
}

/// Whether the next entry was recorded by the same command, as far as its leaf tells.
fn belongs<R: BufRead>(
    command: &Command,
    bytes: usize,
    entries: &mut std::iter::Peekable<EntryReader<'_, R>>,
) -> Result<bool, ImportError> {
    let Some(Ok(entry)) = entries.peek() else {
        return Ok(command.entries.is_empty() && entries.peek().is_some());
    };
    if command.entries.len() == MAX_RECORDS || bytes > MAX_COMMAND_BYTES {
        return Ok(false);
    }
    let leaf = decode(entry)?;
    Ok(leaf.by == command.actor && leaf.cmd == command.command)
}

fn command_of(line: u64, text: &str) -> Result<(Kind, Command, u64), ImportError> {
    let bad = || ImportError::Read(ExportError::Command { line });
    let read: CommandLine = serde_json::from_str(text).map_err(|_| bad())?;
    let fingerprint = STANDARD
        .decode(&read.fingerprint)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(bad)?;
    let names = read.reserve.iter().chain(&read.release).chain([&read.actor]);
    if read.records > MAX_RECORDS as u64 || names.into_iter().any(|name| name.len() > usize::from(u16::MAX)) {
        return Err(bad());
    }
    let kind = if read.imported {
        Kind::Imported
    } else {
        Kind::Appended
    };
    let command = Command {
        actor: read.actor,
        command: read.command,
        fingerprint,
        reserve: read.reserve,
        release: read.release,
        entries: Vec::new(),
    };
    Ok((kind, command, read.records))
}

/// The command of a leaf in an export without commands.
fn owner_of(entry: &Entry) -> Result<Command, ImportError> {
    let leaf = decode(entry)?;
    Ok(Command {
        actor: leaf.by,
        command: leaf.cmd,
        ..empty()
    })
}

fn empty() -> Command {
    Command {
        actor: String::new(),
        command: uuid::Uuid::nil(),
        fingerprint: [0; 32],
        reserve: Vec::new(),
        release: Vec::new(),
        entries: Vec::new(),
    }
}

fn decode(entry: &Entry) -> Result<Leaf, ImportError> {
    entry.leaf().map_err(|_| {
        ImportError::Read(ExportError::Leaf {
            position: entry.position,
        })
    })
}

/// Why an import was refused.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The export cannot be read.
    #[error(transparent)]
    Read(#[from] ExportError),
    /// The folder cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The disk failed.
    #[error("the import cannot be written")]
    Io(#[from] io::Error),
    /// A record breaks a rule of the log.
    #[error("line {} of the leaves: {what}", position + 1)]
    Rule {
        /// Its position.
        position: u64,
        /// Which rule.
        what: &'static str,
    },
    /// The files do not belong together.
    #[error("leaves and commands do not fit together after {position} records")]
    Short {
        /// Where.
        position: u64,
    },
}

impl From<KeyError> for ImportError {
    fn from(error: KeyError) -> Self {
        Self::Open(error.into())
    }
}
