//! Departures: what counts, where, when, and against what.

use hanhtrinh_domain::case::{CaseEvent, DepartureVerified, SendingContractSigned, Verifier};
use hanhtrinh_domain::indicator::By;
use hanhtrinh_record::leaf::AmendKind;

use super::book::*;
use crate::ReportError;
use crate::report::UNRESOLVED;

fn verified() -> CaseEvent {
    DepartureVerified {
        by: Verifier::Commune,
    }
    .into()
}

#[test]
fn a_case_counts_once_and_annulled_departures_do_not() {
    let mut book = Book::new("2024-01-02");
    let (_, one) = book.case("2024-01-02", WHOLE, "JP");
    book.departs(one, "2024-03-01", "JP");
    book.departs(one, "2024-05-01", "JP");
    book.event(&one.to_string(), "2024-03-02", &verified());
    let (_, two) = book.case("2024-01-02", WHOLE, "TW");
    let wrong = book.departs(two, "2024-04-01", "TW");
    let (_, other) = book.case("2024-01-02", ELSEWHERE, "JP");
    book.departs(other, "2024-03-01", "JP");
    let query = book.query("38@2025", "2024", Some(By::Market));
    let report = book.views.departures(&query).unwrap();
    assert_eq!(
        (report.value, report.declared, report.verified, report.unresolved),
        (2, 1, 1, 0)
    );

    book.today("2024-06-01");
    book.amend(
        &two.to_string(),
        "2024-04-01",
        &departure("TW"),
        wrong,
        AmendKind::Annul,
    );
    let report = book
        .views
        .departures(&book.query("38@2025", "2024", Some(By::Market)))
        .unwrap();
    assert_eq!((report.value, report.verified), (1, 1));
    // As of the position before, it still counted.
    assert_eq!(book.views.departures(&query).unwrap().value, 2);
    assert_eq!(book.views.departure_versions().count(), 4);

    book.amend(
        &two.to_string(),
        "2024-04-02",
        &departure("KR"),
        wrong,
        AmendKind::Reinstate,
    );
    let groups = book
        .views
        .departures(&book.query("38@2025", "2024", Some(By::Market)))
        .unwrap()
        .groups
        .unwrap();
    assert_eq!(
        groups
            .iter()
            .map(|group| (group.key.as_str(), group.value))
            .collect::<Vec<_>>(),
        [("JP", 1), ("KR", 1)]
    );
    assert_eq!(groups[0].share, "50.00");
}

#[test]
fn against_the_plan_and_last_year() {
    let mut book = Book::new("2024-01-02");
    book.plan("38@2024", 2024, 4);
    book.plan("38@2025", 2025, 6);
    for on in [
        "2023-02-01",
        "2023-08-01",
        "2024-02-01",
        "2024-02-02",
        "2024-11-01",
    ] {
        let (_, case) = book.case("2023-01-01", WHOLE, "JP");
        book.departs(case, on, "JP");
    }
    let report = book
        .views
        .departures(&book.query("38@2025", "2024", None))
        .unwrap();
    let plan = report.plan.unwrap();
    assert_eq!((report.value, plan.value), (3, 4));
    assert_eq!(
        (plan.percent_of.as_str(), plan.percent_above.as_str()),
        ("75.0", "-25.0")
    );
    let before = report.last_year.unwrap();
    assert_eq!(
        (before.value, before.percent_of.as_str(), before.growth.as_str()),
        (2, "150.00", "50.00")
    );

    // A part of a year stands against the plan of the whole year; a span over two years has none.
    let half = book
        .views
        .departures(&book.query("38@2025", "2024-H1", None))
        .unwrap();
    assert_eq!((half.value, half.plan.unwrap().percent_of.as_str()), (2, "50.0"));
    assert_eq!(half.last_year.unwrap().value, 1);
    let long = book
        .views
        .departures(&book.query("38@2025", "2023-07-01..2024-06-30", None))
        .unwrap();
    assert_eq!(
        (long.value, long.plan, long.last_year.map(|before| before.value)),
        (3, None, Some(1))
    );
    assert_eq!(
        book.views
            .departures(&book.query("38@2025", "2023", None))
            .unwrap()
            .last_year,
        None
    );

    // A target revised later does not change what was known.
    let query = book.query("38@2025", "2024", None);
    book.plan("38@2024", 2024, 6);
    assert_eq!(book.views.departures(&query).unwrap().plan.unwrap().value, 4);
    assert_eq!(
        book.views
            .departures(&book.query("38@2025", "2024", None))
            .unwrap()
            .plan
            .unwrap()
            .value,
        6
    );
}

