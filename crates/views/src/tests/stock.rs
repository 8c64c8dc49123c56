//! People abroad on a day.

use hanhtrinh_domain::case::{CaseEvent, ContractEnded, ContractExtended, EndCause};
use hanhtrinh_domain::indicator::By;

use super::book::*;

fn figures(book: &Book, on: &str) -> (u64, u64, u64) {
    let report = book.views.stock(&book.stock_query("38@2025", on, None)).unwrap();
    (report.value, report.overdue, report.unresolved)
}

#[test]
fn a_stay_lasts_from_departure_to_return_and_overdue_stands_beside() {
    let mut book = Book::new("2024-01-02");
    let (_, case) = book.case("2024-01-02", WHOLE, "JP");
    let key = case.to_string();
    book.departs(case, "2024-03-01", "JP");
    book.event(&key, "2024-02-01", &contract("2024-03-01", "2025-02-28"));
    assert_eq!(figures(&book, "2024-02-29"), (0, 0, 0));
    assert_eq!(figures(&book, "2024-03-01"), (1, 0, 0));
    // Thirty days of grace after 28 February.
    assert_eq!(figures(&book, "2025-03-30"), (1, 0, 0));
    assert_eq!(figures(&book, "2025-03-31"), (0, 1, 0));
    let report = book
        .views
        .stock(&book.stock_query("38@2025", "2025-03-31", None))
        .unwrap();
    assert_eq!(
        report.rules,
        ["units@0123456789abcdef01234567", "overdue.grace_days@2018-01-01"]
    );
    assert_eq!(
        book.views
            .stay_rows(&book.stock_query("38@2025", "2025-03-31", None), true)
            .unwrap()
            .len(),
        1
    );

    // An extension learnt late lifts it from its own day on; before, the earlier position still says overdue.
    let before = book.stock_query("38@2025", "2025-04-15", None);
    let extended: CaseEvent = ContractExtended {
        end: day("2026-02-28"),
    }
    .into();
    book.event(&key, "2025-02-20", &extended);
    assert_eq!(figures(&book, "2025-04-15"), (1, 0, 0));
    assert_eq!(book.views.stock(&before).unwrap().overdue, 1);

    book.event(&key, "2025-06-10", &returns());
    assert_eq!(figures(&book, "2025-06-09"), (1, 0, 0));
    assert_eq!(figures(&book, "2025-06-10"), (0, 0, 0));
}

#[test]
fn the_stock_agrees_with_the_states() {
    let mut book = Book::new("2024-01-02");
    let (_, case) = book.case("2024-01-02", WHOLE, "JP");
    book.departs(case, "2024-03-01", "JP");
    book.event(
        &case.to_string(),
        "2024-02-01",
        &contract("2024-03-01", "2024-06-30"),
    );
    for on in ["2024-02-01", "2024-03-01", "2024-07-30", "2024-07-31"] {
        use hanhtrinh_domain::case::State;
        let state = book.views.brief(case, day(on)).unwrap().state;
        let (abroad, overdue, _) = figures(&book, on);
        assert_eq!(
            (abroad == 1, overdue == 1),
            (state == State::Abroad, state == State::Overdue),
            "{on}"
        );
    }
}

#[test]
fn residence_is_that_of_the_day_and_groups_add_up() {
    let mut book = Book::new("2024-01-02");
    let (worker, case) = book.case("2024-01-02", WHOLE, "JP");
    book.departs(case, "2024-03-01", "JP");
    let (_, split) = book.case("2024-01-02", SPLIT, "TW");
    book.departs(split, "2024-03", "TW");
    book.lives(worker, "2024-06-01", ELSEWHERE, None);
    assert_eq!(figures(&book, "2024-03-15"), (1, 0, 1));
    assert_eq!(figures(&book, "2024-05-31"), (2, 0, 0));
    assert_eq!(figures(&book, "2024-06-01"), (1, 0, 0));
    for by in By::ALL {
        let report = book
            .views
            .stock(&book.stock_query("38@2025", "2024-05-31", Some(by)))
            .unwrap();
        let sum: u64 = report.groups.unwrap().iter().map(|group| group.value).sum();
        assert_eq!(sum, report.value, "{by:?}");
    }
}

#[test]
fn a_contract_that_ended_early_moves_the_grace() {
    let mut book = Book::new("2024-01-02");
    let (_, case) = book.case("2024-01-02", WHOLE, "JP");
    let key = case.to_string();
    book.departs(case, "2024-03-01", "JP");
    book.event(&key, "2024-02-01", &contract("2024-03-01", "2027-02-28"));
    let ended: CaseEvent = ContractEnded {
        cause: EndCause::EarlyEmployer,
    }
    .into();
    book.event(&key, "2024-06-01", &ended);
    assert_eq!(
        (figures(&book, "2024-07-01"), figures(&book, "2024-07-02")),
        ((1, 0, 0), (0, 1, 0))
    );
    let extended: CaseEvent = ContractExtended {
        end: day("2025-06-30"),
    }
    .into();
    book.event(&key, "2024-08-01", &extended);
    assert_eq!(
        (figures(&book, "2024-07-31"), figures(&book, "2024-08-01")),
        ((0, 1, 0), (1, 0, 0))
    );
}
