//! Opening what is sealed. Unwrapping a person's key takes as long as opening a part, and parts of one person come again
//! soon: a reader of many records keeps the keys for a while.

use std::collections::HashMap;

use hanhtrinh_log::{Entry, Opened, ReadError};
use hanhtrinh_record::{Leaf, PersonKey, Place, unseal};
use uuid::Uuid;

use crate::keys::KeyOf;
use crate::sled_log::SledLog;

/// Keys kept at once: a hundred bytes each. All are let go when there are more.
const KEPT: usize = 1 << 16;

/// Opens sealed parts of entries read one after another. It holds the keys used, so it may live for one batch or one start
/// only: what is forgotten meanwhile stays open to it.
pub struct Opener<'a> {
    log: &'a SledLog,
    held: HashMap<Uuid, Held>,
}

/// A person's key with its id.
struct Held {
    key: PersonKey,
    id: String,
}

/// Which part it is: its place, the key it names, and its bytes where they are.
pub(crate) struct Sealed<'a> {
    pub position: u64,
    pub place: Place<'a>,
    pub key: &'a str,
    pub cipher: Option<&'a [u8]>,
}

impl SledLog {
    /// For opening the parts of many entries whose leaves the caller has decoded.
    pub fn opener(&self) -> Opener<'_> {
        Opener {
            log: self,
            held: HashMap::new(),
        }
    }
}

impl<'a> Opener<'a> {
    /// Opens one sealed part of an entry; `leaf` is what the entry's line says.
    pub fn open(&mut self, entry: &Entry, leaf: &Leaf, part: usize) -> Result<Opened, ReadError> {
        let Some(sealed) = leaf.sealed.get(part) else {
            return Ok(Opened::Missing);
        };
        let cipher = entry.sealed.get(part).and_then(Option::as_deref);
        self.open_part(&Sealed {
            position: entry.position,
            place: Place {
                log: self.log.genesis().log,
                event: leaf.id,
                stream: leaf.stream.as_str(),
                subject: sealed.subject,
                kind: &leaf.kind,
                schema: leaf.schema,
            },
            key: &sealed.key,
            cipher,
        })
    }

    pub(crate) fn log(&self) -> &'a SledLog {
        self.log
    }

    pub(crate) fn open_part(&mut self, part: &Sealed<'_>) -> Result<Opened, ReadError> {
        let damaged = |what| ReadError::Damaged {
            position: part.position,
            what,
        };
        let Some(keys) = &self.log.shared().keys else {
            return Ok(Opened::Missing);
        };
        let subject = part.place.subject;
        if self.held.get(&subject).is_none_or(|held| held.id != part.key) {
            let found = keys.find(subject, part.key);
            match found.map_err(|_| damaged("its key does not open"))? {
                KeyOf::Key(key) => self.keep(subject, key, part.key),
                KeyOf::Forgotten => return Ok(Opened::Erased),
                KeyOf::Unknown => return Ok(Opened::Missing),
            }
        }
        let (Some(cipher), Some(held)) = (part.cipher, self.held.get(&subject)) else {
            return Ok(Opened::Missing);
        };
        let plain = unseal(&held.key, &part.place, cipher);
        let plain = plain.map_err(|_| damaged("a sealed part does not open"))?;
        Ok(Opened::Open(plain.to_vec()))
    }

    fn keep(&mut self, subject: Uuid, key: PersonKey, id: &str) {
        if self.held.len() >= KEPT {
            self.held.clear();
        }
        let id = id.to_owned();
        self.held.insert(subject, Held { key, id });
    }
}
