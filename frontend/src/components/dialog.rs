//! A dialog: the browser's own, so that focus, Escape and the page behind are taken care of.

use leptos::html;
use leptos::prelude::*;

use crate::i18n::{C, t};

/// A dialog; what is in it is built anew each time it opens.
#[component]
pub fn Dialog(open: RwSignal<bool>, #[prop(into)] title: Signal<String>, children: ChildrenFn) -> AnyView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = open.get();
        let Some(dialog) = dialog.get() else { return };
        if open && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let children = StoredValue::new(children);
    let body = move || open.get().then(|| children.with_value(|children| children()));
    view! {
        <dialog class="dialog" node_ref=dialog on:close=move |_| open.set(false) aria-label=move || title.get()>
            <header class="dialog-head">
                <h2>{move || title.get()}</h2>
                <button type="button" class="btn quiet icon" aria-label=t(C::Close) on:click=move |_| open.set(false)>
                    "✕"
                </button>
            </header>
            {body}
        </dialog>
    }
    .into_any()
}
