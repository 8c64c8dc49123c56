//! Facts first, then who the people are. Views that begin with facts alone answer every count at once; what was sealed is
//! taken in afterwards, leaf by leaf, and people are found when all of it is here.

use std::sync::{Arc, OnceLock};

use hanhtrinh_domain::care::CareKind;
use hanhtrinh_domain::case::CaseEvent;
use hanhtrinh_domain::event::{StreamEvent, collect};
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::worker::WorkerEvent;
use hanhtrinh_record::leaf::Leaf;
use uuid::Uuid;

use crate::codec::{Sealed, parts};
use crate::fold::identifies;
use crate::packs::Packs;
use crate::views::Views;

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

    /// Takes in what was sealed beside a leaf that was folded before. Leaves come in their order, each once.
    pub fn open(&mut self, position: u64, leaf: &Leaf, private: &[Sealed]) {
        let Ok(id) = Uuid::try_parse(leaf.stream.key()) else {
            return;
        };
        match leaf.stream.kind() {
            WorkerEvent::STREAM => {
                let Some(index) = self.worker_index.get(&id).copied() else {
                    return;
                };
                let row = &mut self.workers[index as usize];
                if row.events.holds(position) {
                    parts(position, leaf, private).for_each(|part| row.private.push(&part, id));
                    if (index as usize) < self.identified {
                        self.again.push(index);
                    }
                }
            }
            CaseEvent::STREAM => {
                let Some(index) = self.case_index.get(&id).copied() else {
                    return;
                };
                let row = &mut self.cases[index as usize];
                if row.events.holds(position) {
                    let of = row.parts_of();
                    parts(position, leaf, private).for_each(|part| row.private.push(&part, of));
                }
            }
            kind if let Some(kind) = CareKind::parse(kind) => {
                self.care.open(kind, id, position, parts(position, leaf, private));
            }
            _ => {}
        }
    }

    /// Says of the next `count` workers who they are. Returns whether any are left.
    pub fn identify(&mut self, count: usize) -> bool {
        let to = self.identified.saturating_add(count).min(self.workers.len());
        for index in self.identified..to {
            self.identify_one(index as u32);
        }
        self.identified = to;
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

    /// Follows a worker's stream again for the numbers that were held from which size of the log on.
    fn identify_one(&mut self, index: u32) {
        let row = &self.workers[index as usize];
        if row.private.is_empty() {
            return;
        }
        let events = row.events.all();
        for (at, event) in events.iter().enumerate() {
            if identifies(&event.event) {
                let facts = collect(&events[..=at]);
                let numbers = self.workers[index as usize].numbers_of(&facts);
                self.hold_numbers(index, &numbers, event.position + 1);
            }
        }
        let facts = self.workers[index as usize].refold();
        self.note_name(index, &facts);
    }
}
