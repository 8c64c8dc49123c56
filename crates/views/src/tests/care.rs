//! Fairs, advice, support, loans and groups as figures: what is counted, as of which size of the log.

use hanhtrinh_domain::advice::{AdviceDelivered, AdviceEvent, AdviceForm, AdviceTopic};
use hanhtrinh_domain::code::LegalName;
use hanhtrinh_domain::fair::{
    Destination, ExhibitorAttended, FairEvent, FairHeld, FairKind, FairPlanned, Headcount, HeadcountDeclared,
    MatchRecorded, SeekersAttended,
};
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::precision::Precision;
use hanhtrinh_domain::tally::{TallyBy, TallyIndicator, TallyReport};
use hanhtrinh_record::leaf::AmendKind;
use uuid::Uuid;

use super::book::*;
use crate::TallyQuery;

pub fn query(
    book: &Book,
    indicator: TallyIndicator,
    of: &str,
    period: &str,
    by: Option<TallyBy>,
) -> TallyQuery {
    TallyQuery {
        indicator,
        unit_text: of.to_owned(),
        unit: unit(of),
        period: Period::parse(period).unwrap(),
        as_of: day("2030-01-01"),
        position: book.views.size(),
        by,
    }
}

pub fn figure(book: &Book, indicator: TallyIndicator, of: &str, period: &str) -> TallyReport {
    let asked = query(book, indicator, of, period, None);
    book.views.tally_report(&asked).unwrap()
}

pub fn fair(book: &mut Book, kind: FairKind, at: &str, on: &str) -> String {
    let key = book.id().to_string();
    let held = FairHeld {
        kind,
        unit: unit(at),
        organiser: None,
    };
    book.event::<FairEvent>(&key, on, &held.into());
    key
}

pub fn exhibitor(book: &mut Book, fair: &str, on: &str, name: &str) -> Uuid {
    let event = ExhibitorAttended {
        enterprise: None,
        name: LegalName::parse(name).ok(),
        seats: 5,
    };
    book.event::<FairEvent>(fair, on, &event.into())
}

pub fn seekers(people: u32, precision: Precision) -> FairEvent {
    SeekersAttended {
        worker: None,
        people,
        precision,
    }
    .into()
}

fn matched(destination: Destination, people: u32) -> FairEvent {
    let precision = Precision::Exact;
    MatchRecorded {
        destination,
        worker: None,
        enterprise: None,
        people,
        precision,
    }
    .into()
}

fn declared(measure: Headcount, value: u32) -> FairEvent {
    HeadcountDeclared {
        measure,
        destination: None,
        value,
        precision: Precision::Over,
    }
    .into()
}

#[test]
fn former_hoa_binh_answers_for_its_fair_of_2024_and_so_does_the_province_it_is_part_of() {
    let mut book = Book::new("2024-01-02");
    let key = fair(&mut book, FairKind::Regular, ELSEWHERE, "2024-09-20");
    for number in 0..31 {
        exhibitor(&mut book, &key, "2024-09-20", &format!("Công ty số {number}"));
    }
    book.event(&key, "2024-09-20", &seekers(1_000, Precision::Over));
    for of in ["17@2024", "25@2025"] {
        let of = |indicator| {
            let report = figure(&book, indicator, of, "2024");
            (report.value, report.precision, report.distinct, report.unresolved)
        };
        assert_eq!(of(TallyIndicator::Fairs), (1, Precision::Exact, None, 0));
        assert_eq!(
            of(TallyIndicator::Exhibitors),
            (31, Precision::Exact, Some(31), 0)
        );
        assert_eq!(of(TallyIndicator::Attendance), (1_000, Precision::Over, None, 0));
    }
    assert_eq!(figure(&book, TallyIndicator::Fairs, "38@2025", "2024").value, 0);
    assert_eq!(figure(&book, TallyIndicator::Fairs, "17@2024", "2023").value, 0);
}

#[test]
fn a_fair_counts_once_it_is_held_and_no_longer_when_that_is_struck_out() {
    let mut book = Book::new("2024-01-02");
    let key = book.id().to_string();
    let planned = FairPlanned {
        kind: FairKind::Mobile,
        unit: unit(WHOLE),
        day: day("2024-03-01"),
        organiser: None,
    };
    book.event::<FairEvent>(&key, "2024-01-02", &planned.into());
    exhibitor(&mut book, &key, "2024-03-01", "Công ty A");
    let count = |book: &Book| {
        let value = |indicator| figure(book, indicator, "38@2025", "2024").value;
        (value(TallyIndicator::Fairs), value(TallyIndicator::Exhibitors))
    };
    assert_eq!(count(&book), (0, 0));
    let held: FairEvent = FairHeld {
        kind: FairKind::Mobile,
        unit: unit(WHOLE),
        organiser: None,
    }
    .into();
    let event = book.event(&key, "2024-03-01", &held);
    exhibitor(&mut book, &key, "2024-03-01", "Công ty B");
    assert_eq!(count(&book), (1, 2));
    let before = book.views.size();
    book.amend(&key, "2024-03-01", &held, event, AmendKind::Annul);
    assert_eq!(count(&book), (0, 0));
    let mut then = query(&book, TallyIndicator::Exhibitors, "38@2025", "2024", None);
    then.position = before;
    assert_eq!(
        book.views.tally_report(&then).unwrap().value,
        2,
        "as it was known then"
    );
}

