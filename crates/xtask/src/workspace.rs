//! Where things lie: the clone, its target folder, and the cache of tools outside it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folders that the commands work in.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
    tools: PathBuf,
}

impl Workspace {
    /// Finds the folders from the environment that cargo sets.
    pub fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.join("../..").canonicalize().context(
            "the workspace is not where this command was built\n  remedy: run it as `cargo xtask`",
        )?;
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder));
        Ok(Self {
            tools: cache()?.join("tools"),
            root,
            target,
        })
    }

    /// The top folder of the clone.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where cargo puts what it builds.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The built interface.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The package of the browser tests.
    pub fn browser_tests(&self) -> PathBuf {
        self.root.join("tests/browser")
    }

    /// The folder of one tool in one version, which outlives the clone.
    pub fn tool(&self, name: &str, version: &str) -> PathBuf {
        self.tools.join(format!("{name}-{version}"))
    }

    /// The version of a package in `Cargo.lock`, for tools that must agree with it to the last digit.
    pub fn locked_version(&self, package: &str) -> Result<String> {
        let text = fs::read_to_string(self.root.join("Cargo.lock"))
            .context("Cargo.lock cannot be read\n  remedy: take it from the repository again")?;
        version_in_lock(&text, package).with_context(|| {
            format!("Cargo.lock names no {package}\n  remedy: take it from the repository again")
        })
    }
}

fn version_in_lock(text: &str, package: &str) -> Option<String> {
    let mut lines = text.lines();
    lines.find(|line| *line == format!("name = \"{package}\""))?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(String::from)
}

fn cache() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("HANHTRINH_CACHE").filter(|folder| !folder.is_empty()) {
        return std::path::absolute(&folder)
            .context("HANHTRINH_CACHE is no path\n  remedy: set it to a folder, or unset it");
    }
    let home = env::var_os("HOME")
        .or_else(|| env::var_os("USERPROFILE"))
        .context("there is no home folder to keep tools in\n  remedy: set HANHTRINH_CACHE to a folder")?;
    Ok(PathBuf::from(home).join(".cache/hanhtrinh"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_of_exactly_that_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }
}
