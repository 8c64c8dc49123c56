//! From a leaf to an event of the domain. What cannot be read is kept as unknown: reading never fails.

use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::{Amend, AmendKind, Private, Recorded, StreamEvent};
use hanhtrinh_record::leaf::{AmendKind as LeafAmendKind, Leaf};
use uuid::Uuid;

/// What is here of something sealed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Held<T> {
    /// The content.
    Open(T),
    /// The person was forgotten: the key is gone.
    Erased,
    /// It is not here.
    Missing,
}

/// A sealed part as the reader of the log has it.
pub type Sealed = Held<Private>;

impl<T> std::fmt::Debug for Held<T> {
    /// The content is personal, and debug output may reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Open(_) => "Open(withheld)",
            Self::Erased => "Erased",
            Self::Missing => "Missing",
        })
    }
}

impl<T> Held<T> {
    /// The content, if it is open.
    pub fn open(&self) -> Option<&T> {
        match self {
            Self::Open(content) => Some(content),
            Self::Erased | Self::Missing => None,
        }
    }

    /// Keeps the state and changes the content.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Held<U> {
        match self {
            Self::Open(content) => Held::Open(change(content)),
            Self::Erased => Held::Erased,
            Self::Missing => Held::Missing,
        }
    }

    /// The same by reference.
    pub fn as_ref(&self) -> Held<&T> {
        match self {
            Self::Open(content) => Held::Open(content),
            Self::Erased => Held::Erased,
            Self::Missing => Held::Missing,
        }
    }
}

/// A sealed part beside an event of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Position of the event.
    pub position: u64,
    /// The person it is about.
    pub subject: Uuid,
    /// What is here of it.
    pub content: Sealed,
}

/// Reads the event of a leaf; `None` for a type or a shape that is not known here.
#[must_use]
pub fn recorded<E: StreamEvent>(position: u64, leaf: &Leaf) -> Option<Recorded<E>> {
    Some(Recorded {
        id: leaf.id,
        position,
        on: PartialDate::parse(&leaf.on).ok()?,
        at: leaf.at,
        amends: leaf.amends.map(|amends| Amend {
            event: amends.event,
            kind: kind(amends.kind),
        }),
        event: E::decode_as(&leaf.kind, leaf.schema, leaf.facts.get()).ok()?,
    })
}

/// The sealed parts of a leaf, in its order. A part that was not handed over is missing.
pub(crate) fn parts<'a>(
    position: u64,
    leaf: &'a Leaf,
    private: &'a [Sealed],
) -> impl Iterator<Item = Part> + 'a {
    leaf.sealed.iter().enumerate().map(move |(index, sealed)| Part {
        position,
        subject: sealed.subject,
        content: private.get(index).cloned().unwrap_or(Held::Missing),
    })
}

fn kind(kind: LeafAmendKind) -> AmendKind {
    match kind {
        LeafAmendKind::Correct => AmendKind::Correct,
        LeafAmendKind::Annul => AmendKind::Annul,
        LeafAmendKind::Reinstate => AmendKind::Reinstate,
    }
}
