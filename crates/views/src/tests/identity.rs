//! Numbers held by several people, forgetting, and what cannot be read.

use hanhtrinh_domain::case::{CaseEvent, Flag, FundContributionPaid, LegalForm, Payer, State};
use hanhtrinh_domain::case::{SendingContractSigned, TrainingCompleted, TrainingKind, VisaIssued};
use hanhtrinh_domain::enterprise::{EnterpriseEvent, LicenceRecorded};
use hanhtrinh_domain::worker::WorkerEvent;
use hanhtrinh_record::leaf::{AmendKind, Amends};

use super::book::*;
use crate::{Sealed, WorkKind};

const NUMBER: &str = "038190001234";

#[test]
fn a_number_of_two_people_is_flagged_on_both_until_one_is_corrected() {
    let mut book = Book::new("2024-01-02");
    let one = book.person("Lê Thị An", "1990-01-01", NUMBER, "2024-01-02");
    let case = book.open(one, "2024-01-02", "JP");
    let alone = book.views.size();
    book.today("2024-01-05");
    let two = book.id();
    let event = book.register(two, "Lê Thị Bình", "1990-01-01", "0381 9000 1234", "2024-01-05");
    assert_eq!(book.views.by_personal_id(NUMBER), [one, two]);
    assert!(book.views.identity_conflict(one) && book.views.identity_conflict(two));
    let tasks = book.views.work(day("2024-01-08"), &|_, task| {
        task.kind == WorkKind::IdentityConflict
    });
    assert_eq!(
        tasks
            .iter()
            .map(|task| (task.worker, task.since))
            .collect::<Vec<_>>(),
        [(one, day("2024-01-05")), (two, day("2024-01-05"))]
    );
    let shared = book.views.size();

    let again: WorkerEvent = registered().into();
    let amends = Some(Amends {
        event,
        kind: AmendKind::Correct,
    });
    let private = identity("Lê Thị Bình", "1990-01-01", "038190009999");
    book.full(&two.to_string(), "2024-01-05", &again, amends, &[(two, private)]);
    assert!(!book.views.identity_conflict(one) && !book.views.identity_conflict(two));
    assert_eq!(book.views.by_personal_id(NUMBER), [one]);
    let flagged = |size| {
        let case = book.views.lifecycle(case, size, day("2024-02-01")).unwrap();
        case.flags.contains(&Flag::IdentityConflict)
    };
    assert_eq!(
        (flagged(alone), flagged(shared), flagged(book.views.size())),
        (false, true, false)
    );
}

#[test]
fn a_conflict_holds_everybody_back_from_being_ready() {
    let mut book = Book::new("2024-01-02");
    let one = book.person("Lê Thị An", "1990-01-01", NUMBER, "2024-01-02");
    let case = book.open(one, "2024-01-02", "JP");
    let licence = EnterpriseEvent::from(LicenceRecorded {
        number: code("7/BNV"),
        issued_on: day("2023-01-02"),
        lines: Vec::new(),
    });
    book.event("0101234567", "2024-01-02", &licence);
    let events: [CaseEvent; 4] = [
        SendingContractSigned {
            enterprise: code("0101234567"),
            term_months: 36,
            service_fee: None,
            order: None,
        }
        .into(),
        TrainingCompleted {
            kind: TrainingKind::Orientation,
            hours: None,
        }
        .into(),
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
    ];
    for event in &events {
        book.event(&case.to_string(), "2024-01-02", event);
    }
    let state = |book: &Book| book.views.brief(case, day("2024-02-01")).unwrap().state;
    assert_eq!(state(&book), State::Ready);
    let two = book.person("Lê Thị Bình", "1990-01-01", NUMBER, "2024-01-02");
    assert_eq!(state(&book), State::Conf);
    book.views.forget(two);
    assert_eq!(state(&book), State::Ready);
}

