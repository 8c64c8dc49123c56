//! Two records of one person: suspected, merged, counted once, taken apart again.

use hanhtrinh_domain::case::Flag;
use hanhtrinh_domain::difference::Cause;
use hanhtrinh_domain::worker::*;
use proptest::prelude::*;
use uuid::Uuid;

use super::book::*;
use super::replay::{Seed, write};
use crate::{Compared, PeopleQuery};

fn merged(absorbed: Uuid, set_aside: Option<Uuid>) -> WorkerEvent {
    WorkersMerged { absorbed, set_aside }.into()
}

fn unmerged(absorbed: Uuid) -> WorkerEvent {
    WorkersUnmerged { absorbed }.into()
}

fn found(book: &Book, text: &str) -> Vec<Uuid> {
    let query = PeopleQuery {
        text: text.to_owned(),
        commune: None,
        state: None,
        market: None,
        offset: 0,
        limit: 20,
        names: true,
        today: day("2026-01-10"),
    };
    book.views.search(&query, &|_, _| true).ids
}

fn departures(book: &Book, of: &str) -> u64 {
    book.views
        .departures(&book.query(of, "2024", None))
        .unwrap()
        .value
}

/// Two records of one person in one commune, each with a case that left on the same day.
fn twins(book: &mut Book) -> ([Uuid; 2], [Uuid; 2]) {
    let mut one = |name: &str| {
        let worker = book.person(name, "1990-01-01", "038190001234", "2024-01-02");
        book.lives(worker, "2024-01-02", WHOLE, None);
        let case = book.open(worker, "2024-01-02", "JP");
        book.departs(case, "2024-03-01", "JP");
        (worker, case)
    };
    let (first, second) = (one("Lê Văn An"), one("Le Van An"));
    ([first.0, second.0], [first.1, second.1])
}

#[test]
fn a_merge_is_an_alias_from_its_position_on_and_can_be_undone() {
    let mut book = Book::new("2024-01-02");
    let ([one, other], [_, case]) = twins(&mut book);
    let conflict = |book: &Book| {
        book.views
            .lifecycle(case, book.views.size(), day("2026-01-10"))
            .unwrap()
    };
    assert!(conflict(&book).flags.contains(&Flag::IdentityConflict));
    assert_eq!(departures(&book, "38@2025"), 2);
    assert_eq!(book.views.suspicions().len(), 1);
    let before = book.views.size();
    book.today("2026-01-10");
    book.event(&one.to_string(), "2026-01-10", &merged(other, Some(case)));

    assert_eq!(departures(&book, "38@2025"), 1, "one stay is set aside");
    assert!(!conflict(&book).flags.contains(&Flag::IdentityConflict));
    assert_eq!(book.views.suspicions(), []);
    assert_eq!(found(&book, "038190001234"), [one]);
    assert_eq!(found(&book, &other.to_string()), [one]);
    assert_eq!(book.views.survivor_of(other, book.views.size()), one);
    assert_eq!(book.views.aliases_of(one, book.views.size()), [other]);
    // As of before there are two.
    assert_eq!(book.views.survivor_of(other, before), other);
    let mut query = book.query("38@2025", "2024", None);
    query.position = before;
    assert_eq!(book.views.departures(&query).unwrap().value, 2);
    let to = Compared {
        as_of: day("2030-01-01"),
        position: book.views.size(),
    };
    let steps = book.views.departures_difference(&query, to).unwrap().steps;
    assert_eq!(steps.len(), 1);
    assert_eq!((steps[0].cause, steps[0].change.value), (Cause::Merged, -1));

    // Something is recorded of the alias meanwhile; undone, everything stands where it was.
    book.lives(other, "2025-01-01", ELSEWHERE, None);
    book.event(&one.to_string(), "2026-01-10", &unmerged(other));
    assert_eq!(departures(&book, "38@2025"), 2);
    assert_eq!(found(&book, "038190001234").len(), 2);
    assert_eq!(book.views.survivor_of(other, book.views.size()), other);
    assert_eq!(book.replay(book.log.len()).checksum(), book.views.checksum());
    assert_eq!(
        book.replay_in_two_steps(book.log.len() - 2).checksum(),
        book.views.checksum()
    );
}

#[test]
fn suspicions_come_from_numbers_names_and_people_and_can_be_ruled_out() {
    let mut book = Book::new("2024-01-02");
    let one = book.person("Lê Văn An", "1990-01-01", "", "2024-01-02");
    let other = book.person("Le Van An", "1990-01-01", "", "2024-01-02");
    let third = book.person("Trần Thị Bình", "1991-01-01", "", "2024-01-02");
    for worker in [one, other, third] {
        book.lives(worker, "2024-01-02", WHOLE, None);
    }
    let rules = |book: &Book| {
        let found = book.views.suspicions().into_iter();
        found
            .map(|pair| (pair.one, pair.other, pair.rule))
            .collect::<Vec<_>>()
    };
    assert_eq!(rules(&book), [(one, other, DuplicateRule::NameBirthCommune)]);
    let ruled_out: WorkerEvent = DuplicateRuledOut { other: one }.into();
    book.event(&other.to_string(), "2024-01-03", &ruled_out);
    assert_eq!(rules(&book), []);
    let suspected: WorkerEvent = DuplicateSuspected {
        other: third,
        rule: DuplicateRule::Manual,
    }
    .into();
    book.event(&one.to_string(), "2024-01-03", &suspected);
    assert_eq!(rules(&book), [(one, third, DuplicateRule::Manual)]);
    assert!(book.views.is_suspected(one));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever was recorded, a merge that is undone leaves every figure as it was, and views made anew agree.
    #[test]
    fn undoing_a_merge_brings_everything_back(seeds in prop::collection::vec(any::<Seed>(), 4..50), aside in any::<bool>()) {
        let (mut book, cases) = write(&seeds);
        let workers: Vec<Uuid> = book.views.worker_ids().collect();
        prop_assume!(workers.len() > 1);
        let figures = |book: &Book| {
            let on = |on: &str| {
                let report = book.views.stock(&book.stock_query("38@2025", on, None)).unwrap();
                (report.value, report.overdue, report.unresolved)
            };
            (departures(book, "38@2025"), on("2024-03-15"), on("2025-02-01"))
        };
        let before = figures(&book);
        let key = workers[0].to_string();
        book.event(&key, "2024-12-20", &merged(workers[1], aside.then(|| cases[0])));
        let size = book.log.len();
        prop_assert_eq!(book.replay_in_two_steps(size / 2).checksum(), book.views.checksum());
        book.event(&key, "2024-12-20", &unmerged(workers[1]));
        prop_assert_eq!(figures(&book), before);
        prop_assert_eq!(book.replay(book.log.len()).checksum(), book.views.checksum());
    }
}
