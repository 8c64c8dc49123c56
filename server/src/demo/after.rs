//! What follows a departure: it is confirmed, the contract ends, the person comes back or does not.

use hanhtrinh_domain::case::decide::Decision;
use hanhtrinh_domain::case::{
    ContractEnded, ContractExtended, ContractLiquidated, DepartureVerified, EndCause, Evidence, Reason,
    ReturnRecorded, ReturnVerified, Verifier,
};
use jiff::civil::Date;
use uuid::Uuid;

use super::DemoError;
use super::desk::{Fact, Who};
use super::names::Invented;
use super::province::{Gone, Province, Task, contract_end, days};
use super::schedule::Departure;

impl Province<'_> {
    /// Plans what follows a departure that is being recorded now.
    pub fn after_departure(
        &mut self,
        case: Uuid,
        departure: &Departure,
        person: &Invented,
    ) -> Result<(), DemoError> {
        self.gone.push(Gone {
            case,
            on: departure.on,
        });
        let end = contract_end(departure.on, departure.work.months)?;
        if self.rng.chance(600) {
            let day = days(departure.recorded.max(departure.on), self.rng.between(8, 60))?;
            let by = *self.rng.weighted(&[
                (Verifier::Border, 40),
                (Verifier::Commune, 35),
                (Verifier::Family, 20),
                (Verifier::Representation, 5),
            ]);
            self.later(
                day,
                Task::Facts(
                    Who::Province,
                    case,
                    vec![Fact::new(day, DepartureVerified { by })],
                ),
            );
        }
        match self.rng.below(1000) {
            // Some come back early.
            0..35 => {
                let span = i64::from((end - departure.on).get_days());
                let on = days(departure.on, self.rng.between(40, (span - 20).max(41)))?;
                let cause = *self.rng.weighted(&[
                    (EndCause::EarlyWorker, 40),
                    (EndCause::EarlyEmployer, 25),
                    (EndCause::Health, 25),
                    (EndCause::ForceMajeure, 10),
                ]);
                self.come_back(case, on, cause, departure.recorded, person)
            }
            // Some extend, and come back later.
            35..75 => {
                let told = days(end, -self.rng.between(10, 60))?;
                let new_end = contract_end(end, 12)?;
                self.later(
                    told,
                    Task::Facts(
                        Who::Province,
                        case,
                        vec![Fact::new(told, ContractExtended { end: new_end })],
                    ),
                );
                let on = days(new_end, self.rng.between(-3, 15))?;
                self.come_back(case, on, EndCause::OnTime, departure.recorded, person)
            }
            // Of some nothing is heard.
            75..105 => Ok(()),
            _ => {
                let on = days(end, self.rng.between(-4, 18))?;
                self.come_back(case, on, EndCause::OnTime, departure.recorded, person)
            }
        }
    }

    fn come_back(
        &mut self,
        case: Uuid,
        on: Date,
        cause: EndCause,
        not_before: Date,
        person: &Invented,
    ) -> Result<(), DemoError> {
        let known = days(on.max(not_before), self.rng.between(3, 35))?;
        let evidence = *self.rng.weighted(&[
            (Evidence::EnterpriseList, 45),
            (Evidence::Family, 35),
            (Evidence::Stamp, 20),
        ]);
        let mut facts = vec![Fact::new(on, ReturnRecorded { cause, evidence })];
        if cause != EndCause::OnTime {
            facts.insert(0, Fact::new(on, ContractEnded { cause }));
        }
        self.later(known, Task::Facts(Who::Province, case, facts));
        if self.rng.chance(400) {
            let day = days(known, self.rng.between(5, 40))?;
            let fact = Fact::new(
                day,
                ReturnVerified {
                    by: Verifier::Commune,
                },
            );
            self.later(day, Task::Facts(Who::Province, case, vec![fact]));
        }
        if self.rng.chance(150) {
            let day = days(known, self.rng.between(42, 120))?;
            self.later(
                day,
                Task::Facts(
                    Who::Province,
                    case,
                    vec![Fact::new(day, ContractLiquidated { settled: true })],
                ),
            );
            let decision = Decision::Close {
                reason: Reason::Completed,
            };
            let number = self.paper("QĐ", day);
            self.later(
                days(day, 4)?,
                Task::Decide(Who::Province, case, decision, number, ""),
            );
        }
        self.back.push((days(known, 90)?, person.clone()));
        Ok(())
    }
}
