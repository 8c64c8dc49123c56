//! The legal clock: working days over holidays and swapped Saturdays, restarted or resumed after a supplement.

use super::*;
use crate::calendar::DayKind;
use crate::case::clock::{Clock, ClockError, clock};

const RESUMES: &str = r#"[
    {"id":"direct_contract.days","effective_on":"2018-01-01","value":5,"unit":"working_days","legal_ref":"x","grade":"A"},
    {"id":"direct_contract.supplement_restarts","effective_on":"2018-01-01","value":0,"unit":"flag","legal_ref":"x","grade":"A"}]"#;

fn direct<const N: usize>(facts: [(&str, CaseEvent); N]) -> DirectProcedure {
    let case = given([("2018-02-01", opened(LegalForm::DirectContract))]).and(facts);
    case.on("2027-12-31").direct.unwrap()
}

fn due(direct: &DirectProcedure, rules: &Rules) -> String {
    match clock(direct, rules, &CALENDAR).unwrap() {
        Clock::Running { due, .. } => due.on.to_string(),
        other => panic!("not running: {other:?}"),
    }
}

#[test]
fn five_working_days_from_the_day_after_a_complete_dossier() {
    for (filed_on, due_on) in [
        ("2025-08-04", "2025-08-11"),
        ("2025-08-09", "2025-08-15"),
        // Tết: 27 to 31 January are holidays.
        ("2025-01-24", "2025-02-07"),
        // Saturday 26 April is worked for Friday 2 May; 30 April and 1 May are holidays.
        ("2025-04-24", "2025-05-05"),
        // Monday 31 August 2026 is off for Saturday 22 August, which is worked; 1 and 2 September are holidays.
        ("2026-08-20", "2026-08-26"),
        ("2026-08-27", "2026-09-08"),
    ] {
        assert_eq!(
            due(&direct([(filed_on, filed(&[]))]), &RULES),
            due_on,
            "filed on {filed_on}"
        );
    }
}

#[test]
fn the_arithmetic_and_the_rule_are_shown() {
    let direct = direct([("2025-04-24", filed(&[]))]);
    let Clock::Running { due, rule } = clock(&direct, &RULES, &CALENDAR).unwrap() else {
        panic!("runs")
    };
    assert_eq!(due.steps.iter().filter(|(_, kind)| kind.is_working()).count(), 5);
    assert!(due.steps.contains(&(day("2025-04-26"), DayKind::WorkedSaturday)));
    assert!(due.steps.contains(&(day("2025-05-02"), DayKind::Swapped)));
    assert_eq!(rule.label(), "direct_contract.days@2022-01-01");
    let later = clock(&self::direct([("2025-08-04", filed(&[]))]), &RULES, &CALENDAR).unwrap();
    assert!(
        matches!(later, Clock::Running { rule, .. } if rule.label() == "direct_contract.days@2025-07-01")
    );
}

#[test]
fn while_something_is_missing_there_is_no_due_date() {
    let missing = [DossierItem::Health];
    let from_start = direct([("2025-08-04", filed(&missing))]);
    let since = day("2025-08-04");
    assert_eq!(
        clock(&from_start, &RULES, &CALENDAR).unwrap(),
        Clock::Paused { since }
    );
    let asked = direct([("2025-08-04", filed(&[])), ("2025-08-06", requested(&missing))]);
    let since = day("2025-08-06");
    assert_eq!(clock(&asked, &RULES, &CALENDAR).unwrap(), Clock::Paused { since });
    let part = direct([
        ("2025-08-04", filed(&[])),
        (
            "2025-08-06",
            requested(&[DossierItem::Health, DossierItem::Contract]),
        ),
        ("2025-08-08", received(&missing)),
    ]);
    assert_eq!(clock(&part, &RULES, &CALENDAR).unwrap(), Clock::Paused { since });
}

#[test]
fn a_supplement_restarts_or_resumes_by_the_dated_rule() {
    let resumes = Rules::from_json(RESUMES).unwrap();
    let once = direct([
        ("2025-08-04", filed(&[])),
        ("2025-08-06", requested(&[DossierItem::Health])),
        ("2025-08-13", received(&[])),
    ]);
    assert_eq!(due(&once, &RULES), "2025-08-20", "five days from the thirteenth");
    assert_eq!(
        due(&once, &resumes),
        "2025-08-18",
        "two days had run, three are left"
    );
    let twice = direct([
        ("2025-08-04", filed(&[])),
        ("2025-08-06", requested(&[DossierItem::Health])),
        ("2025-08-13", received(&[])),
        ("2025-08-15", requested(&[DossierItem::Contract])),
        ("2025-08-20", received(&[])),
    ]);
    assert_eq!(due(&twice, &RULES), "2025-08-27");
    assert_eq!(
        due(&twice, &resumes),
        "2025-08-21",
        "two and two days had run, one is left"
    );
    let incomplete_first = direct([
        ("2025-08-04", filed(&[DossierItem::Health])),
        ("2025-08-13", received(&[])),
    ]);
    assert_eq!(
        due(&incomplete_first, &resumes),
        "2025-08-20",
        "nothing had run before it was complete"
    );
}

#[test]
fn a_clock_that_had_run_out_leaves_one_day() {
    let resumes = Rules::from_json(RESUMES).unwrap();
    let late = direct([
        ("2025-08-04", filed(&[])),
        ("2025-08-20", requested(&[DossierItem::Health])),
        ("2025-08-22", received(&[])),
    ]);
    assert_eq!(due(&late, &resumes), "2025-08-25");
}

#[test]
fn an_answer_stops_the_clock() {
    for answer in [certified(), refused()] {
        let answered = direct([("2025-08-04", filed(&[])), ("2025-08-06", answer)]);
        assert_eq!(clock(&answered, &RULES, &CALENDAR).unwrap(), Clock::Stopped);
    }
}

#[test]
fn without_rule_or_calendar_there_is_no_guess() {
    let direct = direct([("2025-08-04", filed(&[]))]);
    assert!(matches!(
        clock(&direct, &Rules::default(), &CALENDAR),
        Err(ClockError::Rule(_))
    ));
    let late = self::direct([("2027-12-30", filed(&[]))]);
    assert!(matches!(
        clock(&late, &RULES, &CALENDAR),
        Err(ClockError::Calendar(_))
    ));
}
