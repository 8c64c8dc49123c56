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
    /// Working days within which the province answers a request to prepare a source of workers.
    SourcePreparationDays = "source_preparation.days",
    /// Most days for which a preparation is approved.
    SourcePreparationSpanDays = "source_preparation.span_days",
    /// Service fee of a worker for each 12 months of a contract, in tenths of a month's base wage.
    FeeWageTenths = "fee.wage_tenths",
    /// The same for seafarers.
    FeeWageTenthsSeafarer = "fee.wage_tenths.seafarer",
    /// The same for Japan, where it differs.
    FeeWageTenthsJapan = "fee.wage_tenths.jp",
    /// The same for Taiwan, where it differs.
    FeeWageTenthsTaiwan = "fee.wage_tenths.tw",
    /// The same for South Korea, where it differs.
    FeeWageTenthsKorea = "fee.wage_tenths.kr",
    /// Most service fee of one contract however long it is, in tenths of a month's base wage.
    FeeWageTenthsMost = "fee.wage_tenths.most",
    /// One Japanese yen in VND, for judging fees against wages.
    ExchangeJpy = "exchange.jpy",
    /// One hundred South Korean won in VND.
    ExchangeKrw100 = "exchange.krw100",
    /// One Taiwan dollar in VND.
    ExchangeTwd = "exchange.twd",
    /// One United States dollar in VND.
    ExchangeUsd = "exchange.usd",
    /// One euro in VND.
    ExchangeEur = "exchange.eur",
    /// Deposit of an intern, in percent of an economy air ticket.
    DepositInternPercent = "deposit.intern_percent",
    /// Days after signing within which the deposit under the employment permit system is to be lodged.
    DepositEpsDays = "deposit.eps_days",
    /// Most that the policy bank lends a beneficiary without security.
    LoanCeiling = "loan.ceiling",
    /// Working days of a step of the policy bank.
    LoanStepDays = "loan.step_days",
    /// Working days after a direct contract is approved within which the worker pays into the fund.
    FundDirectDays = "fund.direct_days",
    /// Days before leaving by which the worker has paid into the fund.
    FundBeforeExitDays = "fund.before_exit_days",
    /// Least the fund pays for an accident or illness.
    FundAccidentLeast = "fund.accident_least",
    /// Most the fund pays for an accident or illness.
    FundAccidentMost = "fund.accident_most",
    /// Least the fund pays when an employer fails or for force majeure.
    FundEmployerLeast = "fund.employer_least",
    /// Most the fund pays when an employer fails or for force majeure.
    FundEmployerMost = "fund.employer_most",
    /// What the fund pays to relatives of who died or is missing.
    FundDeath = "fund.death",
    /// What the fund pays a month of training.
    FundTrainingMonth = "fund.training_month",
    /// Most months of training the fund pays.
    FundTrainingMonths = "fund.training_months",
    /// Least age for the employment permit system.
    EpsMinAge = "eps.min_age",
    /// Highest age for the employment permit system.
    EpsMaxAge = "eps.max_age",
    /// Least age for the internship with IM Japan.
    ImJapanMinAge = "im_japan.min_age",
    /// Highest age for the internship with IM Japan.
    ImJapanMaxAge = "im_japan.max_age",
    /// Most days of a stay on a visa for seasonal work of class C-4.
    SeasonalC4Days = "seasonal.c4_days",
    /// Share of people who did not come back from which a locality is suspended, in percent.
    LocalitySuspendRate = "locality.suspend_rate",
    /// Number of people who did not come back from which a locality is suspended.
    LocalitySuspendPersons = "locality.suspend_persons",
    /// Months without sending anybody after which a licence is revoked.
    LicenceInactiveMonths = "licence.inactive_months",
    /// Hours within which a breach of personal data is to be notified.
    BreachNotifyHours = "breach.notify_hours",
    /// Working days within which a request about one's own data is to be answered.
    SubjectRequestReplyDays = "subject_request.reply_days",
    /// Days within which a withdrawal, restriction or objection is to be carried out.
    SubjectRequestDoneDays = "subject_request.done_days",
    /// Days within which access, rectification or erasure is to be carried out.
    SubjectRequestOtherDays = "subject_request.other_days",
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
