//! Names of the rules.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Defines the rules with their stable codes.
macro_rules! rule_ids {
    ($($(#[$meta:meta])* $name:ident = $code:literal,)+) => {
        /// A rule. Its code is stable and stands in packs, events and reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RuleId { $($(#[$meta])* $name,)+ }

        impl RuleId {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The stable code.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

rule_ids! {
    /// Working days a direct contract is to be answered in.
    DirectContractDays = "direct_contract.days",
    /// Whether the clock of a direct contract restarts (1) or resumes (0) after a supplement.
    DirectContractSupplementRestarts = "direct_contract.supplement_restarts",
    /// Days after the end of a contract before a stay counts as overdue.
    OverdueGraceDays = "overdue.grace_days",
    /// Least age of a worker at departure.
    WorkerMinAge = "worker.min_age",
    /// Working days within which a signed decision is to be entered.
    DecisionLateEntryDays = "decision.late_entry_days",
    /// What a worker pays into the support fund, per contract.
    FundWorkerContribution = "fund.worker_contribution",
    /// What an enterprise pays into the support fund, per contract.
    FundEnterpriseContribution = "fund.enterprise_contribution",
    /// Deposit of a worker under the Korean employment permit system.
    DepositEps = "deposit.eps",
    /// Deposit of a service enterprise.
    DepositEnterprise = "deposit.enterprise",
    /// Further deposit of a service enterprise for each branch with tasks.
    DepositEnterpriseBranch = "deposit.enterprise_branch",
    /// Hours within which a breach of personal data is to be notified.
    BreachNotifyHours = "breach.notify_hours",
    /// Working days within which a request about one's own data is to be answered.
    SubjectRequestReplyDays = "subject_request.reply_days",
    /// Days within which a withdrawal, restriction or objection is to be carried out.
    SubjectRequestDoneDays = "subject_request.done_days",
    /// Days within which access, rectification or erasure is to be carried out.
    SubjectRequestOtherDays = "subject_request.other_days",
    /// Most that the policy bank lends to one worker for going abroad.
    LoanCeiling = "loan.ceiling",
    /// Working days within which the policy bank answers an application.
    LoanProcessDays = "loan.process_days",
}

/// A text that names no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such rule")]
pub struct UnknownRule;

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for RuleId {
    type Err = UnknownRule;

    fn from_str(text: &str) -> Result<Self, UnknownRule> {
        Self::ALL
            .iter()
            .find(|rule| rule.as_str() == text)
            .copied()
            .ok_or(UnknownRule)
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
