//! Node and npm, which bring wasm-opt and the browser tests.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::command::{find, output};

/// The oldest Node that Playwright runs on.
const OLDEST: u32 = 20;

/// npm, beside a Node that is new enough.
pub fn npm() -> Result<PathBuf> {
    let said = output("node", &["--version"]).with_context(|| {
        format!("Node is not on PATH\n  remedy: install Node {OLDEST} or newer, with npm")
    })?;
    let major = said
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|word| word.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST) {
        bail!("Node {said} is too old\n  remedy: install Node {OLDEST} or newer, with npm");
    }
    find("npm")
        .or_else(|| find("npm.cmd"))
        .with_context(|| format!("npm is not on PATH\n  remedy: install the npm of Node {said}"))
}
