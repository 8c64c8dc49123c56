//! `hanhtrinh verify`: every record, every hash, from the first to the last.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use hanhtrinh_log_sled::{OpenError, Verified, VerifyError, verify_bundle, verify_export, verify_folder};
use hanhtrinh_record::bundle::HEAD;
use hanhtrinh_record::seal::hex;
use serde_json::json;

use super::export::{SEALED, beside};
use super::{open, print_json, progress};
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
        (None, Some(data)) => of_folder(data, note)?,
        (None, None) => bail!("name the folder with --data DIR, or a bundle or an exported log as FILE"),
    };
    print(args.json, &found)?;
    if let Some(bad) = &found.first_bad {
        let event = bad.event.map_or(String::new(), |id| format!(" (event {id})"));
        bail!(
            "the record at position {}{event} is wrong: {}; restore the folder from its backup",
            bad.position,
            bad.what
        );
    }
    match &args.key {
        Some(key) if found.verifier.as_deref() != Some(key.trim()) => {
            bail!("the log agrees with itself, but names another key than --key")
        }
        _ => Ok(()),
    }
}

fn of_folder(data: &Path, note: Option<String>) -> anyhow::Result<Verified> {
    // The last checkpoint tells the end of the log from a tail that was lost. Unreadable it is as good as wrong.
    let kept = || match std::fs::read(keys_dir(data).join("checkpoint")) {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(_) => None,
    };
    let note = note.or_else(kept);
    let bar = progress::bar("records");
    let moving = bar.clone();
    let told: hanhtrinh_log_sled::Progress = std::sync::Arc::new(move |done, all| {
        moving.set_length(all.max(done));
        moving.set_position(done);
    });
    let found = verify_folder(data, note.as_deref(), Some(&told));
    bar.finish_and_clear();
    found.map_err(|error| match error {
        VerifyError::Open(OpenError::Locked(_)) => open::locked(data),
        other => other.into(),
    })
}

fn of_file(file: &Path, note: Option<&str>) -> anyhow::Result<Verified> {
    let named = || format!("{}", file.display());
    let mut reader = BufReader::with_capacity(1 << 20, File::open(file).with_context(named)?);
    if reader
        .fill_buf()
        .with_context(named)?
        .starts_with(HEAD.as_bytes())
    {
        if note.is_some() {
            bail!("a bundle brings its own checkpoint: leave out --checkpoint");
        }
        return Ok(verify_bundle(reader)?);
    }
    let mut sealed = File::open(beside(file, SEALED)).ok().map(BufReader::new);
    let sealed = sealed.as_mut().map(|sealed| sealed as &mut dyn BufRead);
    Ok(verify_export(reader, sealed, note)?)
}

fn print(as_json: bool, found: &Verified) -> anyhow::Result<()> {
    let root = hex(&found.root);
    if as_json {
        return print_json(&json!({
            "size": found.size,
            "root": root,
            "origin": found.origin,
            "key": found.verifier,
            "sealed": found.sealed,
            "absent": found.absent,
            "torn_tail": found.torn_tail,
            "first_bad": found.first_bad.as_ref().map(|bad| json!({
                "position": bad.position, "event": bad.event, "what": bad.what,
            })),
            "store_differs": found.store_differs,
        }));
    }
    println!("{} records are right, root {root}", found.size);
    println!("origin {}", found.origin.as_deref().unwrap_or("-"));
    println!("key {}", found.verifier.as_deref().unwrap_or("-"));
    println!("sealed parts: {} there, {} not", found.sealed, found.absent);
    if found.torn_tail {
        println!("an unacknowledged tail will be cut at the next start");
    }
    if let Some(position) = found.store_differs {
        println!("the store differs from the journal from position {position} on; the next start mends it");
    }
    Ok(())
}
