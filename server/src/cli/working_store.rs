//! `hanhtrinh rebuild`: the working store anew from the journal, and the views from the log. `hanhtrinh promote`: a replica becomes the log.

use std::path::Path;

use anyhow::anyhow;
use clap::Args;
use hanhtrinh_log::Log;
use hanhtrinh_log_sled::{OpenError, Options, Progress, promote, rebuild};
use hanhtrinh_record::seal::hex;

use super::{Data, open, print_json, progress};
use crate::app::keys_dir;

/// Which store to rebuild, or which replica to promote.
#[derive(Debug, Args)]
pub struct Folder {
    #[command(flatten)]
    data: Data,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Rebuilds.
pub fn run(args: &Folder) -> anyhow::Result<()> {
    let bar = progress::bar("commands");
    let (size, root) = now(&args.data.data, &progress::told(&bar))?;
    bar.finish_and_clear();
    let registry = open::serving(&args.data.data)?;
    let equal = registry.rebuild()?;
    registry.close()?;
    if args.json {
        return print_json(&serde_json::json!({ "size": size, "root": root, "views_equal": equal }));
    }
    say!("{size} records, root {root}: the working store was made anew from the journal");
    if !equal {
        say!("The snapshot of the views was wrong; it has been replaced.");
    }
    Ok(())
}

/// Makes the working store of a folder anew; size and root of the log.
pub fn now(data: &Path, told: &Progress) -> anyhow::Result<(u64, String)> {
    open::alone(data)?;
    let options = Options {
        progress: Some(told.clone()),
        ..Options::default()
    };
    let log = rebuild(data, &keys_dir(data), &options).map_err(|error| held(error, data))?;
    let size = log.head().size;
    let root = hex(&log.root(size)?);
    if log.read_only().is_none() {
        log.close()?;
    }
    Ok((size, root))
}

/// Promotes.
pub fn run_promote(args: &Folder) -> anyhow::Result<()> {
    let data = &args.data.data;
    open::alone(data)?;
    promote(data, &keys_dir(data)).map_err(|error| match error {
        hanhtrinh_log_sled::ImportError::Open(error) => held(error, data),
        other => other.into(),
    })?;
    if args.json {
        return print_json(&serde_json::json!({ "promoted": data.display().to_string() }));
    }
    say!("{} takes records from now on.", data.display());
    say!("The folder it came from must never be written again: both would sign other roots for one size.");
    Ok(())
}

fn held(error: OpenError, data: &Path) -> anyhow::Error {
    match error {
        OpenError::Locked(_) => open::locked(data),
        other => anyhow!(other),
    }
}
