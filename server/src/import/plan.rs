//! What becomes of a row: the business key is person and day. One row is one command.

use hanhtrinh_domain::case::record::record_fact;
use hanhtrinh_domain::case::{
    CaseEvent, CaseOpened, DepartureRecorded, EmploymentContractRecorded, Evidence, LegalForm,
    SendingContractSigned,
};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::{Private, Recorded};
use hanhtrinh_domain::identity::{IdNumber, age_on};
use hanhtrinh_domain::worker::{DocumentKind, Entry, IdentityDocumentRecorded, WorkerEvent};
use hanhtrinh_log::{Commit, Log};
use hanhtrinh_record::{Draft, Source};
use hanhtrinh_views::Views;
use jiff::civil::Date;
use uuid::Uuid;

use super::columns::Column;
use super::content::command_of;
use super::earlier::Earlier;
use super::known::{self, Standing};
use super::person::{self, Names, Person};
use super::row::{Note, Row};
use super::trouble::Trouble;
use crate::app::commit::{NewEvent, Plan, case_stream, worker_stream};
use crate::app::{AppError, NewPerson, Recorder, Registry};

/// Kind of document that rows rest on.
const SOURCE: &str = "departure_list";

/// How a row is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Person and back-dated case are new.
    NewPerson,
    /// The person is known; a back-dated case is new.
    NewCase,
    /// In a case that was open.
    OpenCase,
}

/// What becomes of a row.
#[derive(Debug)]
pub enum Verdict {
    /// It is recorded.
    Record(Kind, Box<Commit>),
    /// It was recorded before, word for word.
    Unchanged,
    /// It has a problem, perhaps with a placement in which it can be corrected.
    Rejected(Note, Option<Uuid>),
}

/// Plans rows against the views.
pub struct Planner<'a> {
    /// The registry.
    pub registry: &'a Registry,
    /// Who records.
    pub by: &'a Recorder,
    /// The day of recording.
    pub today: Date,
}

