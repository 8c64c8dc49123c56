//! Fairs, advice, support, loans and groups as figures: what is counted, as of which size of the log.

use hanhtrinh_domain::advice::{AdviceDelivered, AdviceEvent, AdviceForm, AdviceTopic};
use hanhtrinh_domain::care::CareKind;
use hanhtrinh_domain::code::LegalName;
use hanhtrinh_domain::event::Private;
use hanhtrinh_domain::fair::{
    Destination, ExhibitorAttended, FairEvent, FairHeld, FairKind, FairPlanned, Headcount, HeadcountDeclared,
    MatchRecorded, SeekersAttended,
};
use hanhtrinh_domain::household::{
    HouseholdEvent, HouseholdMemberLinked, HouseholdOpened, HouseholdPolicyDetermined, PolicyGroup, Relation,
};
use hanhtrinh_domain::loan::{LoanApproved, LoanDisbursed, LoanEvent, LoanForwarded, LoanPurpose};
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::precision::Precision;
use hanhtrinh_domain::reintegration::{PlacementAfterReturn, ReintegrationEvent};
use hanhtrinh_domain::support::{BudgetSource, SupportDecided, SupportEvent, SupportItem, SupportPaid};
use hanhtrinh_domain::tally::{TallyBy, TallyIndicator, TallyReport};
use hanhtrinh_domain::worker::{HouseholdLinked, PolicyGroupDetermined, WorkerEvent};
use hanhtrinh_record::leaf::AmendKind;
use uuid::Uuid;

use super::book::*;
use crate::{Tally, TallyQuery, Views};

fn query(book: &Book, indicator: TallyIndicator, of: &str, period: &str, by: Option<TallyBy>) -> TallyQuery {
    TallyQuery {
        indicator,
        unit_text: of.to_owned(),
        unit: unit(of),
        period: Period::parse(period).unwrap(),
        as_of: day("2030-01-01"),
        position: book.views.size(),
        by,
    }
}

fn figure(book: &Book, indicator: TallyIndicator, of: &str, period: &str) -> TallyReport {
    let asked = query(book, indicator, of, period, None);
    book.views.tally_report(&asked).unwrap()
}

fn fair(book: &mut Book, kind: FairKind, at: &str, on: &str) -> String {
    let key = book.id().to_string();
    let held = FairHeld {
        kind,
        unit: unit(at),
        organiser: None,
    };
    book.event::<FairEvent>(&key, on, &held.into());
    key
}

fn exhibitor(book: &mut Book, fair: &str, on: &str, name: &str) -> Uuid {
    let event = ExhibitorAttended {
        enterprise: None,
        name: LegalName::parse(name).ok(),
        seats: 5,
    };
    book.event::<FairEvent>(fair, on, &event.into())
}

fn seekers(people: u32, precision: Precision) -> FairEvent {
    SeekersAttended {
        worker: None,
        people,
        precision,
    }
    .into()
}

fn matched(destination: Destination, people: u32) -> FairEvent {
    let precision = Precision::Exact;
    MatchRecorded {
        destination,
        worker: None,
        enterprise: None,
        people,
        precision,
    }
    .into()
}

fn declared(measure: Headcount, value: u32) -> FairEvent {
    HeadcountDeclared {
        measure,
        destination: None,
        value,
        precision: Precision::Over,
    }
    .into()
}

