use super::*;
use crate::date::PartialDate;
use crate::event::{Recorded, collect};
use crate::unit::UnitRef;
use jiff::civil::date;
use uuid::Uuid;

fn pack() -> Rules {
    Rules::from_json(include_str!("../../../../../data/rules/vn-1.json")).unwrap()
}

fn name(text: &str) -> LegalName {
    LegalName::parse(text).unwrap()
}

fn loan(number: i64) -> RuleVersionPublished {
    RuleVersionPublished {
        rule: RuleId::LoanCeiling,
        effective_on: date(2026, 7, 1),
        number: Some(number),
        code: None,
        measured: RuleUnit::Vnd,
        reference_vi: name("Nghị định mới"),
        reference: name("A new decree"),
        grade: Grade::A,
    }
}

fn official(role: Role, unit: &str) -> Official {
    Official {
        role,
        unit: UnitRef::parse(unit).unwrap(),
        signed_on: date(2026, 6, 1),
        recorded_on: date(2026, 6, 2),
    }
}

fn by_province(version: RuleVersionPublished) -> Result<RuleEvent, RuleRefusal> {
    publish(version, &official(Role::ProvinceOfficer, "38@2025"), &pack())
}

fn overlaid(events: Vec<RuleEvent>) -> Rules {
    let recorded: Vec<_> = events
        .into_iter()
        .enumerate()
        .map(|(position, event)| Recorded {
            id: Uuid::from_u128(position as u128),
            position: position as u64,
            on: PartialDate::parse("2026-06-01").unwrap(),
            at: "2026-06-02T00:00:00Z".parse().unwrap(),
            amends: None,
            event,
        })
        .collect();
    overlay(&pack(), &collect(&recorded))
}

#[test]
fn a_published_version_holds_from_its_day_and_names_its_source() {
    let rules = overlaid(vec![by_province(loan(120_000_000)).unwrap()]);
    let at = |day| rules.at(RuleId::LoanCeiling, day).unwrap();
    assert_eq!(at(date(2026, 6, 30)).integer(), Some(100_000_000));
    assert_eq!(at(date(2026, 7, 1)).integer(), Some(120_000_000));
    assert_eq!(at(date(2026, 7, 1)).reference_vi(), "Nghị định mới");
}

#[test]
fn published_again_for_the_same_day_the_last_holds() {
    let first = by_province(loan(120_000_000)).unwrap();
    let second = by_province(loan(150_000_000)).unwrap();
    let rules = overlaid(vec![first, second]);
    let holds = rules.at(RuleId::LoanCeiling, date(2027, 1, 1)).unwrap();
    assert_eq!(holds.integer(), Some(150_000_000));
}

#[test]
fn a_rule_that_no_pack_has_can_be_published() {
    let rate = RuleVersionPublished {
        rule: RuleId::ExchangeJpy,
        number: Some(170),
        ..loan(0)
    };
    assert!(pack().at(RuleId::ExchangeJpy, date(2026, 8, 1)).is_err());
    let rules = overlaid(vec![by_province(rate).unwrap()]);
    let holds = rules.at(RuleId::ExchangeJpy, date(2026, 8, 1)).unwrap();
    assert_eq!(holds.integer(), Some(170));
}

#[test]
fn only_the_province_and_its_administrator_publish() {
    for (role, unit, allowed) in [
        (Role::ProvinceOfficer, "38@2025", true),
        (Role::Administrator, "38@2025", true),
        (Role::UnitLeader, "38@2025", true),
        (Role::UnitLeader, "16249@2025", false),
        (Role::CommuneOfficer, "16249@2025", false),
        (Role::Recruiter, "38@2025", false),
        (Role::Auditor, "38@2025", false),
    ] {
        let published = publish(loan(1), &official(role, unit), &pack());
        let expected = if allowed {
            None
        } else {
            Some(RuleRefusal::NotProvince)
        };
        assert_eq!(published.err(), expected, "{role:?} {unit}");
    }
}

#[test]
fn a_version_must_fit_its_rule() {
    let rule = RuleId::LoanCeiling;
    assert_eq!(by_province(loan(-1)), Err(RuleRefusal::Value(rule)));
    let neither = RuleVersionPublished {
        number: None,
        ..loan(0)
    };
    assert_eq!(by_province(neither), Err(RuleRefusal::Value(rule)));
    let both = RuleVersionPublished {
        code: Some(Code::parse("x").unwrap()),
        ..loan(1)
    };
    assert_eq!(by_province(both), Err(RuleRefusal::Value(rule)));
    let days = RuleVersionPublished {
        measured: RuleUnit::Days,
        ..loan(10)
    };
    let unit = RuleRefusal::Unit {
        rule,
        known: RuleUnit::Vnd,
        given: RuleUnit::Days,
    };
    assert_eq!(by_province(days), Err(unit));
}

#[test]
fn the_same_version_is_not_published_twice() {
    let rules = overlaid(vec![by_province(loan(1)).unwrap()]);
    let again = publish(loan(1), &official(Role::ProvinceOfficer, "38@2025"), &rules);
    assert_eq!(again, Err(RuleRefusal::Same(RuleId::LoanCeiling)));
}

#[test]
fn days_that_cannot_be_meant_are_refused() {
    let early = RuleVersionPublished {
        effective_on: date(1900, 1, 1),
        ..loan(1)
    };
    assert_eq!(by_province(early), Err(RuleRefusal::Day));
    let signed = Official {
        signed_on: date(2026, 6, 3),
        ..official(Role::ProvinceOfficer, "38@2025")
    };
    assert_eq!(publish(loan(1), &signed, &pack()), Err(RuleRefusal::SigningDay));
}
