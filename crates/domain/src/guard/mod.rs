//! What other streams say against a placement: recruiter, licence, order, fee, locality, occupation, visa, age. Facts are
//! recorded all the same; what is found becomes a flag, stands in the list of findings, and keeps the person from being
//! ready to leave. Pure functions over what holds on the day.

mod deal;
mod fee;
mod judge;

pub use deal::{Deal, Taking, deal, taking};
pub use fee::{FeeCap, FeeError, fee_cap};
pub use judge::{OrderPlace, World, ceiling, findings};

use jiff::civil::Date;

use crate::case::Around;
use crate::case::codes::codes;
use crate::code::Code;
use crate::rules::MissingRule;

codes! {
    /// What can be found against a placement.
    FindingKind {
        /// The licence was not valid, or did not cover the market, on the day of signing.
        LicenceInvalid = "licence_invalid",
        /// Enterprises may not recruit for the programme.
        RecruiterNotAllowed = "recruiter_not_allowed",
        /// The order has more people than it is for.
        OrderOverCeiling = "order_over_ceiling",
        /// The service fee is over its cap.
        FeeOverCap = "fee_over_cap",
        /// Nobody is selected from the locality for the programme.
        LocalitySuspended = "locality_suspended",
        /// The order is not one the person can be sent under, or there are two.
        OrderConflict = "order_conflict",
        /// The occupation is none of the order's or programme's.
        OccupationMismatch = "occupation_mismatch",
        /// The class of the visa is none of the order's or programme's.
        VisaMismatch = "visa_mismatch",
        /// The person is younger or older than the programme takes.
        AgeOutsideProgramme = "age_outside_programme",
        /// A rule is missing, so that something could not be judged. No flag: nothing was found.
        NotJudged = "not_judged",
    }
}

/// Something found against a placement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// The day it was judged by: of signing, selecting, or the day asked for.
    pub on: Date,
    /// The enterprise, programme or order it is about.
    pub subject: Option<Code>,
    /// The version of the rule it rests on.
    pub rule: Option<String>,
    /// What was allowed: an amount, a number, an age.
    pub limit: Option<u64>,
    /// What there is.
    pub given: Option<u64>,
    /// The rule that is missing, where something could not be judged.
    pub missing: Option<MissingRule>,
}

impl Finding {
    pub(super) fn new(kind: FindingKind, on: Date, subject: Option<Code>) -> Self {
        Self {
            kind,
            on,
            subject,
            rule: None,
            limit: None,
            given: None,
            missing: None,
        }
    }

    pub(super) fn figures(mut self, limit: u64, given: u64) -> Self {
        self.limit = Some(limit);
        self.given = Some(given);
        self
    }

    pub(super) fn rule(mut self, label: String) -> Self {
        self.rule = Some(label);
        self
    }
}

/// Notes in the surroundings of a case what was found.
pub fn note(around: &mut Around, findings: &[Finding]) {
    for finding in findings {
        let slot = match finding.kind {
            FindingKind::LicenceInvalid => &mut around.licence_invalid,
            FindingKind::RecruiterNotAllowed => &mut around.recruiter_not_allowed,
            FindingKind::OrderOverCeiling => &mut around.order_over_ceiling,
            FindingKind::FeeOverCap => &mut around.fee_over_cap,
            FindingKind::LocalitySuspended => &mut around.locality_suspended,
            FindingKind::OrderConflict => &mut around.order_conflict,
            FindingKind::OccupationMismatch => &mut around.occupation_mismatch,
            FindingKind::VisaMismatch => &mut around.visa_mismatch,
            FindingKind::AgeOutsideProgramme => &mut around.age_outside_programme,
            FindingKind::NotJudged => continue,
        };
        *slot = true;
    }
}

#[cfg(test)]
mod tests;
