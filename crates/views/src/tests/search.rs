//! Finding people by names and numbers as they are typed.

use hanhtrinh_domain::case::State;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::Private;
use hanhtrinh_domain::identity::Phone;
use hanhtrinh_domain::worker::{ContactRecorded, DocumentKind, IdentityDocumentRecorded, WorkerEvent};
use hanhtrinh_record::leaf::{AmendKind, Amends};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use super::book::*;
use crate::{PeopleHits, PeopleQuery};

fn query(text: &str) -> PeopleQuery {
    PeopleQuery {
        text: text.to_owned(),
        commune: None,
        state: None,
        market: None,
        offset: 0,
        limit: 50,
        names: true,
        today: day("2024-06-01"),
    }
}

fn find(book: &Book, query: &PeopleQuery) -> PeopleHits {
    book.views.search(query, &|_, _| true)
}

fn names(book: &Book, text: &str) -> Vec<String> {
    let name = |id: Uuid| {
        book.views
            .worker(id)
            .unwrap()
            .identity
            .as_ref()
            .unwrap()
            .full_name
            .to_string()
    };
    find(book, &query(text)).ids.into_iter().map(name).collect()
}

fn people(list: &[&str]) -> Book {
    let mut book = Book::new("2024-01-02");
    for name in list {
        book.person(name, "1990-01-01", "", "2024-01-02");
    }
    book
}

#[test]
fn accents_order_and_form_do_not_matter() {
    let book = people(&["Đặng Thị Hoà", "Nguyễn Văn Hoàn", "Lê Thị Thuỷ"]);
    let decomposed: String = "Đặng Thị Hoà".nfd().collect();
    for text in [
        "đặng",
        "dang",
        "ĐẶNG",
        "hoà dang",
        "hòa đặng thị",
        "thi hoa dang",
        "đ ho",
        decomposed.as_str(),
    ] {
        assert_eq!(names(&book, text), ["Đặng Thị Hoà"], "{text}");
    }
    for text in ["thủy", "thuỷ", "THUY", "Le Thuy"] {
        assert_eq!(names(&book, text), ["Lê Thị Thuỷ"], "{text}");
    }
    assert!(names(&book, "dang hoang").is_empty());
    assert!(names(&book, "hoa thuy").is_empty());
}

#[test]
fn exact_accents_come_first_then_beginnings_then_plain() {
    let book = people(&["Lê Văn Hòa", "Lê Văn Hoàn", "Lê Văn Hóa", "Lê Văn Hoa"]);
    assert_eq!(
        names(&book, "hoà"),
        ["Lê Văn Hòa", "Lê Văn Hoàn", "Lê Văn Hoa", "Lê Văn Hóa"]
    );
    assert_eq!(names(&book, "hoa")[0], "Lê Văn Hoa");
    assert_eq!(names(&book, "hoa").len(), 4);
}

#[test]
fn sorted_by_given_name_then_family_name_in_pages() {
    let list = [
        "Trần Văn Bình",
        "Nguyễn Thị Ánh",
        "Lê Văn Bình",
        "Đỗ Văn Ân",
        "Lê Thị Bình",
    ];
    let book = people(&list);
    let sorted = [
        "Nguyễn Thị Ánh",
        "Đỗ Văn Ân",
        "Lê Thị Bình",
        "Lê Văn Bình",
        "Trần Văn Bình",
    ];
    assert_eq!(names(&book, ""), sorted);
    let first = find(
        &book,
        &PeopleQuery {
            limit: 2,
            ..query("")
        },
    );
    assert_eq!((first.ids.len(), first.total, first.next), (2, 5, Some(2)));
    let all = find(&book, &query("")).ids;
    let last = find(
        &book,
        &PeopleQuery {
            offset: 4,
            limit: 2,
            ..query("")
        },
    );
    assert_eq!((last.ids.as_slice(), last.next), (&all[4..], None));
    assert!(
        find(
            &book,
            &PeopleQuery {
                offset: 9,
                ..query("")
            }
        )
        .ids
        .is_empty()
    );
}

