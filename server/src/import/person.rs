//! Who a row is about: somebody on record, somebody an earlier row has brought in, or somebody new.

use std::collections::HashMap;

use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::identity::IdNumber;
use hanhtrinh_domain::text::fold;
use hanhtrinh_domain::unit::{EDITION_2025, UnitRef};
use hanhtrinh_domain::units::Units;
use hanhtrinh_views::{Views, WorkerRow};
use jiff::civil::Date;
use uuid::Uuid;

use super::columns::Column;
use super::row::{Note, Row};
use super::trouble::Trouble;
use crate::app::Scope;

/// Who a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Person {
    /// On record.
    Known(Uuid),
    /// Brought in by an earlier row.
    Fresh(Uuid),
    /// Nobody yet.
    New,
}

/// The name of a row as names are compared. Folding it is the dearest part of finding somebody, so it is done once.
pub struct Names {
    /// Without accents.
    folded: String,
    /// With birth date and commune.
    full: String,
}

impl Names {
    /// Folds the name of a row.
    pub fn of(row: &Row) -> Self {
        let folded = fold(row.name.as_str());
        let full = full_key(&folded, row);
        Self { folded, full }
    }
}

/// People that earlier rows of the file have brought in.
#[derive(Debug, Default)]
pub struct Fresh {
    by_number: HashMap<String, Vec<(Uuid, PartialDate)>>,
    by_name: HashMap<String, Vec<(Uuid, Option<IdNumber>)>>,
}

impl Fresh {
    /// Remembers who a row brings in.
    pub fn add(&mut self, row: &Row, names: Names, worker: Uuid) {
        if let Some(id) = row.id {
            self.by_number
                .entry(id.as_str().to_owned())
                .or_default()
                .push((worker, row.birth));
        }
        self.by_name.entry(names.full).or_default().push((worker, row.id));
    }

    fn find(&self, row: &Row, names: &Names) -> Option<Uuid> {
        if let Some(id) = row.id
            && let Some(held) = self.by_number.get(id.as_str())
            && let Some((worker, _)) = held.iter().find(|(_, birth)| births_fit(*birth, row.birth))
        {
            return Some(*worker);
        }
        let named = self.by_name.get(&names.full)?;
        named
            .iter()
            .find(|(_, id)| id.is_none() || row.id.is_none())
            .map(|(worker, _)| *worker)
    }
}

/// Everybody on record by name and year of birth, with the birth date. Common names are borne by thousands, so that a list
/// looks them up here.
#[derive(Debug, Default)]
pub struct Namesakes {
    by_name: HashMap<(String, i16), Vec<(Uuid, PartialDate)>>,
    read: usize,
}

impl Namesakes {
    /// Takes in who became known since the last call.
    pub fn follow(&mut self, views: &Views) {
        for worker in views.worker_ids().skip(self.read) {
            self.read += 1;
            if let Some(identity) = views.worker(worker).and_then(|known| known.identity.as_ref()) {
                let key = (
                    fold(identity.full_name.as_str()),
                    identity.birth_date.first().year(),
                );
                self.by_name
                    .entry(key)
                    .or_default()
                    .push((worker, identity.birth_date));
            }
        }
    }

    /// People with this name and birth date; a year fits each of its days.
    fn find(&self, views: &Views, row: &Row, names: &Names) -> Vec<Uuid> {
        let key = (names.folded.clone(), row.birth.first().year());
        let all = self.by_name.get(&key).map_or(&[][..], Vec::as_slice).iter();
        let born = all.filter(|(_, birth)| births_fit(*birth, row.birth));
        // The date may have been corrected since.
        let fits = |worker: &Uuid| {
            let identity = views.worker(*worker).and_then(|known| known.identity.as_ref());
            identity.is_some_and(|identity| births_fit(identity.birth_date, row.birth))
        };
        born.map(|(worker, _)| *worker).filter(fits).collect()
    }
}

/// Key of a person within a file: the number with the birth date, or name, birth date and commune.
pub fn file_key(row: &Row) -> String {
    match row.id {
        Some(id) => format!("{}|{}", id.as_str(), row.birth),
        None => full_key(&fold(row.name.as_str()), row),
    }
}

fn full_key(folded: &str, row: &Row) -> String {
    format!("{folded}|{}|{}", row.birth, row.commune)
}

