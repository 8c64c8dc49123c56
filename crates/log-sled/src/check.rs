//! The verifier of the record, fed with entries of this log.

use hanhtrinh_log::Entry;
use hanhtrinh_record::tree::Hash;
use hanhtrinh_record::{Flaw, Genesis, LogVerifier, What};

/// Checks entry after entry: form, stream versions, times, ciphertexts, and the signed checkpoint on the way.
#[derive(Default)]
pub struct Checker {
    verifier: LogVerifier,
}

impl Checker {
    /// Begins an empty log; a signed note is checked against the key named in the first event.
    pub fn new(note: Option<&str>) -> Self {
        Self {
            verifier: LogVerifier::new(note),
        }
    }

    /// The next position.
    pub fn size(&self) -> u64 {
        self.verifier.size()
    }

    /// Root so far.
    pub fn root(&self) -> Hash {
        self.verifier.root()
    }

    /// The first event, once it was seen.
    pub fn genesis(&self) -> Option<&Genesis> {
        self.verifier.genesis()
    }

    /// Ciphertexts that were there and were right, and ciphertexts that are named but not there.
    pub fn parts(&self) -> (u64, u64) {
        self.verifier.parts()
    }

    /// Takes the next entry; says what is wrong with it.
    pub fn entry(&mut self, entry: &Entry) -> Result<(), &'static str> {
        self.take(entry).map_err(|flaw| flaw.what.as_str())
    }

    /// Takes the next entry; names the event if it is wrong.
    pub fn take(&mut self, entry: &Entry) -> Result<(), Flaw> {
        if entry.position != self.size() {
            return Err(self.verifier.flaw(None, What::Position));
        }
        self.verifier.leaf(&entry.line, &entry.sealed)
    }

    /// After the last entry: whether the checkpoint was reached.
    pub fn finish(&self) -> Result<(), &'static str> {
        self.verifier.finish().map_err(|flaw| flaw.what.as_str())
    }
}
