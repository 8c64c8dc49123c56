//! Verifying a folder, an export or a bundle offline: everything a stranger can check, and the first thing that is wrong.

use std::collections::HashSet;
use std::io::{self, BufRead};
use std::path::Path;

use hanhtrinh_log::command_key;
use hanhtrinh_record::{BundleError, BundleVerifier, Flaw, LogVerifier};
use uuid::Uuid;

use crate::check::Checker;
use crate::compare::Compare;
use crate::damage::{Found, name_damage};
use crate::export::{EntryReader, ExportError};
use crate::frame::Kind;
use crate::options::{OpenError, Progress};
use crate::recover::log_id;
use crate::scan::{End, JournalError, Mark, scan};
use crate::sled_log::{SledLog, lock};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Number of leaves that are right, from the first on.
    pub size: u64,
    /// Root over them.
    pub root: [u8; 32],
    /// Origin of the log, if its first event is right.
    pub origin: Option<String>,
    /// The key of its checkpoints that its first event names, in the text form of C2SP: right only if it is the one known from
    /// elsewhere.
    pub verifier: Option<String>,
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
    /// Position of the event.
    pub position: u64,
    /// Id of the event, where it can still be told.
    pub event: Option<Uuid>,
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

/// Verifies a data folder that no process holds. `note` is a signed checkpoint it has to continue: the one beside the keys tells
/// the end of the log from a tail that was lost.
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
                event: None,
                what: "the root the log answers with is not that of its records on the disk".to_owned(),
            });
        }
        Ok(found)
    }
}

/// Reads so many commands of a journal, or all.
fn read_journal(
    journal: &Path,
    note: Option<&str>,
    mut compare: Compare,
    limit: u64,
    progress: Option<&Progress>,
) -> Result<Verified, VerifyError> {
    let (mut checker, mut commands) = (Checker::new(note), HashSet::new());
    let found = log_id(journal).map_err(Bad::from).and_then(|log| {
        compare.belongs_to(log);
        scan(journal, Some(log), Mark::start(), |header, command, _| {
            if header.sequence >= limit {
                return Err(Bad::Enough);
            }
            if let Some(done) = progress.filter(|_| header.sequence % 1024 == 0) {
                done(header.position, 0);
            }
            let known = !commands.insert(command_key(&command.actor, command.command));
            if known && header.kind == Kind::Appended {
                let event = command.entries.first().and_then(|entry| entry.leaf().ok());
                return Err(Bad::At(FirstBad {
                    position: header.position,
                    event: event.map(|leaf| leaf.id),
                    what: "the command was recorded twice".to_owned(),
                }));
            }
            for entry in &command.entries {
                checker.take(entry)?;
                compare.entry(entry);
            }
            Ok(())
        })
    });
    let size = checker.size();
    let (torn, first_bad) = match found {
        Ok(end) => (end.torn, shorter(journal, &compare, &checker, &end)),
        Err(Bad::Enough) => {
            let what = checker.finish().err();
            let bad = |what: &str| FirstBad {
                position: size,
                event: None,
                what: what.to_owned(),
            };
            (false, what.map(bad))
        }
        Err(Bad::At(bad)) => (false, Some(bad)),
        Err(Bad::Journal(JournalError::Io(error))) => return Err(error.into()),
        Err(Bad::Journal(error)) => {
            let Found { position, event } = name_damage(journal, size, &error, &compare);
            let what = error.to_string();
            (
                false,
                Some(FirstBad {
                    position,
                    event,
                    what,
                }),
            )
        }
    };
    compare.finish();
    let (sealed, absent) = checker.parts();
    Ok(Verified {
        size,
        root: checker.root(),
        origin: checker.genesis().map(|genesis| genesis.origin.clone()),
        verifier: checker.genesis().map(|genesis| genesis.verifier.clone()),
        sealed,
        absent,
        torn_tail: torn,
        first_bad,
        store_differs: compare.differs(),
    })
}

