use std::sync::LazyLock;

use super::*;
use crate::actor::{Official, Role};
use crate::calendar::Calendar;
use crate::date::PartialDate;
use crate::enterprise::{Enterprise, EnterpriseEvent, LicenceRecorded};
use crate::event::{Amend, AmendKind, Recorded, StreamEvent, collect};
use crate::rules::{RuleId, Rules};
use jiff::civil::date;
use uuid::Uuid;

static RULES: LazyLock<Rules> =
    LazyLock::new(|| Rules::from_json(include_str!("../../../../data/rules/vn-1.json")).unwrap());

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn recorded<E>(facts: Vec<(Date, E)>) -> Vec<Recorded<E>> {
    let event = |(position, (on, event)): (usize, (Date, E))| Recorded {
        id: Uuid::from_u128(position as u128),
        position: position as u64,
        on: PartialDate::Day(on),
        at: "2030-01-01T00:00:00Z".parse().unwrap(),
        amends: None,
        event,
    };
    facts.into_iter().enumerate().map(event).collect()
}

fn given(facts: Vec<(Date, SupplyEvent)>) -> Supply {
    Supply::fold(&collect(&recorded(facts)))
}

fn filed(market: &str, missing: Vec<PreparationPaper>) -> SupplyEvent {
    SourcePreparationFiled {
        enterprise: code("0100100001"),
        market: Market::parse(market).unwrap(),
        sector: code("caregiving"),
        headcount: 60,
        area: Vec::new(),
        from: date(2025, 8, 1),
        to: date(2025, 12, 31),
        missing,
    }
    .into()
}

fn complete(market: &str) -> Supply {
    given(vec![(date(2025, 7, 14), filed(market, Vec::new()))])
}

fn licensed() -> Enterprise {
    let licence: EnterpriseEvent = LicenceRecorded {
        number: code("7/BNV-GP"),
        issued_on: date(2024, 2, 1),
        lines: vec![crate::enterprise::LicenceLine::Japan],
    }
    .into();
    Enterprise::fold(&collect(&recorded(vec![(date(2024, 2, 1), licence)])))
}

fn official(role: Role) -> Official {
    let unit = match role {
        Role::CommuneOfficer => "16249@2025",
        _ => "38@2025",
    };
    Official {
        role,
        unit: UnitRef::parse(unit).unwrap(),
        signed_on: date(2025, 7, 18),
        recorded_on: date(2025, 7, 21),
    }
}

fn approve(ceiling: u32) -> PreparationDecision {
    PreparationDecision::Approve {
        document: code("210/SNV-VL"),
        ceiling,
        from: date(2025, 8, 1),
        to: date(2025, 12, 31),
    }
}

fn refuse() -> PreparationDecision {
    PreparationDecision::Refuse {
        document: code("211/SNV-VL"),
        ground: PreparationGround::NoSource,
    }
}

fn by_province(supply: &Supply, decision: PreparationDecision) -> Result<SupplyEvent, SupplyRefusal> {
    decided(supply, decision, official(Role::ProvinceOfficer), &RULES)
}

fn decided(
    supply: &Supply,
    decision: PreparationDecision,
    official: Official,
    rules: &Rules,
) -> Result<SupplyEvent, SupplyRefusal> {
    let enterprise = licensed();
    let context = Context {
        official,
        enterprise: Some(&enterprise),
        rules,
    };
    decide(supply, decision, &context)
}

#[test]
fn a_complete_dossier_is_approved_up_to_a_ceiling_for_its_days() {
    let filing = (date(2025, 7, 14), filed("JP", Vec::new()));
    let approved = by_province(&given(vec![filing.clone()]), approve(40)).unwrap();
    let preparation = given(vec![filing, (date(2025, 7, 18), approved)])
        .preparation
        .unwrap();
    assert_eq!(preparation.ceiling_on(date(2025, 7, 31)), None);
    assert_eq!(preparation.ceiling_on(date(2025, 8, 1)), Some(40));
    assert_eq!(preparation.ceiling_on(date(2026, 1, 1)), None);
    assert!(preparation.approved_within(date(2025, 1, 1), date(2025, 12, 31)));
    assert!(!preparation.approved_within(date(2024, 1, 1), date(2024, 12, 31)));
}

#[test]
fn a_refusal_needs_no_complete_dossier() {
    let waiting = given(vec![(
        date(2025, 7, 14),
        filed("JP", vec![PreparationPaper::Licence]),
    )]);
    assert!(by_province(&waiting, refuse()).is_ok());
    assert_eq!(by_province(&waiting, approve(40)), Err(SupplyRefusal::Incomplete));
}

#[test]
fn only_the_province_answers() {
    for role in [
        Role::CommuneOfficer,
        Role::Recruiter,
        Role::Auditor,
        Role::Administrator,
    ] {
        let refused = decided(&complete("JP"), refuse(), official(role), &RULES);
        assert_eq!(refused, Err(SupplyRefusal::NotProvince), "{role:?}");
    }
    let leader = decided(&complete("JP"), approve(60), official(Role::UnitLeader), &RULES);
    assert!(leader.is_ok(), "{leader:?}");
}

