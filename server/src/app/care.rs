//! Commands beside the placement: fairs and advice, households, support, loans, reintegration, requests and breaches.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::care::{DecideRequest, DecideSupport};
use hanhtrinh_api::cases::RecordFact;
use hanhtrinh_domain::care::{CareEvent, CareKind, record};
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::{Amend, Nature, Recorded, StreamEvent};
use hanhtrinh_domain::household::PolicyGroup;
use hanhtrinh_domain::support::{self, Asked, BudgetSource, SupportDecided, SupportItem};
use hanhtrinh_domain::worker::{RequestContext, RequestOutcome, Standing, WorkerEvent, decide_request};
use hanhtrinh_record::StreamId;
use hanhtrinh_views::Views;
use uuid::Uuid;

use super::amend::draft;
use super::caller::{CareRecorder, Decider};
use super::commit::{NewEvent, Plan, read_version, worker_stream};
use super::error::AppError;
use super::fields::Fields;
use super::{Command, Registry};

/// The stream of a household, a fair, a loan ….
pub fn care_stream(kind: CareKind, id: Uuid) -> StreamId {
    StreamId::new(kind.as_str(), id)
}

impl Registry {
    /// Opens a stream beside the placement with its first fact. What follows a return has the key of its case.
    pub async fn open_care(
        &self,
        by: &CareRecorder,
        command: Command,
        kind: CareKind,
        fact: &RecordFact,
    ) -> Result<Receipt, AppError> {
        let id = self.new_id();
        self.record_care(by, command, kind, id, fact).await
    }

    /// Records a fact of a stream beside the placement, or amends an event of it.
    pub async fn record_care(
        &self,
        by: &CareRecorder,
        command: Command,
        kind: CareKind,
        id: Uuid,
        fact: &RecordFact,
    ) -> Result<Receipt, AppError> {
        let event_id = self.new_id();
        let today = self.today();
        by.may(kind)?;
        self.execute(by.caller(), &command, |views| {
            let events = views
                .care(kind, id)
                .map(hanhtrinh_views::CareRow::events)
                .unwrap_or_default();
            let event = self.care_event(kind, fact)?;
            let mut fields = Fields::new(command.lang, today);
            let on = fields.partial_date("on", &fact.on);
            fields.private(fact.private.as_ref());
            fields.source(fact.source.as_ref());
            check_references(views, &mut fields, kind, id, &event);
            let subject = subject(&event, &events, fact.amends);
            if fact.private.is_some() && subject.is_none() {
                fields.problem(
                    "private",
                    "private.nobody",
                    "Phần niêm phong phải gắn với một người: hãy ghi nhận người đó trước.",
                    "What is sealed belongs to a person: name that person first.",
                );
            }
            let carried = self.carried(&events, fact, &mut fields)?;
            fields.finish()?;
            let Some(on) = on else {
                return Err(AppError::NotFound);
            };
            // Whoever is named, now or before, must lie within the scope; the stream of another scope is not there.
            let named = events.iter().filter_map(|known| known.event.worker());
            if kind.is_personal() {
                let mut people = named.chain(event.worker());
                if people.any(|worker| !by.scope().covers_worker(views, worker)) {
                    return Err(AppError::NotFound);
                }
            }
            record(&events, &event, on, fact.amends, today)?;
            if event.info().nature == Nature::Decision && !by.may_amend_decisions() {
                return Err(AppError::Forbidden(super::caller::Forbidden));
            }
            let stream = care_stream(kind, id);
            let new = NewEvent::<CareEvent>::new(event_id, stream.clone(), on, event);
            Ok(Plan {
                subject: Some(id),
                records: vec![draft(
                    new,
                    fact,
                    subject.unwrap_or_default(),
                    carried,
                    by.caller(),
                )?],
                reads: vec![read_version(views, stream, events.len() as u64)],
                ..Plan::default()
            })
        })
        .await
    }

