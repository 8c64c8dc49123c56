//! Writing it: every person takes the same steps, each cohort a step behind the one before.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::case::*;
use hanhtrinh_domain::code::{Code, LegalName, Market};
use hanhtrinh_domain::date::{PartialDate, day_in_vietnam};
use hanhtrinh_domain::event::{Private, StreamEvent};
use hanhtrinh_domain::identity::{IdNumber, PersonName, Phone, Sex};
use hanhtrinh_domain::unit::{UnitCode, UnitRef};
use hanhtrinh_domain::worker::*;
use hanhtrinh_log::{Commit, Log};
use hanhtrinh_record::Channel;
use hanhtrinh_server::app::commit::{NewEvent, case_stream, worker_stream};
use hanhtrinh_server::app::{Caller, Host, NewRegistry, Registry};
use jiff::Timestamp;
use uuid::Uuid;

/// Commands of a person, one after another.
const STEPS: u64 = 17;
/// People who take the same step at the same time.
const COHORT: u64 = 500;

const SECTORS: [&str; 4] = ["mechanics", "agriculture", "care", "construction"];
const FAMILY: [&str; 16] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
    "Dương", "Lý",
];
const MIDDLE: [&str; 20] = [
    "Văn", "Thị", "Đức", "Ngọc", "Minh", "Quang", "Thanh", "Hữu", "Xuân", "Thu", "Kim", "Công", "Bá", "Đình",
    "Gia", "Hải", "Khánh", "Mai", "Như", "Tuấn",
];
const GIVEN: [&str; 40] = [
    "An", "Ánh", "Bình", "Châu", "Chi", "Cường", "Dũng", "Duyên", "Đạt", "Giang", "Hà", "Hải", "Hạnh",
    "Hiếu", "Hoà", "Hùng", "Hương", "Khoa", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Nhung", "Oanh",
    "Phúc", "Quân", "Quỳnh", "Sơn", "Tâm", "Thảo", "Thuỷ", "Tiến", "Trang", "Trung", "Tú", "Uyên", "Vinh",
    "Yến",
];

/// Writes the registry in the order of time: each cohort is a step behind the one before.
pub fn make(dir: &Path, people: u64) -> anyhow::Result<()> {
    let now = Arc::new(AtomicI64::new(1_640_995_200_000));
    let clock = now.clone();
    let host = Host {
        clock: Arc::new(move || {
            Timestamp::from_millisecond(clock.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH)
        }),
        ids: Arc::new(Uuid::now_v7),
    };
    let new = NewRegistry {
        province: UnitCode::parse("38")?,
        demo: true,
        name: "large.hanhtrinh.example".to_owned(),
    };
    let registry = Registry::create(dir, &new, host)?;
    let province = registry.info().province;
    let communes: Vec<UnitRef> = registry.packs().units.communes_of(province).into_iter().collect();
    let writer = Writer {
        registry: &registry,
        communes,
        caller: Caller {
            account: "large".to_owned(),
            user: "large".to_owned(),
            role: Role::ProvinceOfficer,
            unit: province,
            enterprise: None,
            channel: Channel::Interface,
        },
    };
    let cohorts = people.div_ceil(COHORT);
    let began = Instant::now();
    for time in 0..cohorts + STEPS {
        let mut commits = Vec::new();
        for cohort in (time + 1).saturating_sub(STEPS)..=time.min(cohorts - 1) {
            for person in cohort * COHORT..((cohort + 1) * COHORT).min(people) {
                commits.push(writer.step(person, time - cohort)?);
            }
        }
        for done in registry.commit_many(commits) {
            done?;
        }
        // Four years, whatever the number of people.
        now.fetch_add(4 * 365 * 86_400_000 / (cohorts + STEPS) as i64, Ordering::Relaxed);
        if time % 20 == 0 {
            let size = registry.log().head().size;
            eprintln!(
                "{size} events, {:.0} a second",
                size as f64 / began.elapsed().as_secs_f64()
            );
        }
    }
    println!("{} events of {people} people", registry.log().head().size);
    registry.log().close()?;
    Ok(())
}

