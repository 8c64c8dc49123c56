use super::*;
use crate::care::tests::facts;
use crate::event::{Amend, AmendKind, Recorded, collect};

fn unit() -> UnitRef {
    UnitRef::parse("16249@2024").unwrap()
}

fn held(kind: FairKind) -> FairEvent {
    FairHeld {
        kind,
        unit: unit(),
        organiser: None,
    }
    .into()
}

fn named(name: &str) -> FairEvent {
    ExhibitorAttended {
        enterprise: None,
        name: LegalName::parse(name).ok(),
        seats: 10,
    }
    .into()
}

fn seekers(people: u32) -> FairEvent {
    SeekersAttended {
        worker: None,
        people,
        precision: Precision::Exact,
    }
    .into()
}

fn matched(destination: Destination, worker: Option<u128>, people: u32) -> FairEvent {
    let worker = worker.map(Uuid::from_u128);
    MatchRecorded {
        destination,
        worker,
        enterprise: None,
        people,
        precision: Precision::Exact,
    }
    .into()
}

fn declared(measure: Headcount, destination: Option<Destination>, value: u32) -> FairEvent {
    HeadcountDeclared {
        measure,
        destination,
        value,
        precision: Precision::Over,
    }
    .into()
}

#[test]
fn a_fair_is_planned_and_then_held() {
    let planned = FairPlanned {
        kind: FairKind::Regular,
        unit: unit(),
        day: "2025-03-10".parse().unwrap(),
        organiser: LegalName::parse("Trung tâm Dịch vụ việc làm").ok(),
    };
    let only_planned = Fair::fold(&facts([("2025-02-01", planned.clone().into())]));
    assert_eq!(
        (only_planned.held, only_planned.kind),
        (None, Some(FairKind::Regular))
    );
    let fair = Fair::fold(&facts([
        ("2025-02-01", planned.into()),
        ("2025-03-12", held(FairKind::Mobile)),
    ]));
    assert_eq!(fair.held.unwrap().to_string(), "2025-03-12");
    assert_eq!(fair.kind, Some(FairKind::Mobile), "what was held counts");
    assert!(fair.organiser.is_some(), "what the second does not say stays");
}

#[test]
fn what_was_declared_stands_instead_of_what_was_counted_and_keeps_its_word() {
    let fair = Fair::fold(&facts([
        ("2025-03-12", held(FairKind::Regular)),
        ("2025-03-12", named("Công ty A")),
        ("2025-03-12", named("Công ty B")),
        ("2025-03-12", seekers(250)),
        ("2025-03-12", seekers(200)),
        ("2025-03-13", declared(Headcount::Seekers, None, 480)),
    ]));
    assert_eq!(
        fair.exhibitor_count.value(),
        Sum {
            value: 2,
            precision: Precision::Exact
        }
    );
    assert_eq!(fair.seekers.counted.value, 450);
    assert_eq!(
        fair.seekers.value(),
        Sum {
            value: 480,
            precision: Precision::Over
        }
    );
}

#[test]
fn matches_are_told_apart_by_where_they_lead() {
    let fair = Fair::fold(&facts([
        ("2025-03-12", held(FairKind::Regular)),
        ("2025-03-12", matched(Destination::Domestic, None, 40)),
        ("2025-03-12", matched(Destination::Abroad, Some(4), 1)),
        ("2025-03-12", matched(Destination::Abroad, None, 20)),
        (
            "2025-03-13",
            declared(Headcount::Matches, Some(Destination::Vocational), 15),
        ),
    ]));
    let of = |destination| fair.matches[&Some(destination)].value();
    assert_eq!(of(Destination::Domestic).value, 40);
    assert_eq!(of(Destination::Abroad).value, 21);
    assert_eq!(of(Destination::Vocational).precision, Precision::Over);
    assert_eq!(
        fair.matched_in_all(),
        Sum {
            value: 76,
            precision: Precision::Over
        }
    );
    assert_eq!(fair.matched, [(Uuid::from_u128(4), Destination::Abroad)]);
}

#[test]
fn one_organisation_is_one_whatever_the_accents() {
    let key = |event: &FairEvent| match event {
        FairEvent::ExhibitorAttended(event) => event.key(),
        _ => String::new(),
    };
    assert_eq!(key(&named("Công ty Hoà Bình")), key(&named("CÔNG TY HÒA BÌNH")));
    let code = Code::parse("0100100001").ok();
    let by_code = ExhibitorAttended {
        enterprise: code,
        name: None,
        seats: 0,
    };
    assert_eq!(by_code.key(), "0100100001");
}

#[test]
fn an_annulled_exhibitor_did_not_come() {
    let mut recorded: Vec<Recorded<FairEvent>> = crate::care::tests::recorded([
        ("2025-03-12", held(FairKind::Regular)),
        ("2025-03-12", named("A")),
    ]);
    recorded.push(Recorded {
        id: Uuid::from_u128(77),
        position: 2,
        amends: Some(Amend {
            event: recorded[1].id,
            kind: AmendKind::Annul,
        }),
        ..recorded[1].clone()
    });
    let fair = Fair::fold(&collect(&recorded));
    assert!(fair.exhibitors.is_empty());
    assert_eq!(fair.exhibitor_count.value().value, 0);
}
