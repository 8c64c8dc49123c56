//! One verifier for everybody: it takes the leaves of a log in order and says which is the first that is wrong. The command
//! line runs it over a folder, an export or a bundle, the browser over pages of entries.
//!
//! Checked: the form of each leaf; positions and the numbers in each stream without gaps; `at` never backwards; length and
//! hash of each ciphertext; the root at the size of a signed checkpoint, its signature and its origin.

use std::collections::HashMap;

use uuid::Uuid;

use crate::checkpoint::Checkpoint;
use crate::genesis::Genesis;
use crate::leaf::Leaf;
use crate::own::{OwnEvent, Signers};
use crate::tree::{Frontier, Hash, leaf_hash};
use crate::view::{LeafView, Moment};

/// The stream of the log's own events.
const OWN_STREAM: &str = "registry/log";

/// Something that is wrong, and with which event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the record at position {position} is wrong: {what}")]
pub struct Flaw {
    /// Position of the event, or the size of the log where something is missing after the last.
    pub position: u64,
    /// Id of the event, where it can be read.
    pub event: Option<Uuid>,
    /// What is wrong.
    pub what: What,
}

/// What can be wrong with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Its line.
    NotALeaf,
    /// It comes first and does not begin a log.
    NotGenesis,
    /// The log names no key, or another one than is trusted.
    Key,
    /// It hands over to another key, and the key before did not sign that.
    Handover,
    /// The checkpoint is not one of this log.
    Checkpoint,
    /// Its position.
    Position,
    /// Its number in the stream.
    Number,
    /// Its time.
    Time,
    /// How many ciphertexts lie beside it.
    Parts,
    /// A ciphertext.
    Part,
    /// The root up to here.
    Root,
    /// Nothing follows, though a checkpoint was signed for more.
    Short,
    /// More follows than the checkpoint was signed for.
    Long,
    /// There is nothing at all.
    Empty,
}

impl What {
    /// In words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotALeaf => "it is not a leaf",
            Self::NotGenesis => "it is not log_created of a known format",
            Self::Key => "it does not name the key of checkpoints that is trusted",
            Self::Handover => "the hand-over to another signing key is not signed by the key before",
            Self::Checkpoint => "the checkpoint is not signed by the key of this log",
            Self::Position => "the position is not the next",
            Self::Number => "the number in the stream is not the next",
            Self::Time => "it was recorded before the one before it",
            Self::Parts => "the sealed parts are not those the leaf names",
            Self::Part => "a sealed part is not the one the leaf names",
            Self::Root => "the root up to here is not the one that was signed",
            Self::Short => "the log ends before its signed checkpoint",
            Self::Long => "more follows than the checkpoint was signed for",
            Self::Empty => "the log is empty",
        }
    }
}

impl std::fmt::Display for What {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Takes the leaves of a log in order. After a flaw it is of no more use.
#[derive(Debug, Default)]
pub struct LogVerifier {
    note: Option<String>,
    key: Option<String>,
    /// What the note says; nothing is believed of it before its signature was checked.
    claimed: Option<Checkpoint>,
    proven: bool,
    genesis: Option<Genesis>,
    signers: Option<Signers>,
    versions: HashMap<Box<str>, u64>,
    at: Moment,
    frontier: Frontier,
    sealed: u64,
    absent: u64,
}

impl LogVerifier {
    /// Begins an empty log. A signed note is checked with the key that the first event names: whoever does not know that key
    /// from elsewhere (see [`LogVerifier::trusting`]) learns that the log agrees with itself, not who signed it.
    pub fn new(note: Option<&str>) -> Self {
        Self {
            note: note.map(str::to_owned),
            ..Self::default()
        }
    }

    /// Requires that the log begins with this key, in the text form of C2SP; where it hands over to another, that is followed.
    #[must_use]
    pub fn trusting(mut self, key: Option<&str>) -> Self {
        self.key = key.map(|key| key.trim().to_owned());
        self
    }

    /// Number of leaves so far: the next position.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Root over them.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// The first event, once it was seen.
    pub fn genesis(&self) -> Option<&Genesis> {
        self.genesis.as_ref()
    }

    /// What the checkpoint says; believe it once [`LogVerifier::finish`] has found nothing wrong.
    pub fn checkpoint(&self) -> Option<&Checkpoint> {
        self.claimed.as_ref()
    }

    /// Ciphertexts that were there and were right, and ciphertexts that are named but were not there.
    pub fn parts(&self) -> (u64, u64) {
        (self.sealed, self.absent)
    }

    /// Takes the next leaf, and its ciphertexts in the order in which it names them; `None` where one is not at hand.
    pub fn leaf<P: AsRef<[u8]>>(&mut self, line: &[u8], parts: &[Option<P>]) -> Result<(), Flaw> {
        let Some(leaf) = LeafView::of(line) else {
            return Err(self.flaw(None, What::NotALeaf));
        };
        if leaf.sealed.len() != parts.len() {
            return Err(self.flaw(Some(leaf.id), What::Parts));
        }
        self.take(line, &leaf, parts)
    }

    /// Takes the next leaf where no ciphertexts are at hand.
    pub fn bare_leaf(&mut self, line: &[u8]) -> Result<(), Flaw> {
        let Some(leaf) = LeafView::of(line) else {
            return Err(self.flaw(None, What::NotALeaf));
        };
        self.absent += leaf.sealed.len() as u64;
        self.take::<&[u8]>(line, &leaf, &[])
    }

