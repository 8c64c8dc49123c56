//! A worker's stream and what is known of the person from it.

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::event::{Effective, Private, Recorded, collect};
use hanhtrinh_domain::worker::{DocumentKind, Worker, WorkerEvent};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::codec::{Held, Part};
use crate::identity::{NumberKind, OwnNumber, long};
use crate::names::dialled;
use crate::pack::{Parts, Stream};
use crate::person::{Address, Contact, Document, Identity};

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

    pub(crate) fn contact_of(&self, facts: &[Effective<WorkerEvent>]) -> Held<Contact> {
        let last = facts
            .iter()
            .rfind(|fact| matches!(fact.event, WorkerEvent::ContactRecorded(_)));
        last.map_or(Held::Missing, |fact| {
            self.held(fact, |private| match private {
                Private::Contact { phone, next_of_kin } => Some(Contact {
                    phone: phone.clone(),
                    next_of_kin: next_of_kin.clone(),
                }),
                _ => None,
            })
        })
    }

    /// Identity documents that hold, earliest first.
    #[must_use]
    pub fn documents(&self) -> Vec<Document> {
        self.documents_at(u64::MAX)
    }

    /// Identity documents as known at a size of the log, earliest first.
    #[must_use]
    pub fn documents_at(&self, position: u64) -> Vec<Document> {
        let facts = self.facts_at(position);
        let documents = facts.iter().filter_map(|fact| match &fact.event {
            WorkerEvent::IdentityDocumentRecorded(event) => Some(Document {
                event: fact.id,
                kind: event.kind,
                on: fact.on,
                issued_on: event.issued_on,
                expires_on: event.expires_on,
                number: self.held(fact, document_number),
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
        let facts = self.facts_at(position);
        let residences = facts.iter().filter_map(|fact| match &fact.event {
            WorkerEvent::ResidenceRecorded(event) => Some(Address {
                event: fact.id,
                from: fact.on,
                kind: event.kind,
                unit: event.unit,
                former: event.former,
                text: self.held(fact, |private| match private {
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
        let mut parts = self.private.all(self.id).into_iter();
        self.erased = parts.any(|part| part.subject == self.id && part.content == Held::Erased);
        self.identity = match self.identity_of(facts) {
            Held::Open(identity) => Some(identity),
            Held::Erased | Held::Missing => None,
        };
    }

    /// Every number the person holds by these facts.
    fn number_texts(&self, facts: &[Effective<WorkerEvent>]) -> Vec<(NumberKind, String)> {
        let mut numbers = Vec::new();
        if let Held::Open(Identity {
            personal_id: Some(number),
            ..
        }) = self.identity_of(facts)
        {
            numbers.push((NumberKind::PersonalId, number.as_str().to_owned()));
        }
        for fact in facts {
            let WorkerEvent::IdentityDocumentRecorded(event) = &fact.event else {
                continue;
            };
            let kind = match event.kind {
                DocumentKind::IdentityCard | DocumentKind::OldIdentityCard => NumberKind::PersonalId,
                DocumentKind::Passport => NumberKind::Passport,
            };
            if let Held::Open(number) = self.held(fact, document_number) {
                numbers.push((kind, number));
            }
        }
        numbers
    }

    /// Every number the person holds by these facts in comparable form, sorted, without repetition.
    pub(crate) fn numbers_of(&self, facts: &[Effective<WorkerEvent>]) -> Vec<OwnNumber> {
        let texts = self.number_texts(facts).into_iter();
        let mut numbers: Vec<OwnNumber> = texts
            .filter_map(|(kind, text)| OwnNumber::new(kind, &text))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The numbers by which the person is searched: those of papers with and without letters in front, and the phone as it
    /// is dialled.
    pub(crate) fn searched(&self, facts: &[Effective<WorkerEvent>]) -> Vec<String> {
        let mut numbers = Vec::new();
        for (kind, text) in self.number_texts(facts) {
            let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
            let plain = plain.to_ascii_uppercase();
            if kind == NumberKind::Passport {
                numbers.push(
                    plain
                        .trim_start_matches(|c: char| c.is_ascii_alphabetic())
                        .to_owned(),
                );
            }
            numbers.push(plain);
        }
        if let Held::Open(contact) = self.contact_of(facts)
            && let Some(phone) = contact.phone
        {
            numbers.push(dialled(phone.as_str()));
        }
        numbers
    }

    fn identity_of(&self, facts: &[Effective<WorkerEvent>]) -> Held<Identity> {
        let registered = facts
            .iter()
            .rfind(|fact| matches!(fact.event, WorkerEvent::WorkerRegistered(_)));
        registered.map_or(Held::Missing, |fact| {
            self.held(fact, |private| match private {
                Private::Identity {
                    full_name,
                    birth_date,
                    personal_id,
                } => Some(Identity {
                    full_name: full_name.clone(),
                    birth_date: *birth_date,
                    personal_id: *personal_id,
                }),
                _ => None,
            })
        })
    }

    /// What is sealed beside the event whose content holds; an amendment that sealed nothing leaves what was sealed
    /// beside the original.
    fn held<T>(&self, fact: &Effective<WorkerEvent>, read: impl Fn(&Private) -> Option<T>) -> Held<T> {
        held(self.parts(fact.settled), &read)
            .or_else(|| held(self.parts(fact.position), &read))
            .unwrap_or(Held::Missing)
    }
}

fn document_number(private: &Private) -> Option<String> {
    match private {
        Private::Document { number, .. } => Some(number.clone()),
        _ => None,
    }
}

/// The first part of an event that is of the kind read, or what stands in its place.
fn held<T>(parts: Vec<Part>, read: impl Fn(&Private) -> Option<T>) -> Option<Held<T>> {
    let mut instead = None;
    for part in parts {
        match part.content {
            Held::Open(private) => {
                if let Some(content) = read(&private) {
                    return Some(Held::Open(content));
                }
            }
            Held::Erased => instead = Some(Held::Erased),
            Held::Missing => instead = instead.or(Some(Held::Missing)),
        }
    }
    instead
}

/// The events known at a size of the log. Events lie in the order of their positions.
pub(crate) fn known<E>(events: &[Recorded<E>], position: u64) -> &[Recorded<E>] {
    &events[..events.partition_point(|event| event.position < position)]
}
