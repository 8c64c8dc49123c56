use super::*;
use crate::code::Market;
use crate::date::PartialDate;
use crate::event::Amend;
use crate::identity::Sex;
use crate::worker::{CheckMethod, ContactRecorded, Entry, IdentityChecked, WorkerEvent, WorkerRegistered};

fn registered(age: u8) -> WorkerEvent {
    WorkerRegistered {
        sex: Sex::Female,
        nationality: Market::parse("VN").unwrap(),
        entry: Entry::Registered,
        age: Some(age),
    }
    .into()
}

fn contact(phone: bool) -> WorkerEvent {
    ContactRecorded { phone }.into()
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// An event with its position as its id, recorded at noon of a day.
fn event(position: u64, on: &str, recorded: &str, event: WorkerEvent) -> Recorded<WorkerEvent> {
    Recorded {
        id: id(position.into()),
        position,
        on: PartialDate::parse(on).unwrap(),
        at: format!("{recorded}T05:00:00Z").parse().unwrap(),
        amends: None,
        event,
    }
}

fn amendment(
    position: u64,
    of: u128,
    kind: AmendKind,
    on: &str,
    content: WorkerEvent,
) -> Recorded<WorkerEvent> {
    let amends = Some(Amend { event: id(of), kind });
    Recorded {
        amends,
        ..event(position, on, "2030-01-01", content)
    }
}

fn start() -> Vec<Recorded<WorkerEvent>> {
    vec![
        event(1, "2025-01-10", "2025-01-10", registered(30)),
        event(2, "2025-01-11", "2025-01-11", contact(true)),
    ]
}

fn with<const N: usize>(amendments: [Recorded<WorkerEvent>; N]) -> Vec<Effective<WorkerEvent>> {
    let mut events = start();
    events.extend(amendments);
    collect(&events)
}

#[test]
fn what_nobody_amended_holds_as_it_is() {
    let facts = with([]);
    assert_eq!(facts.len(), 2);
    assert_eq!((facts[0].id, facts[0].position, facts[0].settled), (id(1), 1, 1));
    assert_eq!(facts[0].event, registered(30));
}

#[test]
fn a_correction_takes_the_place_of_the_content() {
    let facts = with([amendment(3, 1, AmendKind::Correct, "2025-01-12", registered(31))]);
    // It moved behind the contact, and it is still the first event, recorded when it was.
    assert_eq!(facts[1].event, registered(31));
    assert_eq!((facts[1].id, facts[1].position, facts[1].settled), (id(1), 1, 3));
    assert_eq!(facts[1].at, start()[0].at);
}

#[test]
fn annulled_is_absent_and_reinstated_is_back() {
    let annul = amendment(3, 2, AmendKind::Annul, "2025-01-11", contact(true));
    let facts = with([annul.clone()]);
    assert_eq!(facts.iter().map(|fact| fact.id).collect::<Vec<_>>(), [id(1)]);
    let back = with([
        annul,
        amendment(4, 2, AmendKind::Reinstate, "2025-01-11", contact(true)),
    ]);
    assert_eq!(
        back[1],
        Effective {
            settled: 4,
            ..with([])[1].clone()
        }
    );
}

#[test]
fn the_last_amendment_by_position_decides_in_whatever_order_they_are_read() {
    let first = amendment(3, 1, AmendKind::Correct, "2025-01-10", registered(31));
    let second = amendment(4, 1, AmendKind::Correct, "2025-01-10", registered(32));
    for amendments in [[first.clone(), second.clone()], [second, first]] {
        assert_eq!(with(amendments)[0].event, registered(32));
    }
}

#[test]
fn an_amendment_of_another_type_is_ignored_and_takes_no_place() {
    let good = amendment(3, 1, AmendKind::Correct, "2025-01-10", registered(31));
    let other = amendment(4, 1, AmendKind::Annul, "2025-01-10", contact(false));
    let facts = with([good, other]);
    assert_eq!((facts.len(), facts[0].event.clone()), (2, registered(31)));
}

#[test]
fn an_amendment_of_an_amendment_is_ignored() {
    let good = amendment(3, 1, AmendKind::Correct, "2025-01-10", registered(31));
    let of_it = amendment(4, 3, AmendKind::Correct, "2025-01-10", registered(99));
    assert_eq!(with([good, of_it])[0].event, registered(31));
}

#[test]
fn an_amendment_of_what_is_not_here_stands_for_itself_unless_it_annuls() {
    let checked: WorkerEvent = IdentityChecked {
        method: CheckMethod::InPerson,
        passed: true,
        mismatches: vec![],
    }
    .into();
    let orphan = amendment(5, 77, AmendKind::Correct, "2025-02-01", checked.clone());
    let facts = with([orphan]);
    assert_eq!(
        (facts[2].id, facts[2].position, facts[2].event.clone()),
        (id(77), 5, checked.clone())
    );
    assert_eq!(
        with([amendment(5, 77, AmendKind::Annul, "2025-02-01", checked)]).len(),
        2
    );
}

#[test]
fn facts_stand_by_latest_day_then_cause_then_position() {
    let events = [
        event(1, "2025-01", "2030-01-01", registered(1)),
        event(2, "2025-01-31", "2030-01-01", contact(true)),
        event(3, "2025-01-31", "2030-01-01", registered(2)),
        event(4, "2025-01-30", "2030-01-01", contact(false)),
    ];
    let order: Vec<u64> = collect(&events).iter().map(|fact| fact.position).collect();
    assert_eq!(order, [4, 1, 3, 2]);
}

#[test]
fn an_interval_ends_on_the_day_of_recording_in_vietnam() {
    let by = |on: &str, recorded: &str| {
        collect(&[event(1, on, recorded, contact(true))])[0]
            .by
            .to_string()
    };
    assert_eq!(by("2025", "2025-03-04"), "2025-03-04");
    assert_eq!(by("2025-03", "2025-04-04"), "2025-03-31");
    assert_eq!(by("2025-03-02", "2025-03-04"), "2025-03-02");
    assert_eq!(by("2025", "2024-03-04"), "2025-12-31");
    // Five in the evening UTC is the next day in Vietnam.
    let mut late = event(1, "2025-03", "2025-03-04", contact(true));
    late.at = "2025-03-04T17:00:00Z".parse().unwrap();
    assert_eq!(collect(&[late])[0].by.to_string(), "2025-03-05");
}

#[test]
fn an_amendment_that_repeats_the_date_does_not_move_the_fact() {
    let original = event(1, "2025", "2025-03-04", contact(true));
    let same = amendment(2, 1, AmendKind::Correct, "2025", contact(false));
    assert_eq!(collect(&[original.clone(), same])[0].by.to_string(), "2025-03-04");
    let other = amendment(2, 1, AmendKind::Correct, "2024", contact(false));
    assert_eq!(collect(&[original, other])[0].by.to_string(), "2024-12-31");
}
