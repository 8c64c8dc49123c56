//! Whether log and keys fit together: every leaf's key is there or was destroyed on record, and no forgotten one is back.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use hanhtrinh_record::own::OwnEvent;
use hanhtrinh_record::{Genesis, Leaf};
use uuid::Uuid;

use crate::backup::Forgotten;
use crate::keys::Keys;
use crate::options::{OpenError, Progress};
use crate::own::SealedOf;
use crate::recover::log_id;
use crate::scan::{JournalError, Mark, scan};
use crate::sled_log::{SledLog, lock};
use crate::verify::FirstBad;

/// What was found of the keys of a log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeysFound {
    /// Living keys.
    pub living: u64,
    /// Living keys that no leaf uses; the next start collects them.
    pub unused: u64,
    /// Persons of whom a key was destroyed.
    pub forgotten: u64,
    /// Keys that leaves use and that were destroyed.
    pub destroyed: u64,
    /// Destroyed keys of which the log has no event.
    pub unrecorded: u64,
    /// Keys that leaves use, that are not here and were never said to be destroyed: damage.
    pub missing: u64,
    /// Keys that the log says are destroyed and that are here: the next start destroys them.
    pub returned: u64,
    /// The first leaf that is sealed under a missing key.
    pub first_bad: Option<FirstBad>,
}

/// Checks the keys of a data folder that no process holds.
pub fn check_keys(data: &Path, keys: &Path, progress: Option<&Progress>) -> Result<KeysFound, OpenError> {
    let journal = data.join("journal");
    if !journal.is_dir() {
        return Err(OpenError::NoLog(data.to_owned()));
    }
    let _lock = lock(data)?;
    let log = log_id(&journal)?;
    let keys = Keys::open(keys, log)?;
    compare(&journal, &keys, &[], u64::MAX, progress)
}

impl SledLog {
    /// Checks the keys of this log, while it runs.
    pub fn check_keys(&self, progress: Option<&Progress>) -> Result<KeysFound, OpenError> {
        let commands = self.shared().durable_commands();
        compare(&self.shared().journal, self.keys()?, &[], commands, progress)
    }
}

/// Compares a journal up to a command with keys, of which some more were destroyed elsewhere.
pub(crate) fn compare(
    journal: &Path,
    keys: &Keys,
    elsewhere: &[Forgotten],
    commands: u64,
    progress: Option<&Progress>,
) -> Result<KeysFound, OpenError> {
    let mut uses: HashMap<String, (Uuid, u64)> = HashMap::new();
    let mut said: HashSet<String> = HashSet::new();
    let own = format!("\"stream\":\"{}\"", Genesis::stream());
    let scanned = scan(journal, None, Mark::start(), |header, command, _| {
        if header.sequence >= commands {
            return Err(Stop::Done);
        }
        if let Some(done) = progress.filter(|_| header.sequence % 1024 == 0) {
            done(header.position, 0);
        }
        for entry in &command.entries {
            let bad = Stop::Bad(entry.position);
            if !entry.sealed.is_empty() {
                let slim: SealedOf = serde_json::from_slice(&entry.line).map_err(|_| bad)?;
                for part in slim.sealed {
                    uses.entry(part.key).or_insert((part.subject, entry.position));
                }
            } else if contains(&entry.line, own.as_bytes()) {
                let leaf: Leaf = entry.leaf().map_err(|_| bad)?;
                if let Some(Ok(OwnEvent::PersonKeyDestroyed(event))) = OwnEvent::of(&leaf) {
                    said.extend(event.key);
                }
            }
        }
        Ok(())
    });
    match scanned {
        Ok(_) | Err(Stop::Done) => {}
        Err(Stop::Bad(position)) => {
            return Err(OpenError::Record {
                position,
                what: "it is not a leaf",
            });
        }
        Err(Stop::Journal(error)) => return Err(error.into()),
    }
    let mut living = keys.key_ids()?;
    let buried = |id: &str, subject: Uuid| {
        elsewhere
            .iter()
            .any(|gone| gone.subject == subject && gone.key.as_deref() == Some(id))
    };
    living.retain(|id, subject| !buried(id, *subject));
    let (_, forgotten) = keys.counts();
    let mut found = KeysFound {
        living: living.len() as u64,
        forgotten,
        unused: living.keys().filter(|id| !uses.contains_key(*id)).count() as u64,
        ..KeysFound::default()
    };
    let mut first = u64::MAX;
    for (id, (subject, position)) in &uses {
        match (living.contains_key(id), said.contains(id)) {
            (true, true) => found.returned += 1,
            (true, false) => {}
            (false, true) => found.destroyed += 1,
            (false, false) if buried(id, *subject) || keys.inner().persons.is_destroyed(*subject, id) => {
                found.destroyed += 1;
                found.unrecorded += 1;
            }
            (false, false) => {
                found.missing += 1;
                first = first.min(*position);
            }
        }
    }
    found.first_bad = (found.missing > 0).then(|| FirstBad {
        position: first,
        event: None,
        what: "it is sealed under a key that is not here, and no event says that the key was destroyed"
            .to_owned(),
    });
    Ok(found)
}

fn contains(line: &[u8], part: &[u8]) -> bool {
    line.windows(part.len()).any(|window| window == part)
}

enum Stop {
    Done,
    Bad(u64),
    Journal(JournalError),
}

impl From<JournalError> for Stop {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}