impl Planner<'_> {
    /// Finds what becomes of a row.
    pub fn plan(
        &self,
        views: &Views,
        earlier: &mut Earlier,
        row: &Row,
        doubts: &mut Vec<Note>,
    ) -> Result<Verdict, AppError> {
        let names = Names::of(row);
        let person = match person::find(
            views,
            &earlier.namesakes,
            &earlier.fresh,
            &self.by.scope,
            row,
            &names,
            doubts,
        ) {
            Ok(person) => person,
            Err(note) => return Ok(Verdict::Rejected(note, None)),
        };
        match person {
            Person::New => {
                if !known::commune_in_scope(views, &self.by.scope, row.commune) {
                    return Ok(reject(Some(Column::Commune), Trouble::OutOfScope));
                }
                let worker = self.registry.new_id();
                earlier.fresh.add(row, names, worker);
                self.record(Kind::NewPerson, row, worker, &Target::NewPerson)
            }
            Person::Fresh(worker) => {
                self.record(Kind::NewCase, row, worker, &Target::NewCase { reads: None })
            }
            Person::Known(worker) => self.plan_known(views, earlier, row, worker, doubts),
        }
    }

    fn plan_known(
        &self,
        views: &Views,
        earlier: &mut Earlier,
        row: &Row,
        worker: Uuid,
        doubts: &mut Vec<Note>,
    ) -> Result<Verdict, AppError> {
        let record = known::OnRecord {
            views,
            papers: &|position| self.registry.sealed_at(position),
        };
        let standing = known::standing(
            &record,
            self.by,
            self.today,
            row,
            worker,
            &earlier.used_cases,
            doubts,
        );
        match standing {
            Standing::Unchanged => Ok(Verdict::Unchanged),
            Standing::Rejected(note, case) => Ok(Verdict::Rejected(note, case)),
            Standing::Open {
                case,
                has_contract,
                signed,
            } => {
                earlier.used_cases.insert(case);
                let existing = views
                    .case(case)
                    .map(hanhtrinh_views::CaseRow::events)
                    .unwrap_or_default();
                let target = Target::Open {
                    case,
                    existing: &existing,
                    has_contract,
                    signed,
                };
                self.record(Kind::OpenCase, row, worker, &target)
            }
            Standing::NeedsCase { number_missing } => {
                let version = views
                    .worker(worker)
                    .map_or(0, hanhtrinh_views::WorkerRow::version);
                let number = row.id.filter(|_| number_missing);
                let target = Target::NewCase {
                    reads: Some((version, number)),
                };
                self.record(Kind::NewCase, row, worker, &target)
            }
        }
    }

    /// The command that records a row.
    fn record(&self, kind: Kind, row: &Row, worker: Uuid, target: &Target<'_>) -> Result<Verdict, AppError> {
        let caller = self.by.caller();
        let mut plan = Plan {
            subject: Some(worker),
            records: Vec::with_capacity(6),
            ..Plan::default()
        };
        match target {
            Target::NewPerson => {
                let person = NewPerson {
                    name: row.name.clone(),
                    birth: row.birth,
                    sex: row.sex,
                    number: row.id,
                    commune: row.commune,
                    former: None,
                    entry: Entry::Legacy,
                };
                let ids = [
                    self.registry.new_id(),
                    self.registry.new_id(),
                    self.registry.new_id(),
                ];
                for event in person.events(worker, &ids, PartialDate::Day(row.on), "") {
                    plan.records.push(event.source(source(row)).draft(caller)?);
                }
                plan.reads.push((worker_stream(worker), 0));
            }
            Target::NewCase {
                reads: Some((version, number)),
            } => {
                if let Some(number) = number {
                    plan.records.push(self.document(row, worker, *number)?);
                }
                plan.reads.push((worker_stream(worker), *version));
            }
            Target::NewCase { reads: None } | Target::Open { .. } => {}
        }
        let (case, existing, has_contract, signed) = match target {
            Target::Open {
                case,
                existing,
                has_contract,
                signed,
            } => (*case, *existing, *has_contract, *signed),
            // Stock is taken over with the contract its list tells of; how it was signed is not asked any more.
            Target::NewPerson | Target::NewCase { .. } => (self.registry.new_id(), &[][..], false, true),
        };
        plan.reads.push((case_stream(case), existing.len() as u64));
        for event in self.case_events(row, worker, case, existing.is_empty(), has_contract, signed) {
            // The same rules as for everybody; the first event of a new case stands before the others.
            let before = if existing.is_empty() && !matches!(event.event, CaseEvent::CaseOpened(_)) {
                &opened(&event, row, worker)[..]
            } else {
                existing
            };
            record_fact(before, &event.event, event.on, None, self.today)?;
            plan.records.push(event.source(source(row)).draft(caller)?);
        }
        let content = row.content();
        let fingerprint = self.registry.log().fingerprint(&content);
        Ok(Verdict::Record(
            kind,
            Box::new(plan.commit(caller, command_of(&fingerprint), fingerprint)),
        ))
    }

    fn case_events(
        &self,
        row: &Row,
        worker: Uuid,
        case: Uuid,
        opens: bool,
        has_contract: bool,
        signed: bool,
    ) -> Vec<NewEvent<CaseEvent>> {
        let stream = || case_stream(case);
        let on = PartialDate::Day(row.on);
        // What a list says of the contract happened before the departure, whatever its term.
        let before = PartialDate::Day(row.term.map_or(row.on, |(start, _)| start.min(row.on)));
        let mut events = Vec::with_capacity(3);
        if opens {
            events.push(NewEvent::new(
                self.registry.new_id(),
                stream(),
                before,
                case_opened(row, worker),
            ));
        }
        let number = row.contract.as_deref().unwrap_or_default();
        if !signed && let Some(event) = sending(row) {
            events.push(
                NewEvent::new(self.registry.new_id(), stream(), before, event).paper(worker, number, ""),
            );
        }
        let contract = if has_contract {
            None
        } else {
            employment(row).or_else(|| sending(row).filter(|_| signed))
        };
        let departure = DepartureRecorded {
            market: row.market,
            evidence: Evidence::EnterpriseList,
            age: age_on(row.birth, row.on),
        };
        let departure = NewEvent::<CaseEvent>::new(self.registry.new_id(), stream(), on, departure);
        match contract {
            Some(event) => {
                let event = NewEvent::new(self.registry.new_id(), stream(), before, event);
                events.push(event.paper(worker, number, ""));
                events.push(departure);
            }
            // A number without a contract to go with stays beside the departure.
            None => events.push(departure.paper(worker, number, "")),
        }
        events
    }

    fn document(&self, row: &Row, worker: Uuid, number: IdNumber) -> Result<Draft, AppError> {
        let kind = match number {
            IdNumber::Personal(_) => DocumentKind::IdentityCard,
            IdNumber::Legacy(_) => DocumentKind::OldIdentityCard,
        };
        let event = IdentityDocumentRecorded {
            kind,
            issued_on: None,
            expires_on: None,
        };
        let private = Private::Document {
            number: number.as_str().to_owned(),
            issued_by: None,
        };
        let on = PartialDate::Day(row.on);
        NewEvent::<WorkerEvent>::new(self.registry.new_id(), worker_stream(worker), on, event)
            .sealed(worker, private)
            .source(source(row))
            .draft(self.by.caller())
    }
}

