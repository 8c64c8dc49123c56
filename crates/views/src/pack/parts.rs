//! What was sealed beside the events of one stream, opened: in memory only, never in a snapshot.

use uuid::Uuid;

use super::write::{put, varint};
use super::{Reader, take};
use crate::codec::{Held, Part};

const SELF: u8 = 0b100;
const STANDING: u8 = 0b11;

/// Parts in the order of the log, packed.
#[derive(Clone, Default)]
pub(crate) struct Parts {
    bytes: Vec<u8>,
}

impl std::fmt::Debug for Parts {
    /// The bytes are personal.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Parts({} bytes)", self.bytes.len())
    }
}

impl Parts {
    /// Appends a part. `of` is the person whom most parts of the stream are about.
    pub fn push(&mut self, part: &Part, of: Uuid) {
        let mut record = Vec::with_capacity(96);
        pack(part, of, &mut record);
        self.append(&record);
    }

    /// Appends parts that were packed elsewhere.
    pub fn append(&mut self, packed: &[u8]) {
        self.bytes.reserve_exact(packed.len());
        self.bytes.extend_from_slice(packed);
    }

    /// Bytes held: they change whenever a part comes in or is erased.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Every part.
    pub fn all(&self, of: Uuid) -> Vec<Part> {
        self.filtered(of, |_| true)
    }

    /// The parts beside one event.
    pub fn at(&self, position: u64, of: Uuid) -> Vec<Part> {
        self.filtered(of, |at| at == position)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Replaces what is here of a person's parts by the mark that they were erased. Returns whether there was any.
    pub fn erase(&mut self, subject: Uuid, of: Uuid) -> bool {
        let mut parts = self.all(of);
        let mut any = false;
        for part in parts.iter_mut().filter(|part| part.subject == subject) {
            part.content = Held::Erased;
            any = true;
        }
        if any {
            *self = Self::default();
            parts.iter().for_each(|part| self.push(part, of));
        }
        any
    }

    fn filtered(&self, of: Uuid, wanted: impl Fn(u64) -> bool) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut all = Reader::new(&self.bytes);
        while let Some(record) = record(&mut all) {
            let mut rest = Reader::new(record);
            let Ok(position) = rest.varint() else { break };
            if wanted(position)
                && let Some(part) = part(position, rest, of)
            {
                parts.push(part);
            }
        }
        parts
    }
}

/// Packs a part behind what is there. `of` is the person whom most parts of its stream are about.
pub(crate) fn pack(part: &Part, of: Uuid, out: &mut Vec<u8>) {
    let mut record = Vec::with_capacity(96);
    varint(part.position, &mut record);
    let standing = match &part.content {
        Held::Open(_) => 0,
        Held::Erased => 1,
        Held::Missing => 2,
    };
    let own = part.subject == of;
    record.push(standing | if own { SELF } else { 0 });
    if !own {
        record.extend_from_slice(part.subject.as_bytes());
    }
    if let Held::Open(private) = &part.content {
        let before = record.len();
        if put(private, &mut record).is_err() {
            record.truncate(before);
        }
    }
    varint(record.len() as u64, out);
    out.extend_from_slice(&record);
}

fn record<'a>(all: &mut Reader<'a>) -> Option<&'a [u8]> {
    let length = usize::try_from(all.varint().ok()?).ok()?;
    all.bytes(length).ok()
}

fn part(position: u64, mut rest: Reader<'_>, of: Uuid) -> Option<Part> {
    let flags = rest.byte().ok()?;
    let subject = match flags & SELF {
        0 => Uuid::from_bytes(rest.array().ok()?),
        _ => of,
    };
    let content = match flags & STANDING {
        0 => take(rest.bytes(rest.left()).ok()?).map_or(Held::Missing, Held::Open),
        1 => Held::Erased,
        _ => Held::Missing,
    };
    Some(Part {
        position,
        subject,
        content,
    })
}
