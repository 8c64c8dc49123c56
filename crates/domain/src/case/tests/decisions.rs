//! What officials decide about a case: what they may, and each refusal.

use super::*;
use crate::actor::{Official, Role};
use crate::case::decide::{Context, Decision, Refusal, decide};

fn answer_with(
    case: &Given,
    rules: &Rules,
    decision: Decision,
    role: Role,
    (signed, entered): (&str, &str),
) -> Result<Vec<CaseEvent>, Refusal> {
    let official = Official {
        role,
        unit: unit(DA_BAC),
        signed_on: day(signed),
        recorded_on: day(entered),
    };
    let context = Context {
        official,
        rules,
        units: &UNITS,
        calendar: &CALENDAR,
    };
    decide(&case.on(entered), decision, &context)
}

fn answer(case: &Given, decision: Decision, role: Role, on: &str) -> Result<Vec<CaseEvent>, Refusal> {
    answer_with(case, &RULES, decision, role, (on, on))
}

fn refuse(reasoned: bool) -> Decision {
    Decision::Refuse {
        ground: RefusalGround::Unlawful,
        reasoned,
    }
}

fn close() -> Decision {
    Decision::Close {
        reason: Reason::Completed,
    }
}

fn reopen() -> Decision {
    Decision::Reopen {
        reason: Reason::Mistake,
    }
}

fn ask(missing: &[DossierItem]) -> Decision {
    Decision::RequestSupplement {
        missing: missing.to_vec(),
    }
}

const OFFICER: Role = Role::CommuneOfficer;

#[test]
fn each_decision_makes_its_event_and_the_event_its_state() {
    let missing = [DossierItem::Health];
    let back = abroad().and([("2025-08-01", returned())]);
    let shut = back.clone().and([("2025-08-05", closed())]);
    for (case, decision, role, event, state) in [
        (filed_case(), Decision::Certify, OFFICER, certified(), State::Conf),
        (filed_case(), refuse(true), OFFICER, refused(), State::Reg),
        (
            filed_case(),
            ask(&missing),
            OFFICER,
            requested(&missing),
            State::Cpend,
        ),
        (back, close(), OFFICER, closed(), State::Closed),
        (shut, reopen(), Role::UnitLeader, reopened(), State::Ret),
    ] {
        assert_eq!(
            answer(&case, decision, role, "2025-08-06"),
            Ok(vec![event.clone()])
        );
        assert_eq!(case.and([("2025-08-06", event)]).on("2025-08-06").state, state);
    }
}

#[test]
fn wrong_state() {
    for decision in [Decision::Certify, refuse(true), ask(&[DossierItem::Health])] {
        assert_eq!(
            answer(&ready(), decision.clone(), OFFICER, "2024-06-01"),
            Err(Refusal::WrongState(State::Ready))
        );
        let done = filed_case().and([("2025-08-05", certified())]);
        assert_eq!(
            answer(&done, decision, OFFICER, "2025-08-06"),
            Err(Refusal::WrongState(State::Conf))
        );
    }
    let assign = Decision::Assign {
        commune: unit(DA_BAC),
    };
    let refusal = answer(&ready(), assign, Role::ProvinceOfficer, "2024-06-01");
    assert_eq!(refusal, Err(Refusal::WrongState(State::Ready)));
    assert_eq!(
        answer(&abroad(), close(), OFFICER, "2024-07-01"),
        Err(Refusal::WrongState(State::Abroad))
    );
    let refusal = answer(&abroad(), reopen(), Role::UnitLeader, "2024-07-01");
    assert_eq!(refusal, Err(Refusal::WrongState(State::Abroad)));
}

#[test]
fn role() {
    for role in [Role::Recruiter, Role::Auditor, Role::Administrator] {
        for decision in [Decision::Certify, refuse(true), ask(&[DossierItem::Health])] {
            assert_eq!(
                answer(&filed_case(), decision, role, "2025-08-06"),
                Err(Refusal::Role)
            );
        }
        let back = abroad().and([("2025-08-01", returned())]);
        assert_eq!(answer(&back, close(), role, "2025-08-06"), Err(Refusal::Role));
    }
}

