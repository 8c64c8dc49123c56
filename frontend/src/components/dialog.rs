//! A dialog: the browser's own, so that focus, Escape and the page behind are taken care of.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

use super::live;
use crate::i18n::{C, t};

/// The first control takes the focus; otherwise it would be the button that closes.
fn focus_first(dialog: &HtmlDialogElement) {
    let first = dialog
        .query_selector("form input, form select, form textarea")
        .ok()
        .flatten();
    if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        let _ = first.focus();
    }
}

/// Opens a dialog while there is something it is for, and takes that away when it closes.
pub fn open_for<T: Clone + Send + Sync + 'static>(task: RwSignal<Option<T>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(task.with(Option::is_some)));
    Effect::new(move |_| {
        // Only when there is something to take away: the two effects would call each other for ever.
        if !open.get() && task.with_untracked(Option::is_some) {
            task.set(None);
        }
    });
    open
}

/// A dialog; what is in it is built anew each time it opens.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(default = "dialog")] class: &'static str,
    children: ChildrenFn,
) -> AnyView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = open.get();
        let Some(dialog) = dialog.get() else { return };
        if open && !dialog.open() {
            let _ = dialog.show_modal();
            request_animation_frame(move || focus_first(&dialog));
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let children = StoredValue::new(children);
    let body = move || open.get().then(|| children.with_value(|children| children()));
    view! {
        <dialog class=class node_ref=dialog on:close=move |_| open.set(false) aria-label=move || title.get()>
            <header class="dialog-head">
                <h2>{move || title.get()}</h2>
                <button type="button" class="btn quiet icon" aria-label=t(C::Close) on:click=move |_| open.set(false)>
                    "✕"
                </button>
            </header>
            {live(body)}
        </dialog>
    }
    .into_any()
}
