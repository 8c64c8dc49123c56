use super::*;
use crate::event::{Recorded, collect};
use uuid::Uuid;

fn national(value: i64) -> ComparatorRecorded {
    ComparatorRecorded {
        figure: Figure::TestRegistrations,
        unit: None,
        country: Some(Market::parse("VN").unwrap()),
        period: PartialDate::parse("2025").unwrap(),
        intake: Some(Code::parse("EPS-2025-1").unwrap()),
        value,
        decimals: 0,
        measured: FigureUnit::Count,
        precision: Precision::About,
        source: LegalName::parse("VnExpress").unwrap(),
        reference: None,
    }
}

#[test]
fn a_figure_has_one_scope_and_a_key_that_names_it() {
    let figure = national(22_800);
    assert_eq!(figure.check(), Ok(()));
    assert_eq!(figure.key(), "test_registrations-VN-2025-EPS-2025-1");
    let both = ComparatorRecorded {
        unit: Some(UnitRef::parse("40@2025").unwrap()),
        ..figure.clone()
    };
    let neither = ComparatorRecorded {
        country: None,
        ..figure
    };
    assert_eq!(both.check(), Err(ComparatorRefusal::Scope));
    assert_eq!(neither.check(), Err(ComparatorRefusal::Scope));
}

#[test]
fn shares_keep_their_digits_and_may_fall() {
    let share = ComparatorRecorded {
        figure: Figure::IndustryServicesShare,
        value: 3_385,
        decimals: 2,
        measured: FigureUnit::Percent,
        ..national(0)
    };
    assert_eq!(share.text(), "33.85");
    let fallen = ComparatorRecorded {
        value: -865,
        ..share.clone()
    };
    assert_eq!((fallen.check(), fallen.text()), (Ok(()), "-8.65".to_owned()));
    let fine = ComparatorRecorded { decimals: 7, ..share };
    assert_eq!(fine.check(), Err(ComparatorRefusal::Decimals));
    assert_eq!(national(-1).check(), Err(ComparatorRefusal::Negative));
}

#[test]
fn the_figure_recorded_last_holds() {
    let recorded: Vec<_> = [("2025-07-20", 22_800), ("2025-07-16", 22_700)]
        .into_iter()
        .enumerate()
        .map(|(position, (on, value))| Recorded {
            id: Uuid::from_u128(position as u128),
            position: position as u64,
            on: PartialDate::parse(on).unwrap(),
            at: "2030-01-01T00:00:00Z".parse().unwrap(),
            amends: None,
            event: ComparatorEvent::from(national(value)),
        })
        .collect();
    assert_eq!(figure(&collect(&recorded)).unwrap().value, 22_700);
    assert_eq!(figure(&[]), None);
}
