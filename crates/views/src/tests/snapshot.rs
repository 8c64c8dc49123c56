//! A snapshot is what was folded, of this log and this build, or it is refused; and it names nobody.

use hanhtrinh_domain::event::Private;
use hanhtrinh_domain::identity::Phone;
use hanhtrinh_domain::worker::{ContactRecorded, DocumentKind, IdentityDocumentRecorded, WorkerEvent};
use proptest::prelude::*;
use uuid::Uuid;

use super::book::*;
use super::replay::{Seed, write};
use crate::{PeopleQuery, Sealed, SnapshotError};

const NUMBER: &str = "038190001234";

/// A few people with everything that can be sealed about them.
fn people() -> (Book, Uuid) {
    let mut book = Book::new("2024-01-02");
    let one = book.person("Lê Thị Ánh", "1990-04-07", NUMBER, "2024-01-02");
    book.person("Phạm Bình", "1991-05", NUMBER, "2024-01-02");
    let passport: WorkerEvent = IdentityDocumentRecorded {
        kind: DocumentKind::Passport,
        issued_on: Some(day("2020-02-03")),
        expires_on: None,
    }
    .into();
    let number = Private::Document {
        number: "C7654321".into(),
        issued_by: Some("Cục Quản lý".into()),
    };
    let key = one.to_string();
    book.full(&key, "2024-01-02", &passport, None, &[(one, number)]);
    let phone: WorkerEvent = ContactRecorded { phone: true }.into();
    let contact = Private::Contact {
        phone: Phone::parse("0912345678").ok(),
        next_of_kin: Some("Mẹ Hoà".into()),
    };
    book.full(&key, "2024-01-03", &phone, None, &[(one, contact)]);
    let address = Private::Address {
        text: "Thôn Đoài".into(),
    };
    book.full(&key, "2023-05", &residence(WHOLE, None), None, &[(one, address)]);
    let case = book.open(one, "2024-01-02", "JP");
    book.today("2024-03-01");
    let paper = Private::Paper {
        number: Some("HD-88/2024".into()),
        note: None,
    };
    let of = case.to_string();
    book.full(
        &of,
        "2024-02-01",
        &contract("2024-03-01", "2027-02-28"),
        None,
        &[(one, paper)],
    );
    book.departs(case, "2024-02-20", "JP");
    book.plan("38@2025", 2024, 100);
    (book, one)
}

#[test]
fn a_snapshot_comes_back_equal() {
    let (book, one) = people();
    let bytes = snapshot_of(&book.views);
    let mut views = restored(&bytes).unwrap();
    assert_eq!(views.facts_checksum(), book.views.facts_checksum());
    assert_eq!(snapshot_of(&views), bytes);
    let query = book.query("38@2025", "2024", None);
    assert_eq!(
        views.departures(&query).unwrap(),
        book.views.departures(&query).unwrap()
    );
    assert_eq!(views.departures(&query).unwrap().value, 1);
    // Nobody is known by name before what is sealed was read again.
    assert!(views.worker(one).unwrap().identity.is_none());
    assert!(views.by_personal_id(NUMBER).is_empty());
    for (position, (leaf, private)) in book.log.iter().enumerate() {
        views.open(&sealed_of(position, leaf, private));
    }
    assert_eq!(views.identified_percent(), 0);
    assert!(views.identify(1));
    assert_eq!(views.identified_percent(), 50);
    views.finish_opening();
    assert_eq!(views.checksum(), book.views.checksum());
    assert_eq!(views.by_personal_id(NUMBER).len(), 2);
    let query = PeopleQuery {
        text: "anh 0912345678".into(),
        commune: None,
        state: None,
        market: None,
        offset: 0,
        limit: 9,
        names: true,
        today: day("2024-06-01"),
    };
    assert_eq!(views.search(&query, &|_, _| true).ids, [one]);
}

