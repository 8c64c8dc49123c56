//! The years of the demo province, day by day: lists come in, people are prepared, leave, are confirmed abroad, come back.

use std::collections::HashSet;

use hanhtrinh_domain::case::decide::Decision;
use hanhtrinh_domain::case::{CaseWithdrawn, Reason};
use hanhtrinh_domain::code::{Code, Market};
use hanhtrinh_log::Commit;
use hanhtrinh_record::Channel;
use hanhtrinh_views::Views;
use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use super::DemoError;
use super::amend::Amendment;
use super::desk::{Desk, Fact, SimulatedTime, Who};
use super::names::{Invented, People};
use super::places::Places;
use super::prng::Prng;
use super::schedule::{Agenda, Departure};
use super::work::{ENTERPRISES, women};
use crate::app::AppError;
use crate::import::row::Row;
use crate::import::{Earlier, Planner, Verdict};

/// Something to be done on a day.
#[derive(Debug, Clone)]
pub enum Task {
    /// A row of a list.
    Listed(Box<Departure>),
    /// A wrong row, annulled later.
    ListedWrongly(Box<Departure>, Date),
    /// The target of a year is set.
    Target(i16, u32),
    /// Somebody registers to be prepared for a departure.
    Begin(Box<Departure>, super::prepare::Route),
    /// Facts of a case.
    Facts(Who, Uuid, Vec<Fact>),
    /// A decision on a case, with its number and written reason.
    Decide(Who, Uuid, Decision, String, &'static str),
    /// A departure is corrected, annulled or reinstated.
    Amend(Uuid, Amendment),
    /// What offices do beside the placement.
    Care(Box<super::care::Care>),
    /// Any departure of a span of days is corrected or annulled.
    AmendAny(Date, Date, Amendment),
}

/// Somebody who has left: what later amendments choose from.
#[derive(Debug, Clone, Copy)]
pub struct Gone {
    /// The case.
    pub case: Uuid,
    /// The day.
    pub on: Date,
}

/// The province under simulation.
pub struct Province<'a> {
    /// Who records.
    pub desk: Desk<'a>,
    /// The clock.
    pub time: SimulatedTime,
    /// Randomness.
    pub rng: Prng,
    /// Randomness of what lies beside the placements: it must not move them.
    pub luck: Prng,
    /// Invented people.
    pub people: People,
    /// Where they live.
    pub places: &'a Places,
    /// What is to come.
    pub agenda: Agenda<Task>,
    /// Departures on record.
    pub gone: Vec<Gone>,
    /// People who have come back and may leave again, from a day on.
    pub back: Vec<(Date, Invented)>,
    /// What the lists of the day have said, and who is known by which name.
    pub earlier: Earlier,
    /// Events so far.
    pub events: u64,
}

