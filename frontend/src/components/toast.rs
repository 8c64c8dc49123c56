//! Short messages about what was saved, read out by screen readers and gone after a while.

use std::cell::OnceCell;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::client::Failure;

/// How long a message stays, in milliseconds.
const STAY: u32 = 7_000;

#[derive(Clone, PartialEq, Eq)]
struct Message {
    id: u32,
    text: String,
    wrong: bool,
}

thread_local! {
    static MESSAGES: OnceCell<RwSignal<Vec<Message>>> = const { OnceCell::new() };
}

fn messages() -> RwSignal<Vec<Message>> {
    MESSAGES.with(|slot| {
        *slot.get_or_init(|| {
            // The list lives as long as the page, so its owner is never dropped.
            let here = Owner::current();
            let owner = Owner::new_root(None);
            let list = owner.with(|| RwSignal::new(Vec::new()));
            // A new root takes the place of the owner at hand; what is built next belongs to that one.
            if let Some(here) = here {
                here.set();
            }
            std::mem::forget(owner);
            list
        })
    })
}

/// Says something.
pub fn toast(text: impl Into<String>) {
    say(text.into(), false);
}

/// Says what went wrong.
pub fn toast_problem(failure: &Failure) {
    let text = match failure.detail() {
        Some(detail) => format!("{}. {detail}", failure.title()),
        None => failure.title(),
    };
    say(text, true);
}

fn say(text: String, wrong: bool) {
    let list = messages();
    let id = list.with_untracked(|list| list.last().map_or(1, |last| last.id.wrapping_add(1)));
    list.update(|list| list.push(Message { id, text, wrong }));
    Timeout::new(STAY, move || {
        list.update(|list| list.retain(|message| message.id != id));
    })
    .forget();
}

/// Where messages appear; once in the frame.
#[component]
pub fn Toasts() -> AnyView {
    let list = messages();
    let shown = move || {
        let item = |message: Message| view! { <p class="toast" class:wrong=message.wrong>{message.text}</p> };
        list.get().into_iter().map(item).collect::<Vec<_>>()
    };
    view! { <div class="toasts no-print" role="status" aria-live="polite">{shown}</div> }.into_any()
}