#[test]
fn forgetting_equals_never_having_had_the_key() {
    let mut book = Book::new("2024-01-02");
    let one = book.person("Lê Thị An", "1990-01-01", NUMBER, "2024-01-02");
    book.person("Lê Thị Bình", "1990-01-01", NUMBER, "2024-01-02");
    let case = book.open(one, "2024-01-02", "JP");
    book.departs(case, "2024-02-01", "JP");
    let before = book.views.checksum();
    assert_eq!(book.replay(book.log.len()).checksum(), before);
    book.views.forget(one);
    assert_ne!(book.views.checksum(), before);
    for (leaf, private) in &mut book.log {
        for (sealed, part) in leaf.sealed.iter().zip(private) {
            if sealed.subject == one {
                *part = Sealed::Erased;
            }
        }
    }
    let rebuilt = book.replay(book.log.len());
    assert_eq!(rebuilt.checksum(), book.views.checksum());
    let row = book.views.worker(one).unwrap();
    assert!(row.erased && row.identity.is_none());
    assert!(!book.views.identity_conflict(one));
    // The count stays.
    let query = book.query("38@2025", "2024", None);
    assert_eq!(book.views.departures(&query).unwrap().unresolved, 1);
}

#[test]
fn what_cannot_be_read_is_kept_as_unknown() {
    let mut book = Book::new("2024-01-02");
    let (_, case) = book.case("2024-01-02", WHOLE, "JP");
    let (leaf, _) = book.log.last().unwrap().clone();
    for (kind, on, facts) in [
        ("from_the_future", "2024-01-01", "{}"),
        ("case_opened", "2024-01-01", "[1]"),
        ("visa_refused", "1/1", r#"{"last":true}"#),
        ("visa_refused@9", "2024-01-01", r#"{"last":true}"#),
    ] {
        let mut odd = leaf.clone();
        let (kind, schema) = kind.split_once('@').unwrap_or((kind, "1"));
        odd.kind = kind.into();
        odd.schema = schema.parse().unwrap();
        odd.on = on.into();
        odd.facts = serde_json::value::RawValue::from_string(facts.into()).unwrap();
        book.push(odd, Vec::new());
    }
    assert_eq!(book.views.unknown().len(), 4);
    assert_eq!(book.views.unknown()[0].kind, "from_the_future");
    assert_eq!(book.views.case(case).unwrap().version(), 1);
    assert_eq!(book.views.size(), book.log.len() as u64);
}

#[test]
fn a_case_opened_for_the_wrong_person_moves() {
    let mut book = Book::new("2024-01-02");
    let one = book.person("Lê Thị An", "1990-01-01", "", "2024-01-02");
    let two = book.person("Lê Thị Bình", "1990-01-01", "", "2024-01-02");
    book.lives(two, "2024-01-02", WHOLE, None);
    let case = book.id();
    let form = LegalForm::ServiceEnterprise;
    let event = book.event(&case.to_string(), "2024-01-02", &opened(one, form, "JP"));
    book.departs(case, "2024-02-01", "JP");
    let size = book.views.size();
    book.amend(
        &case.to_string(),
        "2024-01-02",
        &opened(two, form, "JP"),
        event,
        AmendKind::Correct,
    );
    assert!(book.views.worker(one).unwrap().cases.is_empty());
    assert_eq!(book.views.worker(two).unwrap().cases, [case]);
    let query = book.query("38@2025", "2024", None);
    assert_eq!(book.views.departures(&query).unwrap().value, 1);
    assert_eq!(
        book.views
            .lifecycle(case, size, day("2024-03-01"))
            .unwrap()
            .worker,
        Some(one)
    );
    assert_eq!(
        book.views
            .lifecycle(case, size + 1, day("2024-03-01"))
            .unwrap()
            .worker,
        Some(two)
    );
}

#[test]
fn debug_output_names_nobody() {
    let mut book = Book::new("2024-01-02");
    let one = book.person("Lê Thị An", "1990-04-07", NUMBER, "2024-01-02");
    let row = book.views.worker(one).unwrap();
    let shown = format!("{row:?} {:?}", row.identity_at(9));
    assert!(!shown.contains("Thị") && !shown.contains("1990") && !shown.contains("0381"));
}
