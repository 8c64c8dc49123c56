//! As-of answers equal those of views that were fed up to that position only.

use hanhtrinh_domain::case::*;
use hanhtrinh_domain::indicator::By;
use hanhtrinh_domain::worker::WorkerEvent;
use hanhtrinh_record::leaf::{AmendKind, Amends};
use proptest::prelude::*;
use uuid::Uuid;

use super::book::*;
use crate::Views;
use crate::stays::Abroad;

/// Numbers from which a random history is written.
pub type Seed = (u8, u8, u8, u16, u8);

const MARKETS: [&str; 4] = ["JP", "TW", "KR", "DE"];
const COMMUNES: [&str; 6] = [WHOLE, NEW, SPLIT, ELSEWHERE, "14755@2024", "14758@2025"];
const NUMBERS: [&str; 4] = ["", "038190001234", "038190001234", "038290009999"];

/// Days within two years, some of them imprecise.
fn date(number: u16) -> String {
    let (year, month, day) = (2024 + number % 2, number / 2 % 12 + 1, number / 24 % 28 + 1);
    match number % 11 {
        0 => format!("{year}"),
        1 => format!("{year}-{month:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

fn case_event(pick: u8, worker: Uuid, other: u8) -> CaseEvent {
    let to = MARKETS[usize::from(other) % 4];
    match pick % 10 {
        0 => opened(worker, LegalForm::ALL[usize::from(other) % 6], to),
        1 | 2 => departure(to),
        3 => DepartureVerified {
            by: Verifier::Commune,
        }
        .into(),
        4 => contract(
            "2024-02-01",
            ["2024-06-30", "2025-01-31", "2026-01-31"][usize::from(other) % 3],
        ),
        5 => returns(),
        6 => ContractExtended {
            end: day("2025-12-31"),
        }
        .into(),
        7 => CaseWithdrawn {
            reason: Reason::OwnWish,
        }
        .into(),
        8 => DirectContractFiled {
            commune: unit(COMMUNES[usize::from(other) % 6]),
            missing: Vec::new(),
        }
        .into(),
        _ => SendingContractSigned {
            enterprise: code("0109999999"),
            term_months: 12,
            service_fee: None,
            order: None,
        }
        .into(),
    }
}

pub fn write(seeds: &[Seed]) -> (Book, Vec<Uuid>) {
    let mut book = Book::new("2024-01-02");
    let workers: Vec<Uuid> = (0..4).map(|_| book.id()).collect();
    let cases: Vec<Uuid> = (0..5).map(|_| book.id()).collect();
    // What was written of each stream, to be amended.
    let mut written: Vec<(Uuid, bool, u8, u8, Uuid)> = Vec::new();
    for (index, (what, which, pick, on, other)) in seeds.iter().copied().enumerate() {
        if index % 7 == 6 {
            book.today(&format!("2024-{:02}-15", (index / 7 % 12) + 1).max("2024-01-15".into()));
        }
        let (worker, on) = (workers[usize::from(which) % 4], date(on));
        let amends = written
            .get(usize::from(other) % written.len().max(1))
            .copied()
            .filter(|_| what % 4 == 3)
            .map(|was| {
                let kind =
                    [AmendKind::Correct, AmendKind::Annul, AmendKind::Reinstate][usize::from(pick) % 3];
                (was, Amends { event: was.4, kind })
            });
        let (stream, of_case, pick, amends) = match amends {
            Some(((stream, of_case, pick, _, _), amends)) => (stream, of_case, pick, Some(amends)),
            None if what % 4 == 0 => (worker, false, pick, None),
            None => (cases[usize::from(which) % 5], true, pick, None),
        };
        let key = stream.to_string();
        let id = if of_case {
            let owner = workers[usize::from(other) % 4];
            book.full(&key, &on, &case_event(pick, owner, other), amends, &[])
        } else if pick % 3 == 0 {
            let event: WorkerEvent = registered().into();
            let private = identity("Lê Văn An", "2006-08-01", NUMBERS[usize::from(other) % 4]);
            book.full(&key, &on, &event, amends, &[(stream, private)])
        } else {
            let former = (other % 5 == 0).then_some("14755@2024");
            let home = residence(COMMUNES[usize::from(other) % 6], former);
            book.full(&key, &on, &home, amends, &[])
        };
        if amends.is_none() {
            written.push((stream, of_case, pick, other, id));
        }
    }
    (book, cases)
}

fn compare(book: &Book, full: &Views, part: &Views, cases: &[Uuid]) {
    let size = part.size();
    for case in cases {
        for on in ["2024-03-15", "2025-02-01", "2026-06-01"] {
            assert_eq!(
                full.lifecycle(*case, size, day(on)),
                part.lifecycle(*case, size, day(on))
            );
            let brief = part.brief(*case, day(on));
            assert_eq!(
                brief.map(|brief| brief.state),
                part.lifecycle(*case, size, day(on)).map(|case| case.state)
            );
        }
    }
    for on in ["2024-03-15", "2025-02-01"] {
        states_agree(part, cases, on);
    }
    for worker in full.worker_ids() {
        assert_eq!(full.worker_at(worker, size), part.worker_at(worker, size));
    }
    for (of, by) in [
        ("38@2025", By::Commune),
        ("14755@2024", By::Market),
        ("38@2024", By::Month),
    ] {
        let mut query = book.query(of, "2024", Some(by));
        query.position = size;
        let report = part.departures(&query).unwrap();
        assert_eq!(full.departures(&query).unwrap(), report);
        assert_eq!(
            full.departure_rows(&query, None).unwrap().len() as u64,
            report.value
        );
        let groups = report.groups.unwrap();
        assert_eq!(groups.iter().map(|group| group.value).sum::<u64>(), report.value);
        for group in groups.iter().filter(|group| group.value > 0) {
            assert_eq!(
                full.departure_rows(&query, Some(&group.key)).unwrap().len() as u64,
                group.value
            );
        }
        for on in ["2024-03-15", "2025-02-01"] {
            let mut query = book.stock_query(of, on, Some(by));
            query.position = size;
            assert_eq!(full.stock(&query).unwrap(), part.stock(&query).unwrap());
        }
    }
}

/// An open stay is abroad or overdue exactly when the state of its case says so.
fn states_agree(views: &Views, cases: &[Uuid], on: &str) {
    for case in cases {
        let open = views
            .stay_versions()
            .find(|row| row.case == *case && row.held_at(views.size()));
        let abroad = open.map_or(Abroad::No, |row| row.on(day(on)));
        let state = views
            .lifecycle(*case, views.size(), day(on))
            .map(|case| case.state);
        assert_eq!(
            abroad == Abroad::Yes,
            state == Some(State::Abroad),
            "{abroad:?} {state:?}"
        );
        assert_eq!(
            abroad == Abroad::Overdue,
            state == Some(State::Overdue),
            "{abroad:?} {state:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn as_of_equals_replay(seeds in prop::collection::vec(any::<Seed>(), 1..60)) {
        let (book, cases) = write(&seeds);
        prop_assert_eq!(book.replay(book.log.len()).checksum(), book.views.checksum());
        prop_assert_eq!(book.replay_in_two_steps(book.log.len() / 2).checksum(), book.views.checksum());
        for size in (0..=book.log.len()).rev().step_by(5).filter(|size| *size > 0) {
            compare(&book, &book.views, &book.replay(size), &cases);
        }
    }
}
