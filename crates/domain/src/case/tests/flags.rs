//! Every flag, when it stands and when it does not.

use super::*;

fn around(set: fn(&mut Around)) -> Around {
    let mut around = Around::default();
    set(&mut around);
    around
}

#[test]
fn late_registration_when_the_departure_came_before_the_opening() {
    let case = |departure: &str| {
        given([
            ("2024-07-01", opened(LegalForm::Investor)),
            (departure, departed()),
        ])
        .on("2024-08-01")
    };
    assert!(case("2024-06-30").flags.contains(&Flag::LateRegistration));
    assert!(!case("2024-07-01").flags.contains(&Flag::LateRegistration));
    // Some day of July: the opening on the first may have come before it.
    assert!(!case("2024-07").flags.contains(&Flag::LateRegistration));
    let stock = given([("2024-07-01", legacy()), ("2021-05-01", departed())]).on("2024-08-01");
    assert_eq!(stock.flag_list(), []);
}

#[test]
fn departed_incomplete_when_something_required_was_not_there() {
    let without_visa = Given {
        events: ready().events[..6].to_vec(),
        ..Given::default()
    };
    let left = without_visa.clone().and([("2024-06-01", departed())]);
    assert_eq!(left.on("2024-06-01").flag_list(), [Flag::DepartedIncomplete]);
    // A visa that came after the departure does not heal it; one that was only entered late does.
    let issued = |on: &'static str| left.clone().and([(on, visa())]).on("2024-07-01").flags;
    assert!(issued("2024-06-02").contains(&Flag::DepartedIncomplete));
    assert!(!issued("2024-05-31").contains(&Flag::DepartedIncomplete));
    let expired = without_visa.and([
        ("2024-05-01", visa_until("2024-05-31")),
        ("2024-06-01", departed()),
    ]);
    assert_eq!(expired.on("2024-06-01").flag_list(), [Flag::DepartedIncomplete]);
    let ran_out_abroad = without_visa_then(visa_until("2024-06-30"));
    assert_eq!(ran_out_abroad.on("2026-01-01").flag_list(), []);
    // What is issued abroad later says nothing of the visa held at departure.
    let renewed = abroad().and([("2025-01-01", visa_until("2025-01-02"))]);
    assert_eq!(renewed.on("2025-06-01").flag_list(), []);
}

fn without_visa_then(visa: CaseEvent) -> Given {
    let without = Given {
        events: ready().events[..6].to_vec(),
        ..Given::default()
    };
    without.and([("2024-05-01", visa), ("2024-06-01", departed())])
}

#[test]
fn under_age_at_departure_by_the_rule_of_that_day() {
    let at = |age: Option<u8>| {
        ready()
            .and([("2024-06-01", departed_at("JP", age))])
            .on("2024-07-01")
            .flag_list()
    };
    assert_eq!(at(Some(17)), [Flag::UnderAge]);
    assert_eq!(at(Some(18)), []);
    assert_eq!(at(None), []);
    // Today's age does not matter once somebody has left.
    let case = abroad().around(around(|a| a.age = Some(17))).on("2024-07-01");
    assert_eq!(case.flag_list(), []);
    let early = given([
        ("2017-05-01", legacy()),
        ("2017-06-01", departed_at("JP", Some(16))),
    ]);
    assert_eq!(
        early.on("2017-07-01").flag_list(),
        [],
        "no rule is known for 2017: undecided, not guessed"
    );
}

#[test]
fn under_age_before_departure_by_the_age_on_the_day() {
    let case = |age| {
        given([("2024-01-10", opened(LegalForm::Investor))]).around(Around {
            age,
            ..Around::default()
        })
    };
    assert_eq!(case(Some(17)).on("2024-02-01").flag_list(), [Flag::UnderAge]);
    assert_eq!(case(Some(18)).on("2024-02-01").flag_list(), []);
    assert_eq!(case(None).on("2024-02-01").flag_list(), []);
}

#[test]
fn identity_conflict_and_unresolved_residence_stand_in_every_state() {
    for case in [
        ready(),
        abroad(),
        abroad().and([("2027-06-10", returned()), ("2027-07-01", closed())]),
    ] {
        let conflict = case
            .clone()
            .around(around(|a| a.identity_conflict = true))
            .on("2027-08-01");
        assert!(conflict.flags.contains(&Flag::IdentityConflict));
        let unresolved = case
            .around(around(|a| a.residence_unresolved = true))
            .on("2027-08-01");
        assert!(unresolved.flags.contains(&Flag::ResidenceUnresolved));
    }
}

