//! Taking in leaves one after another. Work per event is bounded by the streams it touches: one worker, that worker's
//! cases, and those who share a number.

use std::sync::OnceLock;

use hanhtrinh_domain::case::CaseEvent;
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::date::day_in_vietnam;
use hanhtrinh_domain::enterprise::EnterpriseEvent;
use hanhtrinh_domain::event::{Effective, Recorded, StreamEvent};
use hanhtrinh_domain::plan::PlanEvent;
use hanhtrinh_domain::registry::RegistryEvent;
use hanhtrinh_domain::worker::WorkerEvent;
use hanhtrinh_record::Genesis;
use hanhtrinh_record::leaf::Leaf;
use uuid::Uuid;

use crate::case::CaseRow;
use crate::codec::{Part, Sealed, parts, recorded};
use crate::identity::OwnNumber;
use crate::views::{UnknownEvent, Views};
use crate::worker::{Link, WorkerRow};

impl Views {
    /// Takes in the next leaf, with one entry of `private` per sealed part. Never fails: what this build cannot read is
    /// kept as unknown.
    pub fn apply(&mut self, position: u64, leaf: &Leaf, private: &[Sealed]) {
        self.size = position + 1;
        let day = day_in_vietnam(leaf.at);
        match self.days.last_mut() {
            // A clock that stepped back would only make the earlier day longer.
            Some((last, size)) if *last >= day => *size = self.size,
            _ => self.days.push((day, self.size)),
        }
        let id = || Uuid::try_parse(leaf.stream.key()).ok();
        let taken = match leaf.stream.kind() {
            WorkerEvent::STREAM => id().zip(recorded(position, leaf)).map(|(id, event)| {
                self.apply_worker(id, event, parts(position, leaf, private));
                self.note_registrar(id, position, leaf);
            }),
            CaseEvent::STREAM => id().zip(recorded(position, leaf)).map(|(id, event)| {
                self.apply_case(id, event, parts(position, leaf, private));
            }),
            EnterpriseEvent::STREAM => {
                recorded(position, leaf).and_then(|event| self.office.enterprise(leaf.stream.key(), event))
            }
            PlanEvent::STREAM => {
                recorded(position, leaf).map(|event| self.office.plan(leaf.stream.key(), event))
            }
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

    /// Keeps which enterprise registered a person: until a case is opened nothing else ties the two.
    fn note_registrar(&mut self, id: Uuid, position: u64, leaf: &Leaf) {
        let index = self.worker_index.get(&id).copied();
        let Some(row) = index.and_then(|index| self.workers.get_mut(index as usize)) else {
            return;
        };
        if row.first == position && leaf.role == "recruiter" {
            row.registered_by = leaf.org.as_deref().and_then(|org| Code::parse(org).ok());
        }
    }

    /// Forgets what was sealed about a person, as if its key had never been here.
    pub fn forget(&mut self, worker: Uuid) {
        let Some(index) = self.worker_index.get(&worker).copied() else {
            return;
        };
        self.workers[index as usize].erase();
        self.numbers.forget(worker);
        self.workers[index as usize].numbers.clear();
        let facts = self.workers[index as usize].refold();
        self.note_identity(index, &facts);
        for case in &mut self.cases {
            case.erase(worker);
        }
        // Whoever shared a number with the forgotten person is in conflict no more.
        self.cases
            .iter_mut()
            .for_each(|case| case.brief = OnceLock::new());
    }

    fn apply_worker(&mut self, id: Uuid, event: Recorded<WorkerEvent>, parts: impl Iterator<Item = Part>) {
        let index = self.worker_row(id, event.position);
        // Contacts and checks count nowhere; only what moves a row makes rows be computed again.
        let moves = matches!(
            event.event,
            WorkerEvent::WorkerRegistered(_) | WorkerEvent::ResidenceRecorded(_)
        );
        let identifies = !matches!(
            event.event,
            WorkerEvent::ResidenceRecorded(_) | WorkerEvent::IdentityChecked(_)
        );
        let forgets = matches!(event.event, WorkerEvent::PersonForgotten(_));
        let row = &mut self.workers[index as usize];
        row.events.push(event);
        row.private.extend(parts);
        let facts = row.refold();
        if forgets {
            self.forget(id);
        } else if identifies {
            self.note_identity(index, &facts);
        }
        for link in self.open_links(index) {
            self.cases[link as usize].brief = OnceLock::new();
            if moves && self.cases[link as usize].countable {
                self.recount(link);
            }
        }
    }

    fn apply_case(&mut self, id: Uuid, event: Recorded<CaseEvent>, parts: impl Iterator<Item = Part>) {
        let position = event.position;
        let index = *self.case_index.entry(id).or_insert_with(|| {
            self.cases.push(CaseRow::new(id, position));
            (self.cases.len() - 1) as u32
        });
        let row = &mut self.cases[index as usize];
        row.countable |= matches!(
            event.event,
            CaseEvent::DepartureRecorded(_) | CaseEvent::ReturnRecorded(_)
        );
        let opens = matches!(event.event, CaseEvent::CaseOpened(_));
        row.events.push(event);
        row.private.extend(parts);
        let before = row.worker;
        if opens {
            self.link(index, position);
        }
        if self.cases[index as usize].countable {
            self.recount(index);
        }
        self.cases[index as usize].brief = OnceLock::new();
        for worker in [before, self.cases[index as usize].worker] {
            let Some(worker) = self.worker_index.get(&worker).copied() else {
                continue;
            };
            for case in self.open_links(worker) {
                self.cases[case as usize].brief = OnceLock::new();
            }
        }
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
            let old = &mut self.workers[old as usize];
            old.cases.retain(|of| *of != id);
            for link in old
                .links
                .iter_mut()
                .filter(|link| link.case == case && link.to == u64::MAX)
            {
                link.to = position + 1;
            }
        }
        let new = self.worker_row(now, position);
        let new = &mut self.workers[new as usize];
        new.cases.push(id);
        new.links.push(Link {
            case,
            from: position + 1,
            to: u64::MAX,
        });
        let row = &mut self.cases[case as usize];
        row.worker = now;
        row.owners.push((position + 1, now));
    }

    fn worker_row(&mut self, id: Uuid, position: u64) -> u32 {
        *self.worker_index.entry(id).or_insert_with(|| {
            self.workers.push(WorkerRow::new(id, position));
            (self.workers.len() - 1) as u32
        })
    }

    fn open_links(&self, worker: u32) -> Vec<u32> {
        let links = self.workers[worker as usize].links.iter();
        links
            .filter(|link| link.to == u64::MAX)
            .map(|link| link.case)
            .collect()
    }

    /// Brings the indexes of names and numbers to what the row says now.
    fn note_identity(&mut self, index: u32, facts: &[Effective<WorkerEvent>]) {
        let row = &mut self.workers[index as usize];
        let numbers = row.numbers_of(facts);
        let before = std::mem::replace(&mut row.numbers, numbers);
        let (id, size) = (row.id, self.size);
        let now = row.numbers.clone();
        if before != now {
            for number in before.iter().filter(|number| !now.contains(number)) {
                self.forget_briefs(number);
                self.numbers.release(number, id, size);
            }
            for number in now.iter().filter(|number| !before.contains(number)) {
                self.numbers.claim(number.clone(), id, size);
                self.forget_briefs(number);
            }
        }
        self.names.note(index, &self.workers[index as usize], facts);
    }

    /// A conflict of identity keeps everybody concerned from being ready to leave.
    fn forget_briefs(&mut self, number: &OwnNumber) {
        let holders = self.numbers.holders(number);
        if holders.len() < 2 {
            return;
        }
        for worker in holders {
            let Some(worker) = self.worker_index.get(worker).copied() else {
                continue;
            };
            for case in self.open_links(worker) {
                self.cases[case as usize].brief = OnceLock::new();
            }
        }
    }
}
