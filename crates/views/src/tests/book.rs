//! A log in memory for tests: what is recorded when, with shorthand for the usual events.

use std::sync::{Arc, LazyLock};

use hanhtrinh_domain::case::*;
use hanhtrinh_domain::code::{Code, Market};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::{Private, StreamEvent};
use hanhtrinh_domain::identity::{IdNumber, PersonName, Sex};
use hanhtrinh_domain::indicator::By;
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::plan::{Denominator, Measure, PlanEvent, PlanTargetSet};
use hanhtrinh_domain::registry::PackKind;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::worker::*;
use hanhtrinh_record::leaf::{AmendKind, Amends, Channel, ENVELOPE, Leaf, SealedRef, StreamId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::{PackTexts, Packs, ReportQuery, Sealed, SealedParts, Snapshot, SnapshotError, StockQuery, Views};

/// The packs as they ship.
pub fn texts() -> PackTexts<'static> {
    PackTexts {
        rules: include_str!("../../../../data/rules/vn-1.json"),
        units_before: include_str!("../../../../data/admin-units/units-until-2025-06-30.csv"),
        units_after: include_str!("../../../../data/admin-units/units-from-2025-07-01.csv"),
        successions: include_str!("../../../../data/admin-units/successions-2025-07-01.csv"),
        holidays: include_str!("../../../../data/holidays/public-holidays-2018-2027.csv"),
        markets: include_str!("../../../../data/catalogue/markets.json"),
        sectors: include_str!("../../../../data/catalogue/sectors.json"),
        legal_forms: include_str!("../../../../data/catalogue/legal_forms.json"),
    }
}

static PACKS: LazyLock<Arc<Packs>> = LazyLock::new(|| {
    let hashes = vec![(PackKind::Units, Code::parse("0123456789abcdef01234567").unwrap())];
    Arc::new(Packs::read(&texts(), hashes).unwrap())
});

/// Commune of 2024 that went whole into `14797@2025`.
pub const WHOLE: &str = "14764@2024";
/// Its successor, made of several communes.
pub const NEW: &str = "14797@2025";
/// Commune of 2024 that was divided between `14758@2025` and `14797@2025`.
pub const SPLIT: &str = "14758@2024";
/// Commune of former Hoà Bình, which went whole into `04795@2025` of Phú Thọ.
pub const ELSEWHERE: &str = "04798@2024";

/// What is sealed beside one leaf, as a start reads it.
pub fn sealed_of(position: usize, leaf: &Leaf, private: &[Sealed]) -> SealedParts {
    let subjects = leaf.sealed.iter().map(|sealed| sealed.subject);
    let mut parts = SealedParts::default();
    parts.push(
        position as u64,
        leaf.stream.as_str(),
        subjects.zip(private.iter().cloned()),
    );
    parts
}

pub fn unit(text: &str) -> UnitRef {
    UnitRef::parse(text).unwrap()
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn market(text: &str) -> Market {
    Market::parse(text).unwrap()
}

pub fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

pub fn empty() -> Views {
    Views::new(PACKS.clone(), unit("38@2025"))
}

/// The log that all snapshots of tests are of.
pub const LOG: Uuid = Uuid::from_u128(0x10c);
/// Its root, whatever its size.
pub const ROOT: [u8; 32] = [7; 32];

pub fn snapshot_of(views: &Views) -> Vec<u8> {
    let mut bytes = Vec::new();
    let written: Result<(), std::convert::Infallible> = views.write_snapshot(LOG, ROOT, |piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    });
    written.unwrap();
    bytes
}

pub fn restored(bytes: &[u8]) -> Result<Views, SnapshotError> {
    Snapshot::read(bytes)?.views(LOG, PACKS.clone(), unit("38@2025"))
}

pub struct Book {
    pub views: Views,
    pub log: Vec<(Leaf, Vec<Sealed>)>,
    at: Timestamp,
    ids: u128,
}

