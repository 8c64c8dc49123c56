//! A log in memory, for tests and tools. It keeps every rule of the contract except that nothing outlives it.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hanhtrinh_record::genesis::{CALENDAR, FORMAT};
use hanhtrinh_record::seal::{NONCE_BYTES, sha256};
use hanhtrinh_record::tree::{Hash, leaf_hash, root_at};
use hanhtrinh_record::{Genesis, PersonKey, Place, SigningKey, StreamId, Verifier, unseal};
use jiff::Timestamp;
use tokio::sync::watch;
use uuid::Uuid;

use crate::admit::{Sealer, Verdict, admit, later, prepare, receipt_of};
use crate::index::{CommandRow, Index, command_key, stream_key};
use crate::{
    AppendError, Commit, Entry, Head, Log, Opened, Position, ReadError, Receipt, SECRET_NAME, StoredReceipt,
    says_another,
};

type Clock = Box<dyn Fn() -> Timestamp + Send + Sync>;

/// A log in memory. Its keys and nonces are derived from one seed: fit for invented people only.
pub struct MemoryLog {
    id: Uuid,
    seed: [u8; 32],
    nonces: AtomicU64,
    clock: Clock,
    state: Mutex<State>,
    head: watch::Sender<Head>,
}

struct State {
    index: Index,
    rows: Vec<CommandRow>,
    entries: Vec<Entry>,
    hashes: Vec<Hash>,
    at: Timestamp,
    forgotten: HashSet<Uuid>,
}

impl MemoryLog {
    /// A log that holds only its `log_created`.
    pub fn new(seed: [u8; 32], clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        let id = Uuid::from_bytes(sha256(&seed)[..16].try_into().unwrap_or_default());
        let at = later(clock(), Timestamp::UNIX_EPOCH);
        let state = State {
            index: Index::default(),
            rows: Vec::new(),
            entries: Vec::new(),
            hashes: Vec::new(),
            at,
            forgotten: HashSet::new(),
        };
        let log = Self {
            id,
            seed,
            nonces: AtomicU64::new(0),
            clock: Box::new(clock),
            state: Mutex::new(state),
            head: watch::Sender::new(Head { size: 0, at }),
        };
        let origin = format!("memory.invalid/{id}");
        let verifier = Verifier::of(&origin, &SigningKey::from_bytes(&seed)).encode();
        let calendar = CALENDAR.to_owned();
        let genesis = Genesis {
            log: id,
            origin,
            verifier,
            format: FORMAT,
            calendar,
            province: "00".into(),
            demo: true,
        };
        let records = genesis
            .draft(id, at.strftime("%Y-%m-%d").to_string())
            .into_iter()
            .collect();
        let commit = Commit {
            actor: "system".into(),
            command: id,
            fingerprint: [0; 32],
            reads: Vec::new(),
            reserve: Vec::new(),
            release: Vec::new(),
            records,
        };
        // The first commit of an empty log meets no rule that could refuse it.
        let _ = log.append_now(commit);
        log
    }

    /// Forgets a person: what is sealed under the key does not open any more.
    pub fn forget(&self, subject: Uuid) {
        self.state().forgotten.insert(subject);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn append_now(&self, commit: Commit) -> Result<Receipt, AppendError> {
        let prepared = prepare(commit, self)?;
        let fingerprint = prepared.commit.fingerprint;
        let mut state = self.state();
        let at = later((self.clock)(), state.at);
        match admit(&state.index, prepared, at)? {
            Verdict::Repeated(sequence) => {
                let row = &state.rows[sequence as usize];
                if says_another(&row.fingerprint, &fingerprint) {
                    return Err(AppendError::CommandReused);
                }
                let range = row.first as usize..row.first as usize + row.streams.len();
                receipt_of(row, &state.entries[range]).map_err(AppendError::Record)
            }
            Verdict::New(admitted) => {
                state.index.apply(&admitted.row);
                state.rows.push(admitted.row);
                if !admitted.entries.is_empty() {
                    state.at = at;
                }
                state
                    .hashes
                    .extend(admitted.entries.iter().map(|entry| leaf_hash(&entry.line)));
                state.entries.extend(admitted.entries);
                self.head.send_replace(Head {
                    size: state.index.size(),
                    at: state.at,
                });
                Ok(admitted.receipt)
            }
        }
    }
}

impl Sealer for MemoryLog {
    fn log(&self) -> Uuid {
        self.id
    }
    fn key(&self, subject: Uuid) -> std::io::Result<PersonKey> {
        Ok(PersonKey::from_bytes(sha256(
            &[&self.seed[..], b"key", subject.as_bytes()].concat(),
        )))
    }
    fn nonce(&self) -> std::io::Result<[u8; NONCE_BYTES]> {
        let mut nonce = [0; NONCE_BYTES];
        nonce[..8].copy_from_slice(&self.nonces.fetch_add(1, Ordering::Relaxed).to_le_bytes());
        Ok(nonce)
    }
}

impl Log for MemoryLog {
    async fn append(&self, commit: Commit) -> Result<Receipt, AppendError> {
        self.append_now(commit)
    }

