//! `hanhtrinh export`: the log as lines of JSON, the very bytes that are hashed.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use hanhtrinh_log_sled::{ExportTo, export_bundle, export_log};
use hanhtrinh_record::seal::hex;

use super::{Data, open, print_json, progress};

/// Ending of the file with the ciphertexts, beside the lines.
pub const SEALED: &str = ".sealed";
/// Ending of the file with the commands, beside the lines.
pub const COMMANDS: &str = ".commands";

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

/// A file beside another, with one more ending.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Exports.
pub fn run(args: &Export) -> anyhow::Result<()> {
    let registry = open::registry(&args.data.data)?;
    let mut leaves = writer(&args.out)?;
    let extra = |ending: &str| {
        (args.sealed && !args.bundle)
            .then(|| writer(&beside(&args.out, ending)))
            .transpose()
    };
    let (mut sealed, mut commands) = (extra(SEALED)?, extra(COMMANDS)?);
    let bar = progress::bar("records");
    let moving = bar.clone();
    let told: hanhtrinh_log_sled::Progress = std::sync::Arc::new(move |done, all| {
        moving.set_length(all.max(done));
        moving.set_position(done);
    });
    let done = if args.bundle {
        let note = registry.log().checkpoint()?;
        export_bundle(registry.log(), &note, &mut leaves, args.sealed, Some(&told))?
    } else {
        let to = ExportTo {
            leaves: &mut leaves,
            sealed: sealed.as_mut().map(|writer| writer as &mut dyn Write),
            commands: commands.as_mut().map(|writer| writer as &mut dyn Write),
        };
        export_log(registry.log(), to, Some(&told))?
    };
    bar.finish_and_clear();
    for file in [Some(leaves), sealed, commands].into_iter().flatten() {
        let file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
    }
    registry.log().close()?;
    let root = hex(&done.root);
    if args.json {
        return print_json(&serde_json::json!({ "size": done.size, "root": root }));
    }
    println!("{} records in {}, root {root}", done.size, args.out.display());
    Ok(())
}

fn writer(path: &Path) -> anyhow::Result<BufWriter<File>> {
    // What others may read is for whoever runs this to decide, later and on purpose.
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options
        .open(path)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(BufWriter::with_capacity(1 << 20, file))
}
