//! Commands on placement cases: open, record, decide.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::cases::{Decide, OpenCase, RecordFact};
use hanhtrinh_domain::case::decide::{Context, Decision, decide};
use hanhtrinh_domain::case::record::record_fact;
use hanhtrinh_domain::case::{CaseEvent, CaseOpened, LegalForm};
use hanhtrinh_domain::code::{Code, Market};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::{Nature, StreamEvent};
use hanhtrinh_domain::worker::Entry;
use hanhtrinh_views::Views;
use uuid::Uuid;

use super::amend::draft;
use super::caller::{Decider, Recorder};
use super::commit::{NewEvent, Plan, case_stream, read_version, worker_stream};
use super::error::AppError;
use super::fields::Fields;
use super::{Command, Registry};

impl Registry {
    /// Opens a placement for a person.
    pub async fn open_case(
        &self,
        by: &Recorder,
        command: Command,
        worker: Uuid,
        request: &OpenCase,
    ) -> Result<Receipt, AppError> {
        let case = self.new_id();
        let event_id = self.new_id();
        self.execute(by.caller(), &command, |views| {
            if !by.scope.covers_worker(views, worker) {
                return Err(AppError::NotFound);
            }
            let mut fields = Fields::new(command.lang, self.today());
            let on = fields.day_or_today("on", &request.on);
            let form = fields.list("form", &request.form, LegalForm::parse);
            let market = fields.read("market", &request.market, Market::parse);
            let programme = fields.optional("programme", &request.programme, Code::parse);
            let own = by.enterprise();
            let enterprise = match own {
                Some(code) => Some(code),
                None => fields.optional("enterprise", &request.enterprise, Code::parse),
            };
            if let Some(code) = enterprise
                && views.enterprise(&code).is_none()
            {
                fields.unknown("enterprise");
            }
            if form == Some(LegalForm::ServiceEnterprise) && enterprise.is_none() {
                fields.needed("enterprise");
            }
            fields.finish()?;
            let (Some(on), Some(form), Some(market)) = (on, form, market) else {
                return Err(AppError::NotFound);
            };
            let event = CaseOpened {
                worker,
                form,
                market,
                programme,
                enterprise,
                entry: Entry::Registered,
            };
            let event = CaseEvent::from(event);
            record_fact(&[], &event, on, None, self.today())?;
            let new = NewEvent::<CaseEvent>::new(event_id, case_stream(case), on, event);
            Ok(Plan {
                subject: Some(case),
                records: vec![new.draft(by.caller())?],
                reads: vec![(case_stream(case), 0), worker_version(views, worker)],
                ..Plan::default()
            })
        })
        .await
    }

    /// Records a fact about a case, or amends an event of it.
    pub async fn record_fact(
        &self,
        by: &Recorder,
        command: Command,
        case: Uuid,
        fact: &RecordFact,
    ) -> Result<Receipt, AppError> {
        let event_id = self.new_id();
        let today = self.today();
        self.execute(by.caller(), &command, |views| {
            if !by.scope.covers_case(views, case) {
                return Err(AppError::NotFound);
            }
            let row = views.case(case).ok_or(AppError::NotFound)?;
            let mut event =
                CaseEvent::decode(&fact.kind, &fact.facts.to_string()).map_err(AppError::Malformed)?;
            let mut fields = Fields::new(command.lang, today);
            let on = fields.partial_date("on", &fact.on);
            fields.private(fact.private.as_ref());
            fields.source(fact.source.as_ref());
            self.check_references(views, &mut fields, by, &event);
            let carried = self.carried(&row.events(), fact, &mut fields)?;
            fields.finish()?;
            let Some(on) = on else {
                return Err(AppError::NotFound);
            };
            record_fact(&row.events(), &event, on, fact.amends, today)?;
            if event.info().nature == Nature::Decision {
                // Only who may decide may amend a decision; the province and the leader who signs.
                let may = by
                    .caller
                    .decider()
                    .is_ok_and(|_| by.caller.role != hanhtrinh_domain::actor::Role::CommuneOfficer);
                if !may {
                    return Err(AppError::Forbidden(super::caller::Forbidden));
                }
            }
            self.outcomes(views, row.worker, on, &mut event);
            let new = NewEvent::<CaseEvent>::new(event_id, case_stream(case), on, event);
            Ok(Plan {
                subject: Some(case),
                records: vec![draft(new, fact, row.worker, carried, by.caller())?],
                reads: vec![read_version(views, case_stream(case), row.version())],
                ..Plan::default()
            })
        })
        .await
    }

