//! People who are prepared step by step: through an enterprise or the public unit, or with a direct contract that their
//! commune certifies.

use hanhtrinh_domain::case::decide::Decision;
use hanhtrinh_domain::case::{
    CaseWithdrawn, DepartureCancelled, DepartureRecorded, DepartureScheduled, DirectContractFiled,
    DossierItem, EmploymentContractRecorded, EndCause, Evidence, FundContributionPaid, HealthCheckRecorded,
    LegalForm, Payer, Reason, RefusalGround, ReturnRecorded, SelectionOutcome, SelectionRecorded,
    SendingContractSigned, SupplementReceived, TrainingCompleted, TrainingKind, TrainingStarted, VisaIssued,
    WorkerDepositLodged,
};
use hanhtrinh_domain::code::{Code, LegalName, Market};
use hanhtrinh_domain::identity::age_on;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_log::Commit;
use jiff::civil::Date;
use uuid::Uuid;

use super::DemoError;
use super::desk::{Fact, Opening, Who};
use super::names::Invented;
use super::province::{Province, Task, contract_end, days};
use super::schedule::Departure;
use super::work::{ENTERPRISES, women};

/// How far a preparation goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// To the departure.
    Leaves,
    /// Withdrawn on the way.
    Withdraws,
    /// A direct contract, decided by a commune.
    Direct(UnitRef),
    /// A direct contract that waits at the end of the demo, complete.
    Waits(UnitRef),
    /// A direct contract that waits for a supplement at the end of the demo.
    Paused(UnitRef),
    /// Registered with a number that somebody else holds.
    SameNumber,
    /// Known to have come back, with no departure on file.
    OnlyBack,
}

/// Days before the departure on which a preparation begins.
pub const LEAD: i64 = 115;
/// The same for a direct contract.
pub const DIRECT_LEAD: i64 = 62;

