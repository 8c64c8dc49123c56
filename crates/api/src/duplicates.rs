//! Two records of one person: which may be, and what is decided about them.

use hanhtrinh_domain::worker::DuplicateRule;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::common::PersonRef;

/// `POST /people/{id}/merge`: another record is of this person and becomes an alias of this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergePeople {
    /// The record that becomes an alias.
    pub absorbed: Uuid,
    /// Where both hold a stay abroad that is not over: the case whose stay is the same and is not counted.
    #[serde(default)]
    pub set_aside: Option<Uuid>,
    /// Why, in writing; sealed.
    pub reason: String,
}

/// `POST /people/{id}/unmerge` and `POST /people/{id}/distinct`: another record is of another person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartPeople {
    /// The other record.
    pub other: Uuid,
    /// Why, in writing; sealed.
    pub reason: String,
}

/// `GET /people/duplicates?limit=`: pairs that may be of one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Duplicates {
    /// The pairs, in the order in which the records became known.
    pub pairs: Vec<DuplicatePair>,
    /// How many there are.
    pub total: u64,
    /// Size of the log the answer is about.
    pub position: u64,
}

/// Two records that may be of one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DuplicatePair {
    /// The record that was known first.
    pub one: PersonRef,
    /// The other.
    pub other: PersonRef,
    /// By which rule: `number`, `name_birth_commune` or `manual`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub rule: DuplicateRule,
}
