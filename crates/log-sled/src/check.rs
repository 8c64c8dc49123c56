//! The rules that hold between the leaves of a log, checked one by one in order.

use std::collections::HashMap;

use hanhtrinh_log::{Entry, stream_key};
use hanhtrinh_record::seal::{hex, sha256};
use hanhtrinh_record::tree::{Frontier, Hash, leaf_hash};
use hanhtrinh_record::{Checkpoint, Genesis, Leaf, OwnEvent, Signers};
use jiff::Timestamp;

const UNSIGNED: &str = "the checkpoint is not signed by the key of this log";

/// Checks leaf after leaf: form, stream versions, times, ciphertexts, and the signed checkpoint on the way.
#[derive(Default)]
pub struct Checker<'a> {
    note: Option<&'a str>,
    /// What the note claims, before its signature is checked by the key in force at its size.
    claimed: Option<Checkpoint>,
    genesis: Option<Genesis>,
    signers: Option<Signers>,
    versions: HashMap<u128, u64>,
    at: Timestamp,
    frontier: Frontier,
    sealed: u64,
    absent: u64,
}

impl<'a> Checker<'a> {
    /// Begins an empty log; a signed note is checked against the key that the events name for its size.
    pub fn new(note: Option<&'a str>) -> Self {
        Self {
            note,
            ..Self::default()
        }
    }

    /// The next position.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Root so far.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// The first event, once it was seen.
    pub fn genesis(&self) -> Option<&Genesis> {
        self.genesis.as_ref()
    }

    /// Ciphertexts that were there and were right, and ciphertexts that are named but not there.
    pub fn parts(&self) -> (u64, u64) {
        (self.sealed, self.absent)
    }

    /// Takes the next entry; says what is wrong with it.
    pub fn entry(&mut self, entry: &Entry) -> Result<(), &'static str> {
        if entry.position != self.size() {
            return Err("the position is not the next");
        }
        let leaf = entry.leaf().map_err(|_| "it is not a leaf")?;
        if self.genesis.is_none() {
            self.begin(&leaf)?;
        }
        if let (Some(signers), Some(event)) = (&mut self.signers, OwnEvent::of(&leaf)) {
            let event = event.map_err(|_| "the facts of an event of the log itself do not fit")?;
            signers
                .take(entry.position, &event)
                .map_err(|_| "the hand-over to another signing key is not signed by the key before")?;
        }
        let version = self.versions.entry(stream_key(&leaf.stream)).or_default();
        if leaf.n != *version + 1 {
            return Err("the number in the stream is not the next");
        }
        if leaf.at < self.at {
            return Err("it was recorded before the one before it");
        }
        if leaf.sealed.len() != entry.sealed.len() {
            return Err("the sealed parts are not those the leaf names");
        }
        for (named, part) in leaf.sealed.iter().zip(&entry.sealed) {
            match part {
                None => self.absent += 1,
                Some(cipher)
                    if cipher.len() as u64 == u64::from(named.bytes)
                        && hex(&sha256(cipher)) == named.sha256 =>
                {
                    self.sealed += 1;
                }
                Some(_) => return Err("a sealed part is not the one the leaf names"),
            }
        }
        let hash = leaf_hash(&entry.line);
        let reached = |claimed: &&Checkpoint| claimed.size == entry.position + 1;
        if let (Some(claimed), Some(note), Some(signers)) =
            (self.claimed.as_ref().filter(reached), self.note, &self.signers)
        {
            signers.verify(note).map_err(|_| UNSIGNED)?;
            let mut last = self.frontier.clone();
            last.push(hash);
            if last.root() != claimed.root {
                return Err("the root up to here is not the one that was signed");
            }
        }
        *version += 1;
        self.at = leaf.at;
        self.frontier.push(hash);
        Ok(())
    }

    /// After the last entry: whether the checkpoint was reached.
    pub fn finish(&self) -> Result<(), &'static str> {
        let (Some(note), Some(signers)) = (self.note, &self.signers) else {
            return if self.note.is_some() {
                Err("the log is empty")
            } else {
                Ok(())
            };
        };
        match &self.claimed {
            Some(claimed) if claimed.size > self.size() => {
                signers.verify(note).map_err(|_| UNSIGNED)?;
                Err("the log ends before its signed checkpoint")
            }
            _ => Ok(()),
        }
    }

    fn begin(&mut self, leaf: &Leaf) -> Result<(), &'static str> {
        let genesis = Genesis::of(leaf).map_err(|_| "it is not log_created of a known format")?;
        self.signers = Some(Signers::new(&genesis).map_err(|_| "it names no key of checkpoints")?);
        if let Some(note) = self.note {
            let (body, _) = note.rsplit_once("\n\n").ok_or(UNSIGNED)?;
            self.claimed = Some(Checkpoint::parse_body(body).map_err(|_| UNSIGNED)?);
        }
        self.genesis = Some(genesis);
        Ok(())
    }
}
