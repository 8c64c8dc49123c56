//! Buttons, and links that look like them.

use leptos::prelude::*;

/// How much a button weighs. A page has one primary action.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The one thing to do here.
    Primary,
    /// Something else to do.
    #[default]
    Plain,
    /// Hardly there.
    Quiet,
    /// Cannot be taken back.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn primary",
            Self::Plain => "btn",
            Self::Quiet => "btn quiet",
            Self::Danger => "btn danger",
        }
    }
}

/// A button. While busy it stays in focus and does nothing.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] on_click: Option<Callback<()>>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// The key that does the same.
    #[prop(optional)]
    key: &'static str,
    #[prop(optional)] submit: bool,
    children: Children,
) -> AnyView {
    let click = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() || disabled.get_untracked() {
            event.prevent_default();
        } else if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            class:busy=busy
            aria-busy=move || busy.get().to_string()
            aria-disabled=move || disabled.get().to_string()
            on:click=click
        >
            <span class="btn-text">{children()}</span>
            {(!key.is_empty()).then(|| view! { <kbd aria-hidden="true">{key}</kbd> })}
        </button>
    }
    .into_any()
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    #[prop(optional)] kind: ButtonKind,
    #[prop(into)] href: String,
    /// Saves instead of opening.
    #[prop(optional)]
    download: bool,
    /// Called as well.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    children: Children,
) -> AnyView {
    // The router leaves links alone that name `external`; files are the server's.
    view! {
        <a
            class=kind.class()
            href=href
            download=download.then_some("")
            rel=download.then_some("external")
            on:click=move |_| {
                if let Some(on_click) = on_click {
                    on_click.run(());
                }
            }
        >
            {children()}
        </a>
    }
    .into_any()
}
