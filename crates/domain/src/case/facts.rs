//! What a case amounts to, beside its state: the contract, the procedure, the departure, the return.

use jiff::civil::Date;
use uuid::Uuid;

use super::codes::*;
use super::wage::Wage;
use crate::code::{Code, LegalName, Market};
use crate::date::PartialDate;
use crate::unit::UnitRef;

/// The labour contract, with its extensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// The employer abroad.
    pub employer: Option<LegalName>,
    /// Sector of work.
    pub sector: Code,
    /// First day.
    pub start: Date,
    /// Last day, after extensions.
    pub end: Date,
    /// Base wage a month.
    pub wage: Option<Wage>,
}

/// The registration of a direct contract at the commune.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectProcedure {
    /// Id of the filing.
    pub filing: Uuid,
    /// Day of filing.
    pub filed_on: PartialDate,
    /// The commune of filing.
    pub commune: UnitRef,
    /// The commune named by the province, where the one of filing was split.
    pub assigned: Option<UnitRef>,
    /// What is missing now.
    pub missing: Vec<DossierItem>,
    /// Days on which the clock stopped and ran again: (requested, received).
    pub pauses: Vec<(Date, Option<Date>)>,
    /// The day on which the dossier was complete, if it is.
    pub complete_since: Option<Date>,
    /// How it ended, if it did.
    pub outcome: Option<(Outcome, PartialDate)>,
}

/// How a direct-contract procedure ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Certified.
    Certified,
    /// Refused, with the ground.
    Refused(RefusalGround),
}

/// The departure of a case. A case has at most one that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// The event.
    pub event: Uuid,
    /// When.
    pub on: PartialDate,
    /// Where to.
    pub market: Market,
    /// On what evidence.
    pub evidence: Evidence,
    /// Age in whole years.
    pub age: Option<u8>,
    /// Who confirmed it.
    pub verified: Option<Verifier>,
}

/// The return that ends a stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// The event.
    pub event: Uuid,
    /// When.
    pub on: PartialDate,
    /// Why.
    pub cause: EndCause,
    /// Who confirmed it.
    pub verified: Option<Verifier>,
}
