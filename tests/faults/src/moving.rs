//! Rounds of power cuts and refusing disks while a registry is made, backed up, brought back, taken over, promoted, rebuilt, or
//! gets new keys or accounts. What said that it is done is there; what did not is refused by name or can be done again, never half.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use hanhtrinh_log::suite::sound;
use hanhtrinh_log::{Log, Opened};
use hanhtrinh_log_sled::{OpenError, SledLog, VerifyError, verify_backup};
use hanhtrinh_record::seal::hex;
use serde_json::Value;

use crate::chance::Chance;
use crate::disk::Disk;
use crate::judge::{guarded, open, verify};
use crate::power::points;
use crate::product::Product;
use crate::tools::{Ended, Tools};
use crate::trace;
use crate::trouble::trouble_of;

/// A work, what it needs of the registry that was made, and its command line.
type Work = (&'static str, &'static [&'static str], &'static str);

/// Every work.
pub const WORKS: &[Work] = &[
    ("init", &[], "init --data data --province 38"),
    (
        "backup",
        &["data", "data.keys"],
        "backup --data data --to b --keys-to b.keys",
    ),
    (
        "backup-again",
        &["data", "data.keys", "b", "b.keys"],
        "backup --data data --to b --keys-to b.keys",
    ),
    (
        "restore",
        &["c", "c.keys"],
        "restore --from c --keys-from c.keys --data data",
    ),
    (
        "import",
        &["out.ndjson", "out.ndjson.sealed", "out.ndjson.commands"],
        "import log out.ndjson --data data",
    ),
    ("promote", &["replica", "replica.keys"], "promote --data replica"),
    ("rebuild", &["data", "data.keys"], "rebuild --data data"),
    ("epoch", &["data", "data.keys"], "keys rotate --data data"),
    (
        "signing",
        &["data", "data.keys"],
        "keys rotate-signing --data data",
    ),
    (
        "account",
        &["data", "data.keys"],
        "user add --data data --user newest --role auditor",
    ),
];

/// What a round came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moves {
    /// Power cuts that were judged.
    pub cuts: u64,
    /// Whether the disk refused, and the work said so.
    pub refused: bool,
}

/// One round of a work: on a healthy disk with power cuts while it runs and after it is done, or on one that refuses.
pub fn round(tools: &Tools, product: &Product, work: &Work, seed: u64, cuts: usize) -> Result<Moves> {
    let (name, parts, line) = work;
    let mut chance = Chance::new(seed);
    let folder = tools.folder()?;
    let (root, image) = (folder.path().join("root"), folder.path().join("image"));
    product.copy(parts, &root)?;
    let mut disk = Disk::of(&root)?;
    let trace = folder.path().join("trace");
    let trouble = match chance.percent(25) {
        true => trouble_of(
            chance.one_of(&["full", "sync:", "write:", "readonly"]),
            &mut chance,
        ),
        false => String::new(),
    };
    let mut command = product.command(&root, line);
    command.arg("--json");
    let ended = tools.watched(&mut command, &root, &trace, &trouble)?;
    let done = match &ended {
        Ended::Well => true,
        Ended::Refused(said) if !trouble.is_empty() => {
            // Sled may say more before it, from a panic that was caught.
            let reason = said.lines().any(|line| {
                line.strip_prefix("hanhtrinh: ")
                    .is_some_and(|why| !why.is_empty())
            });
            ensure!(reason, "{name} refuses without a reason: {said}");
            false
        }
        other => bail!("{name} ended with {other:?}"),
    };
    let judge = |image: &Path, done: bool, chance: &mut Chance| {
        guarded(|| {
            Judge {
                product,
                name,
                line,
                at: image,
                done,
            }
            .judge(chance)
        })
    };
    let lines = trace::read(&trace)?;
    let points = points(&lines, cuts, &mut chance);
    let mut moves = Moves {
        refused: !done,
        ..Moves::default()
    };
    let mut look = |disk: &Disk, done: bool, at: &str| {
        let seed = chance.seed();
        if image.exists() {
            std::fs::remove_dir_all(&image)?;
        }
        disk.cut(&image, &mut Chance::new(seed))?;
        moves.cuts += 1;
        judge(&image, done, &mut chance)
            .map_err(|error| {
                let kept = tools.kept.join(format!("{name}-{seed}"));
                match disk.cut(&kept, &mut Chance::new(seed)) {
                    Ok(()) => error.context(format!("kept in {}", kept.display())),
                    Err(_) => error,
                }
            })
            .with_context(|| format!("{name}, trouble `{trouble}`: power cut {at}"))
    };
    for (at, line) in (1..).zip(&lines) {
        disk.apply(line).with_context(|| format!("line {at} of {name}"))?;
        for _ in points.iter().filter(|point| **point == at) {
            look(
                &disk,
                done && at == lines.len(),
                &format!("after line {at} of {}", lines.len()),
            )?;
        }
    }
    for _ in 0..2 {
        look(&disk, done, "when it had ended")?;
    }
    // Without a power cut the cache of the system has everything.
    judge(&root, done, &mut chance).with_context(|| format!("{name}, trouble `{trouble}`: afterwards"))?;
    Ok(moves)
}