    /// Decides on support for a person.
    pub async fn decide_support(
        &self,
        by: &Decider,
        command: Command,
        request: &DecideSupport,
    ) -> Result<Receipt, AppError> {
        let (id, event_id) = (self.new_id(), self.new_id());
        let today = self.today();
        self.execute(&by.caller, &command, |views| {
            let mut fields = Fields::new(command.lang, today);
            let worker = fields.list("worker", &request.worker, |text| Uuid::try_parse(text).ok());
            let case = match request.case.trim() {
                "" => None,
                text => fields.list("case", text, |text| Uuid::try_parse(text).ok()),
            };
            let item = fields.list("item", &request.item, SupportItem::parse);
            let budget = fields.list("budget", &request.budget, BudgetSource::parse);
            let group = match request.group.trim() {
                "" => None,
                text => fields.list("group", text, PolicyGroup::parse),
            };
            let signed_on = fields.day_or_today("signed_on", &request.signed_on);
            fields.text("number", &request.number, 100);
            fields.text("note", &request.note, 2_000);
            if case.is_some_and(|case| views.case(case).is_none_or(|row| Some(row.worker) != worker)) {
                fields.unknown("case");
            }
            fields.finish()?;
            let (Some(worker), Some(item), Some(budget)) = (worker, item, budget) else {
                return Err(AppError::NotFound);
            };
            let Some(signed_on) = signed_on.and_then(PartialDate::day) else {
                return Err(AppError::NotFound);
            };
            if !by.scope.covers_worker(views, worker) {
                return Err(AppError::NotFound);
            }
            let support = SupportDecided {
                worker,
                case,
                item,
                group,
                amount: request.amount,
                budget,
            };
            let groups = views.groups_at(worker, views.size());
            let row = views.worker(worker).ok_or(AppError::NotFound)?;
            let home = row.worker.residence_on(signed_on).map(|home| home.unit);
            let packs = views.packs();
            let context = support::Context {
                official: by.official(signed_on, today),
                rules: &packs.rules,
                units: &packs.units,
                calendar: &packs.calendar,
            };
            let event = support::decide(
                support,
                &Asked {
                    home,
                    groups: &groups,
                },
                &context,
            )?;
            let stream = care_stream(CareKind::Support, id);
            let new =
                NewEvent::<CareEvent>::new(event_id, stream.clone(), PartialDate::Day(signed_on), event);
            let mut reads = vec![
                read_version(views, stream, 0),
                read_version(views, worker_stream(worker), row.version()),
            ];
            // A group of the household that was struck out meanwhile carries no decision.
            for household in views
                .care_of(worker)
                .filter(|row| row.kind == CareKind::Household)
            {
                let stream = care_stream(CareKind::Household, household.id);
                reads.push(read_version(views, stream, household.version()));
            }
            Ok(Plan {
                subject: Some(id),
                records: vec![
                    new.paper(worker, &request.number, &request.note)
                        .draft(&by.caller)?,
                ],
                reads,
                ..Plan::default()
            })
        })
        .await
    }

    /// Answers a request of a person about the own data.
    pub async fn decide_request(
        &self,
        by: &Decider,
        command: Command,
        (worker, asked): (Uuid, Uuid),
        request: &DecideRequest,
    ) -> Result<Receipt, AppError> {
        let event_id = self.new_id();
        let today = self.today();
        self.execute(&by.caller, &command, |views| {
            if !by.scope.covers_worker(views, worker) {
                return Err(AppError::NotFound);
            }
            let row = views.worker(worker).ok_or(AppError::NotFound)?;
            let mut fields = Fields::new(command.lang, today);
            let outcome = fields.list("outcome", &request.outcome, RequestOutcome::parse);
            let basis = fields.optional("refusal_basis", &request.refusal_basis, Code::parse);
            let signed_on = fields.day_or_today("signed_on", &request.signed_on);
            fields.text("note", &request.note, 2_000);
            fields.finish()?;
            let (Some(outcome), Some(signed_on)) = (outcome, signed_on.and_then(PartialDate::day)) else {
                return Err(AppError::NotFound);
            };
            let standing = Standing::fold(&row.facts_at(u64::MAX));
            let context = RequestContext {
                official: by.official(signed_on, today),
                rules: &views.packs().rules,
            };
            let event = decide_request(&standing.requests, asked, outcome, basis, &context)?;
            let stream = worker_stream(worker);
            let new =
                NewEvent::<WorkerEvent>::new(event_id, stream.clone(), PartialDate::Day(signed_on), event);
            Ok(Plan {
                subject: Some(worker),
                records: vec![new.paper(worker, "", &request.note).draft(&by.caller)?],
                reads: vec![read_version(views, stream, row.version())],
                ..Plan::default()
            })
        })
        .await
    }

