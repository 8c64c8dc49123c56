//! Orders with their places, findings, published rules; the figures about them are in `figures`.

mod figures;

use hanhtrinh_domain::case::*;
use hanhtrinh_domain::code::LegalName;
use hanhtrinh_domain::comparator::*;
use hanhtrinh_domain::enterprise::*;
use hanhtrinh_domain::guard::FindingKind;
use hanhtrinh_domain::order::*;
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::programme::*;
use hanhtrinh_domain::rules::*;
use hanhtrinh_domain::supply::*;
use hanhtrinh_record::leaf::AmendKind;
use uuid::Uuid;

use super::book::*;
use crate::{OfficeFindingKind, ReportQuery};

const E1: &str = "0101234567";

fn name(text: &str) -> LegalName {
    LegalName::parse(text).unwrap()
}

fn licence(book: &mut Book, enterprise: &str, on: &str) {
    let known: EnterpriseEvent = EnterpriseRecorded {
        code: code(enterprise),
        name: name("Công ty"),
        head_office: None,
    }
    .into();
    let licence: EnterpriseEvent = LicenceRecorded {
        number: code("7/BNV"),
        issued_on: day(on),
        lines: Vec::new(),
    }
    .into();
    book.event(enterprise, on, &known);
    book.event(enterprise, on, &licence);
}

fn order(enterprise: &str, to: &str, places: u32) -> RecruitmentOrderOpened {
    RecruitmentOrderOpened {
        enterprise: code(enterprise),
        market: market(to),
        programme: None,
        contract: None,
        preparation: None,
        sector: code("caregiving"),
        occupation: None,
        visa_class: None,
        headcount: Headcount {
            any: places,
            ..Headcount::default()
        },
        wage: None,
        hours: None,
        term_months: 36,
        costs: Vec::new(),
        deposit: None,
        area: Vec::new(),
        until: None,
    }
}

fn open(book: &mut Book, key: &str, on: &str, order: RecruitmentOrderOpened) {
    book.event(key, on, &OrderEvent::from(order));
}

fn select(book: &mut Book, case: Uuid, on: &str, order: &str) -> Uuid {
    let event: CaseEvent = SelectionRecorded {
        outcome: SelectionOutcome::Passed,
        order: Some(code(order)),
        occupation: Some(code("caregiver")),
    }
    .into();
    book.event(&case.to_string(), on, &event)
}

fn sign(book: &mut Book, case: Uuid, on: &str, order: Option<&str>) {
    let event: CaseEvent = SendingContractSigned {
        enterprise: code(E1),
        term_months: 36,
        service_fee: None,
        order: order.map(code),
    }
    .into();
    book.event(&case.to_string(), on, &event);
}

fn kinds(book: &Book, case: Uuid, position: u64, on: &str) -> Vec<FindingKind> {
    let found = book.views.findings(case, position, day(on));
    found.iter().map(|finding| finding.kind).collect()
}

fn asked(book: &Book, period: &str, position: u64) -> ReportQuery {
    ReportQuery {
        unit_text: "38".to_owned(),
        unit: unit("38@2025"),
        period: Period::parse(period).unwrap(),
        as_of: book
            .views
            .day_of(position.saturating_sub(1))
            .unwrap_or(day("2030-01-01")),
        position,
        by: None,
        scope_enterprise: None,
    }
}

/// A licensed enterprise with an order of two places, and three cases.
fn three() -> (Book, [Uuid; 3]) {
    let mut book = Book::new("2025-01-02");
    licence(&mut book, E1, "2024-01-01");
    open(&mut book, "O1", "2025-01-02", order(E1, "JP", 2));
    let cases = [(); 3].map(|()| book.case("2025-01-02", NEW, "JP").1);
    (book, cases)
}

#[test]
fn places_go_by_the_day_they_were_taken_and_free_up_again() {
    let (mut book, [a, b, c]) = three();
    book.today("2025-03-01");
    select(&mut book, a, "2025-02-10", "O1");
    select(&mut book, b, "2025-02-11", "O1");
    select(&mut book, c, "2025-02-12", "O1");
    let size = book.views.size();
    assert_eq!(
        kinds(&book, c, size, "2025-03-01"),
        [FindingKind::OrderOverCeiling]
    );
    assert_eq!(kinds(&book, b, size, "2025-03-01"), []);
    sign(&mut book, a, "2025-02-20", Some("O1"));
    let used = book
        .views
        .order_use(&code("O1"), book.views.size(), day("2025-03-01"));
    assert_eq!(
        (used.selected, used.contracted, used.departed, used.ceiling),
        (3, 1, 0, Some(2))
    );
    let found = book.views.office_findings(day("2025-03-01"));
    assert!(
        found
            .iter()
            .any(|found| { found.kind == OfficeFindingKind::OrderExceeded { ceiling: 2, taken: 3 } })
    );
    // An earlier day became known for the third: now the second is the one too many.
    let withdrawn: CaseEvent = CaseWithdrawn {
        reason: Reason::OwnWish,
    }
    .into();
    book.event(&a.to_string(), "2025-02-25", &withdrawn);
    let now = book.views.size();
    assert_eq!(kinds(&book, c, now, "2025-03-01"), []);
    // As it was known before, all stands as it stood.
    assert_eq!(
        kinds(&book, c, size, "2025-03-01"),
        [FindingKind::OrderOverCeiling]
    );
    assert_eq!(
        book.views
            .order_use(&code("O1"), size, day("2025-03-01"))
            .selected,
        3
    );
    assert_eq!(
        book.views.order_use(&code("O1"), now, day("2025-03-01")).selected,
        2
    );
    assert_eq!(book.views.order_cases(&code("O1")).len(), 2);
}

