//! Chips: filters that live in the address.

use leptos::prelude::*;

use super::Tone;
use crate::i18n::{C, t};

/// A filter to switch on, with its count.
#[component]
pub fn Chip(
    #[prop(into)] label: String,
    #[prop(into)] href: Signal<String>,
    #[prop(optional, into)] count: Option<u64>,
    #[prop(optional, into)] active: Signal<bool>,
) -> AnyView {
    view! {
        <a class="chip" class:active=active href=href aria-current=move || active.get().then_some("true")>
            <span>{label}</span>
            {count.map(|count| view! { <span class="count">{crate::format::number(count)}</span> })}
        </a>
    }
    .into_any()
}

/// A filter that is on and can be taken off.
#[component]
pub fn RemovableChip(#[prop(into)] label: String, #[prop(into)] href: String, tone: Tone) -> AnyView {
    let remove = format!("{}: {label}", t(C::Remove));
    view! {
        <a class=format!("chip active {}", tone.class()) href=href aria-label=remove>
            <span>{label}</span>
            <span class="x" aria-hidden="true">"✕"</span>
        </a>
    }
    .into_any()
}
