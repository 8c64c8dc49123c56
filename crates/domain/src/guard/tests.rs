//! Given what a case and the other streams say, when it is judged on a day, then so much is found.

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
    LazyLock::new(|| Rules::from_json(include_str!("../../../../data/rules/vn-1.json")).unwrap());

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    Units::from_csv(
        include_str!("../../../../data/admin-units/units-until-2025-06-30.csv"),
        include_str!("../../../../data/admin-units/units-from-2025-07-01.csv"),
        include_str!("../../../../data/admin-units/successions-2025-07-01.csv"),
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

#[test]
fn nothing_is_found_where_all_is_in_order() {
    assert_eq!(Given::default().kinds(), []);
}

#[test]
fn the_licence_counts_on_the_day_of_signing() {
    let status = |from, status| {
        let change: EnterpriseEvent = LicenceStatusChanged {
            status,
            effective_on: None,
            decision: None,
            ground: None,
        }
        .into();
        let licence: EnterpriseEvent = LicenceRecorded {
            number: code("7/BNV-GP"),
            issued_on: date(2024, 2, 1),
            lines: Vec::new(),
        }
        .into();
        let facts = effective(vec![(date(2024, 2, 1), licence), (from, change)]);
        Given {
            enterprise: Some(Enterprise::fold(&facts)),
            ..Given::default()
        }
    };
    let before = status(SIGNED, LicenceStatus::Suspended);
    assert_eq!(before.kinds(), [FindingKind::LicenceInvalid]);
    assert_eq!(before.found()[0].on, SIGNED);
    assert_eq!(before.found()[0].subject, Some(code("E1")));
    // Lost the day after: what was signed before stays as it was.
    assert_eq!(status(date(2025, 3, 11), LicenceStatus::Revoked).kinds(), []);
    let unknown = Given {
        enterprise: None,
        ..Given::default()
    };
    assert_eq!(unknown.kinds(), [FindingKind::LicenceInvalid]);
}

#[test]
fn a_licence_without_the_line_of_the_market_is_none_for_it() {
    let licence: EnterpriseEvent = LicenceRecorded {
        number: code("7/BNV-GP"),
        issued_on: date(2024, 2, 1),
        lines: vec![LicenceLine::General],
    }
    .into();
    let given = Given {
        enterprise: Some(Enterprise::fold(&effective(vec![(date(2024, 2, 1), licence)]))),
        ..Given::default()
    };
    assert_eq!(given.kinds(), [FindingKind::LicenceInvalid]);
}

#[test]
fn an_internship_needs_no_licence_to_send() {
    let mut facts = case(None);
    facts[0].1 = CaseOpened {
        form: LegalForm::SkillsInternship,
        ..match opened() {
            CaseEvent::CaseOpened(event) => event,
            other => panic!("{other:?}"),
        }
    }
    .into();
    let given = Given {
        facts,
        enterprise: None,
        ..Given::default()
    };
    assert_eq!(given.kinds(), []);
}

#[test]
fn no_enterprise_may_recruit_where_the_programme_says_so() {
    let closed = ProgrammeDefined {
        recruiter_allowed: false,
        ..terms()
    };
    let given = Given {
        programme: programme(closed),
        ..Given::default()
    };
    assert_eq!(given.kinds(), [FindingKind::RecruiterNotAllowed]);
    assert_eq!(given.found()[0].subject, Some(code("TM")));
}

#[test]
fn who_comes_when_all_places_are_taken_is_over_the_ceiling() {
    let ranked = |rank| Given {
        rank,
        ..Given::default()
    };
    assert_eq!(ranked(2).kinds(), []);
    let third = ranked(3).found();
    assert_eq!(third[0].kind, FindingKind::OrderOverCeiling);
    assert_eq!((third[0].limit, third[0].given), (Some(2), Some(3)));
}

#[test]
fn an_order_has_no_more_places_than_its_preparation_and_contract() {
    let preparation = |ceiling| {
        let filed: SupplyEvent = SourcePreparationFiled {
            enterprise: code("E1"),
            market: market("JP"),
            sector: code("caregiving"),
            headcount: 60,
            area: Vec::new(),
            from: date(2025, 1, 1),
            to: date(2025, 12, 31),
            missing: Vec::new(),
        }
        .into();
        let approved: SupplyEvent = SourcePreparationApproved {
            document: code("210"),
            ceiling,
            from: date(2025, 1, 1),
            to: date(2025, 12, 31),
        }
        .into();
        Supply::fold(&effective(vec![
            (date(2025, 1, 2), filed),
            (date(2025, 1, 6), approved),
        ]))
    };
    let contract: SupplyEvent = SupplyContractRecorded {
        enterprise: code("E1"),
        partner: LegalName::parse("Sakura").unwrap(),
        market: market("JP"),
        registered: None,
        approved_on: None,
        headcount: 5,
    }
    .into();
    let contract = Supply::fold(&effective(vec![(date(2025, 1, 2), contract)]));
    let order = order(RecruitmentOrderOpened {
        headcount: Headcount {
            any: 30,
            ..Headcount::default()
        },
        ..ordered()
    });
    let most = |preparation: Option<&Supply>, contract: Option<&Supply>| {
        ceiling(&order, preparation, contract, TODAY)
    };
    assert_eq!(most(None, None), Some(30));
    assert_eq!(most(Some(&preparation(20)), None), Some(20));
    assert_eq!(most(Some(&preparation(40)), None), Some(30));
    assert_eq!(most(Some(&preparation(20)), Some(&contract)), Some(5));
    assert_eq!(ceiling(&order, None, None, date(2025, 1, 9)), None);
}

#[test]
fn the_fee_is_capped_by_wage_and_months() {
    // 24 months at ten million: two months' wage.
    let fee = |fee| Given {
        facts: case(Some(fee)),
        ..Given::default()
    };
    assert_eq!(fee(20_000_000).kinds(), []);
    let over = fee(20_000_001).found();
    assert_eq!(over[0].kind, FindingKind::FeeOverCap);
    assert_eq!(
        (over[0].limit, over[0].given),
        (Some(20_000_000), Some(20_000_001))
    );
    assert_eq!(over[0].rule.as_deref(), Some("fee.wage_tenths@2022-01-01"));
}

#[test]
fn long_contracts_have_a_cap_of_their_own_and_markets_may_differ() {
    let deal = |months| Deal {
        market: Some(market("JP")),
        months: Some(months),
        wage: Some(Wage {
            amount: 10_000_000,
            currency: code("VND"),
        }),
        ..Deal::default()
    };
    let cap = |deal: &Deal, rules: &Rules| fee_cap(deal, SIGNED, rules).unwrap();
    assert_eq!(cap(&deal(6), &RULES).amount, 5_000_000);
    assert_eq!(cap(&deal(60), &RULES).amount, 30_000_000);
    assert_eq!(cap(&deal(60), &RULES).rule, "fee.wage_tenths.most@2018-01-01");
    let mut rules = RULES.clone();
    rules
        .publish(version(RuleId::FeeWageTenthsJapan, 5, RuleUnit::WageTenths))
        .unwrap();
    assert_eq!(cap(&deal(24), &rules).amount, 10_000_000);
    let seafarer = Deal {
        sector: Some(code("seafaring")),
        ..deal(12)
    };
    assert_eq!(cap(&seafarer, &rules).amount, 15_000_000);
}

fn version(id: RuleId, value: i64, unit: RuleUnit) -> RuleVersion {
    RuleVersion {
        id,
        effective_on: date(2025, 1, 1),
        value: RuleValue::Integer(value),
        unit,
        legal_ref: "x".to_owned(),
        legal_ref_vi: "x".to_owned(),
        grade: Grade::A,
    }
}

#[test]
fn a_foreign_wage_needs_a_published_rate_and_says_so_without_one() {
    let mut facts = case(Some(60_000_000));
    facts[3].1 = employed(180_000, "JPY", None);
    let mut given = Given {
        facts,
        ..Given::default()
    };
    let found = given.found();
    assert_eq!(found[0].kind, FindingKind::NotJudged);
    assert_eq!(found[0].missing.unwrap().rule, RuleId::ExchangeJpy);
    given
        .rules
        .publish(version(RuleId::ExchangeJpy, 170, RuleUnit::Vnd))
        .unwrap();
    // 180,000 yen at 170 are 30.6 million a month, 61.2 million for 24 months.
    assert_eq!(given.kinds(), []);
    given
        .rules
        .publish(version(RuleId::ExchangeJpy, 160, RuleUnit::Vnd))
        .unwrap();
    assert_eq!(given.kinds(), [FindingKind::FeeOverCap]);
    assert_eq!(given.found()[0].limit, Some(57_600_000));
}

#[test]
fn nothing_may_be_asked_where_nobody_earns() {
    let given = Given {
        facts: case(Some(1)),
        programme: programme(ProgrammeDefined {
            profit: ProfitKind::NonProfit,
            ..terms()
        }),
        ..Given::default()
    };
    assert_eq!(given.kinds(), [FindingKind::FeeOverCap]);
    assert_eq!(given.found()[0].limit, Some(0));
}

#[test]
fn a_suspended_locality_is_held_against_who_signs_from_there() {
    let suspended: ProgrammeEvent = LocalitySuspended {
        unit: UnitRef::parse("380@2024").unwrap(),
        year: 2025,
        ground: SuspensionGround::Notice,
        document: code("12/BNV"),
        rate: None,
        persons: None,
    }
    .into();
    let facts = |from| {
        effective(vec![
            (date(2024, 1, 1), terms().into()),
            (from, suspended.clone()),
        ])
    };
    let living = |from, residence| Given {
        programme: Programme::fold(&facts(from)),
        residence,
        ..Given::default()
    };
    assert_eq!(
        living(SIGNED, "14758@2024").kinds(),
        [FindingKind::LocalitySuspended]
    );
    assert_eq!(living(SIGNED, "00001@2024").kinds(), []);
    // Suspended after the contract was signed.
    assert_eq!(living(date(2025, 3, 11), "14758@2024").kinds(), []);
}

#[test]
fn an_order_must_be_known_of_the_same_parties_and_open() {
    let of = |order| Given {
        order,
        ..Given::default()
    };
    let other_party = RecruitmentOrderOpened {
        enterprise: code("E2"),
        ..ordered()
    };
    let elsewhere = RecruitmentOrderOpened {
        market: market("TW"),
        ..ordered()
    };
    let other_programme = RecruitmentOrderOpened {
        programme: Some(code("IM")),
        ..ordered()
    };
    for opened in [other_party, elsewhere, other_programme] {
        assert_eq!(of(Some(order(opened))).kinds(), [FindingKind::OrderConflict]);
    }
    assert_eq!(of(None).kinds(), [FindingKind::OrderConflict]);
    let closed = OrderClosed {
        reason: OrderReason::Filled,
    };
    let facts = vec![
        (date(2025, 1, 10), OrderEvent::from(ordered())),
        (date(2025, 3, 9), closed.into()),
    ];
    let closed = of(Some(Order::fold(&effective(facts))));
    assert_eq!(closed.kinds(), [FindingKind::OrderConflict]);
}

#[test]
fn nobody_leaves_under_two_orders() {
    let other = |order| Given {
        other: Some(code(order)),
        ..Given::default()
    };
    assert_eq!(other("O2").kinds(), [FindingKind::OrderConflict]);
    assert_eq!(other("O1").kinds(), []);
}

#[test]
fn occupation_and_visa_are_those_of_the_order_and_programme() {
    let mut facts = case(None);
    facts[3].1 = employed(10_000_000, "VND", Some("welder"));
    facts.push((date(2025, 5, 1), visa("E-9")));
    let of = |order_says: bool, programme_says: bool| {
        let given = Given {
            facts: facts.clone(),
            order: Some(order(RecruitmentOrderOpened {
                occupation: order_says.then(|| code("caregiver")),
                visa_class: order_says.then(|| code("TITP")),
                ..ordered()
            })),
            programme: programme(ProgrammeDefined {
                occupations: if programme_says {
                    vec![code("caregiver")]
                } else {
                    Vec::new()
                },
                visa_classes: if programme_says {
                    vec![code("TITP")]
                } else {
                    Vec::new()
                },
                ..terms()
            }),
            ..Given::default()
        };
        given.kinds()
    };
    let both = [FindingKind::OccupationMismatch, FindingKind::VisaMismatch];
    assert_eq!(of(false, false), []);
    assert_eq!(of(true, false), both);
    assert_eq!(of(false, true), both);
}

#[test]
fn ages_are_rules_that_the_programme_names() {
    let aged = |age, rules| Given {
        age,
        rules,
        programme: programme(ProgrammeDefined {
            eligibility: vec![RuleId::EpsMinAge, RuleId::EpsMaxAge],
            ..terms()
        }),
        ..Given::default()
    };
    for (age, found) in [(17, 1), (18, 0), (39, 0), (40, 1)] {
        assert_eq!(aged(age, RULES.clone()).kinds().len(), found, "{age}");
    }
    let finding = &aged(40, RULES.clone()).found()[0];
    assert_eq!(
        (finding.kind, finding.limit),
        (FindingKind::AgeOutsideProgramme, Some(39))
    );
    let without = aged(40, Rules::default()).found();
    let missing: Vec<_> = without
        .iter()
        .filter_map(|found| found.missing)
        .map(|m| m.rule)
        .collect();
    assert!(missing.contains(&RuleId::EpsMaxAge) && missing.contains(&RuleId::EpsMinAge));
}

#[test]
fn what_is_found_is_noted_around_the_case_and_a_missing_rule_is_not() {
    let mut around = Around::default();
    let found: Vec<Finding> = FindingKind::ALL
        .iter()
        .map(|kind| Finding::new(*kind, TODAY, None))
        .collect();
    note(&mut around, &found[found.len() - 1..]);
    assert_eq!(around, Around::default());
    note(&mut around, &found);
    let noted = [
        around.licence_invalid,
        around.recruiter_not_allowed,
        around.order_over_ceiling,
        around.fee_over_cap,
        around.locality_suspended,
        around.order_conflict,
        around.occupation_mismatch,
        around.visa_mismatch,
        around.age_outside_programme,
    ];
    assert_eq!(noted, [true; 9]);
}

#[test]
fn a_place_is_taken_from_the_first_day_until_the_case_is_withdrawn() {
    let facts = case(None);
    let taken = taking(&effective(facts.clone())).unwrap();
    assert_eq!((taken.order, taken.since), (code("O1"), date(2025, 2, 1)));
    assert!(taken.contracted && !taken.departed);
    let mut withdrawn = facts;
    let reason = crate::case::Reason::OwnWish;
    withdrawn.push((date(2025, 4, 1), crate::case::CaseWithdrawn { reason }.into()));
    assert_eq!(taking(&effective(withdrawn)), None);
    assert_eq!(taking(&effective(vec![(date(2025, 1, 5), opened())])), None);
}