    /// Decides about a case.
    pub async fn decide(
        &self,
        by: &Decider,
        command: Command,
        case: Uuid,
        request: &Decide,
    ) -> Result<Receipt, AppError> {
        let event_id = self.new_id();
        let today = self.today();
        self.execute(&by.caller, &command, |views| {
            if !by.scope.covers_case(views, case) {
                return Err(AppError::NotFound);
            }
            let row = views.case(case).ok_or(AppError::NotFound)?;
            let mut fields = Fields::new(command.lang, today);
            let signed_on = fields.day_or_today("signed_on", &request.signed_on);
            fields.text("number", &request.number, 100);
            fields.text("note", &request.note, 2_000);
            fields.finish()?;
            let Some(signed_on) = signed_on.and_then(PartialDate::day) else {
                return Err(AppError::NotFound);
            };
            let state = views
                .lifecycle(case, views.size(), today)
                .ok_or(AppError::NotFound)?;
            let packs = views.packs();
            let context = Context {
                official: by.official(signed_on, today),
                rules: views.rules(),
                units: &packs.units,
                calendar: &packs.calendar,
            };
            let decision = match &request.decision {
                Decision::Refuse { ground, .. } => Decision::Refuse {
                    ground: *ground,
                    reasoned: !request.note.trim().is_empty(),
                },
                other => other.clone(),
            };
            let events = decide(&state, decision, &context)?;
            let records = events
                .into_iter()
                .enumerate()
                .map(|(index, event)| {
                    let id = if index == 0 { event_id } else { self.new_id() };
                    NewEvent::<CaseEvent>::new(id, case_stream(case), PartialDate::Day(signed_on), event)
                        .paper(row.worker, &request.number, &request.note)
                        .draft(&by.caller)
                })
                .collect::<Result<Vec<_>, _>>()?;
            Ok(Plan {
                subject: Some(case),
                records,
                reads: vec![read_version(views, case_stream(case), row.version())],
                ..Plan::default()
            })
        })
        .await
    }

    /// Outcomes that are computed when recording, since what they need is sealed: the age at departure.
    fn outcomes(&self, views: &Views, worker: Uuid, on: PartialDate, event: &mut CaseEvent) {
        if let CaseEvent::DepartureRecorded(departure) = event {
            let birth = views
                .worker(worker)
                .and_then(|row| row.identity.as_ref())
                .map(|i| i.birth_date);
            departure.age = birth.and_then(|birth| hanhtrinh_domain::identity::age_on(birth, on.first()));
        }
    }

    /// Codes in a fact must name things that exist; a recruiter names only its own enterprise.
    fn check_references(&self, views: &Views, fields: &mut Fields, by: &Recorder, event: &CaseEvent) {
        if let CaseEvent::SendingContractSigned(contract) = event {
            let own = by.enterprise();
            if views.enterprise(&contract.enterprise).is_none()
                || own.is_some_and(|code| code != contract.enterprise)
            {
                fields.unknown("enterprise");
            }
        }
        if let CaseEvent::DirectContractFiled(filed) = event
            && views.packs().units.get(filed.commune).is_none()
        {
            fields.unknown("commune");
        }
    }
}

fn worker_version(views: &Views, worker: Uuid) -> (hanhtrinh_record::StreamId, u64) {
    read_version(
        views,
        worker_stream(worker),
        views
            .worker(worker)
            .map_or(0, hanhtrinh_views::WorkerRow::version),
    )
}
