//! The state of a list in the address, and the value of a control.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// Content that follows what it reads. A closure put into a view directly is compiled with all that follows it; through
/// here it is only a closure.
pub fn live<V: IntoView + 'static>(content: impl Fn() -> V + Send + 'static) -> AnyView {
    follow(Box::new(move || content().into_any()))
}

fn follow(content: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    (move || content()).into_any()
}

/// The value of the control an event comes from; compiled once for all of them.
pub fn event_value(event: &web_sys::Event) -> String {
    let Some(target) = event.target() else {
        return String::new();
    };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return input.value();
    }
    if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        return select.value();
    }
    target
        .dyn_ref::<HtmlTextAreaElement>()
        .map(HtmlTextAreaElement::value)
        .unwrap_or_default()
}

/// A value of the query of the address; empty where there is none. It is followed.
pub fn query_value(name: &'static str) -> Memo<String> {
    let query = use_location().query;
    Memo::new(move |_| query.with(|query| query.get(name).unwrap_or_default()))
}

/// A path with a query in which one value is another one; an empty value takes it off.
pub fn with_query(path: &str, values: &[(&str, String)], name: &str, value: &str) -> String {
    let mut pairs: Vec<(&str, &str)> = values
        .iter()
        .filter(|(known, _)| *known != name)
        .map(|(known, value)| (*known, value.as_str()))
        .collect();
    pairs.push((name, value));
    format!("{path}{}", crate::client::query_string(&pairs))
}

/// Whether a key belongs to a control somebody types in, to a dialog, or to the browser.
pub fn typing(event: &web_sys::KeyboardEvent) -> bool {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
        return true;
    }
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            || element.closest("dialog").ok().flatten().is_some()
    })
}
