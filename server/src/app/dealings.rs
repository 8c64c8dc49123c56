//! Commands on the dealings of the office: facts about enterprises, orders, dossiers, programmes and figures from outside,
//! and what the province decides about preparations, localities and rules.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::dealings::{DecideLocality, DecidePreparation, PublishRule, RecordOffice};
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::comparator::ComparatorEvent;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::enterprise::EnterpriseEvent;
use hanhtrinh_domain::event::{Recorded, StreamEvent};
use hanhtrinh_domain::order::OrderEvent;
use hanhtrinh_domain::programme::{self, Programme, ProgrammeEvent};
use hanhtrinh_domain::rules::{RuleEvent, publish};
use hanhtrinh_domain::supply::{self, Supply, SupplyEvent, check};
use hanhtrinh_record::StreamId;
use hanhtrinh_views::Views;
use jiff::civil::Date;
use uuid::Uuid;

use super::caller::{Caller, Dealing, Decider, Forbidden, Planning};
use super::commit::{NewEvent, Plan, read_version};
use super::error::AppError;
use super::fields::Fields;
use super::{Command, Registry};

/// One fact about to be recorded.
struct New<'a> {
    id: Uuid,
    key: &'a str,
    on: PartialDate,
    today: Date,
    request: &'a RecordOffice,
    caller: &'a Caller,
}

impl Registry {
    /// Records a fact about something of the office, or amends one.
    pub async fn record_office(
        &self,
        by: &Dealing,
        command: Command,
        stream: &str,
        key: &str,
        request: &RecordOffice,
    ) -> Result<Receipt, AppError> {
        let id = self.new_id();
        let today = self.today();
        self.execute(&by.caller, &command, |views| {
            let mut fields = Fields::new(command.lang, today);
            let on = fields.partial_date("on", &request.on);
            let code = match stream {
                ComparatorEvent::STREAM => None,
                _ => fields.read("key", key, Code::parse),
            };
            fields.finish()?;
            let on = on.ok_or(AppError::NotFound)?;
            let new = New {
                id,
                key,
                on,
                today,
                request,
                caller: &by.caller,
            };
            match (stream, code) {
                (EnterpriseEvent::STREAM, Some(code)) => {
                    office_only(by)?;
                    let row = views.enterprise(&code).ok_or(AppError::NotFound)?;
                    new.plan::<EnterpriseEvent>(views, &row.events, |_| Ok(()))
                }
                (SupplyEvent::STREAM, Some(code)) => {
                    let row = views.supply(&code);
                    let existing = row.map_or(&[][..], |row| &row.events);
                    let owner = row.and_then(|row| row.now.enterprise());
                    new.plan(views, existing, |event| {
                        let named = match event {
                            SupplyEvent::SupplyContractRecorded(event) => Some(event.enterprise),
                            SupplyEvent::SourcePreparationFiled(event) => Some(event.enterprise),
                            _ => owner,
                        };
                        own(by, owner, named)?;
                        known_enterprise(views, &command, today, named)
                    })
                }
                (OrderEvent::STREAM, Some(code)) => {
                    let row = views.recruitment_order(&code);
                    let existing = row.map_or(&[][..], |row| &row.events);
                    let owner = row.and_then(|row| row.now.enterprise());
                    new.plan(views, existing, |event| {
                        let named = match event {
                            OrderEvent::RecruitmentOrderOpened(event) => Some(event.enterprise),
                            _ => owner,
                        };
                        own(by, owner, named)?;
                        known_enterprise(views, &command, today, named)
                    })
                }
                (ProgrammeEvent::STREAM, Some(code)) => {
                    office_only(by)?;
                    let row = views.programme(&code);
                    let existing = row.map_or(&[][..], |row| &row.events);
                    new.plan::<ProgrammeEvent>(views, existing, |_| Ok(()))
                }
                (ComparatorEvent::STREAM, _) => {
                    office_only(by)?;
                    let row = views.comparators().find(|row| row.key == key);
                    let existing = row.map_or(&[][..], |row| &row.events);
                    new.plan(views, existing, |event| {
                        let ComparatorEvent::ComparatorRecorded(figure) = event;
                        figure.check()?;
                        // The key says what the figure is of: another would hide it from whoever looks there.
                        if figure.key() == key {
                            Ok(())
                        } else {
                            Err(AppError::NotFound)
                        }
                    })
                }
                _ => Err(AppError::NotFound),
            }
        })
        .await
    }

