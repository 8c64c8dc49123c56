//! A table of any length: only the rows in sight are built. Rows come page by page; coming near the end asks for more.

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::client::store;

/// Height of a row in pixels; the style sheet says the same.
const ROW: usize = 60;
/// Rows built above and below those in sight.
const SPARE: usize = 8;

/// A column.
#[derive(Clone)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// Class of its cells; `wide` ones go on a phone.
    pub class: &'static str,
}

/// The table.
#[component]
pub fn VirtualTable(
    /// What it lists, for those who cannot see it.
    #[prop(into)]
    label: String,
    columns: Vec<Column>,
    /// Rows that are here.
    #[prop(into)]
    count: Signal<usize>,
    /// Rows there are.
    #[prop(into)]
    total: Signal<u64>,
    /// The cells of a row.
    cells: Callback<usize, Vec<AnyView>>,
    /// Where a row leads.
    href: Callback<usize, String>,
    /// More rows are wanted.
    on_end: Callback<()>,
) -> AnyView {
    let frame = NodeRef::<html::Div>::new();
    let top = RwSignal::new(0_usize);
    let height = RwSignal::new(800_usize);
    let current = RwSignal::new(0_usize);
    let navigate = use_navigate();

    let measure = move || {
        if let Some(frame) = frame.get_untracked() {
            top.set(usize::try_from(frame.scroll_top()).unwrap_or(0));
            height.set(usize::try_from(frame.client_height()).unwrap_or(800).max(ROW));
        }
    };
    let window = Memo::new(move |_| {
        let first = (top.get() / ROW).saturating_sub(SPARE);
        let last = (top.get() + height.get()) / ROW + SPARE;
        (first.min(count.get()), last.min(count.get()))
    });
    Effect::new(move |_| {
        frame.track();
        measure();
    });
    Effect::new(move |_| {
        let (_, last) = window.get();
        let here = count.get();
        if here > 0 && last + SPARE >= here && (here as u64) < total.get() {
            on_end.run(());
        }
    });
    let focus_row = move |row: usize| {
        current.set(row);
        if let Some(frame) = frame.get_untracked() {
            let (above, below) = (row * ROW, (row + 2) * ROW);
            if above < top.get_untracked() {
                frame.set_scroll_top(i32::try_from(above).unwrap_or(0));
            } else if below > top.get_untracked() + height.get_untracked() {
                frame.set_scroll_top(i32::try_from(below - height.get_untracked()).unwrap_or(0));
            }
        }
        measure();
        request_animation_frame(move || {
            let link =
                store::document().and_then(|document| document.get_element_by_id(&format!("row-{row}")));
            if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
                let _ = link.focus();
            }
        });
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        let last = count.get_untracked().saturating_sub(1);
        let now = current.get_untracked();
        let page = height.get_untracked() / ROW;
        let next = match event.key().as_str() {
            "ArrowDown" => now + 1,
            "ArrowUp" => now.saturating_sub(1),
            "PageDown" => now + page,
            "PageUp" => now.saturating_sub(page),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        focus_row(next.min(last));
    };
    let open =
        Callback::new(move |row: usize| navigate(&href.run(row), leptos_router::NavigateOptions::default()));
    let classes: Vec<&'static str> = columns.iter().map(|column| column.class).collect();
    let spread = classes.len();
    let row = move |index: usize| {
        let cells = cells.run(index).into_iter().zip(classes.clone()).enumerate();
        let cells: Vec<_> = cells
            .map(|(nth, (cell, class))| {
                if nth > 0 {
                    return view! { <td class=class>{cell}</td> }.into_any();
                }
                view! {
                    <td class=class>
                        <a
                            id=format!("row-{index}")
                            href=href.run(index)
                            tabindex=move || if current.get() == index { "0" } else { "-1" }
                            on:focus=move |_| current.set(index)
                        >
                            {cell}
                        </a>
                    </td>
                }
                .into_any()
            })
            .collect();
        view! {
            <tr aria-rowindex=(index + 2).to_string() class:current=move || current.get() == index
                on:click=move |event| if !event.default_prevented() { open.run(index) }>{cells}</tr>
        }
        .into_any()
    };
    let rows = move || {
        let (first, last) = window.get();
        // What the rows show changes with the rows that are here.
        (first..last).map(&row).collect::<Vec<_>>()
    };
    let before = move || format!("{}px", window.get().0 * ROW);
    let after = move || format!("{}px", count.get().saturating_sub(window.get().1) * ROW);
    let spacer = move |size: Signal<String>| {
        view! { <tr class="spacer" aria-hidden="true"><td colspan=spread.to_string() style:height=move || size.get()></td></tr> }
    };
    let heads: Vec<_> = columns
        .into_iter()
        .map(|column| view! { <th scope="col" class=column.class>{column.label}</th> })
        .collect();
    view! {
        <div class="card table-wrap virtual" node_ref=frame on:scroll=move |_| measure() on:keydown=key>
            <table class="table" aria-label=label aria-rowcount=move || (total.get() + 1).to_string()>
                <thead><tr aria-rowindex="1">{heads}</tr></thead>
                <tbody>{spacer(Signal::derive(before))} {rows} {spacer(Signal::derive(after))}</tbody>
            </table>
        </div>
    }
    .into_any()
}
