use std::sync::LazyLock;

use jiff::civil::Date;

use super::*;
use crate::calendar::Calendar;
use crate::case::record::FactRefusal;
use crate::date::PartialDate;
use crate::event::{Amend, AmendKind, Effective, Recorded, collect};
use crate::fair::{Destination, ExhibitorAttended, FairHeld, FairKind, MatchRecorded};
use crate::household::{HouseholdPolicyDetermined, PolicyGroup};
use crate::loan::{LoanDisbursed, LoanForwarded, LoanPurpose};
use crate::precision::Precision;
use crate::reintegration::CounsellingGiven;
use crate::rules::Rules;
use crate::support::{BudgetSource, SupportDecided, SupportItem, SupportPaid};
use crate::unit::UnitRef;
use crate::units::Units;

pub(crate) static RULES: LazyLock<Rules> =
    LazyLock::new(|| Rules::from_json(include_str!("../../../../data/rules/vn-1.json")).unwrap());

pub(crate) static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::from_csv(include_str!(
        "../../../../data/holidays/public-holidays-2018-2027.csv"
    ))
    .unwrap()
});

pub(crate) static UNITS: LazyLock<Units> = LazyLock::new(|| {
    Units::from_csv(
        include_str!("../../../../data/admin-units/units-until-2025-06-30.csv"),
        include_str!("../../../../data/admin-units/units-from-2025-07-01.csv"),
        include_str!("../../../../data/admin-units/successions-2025-07-01.csv"),
    )
    .unwrap()
});

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Facts in the order of the log; the id of one is its place.
pub(crate) fn recorded<'a, E>(facts: impl IntoIterator<Item = (&'a str, E)>) -> Vec<Recorded<E>> {
    let stored = facts
        .into_iter()
        .enumerate()
        .map(|(position, (on, event))| Recorded {
            id: Uuid::from_u128(1_000 + position as u128),
            position: position as u64,
            on: PartialDate::parse(on).unwrap(),
            at: "2030-01-01T00:00:00Z".parse().unwrap(),
            amends: None,
            event,
        });
    stored.collect()
}

