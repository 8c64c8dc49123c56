//! Writing a bundle: the log up to a signed checkpoint in one file, for an auditor without a connection.

use std::io::{self, Write};

use hanhtrinh_record::bundle;
use hanhtrinh_record::tree::{Frontier, leaf_hash};

use crate::export::{ExportError, Exported};
use crate::options::Progress;
use crate::scan::{JournalError, Mark, scan};
use crate::sled_log::SledLog;

/// Writes the log as the signed checkpoint knows it, with the ciphertexts if wanted. `note` is one of this log's checkpoints
/// ([`SledLog::checkpoint`]); writing may go on meanwhile. What does not lead to its root is not written out as whole.
pub fn export_bundle(
    log: &SledLog,
    note: &str,
    out: &mut dyn Write,
    sealed: bool,
    progress: Option<&Progress>,
) -> Result<Exported, ExportError> {
    let foreign = |_| ExportError::Incomplete { found: 0, size: 0 };
    let known = log.signers().verify(note).map_err(foreign)?;
    let shared = log.shared();
    let mut frontier = Frontier::new();
    out.write_all(bundle::head(note).as_bytes())?;
    let from = Mark::start();
    let scanned = scan(
        &shared.journal,
        Some(shared.genesis.log),
        from,
        |header, command, _| {
            for entry in &command.entries {
                if entry.position == known.size {
                    break;
                }
                frontier.push(leaf_hash(&entry.line));
                out.write_all(&entry.line)?;
                out.write_all(b"\n")?;
                if sealed {
                    out.write_all(bundle::parts_line(&entry.sealed).as_bytes())?;
                }
            }
            if let Some(done) = progress.filter(|_| header.sequence % 1024 == 0) {
                done(header.position, known.size);
            }
            if frontier.size() == known.size {
                Err(Stop::Done)
            } else {
                Ok(())
            }
        },
    );
    match scanned {
        Ok(_) | Err(Stop::Done) => {}
        Err(Stop::Error(error)) => return Err(error),
    }
    let (found, size) = (frontier.size(), known.size);
    if found != size || frontier.root() != known.root {
        return Err(ExportError::Incomplete { found, size });
    }
    out.flush()?;
    Ok(Exported {
        size,
        root: known.root,
    })
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
