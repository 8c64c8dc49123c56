//! Rows 1 to 4, 9, 10 and 13 of the transition table: before departure.

use super::*;

#[test]
fn row_1_an_opened_case_is_registered() {
    let case = given([("2024-01-10", opened(LegalForm::ServiceEnterprise))]).on("2024-01-10");
    assert_eq!(case.state, State::Reg);
    assert_eq!(case.worker, Some(Uuid::from_u128(7)));
    assert_eq!(case.phase_since(Phase::Preparing).as_deref(), Some("2024-01-10"));
    assert_eq!(case.flag_list(), []);
}

#[test]
fn row_1_a_second_case_before_departure_is_flagged_not_refused() {
    let around = Around {
        other_case_open: true,
        ..Around::default()
    };
    let case = ready().around(around).on("2024-06-01");
    assert_eq!(
        (case.state, case.flag_list()),
        (State::Ready, vec![Flag::SecondCase])
    );
}

#[test]
fn before_its_opening_a_case_has_form_and_market_but_no_opening() {
    let case = given([("2024-01-10", opened(LegalForm::Investor))]).on("2024-01-09");
    assert_eq!((case.opened, case.form), (None, Some(LegalForm::Investor)));
    assert!(case.phases.is_empty());
}

#[test]
fn row_2_who_is_chosen_is_selected_and_who_is_not_stays() {
    let start = || given([("2024-01-10", opened(LegalForm::ServiceEnterprise))]);
    let passed = start()
        .and([("2024-02-01", selected(SelectionOutcome::Passed))])
        .on("2024-02-01");
    assert_eq!(passed.state, State::Sel);
    assert_eq!(
        passed.reached(Milestone::Selection).as_deref(),
        Some("2024-02-01")
    );
    let failed = start()
        .and([("2024-02-01", selected(SelectionOutcome::Failed))])
        .on("2024-02-01");
    assert_eq!((failed.state, failed.milestones.len()), (State::Reg, 0));
}

#[test]
fn row_2_a_selection_during_training_is_a_milestone() {
    let case = given([
        ("2024-01-10", opened(LegalForm::PublicUnit)),
        ("2024-01-20", training(TrainingKind::Language)),
        ("2024-02-01", selected(SelectionOutcome::Passed)),
    ])
    .on("2024-02-01");
    assert_eq!(case.state, State::Prep);
    assert!(case.milestones.contains_key(&Milestone::Selection));
}

#[test]
fn row_3_the_first_training_begins_preparation() {
    for first in [
        training(TrainingKind::Skills),
        trained(TrainingKind::Language),
        oriented(),
    ] {
        let from_reg = given([
            ("2024-01-10", opened(LegalForm::PublicUnit)),
            ("2024-02-01", first.clone()),
        ]);
        assert_eq!(from_reg.on("2024-02-01").state, State::Prep);
        let from_sel = given([
            ("2024-01-10", opened(LegalForm::PublicUnit)),
            ("2024-01-20", selected(SelectionOutcome::Passed)),
            ("2024-02-01", first),
        ]);
        assert_eq!(from_sel.on("2024-02-01").state, State::Prep);
    }
}

#[test]
fn row_3_training_and_health_are_milestones_in_any_state() {
    let case = given([
        ("2024-01-10", opened(LegalForm::Investor)),
        ("2024-02-01", employment("2024-06-01", "2026-05-31")),
        ("2024-02-10", HealthCheckRecorded { certificate: false }.into()),
        ("2024-02-12", HealthCheckRecorded { certificate: true }.into()),
        ("2024-02-20", trained(TrainingKind::Skills)),
        ("2024-02-25", oriented()),
    ])
    .on("2024-03-01");
    assert_eq!(case.state, State::Conf);
    assert_eq!(
        case.reached(Milestone::HealthCheck).as_deref(),
        Some("2024-02-12")
    );
    assert_eq!(case.reached(Milestone::Training).as_deref(), Some("2024-02-20"));
    assert_eq!(
        case.reached(Milestone::Orientation).as_deref(),
        Some("2024-02-25")
    );
}

