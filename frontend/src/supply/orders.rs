//! The list of orders.

use hanhtrinh_api::dealings::{OrderView, Orders};
use hanhtrinh_domain::order::OrderState;

use super::texts::T;
use super::{cell, linked, page, table};
use crate::prelude::*;

const COLUMNS: [(T, bool); 8] = [
    (T::Order, false),
    (T::Market, false),
    (T::State, false),
    (T::Places, true),
    (T::Ceiling, true),
    (T::Selected, true),
    (T::Contracted, true),
    (T::Departed, true),
];

/// The orders.
#[component]
pub fn OrdersPage() -> AnyView {
    let data = load::<Orders>(|| "/orders".to_owned());
    let list = load_view(
        data,
        || skeleton_rows(6),
        |answer: Arc<Orders>| {
            let rows = answer.orders.iter().map(row).collect();
            table(T::Orders, &COLUMNS, rows, (T::NoOrders, T::NoOrdersText))
        },
    );
    page("/orders", T::Orders, T::OrdersContext, list)
}

fn row(order: &OrderView) -> AnyView {
    let over = order.ceiling.is_some_and(|ceiling| order.selected > ceiling);
    let selected = if over {
        format!("{} – {}", order.selected, t(T::Over))
    } else {
        order.selected.to_string()
    };
    view! {
        <tr>
            {linked(format!("/orders/{}", encode(&order.key)), order.enterprise_name.clone(), order.key.clone())}
            {cell(T::Market, "", market(order))}
            {cell(T::State, "", t(state(order.state)))}
            {cell(T::Places, "num", order.capacity.to_string())}
            {cell(T::Ceiling, "num", order.ceiling.map(|ceiling| ceiling.to_string()).unwrap_or_default())}
            {cell(T::Selected, "num", selected)}
            {cell(T::Contracted, "num", order.contracted.to_string())}
            {cell(T::Departed, "num", order.departed.to_string())}
        </tr>
    }
    .into_any()
}

/// Where an order leads, in words.
pub(super) fn market(order: &OrderView) -> String {
    let market = order.opened.as_ref().map(|opened| opened.market);
    match market {
        Some(market) if hanhtrinh_domain::supply::is_domestic(market) => t(T::Domestic).to_owned(),
        Some(market) => crate::names::market(market.as_str()),
        None => String::new(),
    }
}

/// A state in words.
pub(super) fn state(state: Option<OrderState>) -> T {
    match state {
        Some(OrderState::Open) => T::Open,
        Some(OrderState::Suspended) => T::Suspended,
        Some(OrderState::Closed) => T::Closed,
        None => T::NotOpened,
    }
}

/// A number of an order as a part of a path: it may hold `/`.
pub(super) fn encode(key: &str) -> String {
    key.replace('/', "%2F")
}