    /// The province answers a request to prepare a source of workers.
    pub async fn decide_preparation(
        &self,
        by: &Decider,
        command: Command,
        key: &Code,
        request: &DecidePreparation,
    ) -> Result<Receipt, AppError> {
        let id = self.new_id();
        let today = self.today();
        self.execute(&by.caller, &command, |views| {
            let signed_on = signed(&command, today, &request.signed_on)?;
            let row = views.supply(key).ok_or(AppError::NotFound)?;
            let enterprise = row.now.enterprise();
            let held = enterprise.and_then(|code| views.enterprise(&code));
            let context = supply::Context {
                official: by.official(signed_on, today),
                enterprise: held.map(|row| &row.enterprise),
                rules: views.rules(),
            };
            let folded: &Supply = &row.now;
            let event = supply::decide(folded, request.decision, &context)?;
            let stream = StreamId::new(SupplyEvent::STREAM, key.as_str());
            let mut reads = vec![read_version(views, stream.clone(), row.events.len() as u64)];
            if let (Some(code), Some(held)) = (enterprise, held) {
                let of = StreamId::new(EnterpriseEvent::STREAM, code.as_str());
                reads.push(read_version(views, of, held.events.len() as u64));
            }
            let new = NewEvent::<SupplyEvent>::new(id, stream, PartialDate::Day(signed_on), event);
            Ok(Plan {
                records: vec![new.draft(&by.caller)?],
                reads,
                ..Plan::default()
            })
        })
        .await
    }

    /// The province suspends a locality for a programme, or admits it again.
    pub async fn decide_locality(
        &self,
        by: &Decider,
        command: Command,
        key: &Code,
        request: &DecideLocality,
    ) -> Result<Receipt, AppError> {
        let id = self.new_id();
        let today = self.today();
        self.execute(&by.caller, &command, |views| {
            let signed_on = signed(&command, today, &request.signed_on)?;
            let row = views.programme(key).ok_or(AppError::NotFound)?;
            let context = programme::Context {
                official: by.official(signed_on, today),
                province: self.info().province,
                rules: views.rules(),
                units: &views.packs().units,
            };
            let folded: &Programme = &row.now;
            let event = programme::decide(folded, request.decision, &context)?;
            let stream = StreamId::new(ProgrammeEvent::STREAM, key.as_str());
            let reads = vec![read_version(views, stream.clone(), row.events.len() as u64)];
            let new = NewEvent::<ProgrammeEvent>::new(id, stream, PartialDate::Day(signed_on), event);
            Ok(Plan {
                records: vec![new.draft(&by.caller)?],
                reads,
                ..Plan::default()
            })
        })
        .await
    }

    /// Publishes a version of a rule.
    pub async fn publish_rule(
        &self,
        by: &Planning,
        command: Command,
        request: &PublishRule,
    ) -> Result<Receipt, AppError> {
        let id = self.new_id();
        let today = self.today();
        self.execute(&by.caller, &command, |views| {
            let signed_on = signed(&command, today, &request.signed_on)?;
            let official = hanhtrinh_domain::actor::Official {
                role: by.caller.role,
                unit: by.caller.unit,
                signed_on,
                recorded_on: today,
            };
            let event = publish(request.version.clone(), &official, views.rules())?;
            let stream = StreamId::new(RuleEvent::STREAM, request.version.rule.as_str());
            let known = views.published().find(|row| row.key == stream.key());
            let version = known.map_or(0, |row| row.events.len() as u64);
            let reads = vec![read_version(views, stream.clone(), version)];
            let new = NewEvent::<RuleEvent>::new(id, stream, PartialDate::Day(signed_on), event);
            Ok(Plan {
                records: vec![new.draft(&by.caller)?],
                reads,
                ..Plan::default()
            })
        })
        .await
    }
}

impl New<'_> {
    /// Reads the event, checks it, and plans its record.
    fn plan<E: StreamEvent + PartialEq>(
        &self,
        views: &Views,
        existing: &[Recorded<E>],
        judge: impl Fn(&E) -> Result<(), AppError>,
    ) -> Result<Plan, AppError> {
        let event =
            E::decode(&self.request.kind, &self.request.facts.to_string()).map_err(AppError::Malformed)?;
        judge(&event)?;
        check(existing, &event, self.on, self.request.amends, self.today)?;
        let stream = StreamId::new(E::STREAM, self.key);
        let mut new = NewEvent::<E>::new(self.id, stream.clone(), self.on, event);
        new.amends = self.request.amends;
        Ok(Plan {
            records: vec![new.draft(self.caller)?],
            reads: vec![read_version(views, stream, existing.len() as u64)],
            ..Plan::default()
        })
    }
}

fn office_only(by: &Dealing) -> Result<(), AppError> {
    match by.enterprise {
        None => Ok(()),
        Some(_) => Err(AppError::Forbidden(Forbidden)),
    }
}

/// A recruiter touches only what is its enterprise's, and what is another's does not exist for it.
fn own(by: &Dealing, owner: Option<Code>, named: Option<Code>) -> Result<(), AppError> {
    match by.enterprise {
        Some(own) if owner.is_some_and(|owner| owner != own) || named != Some(own) => Err(AppError::NotFound),
        _ => Ok(()),
    }
}

fn known_enterprise(
    views: &Views,
    command: &Command,
    today: Date,
    named: Option<Code>,
) -> Result<(), AppError> {
    let mut fields = Fields::new(command.lang, today);
    if named.is_none_or(|code| views.enterprise(&code).is_none()) {
        fields.unknown("enterprise");
    }
    fields.finish()
}

fn signed(command: &Command, today: Date, text: &str) -> Result<Date, AppError> {
    let mut fields = Fields::new(command.lang, today);
    let day = fields.day_or_today("signed_on", text);
    fields.finish()?;
    day.and_then(PartialDate::day).ok_or(AppError::NotFound)
}
