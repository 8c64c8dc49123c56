//! The figures about supply and selection, and that a snapshot holds all of it.

use super::*;

fn tested(book: &mut Book, case: Uuid, on: &str) -> Uuid {
    let event: CaseEvent = TestRegistered {
        exam: Exam::EpsTopik,
        session: Some(code("EPS-2025-1")),
        place: None,
    }
    .into();
    book.event(&case.to_string(), on, &event)
}

fn figure(book: &mut Book, of: Option<&str>, value: i64) {
    let figure = ComparatorRecorded {
        figure: Figure::TestRegistrations,
        unit: of.map(unit),
        country: of.is_none().then(|| market("VN")),
        period: hanhtrinh_domain::date::PartialDate::parse("2025").unwrap(),
        intake: None,
        value,
        decimals: 0,
        measured: FigureUnit::Count,
        precision: Precision::About,
        source: name("Báo"),
        reference: None,
    };
    let key = figure.key();
    book.event(&key, "2025-03-01", &ComparatorEvent::from(figure));
}

#[test]
fn registrations_stand_against_the_country_and_other_provinces() {
    let (mut book, [a, b, c]) = three();
    let (_, away) = book.case("2025-01-02", ELSEWHERE, "KR");
    let (_, split) = book.case("2025-01-02", SPLIT, "KR");
    book.today("2025-03-01");
    let dropped = tested(&mut book, c, "2025-02-10");
    for case in [a, b, away, split] {
        tested(&mut book, case, "2025-02-10");
    }
    let early = book.views.size();
    figure(&mut book, None, 40);
    figure(&mut book, Some("40@2025"), 9);
    figure(&mut book, Some("42@2025"), 2);
    figure(&mut book, Some("38@2025"), 99);
    let report = |book: &Book, position| {
        book.views
            .test_registrations(&asked(book, "2025", position))
            .unwrap()
    };
    let all = report(&book, book.views.size());
    assert_eq!(
        (all.value, all.unresolved),
        (4, 0),
        "a divided commune lies in the province all the same"
    );
    let national = all.national.unwrap();
    assert_eq!(
        (national.value.as_str(), national.percent_of.as_str()),
        ("40", "10.0")
    );
    assert_eq!(national.precision, Precision::About);
    assert_eq!(
        all.rank,
        Some((2, 3)),
        "its own figure from outside is not a rival"
    );
    let before = report(&book, early);
    assert_eq!((before.value, before.national, before.rank), (4, None, None));
    let event: CaseEvent = TestRegistered {
        exam: Exam::EpsTopik,
        session: None,
        place: None,
    }
    .into();
    book.amend(&c.to_string(), "2025-02-10", &event, dropped, AmendKind::Annul);
    assert_eq!(report(&book, book.views.size()).value, 3);
    assert_eq!(report(&book, early).value, 4);
}

#[test]
fn enterprises_that_recruit_are_counted_once_and_domestic_ones_apart() {
    let mut book = Book::new("2024-01-02");
    let filed: SupplyEvent = SourcePreparationFiled {
        enterprise: code("E2"),
        market: market("TW"),
        sector: code("caregiving"),
        headcount: 20,
        area: Vec::new(),
        from: day("2024-03-01"),
        to: day("2024-12-31"),
        missing: Vec::new(),
    }
    .into();
    let approved: SupplyEvent = SourcePreparationApproved {
        document: code("1"),
        ceiling: 10,
        from: day("2024-03-01"),
        to: day("2024-12-31"),
    }
    .into();
    open(&mut book, "O1", "2024-01-02", order(E1, "JP", 2));
    open(&mut book, "O2", "2024-01-02", order(E1, "TW", 2));
    open(&mut book, "O3", "2024-01-02", order("E3", "VN", 2));
    book.today("2024-03-02");
    book.event("S1", "2024-02-01", &filed);
    let pending = book.views.size();
    book.event("S1", "2024-02-20", &approved);
    let size = book.views.size();
    let report = book.views.recruiters(&asked(&book, "2024", size), false);
    let groups: Vec<_> = report
        .markets
        .iter()
        .map(|group| (group.key.as_str(), group.value))
        .collect();
    assert_eq!((report.value, groups), (2, vec![("TW", 2), ("JP", 1)]));
    assert_eq!(
        book.views.recruiters(&asked(&book, "2024", pending), false).value,
        1
    );
    let domestic = book.views.recruiters(&asked(&book, "2024", size), true);
    assert_eq!(
        (domestic.value, domestic.indicator.as_str()),
        (1, "domestic_recruiters")
    );
    assert_eq!(book.views.recruiters(&asked(&book, "2023", size), false).value, 0);
    // Orders for more people than the preparation was approved for.
    let more = RecruitmentOrderOpened {
        preparation: Some(code("S1")),
        ..order("E2", "TW", 11)
    };
    open(&mut book, "O4", "2024-03-02", more);
    let found = book.views.office_findings(day("2024-03-02"));
    assert!(found.iter().any(|found| {
        found.kind
            == OfficeFindingKind::PreparationExceeded {
                ceiling: 10,
                asked: 11,
            }
    }));
}

#[test]
fn selections_are_counted_by_programme_sex_and_occupation() {
    let (mut book, [a, b, _]) = three();
    book.today("2025-03-01");
    select(&mut book, a, "2025-02-10", "O1");
    select(&mut book, a, "2025-02-12", "O1");
    select(&mut book, b, "2025-02-11", "O1");
    let size = book.views.size();
    let report = book.views.selections(&asked(&book, "2025", size)).unwrap();
    assert_eq!((report.value, report.unresolved), (2, 0), "one per case");
    assert_eq!(report.rows.len(), 1);
    let row = &report.rows[0];
    assert_eq!(
        (row.programme.as_str(), row.occupation.as_str(), row.value),
        ("-", "caregiver", 2)
    );
    assert!(["male", "female", "-"].contains(&row.sex.as_str()));
}

/// Everything above survives a snapshot and a replay.
#[test]
fn a_snapshot_holds_the_dealings() {
    let (mut book, [a, b, c]) = three();
    book.today("2025-03-01");
    for (case, on) in [(a, "2025-02-10"), (b, "2025-02-11"), (c, "2025-02-12")] {
        select(&mut book, case, on, "O1");
        tested(&mut book, case, on);
    }
    figure(&mut book, None, 40);
    book.event("overdue.grace_days", "2025-03-01", &grace(45));
    let withdrawn: CaseEvent = CaseWithdrawn {
        reason: Reason::OwnWish,
    }
    .into();
    let early = book.views.size();
    book.event(&a.to_string(), "2025-02-25", &withdrawn);
    for size in [early as usize, book.log.len()] {
        let again = book.replay_in_two_steps(size);
        assert_eq!(again.checksum(), book.views.checksum());
        assert_eq!(again.rules(), book.views.rules());
        for position in [early, book.views.size()] {
            let on = day("2025-03-01");
            assert_eq!(
                again.order_use(&code("O1"), position, on),
                book.views.order_use(&code("O1"), position, on)
            );
            let asked = asked(&book, "2025", position);
            assert_eq!(
                again.test_registrations(&asked),
                book.views.test_registrations(&asked)
            );
            for case in [a, b, c] {
                assert_eq!(
                    again.findings(case, position, on),
                    book.views.findings(case, position, on)
                );
            }
        }
    }
}
