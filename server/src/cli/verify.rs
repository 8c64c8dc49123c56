//! `hanhtrinh verify`: every record, every hash, from the first to the last.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use hanhtrinh_log_sled::{
    KeysFound, OpenError, VerifyError, check_keys, verify_bundle, verify_export, verify_folder,
};
use hanhtrinh_record::bundle::HEAD;
use serde::Serialize;

use super::{open, print_json, progress};
use crate::admin::{self, Bad, Check, KeysDone, KeysWish, Request, SEALED, VerifyDone, beside};
use crate::app::keys_dir;

/// What to verify.
#[derive(Debug, Args)]
pub struct Verify {
    /// Folder of the registry
    #[arg(
        long,
        value_name = "DIR",
        env = "HANHTRINH_DATA",
        required_unless_present_any = ["export", "file"]
    )]
    data: Option<PathBuf>,
    /// A bundle or an exported log in place of a folder
    #[arg(value_name = "FILE", conflicts_with_all = ["data", "export"])]
    file: Option<PathBuf>,
    /// An exported log in place of a folder
    #[arg(long, value_name = "FILE", conflicts_with = "data")]
    export: Option<PathBuf>,
    /// A signed checkpoint that the log has to continue; for a folder the one in DIR.keys unless said
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// The key of the log as known from elsewhere, `origin+id+key`: without it a log can only agree with itself
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What was found of a log and, in a folder, of its keys.
#[derive(Serialize)]
struct Found {
    #[serde(flatten)]
    log: VerifyDone,
    /// Whether a server that runs was asked.
    live: bool,
    /// The keys, where they are at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    keys: Option<Check>,
}

/// Verifies; fails naming the first record that is wrong.
pub fn run(args: &Verify) -> anyhow::Result<()> {
    let note = args
        .checkpoint
        .as_ref()
        .map(std::fs::read_to_string)
        .transpose()
        .context("--checkpoint")?;
    let found = match (args.file.as_ref().or(args.export.as_ref()), &args.data) {
        (Some(file), _) => of_file(file, note.as_deref())?,
        (None, Some(data)) if admin::holder(data) => live(data, note)?,
        (None, Some(data)) => folder(data, note)?,
        (None, None) => bail!("name the folder with --data DIR, or a bundle or an exported log as FILE"),
    };
    if args.json {
        print_json(&found)?;
    } else {
        print(&found);
    }
    if let Some(bad) = &found.log.first_bad {
        wrong(bad)?;
    }
    if let Some(key) = args
        .key
        .as_ref()
        .filter(|key| found.log.key.as_deref() != Some(key.trim()))
    {
        bail!(
            "the log agrees with itself, but does not begin with the key {}",
            key.trim()
        );
    }
    match found.keys.as_ref().and_then(|keys| keys.first_bad) {
        Some(position) => bail!(
            "the record at position {position} is sealed under a key that is not here, and no event says that the key was \
             destroyed; bring the keys back from their backup"
        ),
        None => Ok(()),
    }
}

fn wrong(bad: &Bad) -> anyhow::Result<()> {
    let event = bad.event.map_or(String::new(), |id| format!(" (event {id})"));
    bail!(
        "the record at position {}{event} is wrong: {}; restore the folder from its backup",
        bad.position,
        bad.what
    )
}

/// A bundle or an export: the first line tells.
fn of_file(file: &Path, note: Option<&str>) -> anyhow::Result<Found> {
    let named = || format!("{}", file.display());
    let mut reader = BufReader::with_capacity(1 << 20, File::open(file).with_context(named)?);
    let found = if reader
        .fill_buf()
        .with_context(named)?
        .starts_with(HEAD.as_bytes())
    {
        if note.is_some() {
            bail!("a bundle brings its own checkpoint: leave out --checkpoint");
        }
        verify_bundle(reader)?
    } else {
        let mut sealed = File::open(beside(file, SEALED)).ok().map(BufReader::new);
        let sealed = sealed.as_mut().map(|sealed| sealed as &mut dyn BufRead);
        verify_export(reader, sealed, note)?
    };
    Ok(Found {
        log: VerifyDone::from(&found),
        live: false,
        keys: None,
    })
}

/// The server that runs reads its own disk while it serves.
fn live(data: &Path, note: Option<String>) -> anyhow::Result<Found> {
    let bar = progress::bar("records");
    let told = progress::told(&bar);
    let log = admin::ask::<VerifyDone>(data, &Request::Verify { checkpoint: note }, &told);
    let keys = admin::ask::<KeysDone>(data, &Request::Keys(KeysWish::Check), &told);
    bar.finish_and_clear();
    Ok(Found {
        log: log?.done,
        live: true,
        keys: keys?.done.check,
    })
}

fn folder(data: &Path, note: Option<String>) -> anyhow::Result<Found> {
    // The last checkpoint tells the end of the log from a tail that was lost. Unreadable it is as good as wrong.
    let kept = || match std::fs::read(keys_dir(data).join("checkpoint")) {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(_) => None,
    };
    let note = note.or_else(kept);
    let bar = progress::bar("records");
    let told = progress::told(&bar);
    let log = verify_folder(data, note.as_deref(), Some(&told));
    let log = log.map_err(|error| match error {
        VerifyError::Open(OpenError::Locked(_)) => open::locked(data),
        other => other.into(),
    });
    let log = VerifyDone::from(&log?);
    let keys = keys_dir(data);
    // A replica may be without keys, and what is damaged is not compared.
    let found: Option<KeysFound> = if keys.is_dir() && log.first_bad.is_none() {
        Some(check_keys(data, &keys, Some(&told))?)
    } else {
        None
    };
    bar.finish_and_clear();
    Ok(Found {
        log,
        live: false,
        keys: found.as_ref().map(Check::from),
    })
}

fn print(found: &Found) {
    let log = &found.log;
    say!("{} records are right, root {}", log.size, log.root);
    say!("origin {}", log.origin.as_deref().unwrap_or("-"));
    say!("key {}", log.key.as_deref().unwrap_or("-"));
    say!("sealed parts: {} there, {} not", log.sealed, log.absent);
    if log.torn_tail {
        say!("an unacknowledged tail will be cut at the next start");
    }
    if let Some(position) = log.store_differs {
        say!("the store differs from the journal from position {position} on; the next start mends it");
    }
    if let Some(keys) = &found.keys {
        super::keys::print_check(keys);
    }
    if found.live {
        say!("read by the server that runs");
    }
}
