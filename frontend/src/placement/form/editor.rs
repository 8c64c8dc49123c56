//! The fields of one event while they are edited.

use std::collections::BTreeMap;

use hanhtrinh_api::cases::{HistoryEntry, RecordFact, SourceView};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::{Amend, Private};
use serde_json::{Map, Value};

use super::spec::{Field, Kind, Spec};
use super::value;
use crate::i18n::events::source_kind;
use crate::placement::texts::T;
use crate::prelude::*;

/// What an editor starts from.
#[derive(Clone, Default)]
pub struct Start {
    /// Facts known already; those without a field are kept as they are.
    pub facts: Map<String, Value>,
    /// Day as typed.
    pub on: String,
    /// Sealed number.
    pub number: String,
    /// Sealed remarks.
    pub note: String,
    /// Whether number and remarks were there to be read: emptying them is then meant.
    pub read: bool,
}

impl Start {
    /// The content of an event, as far as it can be seen.
    pub fn of(entry: &HistoryEntry) -> Self {
        let mut start = Self {
            facts: entry.facts.as_object().cloned().unwrap_or_default(),
            on: value::typed(&entry.on.to_string()),
            ..Self::default()
        };
        for part in &entry.private {
            if let Some(Private::Paper { number, note }) = part.open() {
                start.number = number.clone().unwrap_or_default();
                start.note = note.clone().unwrap_or_default();
                start.read = true;
            }
        }
        start
    }
}

/// The value of a field.
enum Cell {
    Text(RwSignal<String>),
    Flag(RwSignal<bool>),
    Many(RwSignal<Vec<String>>),
}

/// The editor of one event.
pub struct Editor {
    spec: &'static Spec,
    base: Map<String, Value>,
    cells: Vec<Cell>,
    on: RwSignal<String>,
    number: RwSignal<String>,
    note: RwSignal<String>,
    read: bool,
    source: [RwSignal<String>; 3],
    errors: Errors,
}

impl Editor {
    /// Begins to edit.
    pub fn new(spec: &'static Spec, start: Start, errors: Errors) -> Self {
        let cells = spec
            .fields
            .iter()
            .map(|field| cell(field, value::get(&start.facts, field.name)))
            .collect();
        Self {
            spec,
            cells,
            base: start.facts,
            on: RwSignal::new(start.on),
            number: RwSignal::new(start.number),
            note: RwSignal::new(start.note),
            read: start.read,
            source: [(); 3].map(|()| RwSignal::new(String::new())),
            errors,
        }
    }

    /// The fields on the page.
    pub fn view(&self) -> AnyView {
        let errors = self.errors;
        let fields: Vec<AnyView> = self
            .spec
            .fields
            .iter()
            .zip(&self.cells)
            .map(|(field, cell)| field_view(field, cell, errors))
            .collect();
        let number = self.spec.number.map(|label| {
            view! { <TextField name="number" label=t(label) value=self.number errors=errors/> }.into_any()
        });
        let [kind, authority, date] = self.source;
        view! {
            <TextField name="on" label=t(T::Day) value=self.on errors=errors hint=t(T::DayHint) required=true/>
            {fields}
            {number}
            <TextArea name="note" label=t(T::Remarks) value=self.note errors=errors hint=t(T::Sealed)/>
            <details class="more">
                <summary>{t(T::Source)}</summary>
                <div class="stack">
                    <SelectField name="source" label=t(T::SourceKind) value=kind options=source_kinds() errors=errors/>
                    <TextField name="source_authority" label=t(T::SourceAuthority) value=authority errors=errors/>
                    <DateField name="source_date" label=t(T::SourceDate) value=date errors=errors/>
                </div>
            </details>
        }
        .into_any()
    }

    /// What is to be sent; the fields that are wrong are named otherwise.
    pub fn finish(&self, amends: Option<Amend>) -> Option<RecordFact> {
        let mut wrong: BTreeMap<&'static str, T> = BTreeMap::new();
        let mut facts = self.base.clone();
        for (field, cell) in self.spec.fields.iter().zip(&self.cells) {
            match content(field, cell) {
                Ok(Some(value)) => {
                    value::set(&mut facts, field.name, Some(value));
                }
                Ok(None) if field.required => {
                    wrong.insert(field.name, T::Needed);
                }
                Ok(None) => {
                    value::set(&mut facts, field.name, None);
                }
                Err(text) => {
                    wrong.insert(field.name, text);
                }
            }
        }
        let on = value::partial(&self.on.get_untracked());
        if on.is_none() {
            wrong.insert("on", T::DayBad);
        }
        let source = self.source(&mut wrong);
        self.errors.clear();
        for (field, text) in &wrong {
            self.errors.set(field, t(*text));
        }
        if !wrong.is_empty() {
            return None;
        }
        Some(RecordFact {
            kind: self.spec.kind.to_owned(),
            on: on.map(|date| date.to_string()).unwrap_or_default(),
            facts: Value::Object(facts),
            // What is not sent stays sealed as it was; what was read and is emptied is sent empty.
            private: paper(&self.number.get_untracked(), &self.note.get_untracked()).or_else(|| {
                self.read.then_some(Private::Paper {
                    number: None,
                    note: None,
                })
            }),
            source,
            amends,
        })
    }

