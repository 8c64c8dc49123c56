//! The command line. Every command says what it did, and ends with status 0 only when it did it.

#[macro_use]
mod out;

mod backup;
mod config;
mod demo;
mod export;
mod forget;
mod import;
mod init;
mod keys;
mod open;
mod progress;
mod report;
mod report_tally;
mod restore;
mod serve;
mod table;
mod user;
mod verify;
mod working_store;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// A provincial registry of people who work abroad.
#[derive(Debug, Parser)]
#[command(name = "hanhtrinh", version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start an empty registry of one's own
    Init(init::Init),
    /// Serve a registry in the browser and over HTTP
    Serve(serve::Serve),
    /// Make the demo province: invented people, real communes
    Demo(demo::Demo),
    /// Accounts of a registry
    #[command(subcommand)]
    User(user::User),
    /// Take in a list of departures, or the log of another folder
    #[command(subcommand)]
    Import(import::Import),
    /// Write the log as lines of JSON
    Export(export::Export),
    /// Figures: departures of a period, people abroad on a day
    #[command(subcommand)]
    Report(report::Report),
    /// Check a log from the first record to the last
    Verify(verify::Verify),
    /// Copy log and keys to two places, also while a server runs; or check a backup
    Backup(backup::Backup),
    /// Make a registry out of its backups
    Restore(restore::Restore),
    /// Make a replica the log itself
    Promote(working_store::Folder),
    /// Make the working store and the views anew from the journal
    Rebuild(working_store::Folder),
    /// Keys of persons and of checkpoints
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Close what is sealed about a person, for good
    Forget(forget::Forget),
    /// Settings of the server
    #[command(subcommand)]
    Config(config::Config),
}

/// The folder of a registry.
#[derive(Debug, Clone, Args)]
struct Data {
    /// Folder of the registry; its keys lie beside it, in DIR.keys
    #[arg(long, value_name = "DIR", env = "HANHTRINH_DATA")]
    data: PathBuf,
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Init(args) => init::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Demo(args) => demo::run(&args),
        Command::User(args) => user::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Backup(args) => backup::run(&args),
        Command::Restore(args) => restore::run(&args),
        Command::Promote(args) => working_store::run_promote(&args),
        Command::Rebuild(args) => working_store::run(&args),
        Command::Keys(args) => keys::run(&args),
        Command::Forget(args) => forget::run(&args),
        Command::Config(args) => config::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hanhtrinh: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Prints a value as one line of JSON.
fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    say!("{}", serde_json::to_string(value)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn commands_read_as_documented() {
        for line in [
            "init --province 25 --data d --admin quantri",
            "serve --data d --listen 127.0.0.1:0 --json",
            "demo --data d --until 2026-11-15 --seed 7 --workers 500",
            "user add --data d --user canbo --role province_officer",
            "user list --data d --json",
            "user disable canbo --data d",
            "import departures list.xlsx --data d --dry-run --json",
            "import log l.ndjson --data e",
            "export --data d --out l.ndjson --sealed",
            "report departures --data d --unit 38 --period 2024 --as-of 2025-07-16 --json",
            "report departures --data d --period 2024 --as-of 2025-07-16 --compare 2026-01-31",
            "report verify --data d --json",
            "report stock --data d --unit 17@2025-06-30 --on 2025-03-31 --by market",
            "export --data d --out l.bundle --bundle --sealed",
            "verify --data d --json",
            "verify l.bundle --key example.vn/x+01234567+AQ==",
            "backup --data d --to a --keys-to b --json",
            "backup --verify a --keys b",
            "restore --from a --keys-from b --keys-from c --data d",
            "restore --from a --keys-from b --data d --accept-loss --reason disk-failure --lost-checkpoint n",
            "promote --data d",
            "rebuild --data d --json",
            "keys status --data d",
            "keys rotate-signing --data d --json",
            "forget --data d --person 01a2027d-aeba-7fd1-a4f5-71b42c392298 --basis 91/2025 --reason request --by q --dry-run",
            "config check --config hanhtrinh.toml",
        ] {
            let words = std::iter::once("hanhtrinh").chain(line.split(' '));
            assert!(Cli::try_parse_from(words).is_ok(), "{line}");
        }
    }

    #[test]
    fn what_does_not_belong_together_is_refused() {
        for line in [
            "backup --data d",
            "backup --data d --to a",
            "backup --data d --to a --keys-to b --verify a",
            "restore --from a --data d",
            "restore --from a --keys-from b --data d --accept-loss",
            "restore --from a --keys-from b --data d --reason x",
            "forget --data d --person 7 --basis b --reason request --by q",
            "forget --data d --person 01a2027d-aeba-7fd1-a4f5-71b42c392298 --reason request --by q",
            "forget --data d --person 01a2027d-aeba-7fd1-a4f5-71b42c392298 --basis b --reason r --by q --show-name",
        ] {
            let words = std::iter::once("hanhtrinh").chain(line.split(' '));
            assert!(Cli::try_parse_from(words).is_err(), "{line}");
        }
    }
}
