//! The process that works on a log while its disk is watched, and tells what it was told.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, bail, ensure};
use hanhtrinh_log::suite::{commit, sound};
use hanhtrinh_log::{AppendError, Log};
use hanhtrinh_log_sled::{Answer, NewLog, Options, SledLog, backup};
use hanhtrinh_record::own::Author;
use hanhtrinh_record::seal::hex;
use uuid::Uuid;

use crate::chance::Chance;
use crate::commands::{REGULARS, command};

/// What a process is to do.
#[derive(Debug, Clone)]
pub struct Job {
    /// The watched folder.
    pub root: PathBuf,
    /// What it chooses follows from this.
    pub seed: u64,
    /// Numbers of commands begin at 100,000 times this.
    pub phase: u128,
    /// Commands of earlier phases to send again.
    pub again: Vec<u128>,
    /// Whether the disk is to fail: then errors are expected, and tested.
    pub trouble: bool,
}

/// Tells others: one line, one write.
#[derive(Clone)]
struct Say(Arc<Mutex<File>>);

impl Say {
    fn line(&self, text: &str) -> Result<()> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(file.write_all(format!("{text}\n").as_bytes())?)
    }

    /// Tells an answer. `false` if the log stopped writing.
    fn answer(&self, id: u128, answer: &Answer) -> Result<bool> {
        match answer {
            Ok(receipt) => self.line(&format!("ok {id} {}", receipt.position))?,
            Err(AppendError::Reserved { .. } | AppendError::Conflict { .. }) => {
                self.line(&format!("refused {id}"))?;
            }
            Err(AppendError::ReadOnly(_) | AppendError::OutcomeUnknown(_)) => return Ok(false),
            Err(error) => bail!("command {id}: {error}"),
        }
        Ok(true)
    }
}

struct Work {
    job: Job,
    say: Say,
    chance: Chance,
    next: u128,
    log: Arc<SledLog>,
}

