//! What is offered is not refused, and what would be refused is not offered.

use super::*;
use crate::actor::{Official, Role};
use crate::case::actions::{Action, WhyNot, offered};
use crate::case::decide::{Context, Decision, decide};
use crate::case::record::record_fact;

const TODAY: &str = "2025-08-10";

fn at_da_bac(commune: &str, missing: &[DossierItem]) -> Given {
    given([
        ("2025-05-01", opened(LegalForm::DirectContract)),
        ("2025-06-26", filed_at(commune, missing)),
    ])
}

/// Cases in every state, looked at on [`TODAY`].
fn cases() -> Vec<Given> {
    let form = |form| given([("2025-01-10", opened(form))]);
    let mut cases: Vec<Given> = LegalForm::ALL.iter().map(|f| form(*f)).collect();
    let back = || abroad().and([("2025-07-01", returned())]);
    cases.extend([
        form(LegalForm::Investor).and([("2025-02-01", selected(SelectionOutcome::Passed))]),
        form(LegalForm::Investor).and([("2025-02-01", oriented())]),
        form(LegalForm::Investor).and([("2025-02-01", employment("2025-06-01", "2026-06-01"))]),
        at_da_bac("04831@2024", &[]),
        at_da_bac("04831@2024", &[DossierItem::Health]),
        at_da_bac("04891@2024", &[]),
        filed_case(),
        filed_case().and([("2025-08-06", certified())]),
        filed_case().and([("2025-08-06", refused())]),
        ready(),
        ready().and([("2024-05-30", withdrawn())]),
        abroad(),
        abroad().and([("2024-06-03", departure_seen())]),
        abroad().and([("2025-03-01", ended(EndCause::Health))]),
        back(),
        back().and([("2025-07-05", return_seen())]),
        back().and([("2025-07-05", liquidated())]),
        back().and([("2025-07-05", closed())]),
        back().and([("2025-07-05", closed()), ("2025-07-06", reopened())]),
    ]);
    let states: std::collections::BTreeSet<State> = cases.iter().map(|case| case.on(TODAY).state).collect();
    assert_eq!(
        states.len(),
        State::ALL.len(),
        "a case in every state: {states:?}"
    );
    cases
}

fn decision(action: Action) -> Option<Decision> {
    Some(match action {
        Action::Certify => Decision::Certify,
        Action::RequestSupplement => Decision::RequestSupplement {
            missing: vec![DossierItem::Contract],
        },
        Action::Refuse => Decision::Refuse {
            ground: RefusalGround::Incomplete,
            reasoned: true,
        },
        Action::Assign => Decision::Assign {
            commune: unit("04891@2025"),
        },
        Action::Close => Decision::Close {
            reason: Reason::Completed,
        },
        Action::Reopen => Decision::Reopen {
            reason: Reason::Mistake,
        },
        _ => return None,
    })
}

fn fact(action: Action) -> CaseEvent {
    match action {
        Action::Selection => selected(SelectionOutcome::Passed),
        Action::Training => oriented(),
        Action::HealthCheck => HealthCheckRecorded { certificate: true }.into(),
        Action::SendingContract => sending(),
        Action::EmploymentContract => employment("2025-09-01", "2027-08-31"),
        Action::FileDirect => filed(&[]),
        Action::ReceiveSupplement => received(&[]),
        Action::Deposit => deposit(),
        Action::FundContribution => fund(Payer::Worker),
        Action::Visa => visa(),
        Action::Schedule => booked("2025-09-01"),
        Action::Depart => departed(),
        Action::VerifyDeparture => departure_seen(),
        Action::Arrive => arrived(),
        Action::Extend => extended("2029-01-01"),
        Action::EndContract => ended(EndCause::OnTime),
        Action::Return => returned(),
        Action::VerifyReturn => return_seen(),
        Action::Liquidate => liquidated(),
        Action::Withdraw => withdrawn(),
        Action::Certify
        | Action::RequestSupplement
        | Action::Refuse
        | Action::Assign
        | Action::Close
        | Action::Reopen => panic!("{action:?} is a decision"),
    }
}

fn decide_as(
    case: &Given,
    what: Decision,
    role: Role,
    at: UnitRef,
) -> Result<Vec<CaseEvent>, crate::case::decide::Refusal> {
    let today = day(TODAY);
    let official = Official {
        role,
        unit: at,
        signed_on: today,
        recorded_on: today,
    };
    let context = Context {
        official,
        rules: &RULES,
        units: &UNITS,
        calendar: &CALENDAR,
    };
    decide(&case.on(TODAY), what, &context)
}