    fn care_event(&self, kind: CareKind, fact: &RecordFact) -> Result<CareEvent, AppError> {
        if !CareEvent::knows(kind, &fact.kind) {
            let unknown = hanhtrinh_domain::event::DecodeError::UnknownType(fact.kind.clone());
            return Err(AppError::Malformed(unknown));
        }
        CareEvent::decode(&fact.kind, &fact.facts.to_string()).map_err(AppError::Malformed)
    }
}

/// Whom the sealed part of an event is about: whom it names, else whom its stream named first.
fn subject(event: &CareEvent, events: &[Recorded<CareEvent>], amends: Option<Amend>) -> Option<Uuid> {
    let amended = amends.and_then(|amend| events.iter().find(|known| known.id == amend.event));
    event
        .worker()
        .or_else(|| amended.and_then(|known| known.event.worker()))
        .or_else(|| events.iter().find_map(|known| known.event.worker()))
}

/// What a fact names must be there: people, placements, places, enterprises.
fn check_references(views: &Views, fields: &mut Fields, kind: CareKind, id: Uuid, event: &CareEvent) {
    use hanhtrinh_domain::advice::AdviceEvent::AdviceDelivered;
    use hanhtrinh_domain::fair::FairEvent::{ExhibitorAttended, FairHeld, FairPlanned, MatchRecorded};
    use hanhtrinh_domain::household::HouseholdEvent::HouseholdOpened;
    use hanhtrinh_domain::interview::InterviewEvent::InterviewHeld;
    use hanhtrinh_domain::review_class::ReviewClassEvent::ReviewClassHeld;
    if event
        .worker()
        .is_some_and(|worker| views.worker(worker).is_none())
    {
        fields.unknown("worker");
    }
    let unit = match event {
        CareEvent::Fair(FairPlanned(event)) => Some(event.unit),
        CareEvent::Fair(FairHeld(event)) => Some(event.unit),
        CareEvent::Advice(AdviceDelivered(event)) => Some(event.unit),
        CareEvent::Interview(InterviewHeld(event)) => Some(event.unit),
        CareEvent::ReviewClass(ReviewClassHeld(event)) => Some(event.unit),
        CareEvent::Household(HouseholdOpened(event)) => Some(event.unit),
        _ => None,
    };
    if unit.is_some_and(|unit| views.packs().units.get(unit).is_none()) {
        fields.unknown("unit");
    }
    let enterprise = match event {
        CareEvent::Fair(ExhibitorAttended(event)) => event.enterprise,
        CareEvent::Fair(MatchRecorded(event)) => event.enterprise,
        CareEvent::Interview(InterviewHeld(event)) => event.enterprise,
        _ => None,
    };
    if enterprise.is_some_and(|code| views.enterprise(&code).is_none()) {
        fields.unknown("enterprise");
    }
    let case = match event {
        CareEvent::Loan(hanhtrinh_domain::loan::LoanEvent::LoanForwarded(event)) => event.case,
        CareEvent::Claim(hanhtrinh_domain::claim::ClaimEvent::FundClaimFiled(event)) => event.case,
        CareEvent::Support(hanhtrinh_domain::support::SupportEvent::SupportDecided(event)) => event.case,
        CareEvent::Reintegration(_) => Some(id),
        _ => None,
    };
    let elsewhere = |case| {
        views
            .case(case)
            .is_none_or(|row| Some(row.worker) != event.worker())
    };
    if case.is_some_and(elsewhere) {
        fields.unknown(if kind == CareKind::Reintegration {
            "id"
        } else {
            "case"
        });
    }
}