impl Book {
    pub fn new(first: &str) -> Self {
        Self {
            views: empty(),
            log: Vec::new(),
            at: noon(first),
            ids: 1,
        }
    }

    /// From now on things are recorded on this day.
    pub fn today(&mut self, on: &str) {
        assert!(noon(on) >= self.at);
        self.at = noon(on);
    }

    pub fn id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(self.ids)
    }

    pub fn event<E: StreamEvent>(&mut self, key: &str, on: &str, event: &E) -> Uuid {
        self.full(key, on, event, None, &[])
    }

    pub fn amend<E: StreamEvent>(
        &mut self,
        key: &str,
        on: &str,
        event: &E,
        of: Uuid,
        kind: AmendKind,
    ) -> Uuid {
        self.full(key, on, event, Some(Amends { event: of, kind }), &[])
    }

    pub fn full<E: StreamEvent>(
        &mut self,
        key: &str,
        on: &str,
        event: &E,
        amends: Option<Amends>,
        private: &[(Uuid, Private)],
    ) -> Uuid {
        let id = self.id();
        let leaf = Leaf {
            v: ENVELOPE,
            id,
            stream: StreamId::new(E::STREAM, key),
            n: 1,
            kind: event.info().name.to_owned(),
            schema: event.info().schema,
            on: on.to_owned(),
            at: self.at,
            by: "a".into(),
            role: "province_officer".into(),
            org: None,
            channel: Channel::Web,
            acting: None,
            cmd: id,
            cause: None,
            source: None,
            basis: None,
            external: None,
            amends,
            facts: RawValue::from_string(event.facts()).unwrap(),
            sealed: private
                .iter()
                .map(|(subject, _)| SealedRef {
                    subject: *subject,
                    key: String::new(),
                    sha256: String::new(),
                    bytes: 0,
                })
                .collect(),
        };
        self.push(
            leaf,
            private
                .iter()
                .map(|(_, private)| Sealed::Open(private.clone()))
                .collect(),
        );
        id
    }

    pub fn push(&mut self, leaf: Leaf, private: Vec<Sealed>) {
        self.views.apply(self.log.len() as u64, &leaf, &private);
        self.log.push((leaf, private));
    }

    /// Views of the first leaves only, fed from nothing.
    pub fn replay(&self, size: usize) -> Views {
        let mut views = empty();
        for (position, (leaf, private)) in self.log[..size].iter().enumerate() {
            views.apply(position as u64, leaf, private);
        }
        views
    }

    /// Views that began with a snapshot of the first leaves, followed the facts of the others, and learnt last who the
    /// people are, as a server starts.
    pub fn replay_in_two_steps(&self, snapshot_at: usize) -> Views {
        let bytes = snapshot_of(&self.replay(snapshot_at));
        let mut views = restored(&bytes).unwrap();
        assert!(!views.is_opened());
        for (position, (leaf, private)) in self.log.iter().enumerate().skip(snapshot_at) {
            views.apply(position as u64, leaf, private);
        }
        // Some are identified before all leaves were read again, as when a leaf comes in meanwhile.
        for (position, (leaf, private)) in self.log.iter().enumerate() {
            if position == self.log.len() / 2 {
                views.identify(2);
            }
            views.open(&sealed_of(position, leaf, private));
        }
        while views.identify(1) {}
        views.finish_opening();
        views
    }

    pub fn person(&mut self, name: &str, birth: &str, number: &str, on: &str) -> Uuid {
        let id = self.id();
        self.register(id, name, birth, number, on);
        id
    }

    pub fn register(&mut self, id: Uuid, name: &str, birth: &str, number: &str, on: &str) -> Uuid {
        let event: WorkerEvent = registered().into();
        let identity = identity(name, birth, number);
        self.full(&id.to_string(), on, &event, None, &[(id, identity)])
    }

    pub fn lives(&mut self, worker: Uuid, on: &str, commune: &str, former: Option<&str>) -> Uuid {
        self.event(&worker.to_string(), on, &residence(commune, former))
    }

    /// A registered person who lives somewhere, with a case; both recorded on the same day.
    pub fn case(&mut self, on: &str, commune: &str, to: &str) -> (Uuid, Uuid) {
        let worker = self.person("Lê Văn An", "1990-01-01", "", on);
        self.lives(worker, on, commune, None);
        let case = self.open(worker, on, to);
        (worker, case)
    }

    pub fn open(&mut self, worker: Uuid, on: &str, to: &str) -> Uuid {
        let case = self.id();
        self.event(
            &case.to_string(),
            on,
            &opened(worker, LegalForm::ServiceEnterprise, to),
        );
        case
    }

    pub fn departs(&mut self, case: Uuid, on: &str, to: &str) -> Uuid {
        self.event(&case.to_string(), on, &departure(to))
    }

    pub fn plan(&mut self, of: &str, year: i16, target: u32) -> Uuid {
        let unit = unit(of);
        let event: PlanEvent = PlanTargetSet {
            unit,
            year,
            measure: Measure::Departures,
            low: target,
            high: target,
            denominator: Denominator::Low,
            decision: None,
        }
        .into();
        self.event(&format!("{unit}-{year}-departures"), "2024-01-01", &event)
    }

    pub fn query(&self, of: &str, period: &str, by: Option<By>) -> ReportQuery {
        ReportQuery {
            unit_text: of.to_owned(),
            unit: unit(of),
            period: Period::parse(period).unwrap(),
            as_of: day("2030-01-01"),
            position: self.views.size(),
            by,
            scope_enterprise: None,
        }
    }

    pub fn stock_query(&self, of: &str, on: &str, by: Option<By>) -> StockQuery {
        StockQuery {
            unit_text: of.to_owned(),
            unit: unit(of),
            on: day(on),
            as_of: day("2030-01-01"),
            position: self.views.size(),
            by,
            scope_enterprise: None,
        }
    }
}

