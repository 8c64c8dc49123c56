//! Commands on two records of one person: merge, take apart, rule out.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::duplicates::{MergePeople, PartPeople};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::worker::{MergeRefusal, Pair, WorkerEvent, merge, rule_out, unmerge};
use hanhtrinh_views::Views;
use uuid::Uuid;

use super::caller::Decider;
use super::commit::{NewEvent, Plan, read_version, worker_stream};
use super::error::{AppError, Ruled};
use super::fields::Fields;
use super::{Command, Registry};

impl Registry {
    /// Decides that another record is of the same person.
    pub async fn merge_people(
        &self,
        by: &Decider,
        command: Command,
        survivor: Uuid,
        request: &MergePeople,
    ) -> Result<Receipt, AppError> {
        let (other, reason) = (request.absorbed, &request.reason);
        self.about_pair(by, command, (survivor, other), reason, |pair, reasoned| {
            merge(pair, request.set_aside, by.caller.role, reasoned).map(WorkerEvent::from)
        })
        .await
    }

    /// Decides that a merge was wrong.
    pub async fn unmerge_people(
        &self,
        by: &Decider,
        command: Command,
        survivor: Uuid,
        request: &PartPeople,
    ) -> Result<Receipt, AppError> {
        let (other, reason) = (request.other, &request.reason);
        self.about_pair(by, command, (survivor, other), reason, |pair, reasoned| {
            unmerge(pair, by.caller.role, reasoned).map(WorkerEvent::from)
        })
        .await
    }

    /// Decides that two records are of two people.
    pub async fn rule_out_duplicate(
        &self,
        by: &Decider,
        command: Command,
        one: Uuid,
        request: &PartPeople,
    ) -> Result<Receipt, AppError> {
        let (other, reason) = (request.other, &request.reason);
        self.about_pair(by, command, (one, other), reason, |pair, reasoned| {
            rule_out(pair, by.caller.role, reasoned).map(WorkerEvent::from)
        })
        .await
    }

    /// Decides about two records. The decision rests on what is known of both.
    async fn about_pair(
        &self,
        by: &Decider,
        command: Command,
        (one, other): (Uuid, Uuid),
        reason: &str,
        decide: impl Fn(&Pair, bool) -> Result<WorkerEvent, MergeRefusal>,
    ) -> Result<Receipt, AppError> {
        let (id, today) = (self.new_id(), self.today());
        self.execute(&by.caller, &command, |views| {
            let mut fields = Fields::new(command.lang, today);
            fields.text("reason", reason, 2_000);
            fields.finish()?;
            let version = |worker: Uuid| {
                let row = views
                    .worker(worker)
                    .filter(|_| by.scope.covers_worker(views, worker));
                let row = row.ok_or(AppError::NotFound)?;
                Ok::<_, AppError>(read_version(views, worker_stream(worker), row.version()))
            };
            let mut reads = vec![version(one)?];
            if other != one {
                reads.push(version(other)?);
            }
            let pair = self.pair(views, one, other);
            let event = decide(&pair, !reason.trim().is_empty())
                .map_err(|refusal| Ruled::new(field(&refusal), "duplicate.refused", refusal.words()))?;
            let on = PartialDate::Day(today);
            let new = NewEvent::<WorkerEvent>::new(id, worker_stream(one), on, event);
            Ok(Plan {
                subject: Some(one),
                records: vec![new.paper(one, "", reason).draft(&by.caller)?],
                reads,
                ..Plan::default()
            })
        })
        .await
    }

    fn pair(&self, views: &Views, survivor: Uuid, absorbed: Uuid) -> Pair {
        let (size, today) = (views.size(), self.today());
        let is_of = |worker: Uuid| Some(views.survivor_of(worker, size)).filter(|of| *of != worker);
        let open = |worker: Uuid| {
            let mut stays = views.stays_open(worker, today);
            // What is open under an alias is the person's own.
            let aliases = views.aliases_of(worker, size);
            stays.extend(aliases.iter().flat_map(|alias| views.stays_open(*alias, today)));
            stays
        };
        let forgotten = |worker: Uuid| views.worker(worker).is_some_and(|row| row.erased);
        Pair {
            survivor,
            absorbed,
            survivor_is_of: is_of(survivor),
            absorbed_is_of: is_of(absorbed),
            survivor_abroad: open(survivor),
            absorbed_abroad: open(absorbed),
            forgotten: forgotten(survivor) || forgotten(absorbed),
            ruled_out: views.is_ruled_out(survivor, absorbed),
        }
    }
}

fn field(refusal: &MergeRefusal) -> &'static str {
    match refusal {
        MergeRefusal::NoReason => "reason",
        MergeRefusal::BothAbroad | MergeRefusal::NotTheirs(_) => "set_aside",
        _ => "other",
    }
}
