//! How fast a rebuild is; run with `--release -- --ignored --nocapture`.

use super::book::*;
use hanhtrinh_domain::case::*;

/// Writes the usual course of `people` placements, about a dozen events each.
fn province(people: usize) -> Book {
    const FAMILY: [&str; 6] = ["Nguyễn", "Lê", "Trần", "Phạm", "Hoàng", "Đỗ"];
    const MIDDLE: [&str; 5] = ["Văn", "Thị", "Đức", "Ngọc", "Minh"];
    const GIVEN: [&str; 8] = ["An", "Ánh", "Bình", "Dũng", "Hoà", "Hương", "Linh", "Thuỷ"];
    let mut book = Book::new("2024-01-02");
    for index in 0..people {
        let name = format!(
            "{} {} {}",
            FAMILY[index % 6],
            MIDDLE[index / 6 % 5],
            GIVEN[index / 30 % 8]
        );
        let worker = book.person(&name, "1990-01-01", &format!("0381{index:08}"), "2024-01-02");
        book.lives(worker, "2024-01-02", WHOLE, None);
        let case = book.open(worker, "2024-01-02", "JP");
        let key = case.to_string();
        let events: [CaseEvent; 7] = [
            SelectionRecorded {
                outcome: SelectionOutcome::Passed,
                order: None,
                occupation: None,
            }
            .into(),
            TrainingCompleted {
                kind: TrainingKind::Orientation,
                hours: Some(76),
            }
            .into(),
            SendingContractSigned {
                enterprise: code("0101234567"),
                term_months: 36,
                service_fee: None,
                order: None,
            }
            .into(),
            contract("2024-03-01", "2027-02-28"),
            FundContributionPaid {
                payer: Payer::Worker,
                amount: 100_000,
            }
            .into(),
            VisaIssued {
                class: code("E-9"),
                valid_to: None,
            }
            .into(),
            departure("JP"),
        ];
        for event in &events {
            book.event(&key, "2024-02-01", event);
        }
        let verified: CaseEvent = DepartureVerified {
            by: Verifier::Commune,
        }
        .into();
        book.event(&key, "2024-02-02", &verified);
    }
    book
}

#[test]
#[ignore = "a measurement, for release builds"]
#[allow(clippy::disallowed_methods, clippy::disallowed_macros)]
fn rebuild_and_search() {
    use std::time::Instant;
    let book = province(100_000);
    let start = Instant::now();
    let views = book.replay(book.log.len());
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{} events in {seconds:.2} s: {:.0} a second",
        book.log.len(),
        book.log.len() as f64 / seconds
    );
    let query = |text: &str| crate::PeopleQuery {
        text: text.into(),
        commune: None,
        state: None,
        market: None,
        offset: 0,
        limit: 50,
        names: true,
        today: day("2024-06-01"),
    };
    for text in [
        "",
        "n",
        "nguyen",
        "nguyễn văn",
        "hoà le",
        "038100012",
        "hoang thuy ngoc",
    ] {
        let start = Instant::now();
        let hits = views.search(&query(text), &|_, _| true);
        println!("search {text:?}: {} in {:?}", hits.total, start.elapsed());
    }
    for by in [None, Some(crate::By::Market), Some(crate::By::Commune)] {
        let start = Instant::now();
        let report = views.departures(&book.query("38@2025", "2024", by)).unwrap();
        println!("departures by {by:?}: {} in {:?}", report.value, start.elapsed());
    }
    let start = Instant::now();
    println!(
        "stock {} in {:?}",
        views
            .stock(&book.stock_query("38@2025", "2024-06-01", None))
            .unwrap()
            .value,
        start.elapsed()
    );
    for _ in 0..2 {
        let start = Instant::now();
        println!(
            "work {} in {:?}",
            views.work(day("2024-06-01"), &|_, _| true).len(),
            start.elapsed()
        );
    }
}
