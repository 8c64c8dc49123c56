//! Forgetting a person: first the events, then the key, then everything in memory. What a crash leaves between is made good at
//! the next start.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::people::{Forget, Forgettable};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::worker::{self, ForgetReason, ForgetRefusal, WorkerEvent};
use hanhtrinh_log::{Log, Opened, ReadError};
use hanhtrinh_record::Author;
use hanhtrinh_views::Views;
use uuid::Uuid;

use super::caller::Forgetting;
use super::commit::{NewEvent, Plan, case_stream, read_version, worker_stream};
use super::error::AppError;
use super::fields::Fields;
use super::{Command, Registry};

impl Registry {
    /// What would become unreadable if a person were forgotten.
    pub fn forgettable(&self, _by: &Forgetting, person: Uuid) -> Result<Forgettable, AppError> {
        let views = self.views();
        self.reach(&views, person)
    }

    /// Forgets a person. When this answers, nothing opens what was sealed about them, and no index here finds them.
    pub async fn forget(
        &self,
        by: &Forgetting,
        command: Command,
        person: Uuid,
        request: &Forget,
    ) -> Result<Receipt, AppError> {
        let id = self.new_id();
        let today = self.today();
        let author = Author {
            account: by.caller.account.clone(),
            role: by.caller.role.as_str().to_owned(),
            org: Some(by.caller.unit.to_string()),
            channel: by.caller.channel,
        };
        let receipt = self
            .execute(&by.caller, &command, |views| {
                let mut fields = Fields::new(command.lang, today);
                let reason = fields.list("reason", &request.reason, ForgetReason::parse);
                fields.finish()?;
                let (Some(reason), Some(row)) = (reason, views.worker(person)) else {
                    return Err(ForgetRefusal::Nobody.into());
                };
                let open = self.reach(views, person)?.parts;
                let event = worker::forget(&row.events(), open, &request.basis, reason)?;
                let event_basis = event.basis;
                let new =
                    NewEvent::<WorkerEvent>::new(id, worker_stream(person), PartialDate::Day(today), event);
                let mut plan = Plan {
                    subject: Some(person),
                    records: vec![new.draft(&by.caller)?],
                    reads: vec![read_version(views, worker_stream(person), row.version())],
                    ..Plan::default()
                };
                // Whoever is forgotten is forgotten under every record that is known to be theirs.
                for (record, id) in records(views, person)
                    .into_iter()
                    .zip(std::iter::repeat_with(|| self.new_id()))
                {
                    if let Some(row) = views.worker(record).filter(|_| record != person) {
                        let of = worker_stream(record);
                        let event = worker::PersonForgotten {
                            basis: event_basis,
                            reason,
                        };
                        let new =
                            NewEvent::<WorkerEvent>::new(id, of.clone(), PartialDate::Day(today), event);
                        plan.records.push(new.draft(&by.caller)?);
                        plan.reads.push(read_version(views, of, row.version()));
                    }
                    let destroyed = self.log.destruction(record, &author);
                    plan.records
                        .push(destroyed.map_err(|error| AppError::Keys(Box::new(error)))?);
                }
                Ok(plan)
            })
            .await?;
        self.let_go(person)?;
        Ok(receipt)
    }

    /// Destroys the key and drops what was opened with it, while nobody opens and folds.
    fn let_go(&self, person: Uuid) -> Result<(), AppError> {
        let _turn = self.turn();
        let destroyed = self.log.carry_out();
        destroyed.map_err(|error| AppError::Keys(Box::new(error)))?;
        // What came in before the key was gone was sealed under it too.
        self.follow_alone(self.log.head().size)?;
        let mut views = self.views_mut();
        for record in records(&views, person) {
            views.forget(record);
        }
        Ok(())
    }

    fn reach(&self, views: &Views, person: Uuid) -> Result<Forgettable, AppError> {
        let row = views.worker(person).ok_or(ForgetRefusal::Nobody)?;
        let mut reach = Forgettable {
            forgotten: row
                .events()
                .iter()
                .any(|recorded| matches!(recorded.event, WorkerEvent::PersonForgotten(_))),
            position: views.size(),
            ..Forgettable::default()
        };
        let of = records(views, person);
        let rows = of.iter().filter_map(|record| views.worker(*record));
        let streams: Vec<_> = rows
            .flat_map(|row| {
                let cases = row.cases.iter().map(|case| case_stream(*case));
                std::iter::once(worker_stream(row.id)).chain(cases)
            })
            .collect();
        for stream in streams {
            let before = reach.parts;
            for position in self.log.stream(&stream)? {
                for entry in self.log.read(position, 1)? {
                    let what = "the line is not a leaf";
                    let leaf = entry.leaf().map_err(|_| ReadError::Damaged { position, what })?;
                    let records = reach.parts;
                    for (part, sealed) in leaf.sealed.iter().enumerate() {
                        if !of.contains(&sealed.subject) {
                            continue;
                        }
                        match self.log.open_sealed(&entry, part)? {
                            Opened::Open(_) => reach.parts += 1,
                            Opened::Erased => reach.erased += 1,
                            Opened::Missing => {}
                        }
                    }
                    reach.records += u64::from(reach.parts > records);
                }
            }
            reach.streams += u64::from(reach.parts > before);
        }
        Ok(reach)
    }
}

/// Every record of a person: the one that is named, and those that are its aliases or whose alias it is.
fn records(views: &Views, person: Uuid) -> Vec<Uuid> {
    let others = views.aliases_of(person, views.size());
    std::iter::once(person).chain(others).collect()
}
