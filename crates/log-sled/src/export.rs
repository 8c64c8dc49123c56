//! Export: leaves as lines of JSON, the exact bytes that are hashed; beside them, if wanted, ciphertexts and commands.
//!
//! Line *i* of `<out>.sealed` belongs to line *i* of the leaves: its ciphertexts in base64, separated by spaces, `-` where one
//! is not there, nothing where the leaf names none. Line *i* of `<out>.commands` is command *i* as JSON; it says how many of
//! the leaves are its own, so that an import keeps receipts and reservations.

use std::io::{self, BufRead, Write};
use std::sync::{Arc, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hanhtrinh_log::Entry;
use hanhtrinh_record::Leaf;
use hanhtrinh_record::tree::{Frontier, leaf_hash};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::frame::Kind;
use crate::options::Progress;
use crate::scan::{JournalError, Mark, scan};
use crate::sled_log::SledLog;

/// Where an export goes.
pub struct ExportTo<'a> {
    /// The leaves, one per line.
    pub leaves: &'a mut dyn Write,
    /// The ciphertexts.
    pub sealed: Option<&'a mut dyn Write>,
    /// The commands.
    pub commands: Option<&'a mut dyn Write>,
}

/// What was exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// Number of leaves.
    pub size: u64,
    /// Root over them.
    pub root: [u8; 32],
}

/// One command in the file of commands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CommandLine {
    /// The account.
    pub actor: String,
    /// The command id.
    pub command: Uuid,
    /// Keyed fingerprint of the body, base64; it means something only to the log with the same secret.
    pub fingerprint: String,
    /// How many leaves are its own.
    pub records: u64,
    /// Reservations taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reserve: Vec<String>,
    /// Reservations given back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub release: Vec<String>,
    /// It came from an export without commands: fingerprint and reservations are not known.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub imported: bool,
}

/// Exports all that is durable now; writing may go on meanwhile.
pub fn export_log(
    log: &SledLog,
    mut to: ExportTo<'_>,
    progress: Option<&Progress>,
) -> Result<Exported, ExportError> {
    let shared = log.shared();
    let (size, commands) = {
        let tail = shared.tail.read().unwrap_or_else(PoisonError::into_inner);
        (tail.size, tail.commands)
    };
    let mut frontier = Frontier::new();
    let scanned = scan(
        &shared.journal,
        Some(shared.genesis.log),
        Mark::start(),
        |header, command, _| {
            if header.sequence == commands {
                return Err(Stop::Done);
            }
            for entry in &command.entries {
                frontier.push(leaf_hash(&entry.line));
                to.leaves.write_all(&entry.line)?;
                to.leaves.write_all(b"\n")?;
                if let Some(out) = &mut to.sealed {
                    out.write_all(sealed_line(entry).as_bytes())?;
                }
            }
            if let Some(out) = &mut to.commands {
                let line = CommandLine {
                    actor: command.actor,
                    command: command.command,
                    fingerprint: STANDARD.encode(command.fingerprint),
                    records: command.entries.len() as u64,
                    reserve: command.reserve,
                    release: command.release,
                    imported: header.kind == Kind::Imported,
                };
                serde_json::to_writer(&mut **out, &line).map_err(io::Error::from)?;
                out.write_all(b"\n")?;
            }
            if let Some(done) = progress.filter(|_| header.sequence % 1024 == 0) {
                done(header.position, size);
            }
            Ok(())
        },
    );
    match scanned {
        Ok(_) | Err(Stop::Done) => {}
        Err(Stop::Error(error)) => return Err(error),
    }
    if frontier.size() != size {
        return Err(ExportError::Incomplete {
            found: frontier.size(),
            size,
        });
    }
    to.leaves.flush()?;
    for out in [to.sealed, to.commands].into_iter().flatten() {
        out.flush()?;
    }
    Ok(Exported {
        size,
        root: frontier.root(),
    })
}

/// The line of ciphertexts beside a leaf.
fn sealed_line(entry: &Entry) -> String {
    let parts: Vec<String> = entry
        .sealed
        .iter()
        .map(|part| {
            part.as_ref()
                .map_or_else(|| "-".to_owned(), |cipher| STANDARD.encode(cipher))
        })
        .collect();
    parts.join(" ") + "\n"
}

/// Reads an export back, entry by entry.
pub struct EntryReader<'a, R> {
    leaves: R,
    sealed: Option<&'a mut dyn BufRead>,
    position: u64,
}

impl<'a, R: BufRead> EntryReader<'a, R> {
    /// From leaves, and ciphertexts if there are any.
    pub fn new(leaves: R, sealed: Option<&'a mut dyn BufRead>) -> Self {
        Self {
            leaves,
            sealed,
            position: 0,
        }
    }

    fn read(&mut self) -> Result<Option<Entry>, ExportError> {
        let mut line = Vec::new();
        if self.leaves.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let position = self.position;
        if line.pop() != Some(b'\n') {
            return Err(ExportError::Leaf { position });
        }
        let leaf = Leaf::decode(&line).map_err(|_| ExportError::Leaf { position })?;
        let sealed = match &mut self.sealed {
            None => vec![None; leaf.sealed.len()],
            Some(file) => {
                let mut text = String::new();
                file.read_line(&mut text)?;
                let text = text.strip_suffix('\n').ok_or(ExportError::Sidecar { position })?;
                let parts = text.split(' ').filter(|part| !part.is_empty());
                parts
                    .map(sealed_part)
                    .collect::<Option<Vec<_>>>()
                    .ok_or(ExportError::Sidecar { position })?
            }
        };
        self.position += 1;
        Ok(Some(Entry {
            position,
            line: Arc::from(line),
            sealed,
        }))
    }
}

impl<R: BufRead> Iterator for EntryReader<'_, R> {
    type Item = Result<Entry, ExportError>;
    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

fn sealed_part(text: &str) -> Option<Option<Arc<[u8]>>> {
    if text == "-" {
        return Some(None);
    }
    STANDARD.decode(text).ok().map(|cipher| Some(Arc::from(cipher)))
}

enum Stop {
    Done,
    Error(ExportError),
}

impl From<JournalError> for Stop {
    fn from(error: JournalError) -> Self {
        Self::Error(error.into())
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Error(error.into())
    }
}

/// Why an export was not written or cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The disk failed.
    #[error("the export cannot be read or written")]
    Io(#[from] io::Error),
    /// The journal is damaged.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The journal ended early.
    #[error("only {found} of {size} records could be exported")]
    Incomplete {
        /// How many were found.
        found: u64,
        /// How many there should be.
        size: u64,
    },
    /// A line is not a leaf.
    #[error("line {} is not a leaf", position + 1)]
    Leaf {
        /// Position of the leaf.
        position: u64,
    },
    /// A line of ciphertexts is not one.
    #[error("line {} of the sealed parts cannot be read", position + 1)]
    Sidecar {
        /// Position of the leaf.
        position: u64,
    },
    /// A line of commands is not one.
    #[error("line {} of the commands cannot be read", line + 1)]
    Command {
        /// Number of the line, from 0.
        line: u64,
    },
}
