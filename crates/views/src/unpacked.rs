//! What was sealed about a worker, unpacked once to be asked several times.

use hanhtrinh_domain::event::{Effective, Private};
use hanhtrinh_domain::worker::{DocumentKind, WorkerEvent};
use uuid::Uuid;

use crate::codec::{Held, Part};
use crate::identity::{NumberKind, OwnNumber};
use crate::names::dialled;
use crate::person::{Contact, Identity};

/// The parts of one worker, in the order of the log.
pub(crate) struct Unpacked {
    parts: Vec<Part>,
}

impl Unpacked {
    pub fn new(parts: Vec<Part>) -> Self {
        Self { parts }
    }

    /// Whether the person was forgotten.
    pub fn is_erased(&self, worker: Uuid) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|part| part.subject == worker && part.content == Held::Erased)
    }

    /// Who the person is by these facts.
    pub fn identity(&self, facts: &[Effective<WorkerEvent>]) -> Held<Identity> {
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

    /// How to reach the person by these facts.
    pub fn contact(&self, facts: &[Effective<WorkerEvent>]) -> Held<Contact> {
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

    /// Every number the person holds by these facts in comparable form, sorted, without repetition.
    pub fn numbers(&self, facts: &[Effective<WorkerEvent>]) -> Vec<OwnNumber> {
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
    pub fn searched(&self, facts: &[Effective<WorkerEvent>]) -> Vec<String> {
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
        if let Held::Open(contact) = self.contact(facts)
            && let Some(phone) = contact.phone
        {
            numbers.push(dialled(phone.as_str()));
        }
        numbers
    }

    /// What is sealed beside the event whose content holds; an amendment that sealed nothing leaves what was sealed
    /// beside the original.
    pub fn held<T>(&self, fact: &Effective<WorkerEvent>, read: impl Fn(&Private) -> Option<T>) -> Held<T> {
        self.at(fact.settled, &read)
            .or_else(|| self.at(fact.position, &read))
            .unwrap_or(Held::Missing)
    }

    /// The first part of an event that is of the kind read, or what stands in its place.
    fn at<T>(&self, position: u64, read: impl Fn(&Private) -> Option<T>) -> Option<Held<T>> {
        let mut instead = None;
        for part in self.parts.iter().filter(|part| part.position == position) {
            match &part.content {
                Held::Open(private) => {
                    if let Some(content) = read(private) {
                        return Some(Held::Open(content));
                    }
                }
                Held::Erased => instead = Some(Held::Erased),
                Held::Missing => instead = instead.or(Some(Held::Missing)),
            }
        }
        instead
    }

    /// Every number the person holds by these facts.
    fn number_texts(&self, facts: &[Effective<WorkerEvent>]) -> Vec<(NumberKind, String)> {
        let mut numbers = Vec::new();
        if let Held::Open(Identity {
            personal_id: Some(number),
            ..
        }) = self.identity(facts)
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
}

/// The number of a document, if that is what the part holds.
pub(crate) fn document_number(private: &Private) -> Option<String> {
    match private {
        Private::Document { number, .. } => Some(number.clone()),
        _ => None,
    }
}
