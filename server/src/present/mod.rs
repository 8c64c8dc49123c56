//! What people get to see: answers of the API, built from the views and the log as of a position, through the eyes of one
//! reader. Nothing leaves this module that the reader may not see.

mod care;
mod case;
mod catalogue;
pub mod dealings;
mod duplicates;
mod fairs;
mod history;
mod moment;
mod offices;
mod people;
mod person;
mod publications;
mod rows;
mod tally;
mod units;
mod work;

pub use care::{breaches, person_care};
pub use case::case;
pub use catalogue::catalogue;
pub use duplicates::duplicates;
pub use fairs::{fair, fairs, occasions};
pub use moment::{Moment, MomentError};
pub use offices::{enterprises, plans};
pub use people::{Question, people, similar};
pub use person::person;
pub use publications::publications;
pub use rows::departure_rows;
pub use tally::tally_rows;
pub use units::units;
pub use work::work;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hanhtrinh_api::{Lang, PersonRef, Shown};
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::worker::Worker;
use hanhtrinh_views::{Held, Home, Identity, Views};
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::accounts::Accounts;
use crate::app::{Reader, Registry};

/// Who looks, at what, in which language.
#[derive(Clone, Copy)]
pub struct Eyes<'a> {
    /// The registry.
    pub registry: &'a Registry,
    /// Its views.
    pub views: &'a Views,
    /// The accounts, for the names of those who recorded.
    pub accounts: &'a Accounts,
    /// What may be seen.
    pub reader: Reader,
    /// Language of texts.
    pub lang: Lang,
}

impl Eyes<'_> {
    /// Something personal, as far as the reader may see it.
    fn shown<T>(&self, held: Held<T>) -> Shown<T> {
        if !self.reader.names {
            return Shown::Withheld;
        }
        match held {
            Held::Open(content) => Shown::Open(content),
            Held::Erased => Shown::Erased,
            Held::Missing => Shown::Missing,
        }
    }

    /// A person by id and name, as known at a position.
    fn person_ref(&self, worker: Uuid, position: u64) -> PersonRef {
        let identity = self.identity(worker, position);
        PersonRef {
            id: worker,
            name: self.shown(identity.clone().map(|identity| identity.full_name.to_string())),
            birth_date: self.shown(identity.map(|identity| identity.birth_date.to_string())),
        }
    }

    fn identity(&self, worker: Uuid, position: u64) -> Held<Identity> {
        let Some(row) = self.views.worker(worker) else {
            return Held::Missing;
        };
        if position < self.views.size() {
            return row.identity_at(position);
        }
        // What is folded already is not folded again: lists show many people.
        match (&row.identity, row.erased) {
            (Some(identity), _) => Held::Open(identity.clone()),
            (None, true) => Held::Erased,
            (None, false) => Held::Missing,
        }
    }

    /// Full name of a unit.
    fn unit_name(&self, unit: UnitRef) -> Option<String> {
        self.views.units().get(unit).map(|unit| unit.name.clone())
    }

    /// The commune a residence belongs to on a day; as it was stated, where that is not certain.
    fn commune_on(&self, worker: &Worker, day: Date) -> Option<UnitRef> {
        let units = self.views.units();
        let residence = worker.residence_on(day)?;
        Some(
            Home::from(residence)
                .commune(units, units.edition_on(day))
                .unwrap_or(residence.unit),
        )
    }

    /// Name of the commune in which a worker lives, as known at a position.
    fn commune_name(&self, worker: Uuid, moment: Moment) -> Option<String> {
        let worker = self.views.worker_at(worker, moment.position)?;
        self.unit_name(self.commune_on(&worker, moment.day)?)
    }

    /// The enterprise whose delegate the reader is: its figures are those of its own cases.
    pub fn enterprise(&self) -> Option<Code> {
        self.reader.scope.enterprise()
    }

    /// Whether the reader is the delegate of an enterprise.
    fn is_recruiter(&self) -> bool {
        self.enterprise().is_some()
    }
}

/// A place in a list as an opaque text: the key of the row before, where rows have one that names nobody; else the number
/// of the next row.
pub fn cursor(place: &impl Serialize) -> Option<String> {
    let place = serde_json::to_vec(place).ok()?;
    Some(URL_SAFE_NO_PAD.encode(place))
}

/// Reads what [`cursor`] wrote.
pub fn from_cursor<T: DeserializeOwned>(text: &str) -> Option<T> {
    let place = URL_SAFE_NO_PAD.decode(text).ok()?;
    serde_json::from_slice(&place).ok()
}

/// The latest first.
fn latest_first<T>(mut list: Vec<T>, on: impl Fn(&T) -> PartialDate) -> Vec<T> {
    list.sort_by_key(|item| std::cmp::Reverse(on(item)));
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_read_back_and_others_refused() {
        for offset in [0, 1, 200, usize::MAX] {
            assert_eq!(from_cursor(&cursor(&offset).unwrap()), Some(offset));
        }
        for bad in ["", "x", "bjE=", "bi0x", "é"] {
            assert_eq!(from_cursor::<usize>(bad), None, "{bad}");
        }
    }
}