#[test]
fn numbers_are_found_by_their_beginning() {
    let mut book = people(&["Trần Văn Bình"]);
    let an = book.person("Lê Văn An", "1991-02-03", "038091001234", "2024-01-02");
    let phone = Private::Contact {
        phone: Some(Phone::parse("0912345678").unwrap()),
        next_of_kin: None,
    };
    let contact: WorkerEvent = ContactRecorded { phone: true }.into();
    book.full(&an.to_string(), "2024-01-02", &contact, None, &[(an, phone)]);
    let passport: WorkerEvent = IdentityDocumentRecorded {
        kind: DocumentKind::Passport,
        issued_on: None,
        expires_on: None,
    }
    .into();
    let number = Private::Document {
        number: "C1234567".into(),
        issued_by: None,
    };
    book.full(&an.to_string(), "2024-01-02", &passport, None, &[(an, number)]);
    for text in [
        "038091",
        "0380 9100 1234",
        "0912 345",
        "+84912345678",
        "c1234",
        "1234567",
        "An 0912",
    ] {
        assert_eq!(names(&book, text), ["Lê Văn An"], "{text}");
    }
    assert!(names(&book, "Bình 0912").is_empty());
    assert!(names(&book, "0999").is_empty());
    assert_eq!(find(&book, &query(&an.to_string())).ids, [an]);
    // Who sees no names may not find by them, nor by numbers.
    assert_eq!(
        find(
            &book,
            &PeopleQuery {
                names: false,
                ..query("an")
            }
        )
        .total,
        0
    );
    assert_eq!(
        find(
            &book,
            &PeopleQuery {
                names: false,
                ..query("0912")
            }
        )
        .total,
        0
    );
    assert_eq!(
        find(
            &book,
            &PeopleQuery {
                names: false,
                ..query("")
            }
        )
        .total,
        2
    );
}

#[test]
fn a_corrected_name_replaces_the_old_one() {
    let mut book = Book::new("2024-01-02");
    let id = book.id();
    let event = book.register(id, "Lê Văn An", "1990-01-01", "", "2024-01-02");
    let again: WorkerEvent = registered().into();
    let amends = Some(Amends {
        event,
        kind: AmendKind::Correct,
    });
    book.full(
        &id.to_string(),
        "2024-01-02",
        &again,
        amends,
        &[(id, identity("Lê Văn Ân", "1990", ""))],
    );
    assert_eq!(names(&book, "ân"), ["Lê Văn Ân"]);
    assert_eq!(find(&book, &query("Lê Văn")).total, 1);
    let birth = |text: &str| PartialDate::parse(text).unwrap();
    assert_eq!(
        book.views.by_name_and_birth("le van an", birth("1990-05-01")),
        [id]
    );
    assert!(
        book.views
            .by_name_and_birth("le van an", birth("1991"))
            .is_empty()
    );
    assert!(book.views.by_name_and_birth("le van", birth("1990")).is_empty());
}

#[test]
fn filters_by_commune_state_market_and_sight() {
    let mut book = Book::new("2024-01-02");
    let (one, case) = book.case("2024-01-02", WHOLE, "JP");
    book.departs(case, "2024-03-01", "JP");
    let (two, _) = book.case("2024-01-02", ELSEWHERE, "TW");
    let total = |query: &PeopleQuery| find(&book, query).ids;
    assert_eq!(
        total(&PeopleQuery {
            commune: Some(unit(NEW)),
            ..query("an")
        }),
        [one]
    );
    assert_eq!(
        total(&PeopleQuery {
            state: Some(State::Abroad),
            ..query("")
        }),
        [one]
    );
    assert_eq!(
        total(&PeopleQuery {
            state: Some(State::Reg),
            ..query("")
        }),
        [two]
    );
    assert_eq!(
        total(&PeopleQuery {
            state: Some(State::Reg),
            today: day("2024-02-01"),
            ..query("")
        }),
        [one, two]
    );
    assert_eq!(
        total(&PeopleQuery {
            market: Some(market("TW")),
            ..query("")
        }),
        [two]
    );
    assert!(
        total(&PeopleQuery {
            market: Some(market("TW")),
            state: Some(State::Abroad),
            ..query("")
        })
        .is_empty()
    );
    assert_eq!(book.views.search(&query(""), &|_, id| id == two).ids, [two]);
}
