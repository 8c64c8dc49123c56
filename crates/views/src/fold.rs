//! Taking in leaves one after another. Work per event is bounded by the streams it touches: one worker, that worker's
//! cases, and those who share a number.

use std::sync::OnceLock;

use hanhtrinh_domain::care::CareKind;
use hanhtrinh_domain::case::CaseEvent;
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::comparator::ComparatorEvent;
use hanhtrinh_domain::date::day_in_vietnam;
use hanhtrinh_domain::enterprise::EnterpriseEvent;
use hanhtrinh_domain::event::{Effective, Recorded, StreamEvent};
use hanhtrinh_domain::order::OrderEvent;
use hanhtrinh_domain::plan::PlanEvent;
use hanhtrinh_domain::programme::ProgrammeEvent;
use hanhtrinh_domain::published::ReportEvent;
use hanhtrinh_domain::registry::RegistryEvent;
use hanhtrinh_domain::rules::RuleEvent;
use hanhtrinh_domain::supply::SupplyEvent;
use hanhtrinh_domain::units::UnitEvent;
use hanhtrinh_domain::worker::WorkerEvent;
use hanhtrinh_record::Genesis;
use hanhtrinh_record::leaf::Leaf;
use uuid::Uuid;

use crate::case::CaseRow;
use crate::codec::{Part, Sealed, parts, recorded};
use crate::identity::{OwnNumber, short};
use crate::merges::Alias;
use crate::names::Searched;
use crate::views::{UnknownEvent, Views};
use crate::worker::{Link, WorkerRow};

impl Views {
    /// Takes in the next leaf, with one entry of `private` per sealed part. Never fails: what this build cannot read is
    /// kept as unknown.
    pub fn apply(&mut self, position: u64, leaf: &Leaf, private: &[Sealed]) {
        self.note_day(position, leaf);
        let id = || Uuid::try_parse(leaf.stream.key()).ok();
        let taken = match leaf.stream.kind() {
            WorkerEvent::STREAM => id().zip(recorded(position, leaf)).map(|(id, event)| {
                self.apply_worker(id, &event, &self.parts(position, leaf, private));
                self.note_registrar(id, position, leaf);
            }),
            CaseEvent::STREAM => id().zip(recorded(position, leaf)).map(|(id, event)| {
                self.apply_case(id, &event);
            }),
            EnterpriseEvent::STREAM => {
                self.forget_all_ready();
                recorded(position, leaf).and_then(|event| self.office.enterprise(leaf.stream.key(), event))
            }
            UnitEvent::STREAM => recorded(position, leaf).map(|event| self.change_units(event)),
            ReportEvent::STREAM => recorded(position, leaf).map(|event| self.publications.push(event)),
            PlanEvent::STREAM => {
                recorded(position, leaf).map(|event| self.office.plan(leaf.stream.key(), event))
            }
            kind if let Some(kind) = CareKind::parse(kind) => id()
                .zip(recorded(position, leaf))
                .and_then(|(id, event)| self.apply_care(kind, id, &event)),
            SupplyEvent::STREAM => recorded(position, leaf).map(|event| {
                self.dealings.supplies.push(leaf.stream.key(), event);
                self.forget_all_ready();
            }),
            OrderEvent::STREAM => recorded(position, leaf).map(|event| {
                self.dealings.orders.push(leaf.stream.key(), event);
                self.forget_all_ready();
            }),
            ProgrammeEvent::STREAM => recorded(position, leaf).map(|event| {
                self.dealings.programmes.push(leaf.stream.key(), event);
                self.forget_all_ready();
            }),
            ComparatorEvent::STREAM => {
                recorded(position, leaf).map(|event| self.dealings.comparators.push(leaf.stream.key(), event))
            }
            RuleEvent::STREAM => recorded(position, leaf).map(|event| {
                self.dealings.published.push(leaf.stream.key(), event);
                self.relay();
            }),
            // What happened to the log itself is the log's to read, not an event of the domain.
            RegistryEvent::STREAM if leaf.stream == Genesis::stream() => Some(()),
            RegistryEvent::STREAM => recorded(position, leaf).map(|event| self.registry.push(event)),
            _ => None,
        };
        if taken.is_none() {
            self.unknown.push(UnknownEvent {
                position,
                id: leaf.id,
                stream: leaf.stream.as_str().to_owned(),
                kind: leaf.kind.clone(),
            });
        }
    }

    /// Counts the leaf to the day on which it was recorded.
    pub(crate) fn note_day(&mut self, position: u64, leaf: &Leaf) {
        self.size = position + 1;
        let day = day_in_vietnam(leaf.at);
        match self.days.last_mut() {
            // A clock that stepped back would only make the earlier day longer.
            Some((last, size)) if *last >= day => *size = self.size,
            _ => self.days.push((day, self.size)),
        }
    }

    /// The enterprise whose delegate recorded a leaf, if one did.
    pub(crate) fn registrar(leaf: &Leaf) -> Option<Code> {
        let org = leaf.org.as_deref().filter(|_| leaf.role == "recruiter");
        org.and_then(|org| Code::parse(org).ok())
    }

