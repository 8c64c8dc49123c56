//! Published figures come out the same for ever, and say so when they do not.

use hanhtrinh_domain::indicator::By;
use hanhtrinh_domain::published::{PublishRefusal, ReportEvent};
use hanhtrinh_record::leaf::AmendKind;

use super::book::*;
use crate::{PublishError, Publishable};

fn departures(book: &Book) -> Publishable {
    Publishable::Departures(book.query("38@2025", "2024", Some(By::Market)))
}

#[test]
fn what_was_published_is_computed_again_whatever_came_later() {
    let mut book = Book::new("2024-01-02");
    let (_, case) = book.case("2024-01-02", WHOLE, "JP");
    let left = book.departs(case, "2024-03-01", "JP");
    book.today("2025-01-10");
    let report = book.views.publish(&departures(&book)).unwrap();
    assert_eq!(report.value, 1);
    let event: ReportEvent = report.clone().into();
    book.event("published", "2025-01-10", &event);
    book.amend(
        &case.to_string(),
        "2024-03-01",
        &departure("JP"),
        left,
        AmendKind::Annul,
    );
    let published = book.views.published();
    assert!(published[0].same && published[0].same_rules);
    assert_eq!(published[0].value, Some(1));
    assert_ne!(book.views.publish(&departures(&book)).unwrap().hash, report.hash);
    assert_eq!(book.replay_in_two_steps(3).checksum(), book.views.checksum());

    let mut forged = report;
    forged.hash = code("ffffffffffffffffffffffff");
    let event: ReportEvent = forged.into();
    book.event("published", "2025-01-11", &event);
    assert!(!book.views.published()[1].same);
}

#[test]
fn a_period_that_is_not_over_is_not_published() {
    let mut book = Book::new("2024-01-02");
    book.case("2024-01-02", WHOLE, "JP");
    let mut query = book.query("38@2025", "2024", None);
    query.as_of = day("2024-06-30");
    let refused = book.views.publish(&Publishable::Departures(query)).unwrap_err();
    assert_eq!(
        refused,
        PublishError::Refused(PublishRefusal::NotOver(day("2024-12-31")))
    );
}

#[test]
fn a_missing_rule_version_is_named() {
    let mut book = Book::new("2016-01-02");
    let (_, case) = book.case("2016-01-02", WHOLE, "JP");
    book.departs(case, "2016-03-01", "JP");
    book.event(
        &case.to_string(),
        "2016-02-01",
        &contract("2016-03-01", "2017-02-28"),
    );
    let query = book.stock_query("38@2025", "2017-06-30", None);
    let refused = book.views.publish(&Publishable::Stock(query)).unwrap_err();
    let missing = PublishRefusal::MissingRule {
        rule: "overdue.grace_days",
        day: day("2017-02-28"),
    };
    assert_eq!(refused, PublishError::Refused(missing));
    for words in [
        PublishRefusal::MissingPack.words(),
        PublishRefusal::NotOver(day("2024-12-31")).words(),
    ] {
        assert!(words.vi != words.en);
    }
}
