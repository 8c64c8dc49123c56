//! Rounds in which the disk lies: a bit flips, or a run of bytes is zeroed or cut off, anywhere in what a log left at rest.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use hanhtrinh_log::{Commit, Log};
use hanhtrinh_log_sled::Options;

use crate::chance::Chance;
use crate::commands::command;
use crate::judge::{check, create, open, verify};
use crate::known::Known;
use crate::tools::copy_folder;

/// A closed log and what is known of it.
#[derive(Debug)]
pub struct Rest {
    folder: tempfile::TempDir,
    known: Known,
    size: u64,
    root: [u8; 32],
}

/// How a round ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// The log does not open, and says why.
    Refused,
    /// The log opens and everything in it is right.
    Harmless,
}

impl Rest {
    /// Makes a log of some hundred commands and closes it.
    pub fn make(folder: tempfile::TempDir, commands: u128) -> Result<Self> {
        let options = Options {
            segment_bytes: 64 << 10,
            cache_bytes: 4 << 20,
            ..Options::default()
        };
        let (data, keys) = (folder.path().join("data"), folder.path().join("data.keys"));
        let log = create(&data, &keys, &options)?;
        let mut known = Known {
            created: true,
            ..Known::default()
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let commits: Vec<Commit> = (1..commands).map(|id| command(&log, id)).collect();
        let (first, last) = commits.split_at(commits.len() / 2);
        let mut answers = runtime.block_on(log.append_many(first.to_vec()));
        for commit in last {
            answers.push(runtime.block_on(log.append(commit.clone())));
        }
        for (id, answer) in (1..commands).zip(answers) {
            match answer {
                Ok(receipt) => drop(known.done.insert(id, receipt.position)),
                Err(_) => drop(known.refused.insert(id)),
            }
        }
        let size = log.head().size;
        let root = log.root(size)?;
        log.close()?;
        Ok(Self {
            folder,
            known,
            size,
            root,
        })
    }

    /// One flip, hole or cut in one file, chosen by the seed; says where.
    pub fn round(&self, seed: u64) -> Result<Seen> {
        let mut chance = Chance::new(seed);
        let copy = tempfile::tempdir_in(self.folder.path().parent().unwrap_or(Path::new("/tmp")))?;
        for part in ["data", "data.keys"] {
            copy_folder(&self.folder.path().join(part), &copy.path().join(part))?;
        }
        let files = files(copy.path())?;
        let kind = chance.one_of(&["journal", "journal", "sled", "data.keys"]);
        let files: Vec<&PathBuf> = files
            .iter()
            .filter(|path| path.components().any(|part| part.as_os_str() == kind))
            .collect();
        let Some(file) = files.get(chance.below(files.len() as u64) as usize) else {
            bail!("there are no files of {kind}");
        };
        let mut bytes = std::fs::read(file)?;
        let at = chance.below(bytes.len() as u64) as usize;
        let what = spoil(&mut bytes, at, &mut chance);
        std::fs::write(file, &bytes)?;
        let name = file.strip_prefix(copy.path())?.display().to_string();
        self.judge(copy.path(), &name)
            .with_context(|| format!("{what} at byte {at} of {name}"))
    }

    /// Whatever was spoilt: what opens is right, what is wrong is named, and the journal shows its damage where it lies.
    fn judge(&self, folder: &Path, name: &str) -> Result<Seen> {
        let data = folder.join("data");
        let verified = verify(&data);
        if name.contains("journal") {
            let verified = verified.context("verify does not run")?;
            match &verified.first_bad {
                Some(bad) => {
                    ensure!(
                        bad.position >= verified.size,
                        "verify names a position that it found right"
                    );
                    ensure!(
                        verified.size < self.size,
                        "verify names a position behind the end"
                    );
                }
                // Zeros at the end, or the very last group, which looks like one that was never finished.
                None if verified.size == self.size => {
                    ensure!(verified.root == self.root, "another root without a bad record");
                }
                None => ensure!(
                    verified.torn_tail || verified.size + 64 > self.size,
                    "records are gone and verify says nothing"
                ),
            }
        }
        let log = match open(&data, &folder.join("data.keys")) {
            // Said by name; nothing wrong was served.
            Err(error) => {
                ensure!(!format!("{error:#}").is_empty());
                ensure!(
                    !name.contains("sled"),
                    "a spoilt working store keeps the log from opening: {error:#}"
                );
                return Ok(Seen::Refused);
            }
            Ok(log) => log,
        };
        ensure!(
            log.head().size == self.size,
            "the log has {} of {} records",
            log.head().size,
            self.size
        );
        check(&log, &self.known)?;
        ensure!(log.root(self.size)? == self.root, "another root");
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        if let Some((id, position)) = self.known.done.iter().next_back() {
            let again = runtime.block_on(log.append(command(&log, *id)))?;
            ensure!(
                again.repeated && again.position == *position,
                "a command has two results"
            );
        }
        Ok(Seen::Harmless)
    }
}

/// Flips a bit, or zeroes some sectors, or cuts the end off.
fn spoil(bytes: &mut Vec<u8>, at: usize, chance: &mut Chance) -> &'static str {
    if bytes.is_empty() {
        bytes.push(0);
        return "a byte appeared";
    }
    match chance.below(10) {
        0 => {
            let end = (at + 512 * (1 + chance.below(8) as usize)).min(bytes.len());
            bytes[at..end].fill(0);
            "sectors were zeroed"
        }
        1 => {
            bytes.truncate(at);
            "the end was cut off"
        }
        _ => {
            bytes[at] ^= 1 << chance.below(8);
            "a bit flipped"
        }
    }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut list = Vec::new();
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        if path.is_dir() {
            list.extend(files(&path)?);
        } else {
            list.push(path);
        }
    }
    list.sort();
    Ok(list)
}
