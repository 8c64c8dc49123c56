//! The steps of `cargo xtask test`.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{cargo, find, run};
use crate::tools::{Tools, wasm_target};
use crate::workspace::Workspace;
use crate::{browser, interface, server, size};

/// One step: its name for `--only` and `--skip`, what it does, and how.
pub struct Step {
    /// The name on the command line.
    pub name: &'static str,
    /// What it checks.
    pub title: &'static str,
    /// Does it; the error carries the remedy.
    pub run: fn(&Workspace) -> Result<Outcome>,
}

/// How a step that did not fail ended.
pub enum Outcome {
    /// Everything was checked.
    Passed,
    /// Something could not be checked on this machine, for this reason.
    Partly(String),
}

/// All steps in their order: what fails soonest and builds least comes first.
pub const ALL: &[Step] = &[
    Step {
        name: "fmt",
        title: "source is formatted",
        run: fmt,
    },
    Step {
        name: "clippy",
        title: "no lint warns, in any target",
        run: clippy,
    },
    Step {
        name: "wasm",
        title: "the shared crates and the interface build for the browser",
        run: wasm,
    },
    Step {
        name: "doc",
        title: "the documentation builds without a warning",
        run: doc,
    },
    Step {
        name: "deny",
        title: "licences, sources and banned crates",
        run: deny,
    },
    Step {
        name: "interface",
        title: "the interface builds and keeps its size",
        run: interface,
    },
    Step {
        name: "server",
        title: "the server builds with the interface inside",
        run: server,
    },
    Step {
        name: "unit",
        title: "unit, property, HTTP and fault tests",
        run: unit,
    },
    Step {
        name: "browser",
        title: "journeys in a browser against the built server",
        run: browser,
    },
];

fn fmt(workspace: &Workspace) -> Result<Outcome> {
    run(
        cargo(workspace.root()).args(["fmt", "--all", "--check"]),
        "run `cargo fmt --all`",
    )?;
    Ok(Outcome::Passed)
}

fn clippy(workspace: &Workspace) -> Result<Outcome> {
    run(
        cargo(workspace.root()).args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ]),
        "mend what the warnings name; an `#[expect]` needs its reason beside it",
    )?;
    Ok(Outcome::Passed)
}

fn wasm(workspace: &Workspace) -> Result<Outcome> {
    wasm_target(workspace)?;
    let mut command = cargo(workspace.root());
    command.args(["clippy", "--locked", "--target", "wasm32-unknown-unknown"]);
    for package in ["domain", "record", "views", "api", "frontend"] {
        command.args(["-p", &format!("hanhtrinh-{package}")]);
    }
    run(
        command.args(["--", "-D", "warnings"]),
        "the crates that the browser shares have no clock, randomness, threads or files: take them as arguments",
    )?;
    Ok(Outcome::Passed)
}

fn doc(workspace: &Workspace) -> Result<Outcome> {
    run(
        cargo(workspace.root())
            .args(["doc", "--workspace", "--no-deps", "--locked"])
            .env("RUSTDOCFLAGS", "-D warnings"),
        "mend the links and code blocks that the messages name",
    )?;
    Ok(Outcome::Passed)
}

fn deny(workspace: &Workspace) -> Result<Outcome> {
    let tools = Tools::for_deny(workspace)?;
    let check = |what: &[&str]| -> Result<Command> {
        let mut command = tools.command("cargo-deny")?;
        command
            .current_dir(workspace.root())
            .args(["--locked", "check", "--hide-inclusion-graph"])
            .args(what);
        Ok(command)
    };
    run(
        &mut check(&["licenses", "bans", "sources"])?,
        "take another crate, or add the licence or a dated exception with its reason to deny.toml",
    )?;
    advisories(&mut check(&["advisories"])?)
}

/// The database of advisories comes from the network; without it this check says so and does not fail.
fn advisories(command: &mut Command) -> Result<Outcome> {
    let output = command
        .env("GIT_TERMINAL_PROMPT", "0")
        .output()
        .context("cargo-deny cannot be started\n  remedy: delete it from the cache and try again")?;
    let text = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        return Ok(Outcome::Passed);
    }
    if text.contains("failed to fetch advisory database") || text.contains("failed to load advisory database")
    {
        let why = "advisories not checked: their database cannot be reached from here";
        eprintln!("  {why}");
        return Ok(Outcome::Partly(why.into()));
    }
    bail!(
        "{}\n  remedy: update the crate that an advisory names, or add a dated exception with its reason to deny.toml",
        text.trim_end()
    )
}

fn interface(workspace: &Workspace) -> Result<Outcome> {
    interface::build(workspace)?;
    size::report(workspace)?;
    Ok(Outcome::Passed)
}

fn server(workspace: &Workspace) -> Result<Outcome> {
    server::build(workspace)?;
    Ok(Outcome::Passed)
}

fn unit(workspace: &Workspace) -> Result<Outcome> {
    let binary = server::build(workspace)?;
    let remedy = "the failing test prints what it expected; repeat it with `cargo test -p PACKAGE NAME`";
    if find("cargo-nextest").is_some() {
        run(
            cargo(workspace.root())
                .args(["nextest", "run", "--workspace", "--locked", "--no-fail-fast"])
                .env("HANHTRINH_BIN", &binary),
            remedy,
        )?;
        // nextest leaves the examples in the documentation to cargo.
        run(
            cargo(workspace.root()).args(["test", "--workspace", "--locked", "--doc"]),
            remedy,
        )?;
    } else {
        run(
            cargo(workspace.root())
                .args(["test", "--workspace", "--locked", "--no-fail-fast"])
                .env("HANHTRINH_BIN", &binary),
            remedy,
        )?;
    }
    Ok(Outcome::Passed)
}

fn browser(workspace: &Workspace) -> Result<Outcome> {
    let binary = server::build(workspace)?;
    browser::test(workspace, &binary)?;
    Ok(Outcome::Passed)
}
