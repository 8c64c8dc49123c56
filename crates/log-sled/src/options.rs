//! How a log is opened, and why it may not open.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::keys::KeyError;
use crate::scan::JournalError;
use crate::store::StoreError;

/// The time. Injected, so that a demonstration can live through twenty years in a minute.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
/// Told how many of how many bytes or positions are done; the second is 0 where it is not known.
pub type Progress = Arc<dyn Fn(u64, u64) + Send + Sync>;

/// How a log is opened.
#[derive(Clone)]
pub struct Options {
    /// The time of new records; the system's by default.
    pub clock: Clock,
    /// Size of a journal segment in bytes; 16 MiB by default.
    pub segment_bytes: u64,
    /// Messages that may wait for the writer before the log is busy; 1024 by default.
    pub queue: usize,
    /// Cache of sled in bytes; 64 MiB by default.
    pub cache_bytes: u64,
    /// Told how far a rebuild is: commands done, and 0.
    pub progress: Option<Progress>,
    /// Go on although the log is shorter than its keys know, under a new origin.
    pub accept_loss: Option<Loss>,
    /// The log counts only as a whole: groups are written as they come, and the disk is waited for where a segment ends and when
    /// the log is closed, instead of after each group. For a demo that is made in one go, and made anew if it was not finished;
    /// a log that is no demo ignores it.
    pub as_a_whole: bool,
}

/// A loss that somebody accepts.
#[derive(Debug, Clone)]
pub struct Loss {
    /// Why, as a code: letters, digits, `.`, `-`, `_`, `/`.
    pub reason: String,
    /// The last checkpoint that anybody saw, as a signed note, where it is later than the one kept with the keys.
    pub checkpoint: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clock: Arc::new(Timestamp::now),
            segment_bytes: 16 << 20,
            queue: 1024,
            cache_bytes: 64 << 20,
            progress: None,
            accept_loss: None,
            as_a_whole: false,
        }
    }
}

impl Options {
    /// The same with another clock.
    pub fn with_clock(mut self, clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }
}

/// What a new log is.
#[derive(Debug, Clone)]
pub struct NewLog {
    /// Name of the registry, as a host name: the origin of its checkpoints is `<registry>/<log id>`.
    pub registry: String,
    /// The province that keeps it (code).
    pub province: String,
    /// Whether all its people are invented.
    pub demo: bool,
}

/// Why a log does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The disk failed.
    #[error("the data folder cannot be read or written")]
    Io(#[from] std::io::Error),
    /// Another process holds it.
    #[error("another process uses {0}; stop it, or ask it through its socket")]
    Locked(PathBuf),
    /// A seed for a log of real people.
    #[error("only a demo may take its keys from a seed")]
    Seeded,
    /// There is no log.
    #[error("there is no log in {0}; make one with `hanhtrinh init`")]
    NoLog(PathBuf),
    /// Something is there already.
    #[error("the folder {0} is not empty; a log is never overwritten")]
    NotEmpty(PathBuf),
    /// One folder lies in another.
    #[error("{one} lies in {other}; log, keys and backups each need a folder of their own")]
    NotApart {
        /// The one inside.
        one: PathBuf,
        /// The one around.
        other: PathBuf,
    },
    /// A folder is no backup.
    #[error("{0} is not a backup of a log, or one that was not finished")]
    NotBackup(PathBuf),
    /// A backup would overwrite something else.
    #[error("{0} holds something else than an older backup of this log; choose an empty folder")]
    OtherBackup(PathBuf),
    /// The keys lie inside the data.
    #[error("the keys may not lie inside the data folder {0}: a backup of it would carry both")]
    KeysInside(PathBuf),
    /// The name of the registry cannot be part of a checkpoint's origin.
    #[error("the name of the registry may hold a-z, 0-9, dots and hyphens only, like `dolab.example.gov.vn`")]
    Registry,
    /// The journal is damaged.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The keys cannot be used.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// Sled cannot be used, nor made anew.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The journal ends before what is known to be durable.
    #[error(
        "the journal ends at position {found}, but {witness} knows {known} records: acknowledged records are lost; \
         restore the folder from its backup"
    )]
    Shorter {
        /// Where it ends.
        found: u64,
        /// What is known.
        known: u64,
        /// Who knows it.
        witness: &'static str,
    },
    /// A loss was to be accepted, and there is none.
    #[error(
        "nothing is lost: the log reaches the last checkpoint its keys know, at size {size}; if a later one was shown to \
         anybody, name it with --lost-checkpoint"
    )]
    NoLoss {
        /// Size of that checkpoint.
        size: u64,
    },
    /// The reason of a loss is not a code.
    #[error("the reason is a short code such as disk-failure: letters, digits, dots and hyphens, at most 40")]
    Reason,
    /// An event of the log itself cannot be followed.
    #[error("the record at position {position} cannot be followed: {source}")]
    Signers {
        /// Where.
        position: u64,
        /// Why.
        #[source]
        source: hanhtrinh_record::own::SignersError,
    },
    /// One of the log's own events could not be recorded.
    #[error("the log could not record what happened to it")]
    Own(#[source] Box<hanhtrinh_log::AppendError>),
    /// The log is not the one that was signed.
    #[error("the log does not continue its signed checkpoint at size {size}: its records were changed")]
    OtherHistory {
        /// Size of the checkpoint.
        size: u64,
    },
    /// The kept checkpoint is not one of this log.
    #[error("the checkpoint kept with the keys is not one of this log")]
    Checkpoint(#[from] hanhtrinh_record::CheckpointError),
    /// A record cannot be read.
    #[error("the record at position {position} cannot be read: {what}")]
    Record {
        /// Where.
        position: u64,
        /// Why.
        what: &'static str,
    },
}
