//! The difference of two moments is what the events between them made.

use hanhtrinh_domain::difference::{Cause, Tally};
use hanhtrinh_domain::units::Change;
use hanhtrinh_domain::worker::{RemapBasis, ResidenceRemapped, WorkerEvent};
use hanhtrinh_record::leaf::AmendKind;
use proptest::prelude::*;

use super::book::*;
use super::replay::{Seed, write};
use crate::Compared;

fn causes(book: &Book, of: &str, from: u64) -> Vec<(Cause, i64)> {
    let mut query = book.query(of, "2024", None);
    (query.position, query.as_of) = (from, day("2024-06-30"));
    let to = Compared {
        as_of: day("2030-01-01"),
        position: book.views.size(),
    };
    let found = book.views.departures_difference(&query, to).unwrap();
    assert_eq!(
        found.steps.iter().map(|step| step.change).sum::<Tally>(),
        found.change
    );
    found
        .steps
        .iter()
        .map(|step| (step.cause, step.change.value))
        .collect()
}

#[test]
fn each_step_says_why() {
    let mut book = Book::new("2024-01-02");
    let (_, one) = book.case("2024-01-02", WHOLE, "JP");
    let (_, two) = book.case("2024-01-02", WHOLE, "JP");
    let (_, three) = book.case("2024-01-02", WHOLE, "JP");
    let (worker, four) = book.case("2024-01-02", SPLIT, "JP");
    let wrong = book.departs(one, "2024-03-01", "JP");
    book.departs(four, "2024-03-01", "JP");
    let from = book.views.size();
    book.today("2026-01-10");
    book.departs(two, "2024-05-01", "JP");
    book.departs(three, "2024-09-01", "JP");
    book.amend(
        &one.to_string(),
        "2024-03-01",
        &departure("JP"),
        wrong,
        AmendKind::Annul,
    );
    let remapped: WorkerEvent = ResidenceRemapped {
        from: unit(SPLIT),
        to: unit(NEW),
        basis: RemapBasis::Manual,
    }
    .into();
    book.event(&worker.to_string(), "2026-01-10", &remapped);
    assert_eq!(
        causes(&book, NEW, from),
        [
            (Cause::RecordedLate, 1),
            (Cause::Happened, 1),
            (Cause::Annulled, -1),
            (Cause::Remapped, 1)
        ]
    );
    // In the province the remapped person was counted before.
    assert_eq!(causes(&book, "38@2025", from).len(), 3);
    assert_eq!(causes(&book, NEW, book.views.size()), []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn steps_sum_to_the_difference(seeds in prop::collection::vec(any::<Seed>(), 1..60), one in any::<u16>(), other in any::<u16>(), change in any::<bool>()) {
        let (mut book, _) = write(&seeds);
        if change {
            book.resolution("2027-01-01", vec![
                Change::TransferPart { source: unit(NEW).code, into: unit("14758@2025").code, hamlets: Vec::new() },
            ]);
        }
        let size = book.views.size();
        let position = |pick: u16| 1 + u64::from(pick) % size;
        let to = Compared { as_of: day("2030-01-01"), position: position(other) };
        for of in ["38@2025", NEW, "14755@2024"] {
            let mut query = book.query(of, "2024", None);
            query.position = position(one);
            let found = book.views.departures_difference(&query, to).unwrap();
            prop_assert_eq!(found.steps.iter().map(|step| step.change).sum::<Tally>(), found.after - found.before);
            let mut query = book.stock_query(of, "2025-02-01", None);
            query.position = position(one);
            let found = book.views.stock_difference(&query, to).unwrap();
            prop_assert_eq!(found.steps.iter().map(|step| step.change).sum::<Tally>(), found.after - found.before);
            // Every step names an event that is there.
            prop_assert!(found.steps.iter().all(|step| !step.event.is_nil()), "{:?}", found.steps);
        }
    }
}
