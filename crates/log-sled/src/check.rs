//! The rules that hold between the leaves of a log, checked one by one in order.

use std::collections::HashMap;

use hanhtrinh_log::{Entry, stream_key};
use hanhtrinh_record::seal::{hex, sha256};
use hanhtrinh_record::tree::{Frontier, Hash, leaf_hash};
use hanhtrinh_record::{Checkpoint, Genesis, Verifier};
use jiff::Timestamp;

/// Checks leaf after leaf: form, stream versions, times, ciphertexts, and the signed checkpoint on the way.
#[derive(Default)]
pub struct Checker<'a> {
    note: Option<&'a str>,
    known: Option<Checkpoint>,
    genesis: Option<Genesis>,
    versions: HashMap<u128, u64>,
    at: Timestamp,
    frontier: Frontier,
    sealed: u64,
    absent: u64,
}

impl<'a> Checker<'a> {
    /// Begins an empty log; a signed note is checked against the key named in the first event.
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
            let genesis = Genesis::of(&leaf).map_err(|_| "it is not log_created of a known format")?;
            if let Some(note) = self.note {
                let verifier =
                    Verifier::parse(&genesis.verifier).map_err(|_| "it names no key of checkpoints")?;
                let known = Checkpoint::verify(note, &verifier)
                    .map_err(|_| "the checkpoint is not signed by its key")?;
                self.known = Some(known);
            }
            self.genesis = Some(genesis);
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
        if let Some(known) = self
            .known
            .as_ref()
            .filter(|known| known.size == entry.position + 1)
        {
            let mut last = self.frontier.clone();
            last.push(hash);
            if last.root() != known.root {
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
        match &self.known {
            Some(known) if known.size > self.size() => Err("the log ends before its signed checkpoint"),
            None if self.note.is_some() => Err("the log is empty"),
            _ => Ok(()),
        }
    }
}
