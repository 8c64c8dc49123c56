use super::*;
use crate::date::PartialDate;
use crate::event::{Recorded, collect};
use jiff::civil::date;
use uuid::Uuid;

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn order(facts: Vec<(Date, OrderEvent)>) -> Order {
    let event = |(position, (on, event)): (usize, (Date, OrderEvent))| Recorded {
        id: Uuid::from_u128(position as u128),
        position: position as u64,
        on: PartialDate::Day(on),
        at: "2030-01-01T00:00:00Z".parse().unwrap(),
        amends: None,
        event,
    };
    let recorded: Vec<_> = facts.into_iter().enumerate().map(event).collect();
    Order::fold(&collect(&recorded))
}

fn people(total: u32) -> Headcount {
    Headcount {
        male: 0,
        female: total / 2,
        any: total - total / 2,
    }
}

fn opened(market: &str, until: Option<Date>) -> OrderEvent {
    RecruitmentOrderOpened {
        enterprise: code("0100100001"),
        market: Market::parse(market).unwrap(),
        programme: None,
        contract: None,
        preparation: None,
        sector: code("caregiving"),
        occupation: None,
        visa_class: None,
        headcount: people(30),
        wage: None,
        hours: None,
        term_months: 36,
        costs: vec![
            WorkerCost {
                kind: CostKind::ServiceFee,
                amount: 60_000_000,
            },
            WorkerCost {
                kind: CostKind::Training,
                amount: 10_000_000,
            },
        ],
        deposit: None,
        area: Vec::new(),
        until,
    }
    .into()
}

fn reason() -> OrderReason {
    OrderReason::Partner
}

#[test]
fn an_order_is_for_as_many_as_the_day_says() {
    let changed = OrderCapacityChanged {
        headcount: people(20),
        reason: reason(),
    };
    // The change is recorded before the opening: arrival does not matter.
    let order = order(vec![
        (date(2025, 5, 1), changed.into()),
        (date(2025, 3, 1), opened("JP", None)),
    ]);
    assert_eq!(order.capacity_on(date(2025, 2, 28)), None);
    assert_eq!(order.capacity_on(date(2025, 4, 30)).unwrap().total(), 30);
    assert_eq!(order.capacity_on(date(2025, 5, 1)).unwrap().total(), 20);
    assert_eq!(order.service_fee(), Some(60_000_000));
}

#[test]
fn it_is_open_until_it_is_suspended_closed_or_over() {
    let order = order(vec![
        (date(2025, 3, 1), opened("JP", Some(date(2025, 12, 31)))),
        (date(2025, 4, 1), OrderSuspended { reason: reason() }.into()),
        (date(2025, 5, 1), OrderResumed { reason: reason() }.into()),
    ]);
    assert_eq!(order.state_on(date(2025, 2, 1)), None);
    assert_eq!(order.state_on(date(2025, 3, 31)), Some(OrderState::Open));
    assert_eq!(order.state_on(date(2025, 4, 30)), Some(OrderState::Suspended));
    assert_eq!(order.state_on(date(2025, 6, 1)), Some(OrderState::Open));
    assert_eq!(order.state_on(date(2026, 1, 1)), Some(OrderState::Closed));
}

#[test]
fn what_was_open_on_some_day_of_a_year_helped_in_that_year() {
    let closed = OrderClosed { reason: reason() };
    let order = order(vec![
        (date(2024, 11, 1), opened("PL", None)),
        (date(2025, 1, 10), closed.into()),
    ]);
    let within = |year| order.open_within(date(year, 1, 1), date(year, 12, 31));
    assert_eq!(
        [within(2023), within(2024), within(2025), within(2026)],
        [false, true, true, false]
    );
}

#[test]
fn an_order_of_no_opening_says_nothing() {
    let order = order(vec![(
        date(2025, 4, 1),
        OrderSuspended { reason: reason() }.into(),
    )]);
    assert_eq!(
        (order.enterprise(), order.capacity_on(date(2025, 5, 1))),
        (None, None)
    );
    assert!(!order.is_domestic());
}

#[test]
fn work_in_the_country_is_told_by_the_market() {
    assert!(order(vec![(date(2025, 3, 1), opened("VN", None))]).is_domestic());
    assert!(!order(vec![(date(2025, 3, 1), opened("JP", None))]).is_domestic());
}
