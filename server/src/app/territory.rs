//! Commands on units in time: what a resolution changes, and in which part of a divided commune a person lives.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::units::{ChangeUnits, Remap};
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::StreamEvent;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::units::{Reorganisation, UnitEvent, reorganise};
use hanhtrinh_domain::worker::{ResidenceRemapped, WorkerEvent, remap};
use hanhtrinh_record::StreamId;
use hanhtrinh_views::Views;
use uuid::Uuid;

use super::caller::{Decider, Provincial};
use super::commit::{NewEvent, Plan, read_version, worker_stream};
use super::error::{AppError, Ruled};
use super::fields::{Fields, read_day};
use super::{Command, Registry};

impl Registry {
    /// Decides in which part of a divided commune a person lives.
    pub async fn remap(
        &self,
        by: &Decider,
        command: Command,
        worker: Uuid,
        request: &Remap,
    ) -> Result<Receipt, AppError> {
        let (id, today) = (self.new_id(), self.today());
        self.execute(&by.caller, &command, |views| {
            if !by.scope.covers_worker(views, worker) {
                return Err(AppError::NotFound);
            }
            let row = views.worker(worker).ok_or(AppError::NotFound)?;
            let units = views.units();
            let mut fields = Fields::new(command.lang, today);
            let mut unit = |field: &str, text: &str| {
                let unit = UnitRef::parse(text.trim()).ok();
                let known = unit.filter(|unit| units.get(*unit).is_some());
                if known.is_none() {
                    fields.unknown(field);
                }
                known
            };
            let (from, to) = (unit("from", &request.from), unit("to", &request.to));
            let signed_on = fields.day_or_today("signed_on", &request.signed_on);
            fields.text("number", &request.number, 100);
            fields.text("note", &request.note, 2_000);
            fields.finish()?;
            let (Some(from), Some(to), Some(signed_on)) = (from, to, signed_on.and_then(PartialDate::day))
            else {
                return Err(AppError::NotFound);
            };
            let wish = ResidenceRemapped {
                from,
                to,
                basis: request.basis,
            };
            let event = remap(&row.worker, wish, &by.official(signed_on, today), units)
                .map_err(|refusal| Ruled::new("to", "residence.refused", refusal.words()))?;
            let on = PartialDate::Day(signed_on);
            let new = NewEvent::<WorkerEvent>::new(id, worker_stream(worker), on, event);
            Ok(Plan {
                subject: Some(worker),
                records: vec![
                    new.paper(worker, &request.number, &request.note)
                        .draft(&by.caller)?,
                ],
                reads: vec![read_version(views, worker_stream(worker), row.version())],
                ..Plan::default()
            })
        })
        .await
    }

    /// Records what a resolution changes, as one piece.
    pub async fn change_units(
        &self,
        by: &Provincial,
        command: Command,
        request: &ChangeUnits,
    ) -> Result<Receipt, AppError> {
        let today = self.today();
        let ids: Vec<Uuid> = request.changes.iter().map(|_| self.new_id()).collect();
        self.execute(&by.caller, &command, |views| {
            let mut fields = Fields::new(command.lang, today);
            let effective_on = read_day(&request.effective_on);
            if effective_on.is_none() {
                fields.needed("effective_on");
            }
            let resolution = fields.optional("resolution", &request.resolution, Code::parse);
            let signed_on = fields.day_or_today("signed_on", &request.signed_on);
            fields.finish()?;
            let (Some(effective_on), Some(on)) = (effective_on, signed_on) else {
                return Err(AppError::NotFound);
            };
            let wish = Reorganisation {
                effective_on,
                resolution,
                changes: request.changes.clone(),
            };
            let facts = views.unit_facts(views.size());
            let known: Vec<UnitEvent> = facts.into_iter().map(|fact| fact.event).collect();
            let province = self.info().province.code;
            let events = reorganise(&views.packs().units, &known, views.units(), province, &wish)
                .map_err(|refusal| Ruled::new("changes", "units.refused", refusal.words()))?;
            let mut plan = Plan::default();
            for (id, event) in ids.iter().zip(events) {
                let stream = unit_stream(event.of());
                if !plan.reads.iter().any(|(read, _)| *read == stream) {
                    plan.reads.push(version(views, &stream));
                }
                plan.records
                    .push(NewEvent::<UnitEvent>::new(*id, stream, on, event).draft(&by.caller)?);
            }
            Ok(plan)
        })
        .await
    }
}

/// The stream of a unit: its code, which is never given to another.
fn unit_stream(unit: UnitRef) -> StreamId {
    StreamId::new(UnitEvent::STREAM, unit.code)
}

fn version(views: &Views, stream: &StreamId) -> (StreamId, u64) {
    let of = |event: &UnitEvent| unit_stream(event.of()) == *stream;
    let known = views
        .unit_events()
        .iter()
        .filter(|recorded| of(&recorded.event))
        .count();
    read_version(views, stream.clone(), known as u64)
}