#[test]
fn what_is_offered_is_not_refused() {
    let mut tried = 0;
    for case in cases() {
        let now = case.on(TODAY);
        for action in Action::ALL {
            for role in Role::ALL {
                if offered(&now, action, role).is_err() {
                    continue;
                }
                tried += 1;
                let Some(what) = decision(action) else {
                    let recorded = record_fact(&case.events, &fact(action), partial(TODAY), None, day(TODAY));
                    assert_eq!(recorded, Ok(()), "{action:?} in {:?}", now.state);
                    continue;
                };
                // Whether the commune was split only the tables of units know.
                let split = now
                    .direct
                    .as_ref()
                    .is_some_and(|direct| direct.commune == unit("04891@2024"));
                let of_direct = !matches!(action, Action::Close | Action::Reopen | Action::Assign);
                if (split && of_direct) || (!split && action == Action::Assign) {
                    continue;
                }
                let at = if role == Role::ProvinceOfficer {
                    unit("25@2025")
                } else {
                    unit(DA_BAC)
                };
                let answer = decide_as(&case, what, role, at);
                assert!(
                    answer.is_ok(),
                    "{action:?} in {:?} by {role:?}: {answer:?}",
                    now.state
                );
            }
        }
    }
    assert!(tried > 500, "only {tried} offers were tried");
}

#[test]
fn what_is_decided_although_not_offered_is_refused() {
    for case in cases() {
        let now = case.on(TODAY);
        for action in Action::ALL {
            let Some(what) = decision(action) else { continue };
            for role in Role::ALL {
                let at = if role == Role::ProvinceOfficer {
                    unit("25@2025")
                } else {
                    unit(DA_BAC)
                };
                if offered(&now, action, role).is_err() {
                    let answer = decide_as(&case, what.clone(), role, at);
                    assert!(answer.is_err(), "{action:?} in {:?} by {role:?}", now.state);
                }
            }
        }
    }
}

#[test]
fn what_is_offered_before_departure_fits_the_case() {
    // A departure that is offered is neither a second one nor one after the end.
    for case in cases() {
        let now = case.on(TODAY);
        for (action, wrong) in [
            (Action::Depart, [Flag::SecondDeparture, Flag::DepartedAfterEnd]),
            (
                Action::Return,
                [Flag::ReturnWithoutDeparture, Flag::SecondDeparture],
            ),
        ] {
            if offered(&now, action, Role::CommuneOfficer).is_ok() {
                let after = case.clone().and([(TODAY, fact(action))]).on(TODAY);
                assert!(
                    wrong.iter().all(|flag| !after.flags.contains(flag)),
                    "{action:?} in {:?}",
                    now.state
                );
                assert_ne!(after.state, now.state);
            }
        }
    }
}

#[test]
fn why_not_is_said() {
    let why = |case: &Given, action, role| offered(&case.on(TODAY), action, role).unwrap_err();
    let officer = Role::CommuneOfficer;
    let start = given([("2025-01-10", opened(LegalForm::ServiceEnterprise))]);
    assert_eq!(why(&start, Action::Visa, Role::Auditor), WhyNot::Role);
    assert_eq!(why(&start, Action::FileDirect, officer), WhyNot::Form);
    assert_eq!(why(&start, Action::Return, officer), WhyNot::NotDeparted);
    assert_eq!(why(&start, Action::VerifyDeparture, officer), WhyNot::NotDeparted);
    assert_eq!(
        why(&start, Action::VerifyDeparture, Role::Recruiter),
        WhyNot::Role
    );
    assert_eq!(why(&start, Action::Close, officer), WhyNot::NotEnded);
    assert_eq!(why(&start, Action::Close, Role::Recruiter), WhyNot::Role);
    assert_eq!(why(&start, Action::Reopen, officer), WhyNot::Leader);
    assert_eq!(why(&start, Action::Assign, officer), WhyNot::Province);
    assert_eq!(why(&abroad(), Action::Withdraw, officer), WhyNot::Departed);
    assert_eq!(why(&abroad(), Action::Depart, officer), WhyNot::Departed);
    assert_eq!(why(&abroad(), Action::Liquidate, officer), WhyNot::NotReturned);
    assert_eq!(why(&abroad(), Action::VerifyReturn, officer), WhyNot::NotReturned);
    let ended = abroad().and([("2025-03-01", ended(EndCause::Health))]);
    assert_eq!(why(&ended, Action::EndContract, officer), WhyNot::Done);
    let back = abroad().and([("2025-07-01", returned())]);
    assert_eq!(why(&back, Action::Return, officer), WhyNot::Returned);
    let gone = ready().and([("2024-05-30", withdrawn())]);
    assert_eq!(why(&gone, Action::Depart, officer), WhyNot::Ended);
    let direct = given([("2025-07-20", opened(LegalForm::DirectContract))]);
    assert_eq!(why(&direct, Action::Certify, officer), WhyNot::NothingPending);
    assert_eq!(
        why(&filed_case(), Action::ReceiveSupplement, officer),
        WhyNot::Complete
    );
    assert_eq!(why(&filed_case(), Action::FileDirect, officer), WhyNot::Done);
    assert_eq!(
        why(&filed_case(), Action::Assign, Role::ProvinceOfficer),
        WhyNot::NothingPending
    );
    let incomplete = at_da_bac("04831@2024", &[DossierItem::Health]);
    assert_eq!(why(&incomplete, Action::Certify, officer), WhyNot::Incomplete);
}
