//! `cargo xtask soak`: crashes, power cuts, failing disks and damage, again and again, until the time is over.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail, ensure};

use crate::args::Args;
use crate::command::{cargo, heading, run};
use crate::server;
use crate::workspace::Workspace;

/// Minutes when none are asked for.
const MINUTES: u64 = 10;

/// Runs the rounds of the log, then those of the whole server, which take a tenth of the time.
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
    heading(format!("Faults under the log, seed {seed}"));
    let mut command = cargo(workspace.root());
    command.args([
        "run",
        "--quiet",
        "--locked",
        "--release",
        "--package",
        "hanhtrinh-faults",
        "--",
        "soak",
    ]);
    command.args(["--seed", &seed.to_string()]);
    command.args(["--seconds", &(minutes * 60 - server_seconds).to_string()]);
    if let Some(only) = &only {
        command.args(["--only", only]);
    }
    if let Some(rounds) = rounds {
        command.args(["--rounds", &rounds.to_string()]);
    }
    run(
        &mut command,
        "every round that failed says above how to repeat it",
    )?;
    if !whole {
        return Ok(());
    }
    heading(format!("Kills of the whole server, seed {seed}"));
    let binary = server::build(workspace)?;
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
            .env("HANHTRINH_BIN", &binary)
            .env("HANHTRINH_SOAK_SECONDS", server_seconds.to_string())
            .env("HANHTRINH_SOAK_SEED", seed.to_string()),
        "the failing round names its seed; repeat it with HANHTRINH_SOAK_SEED",
    )
}

fn number(text: Option<String>, name: &str) -> Result<Option<u64>> {
    text.map(|text| {
        text.parse().with_context(|| {
            format!("--{name} takes a number, not `{text}`\n  remedy: see `cargo xtask help`")
        })
    })
    .transpose()
}