struct Judge<'a> {
    product: &'a Product,
    name: &'a str,
    line: &'a str,
    at: &'a Path,
    done: bool,
}

impl Judge<'_> {
    fn judge(&self, chance: &mut Chance) -> Result<()> {
        match self.name {
            "init" => self.init(),
            "backup" | "backup-again" => self.backup(chance),
            "restore" | "import" => self.brought(),
            "promote" => self.promoted(),
            "account" => self.account(),
            _ => self.stays(),
        }
    }

    /// The log that was there at the beginning is there, whole, under every name; returns it.
    fn whole(&self, data: &str) -> Result<SledLog> {
        let (size, root) = (self.product.size, &self.product.root);
        let (data, keys) = (self.at.join(data), self.at.join(format!("{data}.keys")));
        let log = open(&data, &keys).context("it does not open")?;
        ensure!(
            log.head().size >= size,
            "{} of {size} records are there",
            log.head().size
        );
        ensure!(hex(&log.root(size)?) == *root, "the root is another");
        sound(&log);
        for entry in log.read(0, usize::MAX)? {
            for part in 0..entry.leaf()?.sealed.len() {
                let opened = log.open_sealed(&entry, part)?;
                let right = matches!(opened, Opened::Open(_)) || !keys.exists();
                ensure!(right, "part {part} at position {} does not open", entry.position);
            }
        }
        Ok(log)
    }

    /// Everything but what is made anew from the log.
    fn beside(&self, data: &str) -> Result<()> {
        let packs = self.at.join(data).join("packs");
        ensure!(
            packs.read_dir().is_ok_and(|list| list.count() == 4),
            "the dated data is not all there"
        );
        self.accounts(data).map(drop)
    }

    fn accounts(&self, data: &str) -> Result<Vec<Value>> {
        let bytes = std::fs::read(self.at.join(data).join("accounts.json")).context("no accounts")?;
        let read: Value = serde_json::from_slice(&bytes).context("the accounts are torn")?;
        let accounts = read["accounts"]
            .as_array()
            .context("no list of accounts")?
            .clone();
        let names = accounts.iter().filter_map(|account| account["user"].as_str());
        let known = names
            .filter(|name| ["admin", "officer", "later"].contains(name))
            .count();
        ensure!(
            self.name == "init" || known == 3,
            "{known} of 3 accounts are there"
        );
        Ok(accounts)
    }

    fn init(&self) -> Result<()> {
        let opened = open(&self.at.join("data"), &self.at.join("data.keys"));
        if self.done {
            sound(&opened?);
            let accounts = self.accounts("data")?;
            ensure!(
                accounts.iter().any(|account| account["user"] == "admin"),
                "the administrator is gone"
            );
        }
        Ok(())
    }

    fn backup(&self, chance: &mut Chance) -> Result<()> {
        drop(self.whole("data")?);
        self.beside("data")?;
        let look = || verify_backup(&self.at.join("b"), Some(&self.at.join("b.keys")), None);
        let mut found = look();
        if !self.done {
            match &found {
                Ok(found) => {
                    let at_least = if self.name == "backup" {
                        self.product.size
                    } else {
                        self.product.older
                    };
                    let right = found.log.first_bad.is_none() && found.log.size >= at_least;
                    // The accounts may be those of the new one already, which is said by name.
                    ensure!(
                        right && (found.is_good() || self.name != "backup"),
                        "a backup that is none: {found:?}"
                    );
                }
                Err(VerifyError::Open(OpenError::NotBackup(_))) if self.name == "backup" => {}
                Err(error) => bail!("the backup before is gone: {error}"),
            }
            self.product.run(self.at, self.line).context("backing up again")?;
            found = look();
        }
        let found = found?;
        ensure!(
            found.is_good() && found.manifest.size >= self.product.size,
            "the backup is not good: {found:?}"
        );
        if chance.percent(30) {
            self.product
                .run(self.at, "restore --from b --keys-from b.keys --data r")?;
            drop(self.whole("r")?);
            self.beside("r")?;
        }
        Ok(())
    }

    /// A folder that is made of something: all of it, or no log at all.
    fn brought(&self) -> Result<()> {
        let keys = self.at.join("data.keys");
        match open(&self.at.join("data"), &keys) {
            Ok(log) => {
                drop(log);
                let log = self.whole("data")?;
                if self.name == "restore" {
                    drop(log);
                    self.beside("data")?;
                } else {
                    ensure!(log.read_only().is_some(), "what was imported takes records");
                }
            }
            Err(error) if self.done => return Err(error.context("it was done and does not open")),
            Err(error) => {
                ensure!(!self.at.join("data/journal").exists(), "half a log: {error:#}");
                // It may refuse the folder; once that is removed it is done as if for the first time.
                if let Err(said) = self.product.try_run(self.at, self.line)? {
                    ensure!(
                        said.contains("not empty") || said.contains("another"),
                        "refused with: {said}"
                    );
                    for folder in ["data", "data.keys"] {
                        let folder = self.at.join(folder);
                        if folder.exists() {
                            std::fs::remove_dir_all(folder)?;
                        }
                    }
                    self.product.run(self.at, self.line)?;
                }
                drop(self.whole("data")?);
            }
        }
        Ok(())
    }

    fn promoted(&self) -> Result<()> {
        let replica = |log: &SledLog| log.read_only().is_some();
        let log = self.whole("replica")?;
        ensure!(!(self.done && replica(&log)), "it was promoted and is a replica");
        drop(log);
        self.product.run(self.at, self.line).context("promoting again")?;
        ensure!(!replica(&self.whole("replica")?), "it is still a replica");
        Ok(())
    }

    fn account(&self) -> Result<()> {
        let newest = |accounts: &[Value]| accounts.iter().any(|account| account["user"] == "newest");
        let there = newest(&self.accounts("data")?);
        ensure!(there || !self.done, "the account is gone");
        if let Err(said) = self.product.try_run(self.at, self.line)? {
            ensure!(there && said.contains("taken"), "refused with: {said}");
        }
        ensure!(newest(&self.accounts("data")?), "the account cannot be made");
        Ok(())
    }

    /// New keys, or a working store made anew: the log is the same and takes the work again.
    fn stays(&self) -> Result<()> {
        let log = self.whole("data")?;
        if self.done && self.name == "epoch" {
            ensure!(log.key_epoch() == 2, "the new epoch is gone");
        }
        if self.done && self.name == "signing" {
            ensure!(log.signers().count() == 2, "the new signing key is gone");
        }
        drop(log);
        self.beside("data")?;
        self.product.run(self.at, self.line).context("once more")?;
        let log = self.whole("data")?;
        drop(log);
        let verified = verify(&self.at.join("data"))?;
        ensure!(
            verified.first_bad.is_none() && verified.store_differs.is_none(),
            "{verified:?}"
        );
        Ok(())
    }
}
