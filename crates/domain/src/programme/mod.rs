//! Programmes: under which agreement people go, who may recruit for them, their intakes, tests, agreements between
//! localities, and the localities that are suspended. One stream per programme, keyed by its code.

mod codes;
mod decide;
mod fold;

pub use codes::*;
pub use decide::{Context, LocalityDecision, LocalityRefusal, decide};
pub use fold::{Agreement, Intake, Programme, Suspension, TestSession};

use jiff::civil::Date;

use crate::code::{Code, LegalName, Market};
use crate::event::events;
use crate::rules::RuleId;
use crate::unit::UnitRef;

events! {
    /// What happens to a programme.
    pub enum ProgrammeEvent in "programme" {
        /// It is known to the registry, or its terms changed.
        ProgrammeDefined = "programme_defined", Fact, 1 {
            /// Name.
            name: LegalName,
            /// Where to, if to one market.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            market: Option<Market>,
            /// Whether anybody earns on it.
            profit: ProfitKind,
            /// Whether enterprises may recruit for it.
            recruiter_allowed: bool,
            /// The dated rules that say who may take part: ages, places.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            eligibility: Vec<RuleId>,
            /// Classes of visa it leads to; empty for any.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            visa_classes: Vec<Code>,
            /// Occupations it is for; empty for any.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            occupations: Vec<Code>,
        }
        /// An intake was announced.
        IntakeAnnounced = "intake_announced", Fact, 2 {
            /// Its code.
            intake: Code,
            /// For which sectors; empty for any.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            sectors: Vec<Code>,
            /// How many places it has, where that was said.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            quota: Option<u32>,
            /// First day of applying.
            opens: Date,
            /// Last day.
            closes: Date,
        }
        /// A test was scheduled.
        TestSessionScheduled = "test_session_scheduled", Fact, 3 {
            /// Its code.
            session: Code,
            /// Which test.
            exam: Exam,
            /// For which intake.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            intake: Option<Code>,
            /// Where.
            venue: UnitRef,
            /// First day.
            first: Date,
            /// Last day.
            last: Date,
            /// How many can sit it.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            capacity: Option<u32>,
        }
        /// A unit agreed with a locality abroad.
        LocalityAgreementRecorded = "locality_agreement_recorded", Fact, 4 {
            /// The locality abroad.
            locality: LegalName,
            /// In which country.
            market: Market,
            /// The unit here.
            unit: UnitRef,
            /// How many may go.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            quota: Option<u32>,
            /// First day.
            valid_from: Date,
            /// Last day.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            valid_to: Option<Date>,
        }
        /// Nobody is selected from a locality for a year.
        LocalitySuspended = "locality_suspended", Decision, 5 {
            /// Which locality, in the tables of its time.
            unit: UnitRef,
            /// For which year.
            year: i16,
            /// On which ground.
            ground: SuspensionGround,
            /// Number of the document.
            document: Code,
            /// Share of people who did not come back, in hundredths of a percent, where it was measured.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            rate: Option<u32>,
            /// How many did not come back, where it was counted.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            persons: Option<u32>,
        }
        /// People are selected from a locality again. It has the rank of the suspension: on one day the log has the order.
        LocalityReinstated = "locality_reinstated", Decision, 5 {
            /// Which locality.
            unit: UnitRef,
            /// For which year.
            year: i16,
            /// Number of the document.
            document: Code,
        }
    }
}

#[cfg(test)]
mod tests;