#[test]
fn overlapping_stays_before_departure_and_abroad_only() {
    let other = around(|a| a.other_open_stay = true);
    let flagged = |case: Given, on: &str| case.around(other).on(on).flags.contains(&Flag::OverlappingStays);
    assert!(flagged(ready(), "2024-05-30"));
    assert!(flagged(abroad(), "2024-06-30"));
    assert!(flagged(abroad(), "2028-01-01"), "overdue is abroad");
    assert!(!flagged(abroad().and([("2027-06-10", returned())]), "2027-06-10"));
    assert!(!flagged(ready().and([("2024-05-25", withdrawn())]), "2024-05-30"));
}

#[test]
fn second_case_before_departure_only() {
    let other = around(|a| a.other_case_open = true);
    assert_eq!(
        ready().around(other).on("2024-05-30").flag_list(),
        [Flag::SecondCase]
    );
    assert_eq!(abroad().around(other).on("2024-06-30").flag_list(), []);
}

#[test]
fn second_departure_in_one_case_is_flagged_and_the_first_counts() {
    let case = abroad()
        .and([("2025-02-10", departed_at("TW", Some(25)))])
        .on("2025-03-01");
    assert_eq!(
        (case.state, case.flag_list()),
        (State::Abroad, vec![Flag::SecondDeparture])
    );
    let departure = case.departure.unwrap();
    assert_eq!(
        (departure.on.to_string().as_str(), departure.market.as_str()),
        ("2024-06-01", "JP")
    );
}

#[test]
fn departed_after_end_from_withdrawn_and_closed() {
    let withdrawn = ready().and([("2024-05-25", withdrawn()), ("2024-06-01", departed())]);
    let case = withdrawn.on("2024-06-01");
    assert_eq!(
        (case.state, case.flag_list()),
        (State::Abroad, vec![Flag::DepartedAfterEnd])
    );
    assert_eq!(case.phase_since(Phase::Ended), None);
    let closed = ready().and([
        ("2024-05-25", super::withdrawn()),
        ("2024-05-26", closed()),
        ("2024-06-01", departed()),
    ]);
    let case = closed.on("2024-06-01");
    assert_eq!(
        (case.state, case.flag_list()),
        (State::Abroad, vec![Flag::DepartedAfterEnd])
    );
}

#[test]
fn market_differs_in_whatever_order_opening_and_departure_are_dated() {
    for opened_on in ["2024-01-10", "2024-12-01"] {
        let case = given([
            (opened_on, opened(LegalForm::Investor)),
            ("2024-06-01", departed_at("TW", None)),
        ]);
        let case = case.on("2025-01-01");
        assert!(case.flags.contains(&Flag::MarketDiffers));
        assert_eq!(case.market.unwrap().as_str(), "TW");
    }
}

#[test]
fn history_changed_when_something_earlier_is_learnt_after_the_departure() {
    let learnt = abroad().and([("2024-05-01", HealthCheckRecorded { certificate: true }.into())]);
    assert_eq!(learnt.on("2024-06-02").flag_list(), [Flag::HistoryChanged]);
    let later = abroad().and([("2024-06-03", arrived())]);
    assert_eq!(later.on("2024-06-04").flag_list(), []);
    let changed = abroad().amend(3, AmendKind::Correct, "2024-03-03", sending());
    assert_eq!(changed.on("2024-06-02").flag_list(), [Flag::HistoryChanged]);
    let moved = abroad().amend(7, AmendKind::Correct, "2024-06-05", departed());
    assert_eq!(moved.on("2024-06-06").flag_list(), [Flag::HistoryChanged]);
}

#[test]
fn only_three_flags_block() {
    let blocking: Vec<Flag> = [
        Flag::LateRegistration,
        Flag::DepartedIncomplete,
        Flag::UnderAge,
        Flag::IdentityConflict,
        Flag::OverlappingStays,
        Flag::SecondCase,
        Flag::ResidenceUnresolved,
        Flag::ReturnWithoutDeparture,
        Flag::SecondDeparture,
        Flag::DepartedAfterEnd,
        Flag::MarketDiffers,
        Flag::HistoryChanged,
    ]
    .into_iter()
    .filter(|flag| flag.blocks_ready())
    .collect();
    assert_eq!(
        blocking,
        [Flag::UnderAge, Flag::IdentityConflict, Flag::OverlappingStays]
    );
}

#[test]
fn states_and_codes_are_found_by_their_text() {
    for state in State::ALL {
        assert_eq!(State::parse(state.as_str()), Some(state));
        assert_eq!(
            serde_json::to_string(&state).unwrap(),
            format!("\"{}\"", state.as_str())
        );
    }
    assert_eq!(State::parse("IRREG?"), None);
    for form in LegalForm::ALL {
        assert_eq!(LegalForm::parse(form.as_str()), Some(*form));
        assert_eq!(
            serde_json::to_string(form).unwrap(),
            format!("\"{}\"", form.as_str())
        );
    }
    assert_eq!(LegalForm::parse(""), None);
}
