//! The interface: `frontend/` built by Trunk into `dist/`, compressed, and left alone while its inputs are the same.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::command::{heading, run};
use crate::precompress;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// What the built interface depends on, apart from the tools.
const INPUTS: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "rust-toolchain.toml",
    "frontend",
    "crates/api",
    "crates/domain",
    "crates/record",
    "crates/views",
];

/// Brings `dist/` up to date; does nothing when it is.
pub fn build(workspace: &Workspace) -> Result<()> {
    let dist = workspace.dist();
    let stamp = workspace.target().join("interface.stamp");
    let inputs = fingerprint(workspace.root())?;
    if dist.join("index.html.br").is_file() && fs::read_to_string(&stamp).is_ok_and(|old| old == inputs) {
        eprintln!("  the interface in dist/ is up to date");
        return Ok(());
    }
    let tools = Tools::for_interface(workspace)?;
    heading("Building the interface (Trunk; about 3 minutes the first time)");
    let started = Instant::now();
    // A stamp of an older build must not outlive a build that is broken off.
    fs::remove_file(&stamp)
        .or_else(ignore_absent)
        .with_context(|| unwritable(&stamp))?;
    run(
        tools
            .command("trunk")?
            .current_dir(workspace.root())
            .args(["build", "--release"])
            .env("CARGO_TARGET_DIR", workspace.target().join("wasm"))
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            // Trunk 0.21 reads NO_COLOR as true or false and stops at the usual 1.
            .env_remove("NO_COLOR"),
        "the messages above name the place; `cargo check -p hanhtrinh-frontend --target wasm32-unknown-unknown` is quicker to repeat",
    )?;
    precompress::folder(&dist)?;
    fs::create_dir_all(workspace.target()).with_context(|| unwritable(workspace.target()))?;
    fs::write(&stamp, inputs).with_context(|| unwritable(&stamp))?;
    eprintln!("  interface built in {:.0} s", started.elapsed().as_secs_f32());
    Ok(())
}

/// A fingerprint of names and contents of all inputs.
fn fingerprint(root: &Path) -> Result<String> {
    let mut files = Vec::new();
    for input in INPUTS {
        collect(&root.join(input), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in &files {
        let bytes = fs::read(file)
            .with_context(|| format!("{} cannot be read\n  remedy: check its rights", file.display()))?;
        file.strip_prefix(root).unwrap_or(file).hash(&mut hasher);
        bytes.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    let entries = fs::read_dir(path)
        .with_context(|| format!("{} cannot be read\n  remedy: check its rights", path.display()))?;
    for entry in entries {
        let entry = entry
            .with_context(|| format!("{} cannot be read\n  remedy: check its rights", path.display()))?;
        let name = entry.file_name();
        // Tests of the shared crates and files of editors are no part of what the browser loads.
        if name == "tests" || name.to_string_lossy().starts_with('.') {
            continue;
        }
        collect(&entry.path(), files)?;
    }
    Ok(())
}

fn ignore_absent(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::NotFound {
        Ok(())
    } else {
        Err(error)
    }
}

fn unwritable(path: &Path) -> String {
    format!(
        "{} cannot be written\n  remedy: check its rights and the free space",
        path.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_follows_contents_and_names() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for input in INPUTS {
            if input.contains('.') {
                fs::write(root.join(input), "").unwrap();
            } else {
                fs::create_dir_all(root.join(input).join("src")).unwrap();
            }
        }
        let empty = fingerprint(root).unwrap();
        assert_eq!(empty, fingerprint(root).unwrap());
        fs::write(root.join("frontend/src/main.rs"), "fn main() {}").unwrap();
        let one = fingerprint(root).unwrap();
        fs::rename(
            root.join("frontend/src/main.rs"),
            root.join("frontend/src/lib.rs"),
        )
        .unwrap();
        let renamed = fingerprint(root).unwrap();
        assert!(empty != one && one != renamed);
        fs::create_dir_all(root.join("crates/domain/tests")).unwrap();
        fs::write(root.join("crates/domain/tests/rows.rs"), "").unwrap();
        assert_eq!(renamed, fingerprint(root).unwrap());
    }
}
