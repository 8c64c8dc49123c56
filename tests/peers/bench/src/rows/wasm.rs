//! The product's verifier in Wasm under Node: decode, versions, times, sealed parts, leaf hashes, root.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use hanhtrinh_log::Log;
use hanhtrinh_verify_wasm::Checks;
use serde_json::Value;

use super::Bench;
use crate::leaves::command;
use crate::line::{Line, Target};

/// Leaves that the target is about.
const LEAVES: u64 = 1_000_000;

/// Measures it.
pub fn run(bench: &mut Bench) -> Result<()> {
    let count = LEAVES.min(bench.args.events);
    let folder = bench.folder("leaves")?;
    let file = folder.join("leaves.bin");
    let root = write(bench, &file, count)?;
    let size = count + 1;
    let (mut wasm, mut native) = (Vec::new(), Vec::new());
    for _ in 0..bench.args.runs() {
        let output = Command::new("node")
            .arg(&bench.args.script)
            .arg(&bench.args.wasm)
            .arg(&file)
            .output()
            .context("Node cannot be started\n  remedy: install Node 20 or newer")?;
        if !output.status.success() {
            bail!("Node failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        let said: Value = serde_json::from_slice(&output.stdout)?;
        ensure!(
            said["leaves"] == size && said["root"] == root,
            "verifying in Wasm found {said}"
        );
        let seconds = said["seconds"]
            .as_f64()
            .context("Node did not say how long it took")?;
        wasm.push(seconds / size as f64 * 1e6);

        let bytes = std::fs::read(&file)?;
        let start = Instant::now();
        let mut checks = Checks::default();
        checks
            .take(&bytes)
            .map_err(|position| anyhow::anyhow!("leaf {position} is wrong"))?;
        ensure!(checks.root_hex() == root, "verifying natively found another root");
        native.push(start.elapsed().as_secs_f64() / size as f64 * 1e6);
    }
    let line = Line::new("wasm-verify", "s per million leaves", wasm, size)
        .target(Target::AtMost(6.0))
        .peer("native", &native);
    bench.print(&line);
    bench.remove("leaves")
}

/// Writes the leaves of a log with their sealed parts; returns the root over them.
fn write(bench: &Bench, file: &Path, count: u64) -> Result<String> {
    let log = bench.log("ours")?;
    let mut next = 0;
    while next < count {
        let end = (next + 20_000).min(count);
        let commits = (next..end)
            .map(|number| command(&log, bench.args.seed, number))
            .collect();
        for answer in bench.runtime.block_on(log.append_many(commits)) {
            answer?;
        }
        next = end;
    }
    let mut out = BufWriter::new(File::create(file)?);
    let (size, mut next) = (log.head().size, 0);
    while next < size {
        let page = log.read(next, 4096)?;
        ensure!(!page.is_empty(), "the log ends before its head");
        next += page.len() as u64;
        for entry in &page {
            put(&mut out, &entry.line)?;
            out.write_all(&(entry.sealed.iter().flatten().count() as u32).to_le_bytes())?;
            for part in entry.sealed.iter().flatten() {
                put(&mut out, part)?;
            }
        }
    }
    out.flush()?;
    let root = log.root(size)?;
    log.close()?;
    drop(log);
    bench.remove("ours")?;
    Ok(hanhtrinh_record::seal::hex(&root))
}

fn put(out: &mut impl Write, bytes: &[u8]) -> std::io::Result<()> {
    out.write_all(&(bytes.len() as u32).to_le_bytes())?;
    out.write_all(bytes)
}