#[test]
fn imprecise_dates_and_divided_communes_stand_beside() {
    let mut book = Book::new("2024-01-02");
    for (on, commune) in [
        ("2024", WHOLE),
        ("2024-06", WHOLE),
        ("2024-02-01", SPLIT),
        ("2024-02-01", WHOLE),
    ] {
        let (_, case) = book.case("2024-01-02", commune, "JP");
        book.departs(case, on, "JP");
    }
    let year = book
        .views
        .departures(&book.query("38@2024", "2024", Some(By::Month)))
        .unwrap();
    assert_eq!((year.value, year.unresolved), (4, 0));
    let groups = year.groups.unwrap();
    assert_eq!(groups.len(), 13);
    assert_eq!((groups[0].key.as_str(), groups[0].value), ("-", 1));
    assert_eq!((groups[2].key.as_str(), groups[2].value), ("2024-02", 2));
    assert_eq!((groups[6].key.as_str(), groups[6].value), ("2024-06", 1));

    let half = book
        .views
        .departures(&book.query("38@2024", "2024-H1", None))
        .unwrap();
    assert_eq!((half.value, half.unresolved), (3, 1));
    let query = book.query("38@2024", "2024-H1", None);
    assert_eq!(
        book.views.departure_rows(&query, Some(UNRESOLVED)).unwrap().len(),
        1
    );

    // The divided commune lies in the province whole, but in neither of its communes.
    let communes = book
        .views
        .departures(&book.query("38@2025", "2024", Some(By::Commune)))
        .unwrap();
    let groups = communes.groups.unwrap();
    assert_eq!(
        groups.iter().map(|group| group.value).sum::<u64>(),
        communes.value
    );
    let value = |key: &str| {
        groups
            .iter()
            .find(|group| group.key == key)
            .map(|group| group.value)
    };
    assert_eq!((value(NEW), value(UNRESOLVED)), (Some(3), Some(1)));
    let commune = book.views.departures(&book.query(NEW, "2024", None)).unwrap();
    assert_eq!((commune.value, commune.unresolved), (3, 1));
    let query = book.query("38@2025", "2024", Some(By::Commune));
    assert_eq!(book.views.departure_rows(&query, Some(NEW)).unwrap().len(), 3);
}

#[test]
fn the_former_commune_answers_for_the_old_edition() {
    let mut book = Book::new("2025-07-02");
    let worker = book.person("Lê Văn An", "1990-01-01", "", "2025-07-02");
    book.lives(worker, "2025-07-02", "14758@2025", Some("14755@2024"));
    let case = book.open(worker, "2025-07-02", "JP");
    book.departs(case, "2025-08-01", "JP");
    let value = |of: &str| {
        book.views
            .departures(&book.query(of, "2025", None))
            .unwrap()
            .value
    };
    assert_eq!(
        (value("14755@2024"), value("14758@2025"), value("38@2024")),
        (1, 1, 1)
    );

    let worker = book.person("Lê Văn An", "1990-01-01", "", "2025-07-02");
    book.lives(worker, "2025-07-02", "14758@2025", None);
    let case = book.open(worker, "2025-07-02", "JP");
    book.departs(case, "2025-08-01", "JP");
    let report = book
        .views
        .departures(&book.query("14755@2024", "2025", None))
        .unwrap();
    assert_eq!((report.value, report.unresolved), (1, 1));
}

