//! Rows 5 to 8: the registration of a direct contract.

use super::*;

const CONTRACT: &[DossierItem] = &[DossierItem::Contract];

#[test]
fn row_5_a_filing_waits_for_the_commune_complete_or_not() {
    let complete = filed_case().on("2025-08-04");
    assert_eq!(complete.state, State::Cpend);
    assert_eq!(complete.direct.unwrap().complete_since, Some(day("2025-08-04")));
    let case = given([
        ("2025-07-20", opened(LegalForm::DirectContract)),
        ("2025-08-04", filed(CONTRACT)),
    ]);
    let direct = case.on("2025-08-04").direct.unwrap();
    assert_eq!(
        (direct.missing.as_slice(), direct.complete_since),
        (CONTRACT, None)
    );
}

#[test]
fn row_5_a_second_filing_while_one_is_pending_does_not_start_it_anew() {
    let case = filed_case()
        .and([("2025-08-06", filed(CONTRACT))])
        .on("2025-08-06");
    assert_eq!(case.direct.unwrap().filed_on.to_string(), "2025-08-04");
}

#[test]
fn row_6_a_supplement_stops_the_procedure_until_all_is_there() {
    let case = filed_case().and([
        (
            "2025-08-05",
            requested(&[DossierItem::Contract, DossierItem::Health]),
        ),
        ("2025-08-08", received(&[DossierItem::Health])),
        ("2025-08-12", received(&[])),
    ]);
    let at = |on: &str| case.on(on).direct.unwrap();
    assert_eq!(at("2025-08-05").complete_since, None);
    assert_eq!(at("2025-08-08").missing, [DossierItem::Health]);
    assert_eq!(at("2025-08-08").complete_since, None);
    assert_eq!(at("2025-08-12").complete_since, Some(day("2025-08-12")));
    assert_eq!(
        at("2025-08-12").pauses,
        [(day("2025-08-05"), Some(day("2025-08-12")))]
    );
    assert_eq!(case.on("2025-08-12").state, State::Cpend);
}

#[test]
fn row_7_certified_is_confirmed() {
    let case = filed_case().and([("2025-08-08", certified())]).on("2025-08-08");
    assert_eq!(case.state, State::Conf);
    assert_eq!(case.reached(Milestone::Contract).as_deref(), Some("2025-08-08"));
    assert_eq!(
        case.direct.unwrap().outcome,
        Some((Outcome::Certified, partial("2025-08-08")))
    );
}

#[test]
fn row_8_refused_goes_back_to_the_state_before_filing() {
    for (before, state) in [
        (None, State::Reg),
        (Some(selected(SelectionOutcome::Passed)), State::Sel),
        (Some(training(TrainingKind::Language)), State::Prep),
    ] {
        let mut case = given([("2025-07-20", opened(LegalForm::DirectContract))]);
        if let Some(event) = before {
            case = case.and([("2025-07-25", event)]);
        }
        let case = case
            .and([("2025-08-04", filed(&[])), ("2025-08-08", refused())])
            .on("2025-08-08");
        assert_eq!(case.state, state);
        assert_eq!(case.phase_since(Phase::Contract), None);
        let outcome = case.direct.unwrap().outcome.unwrap().0;
        assert_eq!(outcome, Outcome::Refused(RefusalGround::Unlawful));
    }
}

#[test]
fn row_8_after_a_refusal_it_can_be_filed_again_even_on_the_same_day() {
    for again in ["2025-08-08", "2025-08-20"] {
        let case = filed_case().and([("2025-08-08", refused()), (again, filed(CONTRACT))]);
        let case = case.on("2025-08-20");
        assert_eq!(case.state, State::Cpend, "{again}");
        let direct = case.direct.unwrap();
        assert_eq!(
            (direct.filed_on.to_string().as_str(), direct.outcome),
            (again, None)
        );
        assert_eq!(direct.missing, CONTRACT);
    }
}

#[test]
fn what_was_filed_and_forgotten_is_not_started_by_a_later_refusal() {
    let case = filed_case()
        .and([("2025-08-06", filed(CONTRACT)), ("2025-08-08", refused())])
        .on("2025-08-08");
    assert_eq!(case.state, State::Reg);
}

#[test]
fn the_province_names_the_commune_that_decides() {
    let assigned = CaseAssigned {
        commune: unit("04828@2025"),
    };
    let case = given([
        ("2025-06-20", opened(LegalForm::DirectContract)),
        ("2025-06-25", filed_at("04891@2024", &[])),
        ("2025-07-02", assigned.into()),
    ]);
    assert_eq!(
        case.on("2025-07-02").direct.unwrap().assigned,
        Some(unit("04828@2025"))
    );
}

#[test]
fn a_decision_overtaken_by_what_was_learnt_later_stays_visible_and_is_flagged() {
    // Certified in good faith; that the person had withdrawn two days before came in afterwards.
    let case = filed_case()
        .and([("2025-08-08", certified()), ("2025-08-06", withdrawn())])
        .on("2025-08-10");
    assert_eq!(
        (case.state, case.flag_list()),
        (State::Wdn, vec![Flag::HistoryChanged])
    );
    assert_eq!(
        case.direct.unwrap().outcome.map(|(outcome, _)| outcome),
        Some(Outcome::Certified)
    );
    let refused = filed_case()
        .and([("2025-08-08", refused()), ("2025-08-06", withdrawn())])
        .on("2025-08-10");
    assert_eq!(
        (refused.state, refused.flag_list()),
        (State::Wdn, vec![Flag::HistoryChanged])
    );
}
