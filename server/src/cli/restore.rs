//! `hanhtrinh restore`: a registry out of its backups.

use std::path::PathBuf;

use anyhow::{Context, anyhow, bail};
use clap::Args;
use hanhtrinh_log::Log;
use hanhtrinh_log_sled::{Loss, OpenError, Options, SledLog, is_code, restore};
use hanhtrinh_record::seal::hex;
use serde::Serialize;

use super::{Data, backup, print_json, progress};
use crate::app::keys_dir;

/// What to restore, and whereto.
#[derive(Debug, Args)]
pub struct Restore {
    #[command(flatten)]
    data: Data,
    /// Backup of the log
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// Backup of the keys, or the keys themselves where they survived; of further ones only who was forgotten is taken over
    #[arg(long, value_name = "DIR", required = true)]
    keys_from: Vec<PathBuf>,
    /// Go on although records are lost: under a new origin, which names what was lost
    #[arg(long, requires = "reason")]
    accept_loss: bool,
    /// Why, as a short code such as disk-failure
    #[arg(long, value_name = "CODE", requires = "accept_loss")]
    reason: Option<String>,
    /// The last signed checkpoint that anybody saw, where it is later than the one among the keys
    #[arg(long, value_name = "FILE", requires = "accept_loss")]
    lost_checkpoint: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Restored {
    size: u64,
    root: String,
    origin: String,
    /// Persons forgotten of whom the restored log knew nothing.
    forgotten_again: u64,
}

/// Restores.
pub fn run(args: &Restore) -> anyhow::Result<()> {
    let data = &args.data.data;
    let loss = match &args.reason {
        Some(reason) if args.accept_loss => Some(Loss {
            reason: reason.clone(),
            checkpoint: match &args.lost_checkpoint {
                Some(path) => {
                    Some(std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?)
                }
                None => None,
            },
        }),
        _ => None,
    };
    if loss.as_ref().is_some_and(|loss| !is_code(&loss.reason)) {
        return Err(OpenError::Reason.into());
    }
    let keys = keys_dir(data);
    let from: Vec<&std::path::Path> = args.keys_from.iter().map(PathBuf::as_path).collect();
    // Keys that survived in their place stay there.
    let in_place = from.first().is_some_and(|first| same(first, &keys));
    if in_place {
        bail!(
            "{} are the keys of the folder that is to be made; move them elsewhere first and name them there",
            keys.display()
        );
    }
    let bar = progress::bar("segments");
    let found = restore(&args.from, &from, data, &keys, Some(&progress::told(&bar)))?;
    bar.finish_and_clear();
    backup::refuse(&found)?;
    let bar = progress::bar("commands");
    let options = Options {
        progress: Some(progress::told(&bar)),
        accept_loss: loss,
        ..Options::default()
    };
    let opened = SledLog::open(data, &keys, &options);
    bar.finish_and_clear();
    let log = match opened {
        Ok(log) => log,
        Err(error) => {
            // Nothing half-made stays behind: the backups are untouched, and the next attempt begins anew.
            for folder in [data, &keys] {
                std::fs::remove_dir_all(folder)
                    .with_context(|| format!("{} has to be removed by hand", folder.display()))?;
            }
            return Err(explain(error));
        }
    };
    let forgotten_again = log.record_lost_destructions()?;
    let size = log.head().size;
    let restored = Restored {
        size,
        root: hex(&log.root(size)?),
        origin: log.signers().current().name.clone(),
        forgotten_again,
    };
    log.close()?;
    if args.json {
        return print_json(&restored);
    }
    say!(
        "{} records in {}, root {}",
        restored.size,
        data.display(),
        restored.root
    );
    say!("origin {}", restored.origin);
    if forgotten_again > 0 {
        say!(
            "{forgotten_again} persons were forgotten after this backup was made; they are forgotten here too"
        );
    }
    if !args.accept_loss {
        say!("If checkpoints of a larger size were shown to anybody, restore with --accept-loss instead.");
    }
    Ok(())
}

fn same(one: &std::path::Path, other: &std::path::Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

fn explain(error: OpenError) -> anyhow::Error {
    match error {
        OpenError::Shorter { found, known, .. } => anyhow!(
            "this backup ends at {found} records, and the keys know {known}: {} are lost. Use a later backup of the log; if there is \
             none, --accept-loss --reason CODE goes on under a new origin",
            known - found
        ),
        other => anyhow!(other),
    }
}
