//! People of policy groups: how they are known, what they are given and lent, and what becomes of some after the return.

use hanhtrinh_domain::claim::{ClaimEvent, ClaimGround, FundClaimFiled, FundClaimPaid};
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::fair::Destination;
use hanhtrinh_domain::household::{
    HouseholdEvent, HouseholdMemberLinked, HouseholdOpened, HouseholdPolicyDetermined, PolicyGroup, Relation,
};
use hanhtrinh_domain::loan::{
    LoanApproved, LoanDisbursed, LoanEvent, LoanForwarded, LoanGround, LoanPurpose, LoanRefused, LoanSettled,
    LoanStatusReported,
};
use hanhtrinh_domain::reintegration::{
    CounsellingGiven, DebtBand, JobReferralMade, Need, PlacementAfterReturn, ReintegrationEvent,
    RemigrationIntended, ReturneeNeedsAssessed, StartupSupportGiven,
};
use hanhtrinh_domain::support::{BudgetSource, SupportDecided, SupportEvent, SupportItem, SupportPaid};
use hanhtrinh_domain::worker::{
    LanguageExam, LanguageResultRecorded, PolicyGroupDetermined, QualificationLevel, QualificationRecorded,
};
use jiff::civil::{Date, date};
use uuid::Uuid;

use super::DemoError;
use super::care::{Care, Said, Step};
use super::desk::Who;
use super::names::Invented;
use super::province::{Province, Task, contract_end, days};
use super::schedule::Departure;

/// Items with the amounts that are usual for them, in whole VND.
const ITEMS: [(SupportItem, u64); 6] = [
    (SupportItem::Language, 3_000_000),
    (SupportItem::Vocational, 4_000_000),
    (SupportItem::Orientation, 530_000),
    (SupportItem::Health, 750_000),
    (SupportItem::Papers, 700_000),
    (SupportItem::Travel, 400_000),
];

/// Whom it is about.
#[derive(Clone, Copy)]
struct Whose {
    worker: Uuid,
    case: Uuid,
    group: PolicyGroup,
}

