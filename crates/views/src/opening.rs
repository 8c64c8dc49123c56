//! Facts first, then who the people are. Views that begin with facts alone answer every count at once; what was sealed is
//! taken in afterwards, leaf by leaf, and people are found when all of it is here.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use hanhtrinh_domain::event::{StreamEvent, collect};
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::worker::WorkerEvent;
use uuid::Uuid;

use crate::codec::{Part, Sealed};
use crate::fold::identifies;
use crate::identity::OwnNumber;
use crate::names::Searched;
use crate::pack::pack;
use crate::packs::Packs;
use crate::person::Identity;
use crate::views::Views;

/// What was sealed beside leaves, in the order of the log. It is packed away from the views, so that taking it in is brief.
#[derive(Default)]
pub struct SealedParts {
    leaves: Vec<PackedLeaf>,
    packed: Vec<u8>,
}

struct PackedLeaf {
    worker: Uuid,
    position: u64,
    /// End of its parts among all that are packed.
    end: usize,
}

/// Who some workers are.
pub struct Identified {
    list: Vec<Who>,
    to: usize,
}

/// Who a worker is, with the length of what that was read from.
struct Who {
    index: u32,
    read: (u64, usize),
    /// Numbers held from which sizes of the log on.
    held: Vec<(u64, Vec<OwnNumber>)>,
    erased: bool,
    identity: Option<Identity>,
    searched: Searched,
}

impl SealedParts {
    /// Whether what is sealed beside the leaves of a stream, by its whole name, is kept here: what people are found by. Papers
    /// of cases stay in the log.
    #[must_use]
    pub fn wants(stream: &str) -> bool {
        let kind = stream.split_once('/').map_or(stream, |(kind, _)| kind);
        kind == WorkerEvent::STREAM
    }

    /// Takes the parts beside the next leaf, each with its subject, in the leaf's order.
    pub fn push(&mut self, position: u64, stream: &str, parts: impl IntoIterator<Item = (Uuid, Sealed)>) {
        let key = stream.split_once('/').map_or("", |(_, key)| key);
        let (true, Ok(worker)) = (Self::wants(stream), Uuid::try_parse(key)) else {
            return;
        };
        for (subject, content) in parts {
            let part = Part {
                position,
                subject,
                content,
            };
            pack(&part, worker, &mut self.packed);
        }
        self.leaves.push(PackedLeaf {
            worker,
            position,
            end: self.packed.len(),
        });
    }
}

impl Views {
    /// Views of an empty log that take in facts and leave out what is sealed, until [`Views::finish_opening`].
    #[must_use]
    pub fn facts_only(packs: Arc<Packs>, province: UnitRef) -> Self {
        Self {
            opened: false,
            ..Self::new(packs, province)
        }
    }

    /// Whether what is sealed is known as far as the facts. Before that people cannot be found, and states that depend on
    /// age or on a number of two people are not certain.
    #[must_use]
    pub fn is_opened(&self) -> bool {
        self.opened
    }

    /// Takes in what was sealed beside leaves that were folded before. Leaves come in their order, each once.
    pub fn open(&mut self, sealed: &SealedParts) {
        let mut begin = 0;
        for leaf in &sealed.leaves {
            let packed = &sealed.packed[begin..leaf.end];
            begin = leaf.end;
            let Some(index) = self.worker_index.get(&leaf.worker).copied() else {
                continue;
            };
            let row = &mut self.workers[index as usize];
            if row.events.holds(leaf.position) {
                row.private.append(packed);
                if (index as usize) < self.identified {
                    self.again.push(index);
                }
            }
        }
    }

    /// Number of workers.
    #[must_use]
    pub fn workers(&self) -> usize {
        self.workers.len()
    }

    /// Finds out who the workers of some rows are. It only reads, so that several threads may do it for rows of their own.
    #[must_use]
    pub fn who_are(&self, rows: Range<usize>) -> Identified {
        let to = rows.end.min(self.workers.len());
        let list = (rows.start..to).filter_map(|index| self.who_is(index as u32));
        Identified {
            list: list.collect(),
            to,
        }
    }

    /// Takes over who some workers are. Rows come in their order.
    pub fn note(&mut self, identified: Identified) {
        identified.list.into_iter().for_each(|who| self.note_who(who));
        self.identified = self.identified.max(identified.to);
    }

    /// Says of the next `count` workers who they are. Returns whether any are left.
    pub fn identify(&mut self, count: usize) -> bool {
        let to = self.identified.saturating_add(count).min(self.workers.len());
        let next = self.who_are(self.identified..to);
        self.note(next);
        to < self.workers.len()
    }

    /// Share of the workers of whom it is known who they are, in percent.
    #[must_use]
    pub fn identified_percent(&self) -> u8 {
        let of = self.workers.len().max(1);
        u8::try_from(self.identified.min(of) * 100 / of).unwrap_or(100)
    }

    /// Everything sealed has been taken in: people can be found, and leaves come with their sealed parts from now on.
    pub fn finish_opening(&mut self) {
        while self.identify(usize::MAX) {}
        let mut again = std::mem::take(&mut self.again);
        again.sort_unstable();
        again.dedup();
        for index in again {
            self.numbers.forget(index);
            self.workers[index as usize].numbers = Box::default();
            self.identify_one(index);
        }
        self.opened = true;
        // States were asked for without ages and conflicts.
        self.cases
            .iter_mut()
            .for_each(|case| case.brief = OnceLock::new());
    }

    fn identify_one(&mut self, index: u32) {
        if let Some(who) = self.who_is(index) {
            self.note_who(who);
        }
    }

    /// Follows a worker's stream again for the numbers that were held from which size of the log on.
    fn who_is(&self, index: u32) -> Option<Who> {
        let row = self.workers.get(index as usize)?;
        if row.private.is_empty() {
            return None;
        }
        let (events, sealed) = (row.events.all(), row.unpacked());
        let mut held = Vec::new();
        for (at, event) in events.iter().enumerate() {
            let contact = matches!(event.event, WorkerEvent::ContactRecorded(_)) && event.amends.is_none();
            if identifies(&event.event) && !contact {
                let numbers = sealed.numbers(&collect(&events[..=at]));
                held.push((event.position + 1, numbers));
            }
        }
        let facts = collect(&events);
        let identity = sealed.identity(&facts).open().cloned();
        let name = identity.as_ref().map_or("", |who| who.full_name.as_str());
        Some(Who {
            index,
            read: (row.events.len(), row.private.len()),
            held,
            erased: sealed.is_erased(row.id),
            searched: Searched::new(name, &sealed.searched(&facts)),
            identity,
        })
    }

    fn note_who(&mut self, who: Who) {
        let row = &mut self.workers[who.index as usize];
        if who.read != (row.events.len(), row.private.len()) {
            // The stream has grown since it was read.
            return self.identify_one(who.index);
        }
        row.erased = who.erased;
        row.identity = who.identity;
        for (size, numbers) in &who.held {
            self.hold_numbers(who.index, numbers, *size);
        }
        self.names.note(who.index, who.searched);
    }
}
