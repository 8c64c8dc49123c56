//! What stands where content is not there yet, not there at all, or could not be had.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Button, ButtonKind, LinkButton};
use crate::client::Failure;
use crate::client::load::Load;
use crate::client::store;
use crate::i18n::{C, t};

/// Lines of nothing, in the shape of a table.
pub fn skeleton_rows(count: usize) -> AnyView {
    let rows: Vec<_> = (0..count)
        .map(|_| view! { <div class="skeleton-row"><i></i><i></i><i></i></div> })
        .collect();
    view! {
        <div class="card skeleton" role="status">
            <span class="visually-hidden">{t(C::Loading)}</span>
            {rows}
        </div>
    }
    .into_any()
}

/// The shape of a page about one thing.
pub fn skeleton_page() -> AnyView {
    view! {
        <div class="stack" aria-busy="true">
            <div class="skeleton-title"></div>
            {skeleton_rows(2)}
            {skeleton_rows(5)}
        </div>
    }
    .into_any()
}

/// Nothing is here: why, and what to do next.
pub fn empty_state(
    title: impl Into<String>,
    text: impl Into<String>,
    next: Option<(String, String)>,
) -> AnyView {
    let next =
        next.map(|(label, href)| view! { <LinkButton kind=ButtonKind::Primary href>{label}</LinkButton> });
    let title: String = title.into();
    view! {
        <div class="empty">
            {(!title.is_empty()).then(|| view! { <h2>{title}</h2> })}
            <p class="muted">{text.into()}</p>
            {next}
        </div>
    }
    .into_any()
}

/// What went wrong, its code, and another try.
#[component]
pub fn ProblemPanel(failure: Failure, retry: Callback<()>) -> AnyView {
    // Where nothing of the page could be had, this is the page.
    let alone = store::document().is_some_and(|document| matches!(document.query_selector("h1"), Ok(None)));
    let title = failure.title();
    let title = if alone {
        view! { <h1>{title}</h1> }.into_any()
    } else {
        view! { <h2>{title}</h2> }.into_any()
    };
    view! {
        <div class="problem" role="alert">
            {title}
            {failure.detail().map(|detail| view! { <p>{detail}</p> })}
            <p class="muted small">{t(C::Code)} ": " <code>{failure.code()}</code></p>
            <Button on_click=retry>{t(C::Retry)}</Button>
        </div>
    }
    .into_any()
}

/// Shows what was read; a skeleton before, a problem if it failed. What is there stays while it is read anew.
pub fn load_view<T: Send + Sync + 'static>(
    load: Load<T>,
    skeleton: fn() -> AnyView,
    content: impl Fn(Arc<T>) -> AnyView + Send + 'static,
) -> AnyView {
    let problem = problem_of(load.failure, load.retry());
    let shown = move || match load.data.get() {
        Some(data) => content(data),
        None if load.failure.with(Option::is_some) => ().into_any(),
        None => skeleton(),
    };
    view! { <div class="loaded" class:stale=move || load.busy.get() && load.data.with(Option::is_some)>{problem}{shown}</div> }.into_any()
}

fn problem_of(failure: RwSignal<Option<Failure>>, retry: Callback<()>) -> AnyView {
    (move || {
        failure
            .get()
            .map(|failure| view! { <ProblemPanel failure retry /> })
    })
    .into_any()
}
