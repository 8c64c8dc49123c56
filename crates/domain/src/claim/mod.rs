//! Claims on the fund that supports work abroad (Quỹ Hỗ trợ việc làm ngoài nước).

use uuid::Uuid;

use crate::case::codes::codes;
use crate::date::PartialDate;
use crate::event::{Effective, events};

codes! {
    /// Why the fund is asked.
    ClaimGround {
        /// Accident or illness abroad.
        AccidentOrIllness = "accident_or_illness",
        /// The employer failed.
        EmployerFailure = "employer_failure",
        /// Force majeure.
        ForceMajeure = "force_majeure",
        /// Death or disappearance.
        DeathOrMissing = "death_or_missing",
        /// Training before departure.
        Training = "training",
        /// Legal dispute.
        Dispute = "dispute",
        /// Anything else.
        Other = "other",
    }
}

events! {
    /// What happens to a claim. Sealed: who receives the money, if it is not the worker.
    pub enum ClaimEvent in "claim" {
        /// It was filed.
        FundClaimFiled = "fund_claim_filed", Fact, 1 {
            /// For whom.
            worker: Uuid,
            /// For which placement.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            case: Option<Uuid>,
            /// Why.
            ground: ClaimGround,
            /// Whole VND asked for.
            amount: u64,
        }
        /// The fund paid.
        FundClaimPaid = "fund_claim_paid", Fact, 2 {
            /// Whole VND.
            amount: u64,
        }
    }
}

/// A claim as its facts say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Claim {
    /// For whom.
    pub worker: Option<Uuid>,
    /// For which placement.
    pub case: Option<Uuid>,
    /// Why.
    pub ground: Option<ClaimGround>,
    /// Whole VND asked for, and when.
    pub filed: Option<(u64, PartialDate)>,
    /// Whole VND paid.
    pub paid: u64,
    /// When it was paid last.
    pub paid_on: Option<PartialDate>,
}

impl Claim {
    /// Folds effective facts.
    #[must_use]
    pub fn fold(facts: &[Effective<ClaimEvent>]) -> Self {
        let mut claim = Self::default();
        for fact in facts {
            match &fact.event {
                ClaimEvent::FundClaimFiled(event) => {
                    claim.worker = Some(event.worker);
                    claim.case = event.case;
                    claim.ground = Some(event.ground);
                    claim.filed = Some((event.amount, fact.on));
                }
                ClaimEvent::FundClaimPaid(event) => {
                    claim.paid = claim.paid.saturating_add(event.amount);
                    claim.paid_on = Some(fact.on);
                }
            }
        }
        claim
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::tests::facts;

    #[test]
    fn a_claim_is_what_was_asked_and_what_was_paid() {
        let worker = Uuid::from_u128(3);
        let ground = ClaimGround::AccidentOrIllness;
        let filed = FundClaimFiled {
            worker,
            case: None,
            ground,
            amount: 30_000_000,
        };
        let claim = Claim::fold(&facts([
            ("2025-05-01", filed.into()),
            ("2025-06-01", FundClaimPaid { amount: 12_000_000 }.into()),
            ("2025-07-01", FundClaimPaid { amount: 8_000_000 }.into()),
        ]));
        assert_eq!((claim.paid, claim.filed.unwrap().0), (20_000_000, 30_000_000));
        assert_eq!(claim.paid_on.unwrap().to_string(), "2025-07-01");
        assert_eq!((claim.worker, claim.ground), (Some(worker), Some(ground)));
        assert_eq!(Claim::fold(&[]), Claim::default());
    }
}