enum Target<'a> {
    NewPerson,
    /// For somebody on record: the version of the worker's stream, and a number that was missing there.
    NewCase {
        reads: Option<(u64, Option<IdNumber>)>,
    },
    Open {
        case: Uuid,
        existing: &'a [Recorded<CaseEvent>],
        has_contract: bool,
        signed: bool,
    },
}

fn case_opened(row: &Row, worker: Uuid) -> CaseOpened {
    CaseOpened {
        worker,
        form: row.form,
        market: row.market,
        programme: None,
        enterprise: row.enterprise,
        entry: Entry::Legacy,
    }
}

/// The labour contract a row tells of, where it names the sector.
fn employment(row: &Row) -> Option<CaseEvent> {
    let ((start, end), sector) = row.term.zip(row.sector)?;
    Some(
        EmploymentContractRecorded {
            employer: None,
            sector,
            start,
            end,
            wage: None,
            occupation: None,
        }
        .into(),
    )
}

/// The contract with the enterprise, where the form has one.
fn sending(row: &Row) -> Option<CaseEvent> {
    let ((start, end), enterprise) = row.term.zip(row.enterprise)?;
    matches!(
        row.form,
        LegalForm::ServiceEnterprise | LegalForm::SkillsInternship
    )
    .then(|| {
        SendingContractSigned {
            enterprise,
            term_months: months(start, end),
            service_fee: None,
            order: None,
        }
        .into()
    })
}

/// Whole months of a term, rounded up: a contract to the eve of the same day is of whole months.
fn months(start: Date, end: Date) -> u16 {
    let whole = (i32::from(end.year()) - i32::from(start.year())) * 12 + i32::from(end.month())
        - i32::from(start.month());
    let more = i32::from(end.day() >= start.day());
    u16::try_from((whole + more).max(1)).unwrap_or(u16::MAX)
}

/// The opening of the case an event stands in, as far as the checks need it.
fn opened(event: &NewEvent<CaseEvent>, row: &Row, worker: Uuid) -> [Recorded<CaseEvent>; 1] {
    [Recorded {
        id: event.id,
        position: 0,
        on: event.on,
        at: jiff::Timestamp::UNIX_EPOCH,
        amends: None,
        event: case_opened(row, worker).into(),
    }]
}

fn source(row: &Row) -> Option<Source> {
    let authority = row.enterprise.map(|code| code.as_str().to_owned());
    Some(Source {
        kind: SOURCE.to_owned(),
        authority,
        date: None,
    })
}

fn reject(column: Option<Column>, trouble: Trouble) -> Verdict {
    Verdict::Rejected(Note { column, trouble }, None)
}