    /// Keeps which enterprise registered a person: until a case is opened nothing else ties the two.
    fn note_registrar(&mut self, id: Uuid, position: u64, leaf: &Leaf) {
        let index = self.worker_index.get(&id).copied();
        let Some(row) = index.and_then(|index| self.workers.get_mut(index as usize)) else {
            return;
        };
        if row.first == position {
            row.registered_by = Self::registrar(leaf);
        }
    }

    /// Sealed parts, if they are taken in with the leaves.
    fn parts(&self, position: u64, leaf: &Leaf, private: &[Sealed]) -> Vec<Part> {
        if self.opened {
            parts(position, leaf, private).collect()
        } else {
            Vec::new()
        }
    }

    /// Forgets what was sealed about a person, as if its key had never been here.
    pub fn forget(&mut self, worker: Uuid) {
        let Some(index) = self.worker_index.get(&worker).copied() else {
            return;
        };
        let row = &mut self.workers[index as usize];
        row.private.erase(worker, worker);
        row.numbers = Box::default();
        let facts = row.refold();
        self.numbers.forget(index);
        if self.opened {
            self.note_identity(index, &facts);
        }
        for case in &mut self.cases {
            // Whoever shared a number with the forgotten person is in conflict no more.
            case.brief = OnceLock::new();
        }
    }

    pub(crate) fn apply_worker(&mut self, id: Uuid, event: &Recorded<WorkerEvent>, parts: &[Part]) {
        let index = self.worker_row(id, event.position);
        self.keep_worker(index);
        // Contacts and checks count nowhere; only what moves a row makes rows be computed again.
        let moves = matches!(
            event.event,
            WorkerEvent::WorkerRegistered(_)
                | WorkerEvent::ResidenceRecorded(_)
                | WorkerEvent::ResidenceRemapped(_)
        );
        let forgets = matches!(event.event, WorkerEvent::PersonForgotten(_));
        let row = &mut self.workers[index as usize];
        // Facts that were just read can be packed: there is nothing in them that cannot.
        let _ = row.events.push(event);
        parts.iter().for_each(|part| row.private.push(part, id));
        let facts = row.refold();
        let speaks_of_others = event.event.info().name.starts_with("duplicate_");
        if speaks_of_others {
            self.merges.note(id, &facts);
        }
        let mut links = self.person_links(index);
        let merges = self.merge(index, event);
        if merges {
            links.extend(self.person_links(index));
            links.sort_unstable();
            links.dedup();
        }
        if forgets {
            self.forget(id);
        } else if identifies(&event.event) {
            if self.opened {
                self.note_identity(index, &facts);
            } else if (index as usize) < self.identified {
                self.again.push(index);
            }
        }
        self.care_of_worker_changed(index, &event.event, &facts, moves);
        for link in links {
            self.cases[link as usize].brief = OnceLock::new();
            if (moves || merges) && self.cases[link as usize].countable {
                self.recount(link);
            }
            if moves && self.cases[link as usize].deals {
                self.retally(link);
            }
        }
    }

    pub(crate) fn apply_case(&mut self, id: Uuid, event: &Recorded<CaseEvent>) {
        let position = event.position;
        let index = *self.case_index.entry(id).or_insert_with(|| {
            self.cases.push(CaseRow::new(id, position));
            (self.cases.len() - 1) as u32
        });
        self.keep_case(index);
        let row = &mut self.cases[index as usize];
        row.countable |= matches!(
            event.event,
            CaseEvent::DepartureRecorded(_) | CaseEvent::ReturnRecorded(_)
        );
        row.deals |= match &event.event {
            CaseEvent::SelectionRecorded(_) | CaseEvent::TestRegistered(_) => true,
            CaseEvent::SendingContractSigned(event) => event.order.is_some(),
            _ => false,
        };
        let _ = row.events.push(event);
        let before = row.worker;
        if matches!(event.event, CaseEvent::CaseOpened(_)) {
            self.link(index, position);
        }
        if self.cases[index as usize].countable {
            self.recount(index);
        }
        if self.cases[index as usize].deals {
            self.retally(index);
            self.retake(index);
        }
        self.cases[index as usize].brief = OnceLock::new();
        for worker in [before, self.cases[index as usize].worker] {
            let Some(worker) = self.worker_index.get(&worker).copied() else {
                continue;
            };
            for case in self.person_links(worker) {
                self.cases[case as usize].brief = OnceLock::new();
            }
        }
    }

    /// Takes in that records are of one person, or are not after all. Decisions hold from where they stand in the log.
    fn merge(&mut self, survivor: u32, event: &Recorded<WorkerEvent>) -> bool {
        let size = short(event.position + 1);
        match &event.event {
            _ if event.amends.is_some() => false,
            WorkerEvent::WorkersMerged(merged) => {
                let absorbed = self.worker_row(merged.absorbed, event.position);
                self.merges.push(Alias {
                    absorbed,
                    survivor,
                    from: size,
                    to: u32::MAX,
                    aside: merged.set_aside,
                });
                true
            }
            WorkerEvent::WorkersUnmerged(merged) => {
                let absorbed = self.worker_row(merged.absorbed, event.position);
                self.merges.end(absorbed, survivor, size);
                true
            }
            _ => false,
        }
    }

