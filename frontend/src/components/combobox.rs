//! A field that finds one of many while typing: communes, markets, enterprises. Accents do not matter.

use std::sync::Arc;

use hanhtrinh_domain::text::fold;
use leptos::prelude::*;

use super::errors::{Errors, field_id};
use super::field::{Choice, described_by, field_frame};
use super::state::event_value;
use crate::i18n::{C, t};

/// Most choices shown at once.
const SHOWN: usize = 40;

/// Finds one of many. `value` is that of the choice, or empty.
#[component]
pub fn Combobox(
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    errors: Errors,
    options: Vec<Choice>,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] required: bool,
    /// What stands there while nothing is chosen.
    #[prop(optional)]
    none: &'static str,
) -> AnyView {
    let all: Arc<Vec<(String, Choice)>> = Arc::new(
        options
            .into_iter()
            .map(|choice| (fold(&format!("{} {}", choice.label, choice.hint)), choice))
            .collect(),
    );
    let text = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let at = RwSignal::new(0_usize);
    let known = all.clone();
    let label_of = move |value: &str| {
        known
            .iter()
            .find(|(_, choice)| choice.value == value)
            .map(|(_, choice)| choice.label.clone())
            .unwrap_or_default()
    };
    // What stands in the field follows the value when it is set from outside, and never while somebody types.
    Effect::new({
        let label_of = label_of.clone();
        move |_| {
            let value = value.get();
            if !open.get_untracked() {
                text.set(label_of(&value));
            }
        }
    });
    let found = Memo::new(move |_| {
        if !open.get() {
            return Vec::new();
        }
        let words: Vec<String> = fold(&text.get())
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let fits = |(key, _): &&(String, Choice)| words.iter().all(|word| key.contains(word.as_str()));
        all.iter()
            .filter(fits)
            .take(SHOWN)
            .map(|(_, choice)| choice.clone())
            .collect::<Vec<_>>()
    });
    let pick = move |choice: Choice| {
        open.set(false);
        text.set(choice.label);
        value.set(choice.value);
    };
    let key = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            let last = found.with_untracked(Vec::len).saturating_sub(1);
            if !open.get_untracked() {
                open.set(true);
            } else if event.key() == "ArrowDown" {
                at.update(|at| *at = (*at + 1).min(last));
            } else {
                at.update(|at| *at = at.saturating_sub(1));
            }
        }
        "Enter" if open.get_untracked() => {
            if let Some(choice) = found.with_untracked(|found| found.get(at.get_untracked()).cloned()) {
                event.prevent_default();
                pick(choice);
            }
        }
        "Escape" if open.get_untracked() => {
            event.prevent_default();
            open.set(false);
        }
        _ => {}
    };
    let input = move |event: leptos::ev::Event| {
        text.set(event_value(&event));
        at.set(0);
        open.set(true);
        value.set(String::new());
    };
    let leave = move |_| {
        // Somebody who typed a whole name and went on has chosen it.
        let typed = fold(&text.get_untracked());
        if open.get_untracked() && !typed.is_empty() && value.with_untracked(String::is_empty) {
            let exact = found.with_untracked(|found| match &found[..] {
                [only] => Some(only.clone()),
                many => many.iter().find(|choice| fold(&choice.label) == typed).cloned(),
            });
            if let Some(choice) = exact {
                pick(choice);
            }
        }
        open.set(false);
    };
    let described = described_by(name, &hint, errors);
    let list_id = format!("{}-list", field_id(name));
    let option = move |(index, choice): (usize, Choice)| {
        let chosen = choice.clone();
        view! {
            <li
                role="option"
                id=format!("{}-{index}", field_id(name))
                aria-selected=move || (at.get() == index).to_string()
                on:mousedown=move |event| {
                    event.prevent_default();
                    pick(chosen.clone());
                }
            >
                {choice.label}
                {(!choice.hint.is_empty()).then(|| view! { <span class="muted small">{choice.hint}</span> })}
            </li>
        }
    };
    let list = {
        let list_id = list_id.clone();
        move || {
            open.get().then(|| {
                let options: Vec<_> = found.get().into_iter().enumerate().map(option).collect();
                let none = options
                    .is_empty()
                    .then(|| view! { <li class="muted none">{t(C::NoMatch)}</li> });
                view! { <ul class="options" role="listbox" id=list_id.clone()>{options}{none}</ul> }
            })
        }
    };
    let control = view! {
        <div class="combobox">
            <input
                id=field_id(name)
                name=name
                type="text"
                role="combobox"
                autocomplete="off"
                placeholder=none
                spellcheck="false"
                aria-autocomplete="list"
                aria-controls=list_id
                aria-expanded=move || open.get().to_string()
                aria-activedescendant=move || open.get().then(|| format!("{}-{}", field_id(name), at.get()))
                aria-required=required.to_string()
                aria-invalid=errors.invalid(name)
                aria-describedby=described
                prop:value=text
                on:input=input
                on:keydown=key
                on:blur=leave
                on:click=move |_| open.set(true)
            />
            {list}
        </div>
    };
    field_frame(name, label, hint, required, errors, control.into_any())
}
