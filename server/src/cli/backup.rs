//! `hanhtrinh backup`: log and keys to two places, while a server runs or not; and the check of a backup.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use hanhtrinh_log_sled::{BackupFound, verify_backup};
use serde_json::{Value, json};

use super::{print_json, progress};
use crate::admin::{self, BackupDone, Check, Request, VerifyDone};

/// What to back up and whereto, or which backup to check.
#[derive(Debug, Args)]
pub struct Backup {
    /// Folder of the registry; its keys lie beside it, in DIR.keys
    #[arg(long, value_name = "DIR", env = "HANHTRINH_DATA")]
    data: Option<PathBuf>,
    /// Where the log goes: an empty folder, or an older backup of the same log
    #[arg(
        long,
        value_name = "DIR",
        required_unless_present = "verify",
        requires = "keys_to"
    )]
    to: Option<PathBuf>,
    /// Where the keys go: another place, guarded more closely and kept for less long
    #[arg(long, value_name = "DIR", requires = "to")]
    keys_to: Option<PathBuf>,
    /// Check a backup instead
    #[arg(long, value_name = "DIR", conflicts_with_all = ["to", "keys_to"])]
    verify: Option<PathBuf>,
    /// With --verify: check that these keys open it
    #[arg(long, value_name = "DIR", requires = "verify")]
    keys: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Backs up, or checks a backup.
pub fn run(args: &Backup) -> anyhow::Result<()> {
    if let Some(folder) = &args.verify {
        return check(folder, args.keys.as_deref(), args.json);
    }
    let (Some(to), Some(keys_to)) = (&args.to, &args.keys_to) else {
        bail!("name two places: --to DIR for the log and --keys-to DIR for the keys");
    };
    let data = args
        .data
        .as_ref()
        .context("name the folder of the registry with --data DIR")?;
    let request = Request::Backup {
        to: std::path::absolute(to)?,
        keys_to: std::path::absolute(keys_to)?,
    };
    let bar = progress::bar("segments");
    let asked = admin::ask::<BackupDone>(data, &request, &progress::told(&bar));
    bar.finish_and_clear();
    let done = asked?.done;
    if args.json {
        return print_json(&done);
    }
    say!(
        "{} records in {}: {} segments, {} of them new; keys in {}",
        done.size,
        to.display(),
        done.segments,
        done.copied,
        keys_to.display()
    );
    say!(
        "Check it with: hanhtrinh backup --verify {} --keys {}",
        to.display(),
        keys_to.display()
    );
    Ok(())
}

fn check(folder: &Path, keys: Option<&Path>, as_json: bool) -> anyhow::Result<()> {
    let bar = progress::bar("records");
    let found = verify_backup(folder, keys, Some(&progress::told(&bar)));
    bar.finish_and_clear();
    let found = found?;
    if as_json {
        print_json(&shown(&found))?;
    } else {
        say!(
            "{} records are right; listed are {}",
            found.log.size,
            found.manifest.size
        );
        say!(
            "checkpoint of {}",
            found.manifest.checkpoint.lines().next().unwrap_or("-")
        );
        match &found.keys {
            Some(keys) => super::keys::print_check(&Check::from(keys)),
            None => say!("the keys were not looked at; name them with --keys DIR"),
        }
    }
    refuse(&found)
}

/// What was found, as JSON.
pub fn shown(found: &BackupFound) -> Value {
    json!({
        "log": found.manifest.log,
        "listed_size": found.manifest.size,
        "journal": VerifyDone::from(&found.log),
        "keys": found.keys.as_ref().map(Check::from),
        "keys_at": found.keys_at,
        "changed": found.changed,
    })
}

/// Says what is wrong with a backup, and what to do.
pub fn refuse(found: &BackupFound) -> anyhow::Result<()> {
    if let Some(bad) = &found.log.first_bad {
        bail!(
            "the backup is damaged: the record at position {}: {}; use an older backup, or make a new one while the registry lives",
            bad.position,
            bad.what
        );
    }
    if let Some(name) = found.changed.first() {
        bail!(
            "{name} is not as the backup lists it: it was changed, or the backup after it was interrupted; back up again"
        );
    }
    let Some(keys) = &found.keys else { return Ok(()) };
    let Some(bad) = &keys.first_bad else { return Ok(()) };
    let older = found
        .keys_at
        .filter(|at| *at < found.manifest.size)
        .map_or_else(String::new, |at| {
            format!(
                " They were copied at {at} records, the log at {}.",
                found.manifest.size
            )
        });
    bail!(
        "these keys lack {} that the log needs, the first at position {}.{older} Use the backup of the keys that belongs to this \
         backup of the log, or a later one",
        keys.missing,
        bad.position
    )
}
