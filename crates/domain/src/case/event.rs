//! The events of a placement case.

use jiff::civil::Date;
use uuid::Uuid;

use super::codes::*;
use super::wage::{Wage, join_currency};
use crate::code::{Code, LegalName, Market};
use crate::event::events;
use crate::programme::Exam;
use crate::unit::UnitRef;
use crate::worker::Entry;

events! {
    /// What happens in a placement case. Ranks order what happened on one day: cause before effect.
    pub enum CaseEvent in "case" {
        /// A case begins. A second one before departure is flagged, not refused.
        CaseOpened = "case_opened", Fact, 10 {
            /// Whose case.
            worker: Uuid,
            /// Under which legal form.
            form: LegalForm,
            /// Where to.
            market: Market,
            /// Under which programme, if one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            programme: Option<Code>,
            /// Which service enterprise, where the form has one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            enterprise: Option<Code>,
            /// How it came in.
            entry: Entry,
        }
        /// The person registered for a test.
        TestRegistered = "test_registered", Fact, 12 {
            /// Which.
            exam: Exam,
            /// Which session.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            session: Option<Code>,
            /// Where.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            place: Option<UnitRef>,
        }
        /// The person was chosen, or not.
        SelectionRecorded = "selection_recorded", Fact, 20 {
            /// Result.
            outcome: SelectionOutcome,
            /// For which recruitment order.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            order: Option<Code>,
            /// For which occupation.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            occupation: Option<Code>,
        }
        /// Training began.
        TrainingStarted = "training_started", Fact, 21 {
            /// Kind.
            kind: TrainingKind,
        }
        /// Training was completed. Sealed: certificate number.
        TrainingCompleted = "training_completed", Fact, 22 {
            /// Kind.
            kind: TrainingKind,
            /// Length in hours.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            hours: Option<u16>,
        }
        /// A health check was held; only fit or unfit is kept, sealed.
        HealthCheckRecorded = "health_check_recorded", Fact, 23 {
            /// Whether a certificate was issued.
            certificate: bool,
        }
        /// The contract to send the worker was signed. Sealed: its number.
        SendingContractSigned = "sending_contract_signed", Fact, 30 {
            /// With which enterprise.
            enterprise: Code,
            /// Length in months.
            term_months: u16,
            /// Service fee in VND.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            service_fee: Option<u64>,
            /// Under which recruitment order.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            order: Option<Code>,
        }
        /// The labour contract with the employer abroad. Sealed: its number.
        EmploymentContractRecorded = "employment_contract_recorded", Fact, 31, after [join_currency] {
            /// The employer.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            employer: Option<LegalName>,
            /// Sector.
            sector: Code,
            /// First day.
            start: Date,
            /// Last day.
            end: Date,
            /// Base wage a month.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            wage: Option<Wage>,
            /// Occupation.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            occupation: Option<Code>,
        }
        /// A direct contract was filed for registration: the clock starts when the dossier is complete.
        DirectContractFiled = "direct_contract_filed", Fact, 32 {
            /// The commune it was filed at: that of residence.
            commune: UnitRef,
            /// Papers that are missing; empty when complete.
            missing: Vec<DossierItem>,
        }
        /// The commune asks for what is missing. The clock stands still.
        SupplementRequested = "supplement_requested", Decision, 33 {
            /// What is asked for.
            missing: Vec<DossierItem>,
        }
        /// What was asked for arrived.
        SupplementReceived = "supplement_received", Fact, 34 {
            /// What is still missing; empty when complete.
            missing: Vec<DossierItem>,
        }
        /// The province names the commune that decides, where the commune of filing was split.
        CaseAssigned = "case_assigned", Decision, 35 {
            /// To which commune.
            commune: UnitRef,
        }
        /// The direct contract is certified. Sealed: document number.
        DirectContractCertified = "direct_contract_certified", Decision, 36 {
            /// By which commune.
            commune: UnitRef,
        }
        /// The direct contract is not certified. Sealed: the written reason.
        DirectContractRefused = "direct_contract_refused", Decision, 37 {
            /// By which commune.
            commune: UnitRef,
            /// On which ground.
            ground: RefusalGround,
        }
        /// The worker lodged a deposit. Sealed: account.
        WorkerDepositLodged = "worker_deposit_lodged", Fact, 38 {
            /// Amount in VND.
            amount: u64,
        }
        /// A contribution to the fund for overseas employment was paid.
        FundContributionPaid = "fund_contribution_paid", Fact, 39 {
            /// By whom.
            payer: Payer,
            /// Amount in VND.
            amount: u64,
        }
        /// A visa was issued. Sealed: its number.
        VisaIssued = "visa_issued", Fact, 40 {
            /// Class, for example `E-9`.
            class: Code,
            /// Last day of validity.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            valid_to: Option<Date>,
        }
        /// A visa was refused.
        VisaRefused = "visa_refused", Fact, 41 {
            /// Whether that is the end of it.
            last: bool,
        }
        /// A flight was booked.
        DepartureScheduled = "departure_scheduled", Fact, 42 {
            /// The day of the flight.
            day: Date,
        }
        /// A booked flight was cancelled; no count is touched. It has the rank of the booking: which came first on one day,
        /// a new booking or the cancellation of the old one, only the log knows.
        DepartureCancelled = "departure_cancelled", Fact, 42 {
            /// Why.
            reason: Reason,
        }
        /// The case was withdrawn before departure. Sealed: remarks.
        CaseWithdrawn = "case_withdrawn", Fact, 44 {
            /// Why.
            reason: Reason,
        }
        /// The person left the country.
        DepartureRecorded = "departure_recorded", Fact, 50 {
            /// Where to.
            market: Market,
            /// On what evidence.
            evidence: Evidence,
            /// Whole years of age on that day, as an outcome.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            age: Option<u8>,
        }
        /// Somebody confirmed the departure.
        DepartureVerified = "departure_verified", Fact, 51 {
            /// Who.
            by: Verifier,
        }
        /// The person arrived at work.
        ArrivalConfirmed = "arrival_confirmed", Fact, 52 {
            /// Who said so.
            by: Verifier,
        }
        /// The contract was extended.
        ContractExtended = "contract_extended", Fact, 53 {
            /// New last day.
            end: Date,
        }
        /// The contract ended.
        ContractEnded = "contract_ended", Fact, 54 {
            /// Why.
            cause: EndCause,
        }
        /// The person came back.
        ReturnRecorded = "return_recorded", Fact, 60 {
            /// Why.
            cause: EndCause,
            /// On what evidence.
            evidence: Evidence,
        }
        /// Somebody confirmed the return.
        ReturnVerified = "return_verified", Fact, 61 {
            /// Who.
            by: Verifier,
        }
        /// The contract was liquidated: what was owed is settled.
        ContractLiquidated = "contract_liquidated", Fact, 62 {
            /// Whether nothing is left open.
            settled: bool,
        }
        /// The case is closed. Sealed: remarks.
        CaseClosed = "case_closed", Decision, 70 {
            /// Why.
            reason: Reason,
        }
        /// A closed case is opened again. Sealed: remarks. It has the rank of closing: on one day the log has the order.
        CaseReopened = "case_reopened", Decision, 70 {
            /// Why.
            reason: Reason,
        }
    }
}
