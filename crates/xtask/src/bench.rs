//! `cargo xtask bench`: every row of speed beside its peers, one line of JSON each.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::command::{cargo, heading, run};
use crate::server;
use crate::tools::wasm_target;
use crate::workspace::Workspace;

const WASM: &str = "wasm32-unknown-unknown";

/// Builds the server, the peers and the Wasm module, and measures. A target that is not met is a `false` in its line.
pub fn bench(workspace: &Workspace, mut args: Args) -> Result<()> {
    let quick = args.flag("quick")?;
    let passed: Vec<(&str, Option<String>)> = ["events", "seed", "row"]
        .into_iter()
        .map(|name| Ok((name, args.value(name)?)))
        .collect::<Result<_>>()?;
    let dir = args
        .value("dir")?
        .map_or_else(|| workspace.target().join("bench"), PathBuf::from);
    let binary = args.value("server")?;
    args.finish()?;
    let dir = std::path::absolute(&dir)
        .with_context(|| format!("{} is no path\n  remedy: give --dir a folder", dir.display()))?;

    let server = match binary {
        Some(path) => std::path::absolute(path)?,
        None => server::build(workspace)?,
    };
    let built = build(workspace)?;
    let mut command = Command::new(
        built
            .join("release")
            .join(format!("hanhtrinh-bench{}", std::env::consts::EXE_SUFFIX)),
    );
    command.arg("--dir").arg(&dir).arg("--server").arg(&server);
    command
        .arg("--wasm")
        .arg(built.join(WASM).join("wasm-release/hanhtrinh_verify_wasm.wasm"));
    command.arg("--script").arg(peers(workspace).join("wasm/run.mjs"));
    if quick {
        command.arg("--quick");
    }
    for (name, value) in passed {
        if let Some(value) = value {
            command.arg(format!("--{name}")).arg(value);
        }
    }
    heading(format!("Measuring in {}", dir.display()));
    measure(&mut command)
}

/// The workspace of what the log is measured against.
fn peers(workspace: &Workspace) -> PathBuf {
    workspace.root().join("tests/peers")
}

/// Builds the peers and the Wasm module; returns their target folder.
fn build(workspace: &Workspace) -> Result<PathBuf> {
    // The same folder as the product's: what both are made of is built once.
    let target = workspace.target().to_path_buf();
    let remedy =
        "the messages above name the place; a C compiler is needed, and the crate registry the first time";
    let here = |words: &[&str]| {
        let mut command = cargo(&peers(workspace));
        command.args(["build", "--locked", "--profile"]).args(words);
        command.env("CARGO_TARGET_DIR", &target);
        command
    };
    heading("Building the peers (about 5 minutes the first time)");
    run(&mut here(&["release", "-p", "hanhtrinh-bench"]), remedy)?;
    wasm_target(workspace)?;
    run(
        &mut here(&["wasm-release", "-p", "hanhtrinh-verify-wasm", "--target", WASM]),
        remedy,
    )?;
    Ok(target)
}

/// Runs the bench. Its lines of JSON go to standard output; what a peer prints beside them does not.
fn measure(command: &mut Command) -> Result<()> {
    let program = Path::new(command.get_program()).to_path_buf();
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| {
        format!(
            "{} cannot be started\n  remedy: delete it and try again",
            program.display()
        )
    })?;
    let stdout = child
        .stdout
        .take()
        .context("the bench has no standard output\n  remedy: try again")?;
    for line in BufReader::new(stdout).lines() {
        let line = line.context("the bench cannot be heard\n  remedy: try again")?;
        if line.starts_with("{\"") {
            println!("{line}");
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("the bench ended with {status}\n  remedy: the message above says why");
    }
    Ok(())
}
