//! Loans of the policy bank (Ngân hàng Chính sách xã hội) for going abroad. The bank decides; the registry records what it
//! did. What breaks a rule is recorded too and becomes a flag.

use std::collections::BTreeSet;

use jiff::civil::Date;
use uuid::Uuid;

use crate::calendar::{Calendar, Due};
use crate::case::clock::ClockError;
use crate::case::codes::codes;
use crate::code::Code;
use crate::date::PartialDate;
use crate::event::{Effective, events};
use crate::household::PolicyGroup;
use crate::rules::{RuleId, RuleVersion, Rules};

codes! {
    /// What a loan is for.
    LoanPurpose {
        /// The costs of leaving.
        Costs = "costs",
        /// The deposit under the Korean employment permit system.
        EpsDeposit = "eps_deposit",
    }
}

codes! {
    /// Why the bank refused.
    LoanGround {
        /// Not of a group that may borrow.
        NotEligible = "not_eligible",
        /// Debts are overdue already.
        Overdue = "overdue",
        /// Papers are missing.
        Papers = "papers",
        /// Anything else.
        Other = "other",
    }
}

codes! {
    /// Where a loan stands.
    LoanState {
        /// Sent to the bank, no answer yet.
        Forwarded = "forwarded",
        /// Approved.
        Approved = "approved",
        /// Refused.
        Refused = "refused",
        /// Paid out.
        Disbursed = "disbursed",
        /// Paid back.
        Settled = "settled",
    }
}

codes! {
    /// What is out of order with a loan.
    LoanFlag {
        /// More was paid out than the rule of that day allows.
        OverCeiling = "over_ceiling",
        /// More was paid out than approved.
        OverApproved = "over_approved",
        /// Paid out without an approval on file.
        NotApproved = "not_approved",
        /// Answered later than the rule allows.
        AnsweredLate = "answered_late",
        /// Instalments are overdue.
        Overdue = "overdue",
    }
}

events! {
    /// What happens to a loan.
    pub enum LoanEvent in "loan" {
        /// The commune passed the application to the bank. Sealed: number of the letter.
        LoanForwarded = "loan_forwarded", Fact, 1 {
            /// Who borrows.
            worker: Uuid,
            /// For which placement.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            case: Option<Uuid>,
            /// For what.
            purpose: LoanPurpose,
            /// The group under which it is asked for.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            group: Option<PolicyGroup>,
            /// Whole VND asked for.
            amount: u64,
            /// Code of the bank's branch.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            branch: Option<Code>,
        }
        /// The bank agreed.
        LoanApproved = "loan_approved", Fact, 2 {
            /// Whole VND.
            amount: u64,
            /// Interest a year in hundredths of a percent.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            rate: Option<u16>,
            /// Term in months.
            term_months: u16,
            /// Whether security was asked for.
            secured: bool,
        }
        /// The bank refused.
        LoanRefused = "loan_refused", Fact, 2 {
            /// Why.
            ground: LoanGround,
        }
        /// Money was paid out.
        LoanDisbursed = "loan_disbursed", Fact, 3 {
            /// Whole VND.
            amount: u64,
        }
        /// What is owed.
        LoanStatusReported = "loan_status_reported", Fact, 4 {
            /// Whole VND outstanding.
            outstanding: u64,
            /// Days by which the oldest instalment is overdue.
            overdue_days: u16,
        }
        /// All of it was paid back.
        LoanSettled = "loan_settled", Fact, 5 {
        }
    }
}

/// A loan as its facts say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Loan {
    /// Who borrows.
    pub worker: Option<Uuid>,
    /// For which placement.
    pub case: Option<Uuid>,
    /// For what.
    pub purpose: Option<LoanPurpose>,
    /// The group under which it was asked for.
    pub group: Option<PolicyGroup>,
    /// Code of the bank's branch.
    pub branch: Option<Code>,
    /// Whole VND asked for, and when.
    pub asked: Option<(u64, PartialDate)>,
    /// Whole VND approved, and when.
    pub approved: Option<(u64, PartialDate)>,
    /// Why it was refused, and when.
    pub refused: Option<(LoanGround, PartialDate)>,
    /// Each payment, with the event that says so.
    pub paid: Vec<(Uuid, u64, PartialDate)>,
    /// Whole VND outstanding, as reported last.
    pub outstanding: Option<u64>,
    /// When it was paid back.
    pub settled: Option<PartialDate>,
    /// Where it stands; `None` before anything is known.
    pub state: Option<LoanState>,
    /// What is out of order.
    pub flags: BTreeSet<LoanFlag>,
    by: Option<Date>,
    answered: Option<Date>,
}

