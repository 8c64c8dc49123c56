//! Units in time: decisions about divided communes, resolutions, and sums that stay whole.

use hanhtrinh_domain::indicator::By;
use hanhtrinh_domain::unit::{EDITION_2024, UnitRef};
use hanhtrinh_domain::units::{Change, Place, Reorganisation, UnitEvent, reorganise};
use hanhtrinh_domain::worker::{RemapBasis, ResidenceRemapped, WorkerEvent};
use proptest::prelude::*;

use super::book::*;
use super::replay::{Seed, write};
use crate::report::UNRESOLVED;
use crate::{ReportError, Views};

fn remapped(from: &str, to: &str) -> WorkerEvent {
    ResidenceRemapped {
        from: unit(from),
        to: unit(to),
        basis: RemapBasis::HamletList,
    }
    .into()
}

impl Book {
    /// Carries a resolution out.
    pub fn resolution(&mut self, from: &str, changes: Vec<Change>) {
        let wish = Reorganisation {
            effective_on: day(from),
            resolution: None,
            changes,
        };
        let facts = self.views.unit_facts(u64::MAX);
        let known: Vec<UnitEvent> = facts.into_iter().map(|fact| fact.event).collect();
        let base = &self.views.packs().units;
        let province = self.views.province().code;
        let events = reorganise(base, &known, self.views.units(), province, &wish).unwrap();
        for event in events {
            self.event(event.of().code.as_str(), "2026-12-01", &event);
        }
    }
}

fn counted(book: &Book, of: &str) -> (u64, u64) {
    let report = book.views.departures(&book.query(of, "2024", None)).unwrap();
    (report.value, report.unresolved)
}

#[test]
fn a_person_of_a_divided_commune_counts_beside_until_somebody_decides() {
    let mut book = Book::new("2024-01-02");
    let (worker, case) = book.case("2024-01-02", SPLIT, "JP");
    book.departs(case, "2024-03-01", "JP");
    book.today("2026-01-10");
    assert_eq!(counted(&book, NEW), (0, 1));
    assert_eq!(counted(&book, "38@2025"), (1, 0));
    let before = book.query(NEW, "2024", None);
    let waiting = |book: &Book| book.views.work(day("2026-01-10"), &|_, _| true).len();
    assert_eq!(waiting(&book), 1);

    let key = worker.to_string();
    let decision = book.event(&key, "2026-01-10", &remapped(SPLIT, NEW));
    assert_eq!(counted(&book, NEW), (1, 0));
    assert_eq!(counted(&book, "14758@2025"), (0, 0));
    assert_eq!(counted(&book, SPLIT), (1, 0), "the old unit is what was stated");
    assert_eq!(waiting(&book), 0);
    // As of the position before, it was open.
    let report = book.views.departures(&before).unwrap();
    assert_eq!((report.value, report.unresolved), (0, 1));

    use hanhtrinh_record::leaf::AmendKind;
    book.amend(
        &key,
        "2026-01-10",
        &remapped(SPLIT, NEW),
        decision,
        AmendKind::Annul,
    );
    assert_eq!(counted(&book, NEW), (0, 1));
}

#[test]
fn a_decision_speaks_of_the_residence_it_knew() {
    let mut book = Book::new("2024-01-02");
    let (worker, case) = book.case("2024-01-02", SPLIT, "JP");
    book.departs(case, "2024-03-01", "JP");
    let key = worker.to_string();
    book.today("2026-01-10");
    book.event(&key, "2026-01-10", &remapped(SPLIT, NEW));
    // Moving within the old commune is another residence, about which nothing was decided.
    book.today("2026-03-01");
    book.lives(worker, "2026-02-01", SPLIT, None);
    assert_eq!(counted(&book, NEW), (1, 0), "the departure was before");
    assert_eq!(book.views.work(day("2026-03-01"), &|_, _| true).len(), 1);
}

#[test]
fn figures_are_asked_under_the_boundaries_of_any_edition() {
    let mut book = Book::new("2024-01-02");
    for commune in [WHOLE, NEW, "14758@2025", ELSEWHERE] {
        let (_, case) = book.case("2024-01-02", commune, "JP");
        book.departs(case, "2024-03-01", "JP");
    }
    let merge = Change::Merge {
        sources: vec![unit(NEW).code],
        into: unit("14758@2025").code,
    };
    let before = book.query(NEW, "2024", Some(By::Commune));
    book.resolution("2027-01-01", vec![merge]);
    assert_eq!(counted(&book, "14758@2027-01-01"), (3, 0));
    assert_eq!(counted(&book, "14758@2025"), (1, 0));
    assert_eq!(counted(&book, NEW), (2, 0));
    assert_eq!(book.views.departures(&before).unwrap().value, 2);
    let report = book
        .views
        .departures(&book.query("38@2027-01-01", "2024", None))
        .unwrap();
    assert_eq!(report.value, 3);
    assert_eq!(report.rules, ["units@0123456789abcdef01234567", "units+1"]);
    // What was not known then has no edition then.
    let mut early = book.query("38@2027-01-01", "2024", None);
    early.position = before.position;
    assert!(matches!(
        book.views.departures(&early),
        Err(ReportError::UnknownUnit(_))
    ));
    assert_eq!(book.replay(book.log.len()).checksum(), book.views.checksum());
    assert_eq!(
        book.replay_in_two_steps(book.log.len() - 1).checksum(),
        book.views.checksum()
    );
}

