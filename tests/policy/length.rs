//! One idea per file: none is longer than a reader can hold.

use std::fs;
use std::path::{Path, PathBuf};

use hanhtrinh_tests::workspace::root;

/// Lines that a source file may have.
const LIMIT: usize = 400;
/// Where sources lie.
const FOLDERS: &[&str] = &["crates", "frontend", "server", "tests"];
/// What counts as source; lock files, data and what tools write are none.
const KINDS: &[&str] = &["rs", "ts", "js", "mjs", "css", "html"];
/// Folders that tools fill.
const BUILT: &[&str] = &["node_modules", "target", "test-results", "playwright-report"];

#[test]
fn no_source_file_is_too_long() {
    let mut files = Vec::new();
    for folder in FOLDERS {
        collect(&root().join(folder), &mut files);
    }
    assert!(files.len() > 20, "only {} source files found", files.len());
    let mut long = Vec::new();
    for file in files {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        if lines > LIMIT {
            long.push(format!(
                "{lines} {}",
                file.strip_prefix(root()).unwrap().display()
            ));
        }
    }
    long.sort();
    assert!(
        long.is_empty(),
        "files over {LIMIT} lines, to be split by idea:\n  {}",
        long.join("\n  ")
    );
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.starts_with('.') && !BUILT.contains(&name.as_str()) {
                collect(&path, files);
            }
        } else if path
            .extension()
            .is_some_and(|kind| KINDS.iter().any(|known| kind == *known))
        {
            files.push(path);
        }
    }
}
