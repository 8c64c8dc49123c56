//! The invented offices: who records, when, and how a record becomes a command. Everything passes the checks that people's
//! records pass.

use std::sync::{Arc, Mutex, PoisonError};

use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::case::decide::{Context, Decision, decide};
use hanhtrinh_domain::case::record::record_fact;
use hanhtrinh_domain::case::{CaseEvent, CaseOpened};
use hanhtrinh_domain::code::{Code, Market};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::{Amend, Private};
use hanhtrinh_domain::identity::Phone;
use hanhtrinh_domain::unit::{UnitCode, UnitRef};
use hanhtrinh_domain::worker::{ContactRecorded, Entry, WorkerEvent};
use hanhtrinh_log::{Commit, Log};
use hanhtrinh_record::Channel;
use hanhtrinh_views::Views;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use uuid::Uuid;

use super::DemoError;
use super::names::Invented;
use super::staff::Staff;
use super::work::ENTERPRISES;
use crate::app::commit::{NewEvent, Plan, case_stream, worker_stream};
use crate::app::{AppError, Caller, NewPerson, Registry};

/// The simulated time, shared with the log.
#[derive(Clone)]
pub struct SimulatedTime(Arc<Mutex<Timestamp>>);

impl SimulatedTime {
    /// Begins at an hour of a day in Vietnam.
    pub fn new(day: Date, hour: i8, minute: i8) -> Self {
        Self(Arc::new(Mutex::new(instant(day, hour, minute))))
    }

    /// Moves to an hour of a day.
    pub fn set(&self, day: Date, hour: i8, minute: i8) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = instant(day, hour, minute);
    }

    /// What the clock shows.
    pub fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn instant(day: Date, hour: i8, minute: i8) -> Timestamp {
    let time = Time::new(hour, minute, 0, 0).unwrap_or(Time::midnight());
    Offset::constant(7)
        .to_timestamp(day.to_datetime(time))
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The department.
    Province,
    /// The delegate of an enterprise, by its index.
    Recruiter(usize),
    /// An officer of a commune with a desk.
    Officer(UnitRef),
    /// The leader of a commune with a desk.
    Leader(UnitRef),
    /// The administrator.
    Administrator,
    /// The employment service centre.
    Centre,
}

/// One fact of a case, ready to be recorded.
#[derive(Debug, Clone)]
pub struct Fact {
    /// When it happened.
    pub on: PartialDate,
    /// What.
    pub event: CaseEvent,
    /// Number of its paper; sealed.
    pub number: String,
    /// What it amends.
    pub amends: Option<Amend>,
}

impl Fact {
    /// A fact of a day.
    pub fn new(on: Date, event: impl Into<CaseEvent>) -> Self {
        Self {
            on: PartialDate::Day(on),
            event: event.into(),
            number: String::new(),
            amends: None,
        }
    }

    /// With a paper.
    pub fn number(mut self, number: String) -> Self {
        self.number = number;
        self
    }
}

/// Turns records into commands.
pub struct Desk<'a> {
    /// The registry.
    pub registry: &'a Registry,
    /// Accounts by office.
    pub staff: &'a Staff,
    /// The province's code.
    pub province: UnitCode,
}

