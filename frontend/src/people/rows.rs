//! The list of people.

use hanhtrinh_api::people::{CaseBrief, PeoplePage as Answer, PersonRow};

use super::Filters;
use super::texts::T;
use crate::client::paged::Paged;
use crate::i18n::domain;
use crate::prelude::*;

/// The list, or why it is empty.
pub(super) fn list(list: Paged<Answer>, filters: Filters, text: RwSignal<String>) -> AnyView {
    // The table stays while what is searched for changes; only whether there is anything decides what is built.
    let empty = Memo::new(move |_| list.first.get().map(|page| page.total == 0));
    let failed = problem_of(list.first.reading);
    let broken = move || {
        list.failure.get().map(|failure| {
            let retry = Callback::new(move |()| list.first.reload());
            view! { <ProblemPanel failure retry /> }
        })
    };
    let shown = move || match empty.get() {
        None if list.first.reading.failure.with(Option::is_some) => ().into_any(),
        None => skeleton_rows(8),
        Some(true) => nobody(filters, text),
        Some(false) => table(list),
    };
    view! {
        <div class="loaded" class:stale=move || list.first.reading.stale()>
            {failed} {live(shown)} {live(broken)}
        </div>
    }
    .into_any()
}

fn nobody(filters: Filters, text: RwSignal<String>) -> AnyView {
    let asked = move || filters.any() || !text.with(String::is_empty);
    let shown = move || {
        if asked() {
            view! {
                {empty_state(t(T::Nobody), t(T::NobodyHelp), None)}
                <p class="centred">
                    <LinkButton href="/people" on_click=Callback::new(|()| session().search.set(String::new()))>
                        {t(T::ClearAll)}
                    </LinkButton>
                </p>
            }
            .into_any()
        } else {
            empty_state(
                t(T::Empty),
                t(T::EmptyHelp),
                Some((t(T::Register).to_owned(), "/register".to_owned())),
            )
        }
    };
    view! { <div class="card">{live(shown)}</div> }.into_any()
}

fn table(list: Paged<Answer>) -> AnyView {
    let column = |label: &str, class: &'static str| Column {
        label: label.to_owned(),
        class,
    };
    let columns = vec![
        column(t(C::Name), ""),
        column(t(C::PersonalId), "wide"),
        column(t(C::Commune), "wide"),
        column(t(T::Latest), "wide"),
        column(t(C::State), ""),
    ];
    let count = Signal::derive(move || list.rows.with(Vec::len));
    let total = Signal::derive(move || list.first.get().map_or(0, |page| page.total));
    let cells = Callback::new(move |index: usize| {
        list.rows
            .with(|rows| rows.get(index).map(cells).unwrap_or_default())
    });
    let href = Callback::new(move |index: usize| {
        list.rows.with_untracked(|rows| {
            rows.get(index)
                .map(|row| format!("/people/{}", row.person.id))
                .unwrap_or_default()
        })
    });
    view! {
        <VirtualTable label=t(T::Title) columns count total cells href on_end=Callback::new(move |()| list.more()) />
    }
    .into_any()
}

fn cells(row: &PersonRow) -> Vec<AnyView> {
    let birth = format::iso_text(&shown_text(&row.person.birth_date));
    let born = [
        row.sex.map(|sex| domain::sex(sex).to_owned()),
        row.person.birth_date.open().map(|_| birth),
    ];
    let about = born.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let name = view! {
        <span class="two-lines"><strong>{person_name(&row.person)}</strong><span>{about}</span></span>
    };
    let state = row.latest.as_ref().map_or_else(
        || badge(Tone::Quiet, t(T::NoCase)),
        |case| state_badge(case.state),
    );
    vec![
        name.into_any(),
        view! { <span class="nowrap">{shown(&row.personal_id)}</span> }.into_any(),
        row.commune_name
            .clone()
            .unwrap_or_else(|| "–".to_owned())
            .into_any(),
        row.latest.as_ref().map_or_else(|| "–".into_any(), latest),
        state,
    ]
}

/// The latest placement: where to, and its dates.
fn latest(case: &CaseBrief) -> AnyView {
    let market = case
        .market
        .map(|market| names::market(market.as_str()))
        .unwrap_or_default();
    view! { <span class="two-lines">{market}<span>{dates(case)}</span></span> }.into_any()
}

/// When somebody left, came back, or is bound to.
pub fn dates(case: &CaseBrief) -> String {
    let mut parts = Vec::new();
    if let Some(day) = case.departed {
        parts.push(format!("{} {}", t(T::Departed), format::partial(day)));
    }
    match (case.returned, case.contract_end) {
        (Some(day), _) => parts.push(format!("{} {}", t(T::Returned), format::partial(day))),
        (None, Some(day)) if case.departed.is_some() => {
            parts.push(format!("{} {}", t(T::Until), format::partial(day)));
        }
        _ => {}
    }
    parts.join(" · ")
}
