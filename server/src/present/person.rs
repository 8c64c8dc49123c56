//! A person as a page shows them.

use hanhtrinh_api::Shown;
use hanhtrinh_api::people::{CaseBrief, DocumentView, PersonView, ResidenceView};
use hanhtrinh_domain::event::Effective;
use hanhtrinh_domain::worker::{ResidenceKind, WorkerEvent};
use hanhtrinh_record::StreamId;
use hanhtrinh_views::Brief;
use uuid::Uuid;

use super::{Eyes, Moment, history, latest_first};
use crate::app::AppError;

/// A person as of a moment; nothing where the reader does not see them or they were not known then.
pub fn person(eyes: &Eyes<'_>, id: Uuid, moment: Moment) -> Result<Option<PersonView>, AppError> {
    let views = eyes.views;
    if !eyes.reader.sees_worker(views, id) {
        return Ok(None);
    }
    let (Some(row), Some(worker)) = (views.worker(id), views.worker_at(id, moment.position)) else {
        return Ok(None);
    };
    let contact = row.contact_at(moment.position);
    let identity = eyes.identity(id, moment.position);
    let phone = contact
        .clone()
        .map(|contact| contact.phone.map(|phone| phone.to_string()));
    let kin = contact.map(|contact| contact.next_of_kin);
    // What other enterprises and offices recorded about the person is not a recruiter's to read.
    let history = if eyes.is_recruiter() {
        Vec::new()
    } else {
        history::of_stream(eyes, &StreamId::new("worker", id), moment.position)?
    };
    let version = row
        .events()
        .iter()
        .filter(|event| event.position < moment.position)
        .count() as u64;
    Ok(Some(PersonView {
        person: eyes.person_ref(id, moment.position),
        personal_id: some(
            eyes.shown(identity.map(|i| i.personal_id.map(|number| number.as_str().to_owned()))),
        ),
        sex: worker.sex,
        entry: worker.entry,
        phone: some(eyes.shown(phone)),
        next_of_kin: some(eyes.shown(kin)),
        residences: residences(eyes, id, moment),
        documents: documents(eyes, id, moment),
        identity_conflict: views.identity_conflict(id),
        mismatches: mismatches(&row.facts_at(moment.position)),
        cases: cases(eyes, id, moment),
        version: if eyes.is_recruiter() {
            version
        } else {
            history.len() as u64
        },
        history,
        position: moment.position,
    }))
}

/// Something that is there but empty is missing.
pub(super) fn some(shown: Shown<Option<String>>) -> Shown<String> {
    match shown {
        Shown::Open(Some(text)) => Shown::Open(text),
        Shown::Open(None) | Shown::Missing => Shown::Missing,
        Shown::Withheld => Shown::Withheld,
        Shown::Erased => Shown::Erased,
    }
}

fn residences(eyes: &Eyes<'_>, id: Uuid, moment: Moment) -> Vec<ResidenceView> {
    let units = eyes.views.units();
    let Some(row) = eyes.views.worker(id) else {
        return Vec::new();
    };
    let residences = row.residences_at(moment.position).into_iter().map(|address| {
        let now = units.by_commune(address.unit, units.edition_on(moment.day));
        ResidenceView {
            from: address.from,
            permanent: address.kind == ResidenceKind::Permanent,
            unit: address.unit,
            name: eyes
                .unit_name(address.unit)
                .unwrap_or_else(|| address.unit.to_string()),
            address: some(
                eyes.shown(
                    address
                        .text
                        .map(|text| Some(text).filter(|text| !text.is_empty())),
                ),
            ),
            now: now
                .filter(|now| *now != address.unit)
                .and_then(|now| eyes.unit_name(now)),
        }
    });
    latest_first(residences.collect(), |residence: &ResidenceView| residence.from)
}

fn documents(eyes: &Eyes<'_>, id: Uuid, moment: Moment) -> Vec<DocumentView> {
    let Some(row) = eyes.views.worker(id) else {
        return Vec::new();
    };
    let documents = row
        .documents_at(moment.position)
        .into_iter()
        .map(|document| DocumentView {
            kind: document.kind,
            number: eyes.shown(document.number),
            on: document.issued_on.map_or(document.on, Into::into),
            expires_on: document.expires_on,
        });
    latest_first(documents.collect(), |document: &DocumentView| document.on)
}

/// What the last check of the identity found.
fn mismatches(facts: &[Effective<WorkerEvent>]) -> Vec<String> {
    let last = facts.iter().rev().find_map(|fact| match &fact.event {
        WorkerEvent::IdentityChecked(event) => Some(&event.mismatches),
        _ => None,
    });
    last.into_iter().flatten().map(ToString::to_string).collect()
}

/// The placements the reader sees, latest first.
fn cases(eyes: &Eyes<'_>, id: Uuid, moment: Moment) -> Vec<CaseBrief> {
    let Some(row) = eyes.views.worker(id) else {
        return Vec::new();
    };
    let sight = eyes.reader.sight(eyes.views);
    let mut cases: Vec<CaseBrief> = row
        .cases
        .iter()
        .filter(|case| sight.covers_case(**case))
        .filter_map(|case| {
            let folded = eyes.views.lifecycle(*case, moment.position, moment.day)?;
            Some(case_brief(*case, &Brief::from(&folded)))
        })
        .collect();
    cases.reverse();
    cases.sort_by_key(|case| std::cmp::Reverse(case.opened));
    cases
}

/// A placement in one line.
pub(super) fn case_brief(id: Uuid, brief: &Brief) -> CaseBrief {
    CaseBrief {
        id,
        state: brief.state,
        market: brief.market,
        opened: brief.opened,
        departed: brief.departed,
        returned: brief.returned,
        contract_end: brief.contract_end.map(Into::into),
        enterprise: brief.enterprise.map(|code| code.to_string()),
    }
}
