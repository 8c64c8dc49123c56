//! The worker: one stream per person, from registration on.

mod fold;

pub use fold::{Residence, Worker};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::{Code, Market};
use crate::event::events;
use crate::identity::Sex;
use crate::unit::UnitRef;

/// How a person came into the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Entry {
    /// Registered before leaving.
    Registered,
    /// Existing stock, taken over from a list with the source's own date.
    Legacy,
}

/// Kind of identity document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum DocumentKind {
    /// Citizen identity card, 12 digits (căn cước).
    IdentityCard,
    /// The nine-digit card used before (chứng minh nhân dân).
    OldIdentityCard,
    /// Passport.
    Passport,
}

/// Permanent or temporary residence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum ResidenceKind {
    /// Nơi thường trú: where the person is counted.
    Permanent,
    /// Nơi tạm trú.
    Temporary,
}

/// How an identity was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum CheckMethod {
    /// The number against birth year and sex.
    CrossField,
    /// In person, against the card.
    InPerson,
    /// Against the population database.
    PopulationDatabase,
}

crate::code::facts!(Entry);
crate::code::facts!(DocumentKind);
crate::code::facts!(ResidenceKind);
crate::code::facts!(CheckMethod);

events! {
    /// What happens to a worker.
    pub enum WorkerEvent in "worker" {
        /// The person is registered. Sealed: name, birth date, personal number.
        WorkerRegistered = "worker_registered", Fact, 1 {
            /// Sex.
            sex: Sex,
            /// Nationality.
            nationality: Market,
            /// How they came in.
            entry: Entry,
            /// Whole years of age on the day of registration, as an outcome: the birth date is sealed.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            age: Option<u8>,
        }
        /// An identity document was shown. Sealed: its number and issuer.
        IdentityDocumentRecorded = "identity_document_recorded", Fact, 2 {
            /// Kind.
            kind: DocumentKind,
            /// Day of issue.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            issued_on: Option<Date>,
            /// Last day of validity.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            expires_on: Option<Date>,
        }
        /// The identity was checked, with what outcome.
        IdentityChecked = "identity_checked", Fact, 3 {
            /// How.
            method: CheckMethod,
            /// Whether it fits.
            passed: bool,
            /// Codes of what does not fit.
            mismatches: Vec<Code>,
        }
        /// Where the person lives from `on`. Sealed: hamlet and house.
        ResidenceRecorded = "residence_recorded", Fact, 2 {
            /// Permanent or temporary.
            kind: ResidenceKind,
            /// The commune, in the edition in which it was stated.
            unit: UnitRef,
            /// The commune before the reorganisation, where the person named it too.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            former: Option<UnitRef>,
        }
        /// How to reach the person. Sealed: phone and next of kin.
        ContactRecorded = "contact_recorded", Fact, 4 {
            /// Whether a phone number was given.
            phone: bool,
        }
    }
}

#[cfg(test)]
mod tests;