#[test]
fn incomplete() {
    let case = given([
        ("2025-07-20", opened(LegalForm::DirectContract)),
        ("2025-08-04", filed(&[DossierItem::Health])),
    ]);
    assert_eq!(
        answer(&case, Decision::Certify, OFFICER, "2025-08-06"),
        Err(Refusal::Incomplete)
    );
    assert!(
        answer(&case, refuse(true), OFFICER, "2025-08-06").is_ok(),
        "refusing an incomplete dossier is possible"
    );
    // Complete when entered is not complete when signed.
    let case = case.and([("2025-08-07", received(&[]))]);
    let early = answer_with(
        &case,
        &RULES,
        Decision::Certify,
        OFFICER,
        ("2025-08-06", "2025-08-08"),
    );
    assert_eq!(early, Err(Refusal::Incomplete));
    assert!(answer(&case, Decision::Certify, OFFICER, "2025-08-07").is_ok());
}

#[test]
fn no_reason() {
    assert_eq!(
        answer(&filed_case(), refuse(false), OFFICER, "2025-08-06"),
        Err(Refusal::NoReason)
    );
}

#[test]
fn nothing_missing() {
    assert_eq!(
        answer(&filed_case(), ask(&[]), OFFICER, "2025-08-06"),
        Err(Refusal::NothingMissing)
    );
}

#[test]
fn not_leader() {
    let shut = abroad().and([("2025-08-01", returned()), ("2025-08-05", closed())]);
    for role in Role::ALL.into_iter().filter(|role| *role != Role::UnitLeader) {
        assert_eq!(
            answer(&shut, reopen(), role, "2025-08-06"),
            Err(Refusal::NotLeader),
            "{role:?}"
        );
    }
}

#[test]
fn signing_day_of_a_registration() {
    let signed = |on: &str| {
        answer_with(
            &filed_case(),
            &RULES,
            Decision::Certify,
            OFFICER,
            (on, "2025-08-06"),
        )
    };
    assert_eq!(
        signed("2025-08-03"),
        Err(Refusal::SigningDay),
        "before the filing"
    );
    assert_eq!(signed("2025-08-07"), Err(Refusal::SigningDay), "in the future");
    assert!(signed("2025-08-04").is_ok());
}

#[test]
fn signing_day_of_closing_and_reopening() {
    let back = abroad().and([("2025-08-01", returned())]);
    let closing = |on: &str| answer_with(&back, &RULES, close(), OFFICER, (on, "2025-08-06"));
    assert_eq!(
        closing("2025-07-31"),
        Err(Refusal::SigningDay),
        "before the return it would have no effect"
    );
    assert_eq!(closing("2025-08-07"), Err(Refusal::SigningDay));
    assert!(closing("2025-08-01").is_ok());
    let shut = back.clone().and([("2025-08-05", closed())]);
    let opening = |on: &str| answer_with(&shut, &RULES, reopen(), Role::UnitLeader, (on, "2025-08-06"));
    assert_eq!(opening("2025-08-04"), Err(Refusal::SigningDay));
    assert!(opening("2025-08-05").is_ok());
}

#[test]
fn missing_rule() {
    let refusal = answer_with(
        &filed_case(),
        &Rules::default(),
        Decision::Certify,
        OFFICER,
        ("2025-08-06", "2025-08-06"),
    );
    assert_eq!(refusal, Err(Refusal::MissingRule("decision.late_entry_days")));
}

#[test]
fn no_calendar() {
    let case = given([
        ("2027-12-01", opened(LegalForm::DirectContract)),
        ("2027-12-28", filed(&[])),
    ]);
    let refusal = answer_with(
        &case,
        &RULES,
        Decision::Certify,
        OFFICER,
        ("2027-12-30", "2028-01-03"),
    );
    assert_eq!(refusal, Err(Refusal::NoCalendar));
}

#[test]
fn refusals_speak_and_name_nobody() {
    let text = Refusal::TooLate {
        late: 11,
        allowed: 10,
    }
    .to_string();
    assert_eq!(
        text,
        "signed 11 working days ago, 10 are allowed: the province must enter it"
    );
    assert!(Refusal::WrongState(State::Conf).to_string().contains("CONF"));
}

#[test]
fn a_decision_keeps_its_shape_in_json() {
    for decision in [
        Decision::Certify,
        refuse(true),
        close(),
        reopen(),
        ask(&[DossierItem::Health]),
    ] {
        let json = serde_json::to_string(&decision).unwrap();
        assert_eq!(serde_json::from_str::<Decision>(&json).unwrap(), decision);
    }
}
