//! Opening what is sealed. Records about one person stand side by side, so that the key just unwrapped is mostly the next one
//! needed; a reader of many records keeps it for a moment.

use hanhtrinh_log::{Entry, Opened, ReadError};
use hanhtrinh_record::{Leaf, PersonKey, Place, unseal};
use uuid::Uuid;

use crate::keys::KeyOf;
use crate::sled_log::SledLog;

/// Opens sealed parts of entries read one after another. It holds the last key used, so it may live for one batch only: what
/// is forgotten meanwhile stays open to it.
pub struct Opener<'a> {
    log: &'a SledLog,
    last: Option<Held>,
}

/// A person's key with its id.
struct Held {
    subject: Uuid,
    key: PersonKey,
    id: String,
}

impl SledLog {
    /// For opening the parts of many entries whose leaves the caller has decoded.
    pub fn opener(&self) -> Opener<'_> {
        Opener {
            log: self,
            last: None,
        }
    }
}

impl Opener<'_> {
    /// Opens one sealed part of an entry; `leaf` is what the entry's line says.
    pub fn open(&mut self, entry: &Entry, leaf: &Leaf, part: usize) -> Result<Opened, ReadError> {
        let damaged = |what| ReadError::Damaged {
            position: entry.position,
            what,
        };
        let Some(sealed) = leaf.sealed.get(part) else {
            return Ok(Opened::Missing);
        };
        let Some(keys) = &self.log.shared().keys else {
            return Ok(Opened::Missing);
        };
        let same = |held: &Held| held.subject == sealed.subject && held.id == sealed.key;
        let held = match self.last.take().filter(same) {
            Some(held) => held,
            None => match keys
                .find(sealed.subject, &sealed.key)
                .map_err(|_| damaged("its key does not open"))?
            {
                KeyOf::Key(key) => Held {
                    subject: sealed.subject,
                    id: sealed.key.clone(),
                    key,
                },
                KeyOf::Forgotten => return Ok(Opened::Erased),
                KeyOf::Unknown => return Ok(Opened::Missing),
            },
        };
        let held = self.last.insert(held);
        let Some(Some(cipher)) = entry.sealed.get(part) else {
            return Ok(Opened::Missing);
        };
        let place = Place {
            log: self.log.genesis().log,
            event: leaf.id,
            stream: leaf.stream.as_str(),
            subject: sealed.subject,
            kind: &leaf.kind,
            schema: leaf.schema,
        };
        let plain = unseal(&held.key, &place, cipher).map_err(|_| damaged("a sealed part does not open"))?;
        Ok(Opened::Open(plain.to_vec()))
    }
}