struct Writer<'a> {
    registry: &'a Registry,
    communes: Vec<UnitRef>,
    caller: Caller,
}

/// A number that looks random and follows from others.
fn mix(person: u64, salt: u64) -> u64 {
    let mut value = person.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ salt.wrapping_mul(0xd1b5_4a32_d192_ed03);
    value ^= value >> 29;
    value = value.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value ^ value >> 32
}

fn pick<T>(list: &[T], person: u64, salt: u64) -> &T {
    &list[(mix(person, salt) % list.len() as u64) as usize]
}

impl Writer<'_> {
    fn id(person: u64, salt: u64) -> Uuid {
        let low = u128::from(mix(person, salt ^ 0x55)) << 64 | u128::from(person << 8 | salt);
        uuid::Builder::from_random_bytes(low.to_le_bytes()).into_uuid()
    }

    fn event<E: StreamEvent>(
        &self,
        person: u64,
        event: impl Into<E>,
        private: Option<Private>,
    ) -> NewEvent<E> {
        let worker = Self::id(person, 1);
        let stream = match E::STREAM {
            "worker" => worker_stream(worker),
            _ => case_stream(Self::id(person, 2)),
        };
        let on = PartialDate::Day(day_in_vietnam(self.registry.now()));
        let new = NewEvent::new(self.registry.new_id(), stream, on, event);
        match private {
            Some(private) => new.sealed(worker, private),
            None => new,
        }
    }

    fn step(&self, person: u64, step: u64) -> anyhow::Result<Commit> {
        let mut records = Vec::new();
        if step == 0 {
            for new in self.arrives(person)? {
                records.push(new.draft(&self.caller)?);
            }
        } else if step == STEPS - 1 {
            let contact = Private::Contact {
                phone: Phone::parse(&format!("09{:08}", mix(person, 30) % 100_000_000)).ok(),
                next_of_kin: None,
            };
            let event: NewEvent<WorkerEvent> =
                self.event(person, ContactRecorded { phone: true }, Some(contact));
            records.push(event.draft(&self.caller)?);
        } else {
            let (event, paper) = self.goes(person, step)?;
            let paper = paper.then(|| Private::Paper {
                number: Some(format!("{:05}/2024-HD", mix(person, step) % 100_000)),
                note: None,
            });
            records.push(
                self.event::<CaseEvent>(person, event, paper)
                    .draft(&self.caller)?,
            );
        }
        let command = self.registry.new_id();
        Ok(Commit {
            actor: self.caller.account.clone(),
            command,
            fingerprint: self.registry.log().fingerprint(command.as_bytes()),
            reads: Vec::new(),
            reserve: Vec::new(),
            release: Vec::new(),
            records,
        })
    }

    fn arrives(&self, person: u64) -> anyhow::Result<[NewEvent<WorkerEvent>; 4]> {
        let name = format!(
            "{} {} {} {}",
            pick(&FAMILY, person, 10),
            pick(&MIDDLE, person, 11),
            pick(&MIDDLE, person, 12),
            pick(&GIVEN, person, 13)
        );
        let woman = mix(person, 14) % 2 == 1;
        let year = 80 + mix(person, 15) % 20;
        let identity = Private::Identity {
            full_name: PersonName::parse(&name)?,
            birth_date: PartialDate::parse(&format!(
                "19{year}-{:02}-{:02}",
                1 + mix(person, 16) % 12,
                1 + mix(person, 17) % 28
            ))?,
            personal_id: IdNumber::parse(&format!("038{}{year}{:06}", u8::from(woman), person % 1_000_000))
                .ok(),
        };
        let registered = WorkerRegistered {
            sex: if woman { Sex::Female } else { Sex::Male },
            nationality: Market::parse("VN")?,
            entry: Entry::Registered,
            age: Some(25),
        };
        let passport = IdentityDocumentRecorded {
            kind: DocumentKind::Passport,
            issued_on: Some(day_in_vietnam(self.registry.now())),
            expires_on: None,
        };
        let number = Private::Document {
            number: format!("C{:07}", person % 10_000_000),
            issued_by: None,
        };
        let residence = ResidenceRecorded {
            kind: ResidenceKind::Permanent,
            unit: *pick(&self.communes, person, 18),
            former: None,
        };
        let address = Private::Address {
            text: format!(
                "Thôn {}, số nhà {}",
                1 + mix(person, 19) % 12,
                mix(person, 20) % 400
            ),
        };
        let contact = Private::Contact {
            phone: Phone::parse(&format!("03{:08}", mix(person, 21) % 100_000_000)).ok(),
            next_of_kin: Some(format!(
                "{} {}, bố",
                pick(&FAMILY, person, 10),
                pick(&GIVEN, person, 22)
            )),
        };
        Ok([
            self.event(person, registered, Some(identity)),
            self.event(person, passport, Some(number)),
            self.event(person, residence, Some(address)),
            self.event(person, ContactRecorded { phone: true }, Some(contact)),
        ])
    }

    /// The event of a step, and whether a paper lies beside it.
    fn goes(&self, person: u64, step: u64) -> anyhow::Result<(CaseEvent, bool)> {
        let to = *pick(&["JP", "TW", "KR", "DE", "AE"], person, 23);
        let today = day_in_vietnam(self.registry.now());
        let enterprise = Code::parse(&format!("01012{:05}", mix(person, 24) % 60))?;
        let end = today.checked_add(jiff::Span::new().years(3))?;
        let event: CaseEvent = match step {
            1 => CaseOpened {
                worker: Self::id(person, 1),
                form: LegalForm::ServiceEnterprise,
                market: Market::parse(to)?,
                programme: None,
                enterprise: Some(enterprise),
                entry: Entry::Registered,
            }
            .into(),
            2 => SelectionRecorded {
                outcome: SelectionOutcome::Passed,
                order: None,
                occupation: None,
            }
            .into(),
            3 => TrainingStarted {
                kind: TrainingKind::Language,
            }
            .into(),
            4 => TrainingCompleted {
                kind: TrainingKind::Orientation,
                hours: Some(76),
            }
            .into(),
            5 => HealthCheckRecorded { certificate: true }.into(),
            6 => SendingContractSigned {
                enterprise,
                term_months: 36,
                service_fee: Some(30_000_000),
                order: None,
            }
            .into(),
            7 => EmploymentContractRecorded {
                employer: LegalName::parse(&format!("Employer {} Co., Ltd", mix(person, 25) % 900)).ok(),
                sector: Code::parse(SECTORS[(mix(person, 26) % 4) as usize])?,
                occupation: None,
                start: today,
                end,
                wage: Some(Wage {
                    amount: 180_000,
                    currency: Code::parse("JPY")?,
                }),
            }
            .into(),
            8 => FundContributionPaid {
                payer: Payer::Worker,
                amount: 100_000,
            }
            .into(),
            9 => VisaIssued {
                class: Code::parse("E-9")?,
                valid_to: Some(end),
            }
            .into(),
            10 => DepartureScheduled { day: today }.into(),
            11 => DepartureRecorded {
                market: Market::parse(to)?,
                evidence: Evidence::Stamp,
                age: Some(26),
            }
            .into(),
            12 => DepartureVerified {
                by: Verifier::Commune,
            }
            .into(),
            13 => ArrivalConfirmed { by: Verifier::Family }.into(),
            14 => ContractExtended { end }.into(),
            _ => ReturnRecorded {
                cause: EndCause::OnTime,
                evidence: Evidence::Family,
            }
            .into(),
        };
        Ok((event, matches!(step, 4 | 6 | 7 | 9)))
    }
}
