//! The trait [`Log`] and what goes in and out of it.

use std::future::Future;
use std::sync::Arc;

use hanhtrinh_record::{Draft, Leaf, StreamId};
use jiff::Timestamp;
use tokio::sync::watch;
use uuid::Uuid;

/// Position of a leaf: its index in the Merkle tree, dense from 0.
pub type Position = u64;

/// Appends commits atomically, in one order, and reads them back.
pub trait Log: Send + Sync + 'static {
    /// Appends all records of one command or none. The answer comes after the records are durable.
    fn append(&self, commit: Commit) -> impl Future<Output = Result<Receipt, AppendError>> + Send;
    /// The receipt of a command that was recorded before, if it was.
    fn receipt(&self, actor: &str, command: Uuid) -> Result<Option<StoredReceipt>, ReadError>;
    /// What is durable now.
    fn head(&self) -> Head;
    /// Follows the durable head.
    fn follow(&self) -> watch::Receiver<Head>;
    /// Up to `limit` entries from a position on, in order.
    fn read(&self, from: Position, limit: usize) -> Result<Vec<Entry>, ReadError>;
    /// All positions of a stream, in order.
    fn stream(&self, stream: &StreamId) -> Result<Vec<Position>, ReadError>;
    /// The number of leaves in a stream; 0 if there is none.
    fn version(&self, stream: &StreamId) -> Result<u64, ReadError>;
    /// Opens one sealed part of an entry.
    fn open_sealed(&self, entry: &Entry, part: usize) -> Result<Opened, ReadError>;
    /// Root of the RFC 6962 tree over the first `size` leaves.
    fn root(&self, size: u64) -> Result<[u8; 32], ReadError>;
    /// A keyed fingerprint of a command's body (secret of the log), for the idempotency check. It ends with the name of its
    /// secret ([`SECRET_NAME`]).
    fn fingerprint(&self, body: &[u8]) -> [u8; 32];
}

/// One command's worth of records.
#[derive(Debug, Clone)]
pub struct Commit {
    /// The account.
    pub actor: String,
    /// Id of the command (the client's `Idempotency-Key`).
    pub command: Uuid,
    /// Keyed fingerprint of the command's body.
    pub fingerprint: [u8; 32],
    /// Streams the decision read, with the version it saw (0: absent).
    pub reads: Vec<(StreamId, u64)>,
    /// Reservations to take; refused if another stream of commands holds one.
    pub reserve: Vec<String>,
    /// Reservations to give back.
    pub release: Vec<String>,
    /// Records to append, in order; may be empty: the receipt is kept all the same.
    pub records: Vec<Draft>,
}

/// Proof that a command is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Durable up to and including this position (the position of the command's last record, or the head when it had none).
    pub position: Position,
    /// The streams written with their new versions.
    pub streams: Vec<(StreamId, u64)>,
    /// Whether this command had been recorded before.
    pub repeated: bool,
}

/// A receipt as kept, with the fingerprint of the body it answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReceipt {
    /// The receipt.
    pub receipt: Receipt,
    /// Fingerprint of the first body.
    pub fingerprint: [u8; 32],
    /// Whether fingerprints of today can be compared with it. The secret it was made with is destroyed at the end of its key
    /// epoch, so that nobody can guess what a body said; then the command id alone decides.
    pub comparable: bool,
}

impl StoredReceipt {
    /// Whether a body with this fingerprint is answered by the receipt.
    pub fn answers(&self, fingerprint: &[u8; 32]) -> bool {
        !says_another(&self.fingerprint, fingerprint)
    }
}

/// Where a fingerprint names the secret it was made with. Without it a command that was under way while the secret changed would
/// look like another one when it is repeated.
pub const SECRET_NAME: std::ops::Range<usize> = 28..32;

/// Whether two fingerprints were made with the same secret, so that they can be compared at all.
pub fn comparable(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one[SECRET_NAME] == other[SECRET_NAME]
}

/// Whether two fingerprints say that they are of different bodies.
pub fn says_another(one: &[u8; 32], other: &[u8; 32]) -> bool {
    comparable(one, other) && one != other
}

/// The durable end of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Number of durable leaves; the next position.
    pub size: u64,
    /// `at` of the last leaf.
    pub at: Timestamp,
}

/// A stored leaf.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its position.
    pub position: Position,
    /// The bytes as hashed.
    pub line: Arc<[u8]>,
    /// Ciphertexts in the order of the leaf's `sealed`; `None` where destroyed or withheld.
    pub sealed: Vec<Option<Arc<[u8]>>>,
}

impl Entry {
    /// Decodes the leaf.
    pub fn leaf(&self) -> Result<Leaf, hanhtrinh_record::LeafError> {
        Leaf::decode(&self.line)
    }
}

/// What a reader gets of a sealed part.
#[derive(Clone, PartialEq, Eq)]
pub enum Opened {
    /// The plain bytes (JSON).
    Open(Vec<u8>),
    /// The key was destroyed: the person is forgotten.
    Erased,
    /// The ciphertext is not here, though a key may be.
    Missing,
}

/// Why a commit was not appended. Nothing of it is in the log, except for [`AppendError::OutcomeUnknown`].
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// A stream moved on since the decision read it.
    #[error("stream {stream} is at version {actual}, the decision read {expected}")]
    Conflict {
        /// Which stream.
        stream: StreamId,
        /// What the decision read.
        expected: u64,
        /// What it is.
        actual: u64,
    },
    /// A reservation is held by another command.
    #[error("reservation {key} is taken")]
    Reserved {
        /// Which.
        key: String,
    },
    /// The command id was used for another body.
    #[error("the command id was used before with other content")]
    CommandReused,
    /// A record is over a limit or cannot be encoded.
    #[error("a record cannot be written")]
    Record(#[source] hanhtrinh_record::LeafError),
    /// Sealed content over the limit.
    #[error("a sealed part of {bytes} bytes is over the limit")]
    SealedTooLarge {
        /// Its size.
        bytes: usize,
    },
    /// All records of a command together are over the limit.
    #[error("a command of {bytes} bytes is over the limit")]
    CommandTooLarge {
        /// Its size, leaves and sealed parts together.
        bytes: usize,
    },
    /// Too many records in one command.
    #[error("{records} records in one command are over the limit of {limit}")]
    TooManyRecords {
        /// How many came.
        records: usize,
        /// How many may.
        limit: usize,
    },
    /// The queue is full; try again later.
    #[error("the log is busy")]
    Busy,
    /// The log does not accept writes (disk trouble, shutdown, replica).
    #[error("the log is read-only: {0}")]
    ReadOnly(&'static str),
    /// The disk failed while writing: repeat with the same command id after a restart.
    #[error("the outcome is unknown; repeat with the same command id")]
    OutcomeUnknown(#[source] std::io::Error),
}

/// Why reading failed.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The storage failed.
    #[error("the log cannot be read")]
    Io(#[from] std::io::Error),
    /// Stored bytes are damaged.
    #[error("damaged at position {position}: {what}")]
    Damaged {
        /// Where.
        position: Position,
        /// What is wrong.
        what: &'static str,
    },
    /// A size or position beyond the head was asked for.
    #[error("position {asked} is beyond the head {size}")]
    Beyond {
        /// What was asked.
        asked: u64,
        /// The size of the log.
        size: u64,
    },
}