#[test]
fn former_hoa_binh_answers_for_its_fair_of_2024_and_so_does_the_province_it_is_part_of() {
    let mut book = Book::new("2024-01-02");
    let key = fair(&mut book, FairKind::Regular, ELSEWHERE, "2024-09-20");
    for number in 0..31 {
        exhibitor(&mut book, &key, "2024-09-20", &format!("Công ty số {number}"));
    }
    book.event(&key, "2024-09-20", &seekers(1_000, Precision::Over));
    for of in ["17@2024", "25@2025"] {
        let of = |indicator| {
            let report = figure(&book, indicator, of, "2024");
            (report.value, report.precision, report.distinct, report.unresolved)
        };
        assert_eq!(of(TallyIndicator::Fairs), (1, Precision::Exact, None, 0));
        assert_eq!(
            of(TallyIndicator::Exhibitors),
            (31, Precision::Exact, Some(31), 0)
        );
        assert_eq!(of(TallyIndicator::Attendance), (1_000, Precision::Over, None, 0));
    }
    assert_eq!(figure(&book, TallyIndicator::Fairs, "38@2025", "2024").value, 0);
    assert_eq!(figure(&book, TallyIndicator::Fairs, "17@2024", "2023").value, 0);
}

#[test]
fn a_fair_counts_once_it_is_held_and_no_longer_when_that_is_struck_out() {
    let mut book = Book::new("2024-01-02");
    let key = book.id().to_string();
    let planned = FairPlanned {
        kind: FairKind::Mobile,
        unit: unit(WHOLE),
        day: day("2024-03-01"),
        organiser: None,
    };
    book.event::<FairEvent>(&key, "2024-01-02", &planned.into());
    exhibitor(&mut book, &key, "2024-03-01", "Công ty A");
    let count = |book: &Book| {
        let value = |indicator| figure(book, indicator, "38@2025", "2024").value;
        (value(TallyIndicator::Fairs), value(TallyIndicator::Exhibitors))
    };
    assert_eq!(count(&book), (0, 0));
    let held: FairEvent = FairHeld {
        kind: FairKind::Mobile,
        unit: unit(WHOLE),
        organiser: None,
    }
    .into();
    let event = book.event(&key, "2024-03-01", &held);
    exhibitor(&mut book, &key, "2024-03-01", "Công ty B");
    assert_eq!(count(&book), (1, 2));
    let before = book.views.size();
    book.amend(&key, "2024-03-01", &held, event, AmendKind::Annul);
    assert_eq!(count(&book), (0, 0));
    let mut then = query(&book, TallyIndicator::Exhibitors, "38@2025", "2024", None);
    then.position = before;
    assert_eq!(
        book.views.tally_report(&then).unwrap().value,
        2,
        "as it was known then"
    );
}

#[test]
fn organisations_are_summed_over_fairs_and_told_apart_whatever_the_accents() {
    let mut book = Book::new("2024-01-02");
    let one = fair(&mut book, FairKind::Regular, WHOLE, "2024-03-01");
    let two = fair(&mut book, FairKind::Mobile, WHOLE, "2024-04-01");
    exhibitor(&mut book, &one, "2024-03-01", "Công ty Hoà Bình");
    exhibitor(&mut book, &two, "2024-04-01", "CÔNG TY HÒA BÌNH");
    exhibitor(&mut book, &two, "2024-04-01", "Công ty Sao Mai");
    let report = figure(&book, TallyIndicator::Exhibitors, "38@2025", "2024");
    assert_eq!((report.value, report.distinct, report.records), (3, Some(2), 3));
    let by = query(
        &book,
        TallyIndicator::Exhibitors,
        "38@2025",
        "2024",
        Some(TallyBy::Kind),
    );
    let groups = book.views.tally_report(&by).unwrap().groups.unwrap();
    let shares: Vec<_> = groups
        .iter()
        .map(|group| (group.key.as_str(), group.value, group.share.as_str()))
        .collect();
    assert_eq!(shares, [("mobile", 2, "66.67"), ("regular", 1, "33.33")]);
    assert_eq!(book.views.tally_rows(&by, Some("mobile")).unwrap().len(), 2);
}

