//! Commands on workers: register, record.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::cases::RecordFact;
use hanhtrinh_api::people::Register;
use hanhtrinh_domain::care::CareKind;
use hanhtrinh_domain::case::record::{EARLIEST_YEAR, FactRefusal, check_amendment};
use hanhtrinh_domain::code::{Code, Market};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::{Nature, Private, StreamEvent};
use hanhtrinh_domain::identity::{BirthDate, IdNumber, Passport, PersonName, Phone, Sex, age_on};
use hanhtrinh_domain::worker::{
    CheckMethod, ContactRecorded, DocumentKind, Entry, IdentityChecked, IdentityDocumentRecorded,
    ResidenceKind, ResidenceRecorded, WorkerEvent, WorkerRegistered,
};
use hanhtrinh_views::Views;
use uuid::Uuid;

use super::amend::draft;
use super::caller::Recorder;
use super::commit::{NewEvent, Plan, read_version, worker_stream};
use super::error::AppError;
use super::fields::Fields;
use super::{Command, Registry};

/// A person as parsed from a registration: everything that is sealed or recorded at the beginning.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Full name.
    pub name: PersonName,
    /// Birth date.
    pub birth: PartialDate,
    /// Sex.
    pub sex: Sex,
    /// Identity number.
    pub number: Option<IdNumber>,
    /// Residence.
    pub commune: hanhtrinh_domain::unit::UnitRef,
    /// Residence before the reorganisation.
    pub former: Option<hanhtrinh_domain::unit::UnitRef>,
    /// How the person came in.
    pub entry: Entry,
}

impl Registry {
    /// Registers a person with residence, contact and documents.
    pub async fn register(
        &self,
        by: &Recorder,
        command: Command,
        request: &Register,
    ) -> Result<Receipt, AppError> {
        let worker = self.new_id();
        let ids: Vec<Uuid> = (0..6).map(|_| self.new_id()).collect();
        let today = self.today();
        self.execute(by.caller(), &command, |views| {
            let mut fields = Fields::new(command.lang, today);
            let name = fields.read("full_name", &request.full_name, PersonName::parse);
            let birth = fields.read("birth_date", &request.birth_date, |text| {
                BirthDate::parse(text)?.not_after(today).map(BirthDate::get)
            });
            let sex = fields.read("sex", &request.sex, Sex::parse);
            let number = fields.optional("personal_id", &request.personal_id, IdNumber::parse);
            let phone = fields.optional("phone", &request.phone, Phone::parse);
            let passport = fields.optional("passport", &request.passport, Passport::parse);
            let commune = fields.commune("commune", &request.commune, views);
            let former = fields.optional_commune("former_commune", &request.former_commune, views);
            let on = fields.day_or_today("on", &request.on);
            fields.text("address", &request.address, 500);
            fields.text("next_of_kin", &request.next_of_kin, 500);
            fields.finish()?;
            let (Some(name), Some(birth), Some(sex), Some(commune), Some(on)) =
                (name, birth, sex, commune, on)
            else {
                return Err(AppError::NotFound);
            };
            let person = NewPerson {
                name,
                birth,
                sex,
                number,
                commune,
                former,
                entry: Entry::Registered,
            };
            let warnings = person.warnings();
            let known = number.is_some_and(|number| !views.by_personal_id(number.as_str()).is_empty());
            let mut events = person.events(worker, &ids, on, &request.address);
            if let Some(passport) = passport {
                let event = IdentityDocumentRecorded {
                    kind: DocumentKind::Passport,
                    issued_on: None,
                    expires_on: None,
                };
                let private = Private::Document {
                    number: passport.as_str().to_owned(),
                    issued_by: None,
                };
                events.push(NewEvent::new(ids[4], worker_stream(worker), on, event).sealed(worker, private));
            }
            let kin = request.next_of_kin.trim();
            if phone.is_some() || !kin.is_empty() {
                let next_of_kin = (!kin.is_empty()).then(|| hanhtrinh_domain::text::nfc(kin));
                let event = ContactRecorded {
                    phone: phone.is_some(),
                };
                events.push(
                    NewEvent::new(ids[5], worker_stream(worker), on, event)
                        .sealed(worker, Private::Contact { phone, next_of_kin }),
                );
            }
            let records = events
                .iter()
                .map(|event| event.draft(by.caller()))
                .collect::<Result<_, _>>()?;
            let mut codes: Vec<String> = warnings.iter().map(|code| code.as_str().to_owned()).collect();
            if known {
                codes.push("identity.conflict".to_owned());
            }
            Ok(Plan {
                subject: Some(worker),
                records,
                reads: vec![(worker_stream(worker), 0)],
                warnings: codes,
                ..Plan::default()
            })
        })
        .await
    }