#[test]
fn row_4_each_legal_form_is_confirmed_by_its_own_contract() {
    use LegalForm::{Contractor, DirectContract, Investor, PublicUnit, ServiceEnterprise, SkillsInternship};
    for (form, by_sending, by_employment) in [
        (ServiceEnterprise, State::Conf, State::Reg),
        (SkillsInternship, State::Conf, State::Reg),
        (PublicUnit, State::Reg, State::Conf),
        (Contractor, State::Reg, State::Conf),
        (Investor, State::Reg, State::Conf),
        (DirectContract, State::Reg, State::Reg),
    ] {
        let after =
            |event: CaseEvent| given([("2024-01-10", opened(form)), ("2024-02-01", event)]).on("2024-02-01");
        let (sent, employed) = (after(sending()), after(employment("2024-06-01", "2026-05-31")));
        assert_eq!(
            (sent.state, employed.state),
            (by_sending, by_employment),
            "{form:?}"
        );
        assert_eq!(
            sent.milestones.contains_key(&Milestone::Contract),
            by_sending == State::Conf
        );
        assert_eq!(employed.contract.unwrap().end, day("2026-05-31"));
    }
}

#[test]
fn row_4_a_contract_signed_before_the_case_was_opened_counts() {
    let case = given([
        ("2024-03-01", opened(LegalForm::ServiceEnterprise)),
        ("2024-02-01", sending()),
        ("2024-01-15", training(TrainingKind::Skills)),
    ]);
    assert_eq!(case.on("2024-03-01").state, State::Conf);
    assert_eq!(
        case.on("2024-03-01").phase_since(Phase::Contract).as_deref(),
        Some("2024-02-01")
    );
    assert_eq!(case.on("2024-01-20").state, State::Prep);
}

#[test]
fn row_9_ready_is_computed_and_says_what_is_missing() {
    use Milestone::{Contract, FundContribution, Orientation, Visa};
    let case = ready();
    assert_eq!(
        case.on("2024-01-10").missing,
        [Contract, Orientation, FundContribution, Visa]
    );
    assert_eq!(case.on("2024-03-05").missing, [FundContribution, Visa]);
    assert_eq!(case.on("2024-05-19").state, State::Conf);
    let ready = case.on("2024-05-20");
    assert_eq!((ready.state, ready.missing.len()), (State::Ready, 0));
    assert_eq!(ready.phase_since(Phase::Ready).as_deref(), Some("2024-05-20"));
}

#[test]
fn row_9_ready_is_as_old_as_the_last_thing_needed_not_as_the_ticket() {
    let case = ready()
        .and([("2024-05-25", booked("2024-06-01"))])
        .on("2024-05-26");
    assert_eq!(case.state, State::Ready);
    assert_eq!(case.phase_since(Phase::Ready).as_deref(), Some("2024-05-20"));
}

#[test]
fn row_9_every_blocking_flag_stops_ready_and_no_other() {
    let blocked = [
        (
            Around {
                age: Some(17),
                ..Around::default()
            },
            Flag::UnderAge,
        ),
        (
            Around {
                identity_conflict: true,
                ..Around::default()
            },
            Flag::IdentityConflict,
        ),
        (
            Around {
                other_open_stay: true,
                ..Around::default()
            },
            Flag::OverlappingStays,
        ),
    ];
    for (around, flag) in blocked {
        let case = ready().around(around).on("2024-06-01");
        assert_eq!((case.state, case.flag_list()), (State::Conf, vec![flag]));
    }
    let free = Around {
        other_case_open: true,
        residence_unresolved: true,
        age: Some(18),
        ..Around::default()
    };
    let case = ready().around(free).on("2024-06-01");
    assert_eq!(case.state, State::Ready);
    assert_eq!(case.flag_list(), [Flag::SecondCase, Flag::ResidenceUnresolved]);
}

