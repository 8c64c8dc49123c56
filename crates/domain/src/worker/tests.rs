use super::*;
use crate::date::PartialDate;
use crate::event::{Amend, AmendKind, Recorded, collect};
use jiff::civil::date;
use uuid::Uuid;

fn unit(text: &str) -> UnitRef {
    UnitRef::parse(text).unwrap()
}

fn residence(kind: ResidenceKind, at: &str) -> WorkerEvent {
    ResidenceRecorded {
        kind,
        unit: unit(at),
        former: None,
    }
    .into()
}

fn permanent(at: &str) -> WorkerEvent {
    residence(ResidenceKind::Permanent, at)
}

fn registered() -> WorkerEvent {
    WorkerRegistered {
        sex: Sex::Female,
        nationality: Market::parse("VN").unwrap(),
        entry: Entry::Legacy,
        age: None,
    }
    .into()
}

fn checked(passed: bool) -> WorkerEvent {
    IdentityChecked {
        method: CheckMethod::CrossField,
        passed,
        mismatches: vec![],
    }
    .into()
}

fn recorded<const N: usize>(facts: [(&str, WorkerEvent); N]) -> Vec<Recorded<WorkerEvent>> {
    let stored = facts
        .into_iter()
        .enumerate()
        .map(|(position, (on, event))| Recorded {
            id: Uuid::from_u128(position as u128),
            position: position as u64,
            on: PartialDate::parse(on).unwrap(),
            at: "2030-01-01T00:00:00Z".parse().unwrap(),
            amends: None,
            event,
        });
    stored.collect()
}

fn worker<const N: usize>(facts: [(&str, WorkerEvent); N]) -> Worker {
    Worker::fold(&collect(&recorded(facts)))
}

#[test]
fn a_worker_is_what_the_facts_say_and_has_no_name() {
    let worker = worker([
        ("2025-01-10", registered()),
        ("2025-01-10", checked(true)),
        ("2025-01-12", checked(false)),
        ("2025-01-12", ContactRecorded { phone: true }.into()),
        ("2025-01-12", permanent("04831@2024")),
    ]);
    assert_eq!(
        (worker.sex, worker.entry),
        (Some(Sex::Female), Some(Entry::Legacy))
    );
    assert_eq!(worker.registered.unwrap().to_string(), "2025-01-10");
    assert_eq!(worker.identity_passed, Some(false), "the last check counts");
    assert_eq!(worker.residences.len(), 1);
    assert_eq!(Worker::fold(&[]), Worker::default());
}

#[test]
fn the_residence_of_a_day_is_the_last_that_had_begun() {
    let worker = worker([
        ("2025-03-01", permanent("04831@2024")),
        ("2020-01-01", permanent("04891@2024")),
        ("2025-08-01", permanent("04828@2025")),
    ]);
    let on = |day: Date| worker.residence_on(day).unwrap().unit.to_string();
    assert_eq!(on(date(2020, 1, 1)), "04891@2024");
    assert_eq!(on(date(2025, 2, 28)), "04891@2024");
    assert_eq!(on(date(2025, 3, 1)), "04831@2024");
    assert_eq!(on(date(2030, 1, 1)), "04828@2025");
}

#[test]
fn before_the_first_residence_the_first_counts() {
    let worker = worker([
        ("2025-03-01", permanent("04831@2024")),
        ("2025-08-01", permanent("04828@2025")),
    ]);
    assert_eq!(
        worker.residence_on(date(2021, 1, 1)).unwrap().unit,
        unit("04831@2024")
    );
}

#[test]
fn a_temporary_residence_does_not_count() {
    let temporary = || residence(ResidenceKind::Temporary, "00004@2025");
    let both = worker([
        ("2025-03-01", permanent("04831@2024")),
        ("2025-08-01", temporary()),
    ]);
    assert_eq!(
        both.residence_on(date(2025, 9, 1)).unwrap().unit,
        unit("04831@2024")
    );
    assert_eq!(
        worker([("2025-08-01", temporary())]).residence_on(date(2025, 9, 1)),
        None
    );
}

#[test]
fn a_residence_known_to_the_year_may_have_begun_with_it() {
    let worker = worker([
        ("2020-01-01", permanent("04891@2024")),
        ("2023", permanent("04831@2024")),
    ]);
    let on = |day: Date| worker.residence_on(day).unwrap().unit.to_string();
    assert_eq!(on(date(2022, 12, 31)), "04891@2024");
    assert_eq!(on(date(2023, 1, 1)), "04831@2024");
}

#[test]
fn an_annulled_residence_is_absent() {
    let mut events = recorded([
        ("2020-01-01", permanent("04891@2024")),
        ("2025-03-01", permanent("04831@2024")),
    ]);
    let amends = Some(Amend {
        event: Uuid::from_u128(1),
        kind: AmendKind::Annul,
    });
    events.push(Recorded {
        id: Uuid::from_u128(2),
        position: 2,
        amends,
        ..events[1].clone()
    });
    let worker = Worker::fold(&collect(&events));
    assert_eq!(
        worker.residence_on(date(2025, 9, 1)).unwrap().unit,
        unit("04891@2024")
    );
}
