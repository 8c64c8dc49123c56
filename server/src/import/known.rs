//! What the registry holds already of the person and day of a row.

use std::collections::HashSet;

use hanhtrinh_domain::case::{Around, CaseEvent, Lifecycle, Milestone, lifecycle};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::{Effective, Private};
use hanhtrinh_domain::unit::{Level, UnitRef};
use hanhtrinh_domain::worker::Entry;
use hanhtrinh_views::{CaseRow, Held, Views, WorkerRow};
use jiff::civil::Date;
use uuid::Uuid;

use super::columns::Column;
use super::communes::label;
use super::person::same_place;
use super::row::{Note, Row};
use super::trouble::Trouble;
use crate::app::{Recorder, Scope};

/// How a row stands to what is on record of a known person.
#[derive(Debug, PartialEq, Eq)]
pub enum Standing {
    /// The same departure is on record, word for word.
    Unchanged,
    /// The row has a problem.
    Rejected(Note, Option<Uuid>),
    /// A case waits for this departure.
    Open {
        /// Which.
        case: Uuid,
        /// Whether it holds a labour contract already.
        has_contract: bool,
        /// Whether the contract to send the worker was signed, or the form has none.
        signed: bool,
    },
    /// A back-dated case is to be made.
    NeedsCase {
        /// Whether the person has no number on record.
        number_missing: bool,
    },
}

/// Whether people of a commune may be brought in under a scope.
pub fn commune_in_scope(views: &Views, scope: &Scope, commune: UnitRef) -> bool {
    match scope {
        Scope::Province | Scope::Enterprise(_) => true,
        Scope::Commune(own) => {
            own.code.level() != Level::Commune || same_place(&views.packs().units, *own, commune)
        }
        Scope::Nobody => false,
    }
}

/// What rows are compared with.
pub struct OnRecord<'a> {
    /// Facts, and who people are.
    pub views: &'a Views,
    /// What is sealed beside the event at a position; papers of cases are opened when a row asks for them.
    pub papers: &'a dyn Fn(u64) -> Vec<Held<Private>>,
}

/// Compares a row with everything on record of its person.
pub fn standing(
    record: &OnRecord<'_>,
    by: &Recorder,
    today: Date,
    row: &Row,
    worker: Uuid,
    used: &HashSet<Uuid>,
    doubts: &mut Vec<Note>,
) -> Standing {
    let views = record.views;
    let Some(known) = views.worker(worker) else {
        return Standing::NeedsCase {
            number_missing: false,
        };
    };
    let recruiter = matches!(by.scope, Scope::Enterprise(_));
    if !recruiter && !by.scope.covers_worker(views, worker) {
        return reject(Some(Column::Commune), Trouble::OutOfScope, None);
    }
    if known.worker.sex.is_some_and(|sex| sex != row.sex) {
        return reject(Some(Column::Sex), Trouble::SexDiffers, None);
    }
    let mut open: Vec<(&CaseRow, Lifecycle)> = Vec::new();
    let mut open_differs = false;
    for case in known.cases.iter().filter_map(|case| views.case(*case)) {
        let facts = case.facts_at(u64::MAX);
        let sees = by.scope.covers_case(views, case.id);
        if let Some(standing) = departure(record, known, case, &facts, row, doubts) {
            return match standing {
                // Another enterprise's placement is not shown, and the departure is not counted twice.
                Standing::Rejected(..) | Standing::Unchanged if recruiter && !sees => {
                    reject(Some(Column::DepartedOn), Trouble::ElsewhereOnRecord, None)
                }
                standing => standing,
            };
        }
        let now = lifecycle(&facts, today, views.rules(), &Around::default());
        if !sees || !now.state.before_departure() || used.contains(&case.id) {
            continue;
        }
        if contradicts(&now, row) {
            open_differs = true;
        } else {
            open.push((case, now));
        }
    }
    if !residence_fits(views, known, row) {
        doubts.push(residence_differs(views, known, row));
    }
    // The same market first, then the latest case.
    open.sort_by_key(|(case, now)| (now.market == Some(row.market), case.first));
    match open.pop() {
        Some((case, now)) => into_open(record, case, &now, row),
        None => {
            if open_differs {
                doubts.push(Note {
                    column: Some(Column::Form),
                    trouble: Trouble::OpenCaseDiffers,
                });
            }
            let numberless = known
                .identity
                .as_ref()
                .is_some_and(|identity| identity.personal_id.is_none());
            let number_missing = numberless
                && row
                    .id
                    .is_some_and(|id| views.by_personal_id(id.as_str()).is_empty());
            Standing::NeedsCase { number_missing }
        }
    }
}

