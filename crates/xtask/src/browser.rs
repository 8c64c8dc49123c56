//! The browser tests: Playwright from npm, Chromium from this machine, the built server under test.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{find, heading, output, run};
use crate::node;
use crate::workspace::Workspace;

/// Names under which distributions install Chromium or its kin.
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Runs all journeys against a server binary.
pub fn test(workspace: &Workspace, binary: &Path) -> Result<()> {
    packages(workspace)?;
    let folder = workspace.browser_tests();
    let mut command = playwright(&folder);
    command.arg("test").env("HANHTRINH_BIN", binary);
    if let Some(chromium) = chromium(&folder)? {
        command.env("CHROMIUM", chromium);
    }
    run(
        &mut command,
        "traces and pictures of what failed are in tests/browser/test-results; `npx playwright show-trace FILE` opens one",
    )
}

/// Installs the npm packages when the lock file is not the one installed last.
fn packages(workspace: &Workspace) -> Result<()> {
    let npm = node::npm()?;
    let folder = workspace.browser_tests();
    let lock = fs::read(folder.join("package-lock.json")).context(
        "tests/browser/package-lock.json cannot be read\n  remedy: take it from the repository again",
    )?;
    let installed = folder.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|old| old == lock) {
        return Ok(());
    }
    heading("Installing Playwright (npm ci)");
    run(
        Command::new(npm)
            .current_dir(&folder)
            .args(["ci", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
        "the npm registry must be reachable",
    )?;
    fs::write(&installed, lock)
        .context("tests/browser/node_modules cannot be written\n  remedy: check its rights")
}

/// The browser: named by CHROMIUM, on PATH, from the distribution, or (None) the one that Playwright keeps itself.
fn chromium(folder: &Path) -> Result<Option<PathBuf>> {
    if let Some(path) = env::var_os("CHROMIUM")
        .filter(|path| !path.is_empty())
        .map(PathBuf::from)
    {
        if !path.is_file() {
            anyhow::bail!(
                "CHROMIUM names {}, which is no file\n  remedy: correct it or unset it",
                path.display()
            );
        }
        return Ok(Some(path));
    }
    if let Some(path) = on_path() {
        return Ok(Some(path));
    }
    let is_root = output("id", &["-u"]).as_deref() == Some("0");
    if is_root && find("apt-get").is_some() {
        heading("Installing Chromium (apt-get, once)");
        let apt = |args: &[&str]| {
            let mut command = Command::new("apt-get");
            command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
            run(&mut command, "trying Playwright's own download instead")
        };
        let done =
            apt(&["update"]).and_then(|()| apt(&["install", "-y", "--no-install-recommends", "chromium"]));
        if let Err(error) = done {
            eprintln!("  {error:#}");
        }
        if let Some(path) = on_path() {
            return Ok(Some(path));
        }
    }
    heading("Fetching Chromium (Playwright's own, once)");
    run(
        playwright(folder).args(["install", "chromium"]),
        "install Chromium with your system's packages and put it on PATH, or name it in CHROMIUM",
    )?;
    Ok(None)
}

fn on_path() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| find(name))
}

fn playwright(folder: &Path) -> Command {
    let mut command = Command::new("node");
    command
        .current_dir(folder)
        .arg("node_modules/@playwright/test/cli.js");
    command
}
