//! Rounds in which the disk refuses: no space, failing writes, failing syncs, a file system that turns read-only.
//!
//! The process checks by itself that it stops with a clear answer and still reads; here its traces and what it left are judged.

use std::collections::{HashMap, HashSet};

use anyhow::{Context, Result, ensure};

use crate::chance::Chance;
use crate::disk::Disk;
use crate::judge::judge;
use crate::known::Known;
use crate::power::{cut, keep};
use crate::tools::{Ended, Tools};
use crate::trace::{self, Line};

/// What a disk refuses, as the shim is told.
pub const KINDS: &[&str] = &[
    "full",
    "sync:journal",
    "sync:data.keys",
    "sync:sled",
    "sync:",
    "write:journal",
    "write:persons",
    "write:sled",
    "write:",
    "readonly",
];

/// What a round came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Refusals {
    /// Rounds in which the log stopped writing, answered so, and went on reading.
    pub stopped: u64,
    /// Rounds in which sled was what failed: everything that was acknowledged was then read from the journal.
    pub without_sled: u64,
    /// Judgements of what was left.
    pub judged: u64,
}

/// One round: a log is made on a healthy disk, goes on on one that refuses, and starts again on a healthy one, also after each of
/// `cuts` power cuts.
pub fn round(tools: &Tools, kind: &str, seed: u64, cuts: u64) -> Result<Refusals> {
    let mut chance = Chance::new(seed);
    let folder = tools.folder()?;
    let root = folder.path().join("root");
    std::fs::create_dir(&root)?;
    let mut disk = Disk::of(&root)?;
    let mut lines = Vec::new();
    for phase in 0..2 {
        let trace = folder.path().join(format!("trace-{phase}"));
        let mut arguments = vec![
            "--seed".to_owned(),
            chance.seed().to_string(),
            "--phase".to_owned(),
            phase.to_string(),
        ];
        let mut trouble = String::new();
        if phase == 1 {
            arguments.push("--trouble".to_owned());
            trouble = trouble_of(kind, &mut chance);
        }
        let ended = tools
            .watch(&root, &trace, &trouble, &arguments)
            .with_context(|| format!("trouble {trouble}"))?;
        ensure!(ended == Ended::Well, "the process was killed");
        lines = trace::read(&trace)?;
        for line in &lines {
            disk.apply(line)?;
        }
        if phase == 0 {
            disk.next_process();
        }
    }
    never_again(&lines)?;
    let told = Known::of(disk.acks());
    let stopped = disk.acks().iter().any(|ack| ack.starts_with("stopped"));
    // The power goes: what a failed sync lost is lost.
    for _ in 0..cuts {
        let seed = chance.seed();
        cut(&disk, &folder.path().join("image"), seed, &told)
            .map_err(|error| keep(tools, &disk, seed, error))
            .with_context(|| format!("power cut after trouble {kind}"))?;
    }
    // Only the process starts again, with the space back.
    judge(&root, &told).with_context(|| format!("restart after trouble {kind}"))?;
    Ok(Refusals {
        stopped: u64::from(stopped),
        without_sled: u64::from(stopped && kind.ends_with(":sled")),
        judged: cuts + 1,
    })
}

/// A trouble of a kind at some moment, as the shim reads it.
pub fn trouble_of(kind: &str, chance: &mut Chance) -> String {
    let (what, only) = kind.split_once(':').unwrap_or((kind, ""));
    let count = match what {
        "full" => chance.below(300_000),
        "readonly" => 1 + chance.below(400),
        _ if only.is_empty() => 1 + chance.below(60),
        _ => 1 + chance.below(15),
    };
    format!("{what}@{count}:{only}")
}

/// A file whose sync failed is never synced again by the same process: the second answer would be a lie.
fn never_again(lines: &[Line]) -> Result<()> {
    let (mut paths, mut failed) = (HashMap::new(), HashSet::new());
    for line in lines {
        match line {
            // A file that is written anew has nothing to do with what failed.
            Line::Open {
                inode,
                path,
                created,
                emptied,
            } => {
                paths.insert(*inode, path.clone());
                if *created || *emptied {
                    failed.remove(inode);
                }
            }
            Line::SyncFails { inode } => drop(failed.insert(*inode)),
            Line::SyncBegins { inode, .. } if failed.contains(inode) => {
                let path = paths.get(inode).map_or("", String::as_str);
                let matters = [".seg", "next.tmp", "persons.keys"]
                    .iter()
                    .any(|end| path.ends_with(end));
                ensure!(!matters, "{path} was synced again after a sync of it failed");
            }
            _ => {}
        }
    }
    Ok(())
}