/// An open case takes the departure unless its contract says otherwise.
fn into_open(record: &OnRecord<'_>, case: &CaseRow, now: &Lifecycle, row: &Row) -> Standing {
    let mut differing = Vec::new();
    if now.contract.is_some() {
        compare_contract(record, (case, now), row, false, &mut differing);
    }
    if !differing.is_empty() {
        let note = Note {
            column: differing.first().copied(),
            trouble: Trouble::Differs(differing),
        };
        return Standing::Rejected(note, Some(case.id));
    }
    let signed = now.milestones.contains_key(&Milestone::Contract);
    Standing::Open {
        case: case.id,
        has_contract: now.contract.is_some(),
        signed,
    }
}

/// Another form or enterprise: the row is about another placement.
fn contradicts(now: &Lifecycle, row: &Row) -> bool {
    now.form.is_some_and(|form| form != row.form)
        || matches!((now.enterprise, row.enterprise), (Some(held), Some(given)) if held != given)
}

/// Whether a case holds the departure of that day, and if so, what follows.
fn departure(
    record: &OnRecord<'_>,
    known: &WorkerRow,
    case: &CaseRow,
    facts: &[Effective<CaseEvent>],
    row: &Row,
    doubts: &mut Vec<Note>,
) -> Option<Standing> {
    let views = record.views;
    let effective = facts.iter().filter_map(|fact| match &fact.event {
        CaseEvent::DepartureRecorded(event) => Some((fact, event)),
        _ => None,
    });
    let day = PartialDate::Day(row.on);
    for (fact, event) in effective {
        if fact.on == day {
            let mut differing = Vec::new();
            if event.market != row.market {
                differing.push(Column::Market);
            }
            compare(record, known, case, facts, row, &mut differing);
            if differing.is_empty() {
                if !residence_fits(views, known, row) {
                    doubts.push(residence_differs(views, known, row));
                }
                return Some(Standing::Unchanged);
            }
            let note = Note {
                column: differing.first().copied(),
                trouble: Trouble::Differs(differing),
            };
            return Some(Standing::Rejected(note, Some(case.id)));
        }
        // A departure known only to the month or year is most likely this one.
        if fact.on.day().is_none() && fact.on.first() <= row.on && row.on <= fact.on.last() {
            return Some(differs_in_day(case));
        }
    }
    // Recorded for that day once, and corrected to another day or annulled since.
    let original = case.events().into_iter().find(|recorded| {
        recorded.amends.is_none()
            && recorded.on == day
            && matches!(recorded.event, CaseEvent::DepartureRecorded(_))
    })?;
    if facts.iter().any(|fact| fact.id == original.id) {
        return Some(differs_in_day(case));
    }
    let note = Note {
        column: Some(Column::DepartedOn),
        trouble: Trouble::Annulled,
    };
    Some(Standing::Rejected(note, Some(case.id)))
}

fn differs_in_day(case: &CaseRow) -> Standing {
    let note = Note {
        column: Some(Column::DepartedOn),
        trouble: Trouble::Differs(vec![Column::DepartedOn]),
    };
    Standing::Rejected(note, Some(case.id))
}

