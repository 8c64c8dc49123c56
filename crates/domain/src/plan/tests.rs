use super::*;
use crate::date::PartialDate;
use crate::event::{Recorded, collect};
use uuid::Uuid;

fn plan(low: u32, high: u32, denominator: Denominator) -> PlanTargetSet {
    PlanTargetSet {
        unit: UnitRef::parse("38@2025").unwrap(),
        year: 2025,
        measure: Measure::Departures,
        low,
        high,
        denominator,
        decision: None,
    }
}

fn single(figure: u32) -> PlanTargetSet {
    plan(figure, figure, Denominator::High)
}

#[test]
fn the_base_of_a_percentage_is_the_bound_that_was_named() {
    assert_eq!(plan(110_000, 120_000, Denominator::High).base(), 120_000);
    assert_eq!(plan(110_000, 120_000, Denominator::Low).base(), 110_000);
}

#[test]
fn the_last_target_holds() {
    let recorded: Vec<_> = [("2025-06-30", single(6_500)), ("2025-01-02", single(6_000))]
        .into_iter()
        .enumerate()
        .map(|(position, (on, event))| Recorded {
            id: Uuid::from_u128(position as u128),
            position: position as u64,
            on: PartialDate::parse(on).unwrap(),
            at: "2030-01-01T00:00:00Z".parse().unwrap(),
            amends: None,
            event: PlanEvent::from(event),
        })
        .collect();
    assert_eq!(target(&collect(&recorded)), Some(single(6_500)));
    assert_eq!(target(&[]), None);
}

#[test]
fn the_province_sets_a_sound_target() {
    assert_eq!(
        set_target(single(6_000), true),
        Ok(PlanEvent::PlanTargetSet(single(6_000)))
    );
    let range = plan(110_000, 120_000, Denominator::High);
    assert_eq!(set_target(range.clone(), true), Ok(range.into()));
}

#[test]
fn not_province() {
    assert_eq!(set_target(single(6_000), false), Err(PlanRefusal::NotProvince));
}

#[test]
fn bounds() {
    for (low, high) in [(0, 0), (0, 10), (11, 10)] {
        assert_eq!(
            set_target(plan(low, high, Denominator::Low), true),
            Err(PlanRefusal::Bounds)
        );
    }
}

#[test]
fn year() {
    for year in [1999, 2101] {
        assert_eq!(
            set_target(PlanTargetSet { year, ..single(1) }, true),
            Err(PlanRefusal::Year)
        );
    }
    for year in [2000, 2100] {
        assert!(set_target(PlanTargetSet { year, ..single(1) }, true).is_ok());
    }
}

fn revised(low: u32, high: u32) -> PlanTargetRevised {
    PlanTargetRevised {
        low,
        high,
        denominator: Denominator::Low,
        decision: Some(crate::code::Code::parse("99/QD-UBND").unwrap()),
    }
}

#[test]
fn a_revision_changes_the_bounds_and_nothing_else() {
    let event = revise_target(Some(&single(6_000)), revised(6_500, 7_000), true).unwrap();
    let recorded: Vec<_> = [PlanEvent::from(single(6_000)), event]
        .into_iter()
        .enumerate()
        .map(|(position, event)| Recorded {
            id: Uuid::from_u128(position as u128),
            position: position as u64,
            on: PartialDate::parse("2025-03-01").unwrap(),
            at: "2030-01-01T00:00:00Z".parse().unwrap(),
            amends: None,
            event,
        })
        .collect();
    let target = target(&collect(&recorded)).unwrap();
    assert_eq!((target.low, target.high, target.base()), (6_500, 7_000, 6_500));
    assert_eq!((target.year, target.measure), (2025, Measure::Departures));
}

#[test]
fn nothing_to_revise() {
    let same = PlanTargetRevised {
        decision: None,
        denominator: Denominator::High,
        ..revised(6_000, 6_000)
    };
    let without = revise_target(None, revised(1, 2), true);
    assert_eq!(without, Err(PlanRefusal::NothingToRevise));
    let same = revise_target(Some(&single(6_000)), same, true);
    assert_eq!(same, Err(PlanRefusal::NothingToRevise));
}

#[test]
fn a_revision_has_the_guards_of_a_target() {
    let not_province = revise_target(Some(&single(6_000)), revised(6_500, 7_000), false);
    assert_eq!(not_province, Err(PlanRefusal::NotProvince));
    let bounds = revise_target(Some(&single(6_000)), revised(7_000, 6_500), true);
    assert_eq!(bounds, Err(PlanRefusal::Bounds));
}