    /// Records a fact about a worker, or amends an event of it.
    pub async fn record_worker_fact(
        &self,
        by: &Recorder,
        command: Command,
        worker: Uuid,
        fact: &RecordFact,
    ) -> Result<Receipt, AppError> {
        let event_id = self.new_id();
        let today = self.today();
        self.execute(by.caller(), &command, |views| {
            if !by.scope.covers_worker(views, worker) {
                return Err(AppError::NotFound);
            }
            let row = views.worker(worker).ok_or(AppError::NotFound)?;
            let event =
                WorkerEvent::decode(&fact.kind, &fact.facts.to_string()).map_err(AppError::Malformed)?;
            let mut fields = Fields::new(command.lang, today);
            let on = fields.partial_date("on", &fact.on);
            fields.private(fact.private.as_ref());
            fields.source(fact.source.as_ref());
            if let WorkerEvent::ResidenceRecorded(residence) = &event
                && views.units().get(residence.unit).is_none()
            {
                fields.unknown("unit");
            }
            check_standing(views, by, &event, &mut fields)?;
            // A recruiter is not shown what others recorded about a person, so it is not there to be amended.
            if let (Some(own), Some(amend)) = (by.enterprise(), fact.amends)
                && !self.is_recorded_for(&row.events(), amend, own.as_str())?
            {
                return Err(FactRefusal::UnknownEvent.into());
            }
            let carried = self.carried(&row.events(), fact, &mut fields)?;
            fields.finish()?;
            let Some(on) = on else {
                return Err(AppError::NotFound);
            };
            if on.first() > today {
                return Err(FactRefusal::Future { on }.into());
            }
            if on.first().year() < EARLIEST_YEAR {
                return Err(FactRefusal::TooEarly { on }.into());
            }
            if event.info().nature == Nature::Decision {
                return Err(FactRefusal::Decision(event.info().name).into());
            }
            match fact.amends {
                Some(amend) => check_amendment(&row.events(), &event, amend)?,
                None if matches!(event, WorkerEvent::WorkerRegistered(_)) => {
                    return Err(FactRefusal::Beginning.into());
                }
                None => {}
            }
            let new = NewEvent::<WorkerEvent>::new(event_id, worker_stream(worker), on, event);
            Ok(Plan {
                subject: Some(worker),
                records: vec![draft(new, fact, worker, carried, by.caller())?],
                reads: vec![read_version(views, worker_stream(worker), row.version())],
                ..Plan::default()
            })
        })
        .await
    }
}

/// What a person holds beside the placement: groups and requests are for offices to record, spans do not end before they
/// begin, and a household is one that is known.
fn check_standing(
    views: &Views,
    by: &Recorder,
    event: &WorkerEvent,
    fields: &mut Fields,
) -> Result<(), AppError> {
    let of_an_office = matches!(
        event,
        WorkerEvent::HouseholdLinked(_)
            | WorkerEvent::PolicyGroupDetermined(_)
            | WorkerEvent::SubjectRequestLogged(_)
    );
    if of_an_office && by.enterprise().is_some() {
        return Err(AppError::Forbidden(super::caller::Forbidden));
    }
    match event {
        WorkerEvent::PolicyGroupDetermined(group)
            if group.valid_to.is_some_and(|to| to < group.valid_from) =>
        {
            Err(FactRefusal::Reversed("valid_to").into())
        }
        WorkerEvent::HouseholdLinked(linked)
            if views.care(CareKind::Household, linked.household).is_none() =>
        {
            fields.unknown("household");
            Ok(())
        }
        _ => Ok(()),
    }
}

impl NewPerson {
    /// Codes of what in the number does not fit.
    pub fn warnings(&self) -> Vec<Code> {
        self.number
            .map(|number| number.warnings(self.birth, self.sex))
            .unwrap_or_default()
            .into_iter()
            .filter_map(|warning| Code::parse(warning.code()).ok())
            .collect()
    }

    /// The events that bring a person into the registry: registration, residence and the check of the number. `ids`
    /// holds at least three.
    pub fn events(
        &self,
        worker: Uuid,
        ids: &[Uuid],
        on: PartialDate,
        address: &str,
    ) -> Vec<NewEvent<WorkerEvent>> {
        let stream = worker_stream(worker);
        let registered = WorkerRegistered {
            sex: self.sex,
            nationality: Market::parse("VN").unwrap_or_else(|_| unreachable!("VN is a market code")),
            entry: self.entry,
            age: age_on(self.birth, on.first()),
        };
        let identity = Private::Identity {
            full_name: self.name.clone(),
            birth_date: self.birth,
            personal_id: self.number,
        };
        let residence = ResidenceRecorded {
            kind: ResidenceKind::Permanent,
            unit: self.commune,
            former: self.former,
        };
        let mut residence = NewEvent::new(ids[1], stream.clone(), on, residence);
        if !address.trim().is_empty() {
            let text = hanhtrinh_domain::text::nfc(address.trim());
            residence = residence.sealed(worker, Private::Address { text });
        }
        let mut events = vec![
            NewEvent::new(ids[0], stream.clone(), on, registered).sealed(worker, identity),
            residence,
        ];
        if self.number.is_some() {
            let mismatches = self.warnings();
            let checked = IdentityChecked {
                method: CheckMethod::CrossField,
                passed: mismatches.is_empty(),
                mismatches,
            };
            events.push(NewEvent::new(ids[2], stream, on, checked));
        }
        events
    }
}
