//! What is personal about a worker, as far as it is open here. It lives in memory only.

use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::identity::{IdNumber, PersonName, Phone};
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::worker::{DocumentKind, ResidenceKind};
use jiff::civil::Date;
use uuid::Uuid;

use crate::codec::Held;

/// Who a person is.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// Full name in Vietnamese order.
    pub full_name: PersonName,
    /// Birth date, or only the year.
    pub birth_date: PartialDate,
    /// Personal identity number, or that of an old card.
    pub personal_id: Option<IdNumber>,
}

/// How to reach a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    /// Phone.
    pub phone: Option<Phone>,
    /// Next of kin.
    pub next_of_kin: Option<String>,
}

/// An identity document that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The event that recorded it.
    pub event: Uuid,
    /// Kind.
    pub kind: DocumentKind,
    /// When it was recorded as shown.
    pub on: PartialDate,
    /// Day of issue.
    pub issued_on: Option<Date>,
    /// Last day of validity.
    pub expires_on: Option<Date>,
    /// Its number.
    pub number: Held<String>,
}

/// A residence that holds, with its place within the commune.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The event that recorded it.
    pub event: Uuid,
    /// From when.
    pub from: PartialDate,
    /// Permanent or temporary.
    pub kind: ResidenceKind,
    /// The commune as stated.
    pub unit: UnitRef,
    /// The commune before the reorganisation, if named.
    pub former: Option<UnitRef>,
    /// Hamlet, street, house.
    pub text: Held<String>,
}

impl std::fmt::Debug for Identity {
    /// Debug output may reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity(withheld)")
    }
}

impl std::fmt::Debug for Contact {
    /// Debug output may reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact(withheld)")
    }
}
