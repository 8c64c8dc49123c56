//! Everything that is to happen in the demo, put on its days: enterprises, targets, departures, and what goes wrong.

use hanhtrinh_domain::code::{Code, LegalName};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::enterprise::{EnterpriseEvent, EnterpriseRecorded, LicenceRecorded};
use hanhtrinh_domain::plan::{Denominator, Measure, PlanEvent, PlanTargetSet, set_target};
use hanhtrinh_domain::unit::{EDITION_2024, EDITION_2025, UnitRef};
use hanhtrinh_domain::units::REORGANISED_ON;
use hanhtrinh_log::{Commit, Log};
use hanhtrinh_record::{Channel, StreamId};
use jiff::civil::{Date, date};

use super::DemoError;
use super::amend::Amendment;
use super::desk::Who;
use super::figures::{MARKETS, PLANS, PUBLISHED_ON};
use super::prepare::{DIRECT_LEAD, LEAD, Route};
use super::province::{Province, Task, days};
use super::schedule::{Departure, Path, departures};
use super::work::{ENTERPRISES, Work, draw};
use crate::app::commit::{NewEvent, Plan};
use crate::app::{AppError, plan_stream};

impl Province<'_> {
    /// Plans the whole demo. `scale` is the part of the full size.
    pub fn plan(&mut self, scale: (u64, u64), until: Date) -> Result<(), DemoError> {
        self.enterprises()?;
        for (year, value) in PLANS {
            self.later(date(year, 1, 5), Task::Target(year, value));
        }
        let share = |count: u64| (count * scale.0).div_ceil(scale.1);
        for departure in departures(&mut self.rng, scale)? {
            self.departure(departure)?;
        }
        // Rows that were wrong and struck before the figures were published.
        for _ in 0..share(26) {
            let on = days(date(2023, 2, 1), self.rng.between(0, 840))?;
            let recorded = days(on, self.rng.between(2, 12))?;
            let departure = self.listed(on, recorded);
            let struck = days(departure.recorded, self.rng.between(3, 18))?;
            self.later(
                departure.recorded,
                Task::ListedWrongly(Box::new(departure), struck.min(PUBLISHED_ON)),
            );
        }
        for _ in 0..share(160) {
            let day = days(date(2022, 6, 1), self.rng.between(0, 1600))?;
            let sector = *self
                .rng
                .pick(&["mechanics", "electronics", "food_processing", "construction"]);
            self.later(
                day,
                Task::AmendAny(date(2022, 1, 1), day, Amendment::Sector(sector)),
            );
        }
        self.fairs()?;
        self.since_publication(&share, until)?;
        self.at_the_end(&share, until)
    }

    fn departure(&mut self, departure: Departure) -> Result<(), DemoError> {
        match departure.path {
            Path::List => self.later(departure.recorded, Task::Listed(Box::new(departure))),
            Path::Journey => {
                let route = if self.rng.chance(40) {
                    Some(Route::Withdraws)
                } else {
                    None
                };
                let begins = days(departure.on, -LEAD - self.rng.between(0, 20))?.max(date(2022, 1, 5));
                // Those who withdraw come beside those who leave, so that the figures stay.
                if let Some(route) = route {
                    self.later(begins, Task::Begin(Box::new(departure.clone()), route));
                }
                self.later(begins, Task::Begin(Box::new(departure), Route::Leaves));
            }
            Path::Direct => {
                let desk = *self.rng.pick(&self.places.desks);
                let begins = days(departure.on, -DIRECT_LEAD)?.max(REORGANISED_ON);
                self.later(begins, Task::Begin(Box::new(departure), Route::Direct(desk)));
            }
        }
        Ok(())
    }

    /// What became known after the published figures: late lists, corrections, annulments, reinstatements.
    fn since_publication(&mut self, share: &dyn Fn(u64) -> u64, until: Date) -> Result<(), DemoError> {
        let from = days(PUBLISHED_ON, 2)?;
        let span = i64::from((until - from).get_days());
        if span < 30 {
            return Ok(());
        }
        let late = [
            (2022, 1, 365, 24),
            (2023, 1, 365, 46),
            (2024, 1, 366, 131),
            (2025, 1, 181, 87),
        ];
        for (year, month, length, count) in late {
            for _ in 0..share(count) {
                let on = days(date(year, month, 1), self.rng.between(0, length - 1))?;
                let recorded = days(from, self.rng.between(0, span - 1))?;
                let departure = self.listed(on, recorded);
                self.later(recorded, Task::Listed(Box::new(departure)));
            }
        }
        let (first, last) = (date(2023, 1, 1), date(2025, 6, 30));
        for _ in 0..share(70) {
            let day = days(from, self.rng.between(0, span - 1))?;
            let market = *self.rng.pick(&MARKETS[..3]);
            self.later(day, Task::AmendAny(first, last, Amendment::Market(market)));
        }
        for _ in 0..share(54) {
            let day = days(from, self.rng.between(0, span - 1))?;
            let shift = self.rng.between(-12, 12);
            self.later(day, Task::AmendAny(first, last, Amendment::Day(shift)));
        }
        for _ in 0..share(48) {
            let day = days(from, self.rng.between(0, span - 1))?;
            self.later(day, Task::AmendAny(first, last, Amendment::Annul));
        }
        Ok(())
    }

    /// What waits at the end: direct contracts in the queues, numbers held twice, returns without a departure.
    fn at_the_end(&mut self, share: &dyn Fn(u64) -> u64, until: Date) -> Result<(), DemoError> {
        if until < days(REORGANISED_ON, 60)? {
            return Ok(());
        }
        for index in 0..share(40).max(4) {
            // Every third waits at the first desk, whose officers can sign in.
            let desk = if index % 3 == 0 {
                self.places.desks[0]
            } else {
                *self.rng.pick(&self.places.desks)
            };
            let filed = days(until, -self.rng.between(0, 12))?;
            let filed = self.worked_before(filed, until);
            let on = days(filed, self.rng.between(50, 90))?;
            let departure = self.direct_departure(on);
            let route = if index % 5 == 4 {
                Route::Paused(desk)
            } else {
                Route::Waits(desk)
            };
            self.later(filed, Task::Begin(Box::new(departure), route));
        }
        for _ in 0..share(6) {
            let begins = days(until, -self.rng.between(20, 90))?;
            let departure = self.listed(days(begins, LEAD)?, days(begins, LEAD + 4)?);
            self.later(begins, Task::Begin(Box::new(departure), Route::SameNumber));
        }
        for _ in 0..share(3) {
            let begins = days(until, -self.rng.between(30, 120))?;
            let departure = self.listed(begins, begins);
            self.later(begins, Task::Begin(Box::new(departure), Route::OnlyBack));
        }
        Ok(())
    }

    /// The last working day up to a day, so that nothing filed falls beyond the end.
    fn worked_before(&self, day: Date, until: Date) -> Date {
        let calendar = &self.desk.registry.packs().calendar;
        let mut day = day.min(until);
        while !calendar.is_working_day(day).unwrap_or(true) {
            day = day.yesterday().unwrap_or(day);
        }
        day
    }

    fn listed(&mut self, on: Date, recorded: Date) -> Departure {
        let market = *self
            .rng
            .weighted(&[("TW", 45), ("JP", 38), ("KR", 10), ("DE", 3), ("HU", 4)]);
        let mut work = draw(&mut self.rng, market);
        if work.form == hanhtrinh_domain::case::LegalForm::DirectContract {
            work.form = hanhtrinh_domain::case::LegalForm::ServiceEnterprise;
            work.enterprise = Some(super::work::enterprise(&mut self.rng));
        }
        Departure {
            on,
            recorded,
            market,
            work,
            path: Path::List,
        }
    }

    fn direct_departure(&mut self, on: Date) -> Departure {
        let market = *self
            .rng
            .weighted(&[("DE", 30), ("JP", 30), ("SG", 20), ("AU", 20)]);
        let work = Work {
            form: hanhtrinh_domain::case::LegalForm::DirectContract,
            enterprise: None,
            ..draw(&mut self.rng, market)
        };
        Departure {
            on,
            recorded: on,
            market,
            work,
            path: Path::Direct,
        }
    }

    fn enterprises(&mut self) -> Result<(), DemoError> {
        let caller = self.desk.caller(Who::Administrator, Channel::Web)?;
        let registry = self.desk.registry;
        let today = registry.today();
        let mut commits = Vec::new();
        for (index, (code, name, licence, _)) in ENTERPRISES.iter().enumerate() {
            let code = Code::parse(code).map_err(DemoError::invented)?;
            let stream = StreamId::new("enterprise", code);
            let name = LegalName::parse(name).map_err(DemoError::invented)?;
            let number = Code::parse(licence).map_err(DemoError::invented)?;
            let issued_on = date(2010 + (index % 9) as i16, 1 + (index % 12) as i8, 15);
            let known = NewEvent::<EnterpriseEvent>::new(
                registry.new_id(),
                stream.clone(),
                PartialDate::Day(today),
                EnterpriseRecorded {
                    code,
                    name,
                    head_office: None,
                },
            );
            let licensed = NewEvent::<EnterpriseEvent>::new(
                registry.new_id(),
                stream.clone(),
                PartialDate::Day(issued_on),
                LicenceRecorded {
                    number,
                    issued_on,
                    lines: Vec::new(),
                },
            );
            let records = vec![known.draft(&caller)?, licensed.draft(&caller)?];
            let plan = Plan {
                records,
                reads: vec![(stream, 0)],
                ..Plan::default()
            };
            let command = registry.new_id();
            commits.push(plan.commit(&caller, command, registry.log().fingerprint(command.as_bytes())));
        }
        self.events += self.desk.append(commits)?;
        Ok(())
    }

    /// A target of the department; those of the former table's years for the former province.
    pub fn target(&self, year: i16, value: u32) -> Result<Commit, DemoError> {
        let registry = self.desk.registry;
        let caller = self.desk.caller(Who::Province, Channel::Web)?;
        let edition = if year < 2026 { EDITION_2024 } else { EDITION_2025 };
        let unit = UnitRef {
            code: self.desk.province,
            edition,
        };
        let target = PlanTargetSet {
            unit,
            year,
            measure: Measure::Departures,
            low: value,
            high: value,
            denominator: Denominator::Low,
            decision: None,
        };
        let event: PlanEvent = set_target(target, true).map_err(AppError::from)?;
        let stream = plan_stream(unit, year);
        let on = PartialDate::Day(registry.today());
        let new = NewEvent::<PlanEvent>::new(registry.new_id(), stream.clone(), on, event);
        let plan = Plan {
            records: vec![new.draft(&caller)?],
            reads: vec![(stream, 0)],
            ..Plan::default()
        };
        let command = registry.new_id();
        Ok(plan.commit(&caller, command, registry.log().fingerprint(command.as_bytes())))
    }
}