/// Compares everything but the departure itself.
fn compare(
    record: &OnRecord<'_>,
    known: &WorkerRow,
    case: &CaseRow,
    facts: &[Effective<CaseEvent>],
    row: &Row,
    differing: &mut Vec<Column>,
) {
    let views = record.views;
    let now = lifecycle(facts, Date::MAX, views.rules(), &Around::default());
    // What a list has made says exactly what the list said; what people made may hold less or more.
    let from_list = now.entry == Some(Entry::Legacy);
    if now.form.is_some_and(|form| form != row.form) {
        differing.push(Column::Form);
    }
    match (now.enterprise, row.enterprise) {
        (Some(held), Some(given)) if held != given => differing.push(Column::Enterprise),
        (None, Some(_)) | (Some(_), None) if from_list => differing.push(Column::Enterprise),
        _ => {}
    }
    compare_contract(record, (case, &now), row, from_list, differing);
    let brought_in = known.worker.entry == Some(Entry::Legacy)
        && known.worker.registered == Some(PartialDate::Day(row.on));
    if brought_in && !residence_fits(views, known, row) {
        differing.push(Column::Commune);
    }
}

fn compare_contract(
    record: &OnRecord<'_>,
    (case, now): (&CaseRow, &Lifecycle),
    row: &Row,
    strict: bool,
    differing: &mut Vec<Column>,
) {
    let contract = now.contract.as_ref();
    if let Some(given) = row.sector
        && contract.map(|held| held.sector) != Some(given)
    {
        differing.push(Column::Sector);
    }
    if let Some((start, end)) = row.term
        && let Some(held) = contract
    {
        if held.start != start {
            differing.push(Column::Start);
        }
        // An extension since then does not contradict what was agreed at first.
        if held.end != end && !original_ends(case).any(|first| first == end) {
            differing.push(Column::End);
        }
    }
    if strict && contract.is_some() && row.term.is_none() {
        differing.push(Column::Start);
    }
    let numbers: Vec<String> = paper_numbers(record, case).collect();
    match row.contract.as_deref() {
        Some(given) if !numbers.is_empty() && !numbers.iter().any(|number| number == given) => {
            differing.push(Column::Contract);
        }
        Some(_) if numbers.is_empty() && strict => differing.push(Column::Contract),
        None if strict && !numbers.is_empty() => differing.push(Column::Contract),
        _ => {}
    }
}

fn original_ends(case: &CaseRow) -> impl Iterator<Item = Date> {
    case.events()
        .into_iter()
        .filter_map(|recorded| match recorded.event {
            CaseEvent::EmploymentContractRecorded(event) => Some(event.end),
            _ => None,
        })
}

/// Numbers of contracts, wherever a list or a person has put them.
fn paper_numbers(record: &OnRecord<'_>, case: &CaseRow) -> impl Iterator<Item = String> {
    let contracts = case.events().into_iter().filter(|recorded| {
        matches!(
            recorded.event,
            CaseEvent::EmploymentContractRecorded(_)
                | CaseEvent::SendingContractSigned(_)
                | CaseEvent::DepartureRecorded(_)
        )
    });
    contracts
        .flat_map(|recorded| (record.papers)(recorded.position))
        .filter_map(|part| match part {
            Held::Open(Private::Paper {
                number: Some(number), ..
            }) => Some(number),
            _ => None,
        })
}

fn residence_fits(views: &Views, known: &WorkerRow, row: &Row) -> bool {
    known.worker.residence_on(row.on).is_none_or(|residence| {
        let units = &views.packs().units;
        same_place(units, residence.unit, row.commune)
            || residence
                .former
                .is_some_and(|former| same_place(units, former, row.commune))
    })
}

fn residence_differs(views: &Views, known: &WorkerRow, row: &Row) -> Note {
    let held = known.worker.residence_on(row.on);
    let held = held
        .map(|residence| label(&views.packs().units, residence.unit))
        .unwrap_or_default();
    Note {
        column: Some(Column::Commune),
        trouble: Trouble::ResidenceDiffers(held),
    }
}

fn reject(column: Option<Column>, trouble: Trouble, case: Option<Uuid>) -> Standing {
    Standing::Rejected(Note { column, trouble }, case)
}