#[test]
fn what_was_declared_stands_for_what_was_counted_at_that_fair_alone_and_keeps_its_word() {
    let mut book = Book::new("2024-01-02");
    let one = fair(&mut book, FairKind::Regular, WHOLE, "2024-03-01");
    let two = fair(&mut book, FairKind::Regular, WHOLE, "2024-04-01");
    book.event(&one, "2024-03-01", &seekers(400, Precision::Exact));
    book.event(&two, "2024-04-01", &seekers(300, Precision::Exact));
    let exact = figure(&book, TallyIndicator::Attendance, "38@2025", "2024");
    assert_eq!((exact.value, exact.precision), (700, Precision::Exact));
    book.event(&one, "2024-03-02", &declared(Headcount::Seekers, 480));
    let report = figure(&book, TallyIndicator::Attendance, "38@2025", "2024");
    assert_eq!((report.value, report.precision), (780, Precision::Over));
    assert_eq!((report.counted, report.declared, report.records), (700, 480, 2));
    let asked = query(&book, TallyIndicator::Attendance, "38@2025", "2024", None);
    let replaced = book.views.tally_rows(&asked, Some("replaced")).unwrap();
    assert_eq!(replaced.iter().map(|row| row.amount).collect::<Vec<_>>(), [400]);
    assert!(report.formula_vi.contains("2024") && report.formula.contains("2024"));
    assert!(report.formula.contains("38"), "{}", report.formula);
}

#[test]
fn matches_and_advice_add_up_by_where_they_lead_and_by_topic() {
    let mut book = Book::new("2024-01-02");
    let key = fair(&mut book, FairKind::Regular, WHOLE, "2024-03-01");
    for (to, people) in [
        (Destination::Domestic, 50),
        (Destination::Abroad, 30),
        (Destination::Abroad, 5),
    ] {
        book.event(&key, "2024-03-01", &matched(to, people));
    }
    let by = query(
        &book,
        TallyIndicator::Matches,
        "38@2025",
        "2024",
        Some(TallyBy::Kind),
    );
    let report = book.views.tally_report(&by).unwrap();
    let groups = report.groups.unwrap();
    let groups: Vec<_> = groups
        .iter()
        .map(|group| (group.key.as_str(), group.value))
        .collect();
    assert_eq!(
        (report.value, groups),
        (85, vec![("domestic", 50), ("abroad", 35)])
    );
    let given = |people| -> AdviceEvent {
        AdviceDelivered {
            topic: AdviceTopic::Fraud,
            form: AdviceForm::Meeting,
            unit: unit(WHOLE),
            by: None,
            people,
            precision: Precision::Over,
        }
        .into()
    };
    let advice = book.id().to_string();
    let first = book.event(&advice, "2024-05-01", &given(200));
    book.event(&key, "2024-03-02", &declared(Headcount::Advised, 40));
    assert_eq!(
        figure(&book, TallyIndicator::Advised, "38@2025", "2024").value,
        240
    );
    book.amend(&advice, "2024-05-01", &given(250), first, AmendKind::Correct);
    let report = figure(&book, TallyIndicator::Advised, "38@2025", "2024");
    assert_eq!((report.value, report.precision), (290, Precision::Over));
}

fn loan(book: &mut Book, worker: Uuid, amount: u64, on: &str) {
    let key = book.id().to_string();
    let (case, group, branch) = (None, Some(PolicyGroup::Poor), None);
    let forwarded = LoanForwarded {
        worker,
        case,
        purpose: LoanPurpose::Costs,
        group,
        amount,
        branch,
    };
    book.event::<LoanEvent>(&key, on, &forwarded.into());
    let approved = LoanApproved {
        amount,
        rate: None,
        term_months: 36,
        secured: false,
    };
    book.event::<LoanEvent>(&key, on, &approved.into());
    book.event::<LoanEvent>(&key, on, &LoanDisbursed { amount }.into());
}

