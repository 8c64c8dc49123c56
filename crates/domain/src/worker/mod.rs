//! The worker: one stream per person, from registration on.

mod fold;
mod forget;
mod merge;
mod remap;

pub use fold::{Residence, Worker};
pub use forget::{ForgetRefusal, forget};
pub use merge::{MergeRefusal, Pair, merge, rule_out, unmerge};
pub use remap::{RemapRefusal, remap};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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

/// Why a person is forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum ForgetReason {
    /// The person asked for it, and the law gives the right.
    Request,
    /// The time for which the data may be kept is over.
    Retention,
    /// A court or an authority ordered it.
    Order,
    /// The person should never have been recorded.
    Mistake,
}

impl ForgetReason {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Request, Self::Retention, Self::Order, Self::Mistake];

    /// The reason as a code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Retention => "retention",
            Self::Order => "order",
            Self::Mistake => "mistake",
        }
    }

    /// Reads a code.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }
}

/// On what it rests that somebody of a divided unit lives in one of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum RemapBasis {
    /// The unit went whole into the other.
    Whole,
    /// The hamlet stands in the list of the resolution.
    HamletList,
    /// Somebody looked it up.
    Manual,
}

/// By which rule two records are suspected to be of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum DuplicateRule {
    /// Both hold one number.
    Number,
    /// Name without accents, birth date and commune agree.
    NameBirthCommune,
    /// Somebody says so.
    Manual,
}

crate::code::facts!(RemapBasis);
crate::code::facts!(DuplicateRule);
crate::code::facts!(ForgetReason);
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
        /// It was decided in which part of a divided commune the person lives.
        ResidenceRemapped = "residence_remapped", Decision, 3 {
            /// The commune as it was stated.
            from: UnitRef,
            /// Where the residence lies in another edition.
            to: UnitRef,
            /// On what that rests.
            basis: RemapBasis,
        }
        /// Another record may be of the same person.
        DuplicateSuspected = "duplicate_suspected", Fact, 5 {
            /// The other record.
            other: Uuid,
            /// By which rule.
            rule: DuplicateRule,
        }
        /// The other record is of another person. Sealed: the reason.
        DuplicateRuledOut = "duplicate_ruled_out", Decision, 6 {
            /// The other record.
            other: Uuid,
        }
        /// Another record is of this person: it is an alias from now on. Sealed: the reason.
        WorkersMerged = "workers_merged", Decision, 7 {
            /// The other record.
            absorbed: Uuid,
            /// The case whose stay abroad is the same as one of another case, and is not counted beside it.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            set_aside: Option<Uuid>,
        }
        /// The other record is of another person after all. Sealed: the reason.
        WorkersUnmerged = "workers_unmerged", Decision, 8 {
            /// The other record.
            absorbed: Uuid,
        }
        /// What is sealed about the person is closed for good; facts stay for the statistics.
        PersonForgotten = "person_forgotten", Decision, 9 {
            /// Code of the legal basis.
            basis: Code,
            /// Why.
            reason: ForgetReason,
        }
    }
}

#[cfg(test)]
mod tests;
