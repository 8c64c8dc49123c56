//! Verifying a folder or an export offline: everything a stranger can check, and the first thing that is wrong.

use std::collections::HashSet;
use std::io::{self, BufRead};
use std::path::Path;

use hanhtrinh_log::{Entry, command_key};

use crate::blocks::decode_entries;
use crate::check::Checker;
use crate::export::{EntryReader, ExportError};
use crate::frame::Kind;
use crate::options::{OpenError, Progress};
use crate::recover::log_id;
use crate::scan::{JournalError, Mark, scan};
use crate::sled_log::{SledLog, lock};
use crate::store::{self, Store, StoreError};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Number of leaves that are right, from the first on.
    pub size: u64,
    /// Root over them.
    pub root: [u8; 32],
    /// Origin of the log, if its first event is right.
    pub origin: Option<String>,
    /// Ciphertexts that are there and are the ones named.
    pub sealed: u64,
    /// Ciphertexts that are named but are not there.
    pub absent: u64,
    /// Bytes after the last whole frame that were never acknowledged.
    pub torn_tail: bool,
    /// The first thing that is wrong, if anything is.
    pub first_bad: Option<FirstBad>,
    /// Position from which sled differs from the journal, if it does. Sled is derived: the next start mends it.
    pub store_differs: Option<u64>,
}

/// The first thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstBad {
    /// Position of the record.
    pub position: u64,
    /// What is wrong with it.
    pub what: String,
}

/// Why verifying could not be done.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The folder cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The disk failed.
    #[error("what is to be verified cannot be read")]
    Io(#[from] io::Error),
}

/// Verifies a data folder that no process holds. `note` is a signed checkpoint it has to continue.
pub fn verify_folder(
    data: &Path,
    note: Option<&str>,
    progress: Option<&Progress>,
) -> Result<Verified, VerifyError> {
    let journal = data.join("journal");
    if !journal.is_dir() {
        return Err(OpenError::NoLog(data.to_owned()).into());
    }
    let _lock = lock(data)?;
    read_journal(&journal, note, Compare::open(data), u64::MAX, progress)
}

/// Verifies a journal alone, up to its end.
pub(crate) fn verify_journal(
    journal: &Path,
    note: Option<&str>,
    progress: Option<&Progress>,
) -> Result<Verified, VerifyError> {
    read_journal(journal, note, Compare::nothing(), u64::MAX, progress)
}

impl SledLog {
    /// Verifies all that is durable now, while the log runs: what lies on the disk, and that it is what the log answers from.
    pub fn verify(&self, note: Option<&str>, progress: Option<&Progress>) -> Result<Verified, VerifyError> {
        let shared = self.shared();
        let commands = shared.durable_commands();
        let mut found = read_journal(&shared.journal, note, Compare::nothing(), commands, progress)?;
        found.torn_tail = false;
        let answered = shared.root(found.size).ok();
        if found.first_bad.is_none() && answered != Some(found.root) {
            found.first_bad = Some(FirstBad {
                position: found.size.saturating_sub(1),
                what: "the root the log answers with is not that of its records on the disk".to_owned(),
            });
        }
        Ok(found)
    }
}

fn read_journal(
    journal: &Path,
    note: Option<&str>,
    compare: Compare,
    commands: u64,
    progress: Option<&Progress>,
) -> Result<Verified, VerifyError> {
    let mut run = Run {
        checker: Checker::new(note),
        commands: HashSet::new(),
        compare,
        torn: false,
    };
    let found = log_id(journal).map_err(Bad::from).and_then(|log| {
        let scanned = scan(journal, Some(log), Mark::start(), |header, command, _| {
            if header.sequence >= commands {
                return Err(Bad::Enough);
            }
            if let Some(done) = progress.filter(|_| header.sequence % 1024 == 0) {
                done(header.position, 0);
            }
            let known = !run.commands.insert(command_key(&command.actor, command.command));
            if known && header.kind == Kind::Appended {
                return Err(Bad::At(header.position, "the command was recorded twice"));
            }
            for entry in &command.entries {
                run.checker
                    .entry(entry)
                    .map_err(|what| Bad::At(entry.position, what))?;
                run.compare.entry(entry);
            }
            Ok(())
        });
        match scanned {
            Ok(end) => run.torn = end.torn,
            Err(Bad::Enough) => {}
            Err(bad) => return Err(bad),
        }
        let size = run.checker.size();
        run.checker.finish().map_err(|what| Bad::At(size, what))
    });
    run.compare.finish(run.checker.size());
    match found {
        Ok(()) | Err(Bad::Enough) => Ok(run.verified(None)),
        Err(Bad::At(position, what)) => Ok(run.verified(Some(FirstBad {
            position,
            what: what.to_owned(),
        }))),
        Err(Bad::Journal(JournalError::Io(error))) => Err(error.into()),
        Err(Bad::Journal(error)) => {
            let position = run.checker.size();
            Ok(run.verified(Some(FirstBad {
                position,
                what: error.to_string(),
            })))
        }
    }
}