#[test]
fn loans_are_counted_where_people_live_and_compared_with_the_ceiling_of_their_day() {
    let mut book = Book::new("2024-01-02");
    let (worker, _) = book.case("2024-01-02", WHOLE, "KR");
    let (other, _) = book.case("2024-01-02", ELSEWHERE, "KR");
    loan(&mut book, worker, 90_000_000, "2024-03-01");
    loan(&mut book, worker, 120_000_000, "2024-06-01");
    loan(&mut book, other, 50_000_000, "2024-06-01");
    let by = query(
        &book,
        TallyIndicator::Loans,
        "38@2025",
        "2024",
        Some(TallyBy::Group),
    );
    let report = book.views.tally_report(&by).unwrap();
    assert_eq!(
        (report.value, report.records, report.largest),
        (210_000_000, 2, Some(120_000_000))
    );
    let ceiling = report.ceiling.unwrap();
    assert_eq!((ceiling.value, ceiling.over), (100_000_000, 1));
    assert_eq!(ceiling.rule, "loan.ceiling@2022-06-27");
    assert_eq!(report.groups.unwrap()[0].key, "poor");
    // The person turns out to have lived elsewhere all along: the loan follows.
    let before = by.position;
    book.lives(worker, "2023-12-01", ELSEWHERE, None);
    book.lives(worker, "2024-01-02", ELSEWHERE, None);
    assert_eq!(figure(&book, TallyIndicator::Loans, "38@2025", "2024").value, 0);
    assert_eq!(
        figure(&book, TallyIndicator::Loans, "17@2024", "2024").value,
        260_000_000
    );
    let then = TallyQuery {
        position: before,
        ..by
    };
    assert_eq!(book.views.tally_report(&then).unwrap().value, 210_000_000);
}

fn supported(book: &mut Book, worker: Uuid, case: Uuid, amount: u64, budget: BudgetSource, on: &str) -> Uuid {
    let key = book.id().to_string();
    let (item, group) = (SupportItem::Language, Some(PolicyGroup::Poor));
    let decided = SupportDecided {
        worker,
        case: Some(case),
        item,
        group,
        amount,
        budget,
    };
    book.event::<SupportEvent>(&key, on, &decided.into());
    book.event::<SupportEvent>(&key, on, &SupportPaid { amount, budget }.into())
}

#[test]
fn groups_are_those_of_the_day_of_departure_also_when_they_are_the_households() {
    let mut book = Book::new("2024-01-02");
    let (poor, first) = book.case("2024-01-02", WHOLE, "JP");
    let (member, second) = book.case("2024-01-02", WHOLE, "JP");
    let (linked, third) = book.case("2024-01-02", WHOLE, "JP");
    let (_, plain) = book.case("2024-01-02", WHOLE, "JP");
    let group: WorkerEvent = PolicyGroupDetermined {
        group: PolicyGroup::Poor,
        valid_from: day("2024-01-01"),
        valid_to: Some(day("2024-06-30")),
    }
    .into();
    book.event(&poor.to_string(), "2024-01-05", &group);
    let household = book.id();
    let key = household.to_string();
    book.event::<HouseholdEvent>(
        &key,
        "2024-01-05",
        &HouseholdOpened {
            unit: unit(WHOLE),
            people: Some(5),
        }
        .into(),
    );
    let link = HouseholdMemberLinked {
        worker: member,
        relation: Relation::Child,
    };
    book.event::<HouseholdEvent>(&key, "2024-01-05", &link.into());
    let of_all = HouseholdPolicyDetermined {
        group: PolicyGroup::EthnicMinority,
        valid_from: day("2024-01-01"),
        valid_to: None,
    };
    book.event::<HouseholdEvent>(&key, "2024-01-06", &of_all.into());
    let own: WorkerEvent = HouseholdLinked {
        household,
        relation: Relation::Sibling,
    }
    .into();
    book.event(&linked.to_string(), "2024-01-07", &own);
    for case in [first, second, third, plain] {
        book.departs(case, "2024-05-01", "JP");
    }
    supported(
        &mut book,
        poor,
        first,
        3_000_000,
        BudgetSource::Local,
        "2024-04-01",
    );
    let by = |book: &Book| {
        let asked = query(
            book,
            TallyIndicator::Policy,
            "38@2025",
            "2024",
            Some(TallyBy::Group),
        );
        book.views.tally_report(&asked).unwrap()
    };
    let report = by(&book);
    assert_eq!(
        (report.value, report.counted, report.apart),
        (3, 4, Some(3_000_000))
    );
    let groups = report.groups.unwrap();
    let groups: Vec<_> = groups
        .iter()
        .map(|group| {
            (
                group.key.as_str(),
                group.value,
                group.support,
                group.share.as_str(),
            )
        })
        .collect();
    assert_eq!(
        groups,
        [
            ("ethnic_minority", 2, Some(0), "50.00"),
            ("poor", 1, Some(3_000_000), "25.00")
        ]
    );
    assert_eq!(book.views.groups_at(member, book.views.size()).len(), 1);
    // Whoever left after the group had ended did not leave under it.
    let later = book.open(poor, "2024-07-01", "KR");
    book.departs(later, "2024-08-01", "KR");
    assert_eq!(by(&book).value, 3);
}

