//! Actual against target, with a mark where even progress would stand.

use leptos::prelude::*;

use crate::format;

/// A bullet bar.
#[component]
pub fn Bullet(
    value: u64,
    target: u64,
    /// Where even progress would stand.
    #[prop(default = None)]
    mark: Option<u64>,
    #[prop(into)] title: String,
) -> AnyView {
    let whole = target.max(value).max(1) as f64;
    let part = |figure: u64| format::tenth(400.0 * figure as f64 / whole);
    let text = format!("{title}: {} / {}", format::number(value), format::number(target));
    view! {
        <svg class="bullet" viewBox="0 0 400 14" preserveAspectRatio="none" role="img" aria-label=text>
            <rect class="bullet-back" x="0" y="0" width=part(target) height="14" rx="2" />
            <rect class="bullet-value" x="0" y="4" width=part(value) height="6" rx="1" />
            {mark.map(|mark| view! { <rect class="bullet-mark" x=part(mark) y="0" width="1.6" height="14" /> })}
        </svg>
    }
    .into_any()
}
