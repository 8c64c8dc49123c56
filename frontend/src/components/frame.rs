//! What stands where content is not there yet, not there at all, or could not be had.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Button, ButtonKind, LinkButton, live};
use crate::client::Failure;
use crate::client::load::{Content, Load, Reading};
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
    let content = move |read: Content| read.downcast().map_or_else(|_| ().into_any(), &content);
    loaded(load.reading, skeleton, Box::new(content))
}

fn loaded(
    reading: Reading,
    skeleton: fn() -> AnyView,
    content: Box<dyn Fn(Content) -> AnyView + Send>,
) -> AnyView {
    let shown = move || match reading.content.get() {
        Some(read) => content(read),
        None if reading.failure.with(Option::is_some) => ().into_any(),
        None => skeleton(),
    };
    view! { <div class="loaded" class:stale=move || reading.stale()>{problem_of(reading)}{live(shown)}</div> }
        .into_any()
}

/// What went wrong while reading, and another try.
pub fn problem_of(reading: Reading) -> AnyView {
    let shown = move || {
        let retry = reading.retry();
        reading
            .failure
            .get()
            .map(|failure| view! { <ProblemPanel failure retry /> })
    };
    live(shown)
}
