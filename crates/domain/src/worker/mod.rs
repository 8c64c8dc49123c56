//! The worker: one stream per person, from registration on.

mod fold;
mod forget;
mod merge;
mod remap;

pub use merge::{MergeRefusal, Pair, merge, rule_out, unmerge};
pub use remap::{RemapRefusal, remap};
mod request;
mod standing;

pub use fold::{Residence, Worker};
pub use forget::{ForgetRefusal, forget};
pub use request::{
    Request, RequestContext, RequestDue, RequestKind, RequestOutcome, RequestRefusal, decide_request, due,
};
pub use standing::{ConsentPurpose, Language, LanguageExam, Qualification, QualificationLevel, Standing};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::code::{Code, Market};
use crate::event::events;
use crate::household::{PolicyGroup, Relation};
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
        /// The person belongs to a household.
        HouseholdLinked = "household_linked", Fact, 5 {
            /// Which.
            household: Uuid,
            /// What the person is to its head.
            relation: Relation,
        }
        /// The person belongs to a group. Sealed: number of the certificate.
        PolicyGroupDetermined = "policy_group_determined", Fact, 5 {
            /// Which.
            group: PolicyGroup,
            /// From which day.
            valid_from: Date,
            /// Until which day; open where none is named.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            valid_to: Option<Date>,
        }
        /// What the person has learnt. Sealed: number and issuer of the certificate.
        QualificationRecorded = "qualification_recorded", Fact, 5 {
            /// How much.
            level: QualificationLevel,
            /// Sector code.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            sector: Option<Code>,
        }
        /// Result of a language test. Sealed: number of the certificate.
        LanguageResultRecorded = "language_result_recorded", Fact, 5 {
            /// ISO 639-1 code of the language.
            language: Code,
            /// Which test.
            exam: LanguageExam,
            /// Points, or the level as a number where the test has no points.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            score: Option<u16>,
            /// Level as the test names it, such as N4.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            level: Option<Code>,
            /// Last day on which it is worth something.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            valid_to: Option<Date>,
        }
        /// The person agreed to a use of personal data. Silence is not consent.
        ConsentGiven = "consent_given", Fact, 6 {
            /// To what.
            purpose: ConsentPurpose,
            /// Version of the text that was read.
            text: Code,
        }
        /// The person takes it back.
        ConsentWithdrawn = "consent_withdrawn", Fact, 7 {
            /// What.
            purpose: ConsentPurpose,
        }
        /// The person asks something about the own data. Sealed: what was said.
        SubjectRequestLogged = "subject_request_logged", Fact, 7 {
            /// What.
            kind: RequestKind,
        }
        /// An official answers it. Sealed: the answer.
        SubjectRequestDecided = "subject_request_decided", Decision, 8 {
            /// The event that logged it.
            request: Uuid,
            /// How.
            outcome: RequestOutcome,
            /// Code of the law on which it is refused.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            refusal_basis: Option<Code>,
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
