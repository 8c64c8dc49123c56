//! Given what a case and the other streams say, when it is judged on a day, then so much is found.

mod money;
mod orders;
mod parties;

use std::sync::LazyLock;

use super::*;
use crate::case::{
    CaseEvent, CaseOpened, EmploymentContractRecorded, LegalForm, SelectionOutcome, SelectionRecorded,
    SendingContractSigned, VisaIssued, Wage,
};
use crate::code::{Code, LegalName, Market};
use crate::date::PartialDate;
use crate::enterprise::{
    Enterprise, EnterpriseEvent, LicenceLine, LicenceRecorded, LicenceStatus, LicenceStatusChanged,
};
use crate::event::{Effective, Recorded, StreamEvent, collect};
use crate::order::{Headcount, Order, OrderClosed, OrderEvent, OrderReason, RecruitmentOrderOpened};
use crate::programme::{
    LocalitySuspended, ProfitKind, Programme, ProgrammeDefined, ProgrammeEvent, SuspensionGround,
};
use crate::rules::{Grade, RuleId, RuleUnit, RuleValue, RuleVersion, Rules};
use crate::supply::{
    SourcePreparationApproved, SourcePreparationFiled, Supply, SupplyContractRecorded, SupplyEvent,
};
use crate::unit::UnitRef;
use crate::units::Units;
use crate::worker::Entry;
use jiff::civil::date;
use uuid::Uuid;

static RULES: LazyLock<Rules> =
    LazyLock::new(|| Rules::from_json(include_str!("../../../../../data/rules/vn-1.json")).unwrap());

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    Units::from_csv(
        include_str!("../../../../../data/admin-units/units-until-2025-06-30.csv"),
        include_str!("../../../../../data/admin-units/units-from-2025-07-01.csv"),
        include_str!("../../../../../data/admin-units/successions-2025-07-01.csv"),
    )
    .unwrap()
});

const SIGNED: Date = date(2025, 3, 10);
const TODAY: Date = date(2025, 6, 1);

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn market(text: &str) -> Market {
    Market::parse(text).unwrap()
}

fn effective<E: StreamEvent>(facts: Vec<(Date, E)>) -> Vec<Effective<E>> {
    let event = |(position, (on, event)): (usize, (Date, E))| Recorded {
        id: Uuid::from_u128(position as u128),
        position: position as u64,
        on: PartialDate::Day(on),
        at: "2030-01-01T00:00:00Z".parse().unwrap(),
        amends: None,
        event,
    };
    let recorded: Vec<_> = facts.into_iter().enumerate().map(event).collect();
    collect(&recorded)
}

fn opened() -> CaseEvent {
    CaseOpened {
        worker: Uuid::nil(),
        form: LegalForm::ServiceEnterprise,
        market: market("JP"),
        programme: Some(code("TM")),
        enterprise: Some(code("E1")),
        entry: Entry::Registered,
    }
    .into()
}

fn selected(order: &str) -> CaseEvent {
    SelectionRecorded {
        outcome: SelectionOutcome::Passed,
        order: Some(code(order)),
        occupation: None,
    }
    .into()
}

fn signed(fee: Option<u64>) -> CaseEvent {
    SendingContractSigned {
        enterprise: code("E1"),
        term_months: 24,
        service_fee: fee,
        order: Some(code("O1")),
    }
    .into()
}

fn employed(wage: u64, currency: &str, occupation: Option<&str>) -> CaseEvent {
    EmploymentContractRecorded {
        employer: None,
        sector: code("caregiving"),
        start: date(2025, 7, 1),
        end: date(2027, 6, 30),
        wage: Some(Wage {
            amount: wage,
            currency: code(currency),
        }),
        occupation: occupation.map(code),
    }
    .into()
}

fn visa(class: &str) -> CaseEvent {
    VisaIssued {
        class: code(class),
        valid_to: None,
    }
    .into()
}

/// A case that signed on the day with this fee, at a wage of ten million.
fn case(fee: Option<u64>) -> Vec<(Date, CaseEvent)> {
    vec![
        (date(2025, 1, 5), opened()),
        (date(2025, 2, 1), selected("O1")),
        (SIGNED, signed(fee)),
        (SIGNED, employed(10_000_000, "VND", None)),
    ]
}

fn enterprise() -> Enterprise {
    let licence: EnterpriseEvent = LicenceRecorded {
        number: code("7/BNV-GP"),
        issued_on: date(2024, 2, 1),
        lines: vec![LicenceLine::Japan],
    }
    .into();
    Enterprise::fold(&effective(vec![(date(2024, 2, 1), licence)]))
}

fn terms() -> ProgrammeDefined {
    ProgrammeDefined {
        name: LegalName::parse("Thương mại").unwrap(),
        market: None,
        profit: ProfitKind::Commercial,
        recruiter_allowed: true,
        eligibility: Vec::new(),
        visa_classes: Vec::new(),
        occupations: Vec::new(),
    }
}

fn programme(terms: ProgrammeDefined) -> Programme {
    Programme::fold(&effective(vec![(date(2024, 1, 1), ProgrammeEvent::from(terms))]))
}

fn ordered() -> RecruitmentOrderOpened {
    RecruitmentOrderOpened {
        enterprise: code("E1"),
        market: market("JP"),
        programme: Some(code("TM")),
        contract: None,
        preparation: None,
        sector: code("caregiving"),
        occupation: None,
        visa_class: None,
        headcount: Headcount {
            any: 2,
            ..Headcount::default()
        },
        wage: None,
        hours: None,
        term_months: 24,
        costs: Vec::new(),
        deposit: None,
        area: Vec::new(),
        until: None,
    }
}

fn order(opened: RecruitmentOrderOpened) -> Order {
    Order::fold(&effective(vec![(date(2025, 1, 10), OrderEvent::from(opened))]))
}

/// What surrounds the case, all in order unless a test changes it.
struct Given {
    facts: Vec<(Date, CaseEvent)>,
    enterprise: Option<Enterprise>,
    programme: Programme,
    order: Option<Order>,
    rank: u32,
    other: Option<Code>,
    residence: &'static str,
    age: u8,
    rules: Rules,
}

impl Default for Given {
    fn default() -> Self {
        Self {
            facts: case(Some(20_000_000)),
            enterprise: Some(enterprise()),
            programme: programme(terms()),
            order: Some(order(ordered())),
            rank: 1,
            other: None,
            residence: "00001@2024",
            age: 25,
            rules: RULES.clone(),
        }
    }
}

impl Given {
    fn found(&self) -> Vec<Finding> {
        let deal = deal(&effective(self.facts.clone()), TODAY);
        let place = self.order.as_ref().map(|order| OrderPlace {
            order,
            ceiling: ceiling(order, None, None, TODAY),
            rank: Some(self.rank),
        });
        let world = World {
            enterprise: self.enterprise.as_ref(),
            programme: Some(&self.programme),
            order: place,
            other_order: self.other,
            residence: Some(UnitRef::parse(self.residence).unwrap()),
            age: Some(self.age),
            rules: &self.rules,
            units: &UNITS,
        };
        findings(&deal, &world, TODAY)
    }

    fn kinds(&self) -> Vec<FindingKind> {
        self.found().iter().map(|finding| finding.kind).collect()
    }
}
