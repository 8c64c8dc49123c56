//! Orders, their places and ceilings.

use super::*;

#[test]
fn who_comes_when_all_places_are_taken_is_over_the_ceiling() {
    let ranked = |rank| Given {
        rank,
        ..Given::default()
    };
    assert_eq!(ranked(2).kinds(), []);
    let third = ranked(3).found();
    assert_eq!(third[0].kind, FindingKind::OrderOverCeiling);
    assert_eq!((third[0].limit, third[0].given), (Some(2), Some(3)));
}

#[test]
fn an_order_has_no_more_places_than_its_preparation_and_contract() {
    let preparation = |ceiling| {
        let filed: SupplyEvent = SourcePreparationFiled {
            enterprise: code("E1"),
            market: market("JP"),
            sector: code("caregiving"),
            headcount: 60,
            area: Vec::new(),
            from: date(2025, 1, 1),
            to: date(2025, 12, 31),
            missing: Vec::new(),
        }
        .into();
        let approved: SupplyEvent = SourcePreparationApproved {
            document: code("210"),
            ceiling,
            from: date(2025, 1, 1),
            to: date(2025, 12, 31),
        }
        .into();
        Supply::fold(&effective(vec![
            (date(2025, 1, 2), filed),
            (date(2025, 1, 6), approved),
        ]))
    };
    let contract: SupplyEvent = SupplyContractRecorded {
        enterprise: code("E1"),
        partner: LegalName::parse("Sakura").unwrap(),
        market: market("JP"),
        registered: None,
        approved_on: None,
        headcount: 5,
    }
    .into();
    let contract = Supply::fold(&effective(vec![(date(2025, 1, 2), contract)]));
    let order = order(RecruitmentOrderOpened {
        headcount: Headcount {
            any: 30,
            ..Headcount::default()
        },
        ..ordered()
    });
    let most = |preparation: Option<&Supply>, contract: Option<&Supply>| {
        ceiling(&order, preparation, contract, TODAY)
    };
    assert_eq!(most(None, None), Some(30));
    assert_eq!(most(Some(&preparation(20)), None), Some(20));
    assert_eq!(most(Some(&preparation(40)), None), Some(30));
    assert_eq!(most(Some(&preparation(20)), Some(&contract)), Some(5));
    assert_eq!(ceiling(&order, None, None, date(2025, 1, 9)), None);
}

#[test]
fn an_order_must_be_known_of_the_same_parties_and_open() {
    let of = |order| Given {
        order,
        ..Given::default()
    };
    let other_party = RecruitmentOrderOpened {
        enterprise: code("E2"),
        ..ordered()
    };
    let elsewhere = RecruitmentOrderOpened {
        market: market("TW"),
        ..ordered()
    };
    let other_programme = RecruitmentOrderOpened {
        programme: Some(code("IM")),
        ..ordered()
    };
    for opened in [other_party, elsewhere, other_programme] {
        assert_eq!(of(Some(order(opened))).kinds(), [FindingKind::OrderConflict]);
    }
    assert_eq!(of(None).kinds(), [FindingKind::OrderConflict]);
    let closed = OrderClosed {
        reason: OrderReason::Filled,
    };
    let facts = vec![
        (date(2025, 1, 10), OrderEvent::from(ordered())),
        (date(2025, 3, 9), closed.into()),
    ];
    let closed = of(Some(Order::fold(&effective(facts))));
    assert_eq!(closed.kinds(), [FindingKind::OrderConflict]);
}

#[test]
fn nobody_leaves_under_two_orders() {
    let other = |order| Given {
        other: Some(code(order)),
        ..Given::default()
    };
    assert_eq!(other("O2").kinds(), [FindingKind::OrderConflict]);
    assert_eq!(other("O1").kinds(), []);
}

#[test]
fn a_place_is_taken_from_the_first_day_until_the_case_is_withdrawn() {
    let facts = case(None);
    let taken = taking(&effective(facts.clone())).unwrap();
    assert_eq!((taken.order, taken.since), (code("O1"), date(2025, 2, 1)));
    assert!(taken.contracted && !taken.departed);
    let mut withdrawn = facts;
    let reason = crate::case::Reason::OwnWish;
    withdrawn.push((date(2025, 4, 1), crate::case::CaseWithdrawn { reason }.into()));
    assert_eq!(taking(&effective(withdrawn)), None);
    assert_eq!(taking(&effective(vec![(date(2025, 1, 5), opened())])), None);
}
