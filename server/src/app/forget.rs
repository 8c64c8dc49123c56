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
                let new =
                    NewEvent::<WorkerEvent>::new(id, worker_stream(person), PartialDate::Day(today), event);
                let destroyed = self.log.destruction(person, &author);
                let destroyed = destroyed.map_err(|error| AppError::Keys(Box::new(error)))?;
                Ok(Plan {
                    subject: Some(person),
                    records: vec![new.draft(&by.caller)?, destroyed],
                    reads: vec![read_version(views, worker_stream(person), row.version())],
                    ..Plan::default()
                })
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
        self.views_mut().forget(person);
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
        let cases = row.cases.iter().map(|case| case_stream(*case));
        for stream in std::iter::once(worker_stream(person)).chain(cases) {
            let before = reach.parts;
            for position in self.log.stream(&stream)? {
                for entry in self.log.read(position, 1)? {
                    let what = "the line is not a leaf";
                    let leaf = entry.leaf().map_err(|_| ReadError::Damaged { position, what })?;
                    let records = reach.parts;
                    for (part, sealed) in leaf.sealed.iter().enumerate() {
                        if sealed.subject != person {
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
