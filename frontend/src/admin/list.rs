//! What the pages of administration have in common: a list, and beside it the form that adds to it.

use super::texts::T;
use super::{administers, heading};
use crate::prelude::*;

/// A page of administration.
pub struct Listing {
    /// Its address.
    pub address: &'static str,
    /// Its heading, and the caption of its table.
    pub title: T,
    /// The sentence below.
    pub context: T,
    /// What to say where the list is empty: that it is, and what to do.
    pub empty: (T, T),
    /// Columns, and whether they hold numbers; one more holds what can be done about a row.
    pub columns: &'static [(T, bool)],
}

/// The three pages, as tabs that are links.
const TABS: [(&str, T); 3] = [
    ("/admin/users", T::Users),
    ("/admin/enterprises", T::Enterprises),
    ("/admin/plans", T::Plans),
];

impl Listing {
    /// The page: what is listed, and what stands beside it.
    pub fn page(&self, list: AnyView, beside: Option<AnyView>) -> AnyView {
        let class = if beside.is_some() { "split" } else { "stack" };
        view! {
            <div class="stack">
                <PageHead title=t(self.title) context=t(self.context)/>
                {tabs(self.address)}
                <div class=class>{list}{beside}</div>
            </div>
        }
        .into_any()
    }

    /// The table, or why there is none.
    pub fn table(&self, rows: Vec<AnyView>) -> AnyView {
        if rows.is_empty() {
            let nothing = empty_state(t(self.empty.0), t(self.empty.1), None);
            return view! { <div class="card">{nothing}</div> }.into_any();
        }
        let headings: Vec<AnyView> = self
            .columns
            .iter()
            .map(|(label, number)| heading(*label, *number))
            .collect();
        view! {
            <div class="card table-wrap">
                <table class="table listing">
                    <caption class="visually-hidden">{t(self.title)}</caption>
                    <thead><tr>{headings}<td></td></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    }
}

/// What is called something, with its code below.
pub fn named(name: String, code: String) -> AnyView {
    view! { <th scope="row">{name}<br/><code class="small muted">{code}</code></th> }.into_any()
}

/// A cell. On a phone, where a row is a card, it says what it holds.
pub fn cell(label: T, class: &'static str, content: impl IntoAny) -> AnyView {
    view! { <td class=class data-label=t(label)>{content.into_any()}</td> }.into_any()
}

/// What can be done about a row.
pub fn row_action(label: T, click: Callback<()>) -> AnyView {
    view! { <Button kind=ButtonKind::Quiet on_click=click>{t(label)}</Button> }.into_any()
}

fn tabs(here: &str) -> AnyView {
    let tabs: Vec<AnyView> = TABS
        .into_iter()
        .filter(|(href, _)| *href != "/admin/users" || administers())
        .map(|(href, label)| {
            let active = href == here;
            view! { <Chip label=t(label) href=href.to_owned() active=Signal::stored(active)/> }.into_any()
        })
        .collect();
    view! { <nav class="chips no-print">{tabs}</nav> }.into_any()
}
