//! One order: its places, who takes them, and its history.

use hanhtrinh_api::dealings::{OfficeEvent, OrderView};

use super::orders::{encode, market, state};
use super::texts::T;
use super::{cell, page, table};
use crate::prelude::*;

/// One order.
#[component]
pub fn OrderPage(
    /// Its number.
    id: Signal<String>,
) -> AnyView {
    let data = load::<OrderView>(move || format!("/orders/{}", encode(&id.get())));
    let content = load_view(
        data,
        || skeleton_rows(6),
        |order: Arc<OrderView>| {
            view! { <div class="stack">{figures(&order)}{placements(&order)}{history(&order.events)}</div> }
                .into_any()
        },
    );
    page("/orders", T::Order, T::OrderContext, content)
}

fn figures(order: &OrderView) -> AnyView {
    let over = order.ceiling.is_some_and(|ceiling| order.selected > ceiling);
    let columns = [
        (T::Order, false),
        (T::Market, false),
        (T::State, false),
        (T::Places, true),
        (T::Ceiling, true),
        (T::Selected, true),
        (T::Contracted, true),
        (T::Departed, true),
    ];
    let row = view! {
        <tr>
            <th scope="row">{order.enterprise_name.clone()}<br/><code class="small muted">{order.key.clone()}</code></th>
            {cell(T::Market, "", market(order))}
            {cell(T::State, "", t(state(order.state)))}
            {cell(T::Places, "num", order.capacity.to_string())}
            {cell(T::Ceiling, "num", order.ceiling.map(|ceiling| ceiling.to_string()).unwrap_or_default())}
            {cell(T::Selected, "num", order.selected.to_string())}
            {cell(T::Contracted, "num", order.contracted.to_string())}
            {cell(T::Departed, "num", order.departed.to_string())}
        </tr>
    }
    .into_any();
    let note = over.then(|| view! { <p class="muted">{t(T::Over)}</p> });
    let figures = table(T::Order, &columns, vec![row], (T::NoOrders, T::NoOrdersText));
    view! { <div class="stack">{figures}{note}</div> }.into_any()
}

fn placements(order: &OrderView) -> AnyView {
    let rows = order
        .cases
        .iter()
        .enumerate()
        .map(|(index, case)| {
            let href = format!("/cases/{case}");
            view! { <tr><th scope="row"><a href=href>{format!("{} {}", t(T::Placement), index + 1)}</a></th></tr> }
                .into_any()
        })
        .collect();
    let list = table(
        T::Placements,
        &[(T::Placement, false)],
        rows,
        (T::NoPlacements, T::NoPlacementsText),
    );
    view! { <section class="stack"><h2>{t(T::Placements)}</h2>{list}</section> }.into_any()
}

fn history(events: &[OfficeEvent]) -> AnyView {
    let rows = events
        .iter()
        .map(|event| {
            view! {
                <tr>
                    <th scope="row">{format::partial(event.on)}</th>
                    {cell(T::What, "", crate::i18n::events::event_type(&event.kind))}
                </tr>
            }
            .into_any()
        })
        .collect();
    let columns = [(T::When, false), (T::What, false)];
    let list = table(T::History, &columns, rows, (T::NoHistory, T::NoHistoryText));
    view! { <section class="stack"><h2>{t(T::History)}</h2>{list}</section> }.into_any()
}
