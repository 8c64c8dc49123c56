//! Service enterprises: who they are, which licence they held when, what they deposited, and what was found about them.

mod codes;
mod fold;

pub use codes::*;
pub use fold::{Branch, Deposit, Enterprise};

use jiff::civil::Date;

use crate::code::{Code, LegalName};
use crate::date::PartialDate;
use crate::event::events;
use crate::unit::UnitRef;

events! {
    /// What happens to a service enterprise. The stream's key is its code.
    pub enum EnterpriseEvent in "enterprise" {
        /// It became known to the registry, or its name or head office changed.
        EnterpriseRecorded = "enterprise_recorded", Fact, 1 {
            /// Enterprise code (mã số doanh nghiệp).
            code: Code,
            /// Registered name.
            name: LegalName,
            /// The unit of its head office: the province that is told when a licence is revoked.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            head_office: Option<UnitRef>,
        }
        /// A licence to send workers abroad.
        LicenceRecorded = "licence_recorded", Fact, 2 {
            /// Licence number.
            number: Code,
            /// Day of issue.
            issued_on: Date,
            /// The lines of service it names; empty where the record does not say.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            lines: Vec<LicenceLine>,
        }
        /// A licence was suspended, given back, revoked, or is valid again.
        LicenceStatusChanged = "licence_status_changed", Fact, 3 {
            /// What it is from then on.
            status: LicenceStatus,
            /// From when, where that is another day than the one of the decision.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            effective_on: Option<Date>,
            /// Number of the decision.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            decision: Option<Code>,
            /// Why.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            ground: Option<LicenceGround>,
        }
        /// A branch was given tasks.
        BranchAssigned = "branch_assigned", Fact, 4 {
            /// Code of the branch.
            branch: Code,
            /// Its registered name.
            name: LegalName,
            /// Where it stands.
            unit: UnitRef,
            /// What it may do.
            tasks: Vec<BranchTask>,
        }
        /// A branch has no tasks any more.
        BranchRemoved = "branch_removed", Fact, 5 {
            /// Code of the branch.
            branch: Code,
        }
        /// The deposit of the enterprise as it stands from then on.
        EnterpriseDepositRecorded = "enterprise_deposit_recorded", Fact, 6 {
            /// Bank that holds it.
            bank: LegalName,
            /// Amount in VND.
            amount: u64,
            /// For how many branches with tasks it is meant.
            branches: u16,
        }
        /// A province accepted that the enterprise selects workers there.
        LocalPresenceAccepted = "local_presence_accepted", Fact, 7 {
            /// Which province.
            province: UnitRef,
            /// Number of the document.
            document: Code,
            /// Last day; open where it names none.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            valid_to: Option<Date>,
        }
        /// A delegate's account was admitted to the registry.
        PortalAccessGranted = "portal_access_granted", Fact, 8 {
            /// Opaque id of the account.
            account: Code,
        }
        /// A delegate's account was shut out.
        PortalAccessRevoked = "portal_access_revoked", Fact, 9 {
            /// Opaque id of the account.
            account: Code,
            /// Why.
            reason: AccessReason,
        }
        /// A periodic report arrived.
        EnterpriseReportReceived = "enterprise_report_received", Fact, 10 {
            /// Month or year it is about.
            period: PartialDate,
            /// Which report.
            kind: ReportKind,
            /// When it was due.
            due_on: Date,
            /// How many rows it holds.
            rows: u32,
        }
        /// An inspection found something.
        ComplianceFindingRecorded = "compliance_finding_recorded", Fact, 11 {
            /// About what.
            topic: FindingTopic,
            /// How bad.
            severity: Severity,
        }
        /// A penalty was imposed.
        SanctionRecorded = "sanction_recorded", Fact, 12 {
            /// Number of the decision.
            decision: Code,
            /// About what.
            topic: FindingTopic,
            /// Amount in VND; none for a warning.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            amount: Option<u64>,
        }
    }
}

#[cfg(test)]
mod tests;