#[test]
fn nothing_personal_is_in_it() {
    let (mut book, one) = people();
    let hidden = [
        "Ánh",
        "ánh",
        "anh",
        "Bình",
        "binh",
        NUMBER,
        "C7654321",
        "7654321",
        "0912345678",
        "912345678",
        "Hoà",
        "Đoài",
        "HD-88",
        "1990",
        "Quản",
    ];
    let number: u64 = NUMBER.parse().unwrap();
    for forgotten in [false, true] {
        if forgotten {
            book.views.forget(one);
        }
        let bytes = snapshot_of(&book.views);
        for text in hidden {
            let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
            assert!(!found, "{text} stands in the snapshot");
        }
        // A number may be packed.
        let mut packed = Vec::new();
        crate::pack::varint(number, &mut packed);
        assert!(!bytes.windows(packed.len()).any(|window| window == packed));
        assert!(!bytes.windows(8).any(|window| window == number.to_le_bytes()));
    }
    // The packed form of a part holds the name as it is, so the search above would have found it.
    let row = book.replay(1);
    let parts = format!("{:?}", row.worker(one).unwrap().parts(0));
    assert!(parts.contains("withheld"));
}

#[test]
fn what_is_of_something_else_is_refused() {
    let (book, _) = people();
    let bytes = snapshot_of(&book.views);
    let snapshot = crate::Snapshot::read(&bytes).unwrap();
    assert_eq!(
        (snapshot.mark().size, snapshot.mark().root),
        (book.views.size(), ROOT)
    );
    let packs = book.views.packs.clone();
    let other = |log, province: &str| {
        let views = snapshot.views(log, packs.clone(), unit(province));
        views.err()
    };
    assert_eq!(other(LOG, "38@2025"), None);
    // Written before the units changed and read after.
    assert_eq!(other(LOG, "38@2024"), None);
    assert_eq!(other(Uuid::from_u128(1), "38@2025"), Some(SnapshotError::Log));
    assert_eq!(other(LOG, "25@2025"), Some(SnapshotError::Packs));
    let mut packs = crate::Packs::read(&texts(), book.views.packs.hashes.clone()).unwrap();
    packs.hashes.clear();
    let refused = snapshot.views(LOG, std::sync::Arc::new(packs), unit("38@2025"));
    assert_eq!(refused.err(), Some(SnapshotError::Packs));
}

#[test]
fn what_is_cut_short_is_refused() {
    let (book, _) = people();
    let bytes = snapshot_of(&book.views);
    for length in 0..bytes.len() {
        assert!(
            restored(&bytes[..length]).is_err(),
            "{length} bytes were taken for a snapshot"
        );
    }
    let longer = [&bytes[..], &[0]].concat();
    assert!(restored(&longer).is_err());
}

#[test]
fn an_erased_person_is_erased_after_a_start_too() {
    let (mut book, one) = people();
    book.views.forget(one);
    for (leaf, private) in &mut book.log {
        for (sealed, part) in leaf.sealed.iter().zip(private) {
            if sealed.subject == one {
                *part = Sealed::Erased;
            }
        }
    }
    let views = book.replay_in_two_steps(3);
    assert!(views.worker(one).unwrap().erased);
    assert_eq!(views.checksum(), book.views.checksum());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_byte_is_refused(seeds in prop::collection::vec(any::<Seed>(), 1..20), at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let (book, _) = write(&seeds);
        let mut bytes = snapshot_of(&book.views);
        prop_assert!(restored(&bytes).is_ok());
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        prop_assert!(restored(&bytes).is_err());
    }

    #[test]
    fn an_older_snapshot_and_the_tail_equal_a_replay(seeds in prop::collection::vec(any::<Seed>(), 1..60), at in any::<prop::sample::Index>()) {
        let (book, _) = write(&seeds);
        let views = book.replay_in_two_steps(at.index(book.log.len() + 1));
        prop_assert_eq!(views.facts_checksum(), book.views.facts_checksum());
        prop_assert_eq!(views.checksum(), book.views.checksum());
    }
}

