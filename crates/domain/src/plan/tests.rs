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
    assert_eq!(target(&collect(&recorded)), Some(&single(6_500)));
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
