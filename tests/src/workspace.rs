//! The clone under test and what cargo says of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The top folder of the clone.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_path_buf()
}

/// What cargo prints on standard output for these arguments, run at the top of the clone.
pub fn cargo(args: &[&str]) -> Result<String> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(program)
        .args(args)
        .current_dir(root())
        .output()
        .context("cargo cannot be started")?;
    if !output.status.success() {
        bail!(
            "cargo {} failed: {}",
            args.join(" "),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    String::from_utf8(output.stdout).context("cargo printed something that is not UTF-8")
}

/// `cargo metadata` of the workspace members.
pub fn metadata() -> Result<Value> {
    let text = cargo(&["metadata", "--no-deps", "--format-version", "1"])?;
    serde_json::from_str(&text).context("cargo metadata printed no JSON")
}

/// The names of all crates that end in the interface: linked for the browser, without what only runs while building.
pub fn crates_of_the_interface() -> Result<Vec<String>> {
    let text = cargo(&[
        "tree",
        "--package",
        "hanhtrinh-frontend",
        "--target",
        "wasm32-unknown-unknown",
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ])?;
    let mut names: Vec<_> = text
        .lines()
        .filter_map(|line| line.split(' ').next())
        .map(String::from)
        .collect();
    names.sort();
    names.dedup();
    Ok(names)
}
