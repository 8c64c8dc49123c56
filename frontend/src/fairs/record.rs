//! Forms that record a fair, who took part, and what was declared.

use hanhtrinh_api::cases::RecordFact;
use serde_json::{Value, json};
use uuid::Uuid;

use super::texts::T;
use crate::i18n::care;
use crate::prelude::*;

fn field(value: impl Into<String>) -> RwSignal<String> {
    RwSignal::new(value.into())
}

fn fact(kind: &str, on: String, facts: Value) -> RecordFact {
    RecordFact {
        kind: kind.to_owned(),
        on,
        facts,
        private: None,
        source: None,
        amends: None,
    }
}

/// A form in a card that posts one fact.
fn form(
    title: T,
    errors: Errors,
    path: String,
    fields: AnyView,
    content: impl Fn() -> Option<RecordFact> + Send + Sync + 'static,
    done: Callback<Receipt>,
) -> AnyView {
    let command = Command::new();
    let mut frame = FormFrame::on_page("form card card-pad no-print", errors, command, t(C::Save));
    frame.title = t(title);
    let submit = Callback::new(move |()| {
        errors.clear();
        let Some(fact) = content() else { return };
        command.submit(path.clone(), &fact, errors, move |receipt| {
            toast(t(C::Saved));
            done.run(receipt);
        });
    });
    frame.view(fields, submit)
}

/// Reads a day for sending; what is wrong goes to its field.
fn day_of(value: RwSignal<String>, errors: Errors) -> Option<String> {
    let day = format::iso(&value.get_untracked());
    if day.is_none() {
        errors.set("on", t(C::DayWrong));
    }
    day
}

/// A whole number, grouped or not; what is wrong goes to its field.
fn number_of(value: RwSignal<String>, name: &str, errors: Errors) -> Option<u32> {
    let text = value.get_untracked();
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    let number = digits.parse().ok();
    if number.is_none() {
        errors.set(name, t(T::NumberBad));
    }
    number
}

fn words() -> Vec<Choice> {
    vec![
        Choice::new("exact", t(T::Exact)),
        Choice::new("over", t(T::Over)),
        Choice::new("about", t(T::About)),
        Choice::new("nearly", t(T::Nearly)),
    ]
}

fn destinations() -> Vec<Choice> {
    ["domestic", "abroad", "vocational"]
        .into_iter()
        .map(|code| Choice::new(code, care::code(code)))
        .collect()
}

/// A fair that was held.
pub fn held(done: Callback<Receipt>) -> AnyView {
    let errors = Errors::new();
    let (on, kind) = (field(format::date(today())), field("regular"));
    let unit = field(me().map(|me| me.unit.to_string()).unwrap_or_default());
    let own = me().map(|me| Choice::new(me.unit.to_string(), me.unit_name.clone()));
    let units: Vec<Choice> = own.into_iter().chain(names::commune_choices()).collect();
    let kinds = vec![
        Choice::new("regular", t(T::Regular)),
        Choice::new("mobile", t(T::Mobile)),
    ];
    let fields = view! {
        <DateField name="on" label=t(T::Day) value=on errors=errors required=true/>
        <SelectField name="kind" label=t(T::Kind) value=kind options=kinds errors=errors required=true/>
        <Combobox name="unit" label=t(T::Place) value=unit options=units errors=errors required=true/>
    };
    let content = move || {
        let facts = json!({ "kind": kind.get_untracked(), "unit": unit.get_untracked() });
        Some(fact("fair_held", day_of(on, errors)?, facts))
    };
    form(
        T::Record,
        errors,
        "/care/fair".to_owned(),
        fields.into_any(),
        content,
        done,
    )
}

/// What more can be said of a fair.
pub fn more(fair: Uuid, done: Callback<Receipt>) -> AnyView {
    view! { {exhibitor(fair, done)} {matched(fair, done)} {declared(fair, done)} }.into_any()
}

fn exhibitor(fair: Uuid, done: Callback<Receipt>) -> AnyView {
    let errors = Errors::new();
    let (name, seats) = (field(""), field("0"));
    let fields = view! {
        <TextField name="name" label=t(T::Name) value=name errors=errors required=true/>
        <TextField name="seats" label=t(T::Seats) value=seats errors=errors inputmode="numeric" narrow=true/>
    };
    let content = move || {
        let seats = number_of(seats, "seats", errors)?;
        let named = name.get_untracked();
        if named.trim().is_empty() {
            errors.set("name", t(C::Required));
            return None;
        }
        let facts = json!({ "name": named.trim(), "seats": seats });
        Some(fact("exhibitor_attended", today().to_string(), facts))
    };
    let path = format!("/care/fair/{fair}/facts");
    form(T::AddExhibitor, errors, path, fields.into_any(), content, done)
}

fn matched(fair: Uuid, done: Callback<Receipt>) -> AnyView {
    let errors = Errors::new();
    let (to, people, word) = (field("domestic"), field(""), field("exact"));
    let fields = view! {
        <SelectField name="destination" label=t(T::Destination) value=to options=destinations() errors=errors required=true/>
        <TextField name="people" label=t(T::People) value=people errors=errors required=true inputmode="numeric" narrow=true/>
        <SelectField name="precision" label=t(T::Word) value=word options=words() errors=errors required=true/>
    };
    let content = move || {
        let people = number_of(people, "people", errors)?;
        let facts = json!({
            "destination": to.get_untracked(), "people": people, "precision": word.get_untracked(),
        });
        Some(fact("match_recorded", today().to_string(), facts))
    };
    let path = format!("/care/fair/{fair}/facts");
    form(T::AddMatch, errors, path, fields.into_any(), content, done)
}

fn declared(fair: Uuid, done: Callback<Receipt>) -> AnyView {
    let errors = Errors::new();
    let (measure, value, word) = (field("seekers"), field(""), field("over"));
    let measures = vec![
        Choice::new("exhibitors", t(T::Exhibitors)),
        Choice::new("seekers", t(T::Seekers)),
        Choice::new("matches", t(T::Matches)),
        Choice::new("advised", t(T::Advised)),
    ];
    let fields = view! {
        <SelectField name="measure" label=t(T::Measure) value=measure options=measures errors=errors required=true/>
        <TextField name="value" label=t(T::Value) value=value errors=errors required=true inputmode="numeric" narrow=true/>
        <SelectField name="precision" label=t(T::Word) value=word options=words() errors=errors required=true/>
    };
    let content = move || {
        let value = number_of(value, "value", errors)?;
        let facts = json!({
            "measure": measure.get_untracked(), "value": value, "precision": word.get_untracked(),
        });
        Some(fact("headcount_declared", today().to_string(), facts))
    };
    let path = format!("/care/fair/{fair}/facts");
    form(T::AddFigure, errors, path, fields.into_any(), content, done)
}
