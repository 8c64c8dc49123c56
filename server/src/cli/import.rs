//! `hanhtrinh import`: a list of departures, or the log of another folder.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use hanhtrinh_api::Lang;
use hanhtrinh_api::imports::ImportReport;
use hanhtrinh_log_sled::{ImportFrom, Options, import_log};
use hanhtrinh_record::Channel;
use hanhtrinh_record::seal::hex;
use uuid::Uuid;

use super::{Data, open, print_json, progress};
use crate::admin::{COMMANDS, SEALED, beside};
use crate::import;

/// What to take in.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// A list of departures: XLSX, CSV or text with tabs
    Departures(Departures),
    /// An exported log, into an empty folder
    Log(LogFile),
}

/// A list of departures.
#[derive(Debug, Args)]
pub struct Departures {
    /// The list
    file: PathBuf,
    #[command(flatten)]
    data: Data,
    /// Only look: say what would happen and record nothing
    #[arg(long)]
    dry_run: bool,
    /// Write the rows with problems there, ready to be mended and sent again
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Language of the problems: vi or en
    #[arg(long, default_value = "vi", value_parser = language)]
    lang: Lang,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// An exported log.
#[derive(Debug, Args)]
pub struct LogFile {
    /// The lines; sealed parts and commands are taken from the files beside it, where they are
    file: PathBuf,
    #[command(flatten)]
    data: Data,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn language(text: &str) -> Result<Lang, String> {
    match text {
        "vi" => Ok(Lang::Vi),
        "en" => Ok(Lang::En),
        _ => Err("vi or en".to_owned()),
    }
}

/// Takes it in.
pub fn run(args: &Import) -> anyhow::Result<()> {
    match args {
        Import::Departures(args) => departures(args),
        Import::Log(args) => log(args),
    }
}

fn departures(args: &Departures) -> anyhow::Result<()> {
    let bytes =
        std::fs::read(&args.file).with_context(|| format!("{} cannot be read", args.file.display()))?;
    open::alone(&args.data.data)?;
    let registry = open::registry(&args.data.data)?;
    let by = open::recorder(&registry, Channel::Import)?;
    let rejects = args
        .rejects
        .as_ref()
        .map(|path| (path, import::rejects(&registry, &by, &bytes, args.lang)));
    let bar = progress::bar("rows");
    let report = import::run(
        &registry,
        &by,
        Uuid::now_v7(),
        &bytes,
        args.dry_run,
        args.lang,
        &|done, all| {
            bar.set_length(all);
            bar.set_position(done);
        },
    );
    bar.finish_and_clear();
    let report = report.map_err(|error| anyhow::Error::msg(error.detail(args.lang)))?;
    if let Some((path, rejects)) = rejects {
        let rejects = rejects.map_err(|error| anyhow::Error::msg(error.detail(args.lang)))?;
        std::fs::write(path, rejects).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    registry.close()?;
    if args.json {
        print_json(&report)
    } else {
        show(&report, args.lang)
    }
}

fn show(report: &ImportReport, lang: Lang) -> anyhow::Result<()> {
    let ImportReport {
        rows,
        recorded,
        new_people,
        in_open_case,
        unchanged,
        rejected,
        ..
    } = report;
    match lang {
        Lang::Vi => {
            let did = if report.dry_run { "sẽ ghi" } else { "đã ghi" };
            say!(
                "{rows} dòng: {did} {recorded} (người mới {new_people}, hồ sơ đang mở {in_open_case}), không đổi {unchanged}, \
                 có vấn đề {rejected}"
            );
        }
        Lang::En => {
            let did = if report.dry_run {
                "would record"
            } else {
                "recorded"
            };
            say!(
                "{rows} rows: {did} {recorded} (new people {new_people}, open placements {in_open_case}), \
                 unchanged {unchanged}, with problems {rejected}"
            );
        }
    }
    let (problems, doubts, row) = match lang {
        Lang::Vi => ("vấn đề", "nghi vấn", "dòng"),
        Lang::En => ("problems", "doubts", "row"),
    };
    for (title, notes) in [(problems, &report.problems), (doubts, &report.warnings)] {
        if !notes.is_empty() {
            say!("{title}:");
        }
        for note in notes {
            say!("  {row} {:>6}  {}", note.row, note.detail);
        }
    }
    Ok(())
}

fn log(args: &LogFile) -> anyhow::Result<()> {
    let mut leaves = reader(&args.file)?.with_context(|| format!("{} is not there", args.file.display()))?;
    let mut sealed = reader(&beside(&args.file, SEALED))?;
    let mut commands = reader(&beside(&args.file, COMMANDS))?;
    let bar = progress::bar("records");
    let moving = bar.clone();
    let options = Options {
        progress: Some(std::sync::Arc::new(move |done, all| {
            moving.set_length(all.max(done));
            moving.set_position(done);
        })),
        ..Options::default()
    };
    let from = ImportFrom {
        leaves: &mut leaves,
        sealed: sealed.as_mut().map(|reader| reader as &mut dyn BufRead),
        commands: commands.as_mut().map(|reader| reader as &mut dyn BufRead),
    };
    let done = import_log(from, &args.data.data, None, &options)?;
    bar.finish_and_clear();
    let root = hex(&done.root);
    if args.json {
        return print_json(&serde_json::json!({ "size": done.size, "root": root }));
    }
    say!(
        "{} records in {}, root {root}",
        done.size,
        args.data.data.display()
    );
    say!("It is a replica: it can be verified and read, and takes no records.");
    Ok(())
}

fn reader(path: &Path) -> anyhow::Result<Option<BufReader<File>>> {
    match File::open(path) {
        Ok(file) => Ok(Some(BufReader::with_capacity(1 << 20, file))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}
