//! A worker's stream and what is known of the person from it.

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::event::{Effective, Private, Recorded, collect};
use hanhtrinh_domain::worker::{Worker, WorkerEvent};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::codec::{Held, Part};
use crate::identity::{OwnNumber, long};
use crate::pack::{Parts, Stream};
use crate::person::{Address, Contact, Document, Identity};
use crate::unpacked::{Unpacked, document_number};

/// Everything about one worker.
#[derive(Debug, Clone)]
pub struct WorkerRow {
    /// Id of the stream.
    pub id: Uuid,
    /// Position of the first event that names the worker.
    pub first: u64,
    pub(crate) events: Stream<WorkerEvent>,
    pub(crate) private: Parts,
    /// What the facts say.
    pub worker: Worker,
    /// Who it is, if that is open here.
    pub identity: Option<Identity>,
    /// Whether the person was forgotten.
    pub erased: bool,
    /// The enterprise whose delegate registered the person, if one did.
    pub registered_by: Option<Code>,
    /// The worker's cases, in the order in which they were opened.
    pub cases: Vec<Uuid>,
    /// Cases with the sizes of the log between which they were this worker's.
    pub(crate) links: Vec<Link>,
    /// Numbers held now, sorted.
    pub(crate) numbers: Box<[OwnNumber]>,
}

/// A case was a worker's for sizes of the log in `[from, to)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Link {
    pub case: u32,
    pub from: u32,
    pub to: u32,
}

impl Link {
    /// Whether it holds now.
    pub fn is_open(&self) -> bool {
        self.to == u32::MAX
    }

    /// Whether it held at a size of the log.
    pub fn held_at(&self, size: u64) -> bool {
        long(self.from) <= size && size < long(self.to)
    }
}

impl WorkerRow {
    pub(crate) fn new(id: Uuid, first: u64) -> Self {
        Self {
            id,
            first,
            events: Stream::default(),
            private: Parts::default(),
            worker: Worker::default(),
            identity: None,
            erased: false,
            registered_by: None,
            cases: Vec::new(),
            links: Vec::new(),
            numbers: Box::default(),
        }
    }

    /// Number of events of the stream.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.events.len()
    }

    /// Every event of the stream, in the order of the log.
    #[must_use]
    pub fn events(&self) -> Vec<Recorded<WorkerEvent>> {
        self.events.all()
    }

    /// What was sealed beside an event.
    #[must_use]
    pub fn parts(&self, position: u64) -> Vec<Part> {
        self.private.at(position, self.id)
    }

    /// The facts as known at a size of the log.
    #[must_use]
    pub fn facts_at(&self, position: u64) -> Vec<Effective<WorkerEvent>> {
        collect(&self.events.known(position))
    }

    /// Who the person was said to be at a size of the log.
    #[must_use]
    pub fn identity_at(&self, position: u64) -> Held<Identity> {
        self.identity_of(&self.facts_at(position))
    }

    /// How to reach the person.
    #[must_use]
    pub fn contact(&self) -> Held<Contact> {
        self.contact_at(u64::MAX)
    }

    /// How the person could be reached as known at a size of the log.
    #[must_use]
    pub fn contact_at(&self, position: u64) -> Held<Contact> {
        self.contact_of(&self.facts_at(position))
    }

    /// What is sealed, unpacked once for several questions.
    pub(crate) fn unpacked(&self) -> Unpacked {
        Unpacked::new(self.private.all(self.id))
    }

    pub(crate) fn contact_of(&self, facts: &[Effective<WorkerEvent>]) -> Held<Contact> {
        self.unpacked().contact(facts)
    }

    /// Identity documents that hold, earliest first.
    #[must_use]
    pub fn documents(&self) -> Vec<Document> {
        self.documents_at(u64::MAX)
    }

    /// Identity documents as known at a size of the log, earliest first.
    #[must_use]
    pub fn documents_at(&self, position: u64) -> Vec<Document> {
        let (facts, sealed) = (self.facts_at(position), self.unpacked());
        let documents = facts.iter().filter_map(|fact| match &fact.event {
            WorkerEvent::IdentityDocumentRecorded(event) => Some(Document {
                event: fact.id,
                kind: event.kind,
                on: fact.on,
                issued_on: event.issued_on,
                expires_on: event.expires_on,
                number: sealed.held(fact, document_number),
            }),
            _ => None,
        });
        documents.collect()
    }

    /// Residences that hold, in order of their start.
    #[must_use]
    pub fn residences(&self) -> Vec<Address> {
        self.residences_at(u64::MAX)
    }

    /// Residences as known at a size of the log, in order of their start.
    #[must_use]
    pub fn residences_at(&self, position: u64) -> Vec<Address> {
        let (facts, sealed) = (self.facts_at(position), self.unpacked());
        let residences = facts.iter().filter_map(|fact| match &fact.event {
            WorkerEvent::ResidenceRecorded(event) => Some(Address {
                event: fact.id,
                from: fact.on,
                kind: event.kind,
                unit: event.unit,
                former: event.former,
                text: sealed.held(fact, |private| match private {
                    Private::Address { text } => Some(text.clone()),
                    _ => None,
                }),
            }),
            _ => None,
        });
        residences.collect()
    }

    /// Folds the stream anew after it grew. Returns the facts, for what else depends on them.
    pub(crate) fn refold(&mut self) -> Vec<Effective<WorkerEvent>> {
        let facts = collect(&self.events.all());
        self.worker = Worker::fold(&facts);
        self.worker.residences.shrink_to_fit();
        if !self.private.is_empty() {
            self.identify(&facts);
        }
        facts
    }

    /// Says anew who it is, from facts and opened parts.
    fn identify(&mut self, facts: &[Effective<WorkerEvent>]) {
        let sealed = self.unpacked();
        self.erased = sealed.is_erased(self.id);
        self.identity = sealed.identity(facts).open().cloned();
    }

    /// Every number the person holds by these facts in comparable form, sorted, without repetition.
    pub(crate) fn numbers_of(&self, facts: &[Effective<WorkerEvent>]) -> Vec<OwnNumber> {
        self.unpacked().numbers(facts)
    }

    /// The numbers by which the person is searched: those of papers with and without letters in front, and the phone as it
    /// is dialled.
    pub(crate) fn searched(&self, facts: &[Effective<WorkerEvent>]) -> Vec<String> {
        self.unpacked().searched(facts)
    }

    fn identity_of(&self, facts: &[Effective<WorkerEvent>]) -> Held<Identity> {
        self.unpacked().identity(facts)
    }
}

/// The events known at a size of the log. Events lie in the order of their positions.
pub(crate) fn known<E>(events: &[Recorded<E>], position: u64) -> &[Recorded<E>] {
    &events[..events.partition_point(|event| event.position < position)]
}
