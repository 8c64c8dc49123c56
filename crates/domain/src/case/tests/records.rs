//! What is not a sound record, one test for each refusal.

use super::*;
use crate::case::record::{FactRefusal, check_amendment, is_annulled, record_fact};

const TODAY: &str = "2025-08-10";

fn record(case: &Given, on: &str, event: &CaseEvent) -> Result<(), FactRefusal> {
    record_fact(&case.events, event, partial(on), None, day(TODAY))
}

fn amend(case: &Given, position: usize, kind: AmendKind, event: &CaseEvent) -> Result<(), FactRefusal> {
    let amends = Some(Amend {
        event: case.events[position].id,
        kind,
    });
    record_fact(&case.events, event, partial("2024-06-01"), amends, day(TODAY))
}

#[test]
fn what_has_not_come_yet_is_refused() {
    let case = ready();
    assert_eq!(record(&case, TODAY, &departed()), Ok(()));
    for on in ["2025-08-11", "2025-09", "2026"] {
        assert_eq!(
            record(&case, on, &departed()),
            Err(FactRefusal::Future { on: partial(on) })
        );
    }
    for on in ["2025-08", "2025"] {
        assert_eq!(record(&case, on, &departed()), Ok(()), "some of {on} has come");
    }
}

#[test]
fn what_lies_before_any_registry_is_refused() {
    let case = ready();
    assert_eq!(record(&case, "1975", &departed()), Ok(()));
    let on = partial("1974-12-31");
    assert_eq!(
        record(&case, "1974-12-31", &departed()),
        Err(FactRefusal::TooEarly { on })
    );
}

#[test]
fn a_case_begins_with_its_opening_once() {
    let nothing = Given::default();
    assert_eq!(record(&nothing, TODAY, &opened(LegalForm::Investor)), Ok(()));
    assert_eq!(record(&nothing, TODAY, &departed()), Err(FactRefusal::Beginning));
    assert_eq!(
        record(&ready(), TODAY, &opened(LegalForm::Investor)),
        Err(FactRefusal::Beginning)
    );
}

#[test]
fn an_opening_is_annulled_only_when_nothing_else_holds() {
    let opening = opened(LegalForm::ServiceEnterprise);
    assert_eq!(
        amend(&abroad(), 0, AmendKind::Annul, &opening),
        Err(FactRefusal::Beginning)
    );
    assert_eq!(amend(&abroad(), 0, AmendKind::Correct, &opening), Ok(()));
    let mut emptied = abroad();
    for position in 1..8 {
        let event = emptied.events[position].event.clone();
        emptied = emptied.amend(position, AmendKind::Annul, "2024-06-01", event);
    }
    assert_eq!(amend(&emptied, 0, AmendKind::Annul, &opening), Ok(()));
}

#[test]
fn a_decision_is_not_recorded_as_a_fact() {
    for decision in [
        certified(),
        refused(),
        requested(&[DossierItem::Health]),
        closed(),
        reopened(),
    ] {
        assert!(matches!(
            record(&ready(), TODAY, &decision),
            Err(FactRefusal::Decision(_))
        ));
    }
    let assigned = CaseAssigned {
        commune: unit(DA_BAC),
    }
    .into();
    assert_eq!(
        record(&ready(), TODAY, &assigned),
        Err(FactRefusal::Decision("case_assigned"))
    );
}

#[test]
fn a_contract_does_not_end_before_it_starts() {
    let contract = |end| record(&ready(), TODAY, &employment("2024-06-01", end));
    assert_eq!(contract("2024-05-31"), Err(FactRefusal::ContractDates));
    assert_eq!(contract("2024-06-01"), Ok(()));
}

#[test]
fn an_amendment_names_an_original_of_this_stream() {
    let case = abroad().amend(7, AmendKind::Correct, "2024-06-02", departed());
    let elsewhere = Amend {
        event: Uuid::from_u128(1),
        kind: AmendKind::Annul,
    };
    let unknown = record_fact(
        &case.events,
        &departed(),
        partial("2024-06-01"),
        Some(elsewhere),
        day(TODAY),
    );
    assert_eq!(unknown, Err(FactRefusal::UnknownEvent));
    // A correction is corrected by correcting the original again.
    assert_eq!(
        amend(&case, 8, AmendKind::Correct, &departed()),
        Err(FactRefusal::UnknownEvent)
    );
    assert_eq!(amend(&case, 7, AmendKind::Correct, &departed()), Ok(()));
}

#[test]
fn an_amendment_has_the_type_of_its_original() {
    let refusal = FactRefusal::OtherType {
        original: "departure_recorded",
        given: "visa_issued",
    };
    assert_eq!(amend(&abroad(), 7, AmendKind::Correct, &visa()), Err(refusal));
}

#[test]
fn what_is_annulled_is_reinstated_before_anything_else() {
    let case = abroad();
    assert_eq!(
        amend(&case, 7, AmendKind::Reinstate, &departed()),
        Err(FactRefusal::NothingToAmend)
    );
    let annulled = case.amend(7, AmendKind::Annul, "2024-06-01", departed());
    assert!(is_annulled(&annulled.events, annulled.events[7].id));
    for kind in [AmendKind::Annul, AmendKind::Correct] {
        assert_eq!(
            amend(&annulled, 7, kind, &departed()),
            Err(FactRefusal::NothingToAmend)
        );
    }
    assert_eq!(amend(&annulled, 7, AmendKind::Reinstate, &departed()), Ok(()));
    let restored = annulled.amend(7, AmendKind::Reinstate, "2024-06-01", departed());
    assert!(!is_annulled(&restored.events, restored.events[7].id));
    assert_eq!(amend(&restored, 7, AmendKind::Annul, &departed()), Ok(()));
}

#[test]
fn dates_and_contracts_of_amendments_are_checked_too() {
    let case = abroad();
    let amends = Some(Amend {
        event: case.events[4].id,
        kind: AmendKind::Correct,
    });
    let wrong = employment("2024-06-01", "2024-01-01");
    let refused = record_fact(&case.events, &wrong, partial("2024-03-02"), amends, day(TODAY));
    assert_eq!(refused, Err(FactRefusal::ContractDates));
}

#[test]
fn decisions_can_be_amended_where_the_caller_may_decide() {
    let case = filed_case().and([("2025-08-08", certified())]);
    let amends = Amend {
        event: case.events[2].id,
        kind: AmendKind::Annul,
    };
    assert_eq!(check_amendment(&case.events, &certified(), amends), Ok(()));
}
