use super::*;
use crate::actor::{Official, Role};
use crate::care::tests::{CALENDAR, RULES, UNITS, day, facts};
use crate::household::Held;
use crate::unit::UnitRef;

/// Xã Đà Bắc, in Phú Thọ since the reorganisation.
const HOME: &str = "04831@2025";

fn unit(text: &str) -> UnitRef {
    UnitRef::parse(text).unwrap()
}

fn wanted(amount: u64, group: Option<PolicyGroup>) -> SupportDecided {
    SupportDecided {
        worker: Uuid::from_u128(1),
        case: None,
        item: SupportItem::Language,
        group,
        amount,
        budget: BudgetSource::Local,
    }
}

fn official(role: Role, at: &str, signed: &str, recorded: &str) -> Official {
    Official {
        role,
        unit: unit(at),
        signed_on: day(signed),
        recorded_on: day(recorded),
    }
}

fn leader() -> Official {
    official(Role::UnitLeader, HOME, "2025-09-10", "2025-09-11")
}

fn ask(
    support: SupportDecided,
    home: Option<&str>,
    official: Official,
) -> Result<SupportEvent, SupportRefusal> {
    let groups = [Held {
        event: Uuid::from_u128(9),
        group: PolicyGroup::Poor,
        from: day("2025-01-01"),
        to: Some(day("2025-12-31")),
    }];
    let context = Context {
        official,
        rules: &RULES,
        units: &UNITS,
        calendar: &CALENDAR,
    };
    decide(
        support,
        &Asked {
            home: home.map(unit),
            groups: &groups,
        },
        &context,
    )
}

#[test]
fn who_signs_for_the_commune_of_residence_decides() {
    let support = wanted(3_000_000, Some(PolicyGroup::Poor));
    assert_eq!(ask(support.clone(), Some(HOME), leader()), Ok(support.into()));
    assert!(
        ask(wanted(1, None), Some(HOME), leader()).is_ok(),
        "some items are open to all"
    );
}

#[test]
fn role() {
    for role in [
        Role::CommuneOfficer,
        Role::Recruiter,
        Role::Auditor,
        Role::Administrator,
        Role::ServiceCentre,
    ] {
        let by = official(role, HOME, "2025-09-10", "2025-09-11");
        assert_eq!(
            ask(wanted(1, None), Some(HOME), by),
            Err(SupportRefusal::Role),
            "{role:?}"
        );
    }
}

#[test]
fn out_of_scope() {
    let elsewhere = official(Role::UnitLeader, "16249@2025", "2025-09-10", "2025-09-11");
    let refused = ask(wanted(1, None), Some(HOME), elsewhere);
    assert_eq!(refused, Err(SupportRefusal::OutOfScope(unit("16249@2025"))));
    let nowhere = ask(wanted(1, None), None, leader());
    assert_eq!(nowhere, Err(SupportRefusal::OutOfScope(unit(HOME))));
    let province = official(Role::ProvinceOfficer, "25@2025", "2025-09-10", "2025-09-11");
    assert!(ask(wanted(1, None), None, province).is_ok());
    assert!(ask(wanted(1, None), Some(HOME), province).is_ok());
    let other = official(Role::ProvinceOfficer, "38@2025", "2025-09-10", "2025-09-11");
    assert!(matches!(
        ask(wanted(1, None), Some(HOME), other),
        Err(SupportRefusal::OutOfScope(_))
    ));
}

#[test]
fn amount() {
    assert_eq!(
        ask(wanted(0, None), Some(HOME), leader()),
        Err(SupportRefusal::Amount)
    );
}

#[test]
fn group_not_held() {
    let near = PolicyGroup::NearPoor;
    let refused = ask(wanted(1, Some(near)), Some(HOME), leader());
    assert_eq!(refused, Err(SupportRefusal::GroupNotHeld(near)));
    let later = official(Role::UnitLeader, HOME, "2026-01-05", "2026-01-05");
    let refused = ask(wanted(1, Some(PolicyGroup::Poor)), Some(HOME), later);
    assert_eq!(
        refused,
        Err(SupportRefusal::GroupNotHeld(PolicyGroup::Poor)),
        "it ended with the year"
    );
}

#[test]
fn signing_day() {
    let by = official(Role::UnitLeader, HOME, "2025-09-12", "2025-09-11");
    assert_eq!(
        ask(wanted(1, None), Some(HOME), by),
        Err(SupportRefusal::SigningDay)
    );
}

#[test]
fn too_late() {
    let by = |role, at| official(role, at, "2025-09-10", "2025-10-30");
    let refused = ask(wanted(1, None), Some(HOME), by(Role::UnitLeader, HOME));
    assert!(
        matches!(refused, Err(SupportRefusal::TooLate { allowed: 10, .. })),
        "{refused:?}"
    );
    assert!(ask(wanted(1, None), Some(HOME), by(Role::ProvinceOfficer, "25@2025")).is_ok());
}

#[test]
fn missing_rule_and_calendar() {
    let groups = [];
    let context = |rules, official| Context {
        official,
        rules,
        units: &UNITS,
        calendar: &CALENDAR,
    };
    let asked = Asked {
        home: Some(unit(HOME)),
        groups: &groups,
    };
    let none = crate::rules::Rules::default();
    assert_eq!(
        decide(wanted(1, None), &asked, &context(&none, leader())),
        Err(SupportRefusal::MissingRule(
            crate::rules::RuleId::DecisionLateEntryDays
        ))
    );
    let far = official(Role::UnitLeader, HOME, "2090-01-02", "2090-01-03");
    assert_eq!(
        decide(wanted(1, None), &asked, &context(&RULES, far)),
        Err(SupportRefusal::NoCalendar)
    );
}

fn paid(amount: u64, budget: BudgetSource) -> SupportEvent {
    SupportPaid { amount, budget }.into()
}

#[test]
fn what_is_paid_is_compared_with_what_was_decided() {
    let fold = |list: &[(&str, SupportEvent)]| {
        let support = Support::fold(&facts(list.to_vec()));
        (
            support.paid_in_all(),
            support.flags.into_iter().collect::<Vec<_>>(),
        )
    };
    let decided = ("2025-09-10", wanted(5, None).into());
    let local = BudgetSource::Local;
    assert_eq!(
        fold(&[decided.clone(), ("2025-09-20", paid(5, local))]),
        (5, vec![])
    );
    assert_eq!(
        fold(&[
            decided.clone(),
            ("2025-09-20", paid(3, local)),
            ("2025-09-21", paid(3, local))
        ]),
        (6, vec![SupportFlag::Overpaid])
    );
    assert_eq!(
        fold(&[decided.clone(), ("2025-09-20", paid(5, BudgetSource::Province))]),
        (5, vec![SupportFlag::OtherBudget])
    );
    assert_eq!(
        fold(&[("2025-09-20", paid(5, local))]),
        (5, vec![SupportFlag::NotDecided])
    );
}
