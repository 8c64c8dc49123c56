//! `cargo xtask soak`: crashes, power cuts, failing disks and damage, again and again, until the time is over.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail, ensure};

use crate::args::Args;
use crate::command::{cargo, heading, run};
use crate::workspace::Workspace;

/// Minutes when none are asked for.
const MINUTES: u64 = 10;

/// Runs the rounds under the simulated disk, then the kills of the whole server, which take a tenth of the time; says at last how
/// often what was judged, also where rounds failed.
pub fn soak(workspace: &Workspace, mut args: Args) -> Result<()> {
    let minutes = number(args.value("minutes")?, "minutes")?.unwrap_or(MINUTES);
    let seed = number(args.value("seed")?, "seed")?;
    let only = args.value("only")?;
    let rounds = number(args.value("rounds")?, "rounds")?;
    args.finish()?;
    ensure!(
        minutes > 0,
        "--minutes takes at least 1\n  remedy: see `cargo xtask help`"
    );
    if !cfg!(target_os = "linux") {
        bail!("the simulated disk needs Linux\n  remedy: run it there, or in a container");
    }
    let seed = seed.unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        now.as_nanos() as u64
    });
    let whole = only.is_none() && rounds.is_none();
    let server_seconds = if whole { minutes * 6 } else { 0 };
    eprintln!("seed {seed}");
    let binary = server(workspace)?;
    let report = workspace.target().join("soak.jsonl");
    std::fs::write(&report, "").with_context(|| format!("{} cannot be written", report.display()))?;
    heading(format!(
        "Faults under the log, the product and the server, seed {seed}"
    ));
    let mut command = cargo(workspace.root());
    command.args([
        "run",
        "--quiet",
        "--locked",
        "--release",
        "--package",
        "hanhtrinh-faults",
        "--",
    ]);
    command.args(["soak", "--seed", &seed.to_string()]);
    command.args(["--seconds", &(minutes * 60 - server_seconds).to_string()]);
    command.arg("--report").arg(&report);
    if let Some(only) = &only {
        command.args(["--only", only]);
    }
    if let Some(rounds) = rounds {
        command.args(["--rounds", &rounds.to_string()]);
    }
    let faults = run(
        command.env("HANHTRINH_BIN", &binary),
        "every round that failed says above how to repeat it",
    );
    let kills = if whole {
        kill(workspace, &binary, &report, server_seconds, seed)
    } else {
        Ok(())
    };
    summary(&report, seed)?;
    faults.and(kills)
}

/// Kills the whole server under load and while it starts.
fn kill(workspace: &Workspace, binary: &Path, report: &Path, seconds: u64, seed: u64) -> Result<()> {
    heading(format!("Kills of the whole server, seed {seed}"));
    run(
        cargo(workspace.root())
            .args([
                "test",
                "--quiet",
                "--locked",
                "--package",
                "hanhtrinh-tests",
                "--test",
                "system",
                "--",
            ])
            .args(["--exact", "kills::killed_again_and_again", "--nocapture"])
            .env("HANHTRINH_BIN", binary)
            .env("HANHTRINH_SOAK_SECONDS", seconds.to_string())
            .env("HANHTRINH_SOAK_SEED", seed.to_string())
            .env("HANHTRINH_SOAK_REPORT", report),
        "the failing round names its seed; repeat it with HANHTRINH_SOAK_SEED",
    )
}

/// The binary that `HANHTRINH_BIN` names, or one built here: the interface is not what is under test.
fn server(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("HANHTRINH_BIN").filter(|path| !path.is_empty()) {
        return Ok(PathBuf::from(path));
    }
    heading("Building the server (about 4 minutes the first time)");
    run(
        cargo(workspace.root()).args(["build", "--release", "--locked", "-p", "hanhtrinh-server"]),
        "the messages above name the place; a C compiler is needed, and the crate registry the first time",
    )?;
    Ok(workspace
        .target()
        .join("release")
        .join(format!("hanhtrinh{}", std::env::consts::EXE_SUFFIX)))
}

/// Adds up what was counted, and says it in words and as a line of JSON.
fn summary(report: &Path, seed: u64) -> Result<()> {
    let mut totals = BTreeMap::<String, u64>::new();
    for line in std::fs::read_to_string(report)?.lines() {
        let counts: BTreeMap<String, u64> = serde_json::from_str(line).context("a report that is none")?;
        for (what, count) in counts {
            *totals.entry(what).or_default() += count;
        }
    }
    heading("Summary");
    for (what, count) in &totals {
        eprintln!("  {count:>9}  {what}");
    }
    let mut line = serde_json::json!({ "soak": totals });
    line["seed"] = seed.into();
    println!("{line}");
    Ok(())
}

fn number(text: Option<String>, name: &str) -> Result<Option<u64>> {
    text.map(|text| {
        text.parse().with_context(|| {
            format!("--{name} takes a number, not `{text}`\n  remedy: see `cargo xtask help`")
        })
    })
    .transpose()
}
