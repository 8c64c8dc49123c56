//! The rules of appending that every log shares: limits, sealing, idempotency, conflicts, reservations, numbering.

use std::collections::HashMap;
use std::sync::Arc;

use hanhtrinh_record::leaf::{ENVELOPE, MAX_SEALED_BYTES};
use hanhtrinh_record::seal::{MAX_PLAIN_BYTES, NONCE_BYTES, hex, sha256};
use hanhtrinh_record::{Draft, Leaf, PersonKey, Place, SealedRef, StreamId, seal};
use jiff::Timestamp;
use uuid::Uuid;

use crate::index::{CommandRow, Index, command_key, reservation_key, stream_key};
use crate::{AppendError, Commit, Entry, Receipt};

/// Most records (and most reservations) in one command.
pub const MAX_RECORDS: usize = 1024;
/// Longest name of an account or a reservation, in bytes.
pub const MAX_NAME_BYTES: usize = 1024;
/// Most bytes in one command, leaves and sealed parts together.
pub const MAX_COMMAND_BYTES: usize = 8 * 1024 * 1024;

const NO_KEYS: &str = "the key store does not answer";

/// Where keys and nonces come from.
pub trait Sealer {
    /// Id of the log.
    fn log(&self) -> Uuid;
    /// The key of a person, made if there is none yet.
    fn key(&self, subject: Uuid) -> std::io::Result<PersonKey>;
    /// A nonce that was never used before.
    fn nonce(&self) -> std::io::Result<[u8; NONCE_BYTES]>;
}

/// A commit whose personal parts are sealed; what is left needs the order of the log.
#[derive(Debug)]
pub struct Prepared {
    /// The commit; its drafts have no plain parts any more.
    pub commit: Commit,
    parts: Vec<Parts>,
    /// Bytes it will take at most, about.
    pub bytes: usize,
    /// The persons about whom something is sealed in it; may repeat.
    pub subjects: Vec<Uuid>,
}

#[derive(Debug)]
struct Parts {
    refs: Vec<SealedRef>,
    sealed: Vec<Option<Arc<[u8]>>>,
}

/// Checks the limits and seals. Needs no order, so that many callers can do it at once.
pub fn prepare(mut commit: Commit, sealer: &impl Sealer) -> Result<Prepared, AppendError> {
    for count in [commit.records.len(), commit.reserve.len(), commit.release.len()] {
        if count > MAX_RECORDS {
            return Err(AppendError::TooManyRecords {
                records: count,
                limit: MAX_RECORDS,
            });
        }
    }
    let mut bytes = 256;
    for name in commit
        .reserve
        .iter()
        .chain(&commit.release)
        .chain([&commit.actor])
    {
        if name.len() > MAX_NAME_BYTES {
            return Err(AppendError::CommandTooLarge { bytes: name.len() });
        }
        bytes += name.len() + 2;
    }
    let mut parts = Vec::with_capacity(commit.records.len());
    let mut subjects = Vec::new();
    // Mostly one person: the key is fetched and its id computed once.
    let mut held: Option<(Uuid, PersonKey, String)> = None;
    for draft in &mut commit.records {
        let mut refs = Vec::with_capacity(draft.sealed.len());
        let mut sealed = Vec::with_capacity(draft.sealed.len());
        for plain in std::mem::take(&mut draft.sealed) {
            if plain.body.len() > MAX_PLAIN_BYTES {
                return Err(AppendError::SealedTooLarge {
                    bytes: plain.body.len(),
                });
            }
            let (_, key, id) = match held.take().filter(|(subject, ..)| *subject == plain.subject) {
                Some(same) => held.insert(same),
                None => {
                    let key = sealer
                        .key(plain.subject)
                        .map_err(|_| AppendError::ReadOnly(NO_KEYS))?;
                    let id = key.id();
                    held.insert((plain.subject, key, id))
                }
            };
            let place = Place {
                log: sealer.log(),
                event: draft.id,
                stream: draft.stream.as_str(),
                subject: plain.subject,
                kind: &draft.kind,
                schema: draft.schema,
            };
            let nonce = sealer.nonce().map_err(|_| AppendError::ReadOnly(NO_KEYS))?;
            let cipher = seal(key, &place, nonce, &plain.body).map_err(|_| AppendError::SealedTooLarge {
                bytes: plain.body.len(),
            })?;
            debug_assert!(cipher.len() <= MAX_SEALED_BYTES);
            subjects.push(plain.subject);
            refs.push(SealedRef {
                subject: plain.subject,
                key: id.clone(),
                sha256: hex(&sha256(&cipher)),
                bytes: cipher.len() as u32,
            });
            bytes += cipher.len() + 8;
            sealed.push(Some(Arc::from(cipher)));
        }
        bytes += draft.facts.get().len() + 1024;
        parts.push(Parts { refs, sealed });
    }
    if bytes > MAX_COMMAND_BYTES {
        return Err(AppendError::CommandTooLarge { bytes });
    }
    Ok(Prepared {
        commit,
        parts,
        bytes,
        subjects,
    })
}

/// What becomes of a command.
#[derive(Debug)]
pub enum Verdict {
    /// It was recorded before, with this sequence number; the fingerprint is still to be compared.
    Repeated(u64),
    /// It is new and may be written.
    New(Box<Admitted>),
}

/// A command that may be written: numbered, encoded, not yet applied to the index.
#[derive(Debug)]
pub struct Admitted {
    /// What the index will keep.
    pub row: CommandRow,
    /// What the client will get.
    pub receipt: Receipt,
    /// The leaves with their ciphertexts.
    pub entries: Vec<Entry>,
    /// The commit, its records taken out.
    pub commit: Commit,
}

