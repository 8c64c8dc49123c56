//! Rows 11, 12, 14 and 15: from departure to the end of the contract.

use super::*;

#[test]
fn row_11_a_departure_is_recorded_from_any_state_before() {
    let expected = [
        (1, vec![Flag::DepartedIncomplete]),
        (2, vec![Flag::DepartedIncomplete]),
        (3, vec![Flag::DepartedIncomplete]),
        (4, vec![Flag::DepartedIncomplete]),
        (7, vec![]),
    ];
    for (events, flags) in expected {
        let start = Given {
            events: ready().events[..events].to_vec(),
            ..Given::default()
        };
        let case = start.and([("2024-06-01", departed())]).on("2024-06-01");
        assert_eq!((case.state, case.flag_list()), (State::Abroad, flags));
        assert_eq!(case.phase_since(Phase::Abroad).as_deref(), Some("2024-06-01"));
    }
    let pending = filed_case().and([("2025-08-06", departed())]).on("2025-08-06");
    assert_eq!(
        (pending.state, pending.flag_list()),
        (State::Abroad, vec![Flag::DepartedIncomplete])
    );
}

#[test]
fn row_11_after_departure_nothing_is_missing_and_the_day_of_readiness_is_kept() {
    let case = abroad().on("2024-06-02");
    assert!(case.missing.is_empty());
    assert_eq!(case.phase_since(Phase::Ready).as_deref(), Some("2024-05-20"));
}

#[test]
fn row_11_who_confirmed_the_departure_is_separate() {
    assert_eq!(abroad().on("2024-06-10").departure.unwrap().verified, None);
    let case = abroad().and([("2024-06-09", departure_seen())]).on("2024-06-10");
    let departure = case.departure.unwrap();
    assert_eq!(
        (case.state, departure.verified),
        (State::Abroad, Some(Verifier::Border))
    );
    assert_eq!(
        (departure.on.to_string().as_str(), departure.age),
        ("2024-06-01", Some(24))
    );
}

#[test]
fn row_12_existing_stock_comes_in_with_the_date_of_its_source() {
    let case = given([("2025-09-01", legacy()), ("2022", departed_at("TW", None))]);
    let now = case.on("2025-09-01");
    assert_eq!((now.state, now.entry), (State::Abroad, Some(Entry::Legacy)));
    assert_eq!(now.departure.unwrap().on.to_string(), "2022");
    // Nothing can be asked of the stock any more; that the list says another country is worth knowing.
    assert_eq!(
        now.flags.iter().copied().collect::<Vec<_>>(),
        [Flag::MarketDiffers]
    );
    let then = case.on("2023-01-01");
    assert_eq!(
        (then.state, then.opened, then.form),
        (State::Abroad, None, Some(LegalForm::ServiceEnterprise))
    );
    assert_eq!(case.on("2021-12-31").state, State::Reg);
}

#[test]
fn row_14_what_happens_abroad_leaves_the_case_abroad() {
    let case = abroad().and([
        ("2024-06-03", arrived()),
        ("2025-01-01", extended("2028-05-31")),
        ("2025-02-01", employment("2025-02-01", "2028-12-31")),
    ]);
    for on in ["2024-06-03", "2025-01-01", "2025-02-01"] {
        assert_eq!(case.on(on).state, State::Abroad);
    }
    assert_eq!(case.on("2025-01-01").contract_end(), Some(day("2028-05-31")));
    assert_eq!(case.on("2025-02-01").contract_end(), Some(day("2028-12-31")));
}

#[test]
fn row_15_overdue_begins_after_the_grace() {
    let case = abroad();
    assert_eq!(case.on("2027-06-30").state, State::Abroad);
    let overdue = case.on("2027-07-01");
    assert_eq!(
        (overdue.state, overdue.state.phase()),
        (State::Overdue, Phase::Abroad)
    );
}

#[test]
fn row_15_an_early_end_counts_from_its_day_and_a_late_extension_lifts_it() {
    let case = abroad().and([("2025-03-10", ended(EndCause::EarlyEmployer))]);
    assert_eq!(case.on("2025-04-09").state, State::Abroad);
    assert_eq!(case.on("2025-04-10").state, State::Overdue);
    assert_eq!(
        case.on("2025-04-10").contract_ended.map(|(_, cause)| cause),
        Some(EndCause::EarlyEmployer)
    );
    let extended = case.clone().and([("2025-03-20", extended("2026-01-31"))]);
    assert_eq!(extended.on("2025-04-10").state, State::Abroad);
    // The extension does not shorten what was agreed.
    assert_eq!(extended.on("2025-04-10").contract_end(), Some(day("2027-05-31")));
    let new_employer = case.and([("2025-04-01", employment("2025-04-01", "2026-03-31"))]);
    assert_eq!(new_employer.on("2025-05-01").state, State::Abroad);
    assert_eq!(new_employer.on("2026-05-01").state, State::Overdue);
}

#[test]
fn row_15_an_extension_counts_where_the_contract_is_not_on_file() {
    let case = given([
        ("2025-09-01", legacy()),
        ("2022-05", departed()),
        ("2025-05-01", extended("2026-04-30")),
    ]);
    assert_eq!(case.on("2026-05-30").state, State::Abroad);
    assert_eq!(case.on("2026-05-31").state, State::Overdue);
}

#[test]
fn row_15_without_an_end_on_file_nobody_is_overdue() {
    let case = given([("2018-01-10", legacy()), ("2018-02-01", departed())]);
    assert_eq!(case.on("2030-01-01").state, State::Abroad);
}

#[test]
fn row_15_the_grace_is_a_dated_rule_and_without_it_nothing_is_derived() {
    let sixty = r#"[{"id":"overdue.grace_days","effective_on":"2018-01-01","value":30,"unit":"days","legal_ref":"x","grade":"assumed"},
        {"id":"overdue.grace_days","effective_on":"2027-01-01","value":60,"unit":"days","legal_ref":"x","grade":"assumed"}]"#;
    let case = abroad().rules(sixty);
    assert_eq!(case.on("2027-07-30").state, State::Abroad);
    assert_eq!(case.on("2027-07-31").state, State::Overdue);
    assert_eq!(abroad().rules("[]").on("2030-01-01").state, State::Abroad);
}
