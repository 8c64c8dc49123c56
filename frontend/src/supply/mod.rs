//! Orders, programmes and rules: what enterprises may recruit for, and what the law says of it.

mod order;
mod orders;
mod programmes;
mod rules;
mod texts;

pub use order::OrderPage;
pub use orders::OrdersPage;
pub use programmes::{ProgrammePage, ProgrammesPage};
pub use rules::RulesPage;

use self::texts::T;
use crate::prelude::*;

/// The pages of the area, as tabs that are links.
const TABS: [(&str, T); 3] = [
    ("/orders", T::Orders),
    ("/programmes", T::Programmes),
    ("/rules", T::Rules),
];

/// A page of the area.
fn page(here: &'static str, title: T, context: T, content: AnyView) -> AnyView {
    let tabs: Vec<AnyView> = TABS
        .into_iter()
        .map(|(href, label)| {
            let active = href == here;
            view! { <Chip label=t(label) href=href.to_owned() active=Signal::stored(active)/> }.into_any()
        })
        .collect();
    view! {
        <div class="stack">
            <PageHead title=t(title) context=t(context)/>
            <nav class="chips no-print">{tabs}</nav>
            {content}
        </div>
    }
    .into_any()
}

/// A table with its headings and whether they are of numbers, or what to say where it is empty.
fn table(caption: T, columns: &[(T, bool)], rows: Vec<AnyView>, empty: (T, T)) -> AnyView {
    if rows.is_empty() {
        let nothing = empty_state(t(empty.0), t(empty.1), None);
        return view! { <div class="card">{nothing}</div> }.into_any();
    }
    let headings: Vec<AnyView> = columns
        .iter()
        .map(|(label, number)| {
            let number = *number;
            view! { <th scope="col" class:num=number>{t(*label)}</th> }.into_any()
        })
        .collect();
    view! {
        <div class="card table-wrap">
            <table class="table listing">
                <caption class="visually-hidden">{t(caption)}</caption>
                <thead><tr>{headings}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A cell. On a phone, where a row is a card, it says what it holds.
fn cell(label: T, class: &'static str, content: impl IntoAny) -> AnyView {
    view! { <td class=class data-label=t(label)>{content.into_any()}</td> }.into_any()
}

/// What can be opened, with its code.
fn linked(href: String, name: String, code: String) -> AnyView {
    view! { <th scope="row"><a href=href>{name}</a><br/><code class="small muted">{code}</code></th> }
        .into_any()
}
