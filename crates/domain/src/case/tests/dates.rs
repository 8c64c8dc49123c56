//! Dates known to the month or the year, and the order of folding.

use super::*;

#[test]
fn an_interval_counts_from_its_last_day() {
    let case = ready().and([("2024-06", departed())]);
    assert_eq!(case.on("2024-06-29").state, State::Ready);
    assert_eq!(case.on("2024-06-30").state, State::Abroad);
}

#[test]
fn an_interval_ends_when_it_was_written_down() {
    let case = ready().recorded("2024", "2024-06-10", departed());
    assert_eq!(case.on("2024-06-09").state, State::Ready);
    assert_eq!(case.on("2024-06-10").state, State::Abroad);
    // Written down before it can have happened: the clock was wrong, the interval stands.
    let odd = ready().recorded("2024", "2020-01-01", departed());
    assert_eq!(odd.on("2024-12-30").state, State::Ready);
}

#[test]
fn a_decision_about_a_year_known_imprecisely_has_effect_on_its_day() {
    let case = given([("2024-01-10", opened(LegalForm::Investor)), ("2023", departed())])
        .recorded("2025", "2025-07-05", returned())
        .recorded("2025-07-10", "2025-07-10", closed());
    assert_eq!(case.on("2025-07-09").state, State::Ret);
    assert_eq!(case.on("2025-07-10").state, State::Closed);
}

#[test]
fn a_conflict_is_flagged_only_if_no_order_fits() {
    let stay = |out: &'static str, home: &'static str| {
        let mut case = ready();
        case.events.truncate(7);
        case.and([(home, returned()), (out, departed())]).on("2030-01-01")
    };
    for (out, home) in [
        ("2025-05-01", "2025-05-01"),
        ("2025-05", "2025-05-20"),
        ("2025", "2025-03-01"),
        ("2025", "2025-03"),
        ("2025-05-20", "2025-05"),
    ] {
        let case = stay(out, home);
        assert_eq!(
            (case.state, case.flag_list()),
            (State::Ret, vec![]),
            "{out} to {home}"
        );
        assert!(case.phases.contains_key(&Phase::Abroad));
    }
    // Nobody returns in April from a departure in May or later: the person is away again.
    for (out, home) in [
        ("2025-05-01", "2025-04-30"),
        ("2025-05", "2025-04"),
        ("2026", "2025"),
    ] {
        let case = stay(out, home);
        assert_eq!(
            case.flag_list(),
            [Flag::ReturnWithoutDeparture],
            "{out} to {home}"
        );
        assert_eq!(case.state, State::Overdue);
    }
}

#[test]
fn who_left_after_an_unexplained_return_can_return_again() {
    let case = ready().and([
        ("2024-05-25", returned()),
        ("2024-06-01", departed()),
        ("2025-06-01", returned()),
    ]);
    assert_eq!(case.on("2024-06-02").state, State::Abroad);
    let back = case.on("2025-06-02");
    assert_eq!(
        (back.state, back.flag_list()),
        (State::Ret, vec![Flag::ReturnWithoutDeparture])
    );
    assert_eq!(back.back.unwrap().on.to_string(), "2025-06-01");
}

#[test]
fn a_confirmation_holds_for_what_it_can_have_confirmed() {
    let verified = |out: &'static str, seen: &'static str| {
        let case = ready().and([(out, departed()), (seen, departure_seen())]);
        case.on("2025-01-01").departure.unwrap().verified
    };
    assert_eq!(verified("2024-06", "2024-06-12"), Some(Verifier::Border));
    assert_eq!(verified("2024-06-12", "2024-06-12"), Some(Verifier::Border));
    assert_eq!(verified("2024-06-12", "2024-06"), Some(Verifier::Border));
    assert_eq!(verified("2024-06-12", "2024-06-11"), None);
    let home = |back: &'static str, seen: &'static str| {
        let case = abroad().and([(back, returned()), (seen, return_seen())]);
        case.on("2028-01-01").back.unwrap().verified
    };
    assert_eq!(home("2027-06", "2027-06-12"), Some(Verifier::Commune));
    assert_eq!(home("2027-06-12", "2027-06-11"), None);
}

#[test]
fn on_one_day_cause_comes_before_effect() {
    let case = given([
        ("2024-06-01", closed()),
        ("2024-06-01", liquidated()),
        ("2024-06-01", returned()),
        ("2024-06-01", departed()),
        ("2024-06-01", visa()),
        ("2024-06-01", fund(Payer::Worker)),
        ("2024-06-01", sending()),
        ("2024-06-01", oriented()),
        ("2024-06-01", opened(LegalForm::ServiceEnterprise)),
    ]);
    let case = case.on("2024-06-01");
    assert_eq!((case.state, case.before_closing), (State::Closed, State::Liq));
    assert!(case.missing.is_empty() && !case.flags.contains(&Flag::DepartedIncomplete));
}

#[test]
fn a_case_on_a_day_does_not_know_what_comes_after() {
    let case = abroad().and([
        ("2027-06-10", returned()),
        ("2027-07-01", liquidated()),
        ("2027-08-01", closed()),
    ]);
    for (on, state) in [
        ("2024-01-10", State::Reg),
        ("2024-02-01", State::Sel),
        ("2024-02-15", State::Prep),
        ("2024-03-01", State::Conf),
        ("2024-05-20", State::Ready),
        ("2024-06-01", State::Abroad),
        ("2027-06-10", State::Ret),
        ("2027-07-01", State::Liq),
        ("2027-08-01", State::Closed),
    ] {
        assert_eq!(case.on(on).state, state, "{on}");
    }
}

#[test]
fn an_imprecise_filing_starts_its_clock_when_it_was_written_down() {
    let case = given([("2025-07-20", opened(LegalForm::DirectContract))]).recorded(
        "2025-08",
        "2025-08-12",
        filed(&[]),
    );
    let direct = case.on("2025-08-12").direct.unwrap();
    assert_eq!(direct.complete_since, Some(day("2025-08-12")));
    assert_eq!(direct.filed_on, partial("2025-08"));
}
