//! Boxes to tick.

use leptos::prelude::*;

use super::errors::{Errors, field_id};
use super::field::{Choice, described_by};

/// One box.
#[component]
pub fn CheckField(
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<bool>,
    errors: Errors,
    #[prop(optional, into)] hint: String,
) -> AnyView {
    let described = described_by(name, &hint, errors);
    let id = field_id(name);
    view! {
        <div class="field check">
            <input
                type="checkbox"
                id=id.clone()
                name=name
                aria-describedby=described
                prop:checked=value
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <label for=id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            {move || errors.of(name).map(|error| view! { <p class="field-error" id=format!("{}-error", field_id(name))>{error}</p> })}
        </div>
    }
    .into_any()
}

/// Several boxes; `value` holds the values of those ticked.
#[component]
pub fn CheckGroup(
    name: &'static str,
    #[prop(into)] legend: String,
    value: RwSignal<Vec<String>>,
    errors: Errors,
    options: Vec<Choice>,
) -> AnyView {
    let option = move |(index, choice): (usize, Choice)| {
        // The first box carries the id of the field, so that the summary of errors leads there.
        let id = if index == 0 {
            field_id(name)
        } else {
            format!("{}-{index}", field_id(name))
        };
        let (this, that) = (choice.value.clone(), choice.value);
        let change = move |event: leptos::ev::Event| {
            let ticked = event_target_checked(&event);
            value.update(|values| {
                values.retain(|value| *value != that);
                if ticked {
                    values.push(that.clone());
                }
            });
        };
        view! {
            <div class="check">
                <input
                    type="checkbox"
                    id=id.clone()
                    prop:checked=move || value.with(|values| values.contains(&this))
                    on:change=change
                />
                <label for=id>{choice.label}</label>
            </div>
        }
    };
    let boxes: Vec<_> = options.into_iter().enumerate().map(option).collect();
    view! {
        <fieldset class="field" class:wrong=move || errors.of(name).is_some()>
            <legend>{legend}</legend>
            {move || errors.of(name).map(|error| view! { <p class="field-error">{error}</p> })}
            {boxes}
        </fieldset>
    }
    .into_any()
}
