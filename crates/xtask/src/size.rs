//! `cargo xtask size`: what a browser downloads before the first page, against the budget.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::interface;
use crate::precompress::{beside, files};
use crate::workspace::Workspace;

/// What the Wasm should stay below, in bytes of brotli.
pub const BUDGET: u64 = 400_000;
/// What the Wasm must stay below, in bytes of brotli.
pub const LIMIT: u64 = 450_000;

/// Builds the interface when needed and prints its sizes.
pub fn size(workspace: &Workspace, args: Args) -> Result<()> {
    args.finish()?;
    interface::build(workspace)?;
    report(workspace)
}

/// Prints the sizes of the built interface; an error above the limit.
pub fn report(workspace: &Workspace) -> Result<()> {
    let dist = workspace.dist();
    println!("  {:<44} {:>9} {:>9} {:>9}", "file", "bytes", "gzip", "brotli");
    let mut wasm = 0;
    for file in files(&dist)? {
        let kind = file
            .extension()
            .and_then(|kind| kind.to_str())
            .unwrap_or_default();
        if !["wasm", "js", "css"].contains(&kind) {
            continue;
        }
        let brotli = bytes(&beside(&file, "br"))?;
        let name = file.strip_prefix(&dist).unwrap_or(&file).display().to_string();
        println!(
            "  {name:<44} {:>9} {:>9} {brotli:>9}",
            bytes(&file)?,
            bytes(&beside(&file, "gz"))?
        );
        if kind == "wasm" {
            wasm += brotli;
        }
    }
    judge(wasm)
}

fn judge(wasm: u64) -> Result<()> {
    let kilobytes = wasm as f64 / 1000.0;
    println!(
        "  Wasm in brotli: {kilobytes:.1} kB (budget {} kB, limit {} kB)",
        BUDGET / 1000,
        LIMIT / 1000
    );
    if wasm == 0 {
        bail!(
            "dist/ holds no Wasm\n  remedy: delete target/interface.stamp and run `cargo xtask size` again"
        );
    }
    if wasm > LIMIT {
        bail!(
            "the Wasm is {kilobytes:.1} kB in brotli, above the limit of {} kB\n  remedy: see what came in with \
             `cargo tree -p hanhtrinh-frontend --target wasm32-unknown-unknown -e normal,no-proc-macro`",
            LIMIT / 1000
        );
    }
    if wasm > BUDGET {
        println!("  warning: the Wasm is over its budget");
    }
    Ok(())
}

fn bytes(path: &Path) -> Result<u64> {
    let data = fs::metadata(path).with_context(|| {
        format!(
            "{} is missing\n  remedy: delete target/interface.stamp and run `cargo xtask size` again",
            path.display()
        )
    })?;
    Ok(data.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_over_the_limit_or_absent_fails() {
        assert!(judge(BUDGET).is_ok());
        assert!(judge(LIMIT).is_ok());
        assert!(judge(LIMIT + 1).is_err());
        assert!(judge(0).is_err());
    }
}
