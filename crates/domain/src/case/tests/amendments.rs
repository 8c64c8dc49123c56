//! Corrections, annulments and reinstatements of what was recorded in a case.

use super::*;

#[test]
fn an_annulled_departure_folds_as_if_absent() {
    let case =
        abroad()
            .and([("2024-06-09", departure_seen())])
            .amend(7, AmendKind::Annul, "2024-06-01", departed());
    let case = case.on("2024-07-01");
    assert_eq!((case.state, case.departure.clone()), (State::Ready, None));
    assert_eq!(case.flag_list(), []);
    assert_eq!(case.market.unwrap().as_str(), "JP");
}

#[test]
fn after_an_annulment_the_right_departure_is_not_a_second_one() {
    let case = abroad()
        .amend(7, AmendKind::Annul, "2024-06-01", departed())
        .and([("2024-08-01", departed_at("TW", Some(24)))])
        .on("2024-08-01");
    assert_eq!(case.flag_list(), [Flag::MarketDiffers]);
    assert_eq!(case.departure.unwrap().on.to_string(), "2024-08-01");
}

#[test]
fn a_return_whose_departure_is_annulled_asks_for_the_date_again() {
    let case = abroad()
        .and([("2027-06-10", returned())])
        .amend(7, AmendKind::Annul, "2024-06-01", departed())
        .on("2027-06-10");
    assert_eq!(
        (case.state, case.flag_list()),
        (State::Ret, vec![Flag::ReturnWithoutDeparture])
    );
}

#[test]
fn a_corrected_date_moves_the_fact() {
    let case = abroad().amend(7, AmendKind::Correct, "2024-06-20", departed());
    assert_eq!(case.on("2024-06-19").state, State::Ready);
    let departure = case.on("2024-06-20").departure.unwrap();
    assert_eq!(departure.on.to_string(), "2024-06-20");
    assert_eq!(departure.event, case.events[7].id, "it is still the same event");
}

#[test]
fn the_last_correction_of_one_event_holds() {
    let case = abroad()
        .amend(7, AmendKind::Correct, "2024-06-20", departed())
        .amend(7, AmendKind::Correct, "2024-06-03", departed_at("KR", None))
        .on("2024-07-01");
    let departure = case.departure.unwrap();
    assert_eq!(
        (departure.on.to_string().as_str(), departure.market.as_str()),
        ("2024-06-03", "KR")
    );
}

#[test]
fn an_annulled_certification_leaves_the_filing_pending() {
    let case = filed_case()
        .and([("2025-08-08", certified())])
        .amend(2, AmendKind::Annul, "2025-08-08", certified())
        .on("2025-08-10");
    assert_eq!((case.state, case.direct.unwrap().outcome), (State::Cpend, None));
}

#[test]
fn an_annulled_withdrawal_opens_the_way_again() {
    let case =
        ready()
            .and([("2024-05-25", withdrawn())])
            .amend(7, AmendKind::Annul, "2024-05-25", withdrawn());
    assert_eq!(case.on("2024-05-26").state, State::Ready);
    assert_eq!(case.on("2024-05-26").phase_since(Phase::Ended), None);
}

#[test]
fn an_annulled_opening_leaves_a_case_of_nobody() {
    let case = given([("2024-01-10", opened(LegalForm::Investor))]).amend(
        0,
        AmendKind::Annul,
        "2024-01-10",
        opened(LegalForm::Investor),
    );
    let case = case.on("2024-02-01");
    assert_eq!((case.worker, case.opened, case.state), (None, None, State::Reg));
}