impl Loan {
    /// Folds effective facts.
    #[must_use]
    pub fn fold(facts: &[Effective<LoanEvent>], rules: &Rules, calendar: &Calendar) -> Self {
        let mut loan = Self::default();
        for fact in facts {
            loan.take(fact, rules);
        }
        if let (Some(answered), Ok(Some((due, _)))) = (loan.answered, loan.due(rules, calendar))
            && answered > due.on
        {
            loan.flags.insert(LoanFlag::AnsweredLate);
        }
        loan
    }

    /// When the bank is to answer: so many working days after the application was forwarded. `None` before that.
    pub fn due(&self, rules: &Rules, calendar: &Calendar) -> Result<Option<(Due, RuleVersion)>, ClockError> {
        let Some(from) = self.by else { return Ok(None) };
        let rule = rules.at(RuleId::LoanStepDays, from)?;
        let days = u16::try_from(rule.integer().unwrap_or(0)).unwrap_or(0);
        Ok(Some((calendar.due(from, days.max(1))?, rule.clone())))
    }

    /// Whole VND paid out.
    #[must_use]
    pub fn paid_in_all(&self) -> u64 {
        self.paid.iter().map(|(_, amount, _)| amount).sum()
    }

    fn take(&mut self, fact: &Effective<LoanEvent>, rules: &Rules) {
        match &fact.event {
            LoanEvent::LoanForwarded(event) => {
                self.worker = Some(event.worker);
                self.case = event.case;
                self.purpose = Some(event.purpose);
                self.group = event.group;
                self.branch = event.branch;
                self.asked = Some((event.amount, fact.on));
                self.by = Some(fact.by);
                self.state = Some(LoanState::Forwarded);
            }
            LoanEvent::LoanApproved(event) => {
                self.approved = Some((event.amount, fact.on));
                self.answered.get_or_insert(fact.by);
                self.state = Some(LoanState::Approved);
            }
            LoanEvent::LoanRefused(event) => {
                self.refused = Some((event.ground, fact.on));
                self.answered.get_or_insert(fact.by);
                self.state = Some(LoanState::Refused);
            }
            LoanEvent::LoanDisbursed(event) => {
                self.paid.push((fact.id, event.amount, fact.on));
                self.state = Some(LoanState::Disbursed);
                self.check_paid(fact.by, rules);
            }
            LoanEvent::LoanStatusReported(event) => {
                self.outstanding = Some(event.outstanding);
                if event.overdue_days > 0 {
                    self.flags.insert(LoanFlag::Overdue);
                } else {
                    self.flags.remove(&LoanFlag::Overdue);
                }
            }
            LoanEvent::LoanSettled(_) => {
                self.settled = Some(fact.on);
                self.outstanding = Some(0);
                self.flags.remove(&LoanFlag::Overdue);
                self.state = Some(LoanState::Settled);
            }
        }
    }

    fn check_paid(&mut self, on: Date, rules: &Rules) {
        let paid = self.paid_in_all();
        match self.approved {
            None => {
                self.flags.insert(LoanFlag::NotApproved);
            }
            Some((approved, _)) if paid > approved => {
                self.flags.insert(LoanFlag::OverApproved);
            }
            Some(_) => {}
        }
        if ceiling(rules, on).is_some_and(|rule| over(paid, rule)) {
            self.flags.insert(LoanFlag::OverCeiling);
        }
    }
}

/// The rule that limits a loan paid out on a day, where one is known.
#[must_use]
pub fn ceiling(rules: &Rules, day: Date) -> Option<&RuleVersion> {
    rules.at(RuleId::LoanCeiling, day).ok()
}

/// Whether an amount is above a ceiling.
#[must_use]
pub fn over(amount: u64, rule: &RuleVersion) -> bool {
    rule.integer()
        .and_then(|limit| u64::try_from(limit).ok())
        .is_some_and(|limit| amount > limit)
}

#[cfg(test)]
mod tests;
