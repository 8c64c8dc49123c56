//! After the return: what a person needs, and what became of it. One stream for each case; its key is that of the case.

use uuid::Uuid;

use crate::case::codes::codes;
use crate::code::{Code, LegalName, Market};
use crate::date::PartialDate;
use crate::event::{Effective, events};
use crate::fair::Destination;

codes! {
    /// How much somebody owes after coming back.
    DebtBand {
        /// Nothing.
        None = "none",
        /// Below 50 million VND.
        Low = "low",
        /// 50 to 100 million VND.
        Middle = "middle",
        /// Above 100 million VND.
        High = "high",
    }
}

codes! {
    /// What somebody wishes or needs after coming back. What concerns health is sealed.
    Need {
        /// Work in the country.
        Work = "work",
        /// Training.
        Training = "training",
        /// To start a business.
        Startup = "startup",
        /// To leave again.
        LeaveAgain = "leave_again",
        /// Someone to talk to.
        Counselling = "counselling",
        /// Help with the law.
        Legal = "legal",
    }
}

events! {
    /// What happens after the return.
    pub enum ReintegrationEvent in "reintegration" {
        /// What the person needs was asked. Sealed: what concerns health.
        ReturneeNeedsAssessed = "returnee_needs_assessed", Fact, 1 {
            /// Who.
            worker: Uuid,
            /// What for.
            needs: Vec<Need>,
            /// What is owed.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            debt: Option<DebtBand>,
            /// Sector in which the person has learnt something.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            skill: Option<Code>,
        }
        /// The person was sent to an employer or a course.
        JobReferralMade = "job_referral_made", Fact, 2 {
            /// Who.
            worker: Uuid,
            /// Where it leads.
            destination: Destination,
            /// Sector code.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            sector: Option<Code>,
            /// To whom.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            employer: Option<LegalName>,
        }
        /// The person has work, or a place to learn. Work in the country is counted apart from work abroad.
        PlacementAfterReturn = "placement_after_return", Fact, 3 {
            /// Who.
            worker: Uuid,
            /// Where it leads.
            destination: Destination,
            /// Sector code.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            sector: Option<Code>,
            /// With whom.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            employer: Option<LegalName>,
        }
        /// Help to start a business.
        StartupSupportGiven = "startup_support_given", Fact, 3 {
            /// Who.
            worker: Uuid,
            /// By whom.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            provider: Option<LegalName>,
            /// Whole VND, if money was given.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            amount: Option<u64>,
        }
        /// Counselling. What was said is sealed, if it is kept at all.
        CounsellingGiven = "counselling_given", Fact, 3 {
            /// Who.
            worker: Uuid,
            /// By whom.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            provider: Option<LegalName>,
        }
        /// The person wants to leave again.
        RemigrationIntended = "remigration_intended", Fact, 4 {
            /// Who.
            worker: Uuid,
            /// Where to.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            market: Option<Market>,
            /// Under which programme.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            programme: Option<Code>,
        }
    }
}

impl ReintegrationEvent {
    /// Whom it is about.
    #[must_use]
    pub fn worker(&self) -> Uuid {
        match self {
            Self::ReturneeNeedsAssessed(event) => event.worker,
            Self::JobReferralMade(event) => event.worker,
            Self::PlacementAfterReturn(event) => event.worker,
            Self::StartupSupportGiven(event) => event.worker,
            Self::CounsellingGiven(event) => event.worker,
            Self::RemigrationIntended(event) => event.worker,
        }
    }
}

/// What became of somebody after the return.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reintegration {
    /// Whom it is about.
    pub worker: Option<Uuid>,
    /// What the person needs, as asked last.
    pub needs: Vec<Need>,
    /// What is owed.
    pub debt: Option<DebtBand>,
    /// How often the person was sent somewhere.
    pub referrals: u32,
    /// Placements in the order in which they happened.
    pub placements: Vec<(PartialDate, Destination)>,
    /// Whole VND given to start a business.
    pub startup: u64,
    /// How often somebody talked with the person.
    pub counselled: u32,
    /// Where the person wants to go again, and since when.
    pub leaves_again: Option<(PartialDate, Option<Market>)>,
}

impl Reintegration {
    /// Folds effective facts.
    #[must_use]
    pub fn fold(facts: &[Effective<ReintegrationEvent>]) -> Self {
        let mut now = Self::default();
        for fact in facts {
            now.worker = Some(fact.event.worker());
            match &fact.event {
                ReintegrationEvent::ReturneeNeedsAssessed(event) => {
                    now.needs.clone_from(&event.needs);
                    now.debt = event.debt.or(now.debt);
                }
                ReintegrationEvent::JobReferralMade(_) => now.referrals += 1,
                ReintegrationEvent::PlacementAfterReturn(event) => {
                    now.placements.push((fact.on, event.destination));
                }
                ReintegrationEvent::StartupSupportGiven(event) => {
                    now.startup = now.startup.saturating_add(event.amount.unwrap_or(0));
                }
                ReintegrationEvent::CounsellingGiven(_) => now.counselled += 1,
                ReintegrationEvent::RemigrationIntended(event) => {
                    now.leaves_again = Some((fact.on, event.market));
                }
            }
        }
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::tests::facts;

    #[test]
    fn the_way_back_into_work() {
        let worker = Uuid::from_u128(5);
        let market = Market::parse("KR").ok();
        let placed = |destination| -> ReintegrationEvent {
            PlacementAfterReturn {
                worker,
                destination,
                sector: None,
                employer: None,
            }
            .into()
        };
        let referral = JobReferralMade {
            worker,
            destination: Destination::Domestic,
            sector: None,
            employer: None,
        };
        let needs = vec![Need::Work, Need::Training];
        let now = Reintegration::fold(&facts([
            (
                "2025-03-02",
                ReturneeNeedsAssessed {
                    worker,
                    needs: needs.clone(),
                    debt: Some(DebtBand::Low),
                    skill: None,
                }
                .into(),
            ),
            ("2025-03-10", referral.into()),
            ("2025-04-01", placed(Destination::Domestic)),
            (
                "2025-04-02",
                StartupSupportGiven {
                    worker,
                    provider: None,
                    amount: Some(20_000_000),
                }
                .into(),
            ),
            (
                "2025-04-03",
                CounsellingGiven {
                    worker,
                    provider: None,
                }
                .into(),
            ),
            (
                "2025-09-01",
                RemigrationIntended {
                    worker,
                    market,
                    programme: None,
                }
                .into(),
            ),
            ("2026-01-01", placed(Destination::Abroad)),
        ]));
        assert_eq!(now.needs, needs);
        assert_eq!((now.referrals, now.counselled, now.startup), (1, 1, 20_000_000));
        let where_to: Vec<_> = now.placements.iter().map(|(_, to)| *to).collect();
        assert_eq!(where_to, [Destination::Domestic, Destination::Abroad]);
        assert_eq!(now.leaves_again.unwrap().1, market);
        assert_eq!(now.worker, Some(worker));
    }
}