/// Verifies an export: leaves line by line, with the ciphertexts if they are at hand.
pub fn verify_export(
    leaves: impl BufRead,
    sealed: Option<&mut dyn BufRead>,
    note: Option<&str>,
) -> Result<Verified, VerifyError> {
    let mut run = Run {
        checker: Checker::new(note),
        commands: HashSet::new(),
        compare: Compare::nothing(),
        torn: false,
    };
    let mut bad = None;
    for entry in EntryReader::new(leaves, sealed) {
        let checked = match entry {
            Ok(entry) => run.checker.entry(&entry),
            Err(ExportError::Io(error)) => return Err(error.into()),
            Err(ExportError::Sidecar { .. }) => Err("its line of sealed parts is not one"),
            Err(ExportError::Leaf { .. }) => Err("it is not a leaf"),
            Err(_) => Err("it cannot be read"),
        };
        if let Err(what) = checked {
            bad = Some(FirstBad {
                position: run.checker.size(),
                what: what.to_owned(),
            });
            break;
        }
    }
    if let (None, Err(what)) = (&bad, run.checker.finish()) {
        bad = Some(FirstBad {
            position: run.checker.size(),
            what: what.to_owned(),
        });
    }
    Ok(run.verified(bad))
}

struct Run<'a> {
    checker: Checker<'a>,
    commands: HashSet<u128>,
    compare: Compare,
    torn: bool,
}

impl Run<'_> {
    fn verified(&self, first_bad: Option<FirstBad>) -> Verified {
        let (sealed, absent) = self.checker.parts();
        Verified {
            size: self.checker.size(),
            root: self.checker.root(),
            origin: self.checker.genesis().map(|genesis| genesis.origin.clone()),
            sealed,
            absent,
            torn_tail: self.torn,
            first_bad,
            store_differs: self.compare.differs,
        }
    }
}

enum Bad {
    Enough,
    At(u64, &'static str),
    Journal(JournalError),
}

impl From<JournalError> for Bad {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

/// Walks along sled beside the journal.
struct Compare {
    store: Option<Store>,
    block: Vec<Entry>,
    next: u64,
    differs: Option<u64>,
}

impl Compare {
    fn nothing() -> Self {
        Self {
            store: None,
            block: Vec::new(),
            next: 0,
            differs: None,
        }
    }

    fn open(data: &Path) -> Self {
        let folder = data.join("sled");
        let opened = if folder.is_dir() {
            Store::open(&folder, 16 << 20).map(Some)
        } else {
            Ok(None)
        };
        let differs = opened.is_err().then_some(0);
        Self {
            store: opened.unwrap_or_default(),
            block: Vec::new(),
            next: 0,
            differs,
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let Some(store) = self.store.as_ref().filter(|_| self.differs.is_none()) else {
            return;
        };
        if self.next == self.block.len() as u64 {
            match store.get(store::Kind::Entries, entry.position) {
                Ok(Some(body)) => self.block = decode_entries(entry.position, &body).unwrap_or_default(),
                // Sled is filled behind the journal; what it does not hold yet is not wrong.
                Ok(None) if matches!(store.after(store::Kind::Entries, entry.position), Ok(None)) => return,
                Ok(None) | Err(StoreError::Damaged { .. }) | Err(_) => self.block.clear(),
            }
            self.next = 0;
        }
        match self.block.get(self.next as usize) {
            Some(same) if same.line == entry.line && same.sealed == entry.sealed => self.next += 1,
            _ => self.differs = Some(entry.position),
        }
    }

    /// Sled may not know more than the journal.
    fn finish(&mut self, size: u64) {
        let Some(store) = self.store.as_ref().filter(|_| self.differs.is_none()) else {
            return;
        };
        let ahead = !matches!(
            store.after(store::Kind::Entries, size.saturating_sub(1)),
            Ok(None)
        );
        if ahead || self.next < self.block.len() as u64 {
            self.differs = Some(size);
        }
    }
}