#[test]
fn row_9_only_the_korean_programme_asks_for_a_deposit() {
    let with = |programme: Option<&str>| {
        given([
            (
                "2024-01-10",
                opening(LegalForm::PublicUnit, programme, Entry::Registered),
            ),
            ("2024-02-01", employment("2024-06-01", "2026-05-31")),
            ("2024-02-15", oriented()),
            ("2024-04-10", fund(Payer::Worker)),
            ("2024-05-20", visa()),
        ])
    };
    assert_eq!(with(None).on("2024-06-01").state, State::Ready);
    assert_eq!(with(Some("IM-JAPAN")).on("2024-06-01").state, State::Ready);
    let eps = with(Some("EPS"));
    assert_eq!(eps.on("2024-06-01").missing, [Milestone::Deposit]);
    let paid = eps.and([("2024-05-30", deposit())]).on("2024-06-01");
    assert_eq!(paid.state, State::Ready);
    assert_eq!(paid.phase_since(Phase::Ready).as_deref(), Some("2024-05-30"));
}

#[test]
fn row_9_the_contribution_of_the_enterprise_is_not_that_of_the_worker() {
    let case = given([
        ("2024-01-10", opened(LegalForm::Investor)),
        ("2024-02-01", fund(Payer::Enterprise)),
    ]);
    assert!(
        case.on("2024-03-01")
            .missing
            .contains(&Milestone::FundContribution)
    );
}

#[test]
fn row_9_a_visa_that_has_run_out_is_missing_until_the_next() {
    let case = ready().and([("2024-05-21", visa_until("2024-08-20"))]);
    assert_eq!(case.on("2024-08-20").state, State::Ready);
    let expired = case.on("2024-08-21");
    assert_eq!(
        (expired.state, expired.missing.as_slice()),
        (State::Conf, &[Milestone::Visa][..])
    );
    let renewed = case
        .and([("2024-09-01", visa_until("2024-12-01"))])
        .on("2024-09-01");
    assert_eq!(renewed.state, State::Ready);
    assert_eq!(renewed.phase_since(Phase::Ready).as_deref(), Some("2024-09-01"));
}

#[test]
fn row_10_a_cancelled_flight_ends_a_booking_and_no_count() {
    let case = ready().and([("2024-05-21", booked("2024-06-01"))]);
    let ticket = case.on("2024-05-22");
    assert_eq!(
        (ticket.state, ticket.scheduled),
        (State::Ready, Some(day("2024-06-01")))
    );
    assert!(ticket.milestones.contains_key(&Milestone::Ticket));
    let none = case.clone().and([("2024-05-30", cancelled())]).on("2024-06-02");
    assert_eq!(
        (none.state, none.scheduled, none.departure),
        (State::Ready, None, None)
    );
    assert!(!none.milestones.contains_key(&Milestone::Ticket));
    let rebooked = case.and([("2024-05-30", cancelled()), ("2024-05-30", booked("2024-06-09"))]);
    assert_eq!(rebooked.on("2024-05-30").scheduled, Some(day("2024-06-09")));
}

#[test]
fn row_13_a_withdrawal_or_the_last_refusal_of_a_visa_ends_the_case() {
    for state in [1, 2, 3, 4] {
        let start = Given {
            events: ready().events[..state].to_vec(),
            ..Given::default()
        };
        assert_eq!(
            start
                .clone()
                .and([("2024-05-01", withdrawn())])
                .on("2024-05-01")
                .state,
            State::Wdn
        );
        assert_eq!(
            start
                .and([("2024-05-01", visa_refused(true))])
                .on("2024-05-01")
                .state,
            State::Wdn
        );
    }
    let case = filed_case().and([("2025-08-06", withdrawn())]).on("2025-08-06");
    assert_eq!((case.state, case.missing.len()), (State::Wdn, 0));
    assert_eq!(case.phase_since(Phase::Ended).as_deref(), Some("2025-08-06"));
}

#[test]
fn row_13_a_visa_refused_for_now_changes_nothing() {
    let case = ready().and([("2024-05-01", visa_refused(false))]);
    assert_eq!(case.on("2024-05-02").state, State::Conf);
    assert_eq!(case.on("2024-05-20").state, State::Ready);
}
