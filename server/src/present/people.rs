//! Pages of people, and who may be the same person.

use hanhtrinh_api::people::{PeoplePage, PersonRow, Similar, SimilarPerson};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_views::{PeopleQuery, Views};
use uuid::Uuid;

use super::person::{case_brief, some};
use super::{Eyes, Moment, cursor};
use crate::app::{Scope, Sight};

/// Most candidates shown.
const CANDIDATES: usize = 10;

/// A page of people, today.
pub fn people(eyes: &Eyes<'_>, query: &PeopleQuery) -> PeoplePage {
    let moment = Moment::now(eyes.views, query.today);
    let sight = eyes.reader.sight(eyes.views);
    let hits = eyes
        .views
        .search(query, &|_: &Views, worker| sight.covers_worker(worker));
    let rows = hits.ids.iter().filter_map(|id| row(eyes, &sight, *id, moment));
    PeoplePage {
        rows: rows.collect(),
        total: hits.total,
        next: hits.next.and_then(|next| cursor(&next)),
        position: moment.position,
    }
}

fn row(eyes: &Eyes<'_>, sight: &Sight<'_>, id: Uuid, moment: Moment) -> Option<PersonRow> {
    let views = eyes.views;
    let worker = views.worker(id)?;
    let commune = eyes.commune_on(&worker.worker, moment.day);
    let seen: Vec<Uuid> = worker
        .cases
        .iter()
        .copied()
        .filter(|case| sight.covers_case(*case))
        .collect();
    let latest = seen
        .iter()
        .filter_map(|case| {
            views
                .brief(*case, moment.day)
                .map(|brief| case_brief(*case, &brief))
        })
        .max_by_key(|brief| brief.opened);
    let number = eyes
        .identity(id, moment.position)
        .map(|identity| identity.personal_id.map(|number| number.as_str().to_owned()));
    Some(PersonRow {
        person: eyes.person_ref(id, moment.position),
        personal_id: some(eyes.shown(number)),
        sex: worker.worker.sex,
        commune,
        commune_name: commune.and_then(|unit| eyes.unit_name(unit)),
        cases: u32::try_from(seen.len()).unwrap_or(u32::MAX),
        latest,
    })
}

/// What was typed of a person, as far as it could be read.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// Full name.
    pub full_name: Option<String>,
    /// Birth date.
    pub birth_date: Option<PartialDate>,
    /// Identity number.
    pub personal_id: Option<String>,
}

/// Who may be the same person, closest first. A number is known to its holder: whoever types it is told of it across
/// communes; a name alone reaches no further than the reader's scope. A recruiter has to know number and birth date.
pub fn similar(eyes: &Eyes<'_>, question: &Question, moment: Moment) -> Similar {
    let views = eyes.views;
    let by_number: Vec<Uuid> = question
        .personal_id
        .as_ref()
        .map_or_else(Vec::new, |number| views.by_personal_id(number));
    let born = |worker: Uuid, birth: PartialDate| {
        views
            .worker(worker)
            .and_then(|row| row.identity.as_ref())
            .is_some_and(|i| i.birth_date == birth)
    };
    let sight = eyes.reader.sight(views);
    let mut found: Vec<(Uuid, bool, bool)> = Vec::new();
    if let Scope::Enterprise(_) = eyes.reader.scope {
        let exact = by_number
            .iter()
            .filter(|id| question.birth_date.is_some_and(|birth| born(**id, birth)));
        found.extend(exact.map(|id| (*id, true, false)));
    } else {
        let by_name = match (&question.full_name, question.birth_date) {
            (Some(name), Some(birth)) => views.by_name_and_birth(name, birth),
            _ => Vec::new(),
        };
        found.extend(by_number.iter().map(|id| (*id, true, by_name.contains(id))));
        let others = by_name.into_iter().filter(|id| !by_number.contains(id));
        found.extend(
            others
                .filter(|id| sight.covers_worker(*id))
                .map(|id| (id, false, true)),
        );
    }
    let people = found
        .into_iter()
        .take(CANDIDATES)
        .map(|(id, same_id, same_name_and_birth)| SimilarPerson {
            person: eyes.person_ref(id, moment.position),
            same_id,
            same_name_and_birth,
            commune_name: eyes.commune_name(id, moment),
        });
    Similar {
        people: people.collect(),
    }
}
