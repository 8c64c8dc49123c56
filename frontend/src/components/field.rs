//! Fields: a label, a hint, the control, and what is wrong with it.

use leptos::prelude::*;

use super::errors::{Errors, field_id};
use super::state::{event_value, live};
use crate::format;
use crate::i18n::{C, t};

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// What helps to tell it apart.
    pub hint: String,
}

impl Choice {
    /// A choice without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
        }
    }
}

/// What surrounds a control; it is compiled once for all of them.
pub fn field_frame(
    name: &str,
    label: String,
    hint: String,
    required: bool,
    errors: Errors,
    control: AnyView,
) -> AnyView {
    let id = field_id(name);
    let name = name.to_owned();
    let error = Memo::new(move |_| errors.of(&name));
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let shown = move || {
        error
            .get()
            .map(|error| view! { <p class="field-error" id=error_id.clone()>{error}</p> })
    };
    view! {
        <div class="field" class:wrong=move || error.with(Option::is_some)>
            <label for=id>
                {label}
                {(!required).then(|| view! { <span class="muted optional">{format!(" ({})", t(C::Optional))}</span> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {live(shown)}
            {control}
        </div>
    }
    .into_any()
}

/// The ids that describe a control.
pub fn described_by(name: &str, hint: &str, errors: Errors) -> Signal<String> {
    let id = field_id(name);
    let hinted = !hint.is_empty();
    let name = name.to_owned();
    Signal::derive(move || {
        let hint = if hinted {
            format!("{id}-hint ")
        } else {
            String::new()
        };
        if errors.of(&name).is_some() {
            format!("{hint}{id}-error")
        } else {
            hint
        }
    })
}

/// A line of text.
#[component]
pub fn TextField(
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    errors: Errors,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] required: bool,
    /// The type of the input; `text` otherwise.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(default = "text")] inputmode: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] narrow: bool,
    /// Called when the field is left.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> AnyView {
    let described = described_by(name, &hint, errors);
    let control = view! {
        <input
            id=field_id(name)
            name=name
            type=kind
            inputmode=inputmode
            autocomplete=autocomplete
            spellcheck="false"
            class:narrow=narrow
            aria-required=required.to_string()
            aria-invalid=errors.invalid(name)
            aria-describedby=described
            prop:value=value
            on:input=move |event| value.set(event_value(&event))
            on:blur=move |_| {
                if let Some(on_leave) = on_leave {
                    on_leave.run(());
                }
            }
        />
    };
    field_frame(name, label, hint, required, errors, control.into_any())
}

/// Several lines of text.
#[component]
pub fn TextArea(
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    errors: Errors,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] required: bool,
    #[prop(default = 3)] rows: u32,
) -> AnyView {
    let described = described_by(name, &hint, errors);
    let control = view! {
        <textarea
            id=field_id(name)
            name=name
            rows=rows
            aria-required=required.to_string()
            aria-invalid=errors.invalid(name)
            aria-describedby=described
            prop:value=value
            on:input=move |event| value.set(event_value(&event))
        ></textarea>
    };
    field_frame(name, label, hint, required, errors, control.into_any())
}

/// One of a few.
#[component]
pub fn SelectField(
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    errors: Errors,
    options: Vec<Choice>,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] required: bool,
    /// What stands there while nothing is chosen.
    #[prop(default = t(C::Choose))]
    none: &'static str,
) -> AnyView {
    let described = described_by(name, &hint, errors);
    let option = |choice: Choice| {
        let this = choice.value.clone();
        view! { <option value=choice.value selected=move || value.get() == this>{choice.label}</option> }
    };
    let options: Vec<_> = options.into_iter().map(option).collect();
    let control = view! {
        <select
            id=field_id(name)
            name=name
            aria-required=required.to_string()
            aria-invalid=errors.invalid(name)
            aria-describedby=described
            on:change=move |event| value.set(event_value(&event))
        >
            <option value="" selected=move || value.with(String::is_empty)>{none}</option>
            {options}
        </select>
    };
    field_frame(name, label, hint, required, errors, control.into_any())
}

/// A day, typed as dd/MM/yyyy. It is tidied when the field is left; `format::iso` turns it into what is sent.
#[component]
pub fn DateField(
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    errors: Errors,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] required: bool,
) -> AnyView {
    let hint = if hint.is_empty() {
        t(C::DayFormat).to_owned()
    } else {
        hint
    };
    let tidy = Callback::new(move |()| {
        if let Some(day) = format::parse_day(&value.get_untracked()) {
            value.set(format::date(day));
        }
    });
    view! {
        <TextField name label value errors hint required inputmode="numeric" narrow=true on_leave=tidy />
    }
    .into_any()
}
