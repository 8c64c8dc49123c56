//! What the invented offices do beside the placement, as commands that pass the checks of anybody's records.

use hanhtrinh_domain::care::{CareEvent, CareKind, record};
use hanhtrinh_domain::case::State;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::Recorded;
use hanhtrinh_domain::support::{self, Asked, SupportDecided};
use hanhtrinh_domain::worker::WorkerEvent;
use hanhtrinh_log::Commit;
use hanhtrinh_record::Channel;
use hanhtrinh_views::Views;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::DemoError;
use super::desk::{Desk, Who};
use crate::app::commit::{NewEvent, Plan, worker_stream};
use crate::app::{AppError, care_stream};

/// What is recorded.
#[derive(Debug, Clone)]
pub enum Said {
    /// An event of a stream beside the placement.
    Care(Uuid, CareEvent),
    /// An event of a worker's own stream.
    Worker(Uuid, WorkerEvent),
    /// A decision on support, of the stream with this key.
    Support(Uuid, SupportDecided),
}

/// One event, ready to be recorded.
#[derive(Debug, Clone)]
pub struct Step {
    /// When it happened.
    pub on: Date,
    /// What.
    pub said: Said,
    /// Number of its paper, about the worker; sealed.
    pub paper: Option<(Uuid, String)>,
}

/// What is recorded in one command.
#[derive(Debug, Clone)]
pub struct Care {
    /// By whom.
    pub who: Who,
    /// Only if the person of this case is known to have come back by then.
    pub after_return: Option<Uuid>,
    /// In order.
    pub steps: Vec<Step>,
}

impl Care {
    /// What must not be written twice in one breath.
    pub fn key(&self) -> Option<Uuid> {
        self.steps.first().map(|step| match &step.said {
            Said::Care(id, _) | Said::Worker(id, _) | Said::Support(id, _) => *id,
        })
    }
}

impl Step {
    /// An event of a stream beside the placement.
    pub fn new(on: Date, id: Uuid, event: impl Into<CareEvent>) -> Self {
        Self {
            on,
            said: Said::Care(id, event.into()),
            paper: None,
        }
    }

    /// An event of a worker's own stream.
    pub fn of_worker(on: Date, worker: Uuid, event: impl Into<WorkerEvent>) -> Self {
        Self {
            on,
            said: Said::Worker(worker, event.into()),
            paper: None,
        }
    }

    /// With the number of a paper.
    pub fn paper(mut self, worker: Uuid, number: String) -> Self {
        self.paper = Some((worker, number));
        self
    }
}

impl Desk<'_> {
    /// The command, or nothing where it rests on something that did not happen.
    pub fn care(&self, views: &Views, care: &Care) -> Result<Option<Commit>, DemoError> {
        if care.after_return.is_some_and(|case| !self.came_back(views, case)) {
            return Ok(None);
        }
        let caller = self.caller(care.who, Channel::Web)?;
        let mut plan = Plan::default();
        let mut written: Vec<(CareKind, Uuid, Recorded<CareEvent>)> = Vec::new();
        for step in &care.steps {
            let on = PartialDate::Day(step.on);
            let (number, id) = (step.paper.as_ref(), self.registry.new_id());
            let draft = match &step.said {
                Said::Worker(worker, event) => {
                    let new = NewEvent::<WorkerEvent>::new(id, worker_stream(*worker), on, event.clone());
                    papered(new, number).draft(&caller)?
                }
                Said::Care(key, event) => {
                    let kind = event.kind();
                    caller
                        .care_recorder()
                        .and_then(|by| by.may(kind))
                        .map_err(AppError::from)?;
                    let mut existing = views
                        .care(kind, *key)
                        .map(hanhtrinh_views::CareRow::events)
                        .unwrap_or_default();
                    let own = written.iter().filter(|(of, id, _)| *of == kind && id == key);
                    existing.extend(own.map(|(_, _, known)| known.clone()));
                    record(&existing, event, on, None, self.registry.today()).map_err(AppError::from)?;
                    written.push((kind, *key, recorded(id, on, event.clone())));
                    let new = NewEvent::<CareEvent>::new(id, care_stream(kind, *key), on, event.clone());
                    papered(new, number).draft(&caller)?
                }
                Said::Support(key, wanted) => {
                    let event = self.decided(views, &caller, wanted.clone(), step.on)?;
                    let stream = care_stream(CareKind::Support, *key);
                    papered(NewEvent::<CareEvent>::new(id, stream, on, event), number).draft(&caller)?
                }
            };
            plan.records.push(draft);
        }
        Ok(Some(self.commit(plan, &caller)))
    }

    fn came_back(&self, views: &Views, case: Uuid) -> bool {
        let brief = views.brief(case, self.registry.today());
        brief.is_some_and(|brief| matches!(brief.state, State::Ret | State::Liq | State::Closed))
    }

    fn decided(
        &self,
        views: &Views,
        caller: &crate::app::Caller,
        wanted: SupportDecided,
        on: Date,
    ) -> Result<CareEvent, DemoError> {
        let worker = views.worker(wanted.worker).ok_or(DemoError::Lost)?;
        let home = worker.worker.residence_on(on).map(|home| home.unit);
        let groups = views.groups_at(wanted.worker, views.size());
        let by = caller.decider().map_err(AppError::from)?;
        let packs = views.packs();
        let context = support::Context {
            official: by.official(on, self.registry.today()),
            rules: &packs.rules,
            units: &packs.units,
            calendar: &packs.calendar,
        };
        let asked = Asked {
            home,
            groups: &groups,
        };
        let event = support::decide(wanted, &asked, &context).map_err(AppError::from)?;
        Ok(event.into())
    }
}

fn papered<E: hanhtrinh_domain::event::StreamEvent>(
    new: NewEvent<E>,
    paper: Option<&(Uuid, String)>,
) -> NewEvent<E> {
    match paper {
        Some((worker, number)) => new.paper(*worker, number, ""),
        None => new,
    }
}

/// An event of this command, as the next step of it sees it.
fn recorded(id: Uuid, on: PartialDate, event: CareEvent) -> Recorded<CareEvent> {
    Recorded {
        id,
        position: u64::MAX,
        on,
        at: Timestamp::UNIX_EPOCH,
        amends: None,
        event,
    }
}
