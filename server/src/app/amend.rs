//! What is sealed with an event while it is amended. An amendment carries the complete content, but whoever makes it may not
//! see, or not be able to open, what is sealed: what a request leaves out stays as it was, carried over here without being
//! shown to anybody.

use hanhtrinh_api::cases::RecordFact;
use hanhtrinh_domain::event::{Amend, AmendKind, Private, Recorded, StreamEvent};
use hanhtrinh_log::{Entry, Log, Opened, ReadError};
use hanhtrinh_record::{Draft, Leaf, Plain};
use uuid::Uuid;

use super::Registry;
use super::caller::Caller;
use super::commit::NewEvent;
use super::error::AppError;
use super::fields::{Fields, source};

impl Registry {
    /// The sealed parts that an amendment leaves as they were: those of the content that held last, but for the kind of
    /// part that is given anew. They are sealed again with the amendment.
    ///
    /// An annulment takes nothing along, since its content does not hold. What was erased cannot be carried and is not
    /// missed. What cannot be opened here would be lost: it is named as a problem of `private`, unless it is replaced.
    pub(super) fn carried<E>(
        &self,
        events: &[Recorded<E>],
        fact: &RecordFact,
        fields: &mut Fields,
    ) -> Result<Vec<Plain>, AppError> {
        let Some(amend) = fact.amends.filter(|amend| amend.kind != AmendKind::Annul) else {
            return Ok(Vec::new());
        };
        let given = fact.private.as_ref();
        let Some((entry, leaf)) = self.last_sealed(events, amend)? else {
            return Ok(Vec::new());
        };
        let mut parts = Vec::new();
        for (part, sealed) in leaf.sealed.iter().enumerate() {
            match self.log().open_sealed(&entry, part)? {
                Opened::Open(body) => {
                    if !given.is_some_and(|given| replaces(given, &body)) {
                        parts.push(Plain {
                            subject: sealed.subject,
                            body: body.into(),
                        });
                    }
                }
                Opened::Erased => {}
                Opened::Missing if given.is_some() => {}
                Opened::Missing => fields.problem(
                    "private",
                    "private.missing",
                    "Phần niêm phong của sự kiện này không mở được ở đây, bản sửa sẽ làm mất nó: hãy nhập lại phần đó.",
                    "What is sealed with this event cannot be opened here and the amendment would lose it: enter it anew.",
                ),
            }
        }
        Ok(parts)
    }

    /// The last of an event and its amendments, annulments aside, that has something sealed.
    fn last_sealed<E>(
        &self,
        events: &[Recorded<E>],
        amend: Amend,
    ) -> Result<Option<(Entry, Leaf)>, AppError> {
        let versions = events.iter().rev().filter(|known| match known.amends {
            None => known.id == amend.event,
            Some(other) => other.event == amend.event && other.kind != AmendKind::Annul,
        });
        for version in versions {
            for entry in self.log().read(version.position, 1)? {
                let leaf = entry.leaf().map_err(|_| ReadError::Damaged {
                    position: entry.position,
                    what: "the line is not a leaf",
                })?;
                if !leaf.sealed.is_empty() {
                    return Ok(Some((entry, leaf)));
                }
            }
        }
        Ok(None)
    }

    /// Whether an event was recorded for an organisation, by its code or unit.
    pub(super) fn is_recorded_for<E>(
        &self,
        events: &[Recorded<E>],
        amend: Amend,
        org: &str,
    ) -> Result<bool, AppError> {
        let Some(original) = events.iter().find(|known| known.id == amend.event) else {
            return Ok(false);
        };
        let entries = self.log().read(original.position, 1)?;
        let leaf = entries.first().and_then(|entry| entry.leaf().ok());
        Ok(leaf.is_some_and(|leaf| leaf.org.as_deref() == Some(org)))
    }
}

/// The draft of a fact as it was sent: with its document, what it amends, what is sealed about a person, and what an
/// amendment carries along.
pub(super) fn draft<E: StreamEvent>(
    mut new: NewEvent<E>,
    fact: &RecordFact,
    person: Uuid,
    carried: Vec<Plain>,
    by: &Caller,
) -> Result<Draft, AppError> {
    new.amends = fact.amends;
    new.source = fact.source.as_ref().map(source);
    if let Some(private) = &fact.private {
        new = new.sealed(person, private.clone());
    }
    let mut draft = new.draft(by)?;
    draft.sealed.extend(carried);
    Ok(draft)
}

/// Whether a part given anew is of the kind of one that stood there.
fn replaces(given: &Private, body: &[u8]) -> bool {
    serde_json::from_slice::<Private>(body)
        .is_ok_and(|old| std::mem::discriminant(&old) == std::mem::discriminant(given))
}
