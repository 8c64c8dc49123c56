//! The embedded log as the rest of the product sees it.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::thread::JoinHandle;

use hanhtrinh_log::{
    AppendError, Commit, Entry, Head, Log, Opened, Position, Prepared, ReadError, Receipt, StoredReceipt,
    command_key, comparable, prepare, receipt_of, stream_key,
};
use hanhtrinh_record::seal::sha256;
use hanhtrinh_record::{Genesis, Signers, StreamId};
use tokio::sync::{mpsc, oneshot, watch};
use uuid::Uuid;

use crate::create::create_files;
use crate::journal::Journal;
use crate::keys::{KeyError, Keys};
use crate::options::{Clock, NewLog, OpenError, Options};
use crate::queues::{Queues, Senders};
use crate::random::Random;
use crate::recover::{log_id, recover};
use crate::segment::settle;
use crate::shared::Shared;
use crate::writer::{Writer, fill};

/// Name of the file that marks a replica, which takes no appends.
pub(crate) const REPLICA: &str = "replica";
const A_REPLICA: &str = "this folder is a replica";
const CLOSED: &str = "the log is closed";

/// A log in a folder: journal and sled, with keys in a folder of their own.
pub struct SledLog {
    shared: Arc<Shared>,
    folder: PathBuf,
    senders: Mutex<Option<Senders>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    /// Serialises checkpoints: never two roots for one size, never a smaller size.
    pub(crate) signing: Mutex<()>,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    _lock: File,
}

impl SledLog {
    /// Makes a new log and opens it. Both folders must be absent or empty.
    pub fn create(data: &Path, keys: &Path, new: &NewLog, options: &Options) -> Result<Self, OpenError> {
        create_files(data, keys, new, options, &Random::new())?;
        Self::open(data, keys, options)
    }

    /// Makes the log of a demo whose ids, keys and nonces follow from a seed, so that the same records give the same root.
    /// Opened again later it draws from the system as any log does. Refused for a log of real people.
    pub fn create_seeded(
        data: &Path,
        keys: &Path,
        new: &NewLog,
        options: &Options,
        seed: &[u8; 32],
    ) -> Result<Self, OpenError> {
        if !new.demo {
            return Err(OpenError::Seeded);
        }
        create_files(data, keys, new, options, &Random::seeded(seed, "log"))?;
        Self::open_with(data, keys, options, Some(Random::seeded(seed, "people")))
    }

    /// Opens a log. A replica opens read-only, and without the keys if they are not there.
    pub fn open(data: &Path, keys: &Path, options: &Options) -> Result<Self, OpenError> {
        Self::open_with(data, keys, options, None)
    }

    fn open_with(
        data: &Path,
        keys: &Path,
        options: &Options,
        random: Option<Random>,
    ) -> Result<Self, OpenError> {
        let journal = data.join("journal");
        if !journal.is_dir() {
            return Err(OpenError::NoLog(data.to_owned()));
        }
        let lock = lock(data)?;
        // Before anything of it is read, and above all before sled takes it in.
        settle(&journal)?;
        let log = log_id(&journal)?;
        let replica = data.join(REPLICA).exists();
        let mut keys = match Keys::open(keys, log) {
            Err(_) if replica => None,
            other => Some(other?),
        };
        if let (Some(keys), Some(random)) = (&mut keys, random) {
            keys.draw_from(random);
        }
        let found = recover(data, log, options)?;
        let head = Head {
            size: found.index.size(),
            at: found.at,
        };
        let commands = found.index.commands();
        let signers = Signers::new(&found.genesis).map_err(KeyError::from)?;
        let shared = Arc::new(Shared {
            genesis: found.genesis,
            journal,
            signers: RwLock::new(signers),
            keys,
            index: RwLock::new(found.index),
            tiles: RwLock::new(found.tiles),
            tail: RwLock::new(found.tail),
            store: found.store,
            head: watch::Sender::new(head),
            commands: AtomicU64::new(commands),
            stopped: OnceLock::new(),
        });
        let mut opened = Self {
            shared: Arc::clone(&shared),
            folder: data.to_owned(),
            senders: Mutex::new(None),
            threads: Mutex::new(Vec::new()),
            signing: Mutex::new(()),
            clock: Arc::clone(&options.clock),
            random: Random::new(),
            _lock: lock,
        };
        let own = opened.read_own()?;
        let lost = opened.check_continues(&own, options.accept_loss.as_ref())?;
        if replica {
            let _ = shared.stopped.set(A_REPLICA);
            return Ok(opened);
        }
        opened.settle_keys(&own)?;
        let mut journal = Journal::resume(&shared.journal, log, options.segment_bytes, &found.end)?;
        // Nobody is promised anything by a demo that is not finished; a registry of real people waits for the disk each time.
        if options.as_a_whole && shared.genesis.demo {
            journal.late = true;
            opened.keys()?.inner().persons.late = true;
        }
        let (groups, waiting) = std::sync::mpsc::sync_channel(16);
        let (senders, queues) = Queues::new(options.queue)?;
        let writer = Writer::new(Arc::clone(&shared), journal, Arc::clone(&options.clock), groups);
        let filler = found.filler;
        let writing = std::thread::Builder::new()
            .name("log-writer".into())
            .spawn(move || writer.run(queues))?;
        let filling = std::thread::Builder::new()
            .name("log-filler".into())
            .spawn(move || {
                let _ = fill(&shared, filler, &waiting);
            })?;
        opened.senders = Mutex::new(Some(senders));
        opened.threads = Mutex::new(vec![writing, filling]);
        if let (Some(lost), Some(loss)) = (lost, &options.accept_loss) {
            opened.open_origin(&lost, &loss.reason)?;
        }
        Ok(opened)
    }

