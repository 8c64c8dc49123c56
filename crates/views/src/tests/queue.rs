//! The work queue and its due dates.

use hanhtrinh_domain::case::*;

use super::book::*;
use crate::{Task, WorkKind};

fn work(book: &Book, today: &str) -> Vec<Task> {
    book.views.work(day(today), &|_, _| true)
}

fn file(book: &mut Book, on: &str, commune: &str, missing: Vec<DossierItem>) -> uuid::Uuid {
    let worker = book.person("Lê Văn An", "1990-01-01", "", on);
    book.lives(worker, on, commune, None);
    let case = book.id();
    book.event(
        &case.to_string(),
        on,
        &opened(worker, LegalForm::DirectContract, "JP"),
    );
    let filed: CaseEvent = DirectContractFiled {
        commune: unit(commune),
        missing,
    }
    .into();
    book.event(&case.to_string(), on, &filed);
    case
}

#[test]
fn a_complete_dossier_is_due_in_five_working_days() {
    let mut book = Book::new("2025-08-27");
    let case = file(&mut book, "2025-08-27", NEW, Vec::new());
    // Wednesday; 1 and 2 September 2025 are holidays.
    let tasks = work(&book, "2025-08-28");
    let [task] = tasks.as_slice() else {
        panic!("one task")
    };
    assert_eq!(
        (task.kind, task.case, task.since),
        (WorkKind::DirectContract, Some(case), day("2025-08-27"))
    );
    assert_eq!((task.due, task.days_left), (Some(day("2025-09-05")), Some(4)));
    assert_eq!(task.unit, Some(unit(NEW)));
    assert!(work(&book, "2025-09-08")[0].days_left < Some(0));

    let certified: CaseEvent = DirectContractCertified { commune: unit(NEW) }.into();
    book.event(&case.to_string(), "2025-08-29", &certified);
    assert_eq!(work(&book, "2025-08-29"), []);
}

#[test]
fn a_supplement_stops_the_clock_and_completing_starts_it_anew() {
    let mut book = Book::new("2025-10-06");
    let case = file(&mut book, "2025-10-06", NEW, vec![DossierItem::Health]);
    let tasks = work(&book, "2025-10-20");
    assert_eq!(
        (tasks[0].kind, tasks[0].since, tasks[0].due),
        (WorkKind::SupplementAwaited, day("2025-10-06"), None)
    );
    let received: CaseEvent = SupplementReceived { missing: Vec::new() }.into();
    book.event(&case.to_string(), "2025-10-20", &received);
    let tasks = work(&book, "2025-10-20");
    assert_eq!(
        (tasks[0].kind, tasks[0].due),
        (WorkKind::DirectContract, Some(day("2025-10-27")))
    );
}

#[test]
fn a_divided_commune_waits_for_the_province() {
    let mut book = Book::new("2025-06-27");
    let case = file(&mut book, "2025-06-27", SPLIT, Vec::new());
    assert_eq!(work(&book, "2025-06-30")[0].kind, WorkKind::DirectContract);
    let tasks = work(&book, "2025-07-01");
    assert_eq!(
        (tasks[0].kind, tasks[0].unit, tasks[0].due),
        (WorkKind::Assignment, None, Some(day("2025-07-04")))
    );
    let assigned: CaseEvent = CaseAssigned { commune: unit(NEW) }.into();
    book.event(&case.to_string(), "2025-07-01", &assigned);
    let tasks = work(&book, "2025-07-01");
    assert_eq!(
        (tasks[0].kind, tasks[0].unit),
        (WorkKind::DirectContract, Some(unit(NEW)))
    );
}

#[test]
fn overdue_first_then_what_has_no_due_date() {
    let mut book = Book::new("2025-07-01");
    let late = file(&mut book, "2025-07-01", NEW, Vec::new());
    let soon = file(&mut book, "2025-07-21", NEW, Vec::new());
    let (_, overdue) = book.case("2025-07-01", NEW, "JP");
    book.departs(overdue, "2024-01-10", "JP");
    book.event(
        &overdue.to_string(),
        "2024-01-01",
        &contract("2024-01-10", "2025-01-09"),
    );
    let (_, back) = book.case("2025-07-01", NEW, "JP");
    book.event(&back.to_string(), "2025-07-02", &returns());
    let tasks = work(&book, "2025-07-22");
    let order: Vec<_> = tasks.iter().map(|task| (task.kind, task.case)).collect();
    assert_eq!(
        order,
        [
            (WorkKind::DirectContract, Some(late)),
            (WorkKind::DirectContract, Some(soon)),
            (WorkKind::ReturnOverdue, Some(overdue)),
            (WorkKind::DepartureMissing, Some(back)),
        ]
    );
    assert_eq!(tasks[2].since, day("2025-02-09"));
    assert_eq!(tasks[3].state, Some(State::Ret));
    let mine = book
        .views
        .work(day("2025-07-22"), &|_, task| task.case == Some(soon));
    assert_eq!(mine.len(), 1);
}
