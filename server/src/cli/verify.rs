//! `hanhtrinh verify`: every record, every hash, from the first to the last.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use hanhtrinh_log_sled::{OpenError, Verified, VerifyError, verify_export, verify_folder};
use hanhtrinh_record::seal::hex;
use serde_json::json;

use super::export::{SEALED, beside};
use super::{open, print_json, progress};

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

/// Verifies; fails naming the first record that is wrong.
pub fn run(args: &Verify) -> anyhow::Result<()> {
    let note = args
        .checkpoint
        .as_ref()
        .map(std::fs::read_to_string)
        .transpose()
        .context("--checkpoint")?;
    let found = match (&args.export, &args.data) {
        (Some(file), _) => {
            let leaves = BufReader::new(File::open(file).with_context(|| format!("{}", file.display()))?);
            let mut sealed = File::open(beside(file, SEALED)).ok().map(BufReader::new);
            verify_export(
                leaves,
                sealed.as_mut().map(|sealed| sealed as &mut dyn BufRead),
                note.as_deref(),
            )?
        }
        (None, Some(data)) => {
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
            })?
        }
        (None, None) => bail!("name the folder with --data DIR or the file with --export FILE"),
    };
    print(args.json, &found)?;
    match &found.first_bad {
        Some(bad) => bail!(
            "the record at position {} is wrong: {}; restore the folder from its backup",
            bad.position,
            bad.what
        ),
        None => Ok(()),
    }
}

fn print(as_json: bool, found: &Verified) -> anyhow::Result<()> {
    let root = hex(&found.root);
    if as_json {
        return print_json(&json!({
            "size": found.size,
            "root": root,
            "origin": found.origin,
            "sealed": found.sealed,
            "absent": found.absent,
            "torn_tail": found.torn_tail,
            "first_bad": found.first_bad.as_ref().map(|bad| json!({"position": bad.position, "what": bad.what})),
            "store_differs": found.store_differs,
        }));
    }
    println!("{} records are right, root {root}", found.size);
    println!("origin {}", found.origin.as_deref().unwrap_or("-"));
    println!("sealed parts: {} there, {} not", found.sealed, found.absent);
    if found.torn_tail {
        println!("an unacknowledged tail will be cut at the next start");
    }
    if let Some(position) = found.store_differs {
        println!("the store differs from the journal from position {position} on; the next start mends it");
    }
    Ok(())
}
