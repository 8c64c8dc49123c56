//! Making a new log: folders, keys, the first segment, and `log_created` at position 0.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use hanhtrinh_log::{Admitted, Commit, Index, Verdict, admit, later, prepare};
use hanhtrinh_record::genesis::{CALENDAR, FORMAT};
use hanhtrinh_record::{Genesis, Verifier};
use jiff::Timestamp;
use jiff::tz::{Offset, offset};

use crate::frame::{Command, Kind};
use crate::journal::Journal;
use crate::keys::Keys;
use crate::options::{NewLog, OpenError, Options};
use crate::random::Random;
use crate::segment::sync_folder;
use crate::sled_log::lock;

/// Viet Nam has kept this one offset since 1975, so that days need no time zone database here.
const VIET_NAM: Offset = offset(7);

/// The day of a moment in the calendar of the log, `YYYY-MM-DD`.
pub fn day(at: Timestamp) -> String {
    VIET_NAM.to_datetime(at).date().to_string()
}

/// Writes everything of an empty log that `open` expects.
pub fn create_files(
    data: &Path,
    keys: &Path,
    new: &NewLog,
    options: &Options,
    random: &Random,
) -> Result<(), OpenError> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
    if new.registry.is_empty() || !new.registry.bytes().all(plain) {
        return Err(OpenError::Registry);
    }
    fs::create_dir_all(data)?;
    // The lock may be left from an attempt that failed before anything was written.
    if fs::read_dir(data)?
        .flatten()
        .any(|file| file.file_name() != "lock")
    {
        return Err(OpenError::NotEmpty(data.to_owned()));
    }
    let absolute = |path: &Path| std::path::absolute(path);
    if absolute(keys)?.starts_with(absolute(data)?) {
        return Err(OpenError::KeysInside(data.to_owned()));
    }
    let _lock = lock(data)?;
    let now = later((options.clock)(), Timestamp::UNIX_EPOCH);
    let log = random.event_id(now)?;
    let keys = Keys::create(keys, log, random)?;
    let origin = format!("{}/{log}", new.registry);
    let genesis = Genesis {
        log,
        verifier: Verifier::of(&origin, &keys.signing()).encode(),
        origin,
        format: FORMAT,
        calendar: CALENDAR.to_owned(),
        province: new.province.clone(),
        demo: new.demo,
    };
    let day = day(now);
    let unwritable = |_| OpenError::Record {
        position: 0,
        what: "the first event cannot be written",
    };
    let draft = genesis
        .draft(random.event_id(now)?, day)
        .map_err(|_| unwritable(()))?;
    let commit = Commit {
        actor: "system".to_owned(),
        command: log,
        fingerprint: keys.fingerprint(log.as_bytes()),
        reads: Vec::new(),
        reserve: Vec::new(),
        release: Vec::new(),
        records: vec![draft],
    };
    let prepared = prepare(commit, &keys).map_err(|_| unwritable(()))?;
    let Ok(Verdict::New(admitted)) = admit(&Index::default(), prepared, now) else {
        return Err(unwritable(()));
    };
    let Admitted { commit, entries, .. } = *admitted;
    let command = Command {
        actor: commit.actor,
        command: commit.command,
        fingerprint: commit.fingerprint,
        reserve: commit.reserve,
        release: commit.release,
        entries,
    };
    // Made under another name first: a folder with a journal always has its first event.
    let (staged, folder) = (data.join("journal.tmp"), data.join("journal"));
    fs::create_dir(&staged)?;
    let mut journal = Journal::create(&staged, log, options.segment_bytes)?;
    journal.push(Kind::Appended, &command)?;
    journal.sync()?;
    drop(journal);
    fs::rename(staged, folder)?;
    sync_folder(data)?;
    if let Some(done) = &options.progress {
        Arc::clone(done)(1, 1);
    }
    Ok(())
}
