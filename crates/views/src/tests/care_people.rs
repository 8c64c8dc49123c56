//! Loans, support, groups and placements of people as figures, and all figures as of any size of the log.

use hanhtrinh_domain::code::LegalName;
use hanhtrinh_domain::event::Private;
use hanhtrinh_domain::fair::{Destination, ExhibitorAttended, FairEvent, FairKind};
use hanhtrinh_domain::household::{
    HouseholdEvent, HouseholdMemberLinked, HouseholdOpened, HouseholdPolicyDetermined, PolicyGroup, Relation,
};
use hanhtrinh_domain::loan::{LoanApproved, LoanDisbursed, LoanEvent, LoanForwarded, LoanPurpose};
use hanhtrinh_domain::precision::Precision;
use hanhtrinh_domain::reintegration::{PlacementAfterReturn, ReintegrationEvent};
use hanhtrinh_domain::support::{BudgetSource, SupportDecided, SupportEvent, SupportItem, SupportPaid};
use hanhtrinh_domain::tally::{TallyBy, TallyIndicator, TallyReport};
use hanhtrinh_domain::worker::{HouseholdLinked, PolicyGroupDetermined, WorkerEvent};
use hanhtrinh_record::leaf::AmendKind;
use uuid::Uuid;

use super::book::*;
use super::care::{exhibitor, fair, figure, query, seekers};
use crate::{TallyQuery, Views};

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
    assert_eq!(ceiling.rule, "loan.ceiling@2022-05-27");
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
