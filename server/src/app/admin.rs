//! Commands on enterprises and plan targets.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::admin::{ChangeLicence, RecordEnterprise, SetPlan};
use hanhtrinh_domain::code::{Code, LegalName};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::enterprise::{
    EnterpriseEvent, EnterpriseRecorded, LicenceRecorded, LicenceStatusChanged,
};
use hanhtrinh_domain::plan::{
    Measure, PlanEvent, PlanTargetRevised, PlanTargetSet, revise_target, set_target,
};
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_record::StreamId;

use super::caller::{Administration, Planning};
use super::commit::{NewEvent, Plan, read_version};
use super::error::AppError;
use super::fields::Fields;
use super::{Command, Registry};

impl Registry {
    /// Records an enterprise, a new name of one, or its licence.
    pub async fn record_enterprise(
        &self,
        by: &Administration,
        command: Command,
        request: &RecordEnterprise,
    ) -> Result<Receipt, AppError> {
        let (first, second) = (self.new_id(), self.new_id());
        let today = self.today();
        self.execute(&by.caller, &command, |views| {
            let mut fields = Fields::new(command.lang, today);
            let code = fields.read("code", &request.code, Code::parse);
            let name = fields.read("name", &request.name, LegalName::parse);
            let number = fields.optional("licence", &request.licence, Code::parse);
            let issued_on = if number.is_some() && request.licence_issued_on.trim().is_empty() {
                fields.needed("licence_issued_on");
                None
            } else {
                fields
                    .day_or_today("licence_issued_on", &request.licence_issued_on)
                    .and_then(PartialDate::day)
            };
            fields.finish()?;
            let (Some(code), Some(name)) = (code, name) else {
                return Err(AppError::NotFound);
            };
            let stream = StreamId::new("enterprise", code.as_str());
            let on = PartialDate::Day(today);
            let mut records = Vec::new();
            let known = views.enterprise(&code);
            if known.and_then(|row| row.enterprise.name.as_ref()) != Some(&name) {
                let event = EnterpriseRecorded {
                    code,
                    name,
                    head_office: None,
                };
                records.push(
                    NewEvent::<EnterpriseEvent>::new(first, stream.clone(), on, event).draft(&by.caller)?,
                );
            }
            if let (Some(number), Some(issued_on)) = (number, issued_on)
                && known.and_then(|row| row.enterprise.licence) != Some((number, issued_on))
            {
                let event = LicenceRecorded {
                    number,
                    issued_on,
                    lines: Vec::new(),
                };
                let on = PartialDate::Day(issued_on.min(today));
                records.push(
                    NewEvent::<EnterpriseEvent>::new(second, stream.clone(), on, event).draft(&by.caller)?,
                );
            }
            let version = known.map_or(0, |row| row.events.len() as u64);
            let reads = vec![read_version(views, stream, version)];
            Ok(Plan {
                records,
                reads,
                ..Plan::default()
            })
        })
        .await
    }

    /// Records that a licence was suspended, given back, revoked, or is valid again.
    pub async fn change_licence(
        &self,
        by: &Administration,
        command: Command,
        code: &Code,
        request: &ChangeLicence,
    ) -> Result<Receipt, AppError> {
        let id = self.new_id();
        let today = self.today();
        self.execute(&by.caller, &command, |views| {
            let row = views.enterprise(code).ok_or(AppError::NotFound)?;
            let mut fields = Fields::new(command.lang, today);
            let on = fields.day_or_today("on", &request.on);
            if row.enterprise.licence.is_none() {
                fields.problem(
                    "status",
                    "licence.none",
                    "Doanh nghiệp chưa có giấy phép được ghi nhận.",
                    "No licence of this enterprise is on record.",
                );
            }
            fields.finish()?;
            let Some(on) = on else {
                return Err(AppError::NotFound);
            };
            let stream = StreamId::new("enterprise", code.as_str());
            let event = LicenceStatusChanged {
                status: request.status,
                effective_on: None,
                decision: None,
                ground: None,
            };
            let records =
                vec![NewEvent::<EnterpriseEvent>::new(id, stream.clone(), on, event).draft(&by.caller)?];
            Ok(Plan {
                records,
                reads: vec![read_version(views, stream, row.events.len() as u64)],
                ..Plan::default()
            })
        })
        .await
    }

    /// Sets or revises a plan target.
    pub async fn set_plan(
        &self,
        by: &Planning,
        command: Command,
        request: &SetPlan,
    ) -> Result<Receipt, AppError> {
        let id = self.new_id();
        let today = self.today();
        self.execute(&by.caller, &command, |views| {
            let mut fields = Fields::new(command.lang, today);
            let unit = UnitRef::parse(request.unit.trim()).ok().filter(|unit| {
                views.packs().units.get(*unit).is_some()
                    && (*unit == self.info().province
                        || views.packs().units.province_of(*unit) == Some(self.info().province))
            });
            if unit.is_none() {
                fields.unknown("unit");
            }
            fields.finish()?;
            let Some(unit) = unit else {
                return Err(AppError::NotFound);
            };
            let target = PlanTargetSet {
                unit,
                year: request.year,
                measure: Measure::Departures,
                low: request.low,
                high: request.high,
                denominator: request.denominator,
                decision: None,
            };
            let stream = plan_stream(unit, request.year);
            let known = views.plans().iter().find(|row| row.key == stream.key());
            // What stands already is revised: the target of the year keeps its history.
            let event = match known.and_then(|row| row.target_at(views.size())) {
                Some(current) => {
                    let revised = PlanTargetRevised {
                        low: request.low,
                        high: request.high,
                        denominator: request.denominator,
                        decision: None,
                    };
                    revise_target(Some(&current), revised, true)?
                }
                None => set_target(target, true)?,
            };
            let version = views
                .plans()
                .iter()
                .find(|row| row.key == stream.key())
                .map_or(0, |row| row.events.len() as u64);
            let new = NewEvent::<PlanEvent>::new(id, stream.clone(), PartialDate::Day(today), event);
            Ok(Plan {
                records: vec![new.draft(&by.caller)?],
                reads: vec![read_version(views, stream, version)],
                ..Plan::default()
            })
        })
        .await
    }
}

/// The stream of a target: the unit and its edition, the year, the measure.
pub fn plan_stream(unit: UnitRef, year: i16) -> StreamId {
    StreamId::new("plan", format!("{unit}-{year}-departures"))
}