    fn receipt(&self, actor: &str, command: Uuid) -> Result<Option<StoredReceipt>, ReadError> {
        let state = self.state();
        let Some(sequence) = state.index.command(command_key(actor, command)) else {
            return Ok(None);
        };
        let row = &state.rows[sequence as usize];
        let range = row.first as usize..row.first as usize + row.streams.len();
        let receipt = receipt_of(row, &state.entries[range]).map_err(|_| ReadError::Damaged {
            position: row.first,
            what: "not a leaf",
        })?;
        Ok(Some(StoredReceipt {
            receipt,
            fingerprint: row.fingerprint,
            comparable: true,
        }))
    }

    fn head(&self) -> Head {
        *self.head.borrow()
    }

    fn follow(&self) -> watch::Receiver<Head> {
        self.head.subscribe()
    }

    fn read(&self, from: Position, limit: usize) -> Result<Vec<Entry>, ReadError> {
        let state = self.state();
        let size = state.entries.len();
        if from > size as u64 {
            return Err(ReadError::Beyond {
                asked: from,
                size: size as u64,
            });
        }
        let from = from as usize;
        Ok(state.entries[from..size.min(from.saturating_add(limit))].to_vec())
    }

    fn stream(&self, stream: &StreamId) -> Result<Vec<Position>, ReadError> {
        let state = self.state();
        Ok(state.index.positions(stream_key(stream), state.index.size()))
    }

    fn version(&self, stream: &StreamId) -> Result<u64, ReadError> {
        Ok(self.state().index.version(stream_key(stream)))
    }

    fn open_sealed(&self, entry: &Entry, part: usize) -> Result<Opened, ReadError> {
        let damaged = |what| ReadError::Damaged {
            position: entry.position,
            what,
        };
        let leaf = entry.leaf().map_err(|_| damaged("not a leaf"))?;
        let Some(sealed) = leaf.sealed.get(part) else {
            return Ok(Opened::Missing);
        };
        if self.state().forgotten.contains(&sealed.subject) {
            return Ok(Opened::Erased);
        }
        let Some(Some(cipher)) = entry.sealed.get(part) else {
            return Ok(Opened::Missing);
        };
        let place = Place {
            log: self.id,
            event: leaf.id,
            stream: leaf.stream.as_str(),
            subject: sealed.subject,
            kind: &leaf.kind,
            schema: leaf.schema,
        };
        let key = self.key(sealed.subject)?;
        let plain = unseal(&key, &place, cipher).map_err(|_| damaged("a sealed part does not open"))?;
        Ok(Opened::Open(plain.to_vec()))
    }

    fn root(&self, size: u64) -> Result<[u8; 32], ReadError> {
        let state = self.state();
        if size > state.hashes.len() as u64 {
            return Err(ReadError::Beyond {
                asked: size,
                size: state.hashes.len() as u64,
            });
        }
        let Ok(root) = root_at(state.hashes.as_slice(), size);
        Ok(root)
    }

    fn fingerprint(&self, body: &[u8]) -> [u8; 32] {
        let mut fingerprint = sha256(&[&self.seed[..], b"fingerprint", body].concat());
        // There is one secret, for as long as the log lives.
        fingerprint[SECRET_NAME].fill(1);
        fingerprint
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn keeps_the_contract() {
        crate::suite::contract(async || {
            MemoryLog::new([1; 32], || {
                Timestamp::from_millisecond(1_700_000_000_123).unwrap()
            })
        })
        .await;
    }
}