    fn source(&self, wrong: &mut BTreeMap<&'static str, T>) -> Option<SourceView> {
        let [kind, authority, date] = self.source.map(|signal| signal.get_untracked());
        if kind.trim().is_empty() && authority.trim().is_empty() && date.trim().is_empty() {
            return None;
        }
        let mut code = |name: &'static str, text: &str, required: bool| match value::read(&Kind::Code, text) {
            Ok(Some(Value::String(code))) => Some(code),
            Ok(None) if !required => None,
            Err(text) => {
                wrong.insert(name, text);
                None
            }
            Ok(_) => {
                wrong.insert(name, T::Needed);
                None
            }
        };
        let kind = code("source", &kind, true);
        let authority = code("source_authority", &authority, false);
        let day = value::partial(&date).and_then(PartialDate::day);
        if !date.trim().is_empty() && day.is_none() {
            wrong.insert("source_date", T::DayBadExact);
        }
        Some(SourceView {
            kind: kind?,
            authority,
            date: day,
        })
    }
}

/// The sealed part, where there is anything in it.
pub fn paper(number: &str, note: &str) -> Option<Private> {
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let (number, note) = (given(number), given(note));
    (number.is_some() || note.is_some()).then_some(Private::Paper { number, note })
}

/// The kinds of documents an event can rest on.
fn source_kinds() -> Vec<Choice> {
    [
        "decision",
        "letter",
        "list",
        "contract",
        "receipt",
        "stamp",
        "declaration",
        "minutes",
    ]
    .into_iter()
    .map(|kind| Choice::new(kind, source_kind(kind)))
    .collect()
}

fn cell(field: &Field, known: Option<&Value>) -> Cell {
    match field.kind {
        Kind::Flag => Cell::Flag(RwSignal::new(known.and_then(Value::as_bool).unwrap_or(false))),
        Kind::Many(_) => {
            let known = known
                .and_then(Value::as_array)
                .map(Vec::as_slice)
                .unwrap_or_default();
            Cell::Many(RwSignal::new(
                known
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
            ))
        }
        _ => Cell::Text(RwSignal::new(value::write(&field.kind, known))),
    }
}

fn content(field: &Field, cell: &Cell) -> Result<Option<Value>, T> {
    match cell {
        Cell::Text(signal) => value::read(&field.kind, &signal.get_untracked()),
        Cell::Flag(signal) => Ok(Some(Value::Bool(signal.get_untracked()))),
        Cell::Many(chosen) => Ok(Some(
            chosen.get_untracked().into_iter().map(Value::String).collect(),
        )),
    }
}

fn field_view(field: &Field, cell: &Cell, errors: Errors) -> AnyView {
    let (name, label, required) = (field.name, t(field.label), field.required);
    match cell {
        Cell::Flag(value) => {
            view! { <CheckField name=name label=label value=*value errors=errors/> }.into_any()
        }
        Cell::Many(chosen) => {
            let options = value::choices(&field.kind).unwrap_or_default();
            view! { <CheckGroup name=name legend=label value=*chosen errors=errors options=options/> }
                .into_any()
        }
        Cell::Text(value) => {
            let value = *value;
            match (field.kind, value::choices(&field.kind)) {
                (Kind::Commune | Kind::Market | Kind::Enterprise, Some(options)) => {
                    view! { <Combobox name=name label=label value=value options=options errors=errors required=required/> }
                        .into_any()
                }
                (_, Some(options)) => {
                    view! { <SelectField name=name label=label value=value options=options errors=errors required=required/> }
                        .into_any()
                }
                (Kind::Day, None) => {
                    view! { <DateField name=name label=label value=value errors=errors required=required/> }.into_any()
                }
                _ => {
                    view! { <TextField name=name label=label value=value errors=errors required=required/> }.into_any()
                }
            }
        }
    }
}
