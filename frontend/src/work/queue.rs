//! The queue as a table: due date first, the most urgent on top.

use hanhtrinh_api::work::{WorkItem, WorkKind, WorkQueue};

use super::href;
use super::texts::T;
use crate::client::paged::Paged;
use crate::i18n::{domain, events};
use crate::prelude::*;

/// Working days left from which on a due date is near.
const NEAR: i32 = 2;

/// The table with what comes after it.
pub fn table(
    list: Paged<WorkQueue>,
    current: RwSignal<usize>,
    open: Callback<()>,
    touched: Callback<()>,
) -> AnyView {
    let rows = move || {
        let rows = list.rows.get();
        rows.iter()
            .enumerate()
            .map(|(index, item)| row(index, item, current, open, touched))
            .collect::<Vec<_>>()
    };
    let more = move || {
        let failed = list.failure.get().map(|failure| {
            let retry = Callback::new(move |()| list.first.reload());
            view! { <ProblemPanel failure retry /> }
        });
        let next = list.next.get().map(|_| {
            view! { <Button busy=list.busy on_click=Callback::new(move |()| list.more())>{t(C::More)}</Button> }
        });
        view! { {failed} {next} }
    };
    view! {
        <div class="card table-wrap">
            <table class="table queue">
                <thead>
                    <tr>
                        <th scope="col">{t(T::Due)}</th>
                        <th scope="col">{t(T::What)}</th>
                        <th scope="col" class="wide">{t(T::Where)}</th>
                        <th scope="col" class="wide">{t(T::Dates)}</th>
                        <th scope="col">{t(C::State)}</th>
                    </tr>
                </thead>
                <tbody>{live(rows)}</tbody>
            </table>
        </div>
        {live(more)}
    }
    .into_any()
}

fn row(
    index: usize,
    item: &WorkItem,
    current: RwSignal<usize>,
    open: Callback<()>,
    touched: Callback<()>,
) -> AnyView {
    let chosen = move || current.get() == index;
    view! {
        <tr
            id=format!("work-{index}")
            class:current=chosen
            aria-current=move || chosen().then_some("true")
            on:click=move |event| {
                current.set(index);
                if narrow() {
                    // The link in the row leads to the same sheet.
                    event.prevent_default();
                    touched.run(());
                }
            }
            on:dblclick=move |_| open.run(())
        >
            <td>{due_badge(item)}</td>
            <td class="what">
                <span class="two-lines">
                    <strong><a href=href(item) on:focus=move |_| current.set(index)>{person_name(&item.worker)}</a></strong>
                    <span>{what(item)}</span>
                </span>
            </td>
            <td class="wide">{item.commune_name.clone()}</td>
            <td class="wide dates">{dates(item)}</td>
            <td class="state">{state(item)}</td>
        </tr>
    }
    .into_any()
}

/// The state of the placement, or what is to be done where there is none.
pub fn state(item: &WorkItem) -> AnyView {
    item.state
        .map_or_else(|| badge(Tone::Quiet, domain::work_kind(item.kind)), state_badge)
}

/// From when to when it is to be done.
pub fn dates(item: &WorkItem) -> String {
    match item.due {
        Some(due) => format!("{} → {}", format::short(item.since), format::short(due.on)),
        None if item.kind == WorkKind::SupplementAwaited => t(T::Awaited).to_owned(),
        None => format!("{} {}", t(T::Since), format::date(item.since)),
    }
}

/// On a phone there is no room for the panel of the selected item: a touch brings it up over the list.
fn narrow() -> bool {
    let width = crate::client::store::window()
        .and_then(|window| window.inner_width().ok())
        .and_then(|width| width.as_f64());
    width.is_some_and(|width| width <= 760.0)
}

/// How urgent it is; the tone repeats the words.
pub fn due_badge(item: &WorkItem) -> AnyView {
    match item.due.and_then(|due| due.days_left) {
        Some(days) => {
            let tone = match days {
                days if days < 0 => Tone::Late,
                days if days <= NEAR => Tone::Soon,
                _ => Tone::Quiet,
            };
            badge(tone, events::days_left(days))
        }
        None if item.kind == WorkKind::SupplementAwaited => badge(Tone::Quiet, t(T::Paused)),
        None => badge(Tone::Quiet, t(T::NoDue)),
    }
}

/// What it is about, in one line.
pub fn what(item: &WorkItem) -> String {
    let kind = match (item.kind, item.form) {
        (WorkKind::DirectContract | WorkKind::SupplementAwaited, Some(form)) => domain::legal_form(form),
        _ => domain::work_kind(item.kind),
    };
    let market = item
        .market
        .map(|market| format!(" · {}", names::market(market.as_str())))
        .unwrap_or_default();
    format!("{kind}{market}")
}