    /// Takes a page of entries: whole lines, each with its line end.
    pub fn page(&mut self, lines: &[u8]) -> Result<(), Flaw> {
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            match line.split_last() {
                Some((b'\n', line)) => self.bare_leaf(line)?,
                _ => return Err(self.flaw(None, What::NotALeaf)),
            }
        }
        Ok(())
    }

    /// After the last leaf: whether the checkpoint was reached.
    pub fn finish(&self) -> Result<(), Flaw> {
        if self.size() == 0 {
            return Err(self.flaw(None, What::Empty));
        }
        if self.claimed.is_some() && !self.proven {
            self.signed().map_err(|what| self.flaw(None, what))?;
            return Err(self.flaw(None, What::Short));
        }
        Ok(())
    }

    fn take<P: AsRef<[u8]>>(
        &mut self,
        line: &[u8],
        leaf: &LeafView<'_>,
        parts: &[Option<P>],
    ) -> Result<(), Flaw> {
        let position = self.frontier.size();
        let flaw = |what| Flaw {
            position,
            event: Some(leaf.id),
            what,
        };
        let at = leaf.moment().ok_or(flaw(What::NotALeaf))?;
        if self.genesis.is_none() {
            self.begin(line).map_err(flaw)?;
        } else if &*leaf.stream == OWN_STREAM {
            self.follow(line).map_err(flaw)?;
        }
        match self.versions.get_mut(&*leaf.stream) {
            Some(version) if leaf.n == *version + 1 => *version = leaf.n,
            None if leaf.n == 1 => drop(self.versions.insert(Box::from(&*leaf.stream), 1)),
            _ => return Err(flaw(What::Number)),
        }
        if at < self.at {
            return Err(flaw(What::Time));
        }
        let (mut sealed, mut absent) = (0, 0);
        for (named, part) in leaf.sealed.iter().zip(parts) {
            match part.as_ref().map(AsRef::as_ref) {
                None => absent += 1,
                Some(cipher) if is_part(cipher, named.bytes, &named.sha256) => sealed += 1,
                Some(_) => return Err(flaw(What::Part)),
            }
        }
        let hash = leaf_hash(line);
        if self
            .claimed
            .as_ref()
            .is_some_and(|claimed| claimed.size == position + 1)
        {
            let known = self.signed().map_err(flaw)?;
            let mut last = self.frontier.clone();
            last.push(hash);
            if last.root() != known.root {
                return Err(flaw(What::Root));
            }
            self.proven = true;
        }
        self.at = at;
        self.sealed += sealed;
        self.absent += absent;
        self.frontier.push(hash);
        Ok(())
    }

    /// The first event says which key signs checkpoints.
    fn begin(&mut self, line: &[u8]) -> Result<(), What> {
        let leaf = Leaf::decode(line).map_err(|_| What::NotALeaf)?;
        let genesis = Genesis::of(&leaf).map_err(|_| What::NotGenesis)?;
        if self.key.as_ref().is_some_and(|key| *key != genesis.verifier) {
            return Err(What::Key);
        }
        self.signers = Some(Signers::new(&genesis).map_err(|_| What::Key)?);
        if let Some(note) = &self.note {
            let claimed = note
                .rsplit_once("\n\n")
                .map(|(body, _)| Checkpoint::parse_body(body));
            match claimed {
                Some(Ok(claimed)) if claimed.size > 0 => self.claimed = Some(claimed),
                _ => return Err(What::Checkpoint),
            }
        }
        self.genesis = Some(genesis);
        Ok(())
    }

    /// An event of the log itself may hand over to another key.
    fn follow(&mut self, line: &[u8]) -> Result<(), What> {
        let leaf = Leaf::decode(line).map_err(|_| What::NotALeaf)?;
        let (Some(event), Some(signers)) = (OwnEvent::of(&leaf), &mut self.signers) else {
            return Ok(());
        };
        let event = event.map_err(|_| What::NotALeaf)?;
        let position = self.frontier.size();
        signers.take(position, &event).map_err(|_| What::Handover)
    }

    /// Checks the signature of the note, by the key in force at its size.
    fn signed(&self) -> Result<Checkpoint, What> {
        let (Some(note), Some(signers)) = (&self.note, &self.signers) else {
            return Err(What::Checkpoint);
        };
        signers.verify(note).map_err(|_| What::Checkpoint)
    }

    /// A flaw of the leaf that comes next.
    pub fn flaw(&self, event: Option<Uuid>, what: What) -> Flaw {
        Flaw {
            position: self.size(),
            event,
            what,
        }
    }
}

fn is_part(cipher: &[u8], bytes: u32, sha256: &str) -> bool {
    cipher.len() as u64 == u64::from(bytes) && is_hex_of(&crate::seal::sha256(cipher), sha256)
}

/// Whether a text is the lower-case hex of these bytes.
fn is_hex_of(bytes: &[u8], text: &str) -> bool {
    let digit = |nibble: u8| b"0123456789abcdef"[usize::from(nibble)];
    let pairs = text.as_bytes().chunks(2);
    text.len() == bytes.len() * 2
        && pairs
            .zip(bytes)
            .all(|(pair, byte)| *pair == [digit(byte >> 4), digit(byte & 15)])
}

#[cfg(test)]
mod tests;