/// Finds the person. A recruiter finds somebody it has no case of only by exact number and birth date, and is never
/// told of anybody else who holds the number.
pub fn find(
    views: &Views,
    namesakes: &Namesakes,
    fresh: &Fresh,
    scope: &Scope,
    row: &Row,
    names: &Names,
    doubts: &mut Vec<Note>,
) -> Result<Person, Note> {
    if let Some(id) = row.id {
        match by_number(views, scope, row, names, id.as_str())? {
            Some((worker, doubt)) => {
                doubts.extend(doubt);
                return Ok(Person::Known(worker));
            }
            None => {
                if let Some(worker) = fresh.find(row, names) {
                    return Ok(Person::Fresh(worker));
                }
            }
        }
    }
    let mut named: Vec<Uuid> = namesakes.find(views, row, names);
    named.retain(|worker| {
        views.worker(*worker).is_some_and(|known| {
            let numberless = known
                .identity
                .as_ref()
                .is_none_or(|identity| identity.personal_id.is_none());
            (row.id.is_none() || numberless)
                && lived_in(views, known, row.on, row.commune)
                && (!is_recruiter(scope) || scope.covers_worker(views, *worker))
        })
    });
    match named[..] {
        [] => Ok(fresh.find(row, names).map_or(Person::New, Person::Fresh)),
        [worker] => Ok(Person::Known(worker)),
        _ => Err(Note {
            column: Some(Column::PersonalId),
            trouble: Trouble::SeveralPeople,
        }),
    }
}

type Match = Option<(Uuid, Option<Note>)>;

fn by_number(views: &Views, scope: &Scope, row: &Row, names: &Names, number: &str) -> Result<Match, Note> {
    let holders = views.by_personal_id(number);
    let mut fitting: Vec<(Uuid, Option<Note>)> = Vec::new();
    let mut full: Vec<Uuid> = Vec::new();
    for holder in &holders {
        let Some(identity) = views.worker(*holder).and_then(|known| known.identity.as_ref()) else {
            continue;
        };
        let same_name = identity.full_name == row.name || fold(identity.full_name.as_str()) == names.folded;
        let same_birth = if is_recruiter(scope) {
            identity.birth_date == row.birth
        } else {
            births_fit(identity.birth_date, row.birth)
        };
        let doubt = |column, trouble| {
            Some(Note {
                column: Some(column),
                trouble,
            })
        };
        match (same_birth, same_name) {
            (true, true) => {
                full.push(*holder);
                fitting.push((*holder, None));
            }
            (true, false) => fitting.push((*holder, doubt(Column::FullName, Trouble::NameDiffers))),
            (false, true) if !is_recruiter(scope) => {
                fitting.push((*holder, doubt(Column::BirthDate, Trouble::BirthDiffers)));
            }
            _ => {}
        }
    }
    let problem = |trouble| {
        Err(Note {
            column: Some(Column::PersonalId),
            trouble,
        })
    };
    match (&full[..], &mut fitting[..]) {
        ([worker], _) => Ok(Some((*worker, None))),
        ([], [one]) => Ok(Some((one.0, one.1.take()))),
        ([], []) if !holders.is_empty() && !is_recruiter(scope) => problem(Trouble::NumberOfOther),
        ([], []) => Ok(None),
        _ => problem(Trouble::SeveralPeople),
    }
}

fn is_recruiter(scope: &Scope) -> bool {
    matches!(scope, Scope::Enterprise(_))
}

/// A birth year fits every day of that year.
fn births_fit(one: PartialDate, other: PartialDate) -> bool {
    match (one, other) {
        (PartialDate::Day(day), PartialDate::Year(year))
        | (PartialDate::Year(year), PartialDate::Day(day)) => day.year() == year,
        _ => one == other,
    }
}

fn lived_in(views: &Views, known: &WorkerRow, day: Date, commune: UnitRef) -> bool {
    let residence = known.worker.residence_on(day);
    residence.is_none_or(|residence| {
        let units = &views.packs().units;
        same_place(units, residence.unit, commune)
            || residence
                .former
                .is_some_and(|former| same_place(units, former, commune))
    })
}

/// Whether two communes are one place, or may be after a split.
pub fn same_place(units: &Units, one: UnitRef, other: UnitRef) -> bool {
    if one == other {
        return true;
    }
    if one.edition == other.edition {
        return false;
    }
    let (old, new) = if one.edition == EDITION_2025 {
        (other, one)
    } else {
        (one, other)
    };
    units.successors(old).all().contains(&new)
}