#[test]
fn support_is_added_up_by_budget_and_a_struck_payment_is_gone() {
    let mut book = Book::new("2024-01-02");
    let (worker, case) = book.case("2024-01-02", WHOLE, "JP");
    supported(
        &mut book,
        worker,
        case,
        3_000_000,
        BudgetSource::Province,
        "2024-04-01",
    );
    let key = book.id().to_string();
    let decided = SupportDecided {
        worker,
        case: None,
        item: SupportItem::Travel,
        group: None,
        amount: 500_000,
        budget: BudgetSource::Local,
    };
    book.event::<SupportEvent>(&key, "2024-04-01", &decided.into());
    let paid: SupportEvent = SupportPaid {
        amount: 500_000,
        budget: BudgetSource::Local,
    }
    .into();
    let event = book.event(&key, "2024-04-02", &paid);
    let by = query(
        &book,
        TallyIndicator::Support,
        "38@2025",
        "2024",
        Some(TallyBy::Party),
    );
    let report = book.views.tally_report(&by).unwrap();
    let groups = report.groups.unwrap();
    let groups: Vec<_> = groups
        .iter()
        .map(|group| (group.key.as_str(), group.value))
        .collect();
    assert_eq!(groups, [("province", 3_000_000), ("local", 500_000)]);
    book.amend(&key, "2024-04-02", &paid, event, AmendKind::Annul);
    assert_eq!(
        figure(&book, TallyIndicator::Support, "38@2025", "2024").value,
        3_000_000
    );
}

#[test]
fn work_in_the_country_after_a_return_is_counted_apart_from_work_abroad() {
    let mut book = Book::new("2024-01-02");
    for (to, on) in [
        (Destination::Domestic, "2024-05-01"),
        (Destination::Abroad, "2024-06-01"),
        (Destination::Vocational, "2024-06-01"),
    ] {
        let (worker, case) = book.case("2024-01-02", WHOLE, "JP");
        let placed = PlacementAfterReturn {
            worker,
            destination: to,
            sector: None,
            employer: None,
        };
        book.event::<ReintegrationEvent>(&case.to_string(), on, &placed.into());
    }
    let report = figure(&book, TallyIndicator::Placements, "38@2025", "2024");
    assert_eq!((report.value, report.apart), (1, Some(1)));
    let asked = query(&book, TallyIndicator::Placements, "38@2025", "2024", None);
    assert_eq!(book.views.tally_rows(&asked, Some("apart")).unwrap().len(), 1);
}

