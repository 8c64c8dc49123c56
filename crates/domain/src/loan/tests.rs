use super::*;
use crate::care::tests::{CALENDAR, RULES, facts};

fn forwarded(amount: u64) -> LoanEvent {
    LoanForwarded {
        worker: Uuid::from_u128(1),
        case: None,
        purpose: LoanPurpose::Costs,
        group: Some(PolicyGroup::Poor),
        amount,
        branch: None,
    }
    .into()
}

fn approved(amount: u64) -> LoanEvent {
    LoanApproved {
        amount,
        rate: Some(660),
        term_months: 36,
        secured: false,
    }
    .into()
}

fn disbursed(amount: u64) -> LoanEvent {
    LoanDisbursed { amount }.into()
}

fn status(overdue_days: u16) -> LoanEvent {
    LoanStatusReported {
        outstanding: 40_000_000,
        overdue_days,
    }
    .into()
}

fn loan<const N: usize>(list: [(&str, LoanEvent); N]) -> Loan {
    Loan::fold(&facts(list), &RULES, &CALENDAR)
}

fn flags(loan: &Loan) -> Vec<LoanFlag> {
    loan.flags.iter().copied().collect()
}

#[test]
fn a_loan_goes_from_the_commune_to_the_bank_and_back() {
    let done = loan([
        ("2025-03-03", forwarded(90_000_000)),
        ("2025-03-14", approved(80_000_000)),
        ("2025-03-20", disbursed(80_000_000)),
        ("2026-03-20", status(0)),
        ("2028-03-20", LoanSettled {}.into()),
    ]);
    assert_eq!(done.state, Some(LoanState::Settled));
    assert_eq!((done.paid_in_all(), done.outstanding), (80_000_000, Some(0)));
    assert!(done.flags.is_empty(), "{:?}", done.flags);
    let refused = loan([
        ("2025-03-03", forwarded(90_000_000)),
        (
            "2025-03-14",
            LoanRefused {
                ground: LoanGround::NotEligible,
            }
            .into(),
        ),
    ]);
    assert_eq!(refused.state, Some(LoanState::Refused));
}

#[test]
fn the_ceiling_is_that_of_the_day_of_payment_and_breaking_it_is_a_flag() {
    let on = "2025-03-20".parse().unwrap();
    let limit = u64::try_from(ceiling(&RULES, on).unwrap().integer().unwrap()).unwrap();
    let paid = |amount| {
        loan([
            ("2025-03-03", forwarded(amount)),
            ("2025-03-04", approved(amount)),
            ("2025-03-20", disbursed(amount)),
        ])
    };
    assert!(paid(limit).flags.is_empty());
    assert_eq!(flags(&paid(limit + 1)), [LoanFlag::OverCeiling]);
    assert!(
        ceiling(&RULES, "1990-01-01".parse().unwrap()).is_none(),
        "no rule, no judgement"
    );
}

#[test]
fn the_bank_has_ten_working_days() {
    let asked = loan([("2025-03-03", forwarded(1))]);
    let (due, rule) = asked.due(&RULES, &CALENDAR).unwrap().unwrap();
    assert_eq!(due.on.to_string(), "2025-03-17");
    assert_eq!(rule.integer(), Some(10));
    let late = loan([("2025-03-03", forwarded(1)), ("2025-03-18", approved(1))]);
    assert_eq!(flags(&late), [LoanFlag::AnsweredLate]);
    let in_time = loan([("2025-03-03", forwarded(1)), ("2025-03-17", approved(1))]);
    assert!(in_time.flags.is_empty());
    assert_eq!(Loan::default().due(&RULES, &CALENDAR).unwrap(), None);
}

#[test]
fn what_was_paid_without_or_beyond_an_approval_is_recorded_and_flagged() {
    let without = loan([("2025-03-03", forwarded(5)), ("2025-03-05", disbursed(5))]);
    assert_eq!(flags(&without), [LoanFlag::NotApproved]);
    let beyond = loan([
        ("2025-03-03", forwarded(5)),
        ("2025-03-04", approved(5)),
        ("2025-03-05", disbursed(3)),
        ("2025-03-06", disbursed(3)),
    ]);
    assert_eq!(flags(&beyond), [LoanFlag::OverApproved]);
    assert_eq!(beyond.paid_in_all(), 6);
}

#[test]
fn overdue_ends_with_the_next_report_or_with_the_loan() {
    let start = || {
        [
            ("2025-03-03", forwarded(5)),
            ("2025-03-04", approved(5)),
            ("2025-03-05", disbursed(5)),
        ]
    };
    let [a, b, c] = start();
    assert_eq!(
        flags(&loan([a, b, c, ("2026-01-01", status(12))])),
        [LoanFlag::Overdue]
    );
    let [a, b, c] = start();
    let again = loan([a, b, c, ("2026-01-01", status(12)), ("2026-02-01", status(0))]);
    assert!(again.flags.is_empty());
}