#[test]
fn what_others_say_decides_who_is_ready_also_after_it_was_asked() {
    let (mut book, [a, ..]) = three();
    book.today("2025-06-01");
    let case = a.to_string();
    sign(&mut book, a, "2025-02-20", Some("O1"));
    let orientation: CaseEvent = TrainingCompleted {
        kind: TrainingKind::Orientation,
        hours: None,
    }
    .into();
    let paid: CaseEvent = FundContributionPaid {
        payer: Payer::Worker,
        amount: 100_000,
    }
    .into();
    let visa: CaseEvent = VisaIssued {
        class: code("TITP"),
        valid_to: None,
    }
    .into();
    for event in [orientation, paid, visa] {
        book.event(&case, "2025-05-01", &event);
    }
    let on = day("2025-06-01");
    let state = |book: &Book| book.views.brief(a, on).unwrap().state;
    assert_eq!(state(&book), State::Ready);
    let suspended: EnterpriseEvent = LicenceStatusChanged {
        status: LicenceStatus::Suspended,
        effective_on: Some(day("2025-02-01")),
        decision: None,
        ground: None,
    }
    .into();
    let event = book.event(E1, "2025-02-01", &suspended);
    assert_eq!(state(&book), State::Conf);
    let flags = book.views.lifecycle(a, book.views.size(), on).unwrap().flags;
    assert!(flags.contains(&Flag::LicenceInvalid));
    book.amend(E1, "2025-02-01", &suspended, event, AmendKind::Annul);
    assert_eq!(state(&book), State::Ready);
    let closed: OrderEvent = OrderClosed {
        reason: OrderReason::Filled,
    }
    .into();
    book.event("O1", "2025-02-19", &closed);
    assert_eq!(state(&book), State::Conf, "closed before it was signed under");
}

#[test]
fn one_person_under_two_orders_is_found_in_both_cases() {
    let (mut book, [a, ..]) = three();
    open(&mut book, "O2", "2025-01-02", order(E1, "JP", 5));
    let worker = book.views.case(a).unwrap().worker;
    let second = book.open(worker, "2025-01-02", "JP");
    book.today("2025-03-01");
    select(&mut book, a, "2025-02-10", "O1");
    select(&mut book, second, "2025-02-11", "O2");
    for case in [a, second] {
        let found = kinds(&book, case, book.views.size(), "2025-03-01");
        assert_eq!(found, [FindingKind::OrderConflict]);
    }
}

fn grace(days: i64) -> RuleEvent {
    RuleVersionPublished {
        rule: RuleId::OverdueGraceDays,
        effective_on: day("2024-01-01"),
        number: Some(days),
        code: None,
        measured: RuleUnit::Days,
        reference_vi: name("Quy định mới"),
        reference: name("A new rule"),
        grade: Grade::A,
    }
    .into()
}

#[test]
fn a_published_rule_moves_states_from_then_on_and_not_before_it_was_known() {
    let mut book = Book::new("2025-01-02");
    let (_, case) = book.case("2025-01-02", NEW, "JP");
    book.event(&case.to_string(), "2022-01-10", &left("JP"));
    let ended: CaseEvent = ContractEnded {
        cause: EndCause::OnTime,
    }
    .into();
    book.event(&case.to_string(), "2024-12-20", &ended);
    let on = day("2025-01-25");
    assert_eq!(book.views.brief(case, on).unwrap().state, State::Overdue);
    let before = book.views.size();
    book.event("overdue.grace_days", "2025-01-02", &grace(90));
    assert_eq!(book.views.brief(case, on).unwrap().state, State::Abroad);
    let as_it_was = book.views.lifecycle(case, before, on).unwrap();
    assert_eq!(as_it_was.state, State::Overdue);
    let version = book.views.rules().at(RuleId::OverdueGraceDays, on).unwrap();
    assert_eq!(
        (version.integer(), version.reference_vi()),
        (Some(90), "Quy định mới")
    );
    assert_eq!(
        book.views
            .rules_at(before)
            .at(RuleId::OverdueGraceDays, on)
            .unwrap()
            .integer(),
        Some(30)
    );
}

fn left(to: &str) -> CaseEvent {
    DepartureRecorded {
        market: market(to),
        evidence: Evidence::Stamp,
        age: None,
    }
    .into()
}