#[test]
fn residence_counts_as_of_the_day_and_as_known() {
    let mut book = Book::new("2024-01-02");
    let (worker, case) = book.case("2024-01-02", WHOLE, "JP");
    book.departs(case, "2024-03-01", "JP");
    let before = book.query("38@2025", "2024", None);
    book.lives(worker, "2024-06-01", ELSEWHERE, None);
    assert_eq!(
        book.views
            .departures(&book.query("38@2025", "2024", None))
            .unwrap()
            .value,
        1
    );
    // Learnt later that the person had moved before leaving.
    book.lives(worker, "2024-02-01", ELSEWHERE, None);
    assert_eq!(
        book.views
            .departures(&book.query("38@2025", "2024", None))
            .unwrap()
            .value,
        0
    );
    // Where the person lived then counts the departure.
    let there = book
        .views
        .departures(&book.query("25@2025", "2024", None))
        .unwrap();
    assert_eq!(there.value, 1);
    assert_eq!(book.views.departures(&before).unwrap().value, 1);
}

#[test]
fn nothing_is_held_before_the_first_day_and_enterprises_see_their_own() {
    let mut book = Book::new("2024-03-05");
    let (_, one) = book.case("2024-03-05", WHOLE, "JP");
    book.departs(one, "2024-03-01", "JP");
    let (_, two) = book.case("2024-03-05", WHOLE, "JP");
    book.departs(two, "2024-03-01", "JP");
    let signed: CaseEvent = SendingContractSigned {
        enterprise: code("0109999999"),
        term_months: 36,
        service_fee: None,
        order: None,
    }
    .into();
    book.event(&two.to_string(), "2024-02-01", &signed);
    let mut query = book.query("38@2025", "2024", Some(By::Enterprise));
    query.as_of = day("2024-03-04");
    assert_eq!(
        book.views.departures(&query),
        Err(ReportError::NotHeldBefore(day("2024-03-05")))
    );
    query.as_of = day("2024-03-05");
    query.scope_enterprise = Some(code("0109999999"));
    let report = book.views.departures(&query).unwrap();
    assert_eq!((report.value, report.groups.unwrap().len()), (1, 1));
    assert_eq!(report.rules, ["units@0123456789abcdef01234567"]);

    book.today("2024-03-07");
    book.departs(one, "2024-03-02", "JP");
    let size = book.views.size();
    assert_eq!(book.views.position_as_of(day("2024-03-04")), 0);
    assert_eq!(book.views.position_as_of(day("2024-03-05")), size - 1);
    assert_eq!(book.views.position_as_of(day("2024-03-06")), size - 1);
    assert_eq!(book.views.position_as_of(day("2026-01-01")), size);
    assert_eq!(book.views.day_of(size - 1), Some(day("2024-03-07")));
}

#[test]
fn months_stand_beside_those_of_last_year() {
    let mut book = Book::new("2024-01-02");
    for on in [
        "2023-02-10",
        "2023-02-11",
        "2023-03-01",
        "2024-02-29",
        "2024-12-31",
    ] {
        let (_, case) = book.case("2023-01-01", WHOLE, "JP");
        book.departs(case, on, "JP");
    }
    let report = book
        .views
        .departures(&book.query("38@2025", "2024-Q1", Some(By::Month)))
        .unwrap();
    let groups = report.groups.unwrap();
    let months: Vec<_> = groups
        .iter()
        .map(|group| (group.key.as_str(), group.value, group.last_year))
        .collect();
    assert_eq!(
        months,
        [
            ("2024-01", 0, Some(0)),
            ("2024-02", 1, Some(2)),
            ("2024-03", 0, Some(1))
        ]
    );
    assert_eq!(
        (report.value, report.last_year.unwrap().growth.as_str()),
        (1, "-66.67")
    );
}