/// Compares views with a log as a server does: leaf by leaf, then group by group.
fn compared(book: &Book, views: &crate::Views) -> bool {
    let mut comparison = crate::Comparison::of(views);
    for (position, (leaf, _)) in book.log.iter().enumerate() {
        comparison.leaf(views, position as u64, leaf);
    }
    comparison.end_of_leaves(views);
    while comparison.groups(views, 1) {}
    comparison.is_equal()
}

#[test]
fn whatever_is_wrong_in_views_is_found_by_comparing() {
    let (mut book, _) = people();
    let wrong_owner = book.person("Đỗ Văn Em", "1992", "", "2024-03-01");
    let form = hanhtrinh_domain::case::LegalForm::ServiceEnterprise;
    let moved = book.id();
    let event = book.event(&moved.to_string(), "2024-03-01", &opened(wrong_owner, form, "JP"));
    book.departs(moved, "2024-03-01", "JP");
    let right = book.views.worker_ids().next().unwrap();
    let kind = hanhtrinh_record::leaf::AmendKind::Correct;
    book.amend(
        &moved.to_string(),
        "2024-03-01",
        &opened(right, form, "JP"),
        event,
        kind,
    );
    let unopened = book.id();
    book.departs(unopened, "2024-03-01", "JP");
    let bytes = snapshot_of(&book.views);
    assert!(compared(&book, &restored(&bytes).unwrap()));
    type Change = fn(&mut crate::Views);
    let changes: [Change; 14] = [
        |views| views.departures[0].to = 7,
        |views| views.departures[0].enterprise = crate::pack::NONE,
        |views| views.departures.truncate(views.departures.len() - 1),
        |views| views.stays.rows[0].from += 1,
        |views| views.stays.ends.truncate(views.stays.ends.len() - 1),
        |views| views.stays.homes.clear(),
        |views| views.days[0].1 += 1,
        |views| views.workers[0].worker.residences.clear(),
        |views| views.workers[0].links[0].from += 1,
        |views| views.workers[1].registered_by = Some(code("1")),
        |views| views.workers[1].events = views.workers[0].events.clone(),
        |views| views.cases[0].departure = None,
        |views| views.cases[0].worker = Uuid::nil(),
        |views| views.office.plans.clear(),
    ];
    for (index, change) in changes.iter().enumerate() {
        let mut views = restored(&bytes).unwrap();
        change(&mut views);
        assert!(!compared(&book, &views), "change {index} was not found");
    }
    // A leaf too many, a leaf too few.
    let mut longer = book.replay(book.log.len());
    let (leaf, _) = book.log.last().unwrap();
    longer.apply(longer.size(), leaf, &[]);
    assert!(!compared(&book, &longer));
    assert!(!compared(&book, &book.replay(book.log.len() - 1)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn right_views_are_found_right(seeds in prop::collection::vec(any::<Seed>(), 1..60)) {
        let (book, _) = write(&seeds);
        prop_assert!(compared(&book, &book.views));
        prop_assert!(compared(&book, &book.replay_in_two_steps(book.log.len() / 3)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_snapshot_written_while_events_come_in_is_as_of_its_beginning(
        seeds in prop::collection::vec(any::<Seed>(), 1..60),
        at in any::<prop::sample::Index>(),
        speed in 1..6_usize,
    ) {
        let (book, _) = write(&seeds);
        let at = at.index(book.log.len() + 1);
        let mut views = book.replay(at);
        let mut before = Vec::new();
        let _ = views.write_facts::<()>(&mut |piece| {
            before.extend_from_slice(piece);
            Ok(())
        });
        let mut coming = book.log.iter().enumerate().skip(at);
        let (mut writer, mut bytes) = (views.begin_snapshot(), Vec::new());
        while writer.piece(&views, &mut bytes) {
            for (position, (leaf, private)) in coming.by_ref().take(speed) {
                views.apply(position as u64, leaf, private);
            }
        }
        prop_assert_eq!(writer.size(), at as u64);
        prop_assert!(bytes == before, "what came in later is in it, or something is missing");
        drop(views.end_snapshot());
        for (position, (leaf, private)) in coming {
            views.apply(position as u64, leaf, private);
        }
        prop_assert_eq!(views.checksum(), book.views.checksum());
    }
}