/// Judges a command against the past and numbers its records. Changes nothing.
pub fn admit(index: &Index, prepared: Prepared, at: Timestamp) -> Result<Verdict, AppendError> {
    let Prepared {
        mut commit, parts, ..
    } = prepared;
    let key = command_key(&commit.actor, commit.command);
    if let Some(sequence) = index.command(key) {
        return Ok(Verdict::Repeated(sequence));
    }
    // What is read is mostly what is written: each name is hashed once.
    let mut names = Names::default();
    for (stream, expected) in &commit.reads {
        let actual = index.version(names.key(stream));
        if actual != *expected {
            return Err(AppendError::Conflict {
                stream: stream.clone(),
                expected: *expected,
                actual,
            });
        }
    }
    let release: Vec<u128> = commit.release.iter().map(|name| reservation_key(name)).collect();
    let mut reserve = Vec::with_capacity(commit.reserve.len());
    for name in &commit.reserve {
        let key = reservation_key(name);
        if index.is_reserved(key) && !release.contains(&key) {
            return Err(AppendError::Reserved { key: name.clone() });
        }
        reserve.push(key);
    }
    let first = index.size();
    let mut numbers = Numbers {
        index,
        keys: Vec::new(),
        ahead: HashMap::new(),
        order: Vec::new(),
    };
    let mut streams = Vec::with_capacity(parts.len());
    let mut entries = Vec::with_capacity(parts.len());
    for (draft, parts) in std::mem::take(&mut commit.records).into_iter().zip(parts) {
        let key = names.key(&draft.stream);
        let n = numbers.next(key, &draft.stream);
        let line = leaf(draft, n, at, commit.command, parts.refs)
            .encode()
            .map_err(AppendError::Record)?;
        entries.push(Entry {
            position: first + streams.len() as u64,
            line: Arc::from(line),
            sealed: parts.sealed,
        });
        streams.push(key);
    }
    let position = (first + entries.len() as u64).saturating_sub(1);
    let receipt = Receipt {
        position,
        streams: numbers.order,
        repeated: false,
    };
    let row = CommandRow {
        key,
        fingerprint: commit.fingerprint,
        first,
        streams,
        reserve,
        release,
    };
    Ok(Verdict::New(Box::new(Admitted {
        row,
        receipt,
        entries,
        commit,
    })))
}

/// The receipt of a command that was recorded before, from its row and its entries.
pub fn receipt_of(row: &CommandRow, entries: &[Entry]) -> Result<Receipt, hanhtrinh_record::LeafError> {
    let mut streams: Vec<(StreamId, u64)> = Vec::new();
    for entry in entries {
        let leaf = entry.leaf()?;
        match streams.iter_mut().find(|(stream, _)| *stream == leaf.stream) {
            Some((_, version)) => *version = leaf.n,
            None => streams.push((leaf.stream, leaf.n)),
        }
    }
    let position = (row.first + row.streams.len() as u64).saturating_sub(1);
    Ok(Receipt {
        position,
        streams,
        repeated: true,
    })
}

/// The time of the next leaf: now in whole milliseconds, never before the last.
pub fn later(now: Timestamp, last: Timestamp) -> Timestamp {
    let millis = now.as_millisecond();
    // Before 1970 a whole millisecond is the one above.
    let whole = match Timestamp::from_millisecond(millis) {
        Ok(above) if above > now => Timestamp::from_millisecond(millis - 1),
        other => other,
    };
    whole.unwrap_or(now).max(last)
}

/// The keys of the last few streams that were named in a command.
#[derive(Default)]
struct Names(Vec<(StreamId, u128)>);

/// More names than this are not looked through.
const FEW: usize = 8;

impl Names {
    fn key(&mut self, stream: &StreamId) -> u128 {
        if let Some((_, key)) = self.0.iter().find(|(name, _)| name == stream) {
            return *key;
        }
        let key = stream_key(stream);
        if self.0.len() < FEW {
            self.0.push((stream.clone(), key));
        }
        key
    }
}

/// Versions of the streams within one command.
struct Numbers<'a> {
    index: &'a Index,
    /// The keys of `order`.
    keys: Vec<u128>,
    /// Where they stand in `order`, for commands of more than a few streams.
    ahead: HashMap<u128, usize>,
    order: Vec<(StreamId, u64)>,
}

impl Numbers<'_> {
    fn next(&mut self, key: u128, stream: &StreamId) -> u64 {
        let known = match self.keys.len() > FEW {
            true => self.ahead.get(&key).copied(),
            false => self.keys.iter().position(|known| *known == key),
        };
        let at = known.unwrap_or_else(|| self.add(key, stream));
        self.order[at].1 += 1;
        self.order[at].1
    }

    fn add(&mut self, key: u128, stream: &StreamId) -> usize {
        self.order.push((stream.clone(), self.index.version(key)));
        self.keys.push(key);
        let count = self.keys.len();
        if count > FEW {
            let from = if count == FEW + 1 { 0 } else { count - 1 };
            let fresh = self.keys.iter().copied().zip(0..).skip(from);
            self.ahead.extend(fresh);
        }
        count - 1
    }
}

fn leaf(draft: Draft, n: u64, at: Timestamp, cmd: Uuid, sealed: Vec<SealedRef>) -> Leaf {
    Leaf {
        v: ENVELOPE,
        id: draft.id,
        stream: draft.stream,
        n,
        kind: draft.kind,
        schema: draft.schema,
        on: draft.on,
        at,
        by: draft.by,
        role: draft.role,
        org: draft.org,
        channel: draft.channel,
        acting: draft.acting,
        cmd,
        cause: draft.cause,
        source: draft.source,
        basis: draft.basis,
        external: draft.external,
        amends: draft.amends,
        facts: draft.facts,
        sealed,
    }
}
