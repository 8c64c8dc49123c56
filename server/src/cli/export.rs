//! `hanhtrinh export`: the log as lines of JSON, the very bytes that are hashed.

use std::path::PathBuf;

use clap::Args;

use super::{Data, print_json, progress};
use crate::admin::{self, ExportDone, Request};

/// What to export, and whereto.
#[derive(Debug, Args)]
pub struct Export {
    #[command(flatten)]
    data: Data,
    /// File for the lines
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Write the sealed parts too, into FILE.sealed, and the commands into FILE.commands; in a bundle, into FILE itself
    #[arg(long)]
    sealed: bool,
    /// Write a bundle: the lines with the signed checkpoint over them, for an auditor without a connection
    #[arg(long)]
    bundle: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Exports.
pub fn run(args: &Export) -> anyhow::Result<()> {
    let request = Request::Export {
        out: std::path::absolute(&args.out)?,
        sealed: args.sealed,
        bundle: args.bundle,
    };
    let bar = progress::bar("records");
    let asked = admin::ask::<ExportDone>(&args.data.data, &request, &progress::told(&bar));
    bar.finish_and_clear();
    let done = asked?.done;
    if args.json {
        return print_json(&done);
    }
    say!(
        "{} records in {}, root {}",
        done.size,
        args.out.display(),
        done.root
    );
    Ok(())
}