impl Province<'_> {
    /// Registers the person, opens the case and plans the steps.
    pub fn begin(&mut self, day: Date, departure: &Departure, route: Route) -> Result<Commit, DemoError> {
        let mut person =
            self.people
                .invent(&mut self.rng, self.places, departure.on, women(departure.market))?;
        if let Route::Direct(desk) | Route::Waits(desk) | Route::Paused(desk) = route {
            (person.before, person.after) = self.places.home_in(&mut self.rng, desk);
        }
        if route == Route::SameNumber
            && let Some((_, other)) = self.back.iter().find(|(_, other)| other.number.is_some())
        {
            person.number = other.number;
        }
        let who = match route {
            Route::Direct(desk) | Route::Waits(desk) | Route::Paused(desk) => Who::Officer(desk),
            _ => departure.work.enterprise.map_or(Who::Province, Who::Recruiter),
        };
        let opening = self.opening(departure)?;
        let (worker, case, commit) = self.desk.begin(who, &person, day, &opening)?;
        match route {
            Route::Leaves | Route::SameNumber => {
                self.journey(who, case, departure, &person, day)?;
                self.welfare((worker, case), departure, &person, day)?;
            }
            Route::Withdraws => self.withdraws(who, case, departure, day)?,
            Route::OnlyBack => {
                let known = days(day, 6)?;
                let back = ReturnRecorded {
                    cause: EndCause::OnTime,
                    evidence: Evidence::Family,
                };
                self.later(
                    known,
                    Task::Facts(Who::Province, case, vec![Fact::new(day, back)]),
                );
            }
            Route::Direct(desk) => self.direct(desk, case, departure, &person, day)?,
            Route::Waits(desk) => {
                let filed = self.filing(desk, departure, day, Vec::new())?;
                self.later(day, Task::Facts(Who::Officer(desk), case, filed));
            }
            Route::Paused(desk) => {
                let filed = self.filing(desk, departure, day, Vec::new())?;
                self.later(day, Task::Facts(Who::Officer(desk), case, filed));
                let missing = vec![*self.rng.pick(DossierItem::ALL), DossierItem::Health];
                let number = self.paper("YC", day);
                let decision = Decision::RequestSupplement { missing };
                self.later(
                    days(day, 1)?,
                    Task::Decide(Who::Officer(desk), case, decision, number, ""),
                );
            }
        }
        Ok(commit)
    }

    fn opening(&mut self, departure: &Departure) -> Result<Opening, DemoError> {
        let eps = departure.work.form == LegalForm::PublicUnit && departure.market == "KR";
        let enterprise = departure
            .work
            .enterprise
            .map(|index| Code::parse(ENTERPRISES[index].0));
        Ok(Opening {
            form: departure.work.form,
            market: Market::parse(departure.market).map_err(DemoError::invented)?,
            programme: if eps {
                Some(Code::parse("EPS").map_err(DemoError::invented)?)
            } else {
                None
            },
            enterprise: enterprise.transpose().map_err(DemoError::invented)?,
            address: format!("Thôn {}", self.rng.between(1, 12)),
            phone: format!("09{:08}", self.rng.below(100_000_000)),
        })
    }

    /// Selection, training, contracts, papers, flight.
    fn journey(
        &mut self,
        who: Who,
        case: Uuid,
        departure: &Departure,
        person: &Invented,
        begun: Date,
    ) -> Result<(), DemoError> {
        let on = departure.on;
        let before = |count: i64| days(on, -count).map(|day| day.max(begun));
        let mut step = |day: Date, facts: Vec<Fact>| self.agenda_facts(who, day, case, facts);
        step(
            before(100)?,
            vec![Fact::new(
                before(100)?,
                SelectionRecorded {
                    outcome: SelectionOutcome::Passed,
                    order: None,
                    occupation: None,
                },
            )],
        );
        step(
            before(92)?,
            vec![Fact::new(
                before(92)?,
                TrainingStarted {
                    kind: TrainingKind::Language,
                },
            )],
        );
        let trained = TrainingCompleted {
            kind: TrainingKind::Language,
            hours: Some(320),
        };
        step(before(48)?, vec![Fact::new(before(48)?, trained)]);
        let contracts = self.contracts(departure, before(42)?)?;
        self.agenda_facts(who, before(42)?, case, contracts);
        let oriented = TrainingCompleted {
            kind: TrainingKind::Orientation,
            hours: Some(74),
        };
        self.agenda_facts(who, before(35)?, case, vec![Fact::new(before(35)?, oriented)]);
        let healthy = Fact::new(before(30)?, HealthCheckRecorded { certificate: true });
        self.agenda_facts(who, before(30)?, case, vec![healthy]);
        self.papers_and_flight(who, case, departure, person, begun)
    }

    /// Visa, contribution, flight, departure.
    fn papers_and_flight(
        &mut self,
        who: Who,
        case: Uuid,
        departure: &Departure,
        person: &Invented,
        begun: Date,
    ) -> Result<(), DemoError> {
        let on = departure.on;
        let before = |count: i64| days(on, -count).map(|day| day.max(begun));
        let class = match departure.market {
            "KR" => "E-9",
            "JP" => "TITP",
            "TW" => "FL",
            _ => "WORK",
        };
        let visa = VisaIssued {
            class: Code::parse(class).map_err(DemoError::invented)?,
            valid_to: None,
        };
        let number = self.paper("TT", on);
        self.agenda_facts(
            who,
            before(20)?,
            case,
            vec![Fact::new(before(20)?, visa).number(number)],
        );
        let mut paid = vec![Fact::new(
            before(12)?,
            FundContributionPaid {
                payer: Payer::Worker,
                amount: 100_000,
            },
        )];
        if departure.work.form == LegalForm::PublicUnit && departure.market == "KR" {
            paid.push(Fact::new(
                before(12)?,
                WorkerDepositLodged { amount: 100_000_000 },
            ));
        }
        self.agenda_facts(who, before(12)?, case, paid);
        if self.rng.chance(60) {
            let first = days(on, -2)?;
            let planned = Fact::new(before(11)?, DepartureScheduled { day: first });
            self.agenda_facts(who, before(11)?, case, vec![planned]);
            let cancelled = Fact::new(
                before(8)?,
                DepartureCancelled {
                    reason: Reason::Employer,
                },
            );
            self.agenda_facts(who, before(8)?, case, vec![cancelled]);
        }
        self.agenda_facts(
            who,
            before(7)?,
            case,
            vec![Fact::new(before(7)?, DepartureScheduled { day: on })],
        );
        let left = DepartureRecorded {
            market: Market::parse(departure.market).map_err(DemoError::invented)?,
            evidence: *self.rng.pick(&[Evidence::Stamp, Evidence::EnterpriseList]),
            age: age_on(person.birth, on),
        };
        self.agenda_facts(who, departure.recorded, case, vec![Fact::new(on, left)]);
        // What lies beyond the end of the demo has not happened.
        self.after_departure(case, departure, person)
    }

    fn agenda_facts(&mut self, who: Who, day: Date, case: Uuid, facts: Vec<Fact>) {
        self.later(day, Task::Facts(who, case, facts));
    }

    fn withdraws(
        &mut self,
        who: Who,
        case: Uuid,
        departure: &Departure,
        begun: Date,
    ) -> Result<(), DemoError> {
        let day = days(departure.on, -92)?.max(begun);
        self.agenda_facts(
            who,
            day,
            case,
            vec![Fact::new(
                day,
                TrainingStarted {
                    kind: TrainingKind::Language,
                },
            )],
        );
        let day = days(departure.on, -self.rng.between(15, 80))?.max(day);
        let reason = *self
            .rng
            .pick(&[Reason::OwnWish, Reason::Family, Reason::Health, Reason::Visa]);
        self.agenda_facts(who, day, case, vec![Fact::new(day, CaseWithdrawn { reason })]);
        Ok(())
    }

    fn contracts(&mut self, departure: &Departure, day: Date) -> Result<Vec<Fact>, DemoError> {
        let mut facts = Vec::new();
        if let Some(index) = departure.work.enterprise {
            let signed = SendingContractSigned {
                enterprise: Code::parse(ENTERPRISES[index].0).map_err(DemoError::invented)?,
                term_months: u16::try_from(departure.work.months).unwrap_or(36),
                service_fee: None,
                order: None,
            };
            facts.push(Fact::new(day, signed).number(self.paper("HĐĐ", day)));
        }
        facts.push(Fact::new(day, employment(departure)?).number(self.paper("HĐLĐ", day)));
        Ok(facts)
    }

    fn filing(
        &mut self,
        desk: UnitRef,
        departure: &Departure,
        day: Date,
        missing: Vec<DossierItem>,
    ) -> Result<Vec<Fact>, DemoError> {
        let contract = Fact::new(day, employment(departure)?).number(self.paper("HĐLĐ", day));
        let filed = Fact::new(
            day,
            DirectContractFiled {
                commune: desk,
                missing,
            },
        );
        Ok(vec![contract, filed])
    }

    /// A direct contract: filed, perhaps supplemented, certified or refused, and then away.
    fn direct(
        &mut self,
        desk: UnitRef,
        case: Uuid,
        departure: &Departure,
        person: &Invented,
        day: Date,
    ) -> Result<(), DemoError> {
        let (officer, leader) = (Who::Officer(desk), Who::Leader(desk));
        let incomplete = self.rng.chance(220);
        let missing = if incomplete {
            vec![DossierItem::Curriculum, DossierItem::Health]
        } else {
            Vec::new()
        };
        let filed = self.filing(desk, departure, day, missing.clone())?;
        self.agenda_facts(officer, day, case, filed);
        let mut complete = day;
        if incomplete {
            let asked = days(day, 1)?;
            let number = self.paper("YC", asked);
            self.later(
                asked,
                Task::Decide(officer, case, Decision::RequestSupplement { missing }, number, ""),
            );
            complete = days(day, self.rng.between(5, 9))?;
            let received = Fact::new(complete, SupplementReceived { missing: Vec::new() });
            self.agenda_facts(officer, complete, case, vec![received]);
        }
        // Most are answered in time; a few are not.
        let decided = days(
            complete,
            *self.rng.weighted(&[(1, 15), (2, 25), (4, 35), (6, 17), (11, 8)]),
        )?;
        let number = self.paper("XN", decided);
        if self.rng.chance(70) {
            let decision = Decision::Refuse {
                ground: RefusalGround::NotEligible,
                reasoned: true,
            };
            let note = "Nơi làm việc không thuộc ngành nghề ghi trong hợp đồng; đề nghị bổ sung và nộp lại.";
            self.later(decided, Task::Decide(leader, case, decision, number, note));
            return Ok(());
        }
        self.later(decided, Task::Decide(leader, case, Decision::Certify, number, ""));
        let oriented = TrainingCompleted {
            kind: TrainingKind::Orientation,
            hours: Some(40),
        };
        let day = days(departure.on, -26)?;
        self.agenda_facts(officer, day, case, vec![Fact::new(day, oriented)]);
        self.papers_and_flight(officer, case, departure, person, day)
    }
}

fn employment(departure: &Departure) -> Result<EmploymentContractRecorded, DemoError> {
    Ok(EmploymentContractRecorded {
        employer: Some(LegalName::parse(departure.work.employer).map_err(DemoError::invented)?),
        sector: Code::parse(departure.work.sector).map_err(DemoError::invented)?,
        start: departure.on,
        end: contract_end(departure.on, departure.work.months)?,
        wage: None,
        occupation: None,
    })
}