/// Does the job. With trouble on the way it ends well when the log did what it promises for that.
pub fn work(job: Job) -> Result<()> {
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(job.root.join("ack"))?;
    let say = Say(Arc::new(Mutex::new(file)));
    let mut chance = Chance::new(job.seed);
    let opened = start(&job, &say, &mut chance);
    let log = match opened {
        Err(_) if job.trouble => return Ok(()),
        other => Arc::new(other?),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()?;
    let mut work = Work {
        next: job.phase * 100_000 + 1,
        job,
        say,
        chance,
        log,
    };
    runtime.block_on(async {
        let went_well = work.again().await? && work.actions().await?;
        if !went_well {
            ensure!(work.job.trouble, "the log stopped writing on a healthy disk");
            work.stopped().await?;
        }
        Ok(())
    })
}

fn start(job: &Job, say: &Say, chance: &mut Chance) -> Result<SledLog> {
    let options = Options {
        segment_bytes: chance.one_of(&[4, 8, 16, 64]) << 10,
        cache_bytes: 4 << 20,
        ..Options::default()
    };
    let (data, keys) = (job.root.join("data"), job.root.join("data.keys"));
    if !data.join("journal").exists() {
        let new = NewLog {
            registry: "test.invalid".into(),
            province: "40".into(),
            demo: true,
        };
        let log = SledLog::create(&data, &keys, &new, &options)?;
        say.line("created")?;
        return Ok(log);
    }
    if chance.percent(15) {
        ruin(&data.join("sled"), chance)?;
    }
    Ok(SledLog::open(&data, &keys, &options)?)
}

/// Spoils the working store, so that it is set aside and made anew.
fn ruin(sled: &Path, chance: &mut Chance) -> Result<()> {
    if chance.percent(30) && sled.exists() {
        return Ok(std::fs::remove_dir_all(sled)?);
    }
    let Ok(file) = OpenOptions::new().write(true).open(sled.join("db")) else {
        return Ok(());
    };
    for _ in 0..20 {
        let garbage: Vec<u8> = (0..64).map(|_| chance.number() as u8).collect();
        let at = chance.below(file.metadata()?.len().max(1));
        std::os::unix::fs::FileExt::write_all_at(&file, &garbage, at)?;
    }
    Ok(())
}

impl Work {
    /// Sends again what was not answered before.
    async fn again(&mut self) -> Result<bool> {
        for id in self.job.again.clone() {
            let answer = self.log.append(command(&*self.log, id)).await;
            if !self.say.answer(id, &answer)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn actions(&mut self) -> Result<bool> {
        for _ in 0..4 + self.chance.below(12) {
            let went_well = match self.chance.below(20) {
                0..=5 => self.singles().await?,
                6..=10 => self.clients().await?,
                11..=12 => self.bulk().await?,
                13 => self.tell_root()?,
                14 => self.checkpoint()?,
                15..=16 => self.forget().await?,
                17 => self.rotate()?,
                18 => self.backup()?,
                _ => self.repeat().await?,
            };
            if !went_well {
                return Ok(false);
            }
        }
        if self.chance.percent(50) {
            match self.log.close() {
                Err(_) if self.job.trouble => return Ok(false),
                other => other?,
            }
        }
        Ok(true)
    }

    fn ids(&mut self, count: u64) -> Result<std::ops::Range<u128>> {
        let range = self.next..self.next + u128::from(count);
        self.next = range.end;
        self.say.line(&format!("sent {} {}", range.start, range.end))?;
        Ok(range)
    }

    async fn singles(&mut self) -> Result<bool> {
        let count = 1 + self.chance.below(10);
        for id in self.ids(count)? {
            let answer = self.log.append(command(&*self.log, id)).await;
            if !self.say.answer(id, &answer)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn clients(&mut self) -> Result<bool> {
        let each = 1 + u128::from(self.chance.below(8));
        let ids = self.ids(6 * each as u64)?;
        let tasks: Vec<_> = (0..6)
            .map(|lane| {
                let (log, say, first) = (Arc::clone(&self.log), self.say.clone(), ids.start + lane * each);
                tokio::spawn(async move {
                    for id in first..first + each {
                        let answer = log.append(command(&*log, id)).await;
                        if !say.answer(id, &answer)? {
                            return Ok(false);
                        }
                    }
                    anyhow::Ok(true)
                })
            })
            .collect();
        let mut went_well = true;
        for task in tasks {
            went_well &= task.await??;
        }
        Ok(went_well)
    }

    async fn bulk(&mut self) -> Result<bool> {
        let count = 10 + self.chance.below(120);
        let ids = self.ids(count)?;
        let commits = ids.clone().map(|id| command(&*self.log, id)).collect();
        let answers = self.log.append_many(commits).await;
        let mut went_well = true;
        for (id, answer) in ids.zip(&answers) {
            went_well &= self.say.answer(id, answer)?;
        }
        Ok(went_well)
    }

    /// Whoever reads sees the durable head: it may be shown to others.
    fn tell_root(&mut self) -> Result<bool> {
        let size = self.log.head().size;
        self.say
            .line(&format!("root {size} {}", hex(&self.log.root(size)?)))?;
        Ok(true)
    }

    fn checkpoint(&mut self) -> Result<bool> {
        let note = match self.log.checkpoint() {
            Err(_) if self.job.trouble => return Ok(true),
            other => other?,
        };
        let signed = self.log.signers().verify(&note)?;
        self.say
            .line(&format!("root {} {}", signed.size, hex(&signed.root)))?;
        Ok(true)
    }

    /// Half of the time with the event that says so; once that is durable a start makes good what is missing.
    async fn forget(&mut self) -> Result<bool> {
        let person = match self.chance.percent(60) {
            true => u128::from(self.chance.below(REGULARS as u64)),
            false => 1_000_000 + self.job.phase * 100_000 + u128::from(self.chance.below(60)),
        };
        let (size, subject) = (self.log.head().size, Uuid::from_u128(person));
        self.say.line(&format!("forgetting {person} {size}"))?;
        let forgot = format!("forgot {person} {size}");
        if self.chance.percent(50) {
            let draft = self.log.destruction(subject, &Author::system())?;
            let id = draft.id.as_u128();
            match self.log.append(commit(&*self.log, id, vec![draft])).await {
                Err(_) if self.job.trouble => return Ok(false),
                other => drop(other?),
            }
            self.say.line(&forgot)?;
        }
        match self.log.forget(subject) {
            Err(_) if self.job.trouble => return Ok(true),
            other => other?,
        };
        self.say.line(&forgot)?;
        Ok(true)
    }

    /// New keys for old ones: the master key, or the key that signs.
    fn rotate(&mut self) -> Result<bool> {
        let author = Author::system();
        let done = match self.chance.percent(60) {
            true => self.log.begin_epoch(&author).map(drop),
            false => self.log.rotate_signing_key(&author).map(drop),
        };
        match done {
            Err(_) if self.job.trouble => {}
            other => other?,
        }
        Ok(true)
    }

    fn backup(&mut self) -> Result<bool> {
        let size = self.log.head().size;
        self.say.line("backing-up")?;
        let to = self.job.root.join("backup");
        match backup(&self.log, &to.join("data"), &to.join("keys"), &[], None) {
            Err(_) if self.job.trouble => return Ok(true),
            other => other?,
        };
        self.say.line(&format!("backed-up {size}"))?;
        Ok(true)
    }

    /// A command of this phase comes again: one result.
    async fn repeat(&mut self) -> Result<bool> {
        let first = self.job.phase * 100_000 + 1;
        let id = first + u128::from(self.chance.below((self.next - first).max(1) as u64));
        let Some(before) = self.log.receipt(crate::commands::ACTOR, Uuid::from_u128(id))? else {
            return Ok(true);
        };
        match self.log.append(command(&*self.log, id)).await {
            Ok(again) => ensure!(
                again.repeated && again.position == before.receipt.position,
                "command {id} has two results"
            ),
            Err(_) if self.job.trouble => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        Ok(true)
    }

    /// The disk failed: no more commands, and all that was acknowledged is still read.
    async fn stopped(&mut self) -> Result<()> {
        self.say.line("stopped")?;
        let reason = self.log.read_only().context("the log stopped without a reason")?;
        let id = self.ids(1)?.start;
        let answer = self.log.append(command(&*self.log, id)).await;
        ensure!(
            matches!(answer, Err(AppendError::ReadOnly(_))),
            "after `{reason}` a command was answered with {answer:?}"
        );
        let leaves = sound(&*self.log);
        self.say.line(&format!("read {}", leaves.len()))?;
        self.tell_root()?;
        // A new start goes on; nothing waits for a close that cannot succeed.
        drop(self.log.close());
        Ok(())
    }
}