impl Province<'_> {
    /// Plans what offices do for a person who is prepared step by step, if the person is of a policy group.
    pub fn welfare(
        &mut self,
        (worker, case): (Uuid, Uuid),
        departure: &Departure,
        person: &Invented,
        begun: Date,
    ) -> Result<(), DemoError> {
        if self.luck.chance(180) {
            self.learnt(worker, departure, begun)?;
        }
        if !self.luck.chance(150) {
            return Ok(());
        }
        let group = *self.luck.weighted(&[
            (PolicyGroup::Poor, 28),
            (PolicyGroup::NearPoor, 32),
            (PolicyGroup::EthnicMinority, 22),
            (PolicyGroup::DifficultArea, 12),
            (PolicyGroup::OutOfPoverty, 4),
            (PolicyGroup::MeritRelative, 2),
        ]);
        let whose = Whose { worker, case, group };
        self.determine(whose, person, begun)?;
        self.support(whose, begun)?;
        if self.luck.chance(600) {
            self.loan(whose, departure, days(begun, 14)?)?;
        }
        if self.luck.chance(25) {
            self.claim(whose, departure)?;
        }
        self.after_return(whose, departure)
    }

    fn by_province(&mut self, day: Date, steps: Vec<Step>) {
        let care = Care {
            who: Who::Province,
            after_return: None,
            steps,
        };
        self.later(day, Task::Care(Box::new(care)));
    }

    /// Of one half the household as a whole holds the certificate, of the other the person alone.
    fn determine(&mut self, whose: Whose, person: &Invented, begun: Date) -> Result<(), DemoError> {
        let Whose { worker, group, .. } = whose;
        let day = days(begun, 2)?;
        let valid_from = date(day.year(), 1, 1);
        let yearly = matches!(
            group,
            PolicyGroup::Poor | PolicyGroup::NearPoor | PolicyGroup::OutOfPoverty
        );
        let valid_to = yearly.then(|| date(day.year() + 1, 12, 31));
        let number = self.care_paper("CN", day);
        if !yearly || self.luck.chance(500) {
            let determined = PolicyGroupDetermined {
                group,
                valid_from,
                valid_to,
            };
            let step = Step::of_worker(day, worker, determined).paper(worker, number);
            self.by_province(day, vec![step]);
            return Ok(());
        }
        let household = self.desk.registry.new_id();
        let edition = self.desk.registry.packs().units.edition_on(day);
        let opened = HouseholdOpened {
            unit: person.commune(edition),
            people: Some(2 + self.luck.below(6) as u8),
        };
        let relation = *self
            .luck
            .pick(&[Relation::Head, Relation::Child, Relation::Spouse]);
        let of_all = HouseholdPolicyDetermined {
            group,
            valid_from,
            valid_to,
        };
        let steps = vec![
            Step::new(day, household, HouseholdEvent::from(opened)),
            Step::new(
                day,
                household,
                HouseholdEvent::from(HouseholdMemberLinked { worker, relation }),
            ),
            Step::new(day, household, HouseholdEvent::from(of_all)).paper(worker, number),
        ];
        self.by_province(day, steps);
        Ok(())
    }

    fn support(&mut self, whose: Whose, begun: Date) -> Result<(), DemoError> {
        let count = 1 + self.luck.below(2);
        for _ in 0..count {
            let (item, amount) = *self.luck.pick(&ITEMS);
            let budget = *self.luck.weighted(&[
                (BudgetSource::Central, 20),
                (BudgetSource::Province, 35),
                (BudgetSource::Local, 30),
                (BudgetSource::Programme, 15),
            ]);
            let day = days(begun, self.luck.between(20, 45))?;
            let decided = self.working_day_from(day);
            let id = self.desk.registry.new_id();
            let number = self.care_paper("QĐ-HT", decided);
            let wanted = SupportDecided {
                worker: whose.worker,
                case: Some(whose.case),
                item,
                group: Some(whose.group),
                amount,
                budget,
            };
            let step = Step {
                on: decided,
                said: Said::Support(id, wanted),
                paper: None,
            };
            self.by_province(decided, vec![step.paper(whose.worker, number)]);
            let paid = days(decided, self.luck.between(5, 20))?;
            let event = SupportEvent::from(SupportPaid { amount, budget });
            self.by_province(paid, vec![Step::new(paid, id, event)]);
        }
        Ok(())
    }

    fn loan(&mut self, whose: Whose, departure: &Departure, day: Date) -> Result<(), DemoError> {
        let id = self.desk.registry.new_id();
        let eps = departure.market == "KR" && departure.work.enterprise.is_none();
        let amount = if eps {
            100_000_000
        } else {
            10_000_000 * self.luck.between(3, 10).unsigned_abs()
        };
        let purpose = if eps {
            LoanPurpose::EpsDeposit
        } else {
            LoanPurpose::Costs
        };
        let branch = Some(Code::parse("NHCSXH-38").map_err(DemoError::invented)?);
        let forwarded = LoanForwarded {
            worker: whose.worker,
            case: Some(whose.case),
            purpose,
            group: Some(whose.group),
            amount,
            branch,
        };
        let number = self.care_paper("GT", day);
        let step = Step::new(day, id, LoanEvent::from(forwarded)).paper(whose.worker, number);
        self.by_province(day, vec![step]);
        let answered = days(day, self.luck.between(4, 16))?;
        if self.luck.chance(50) {
            let refused = LoanEvent::from(LoanRefused {
                ground: LoanGround::NotEligible,
            });
            self.by_province(answered, vec![Step::new(answered, id, refused)]);
            return Ok(());
        }
        let term_months = u16::try_from(departure.work.months).unwrap_or(36);
        let approved = LoanApproved {
            amount,
            rate: Some(660),
            term_months,
            secured: false,
        };
        self.by_province(answered, vec![Step::new(answered, id, LoanEvent::from(approved))]);
        let paid = days(answered, self.luck.between(2, 7))?;
        self.by_province(
            paid,
            vec![Step::new(paid, id, LoanEvent::from(LoanDisbursed { amount }))],
        );
        let told = days(paid, 365)?;
        let overdue_days = if self.luck.chance(80) {
            20 + self.luck.below(60) as u16
        } else {
            0
        };
        let status = LoanStatusReported {
            outstanding: amount / 3 * 2,
            overdue_days,
        };
        self.by_province(told, vec![Step::new(told, id, LoanEvent::from(status))]);
        let settled = days(paid, 760)?;
        self.by_province(
            settled,
            vec![Step::new(settled, id, LoanEvent::from(LoanSettled {}))],
        );
        Ok(())
    }

    fn claim(&mut self, whose: Whose, departure: &Departure) -> Result<(), DemoError> {
        let id = self.desk.registry.new_id();
        let day = days(departure.on, 200)?;
        let filed = FundClaimFiled {
            worker: whose.worker,
            case: Some(whose.case),
            ground: ClaimGround::AccidentOrIllness,
            amount: 20_000_000,
        };
        self.by_province(day, vec![Step::new(day, id, ClaimEvent::from(filed))]);
        let paid = days(day, 30)?;
        let event = ClaimEvent::from(FundClaimPaid { amount: 15_000_000 });
        self.by_province(paid, vec![Step::new(paid, id, event)]);
        Ok(())
    }

    /// Work, a course, help: only if the person has come back by then.
    fn after_return(&mut self, whose: Whose, departure: &Departure) -> Result<(), DemoError> {
        let Whose { worker, case, .. } = whose;
        let day = days(contract_end(departure.on, departure.work.months)?, 60)?;
        let sector = Some(Code::parse(departure.work.sector).map_err(DemoError::invented)?);
        let destination = *self.luck.weighted(&[
            (Destination::Domestic, 62),
            (Destination::Abroad, 14),
            (Destination::Vocational, 24),
        ]);
        let debt =
            Some(
                *self
                    .luck
                    .weighted(&[(DebtBand::None, 70), (DebtBand::Low, 25), (DebtBand::Middle, 5)]),
            );
        let assessed = ReturneeNeedsAssessed {
            worker,
            needs: vec![Need::Work, Need::Training],
            debt,
            skill: sector,
        };
        let referral = JobReferralMade {
            worker,
            destination,
            sector,
            employer: None,
        };
        let placed = PlacementAfterReturn {
            worker,
            destination,
            sector,
            employer: None,
        };
        let mut steps: Vec<(i64, ReintegrationEvent)> =
            vec![(0, assessed.into()), (12, referral.into()), (30, placed.into())];
        if self.luck.chance(150) {
            let amount = Some(20_000_000);
            steps.push((
                35,
                StartupSupportGiven {
                    worker,
                    provider: None,
                    amount,
                }
                .into(),
            ));
        }
        if self.luck.chance(120) {
            steps.push((
                8,
                CounsellingGiven {
                    worker,
                    provider: None,
                }
                .into(),
            ));
        }
        if destination == Destination::Abroad {
            steps.push((
                20,
                RemigrationIntended {
                    worker,
                    market: None,
                    programme: None,
                }
                .into(),
            ));
        }
        for (after, event) in steps {
            let on = days(day, after)?;
            let care = Care {
                who: Who::Centre,
                after_return: Some(case),
                steps: vec![Step::new(on, case, event)],
            };
            self.later(on, Task::Care(Box::new(care)));
        }
        Ok(())
    }

    /// What was learnt before, and the result of a test.
    fn learnt(&mut self, worker: Uuid, departure: &Departure, begun: Date) -> Result<(), DemoError> {
        let (language, exam) = match departure.market {
            "KR" => ("ko", LanguageExam::EpsTopik),
            "JP" => ("ja", LanguageExam::Jlpt),
            "TW" => ("zh", LanguageExam::Tocfl),
            "DE" => ("de", LanguageExam::German),
            _ => ("en", LanguageExam::English),
        };
        let level = *self.luck.pick(QualificationLevel::ALL);
        let sector = Some(Code::parse(departure.work.sector).map_err(DemoError::invented)?);
        let day = days(begun, 3)?;
        self.by_province(
            day,
            vec![Step::of_worker(
                day,
                worker,
                QualificationRecorded { level, sector },
            )],
        );
        let tested = days(begun, 70)?;
        let result = LanguageResultRecorded {
            language: Code::parse(language).map_err(DemoError::invented)?,
            exam,
            score: Some(90 + self.luck.below(90) as u16),
            level: None,
            valid_to: Some(days(tested, 730)?),
        };
        self.by_province(tested, vec![Step::of_worker(tested, worker, result)]);
        Ok(())
    }

    fn care_paper(&mut self, kind: &str, day: Date) -> String {
        format!("{kind}-{}-{:06}", day.year(), self.luck.below(1_000_000))
    }

    /// The day on which a task of this day is really done: decisions are signed then.
    fn working_day_from(&self, day: Date) -> Date {
        let calendar = &self.desk.registry.packs().calendar;
        let mut day = day;
        while !calendar.is_working_day(day).unwrap_or(true) {
            day = day.tomorrow().unwrap_or(day);
        }
        day
    }
}