#[test]
fn an_answer_needs_something_that_waits_and_is_given_once() {
    assert_eq!(
        by_province(&Supply::default(), refuse()),
        Err(SupplyRefusal::NothingPending)
    );
    let filing = (date(2025, 7, 14), filed("JP", Vec::new()));
    let refused = by_province(&given(vec![filing.clone()]), refuse()).unwrap();
    let answered = given(vec![filing, (date(2025, 7, 18), refused)]);
    assert_eq!(
        by_province(&answered, approve(1)),
        Err(SupplyRefusal::NothingPending)
    );
}

#[test]
fn the_day_of_signing_lies_between_filing_and_recording() {
    let early = Official {
        signed_on: date(2025, 7, 13),
        ..official(Role::ProvinceOfficer)
    };
    let late = Official {
        signed_on: date(2025, 7, 22),
        ..early
    };
    for official in [early, late] {
        let refused = decided(&complete("JP"), refuse(), official, &RULES);
        assert_eq!(refused, Err(SupplyRefusal::SigningDay));
    }
}

#[test]
fn approval_needs_a_licence_for_the_market_unless_the_work_is_in_the_country() {
    let refused = by_province(&complete("TW"), approve(10)).unwrap_err();
    let expected = SupplyRefusal::Licence {
        enterprise: code("0100100001"),
        on: date(2025, 7, 18),
    };
    assert_eq!(refused, expected);
    assert!(by_province(&complete(HOME), approve(10)).is_ok());
}

#[test]
fn a_ceiling_is_not_above_what_was_asked_for() {
    for ceiling in [0, 61] {
        let refused = by_province(&complete("JP"), approve(ceiling));
        assert_eq!(refused, Err(SupplyRefusal::Ceiling { asked: 60 }));
    }
}

#[test]
fn the_span_is_bounded_by_a_rule_that_the_refusal_names() {
    let long = PreparationDecision::Approve {
        document: code("210/SNV-VL"),
        ceiling: 10,
        from: date(2025, 8, 1),
        to: date(2027, 8, 1),
    };
    match by_province(&complete("JP"), long).unwrap_err() {
        SupplyRefusal::Span {
            days,
            rule,
            reference,
            ..
        } => {
            assert_eq!(
                (days, rule.as_str()),
                (366, "source_preparation.span_days@2018-01-01")
            );
            assert!(!reference.is_empty());
        }
        other => panic!("{other:?}"),
    }
    let none = Rules::default();
    let missing = decided(
        &complete("JP"),
        approve(10),
        official(Role::ProvinceOfficer),
        &none,
    );
    assert_eq!(
        missing,
        Err(SupplyRefusal::MissingRule(RuleId::SourcePreparationSpanDays))
    );
}

#[test]
fn the_clock_runs_from_a_complete_dossier_in_working_days() {
    let calendar = Calendar::from_csv(include_str!(
        "../../../../data/holidays/public-holidays-2018-2027.csv"
    ))
    .unwrap();
    let due = |supply: &Supply| clock(supply.preparation.as_ref().unwrap(), &RULES, &calendar).unwrap();
    let completed = SourcePreparationCompleted { missing: Vec::new() };
    let filing = (date(2025, 7, 14), filed("JP", vec![PreparationPaper::Plan]));
    assert!(due(&given(vec![filing.clone()])).is_none());
    // Complete on Friday the 18th: five working days end on Friday the 25th.
    let supply = given(vec![filing, (date(2025, 7, 18), completed.into())]);
    let (due, rule) = due(&supply).unwrap();
    assert_eq!(due.on, date(2025, 7, 25));
    assert_eq!(rule.label(), "source_preparation.days@2025-07-01");
}

#[test]
fn facts_of_the_office_are_sound_records() {
    let existing = recorded(vec![(date(2025, 7, 14), filed("JP", Vec::new()))]);
    let today = date(2025, 7, 21);
    let on = |text| PartialDate::parse(text).unwrap();
    let fact = filed("JP", Vec::new());
    assert_eq!(check(&existing, &fact, on("2025-07-21"), None, today), Ok(()));
    let future = check(&existing, &fact, on("2025-07-22"), None, today);
    assert!(matches!(future, Err(FactRefusal::Future { .. })));
    let early = check(&existing, &fact, on("1950"), None, today);
    assert!(matches!(early, Err(FactRefusal::TooEarly { .. })));
    let decision = by_province(&complete("JP"), refuse()).unwrap();
    let name = decision.info().name;
    let refused = check(&existing, &decision, on("2025-07-18"), None, today);
    assert_eq!(refused, Err(FactRefusal::Decision(name)));
    let unknown = Amend {
        event: Uuid::from_u128(9),
        kind: AmendKind::Correct,
    };
    let refused = check(&existing, &fact, on("2025-07-14"), Some(unknown), today);
    assert_eq!(refused, Err(FactRefusal::UnknownEvent));
}

use crate::case::record::FactRefusal;