pub(crate) fn facts<'a, E: StreamEvent + 'a>(
    facts: impl IntoIterator<Item = (&'a str, E)>,
) -> Vec<Effective<E>> {
    collect(&recorded(facts))
}

fn held() -> CareEvent {
    let unit = UnitRef::parse("16249@2024").unwrap();
    FairEvent::from(FairHeld {
        kind: FairKind::Regular,
        unit,
        organiser: None,
    })
    .into()
}

fn exhibitor(name: Option<&str>) -> CareEvent {
    let name = name.map(|name| crate::code::LegalName::parse(name).unwrap());
    FairEvent::from(ExhibitorAttended {
        enterprise: None,
        name,
        seats: 1,
    })
    .into()
}

fn matched(worker: Option<u128>, people: u32) -> CareEvent {
    FairEvent::from(MatchRecorded {
        destination: Destination::Abroad,
        worker: worker.map(Uuid::from_u128),
        enterprise: None,
        people,
        precision: Precision::Exact,
    })
    .into()
}

fn check(existing: &[Recorded<CareEvent>], event: &CareEvent, on: &str) -> Result<(), FactRefusal> {
    record(
        existing,
        event,
        PartialDate::parse(on).unwrap(),
        None,
        day("2025-06-30"),
    )
}

#[test]
fn a_stream_begins_with_what_opens_it_and_once() {
    let open = recorded([("2025-03-01", held())]);
    assert_eq!(check(&[], &held(), "2025-03-01"), Ok(()));
    assert_eq!(
        check(&[], &exhibitor(Some("A")), "2025-03-01"),
        Err(FactRefusal::Opening)
    );
    assert_eq!(check(&open, &exhibitor(Some("A")), "2025-03-01"), Ok(()));
    let forwarded = CareEvent::from(LoanEvent::from(LoanForwarded {
        worker: Uuid::from_u128(1),
        case: None,
        purpose: LoanPurpose::Costs,
        group: None,
        amount: 1,
        branch: None,
    }));
    let loan = recorded([("2025-03-01", forwarded.clone())]);
    assert_eq!(check(&[], &forwarded, "2025-03-01"), Ok(()));
    assert_eq!(check(&loan, &forwarded, "2025-03-02"), Err(FactRefusal::Opening));
}

#[test]
fn what_has_no_content_is_not_recorded() {
    let open = recorded([("2025-03-01", held())]);
    assert_eq!(
        check(&open, &exhibitor(None), "2025-03-01"),
        Err(FactRefusal::Empty("name"))
    );
    assert_eq!(
        check(&open, &matched(None, 0), "2025-03-01"),
        Err(FactRefusal::Empty("people"))
    );
    assert_eq!(
        check(&open, &matched(Some(1), 2), "2025-03-01"),
        Err(FactRefusal::OtherPerson)
    );
    assert_eq!(check(&open, &matched(Some(1), 1), "2025-03-01"), Ok(()));
    let paid = CareEvent::from(LoanEvent::from(LoanDisbursed { amount: 0 }));
    assert_eq!(
        check(&open, &paid, "2025-03-01"),
        Err(FactRefusal::Empty("amount"))
    );
    let reversed = CareEvent::from(HouseholdEvent::from(HouseholdPolicyDetermined {
        group: PolicyGroup::Poor,
        valid_from: day("2025-01-01"),
        valid_to: Some(day("2024-12-31")),
    }));
    assert_eq!(
        check(&open, &reversed, "2025-03-01"),
        Err(FactRefusal::Reversed("valid_to"))
    );
}

#[test]
fn a_day_that_has_not_come_is_not_recorded() {
    assert!(matches!(
        check(&[], &held(), "2025-07-01"),
        Err(FactRefusal::Future { .. })
    ));
    assert!(matches!(
        check(&[], &held(), "1970-07-01"),
        Err(FactRefusal::TooEarly { .. })
    ));
}

#[test]
fn a_decision_is_no_fact_and_its_beginning_is_not_struck_out_under_what_rests_on_it() {
    let decided = CareEvent::from(SupportEvent::from(SupportDecided {
        worker: Uuid::from_u128(1),
        case: None,
        item: SupportItem::Travel,
        group: None,
        amount: 5,
        budget: BudgetSource::Local,
    }));
    assert_eq!(
        check(&[], &decided, "2025-03-01"),
        Err(FactRefusal::Decision("support_decided"))
    );
    let paid = CareEvent::from(SupportEvent::from(SupportPaid {
        amount: 5,
        budget: BudgetSource::Local,
    }));
    let both = recorded([("2025-03-01", decided.clone()), ("2025-03-02", paid)]);
    let annul = |existing: &[Recorded<CareEvent>]| {
        let amend = Amend {
            event: existing[0].id,
            kind: AmendKind::Annul,
        };
        let on = PartialDate::parse("2025-03-01").unwrap();
        record(existing, &decided, on, Some(amend), day("2025-06-30"))
    };
    assert_eq!(annul(&both), Err(FactRefusal::Opening));
    assert_eq!(annul(&both[..1]), Ok(()));
}

#[test]
fn what_follows_a_return_is_about_one_person() {
    let given = |worker: u128| {
        let worker = Uuid::from_u128(worker);
        CareEvent::from(ReintegrationEvent::from(CounsellingGiven {
            worker,
            provider: None,
        }))
    };
    let one = recorded([("2025-03-01", given(1))]);
    assert_eq!(check(&one, &given(1), "2025-03-05"), Ok(()));
    assert_eq!(
        check(&one, &given(2), "2025-03-05"),
        Err(FactRefusal::OtherPerson)
    );
}

#[test]
fn every_kind_knows_its_own_types_and_no_others() {
    assert!(CareEvent::knows(CareKind::Fair, "fair_held"));
    assert!(!CareEvent::knows(CareKind::Loan, "fair_held"));
    let read = CareEvent::decode("loan_disbursed", r#"{"amount":5}"#).unwrap();
    assert_eq!((read.kind(), read.info().rank), (CareKind::Loan, 3));
    assert!(matches!(
        CareEvent::decode("flown", "{}"),
        Err(DecodeError::UnknownType(_))
    ));
}