impl Desk<'_> {
    /// Who acts, as a caller of today.
    pub fn caller(&self, who: Who, channel: Channel) -> Result<Caller, DemoError> {
        let edition = self.registry.packs().units.edition_on(self.registry.today());
        let province = UnitRef {
            code: self.province,
            edition,
        };
        let (account, role, unit, enterprise) = match who {
            Who::Province => (self.staff.province, Role::ProvinceOfficer, province, None),
            Who::Administrator => (self.staff.administrator, Role::Administrator, province, None),
            Who::Centre => (self.staff.centre, Role::ServiceCentre, province, None),
            Who::Officer(unit) => (self.staff.officer(unit), Role::CommuneOfficer, unit, None),
            Who::Leader(unit) => (self.staff.leader(unit), Role::UnitLeader, unit, None),
            Who::Recruiter(index) => {
                let code = Code::parse(ENTERPRISES[index].0).map_err(DemoError::invented)?;
                (
                    self.staff.recruiters[index],
                    Role::Recruiter,
                    province,
                    Some(code),
                )
            }
        };
        Ok(Caller {
            account: account.to_string(),
            user: String::new(),
            role,
            unit,
            enterprise,
            channel,
        })
    }

    /// A command of prepared events.
    pub(super) fn commit(&self, plan: Plan, caller: &Caller) -> Commit {
        let command = self.registry.new_id();
        plan.commit(
            caller,
            command,
            self.registry.log().fingerprint(command.as_bytes()),
        )
    }

    /// Registers a person and opens a case.
    pub fn begin(
        &self,
        who: Who,
        person: &Invented,
        on: Date,
        opened: &Opening,
    ) -> Result<(Uuid, Uuid, Commit), DemoError> {
        let caller = self.caller(who, Channel::Web)?;
        let (worker, case) = (self.registry.new_id(), self.registry.new_id());
        let edition = self.registry.packs().units.edition_on(on);
        let known = NewPerson {
            name: person.name.clone(),
            birth: person.birth,
            sex: person.sex,
            number: person.number,
            commune: person.commune(edition),
            former: (person.after.edition == edition).then_some(person.before),
            entry: Entry::Registered,
        };
        let on = PartialDate::Day(on);
        let ids = [
            self.registry.new_id(),
            self.registry.new_id(),
            self.registry.new_id(),
        ];
        let mut plan = Plan {
            reads: vec![(worker_stream(worker), 0), (case_stream(case), 0)],
            ..Plan::default()
        };
        for event in known.events(worker, &ids, on, &opened.address) {
            plan.records.push(event.draft(&caller)?);
        }
        let phone = Phone::parse(&opened.phone).map_err(DemoError::invented)?;
        let contact = NewEvent::<WorkerEvent>::new(
            self.registry.new_id(),
            worker_stream(worker),
            on,
            ContactRecorded { phone: true },
        );
        let contact = contact.sealed(
            worker,
            Private::Contact {
                phone: Some(phone),
                next_of_kin: None,
            },
        );
        plan.records.push(contact.draft(&caller)?);
        let event = CaseEvent::from(CaseOpened {
            worker,
            form: opened.form,
            market: opened.market,
            programme: opened.programme,
            enterprise: opened.enterprise,
            entry: Entry::Registered,
        });
        record_fact(&[], &event, on, None, self.registry.today()).map_err(AppError::from)?;
        let event = NewEvent::<CaseEvent>::new(self.registry.new_id(), case_stream(case), on, event);
        plan.records.push(event.draft(&caller)?);
        Ok((worker, case, self.commit(plan, &caller)))
    }

    /// Records facts of one case in one command.
    pub fn facts(&self, views: &Views, who: Who, case: Uuid, facts: &[Fact]) -> Result<Commit, DemoError> {
        let caller = self.caller(who, Channel::Web)?;
        let row = views.case(case).ok_or(DemoError::Lost)?;
        if !caller
            .recorder()
            .map_err(AppError::from)?
            .scope
            .covers_case(views, case)
        {
            return Err(DemoError::Lost);
        }
        let mut plan = Plan {
            reads: vec![(case_stream(case), row.version())],
            ..Plan::default()
        };
        for fact in facts {
            record_fact(
                &row.events(),
                &fact.event,
                fact.on,
                fact.amends,
                self.registry.today(),
            )
            .map_err(AppError::from)?;
            let mut event = NewEvent::<CaseEvent>::new(
                self.registry.new_id(),
                case_stream(case),
                fact.on,
                fact.event.clone(),
            );
            event.amends = fact.amends;
            plan.records
                .push(event.paper(row.worker, &fact.number, "").draft(&caller)?);
        }
        Ok(self.commit(plan, &caller))
    }

    /// An official decides, today.
    pub fn decide(
        &self,
        views: &Views,
        who: Who,
        case: Uuid,
        decision: Decision,
        number: &str,
        note: &str,
    ) -> Result<Commit, DemoError> {
        let caller = self.caller(who, Channel::Web)?;
        let row = views.case(case).ok_or(DemoError::Lost)?;
        let today = self.registry.today();
        let state = views
            .lifecycle(case, views.size(), today)
            .ok_or(DemoError::Lost)?;
        let packs = views.packs();
        let official = caller.decider().map_err(AppError::from)?.official(today, today);
        let context = Context {
            official,
            rules: views.rules(),
            units: &packs.units,
            calendar: &packs.calendar,
        };
        let mut plan = Plan {
            reads: vec![(case_stream(case), row.version())],
            ..Plan::default()
        };
        for event in decide(&state, decision, &context).map_err(AppError::from)? {
            let event = NewEvent::<CaseEvent>::new(
                self.registry.new_id(),
                case_stream(case),
                PartialDate::Day(today),
                event,
            );
            plan.records
                .push(event.paper(row.worker, number, note).draft(&caller)?);
        }
        Ok(self.commit(plan, &caller))
    }

    /// Appends commands; in the demo none may be refused.
    pub fn append(&self, commits: Vec<Commit>) -> Result<u64, DemoError> {
        let mut events = 0;
        let counts: Vec<u64> = commits.iter().map(|commit| commit.records.len() as u64).collect();
        for (result, count) in self.registry.commit_many(commits).into_iter().zip(counts) {
            result?;
            events += count;
        }
        Ok(events)
    }
}

/// How a case is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Legal form.
    pub form: hanhtrinh_domain::case::LegalForm,
    /// Where to.
    pub market: Market,
    /// Programme.
    pub programme: Option<Code>,
    /// Enterprise.
    pub enterprise: Option<Code>,
    /// Hamlet.
    pub address: String,
    /// Phone.
    pub phone: String,
}
