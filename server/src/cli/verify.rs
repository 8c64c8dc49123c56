//! `hanhtrinh verify`: every record, every hash, from the first to the last.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use hanhtrinh_log_sled::{KeysFound, OpenError, VerifyError, check_keys, verify_export, verify_folder};
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
        required_unless_present = "export"
    )]
    data: Option<PathBuf>,
    /// An exported log in place of a folder
    #[arg(long, value_name = "FILE", conflicts_with = "data")]
    export: Option<PathBuf>,
    /// A signed checkpoint that the log has to continue
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
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
    let found = match (&args.export, &args.data) {
        (Some(file), _) => export(file, note.as_deref())?,
        (None, Some(data)) if admin::holder(data) => live(data, note)?,
        (None, Some(data)) => folder(data, note.as_deref())?,
        (None, None) => bail!("name the folder with --data DIR or the file with --export FILE"),
    };
    if args.json {
        print_json(&found)?;
    } else {
        print(&found);
    }
    if let Some(bad) = &found.log.first_bad {
        wrong(bad)?;
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
    bail!(
        "the record at position {} is wrong: {}; restore the folder from its backup",
        bad.position,
        bad.what
    )
}

fn export(file: &Path, note: Option<&str>) -> anyhow::Result<Found> {
    let leaves = BufReader::new(File::open(file).with_context(|| format!("{}", file.display()))?);
    let mut sealed = File::open(beside(file, SEALED)).ok().map(BufReader::new);
    let sealed = sealed.as_mut().map(|sealed| sealed as &mut dyn BufRead);
    Ok(Found {
        log: VerifyDone::from(&verify_export(leaves, sealed, note)?),
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

fn folder(data: &Path, note: Option<&str>) -> anyhow::Result<Found> {
    let bar = progress::bar("records");
    let told = progress::told(&bar);
    let log = verify_folder(data, note, Some(&told));
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
    println!("{} records are right, root {}", log.size, log.root);
    println!("origin {}", log.origin.as_deref().unwrap_or("-"));
    println!("sealed parts: {} there, {} not", log.sealed, log.absent);
    if log.torn_tail {
        println!("an unacknowledged tail will be cut at the next start");
    }
    if let Some(position) = log.store_differs {
        println!("the store differs from the journal from position {position} on; the next start mends it");
    }
    if let Some(keys) = &found.keys {
        super::keys::print_check(keys);
    }
    if found.live {
        println!("read by the server that runs");
    }
}