fn noon(on: &str) -> Timestamp {
    format!("{on}T05:00:00Z").parse().unwrap()
}

pub fn registered() -> WorkerRegistered {
    WorkerRegistered {
        sex: Sex::Female,
        nationality: market("VN"),
        entry: Entry::Registered,
        age: None,
    }
}

pub fn identity(name: &str, birth: &str, number: &str) -> Private {
    Private::Identity {
        full_name: PersonName::parse(name).unwrap(),
        birth_date: PartialDate::parse(birth).unwrap(),
        personal_id: IdNumber::parse(number).ok(),
    }
}

pub fn residence(commune: &str, former: Option<&str>) -> WorkerEvent {
    ResidenceRecorded {
        kind: ResidenceKind::Permanent,
        unit: unit(commune),
        former: former.map(unit),
    }
    .into()
}

pub fn opened(worker: Uuid, form: LegalForm, to: &str) -> CaseEvent {
    let enterprise = (form == LegalForm::ServiceEnterprise).then(|| code("0101234567"));
    CaseOpened {
        worker,
        form,
        market: market(to),
        programme: None,
        enterprise,
        entry: Entry::Registered,
    }
    .into()
}

pub fn departure(to: &str) -> CaseEvent {
    DepartureRecorded {
        market: market(to),
        evidence: Evidence::Stamp,
        age: Some(30),
    }
    .into()
}

pub fn contract(start: &str, end: &str) -> CaseEvent {
    EmploymentContractRecorded {
        employer: None,
        sector: code("mechanics"),
        start: day(start),
        end: day(end),
        wage: None,
        occupation: None,
    }
    .into()
}

pub fn returns() -> CaseEvent {
    ReturnRecorded {
        cause: EndCause::OnTime,
        evidence: Evidence::Family,
    }
    .into()
}