    /// The first event: which log this is.
    pub fn genesis(&self) -> &Genesis {
        &self.shared.genesis
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Why it takes no appends, if so.
    pub fn read_only(&self) -> Option<&'static str> {
        self.shared.stopped.get().copied()
    }

    pub(crate) fn keys(&self) -> Result<&Keys, OpenError> {
        let missing = || io::Error::other("there are no keys here");
        Ok(self.shared.keys.as_ref().ok_or_else(missing)?)
    }

    /// Ends writing, waits until all is on the disk and signs the last checkpoint. Reading goes on; closing again does nothing.
    pub fn close(&self) -> Result<(), OpenError> {
        let senders = self.senders.lock().unwrap_or_else(PoisonError::into_inner).take();
        if senders.is_none() {
            return Ok(());
        }
        drop(senders);
        for thread in self
            .threads
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .drain(..)
        {
            let _ = thread.join();
        }
        let healthy = self.shared.stopped.set(CLOSED).is_ok();
        if healthy {
            self.shared.store.sync()?;
            if let Some(keys) = &self.shared.keys {
                keys.collect_fresh()?;
                keys.settle()?;
            }
            self.checkpoint()?;
        }
        Ok(())
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    pub(crate) fn senders(&self) -> Option<Senders> {
        self.senders
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn prepare(&self, commit: Commit) -> Result<Prepared, AppendError> {
        if let Some(reason) = self.read_only() {
            return Err(AppendError::ReadOnly(reason));
        }
        let keys = self
            .shared
            .keys
            .as_ref()
            .ok_or(AppendError::ReadOnly(A_REPLICA))?;
        prepare(commit, keys)
    }
}

impl Drop for SledLog {
    fn drop(&mut self) {
        if let Err(error) = self.close() {
            tracing::error!(%error, "the log was not closed well; the journal is whole");
        }
    }
}

impl Log for SledLog {
    async fn append(&self, commit: Commit) -> Result<Receipt, AppendError> {
        let prepared = self.prepare(commit)?;
        let senders = self.senders().ok_or(AppendError::ReadOnly(CLOSED))?;
        let (reply, answer) = oneshot::channel();
        senders
            .one
            .try_send((prepared, reply))
            .map_err(|error| match error {
                mpsc::error::TrySendError::Full(_) => AppendError::Busy,
                mpsc::error::TrySendError::Closed(_) => AppendError::ReadOnly(CLOSED),
            })?;
        drop(senders);
        answer.await.unwrap_or_else(|_| Err(unknown()))
    }

    fn receipt(&self, actor: &str, command: Uuid) -> Result<Option<StoredReceipt>, ReadError> {
        let found = {
            let index = self.shared.index.read().unwrap_or_else(PoisonError::into_inner);
            index.command(command_key(actor, command))
        };
        let Some(sequence) = found.filter(|sequence| *sequence < self.shared.durable_commands()) else {
            return Ok(None);
        };
        let row = self.shared.row(sequence)?;
        let entries = self
            .shared
            .entries(row.first, row.first + row.streams.len() as u64)?;
        let receipt = receipt_of(&row, &entries).map_err(|_| ReadError::Damaged {
            position: row.first,
            what: "it is not a leaf",
        })?;
        Ok(Some(StoredReceipt {
            receipt,
            fingerprint: row.fingerprint,
            comparable: comparable(&row.fingerprint, &self.fingerprint(&[])),
        }))
    }

    fn head(&self) -> Head {
        *self.shared.head.borrow()
    }

    fn follow(&self) -> watch::Receiver<Head> {
        self.shared.head.subscribe()
    }

    fn read(&self, from: Position, limit: usize) -> Result<Vec<Entry>, ReadError> {
        let size = self.head().size;
        if from > size {
            return Err(ReadError::Beyond { asked: from, size });
        }
        self.shared
            .entries(from, from.saturating_add(limit as u64).min(size))
    }

    fn stream(&self, stream: &StreamId) -> Result<Vec<Position>, ReadError> {
        let size = self.head().size;
        let index = self.shared.index.read().unwrap_or_else(PoisonError::into_inner);
        Ok(index.positions(stream_key(stream), size))
    }

    fn version(&self, stream: &StreamId) -> Result<u64, ReadError> {
        let size = self.head().size;
        let index = self.shared.index.read().unwrap_or_else(PoisonError::into_inner);
        Ok(index.version_at(stream_key(stream), size))
    }

    fn open_sealed(&self, entry: &Entry, part: usize) -> Result<Opened, ReadError> {
        let leaf = entry.leaf().map_err(|_| ReadError::Damaged {
            position: entry.position,
            what: "it is not a leaf",
        })?;
        self.opener().open(entry, &leaf, part)
    }

    fn root(&self, size: u64) -> Result<[u8; 32], ReadError> {
        self.shared.root(size)
    }

    fn fingerprint(&self, body: &[u8]) -> [u8; 32] {
        match &self.shared.keys {
            Some(keys) => keys.fingerprint(body),
            // A replica without keys takes no commands: nothing will ever match.
            None => sha256(&[self.shared.genesis.log.as_bytes(), body].concat()),
        }
    }
}

pub(crate) fn unknown() -> AppendError {
    AppendError::OutcomeUnknown(io::Error::other("the writer ended"))
}

/// Holds a folder for this process as long as the file lives.
pub fn hold(data: &Path) -> Result<File, OpenError> {
    if !data.join("journal").is_dir() {
        return Err(OpenError::NoLog(data.to_owned()));
    }
    lock(data)
}

/// Holds the folder for this process.
pub(crate) fn lock(data: &Path) -> Result<File, OpenError> {
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(data.join("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(OpenError::Locked(data.to_owned())),
        Err(fs::TryLockError::Error(error)) => Err(error.into()),
    }
}
