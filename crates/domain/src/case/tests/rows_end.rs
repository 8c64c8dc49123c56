//! Rows 19, 21 to 23 and 25: return, liquidation, closing, opening again.

use super::*;

fn back() -> Given {
    abroad().and([("2027-06-10", returned())])
}

#[test]
fn row_19_a_return_ends_the_stay_also_an_overdue_one() {
    let case = back();
    assert_eq!(case.on("2027-06-10").state, State::Ret);
    assert_eq!(case.on("2030-01-01").state, State::Ret);
    assert_eq!(
        case.on("2027-06-10").phase_since(Phase::Back).as_deref(),
        Some("2027-06-10")
    );
    let late = abroad().and([("2028-01-05", returned())]);
    assert_eq!(late.on("2028-01-04").state, State::Overdue);
    assert_eq!(late.on("2028-01-05").state, State::Ret);
}

#[test]
fn row_19_who_confirmed_the_return_is_separate() {
    let case = back().and([("2027-06-15", return_seen())]).on("2027-06-15");
    let back = case.back.unwrap();
    assert_eq!(
        (back.verified, back.cause),
        (Some(Verifier::Commune), EndCause::OnTime)
    );
    assert_eq!(case.state, State::Ret);
}

#[test]
fn row_19_a_confirmation_alone_is_no_return() {
    let case = abroad().and([("2027-06-15", return_seen())]).on("2027-06-15");
    assert_eq!((case.state, case.back), (State::Abroad, None));
}

#[test]
fn row_19_a_stay_ends_once() {
    let case = back().and([("2027-07-10", returned())]).on("2027-08-01");
    assert_eq!(case.back.unwrap().on.to_string(), "2027-06-10");
}

#[test]
fn row_19_a_return_without_a_departure_asks_for_the_date() {
    let events = ready().and([("2024-07-01", returned())]);
    let case = events.on("2024-07-01");
    assert_eq!((case.state, case.departure.clone()), (State::Ret, None));
    assert_eq!(case.flag_list(), [Flag::ReturnWithoutDeparture]);
    // The date that comes in later answers the question.
    let answered = events.and([("2024-06-01", departed())]).on("2024-07-01");
    assert_eq!((answered.state, answered.flag_list()), (State::Ret, vec![]));
    let from_withdrawn = ready()
        .and([("2024-05-25", withdrawn()), ("2024-07-01", returned())])
        .on("2024-07-01");
    assert_eq!(
        (from_withdrawn.state, from_withdrawn.phase_since(Phase::Ended)),
        (State::Ret, None)
    );
}

#[test]
fn row_21_the_contract_is_liquidated_after_the_return() {
    let case = back().and([("2027-07-01", liquidated())]);
    assert_eq!(case.on("2027-06-30").state, State::Ret);
    assert_eq!(case.on("2027-07-01").state, State::Liq);
}

#[test]
fn row_21_what_was_liquidated_before_the_flight_home_is_liquidated_after_it() {
    let case = abroad().and([("2027-06-05", liquidated()), ("2027-06-10", returned())]);
    assert_eq!(case.on("2027-06-05").state, State::Abroad);
    assert_eq!(case.on("2027-06-10").state, State::Liq);
}

#[test]
fn row_22_returned_liquidated_and_withdrawn_cases_can_be_closed() {
    let returned = back().and([("2027-08-01", closed())]).on("2027-08-01");
    assert_eq!(returned.state, State::Closed);
    let settled = back()
        .and([("2027-07-01", liquidated()), ("2027-08-01", closed())])
        .on("2027-08-01");
    assert_eq!(settled.state, State::Closed);
    let gone = ready()
        .and([("2024-05-25", withdrawn()), ("2024-06-01", closed())])
        .on("2024-06-01");
    assert_eq!(gone.state, State::Closed);
    assert_eq!(gone.phase_since(Phase::Ended).as_deref(), Some("2024-05-25"));
}

#[test]
fn row_22_a_closing_that_fits_no_more_is_flagged() {
    // Closed as withdrawn; that the person had left all the same came in later.
    let case = ready().and([
        ("2024-05-25", withdrawn()),
        ("2024-06-10", closed()),
        ("2024-06-01", departed()),
    ]);
    let case = case.on("2024-06-10");
    assert_eq!(case.state, State::Abroad);
    assert_eq!(case.flag_list(), [Flag::DepartedAfterEnd, Flag::HistoryChanged]);
    assert_eq!(case.phase_since(Phase::Ended), None);
}

#[test]
fn row_23_a_reopened_case_is_where_it_was_before_closing() {
    let cases = [
        (back(), State::Ret),
        (back().and([("2027-07-01", liquidated())]), State::Liq),
        (ready().and([("2024-05-25", withdrawn())]), State::Wdn),
    ];
    for (case, state) in cases {
        let case = case.and([("2027-08-01", closed()), ("2027-08-20", reopened())]);
        assert_eq!(case.on("2027-08-19").state, State::Closed);
        let open = case.on("2027-08-20");
        assert_eq!(open.state, state);
        assert_eq!(open.phases.contains_key(&Phase::Ended), state == State::Wdn);
        let again = case.and([("2027-08-20", closed())]);
        assert_eq!(
            again.on("2027-08-20").state,
            State::Closed,
            "opened and closed again on one day"
        );
    }
}

#[test]
fn row_23_reopening_what_is_not_closed_is_flagged() {
    let case = back().and([("2027-08-01", reopened())]).on("2027-08-01");
    assert_eq!(
        (case.state, case.flag_list()),
        (State::Ret, vec![Flag::HistoryChanged])
    );
}

#[test]
fn row_25_the_next_migration_is_a_new_case() {
    let first = back().and([("2027-08-01", closed())]);
    let second = given([("2027-09-01", opened(LegalForm::PublicUnit))]);
    assert_eq!(first.on("2027-09-01").state, State::Closed);
    assert_eq!(
        (second.on("2027-09-01").state, second.on("2027-09-01").flag_list()),
        (State::Reg, vec![])
    );
}