#[test]
fn organisations_are_summed_over_fairs_and_told_apart_whatever_the_accents() {
    let mut book = Book::new("2024-01-02");
    let one = fair(&mut book, FairKind::Regular, WHOLE, "2024-03-01");
    let two = fair(&mut book, FairKind::Mobile, WHOLE, "2024-04-01");
    exhibitor(&mut book, &one, "2024-03-01", "Công ty Hoà Bình");
    exhibitor(&mut book, &two, "2024-04-01", "CÔNG TY HÒA BÌNH");
    exhibitor(&mut book, &two, "2024-04-01", "Công ty Sao Mai");
    let report = figure(&book, TallyIndicator::Exhibitors, "38@2025", "2024");
    assert_eq!((report.value, report.distinct, report.records), (3, Some(2), 3));
    let by = query(
        &book,
        TallyIndicator::Exhibitors,
        "38@2025",
        "2024",
        Some(TallyBy::Kind),
    );
    let groups = book.views.tally_report(&by).unwrap().groups.unwrap();
    let shares: Vec<_> = groups
        .iter()
        .map(|group| (group.key.as_str(), group.value, group.share.as_str()))
        .collect();
    assert_eq!(shares, [("mobile", 2, "66.67"), ("regular", 1, "33.33")]);
    assert_eq!(book.views.tally_rows(&by, Some("mobile")).unwrap().len(), 2);
}

#[test]
fn what_was_declared_stands_for_what_was_counted_at_that_fair_alone_and_keeps_its_word() {
    let mut book = Book::new("2024-01-02");
    let one = fair(&mut book, FairKind::Regular, WHOLE, "2024-03-01");
    let two = fair(&mut book, FairKind::Regular, WHOLE, "2024-04-01");
    book.event(&one, "2024-03-01", &seekers(400, Precision::Exact));
    book.event(&two, "2024-04-01", &seekers(300, Precision::Exact));
    let exact = figure(&book, TallyIndicator::Attendance, "38@2025", "2024");
    assert_eq!((exact.value, exact.precision), (700, Precision::Exact));
    book.event(&one, "2024-03-02", &declared(Headcount::Seekers, 480));
    let report = figure(&book, TallyIndicator::Attendance, "38@2025", "2024");
    assert_eq!((report.value, report.precision), (780, Precision::Over));
    assert_eq!((report.counted, report.declared, report.records), (700, 480, 2));
    let asked = query(&book, TallyIndicator::Attendance, "38@2025", "2024", None);
    let replaced = book.views.tally_rows(&asked, Some("replaced")).unwrap();
    assert_eq!(replaced.iter().map(|row| row.amount).collect::<Vec<_>>(), [400]);
    assert!(report.formula_vi.contains("2024") && report.formula.contains("2024"));
    assert!(report.formula.contains("38"), "{}", report.formula);
}

#[test]
fn matches_and_advice_add_up_by_where_they_lead_and_by_topic() {
    let mut book = Book::new("2024-01-02");
    let key = fair(&mut book, FairKind::Regular, WHOLE, "2024-03-01");
    for (to, people) in [
        (Destination::Domestic, 50),
        (Destination::Abroad, 30),
        (Destination::Abroad, 5),
    ] {
        book.event(&key, "2024-03-01", &matched(to, people));
    }
    let by = query(
        &book,
        TallyIndicator::Matches,
        "38@2025",
        "2024",
        Some(TallyBy::Kind),
    );
    let report = book.views.tally_report(&by).unwrap();
    let groups = report.groups.unwrap();
    let groups: Vec<_> = groups
        .iter()
        .map(|group| (group.key.as_str(), group.value))
        .collect();
    assert_eq!(
        (report.value, groups),
        (85, vec![("domestic", 50), ("abroad", 35)])
    );
    let given = |people| -> AdviceEvent {
        AdviceDelivered {
            topic: AdviceTopic::Fraud,
            form: AdviceForm::Meeting,
            unit: unit(WHOLE),
            by: None,
            people,
            precision: Precision::Over,
        }
        .into()
    };
    let advice = book.id().to_string();
    let first = book.event(&advice, "2024-05-01", &given(200));
    book.event(&key, "2024-03-02", &declared(Headcount::Advised, 40));
    assert_eq!(
        figure(&book, TallyIndicator::Advised, "38@2025", "2024").value,
        240
    );
    book.amend(&advice, "2024-05-01", &given(250), first, AmendKind::Correct);
    let report = figure(&book, TallyIndicator::Advised, "38@2025", "2024");
    assert_eq!((report.value, report.precision), (290, Precision::Over));
}