/// What is missing at the end of a journal that is whole so far: sled or the signed checkpoint may know more.
fn shorter(journal: &Path, compare: &Compare, checker: &Checker, end: &End) -> Option<FirstBad> {
    let what = match checker.finish() {
        Err(what) => what.to_owned(),
        Ok(()) if compare.is_ahead(checker.size()) => {
            "the journal ends before what the working store holds".to_owned()
        }
        Ok(()) => return None,
    };
    let tail = JournalError::Damaged {
        segment: end.mark.segment,
        offset: end.mark.offset,
        position: end.mark.position,
    };
    let Found { position, event } = name_damage(journal, checker.size(), &tail, compare);
    Some(FirstBad {
        position,
        event,
        what,
    })
}

/// Verifies an export: leaves line by line, with the ciphertexts if they are at hand.
pub fn verify_export(
    leaves: impl BufRead,
    sealed: Option<&mut dyn BufRead>,
    note: Option<&str>,
) -> Result<Verified, VerifyError> {
    let mut verifier = LogVerifier::new(note);
    let mut bad = None;
    for entry in EntryReader::new(leaves, sealed) {
        let what = match entry {
            Ok(entry) => match verifier.leaf(&entry.line, &entry.sealed) {
                Ok(()) => continue,
                Err(flaw) => {
                    bad = Some(flaw.into());
                    break;
                }
            },
            Err(ExportError::Io(error)) => return Err(error.into()),
            Err(ExportError::Sidecar { .. }) => "its line of sealed parts is not one",
            Err(ExportError::Leaf { .. }) => "it is not a leaf",
            Err(_) => "it cannot be read",
        };
        let (position, what) = (verifier.size(), what.to_owned());
        bad = Some(FirstBad {
            position,
            event: None,
            what,
        });
        break;
    }
    let bad = bad.or_else(|| verifier.finish().err().map(FirstBad::from));
    Ok(of_stream(&verifier, bad))
}

/// Verifies a bundle: a log and the checkpoint over it in one file.
pub fn verify_bundle(mut file: impl BufRead) -> Result<Verified, VerifyError> {
    let mut verifier = BundleVerifier::new(None);
    let (mut line, mut judged) = (Vec::new(), Ok(()));
    while judged.is_ok() {
        line.clear();
        if file.read_until(b'\n', &mut line)? == 0 {
            judged = verifier.finish();
            break;
        }
        // A line without its end was cut; what is left of it is no leaf.
        judged = verifier.line(line.strip_suffix(b"\n").unwrap_or_default());
    }
    let bad = match judged {
        Ok(()) => None,
        Err(BundleError::Flaw(flaw)) => Some(flaw.into()),
        Err(error @ BundleError::Form) => Some(FirstBad {
            position: 0,
            event: None,
            what: error.to_string(),
        }),
    };
    Ok(of_stream(verifier.log(), bad))
}

fn of_stream(verifier: &LogVerifier, first_bad: Option<FirstBad>) -> Verified {
    let (sealed, absent) = verifier.parts();
    Verified {
        size: verifier.size(),
        root: verifier.root(),
        origin: verifier.genesis().map(|genesis| genesis.origin.clone()),
        verifier: verifier.genesis().map(|genesis| genesis.verifier.clone()),
        sealed,
        absent,
        torn_tail: false,
        first_bad,
        store_differs: None,
    }
}

impl From<Flaw> for FirstBad {
    fn from(flaw: Flaw) -> Self {
        Self {
            position: flaw.position,
            event: flaw.event,
            what: flaw.what.to_string(),
        }
    }
}

enum Bad {
    Enough,
    At(FirstBad),
    Journal(JournalError),
}

impl From<JournalError> for Bad {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

impl From<Flaw> for Bad {
    fn from(flaw: Flaw) -> Self {
        Self::At(flaw.into())
    }
}