    /// Cases of a person, whichever record they stand under.
    fn person_links(&self, worker: u32) -> Vec<u32> {
        let same = self.merges.same(worker, short(self.size)).into_iter();
        same.flat_map(|record| self.open_links(record)).collect()
    }

    /// Finds whose case it is now and moves it there.
    fn link(&mut self, case: u32, position: u64) {
        let row = &self.cases[case as usize];
        let facts = row.facts_at(u64::MAX);
        let opened = facts.iter().find_map(|fact| match &fact.event {
            CaseEvent::CaseOpened(event) => Some(event.worker),
            _ => None,
        });
        let (id, before) = (row.id, row.worker);
        // A case whose opening was annulled stays where it was, so that it can still be found.
        let Some(now) = opened.filter(|now| *now != before) else {
            return;
        };
        if let Some(old) = self.worker_index.get(&before).copied() {
            self.keep_worker(old);
            let old = &mut self.workers[old as usize];
            old.cases.retain(|of| *of != id);
            for link in old
                .links
                .iter_mut()
                .filter(|link| link.case == case && link.is_open())
            {
                link.to = short(position + 1);
            }
        }
        let new = self.worker_row(now, position);
        self.keep_worker(new);
        let new = &mut self.workers[new as usize];
        new.cases.push(id);
        new.links.push(Link {
            case,
            from: short(position + 1),
            to: u32::MAX,
        });
        let row = &mut self.cases[case as usize];
        row.worker = now;
        row.owners.push((position + 1, now));
    }

    pub(crate) fn worker_row(&mut self, id: Uuid, position: u64) -> u32 {
        *self.worker_index.entry(id).or_insert_with(|| {
            self.workers.push(WorkerRow::new(id, position));
            (self.workers.len() - 1) as u32
        })
    }

    /// Every record of everybody whose case it was.
    pub(crate) fn people_around(&self, row: &CaseRow) -> Vec<u32> {
        let owners = row.owners.iter();
        let owners = owners.filter_map(|(_, owner)| self.worker_index.get(owner));
        owners.flat_map(|owner| self.merges.ever(*owner)).collect()
    }

    fn open_links(&self, worker: u32) -> Vec<u32> {
        let links = self.workers[worker as usize].links.iter();
        links
            .filter(|link| link.is_open())
            .map(|link| link.case)
            .collect()
    }

    /// Brings the indexes of names and numbers to what the row says now.
    pub(crate) fn note_identity(&mut self, index: u32, facts: &[Effective<WorkerEvent>]) {
        let row = &self.workers[index as usize];
        let now = row.numbers_of(facts);
        self.hold_numbers(index, &now, self.size);
        self.note_name(index, facts);
    }

    /// From a size of the log on the worker holds these numbers and no others.
    pub(crate) fn hold_numbers(&mut self, index: u32, now: &[OwnNumber], size: u64) {
        let row = &mut self.workers[index as usize];
        if *row.numbers == *now {
            return;
        }
        let before = std::mem::replace(&mut row.numbers, now.into());
        for number in before.iter().filter(|number| !now.contains(number)) {
            self.forget_briefs(*number);
            self.numbers.release(*number, index, size);
        }
        for number in now.iter().filter(|number| !before.contains(number)) {
            self.numbers.claim(*number, index, size);
            self.forget_briefs(*number);
        }
    }

    /// Brings the index for searching to what the row says now.
    pub(crate) fn note_name(&mut self, index: u32, facts: &[Effective<WorkerEvent>]) {
        let row = &self.workers[index as usize];
        let name = row
            .identity
            .as_ref()
            .map_or("", |identity| identity.full_name.as_str());
        let searched = Searched::new(name, &row.searched(facts));
        self.names.note(index, searched);
    }

    /// A conflict of identity keeps everybody concerned from being ready to leave.
    fn forget_briefs(&mut self, number: OwnNumber) {
        if !self.numbers.is_shared(number) {
            return;
        }
        let holders: Vec<u32> = self.numbers.holders(number).collect();
        for worker in holders {
            for case in self.open_links(worker) {
                self.cases[case as usize].brief = OnceLock::new();
            }
        }
    }
}

/// Whether an event may change who somebody is or how they are found.
pub(crate) fn identifies(event: &WorkerEvent) -> bool {
    !matches!(
        event,
        WorkerEvent::ResidenceRecorded(_)
            | WorkerEvent::ResidenceRemapped(_)
            | WorkerEvent::IdentityChecked(_)
            | WorkerEvent::DuplicateSuspected(_)
            | WorkerEvent::DuplicateRuledOut(_)
            | WorkerEvent::WorkersMerged(_)
            | WorkerEvent::WorkersUnmerged(_)
    )
}