impl Province<'_> {
    /// Lives through every day up to the end. `progress` hears the day and the events so far.
    pub fn live(&mut self, progress: &dyn Fn(Date, u64)) -> Result<(), DemoError> {
        while let Some((day, tasks)) = self.agenda.pop() {
            let (mut lists, mut left): (Vec<Task>, Vec<Task>) = tasks
                .into_iter()
                .partition(|task| matches!(task, Task::Listed(_) | Task::ListedWrongly(..)));
            let mut hour = 8;
            // What concerns one case twice on a day is recorded one after the other.
            while !left.is_empty() {
                self.time.set(day, hour.min(16), 30);
                hour += 1;
                left = self.work(day, left)?;
            }
            if !lists.is_empty() {
                self.time.set(day, hour.clamp(14, 17), 5);
                self.lists(day, &mut lists)?;
            }
            progress(day, self.events);
        }
        Ok(())
    }

    /// Records what can be recorded at once and returns the rest.
    fn work(&mut self, day: Date, tasks: Vec<Task>) -> Result<Vec<Task>, DemoError> {
        let registry = self.desk.registry;
        let views = registry.views();
        let mut touched = HashSet::new();
        let (mut commits, mut left) = (Vec::new(), Vec::new());
        for task in tasks {
            let task = match task {
                Task::AmendAny(from, to, amendment) => match self.any(from, to) {
                    Some(case) => Task::Amend(case, amendment),
                    None => continue,
                },
                other => other,
            };
            let case = match &task {
                Task::Facts(_, case, _) | Task::Decide(_, case, ..) | Task::Amend(case, _) => Some(*case),
                Task::Care(care) => care.key(),
                _ => None,
            };
            if case.is_some_and(|case| !touched.insert(case)) {
                left.push(task);
                continue;
            }
            commits.extend(self.record(&views, day, task)?);
        }
        drop(views);
        self.events += self.desk.append(commits)?;
        Ok(left)
    }

    fn record(&mut self, views: &Views, day: Date, task: Task) -> Result<Option<Commit>, DemoError> {
        match task {
            Task::Target(year, value) => self.target(year, value).map(Some),
            Task::Begin(departure, route) => self.begin(day, &departure, route).map(Some),
            Task::Facts(who, case, facts) => self.desk.facts(views, who, case, &facts).map(Some),
            Task::Decide(who, case, decision, number, note) => self
                .desk
                .decide(views, who, case, decision, &number, note)
                .map(Some),
            Task::Care(care) => self.desk.care(views, &care),
            Task::Amend(case, amendment) => self.amend(views, day, case, amendment),
            Task::AmendAny(..) | Task::Listed(_) | Task::ListedWrongly(..) => Ok(None),
        }
    }

    fn any(&mut self, from: Date, to: Date) -> Option<Uuid> {
        for _ in 0..2_000 {
            if self.gone.is_empty() {
                return None;
            }
            let gone = *self.rng.pick(&self.gone);
            if from <= gone.on && gone.on <= to {
                return Some(gone.case);
            }
        }
        None
    }

    /// The lists of a day: rows of an enterprise come from its delegate, all others from the department.
    fn lists(&mut self, day: Date, tasks: &mut Vec<Task>) -> Result<(), DemoError> {
        let registry = self.desk.registry;
        let mut rows: Vec<(Who, Row, Departure, Invented, Option<Date>)> = Vec::new();
        for task in tasks.drain(..) {
            let (departure, annulled) = match task {
                Task::Listed(departure) => (departure, None),
                Task::ListedWrongly(departure, annulled) => (departure, Some(annulled)),
                _ => continue,
            };
            let person = match self.returned(departure.on) {
                Some(person) => person,
                None => {
                    self.people
                        .invent(&mut self.rng, self.places, departure.on, women(departure.market))?
                }
            };
            let who = departure.work.enterprise.map_or(Who::Province, Who::Recruiter);
            let row = self.row(rows.len() as u64 + 2, &departure, &person)?;
            rows.push((who, row, *departure, person, annulled));
        }
        let views = registry.views();
        let mut commits = Vec::new();
        self.earlier.next_list();
        self.earlier.follow(&views);
        for (who, row, departure, person, annulled) in rows {
            let caller = self.desk.caller(who, Channel::Import)?;
            let by = caller.recorder().map_err(AppError::from)?;
            let planner = Planner {
                registry,
                by: &by,
                today: day,
            };
            let mut doubts = Vec::new();
            if let Verdict::Record(_, commit) = planner.plan(&views, &mut self.earlier, &row, &mut doubts)? {
                let case = commit
                    .records
                    .last()
                    .and_then(|draft| Uuid::parse_str(draft.stream.key()).ok());
                commits.push(*commit);
                let Some(case) = case else { continue };
                match annulled {
                    Some(annulled) => {
                        self.later(annulled, Task::Amend(case, Amendment::Strike));
                        let next = days(annulled, 1)?;
                        let withdrawn = Fact::new(
                            next,
                            CaseWithdrawn {
                                reason: Reason::Mistake,
                            },
                        );
                        self.later(next, Task::Facts(who, case, vec![withdrawn]));
                    }
                    None => self.after_departure(case, &departure, &person)?,
                }
            }
        }
        drop(views);
        self.events += self.desk.append(commits)?;
        Ok(())
    }

    /// Now and then somebody leaves again.
    fn returned(&mut self, on: Date) -> Option<Invented> {
        if !self.rng.chance(45) {
            return None;
        }
        let index = self.back.iter().position(|(from, _)| *from <= on)?;
        Some(self.back.swap_remove(index).1)
    }

    fn row(&mut self, number: u64, departure: &Departure, person: &Invented) -> Result<Row, DemoError> {
        let start = departure.on;
        let end = contract_end(start, departure.work.months)?;
        let edition = self.desk.registry.packs().units.edition_on(departure.on);
        let enterprise = departure
            .work
            .enterprise
            .map(|index| Code::parse(ENTERPRISES[index].0));
        Ok(Row {
            number,
            id: person.number,
            name: person.name.clone(),
            birth: person.birth,
            sex: person.sex,
            commune: person.commune(edition),
            on: departure.on,
            market: Market::parse(departure.market).map_err(DemoError::invented)?,
            form: departure.work.form,
            enterprise: enterprise.transpose().map_err(DemoError::invented)?,
            sector: Some(Code::parse(departure.work.sector).map_err(DemoError::invented)?),
            term: Some((start, end)),
            contract: Some(self.paper("HĐ", departure.on)),
        })
    }

    /// An invented number of a paper.
    pub fn paper(&mut self, kind: &str, day: Date) -> String {
        format!("{kind}-{}-{:06}", day.year(), self.rng.below(1_000_000))
    }

    /// Puts a task on a day.
    pub fn later(&mut self, day: Date, task: Task) {
        self.agenda.push(&self.desk.registry.packs().calendar, day, task);
    }
}

/// The last day of a contract of so many months.
pub fn contract_end(start: Date, months: i64) -> Result<Date, DemoError> {
    start
        .checked_add(months.months())
        .and_then(Date::yesterday)
        .map_err(DemoError::calendar)
}

/// A day so many days later, or earlier.
pub fn days(day: Date, count: i64) -> Result<Date, DemoError> {
    day.checked_add(count.days()).map_err(DemoError::calendar)
}
