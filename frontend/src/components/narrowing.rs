//! Filters that step back where the screen is narrow: what they narrow comes first there.

use leptos::prelude::*;

use crate::i18n::{self, C};

/// A form of filters. A wide screen shows them all; on a phone a button unfolds those that do not always stay.
#[component]
pub fn Narrowing(
    /// Name of the form in the page, for the button.
    id: &'static str,
    /// Further classes.
    class: &'static str,
    /// What to do when the form is sent; it never leaves the page.
    #[prop(optional, into)]
    on_submit: Option<Callback<()>>,
    /// What stays in sight on a phone too.
    #[prop(optional, into)]
    stays: Option<AnyView>,
    children: Children,
) -> AnyView {
    let open = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(on_submit) = on_submit {
            on_submit.run(());
        }
    };
    view! {
        <form class=format!("{class} narrowing no-print") class:open=open novalidate on:submit=submit>
            {stays}
            <button type="button" class="btn unfold" aria-controls=id
                aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                <span class="btn-text">{i18n::t(C::Filters)}</span>
            </button>
            <div class="folds" id=id>{children()}</div>
        </form>
    }
    .into_any()
}