/// Value and unresolved of an additive count of a unit. A new count joins by one line.
type Count = (&'static str, fn(&Book, UnitRef, Option<By>) -> Figure);
struct Figure {
    value: u64,
    unresolved: u64,
    groups: Vec<(String, u64)>,
}

const ADDITIVE: [Count; 3] = [
    ("departures 2024", |book, of, by| departures(book, of, "2024", by)),
    ("departures 2025", |book, of, by| departures(book, of, "2025", by)),
    ("stock", |book, of, by| {
        let report = book
            .views
            .stock(&book.stock_query(&of.to_string(), "2025-02-01", by))
            .unwrap();
        let groups = report.groups.unwrap_or_default().into_iter();
        Figure {
            value: report.value,
            unresolved: report.unresolved,
            groups: groups.map(|group| (group.key, group.value)).collect(),
        }
    }),
];

fn departures(book: &Book, of: UnitRef, period: &str, by: Option<By>) -> Figure {
    let report = book
        .views
        .departures(&book.query(&of.to_string(), period, by))
        .unwrap();
    let groups = report.groups.unwrap_or_default().into_iter();
    Figure {
        value: report.value,
        unresolved: report.unresolved,
        groups: groups.map(|group| (group.key, group.value)).collect(),
    }
}

/// Groups sum to the figure, each equals the figure of its commune, and what is open in the parts covers what is open in
/// the whole.
fn sums_are_whole(book: &Book, of: UnitRef, parts: &[UnitRef]) {
    for (name, count) in ADDITIVE {
        let whole = count(book, of, Some(By::Commune));
        let sum: u64 = whole.groups.iter().map(|(_, value)| value).sum();
        assert_eq!(sum, whole.value, "{name} of {of}");
        let open = whole
            .groups
            .iter()
            .find(|(key, _)| key == UNRESOLVED)
            .map_or(0, |(_, value)| *value);
        let figures: Vec<Figure> = parts.iter().map(|part| count(book, *part, None)).collect();
        let inside: u64 = figures.iter().map(|figure| figure.value).sum();
        let between: u64 = figures.iter().map(|figure| figure.unresolved).sum();
        if parts
            .iter()
            .all(|part| book.views.units().children(*part).is_empty())
        {
            assert_eq!(inside + open, whole.value, "{name} of {of}");
        }
        assert!(
            inside <= whole.value && whole.value <= inside + between,
            "{name} of {of}"
        );
        for (key, value) in whole
            .groups
            .iter()
            .filter(|(key, value)| *value > 0 && key != UNRESOLVED)
        {
            assert_eq!(count(book, unit(key), None).value, *value, "{name} of {key}");
        }
    }
}

/// Every row of the province lies in exactly one district, or is open between some.
fn districts_hold_everybody(views: &Views, province: UnitRef) {
    let units = views.units();
    for row in views.departure_versions() {
        let Some(home) = row.home() else { continue };
        if home.place(units, province) != Place::Inside {
            continue;
        }
        let of = |wanted| {
            let districts = units.children(province).iter();
            districts
                .filter(|district| home.place(units, **district) == wanted)
                .count()
        };
        let (inside, open) = (of(Place::Inside), of(Place::Unresolved));
        assert!(
            inside == 1 && open == 0 || inside == 0 && open > 0,
            "{inside} {open}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_and_unresolved_equal_the_whole(seeds in prop::collection::vec(any::<Seed>(), 1..60), decide in any::<bool>(), change in any::<bool>()) {
        let (mut book, _) = write(&seeds);
        if decide {
            let worker = book.views.worker_ids().next();
            if let Some(worker) = worker {
                book.event(&worker.to_string(), "2024-12-01", &remapped(SPLIT, NEW));
            }
        }
        let mut editions = vec![2024, 2025];
        if change {
            book.resolution("2027-01-01", vec![
                Change::TransferPart { source: unit(NEW).code, into: unit("14758@2025").code, hamlets: Vec::new() },
            ]);
            editions.push(unit("38@2027-01-01").edition);
        }
        for edition in editions {
            let province = unit("38@2025").at(edition);
            let communes = book.views.units().communes_of(province);
            let some: Vec<UnitRef> = communes.to_vec();
            sums_are_whole(&book, province, &some);
            if edition == EDITION_2024 {
                let districts = book.views.units().children(province).to_vec();
                sums_are_whole(&book, province, &districts);
                districts_hold_everybody(&book.views, province);
            }
        }
    }
}