/// A history with something of everything, amended and moved.
fn everything() -> (Book, Uuid) {
    let mut book = Book::new("2024-01-02");
    let (worker, case) = book.case("2024-01-02", WHOLE, "JP");
    let key = fair(&mut book, FairKind::Regular, WHOLE, "2024-03-01");
    exhibitor(&mut book, &key, "2024-03-01", "Công ty A");
    let gone = exhibitor(&mut book, &key, "2024-03-01", "Công ty B");
    book.event(&key, "2024-03-01", &seekers(20, Precision::About));
    book.today("2024-04-01");
    let again: FairEvent = ExhibitorAttended {
        enterprise: None,
        name: LegalName::parse("Công ty B").ok(),
        seats: 5,
    }
    .into();
    book.amend(&key, "2024-03-01", &again, gone, AmendKind::Annul);
    loan(&mut book, worker, 70_000_000, "2024-03-05");
    supported(
        &mut book,
        worker,
        case,
        1_000_000,
        BudgetSource::Central,
        "2024-03-06",
    );
    book.today("2024-05-01");
    book.departs(case, "2024-04-20", "JP");
    book.lives(worker, "2024-02-01", SPLIT, None);
    let household = book.id();
    let own: WorkerEvent = HouseholdLinked {
        household,
        relation: Relation::Head,
    }
    .into();
    book.event(&worker.to_string(), "2024-01-07", &own);
    let group = HouseholdPolicyDetermined {
        group: PolicyGroup::NearPoor,
        valid_from: day("2024-01-01"),
        valid_to: None,
    };
    let paper = Private::Paper {
        number: Some("CN-7".into()),
        note: None,
    };
    let of_all: HouseholdEvent = group.into();
    book.full(
        &household.to_string(),
        "2024-01-08",
        &of_all,
        None,
        &[(worker, paper)],
    );
    (book, worker)
}

fn answers(views: &Views, book: &Book, position: u64) -> Vec<TallyReport> {
    let mut all = Vec::new();
    for indicator in TallyIndicator::ALL {
        for by in TallyBy::ALL {
            for of in ["38@2025", "38@2024", NEW] {
                let mut asked = query(book, *indicator, of, "2024", Some(*by));
                asked.position = position;
                all.push(views.tally_report(&asked).unwrap());
            }
        }
    }
    all
}

#[test]
fn as_of_answers_equal_a_replay_and_a_snapshot_goes_on_where_it_stopped() {
    let (book, _) = everything();
    for size in 1..=book.log.len() {
        let replayed = book.replay(size);
        assert_eq!(
            answers(&book.views, &book, size as u64),
            answers(&replayed, &book, size as u64),
            "as of {size}"
        );
        let two_steps = book.replay_in_two_steps(size);
        assert_eq!(
            two_steps.checksum(),
            book.views.checksum(),
            "from a snapshot of {size}"
        );
    }
}

#[test]
fn the_groups_of_a_breakdown_add_up_and_every_figure_opens_into_its_rows() {
    let (book, _) = everything();
    for indicator in TallyIndicator::ALL
        .iter()
        .filter(|one| **one != TallyIndicator::Policy)
    {
        for by in TallyBy::ALL {
            let asked = query(&book, *indicator, "38@2025", "2024", Some(*by));
            let report = book.views.tally_report(&asked).unwrap();
            let groups = report.groups.unwrap();
            assert_eq!(groups.iter().map(|group| group.value).sum::<u64>(), report.value);
            let rows = book.views.tally_rows(&asked, None).unwrap();
            assert_eq!(
                rows.iter().map(|row| row.amount).sum::<u64>(),
                report.value,
                "{indicator:?}"
            );
            for group in groups {
                let rows = book.views.tally_rows(&asked, Some(&group.key)).unwrap();
                assert_eq!(rows.iter().map(|row| row.amount).sum::<u64>(), group.value);
            }
        }
    }
}

#[test]
fn what_is_sealed_beside_a_household_is_forgotten_with_the_person() {
    let (mut book, worker) = everything();
    let row = book
        .views
        .care_of(worker)
        .find(|row| row.kind == CareKind::Household)
        .unwrap();
    let position = row.events()[0].position;
    assert!(row.parts(position)[0].content.open().is_some());
    let id = row.id;
    book.views.forget(worker);
    let row = book.views.care(CareKind::Household, id).unwrap();
    assert!(row.parts(position)[0].content.open().is_none());
    assert!(
        book.views
            .tally_versions(Tally::Policy)
            .any(|row| row.worker == Some(worker)),
        "facts stay"
    );
}
