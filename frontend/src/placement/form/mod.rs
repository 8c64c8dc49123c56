//! Writing something down about a case: a dialog with the fields of one event, for new facts and for amendments.

pub mod codes;
mod editor;
pub mod spec;
mod value;

pub use value::typed;

use hanhtrinh_api::cases::{CaseView, HistoryEntry, RecordFact, Standing};
use hanhtrinh_domain::case::actions::Action;
use hanhtrinh_domain::event::{Amend, AmendKind};

use self::editor::{Editor, Start, paper};
use crate::i18n::{domain, events};
use crate::placement::texts::T;
use crate::prelude::*;

/// What the dialog is asked to do.
#[derive(Clone)]
pub enum Task {
    /// Record what an action records.
    Record(Action),
    /// Amend an event.
    Amend(Box<HistoryEntry>),
}

/// The dialog. It opens with its task and takes the task away when it closes.
#[component]
pub fn RecordDialog(
    /// The case it is about.
    case: Arc<CaseView>,
    /// What is to be done; nothing while it is closed.
    task: RwSignal<Option<Task>>,
    /// Called when something was recorded.
    on_done: Callback<Receipt>,
) -> AnyView {
    let open = open_for(task);
    let title = Signal::derive(move || match task.get() {
        Some(Task::Record(action)) => domain::action(action).to_owned(),
        Some(Task::Amend(entry)) => format!("{}: {}", t(T::AmendTitle), events::event_type(&entry.kind)),
        None => String::new(),
    });
    let body = move || match task.get_untracked() {
        Some(Task::Record(action)) => record(&case, action, open, on_done),
        Some(Task::Amend(entry)) => amend(&case, *entry, open, on_done),
        None => ().into_any(),
    };
    view! { <Dialog open=open title=title>{body()}</Dialog> }.into_any()
}

/// A form for one of the event types of an action.
fn record(case: &Arc<CaseView>, action: Action, open: RwSignal<bool>, on_done: Callback<Receipt>) -> AnyView {
    let kinds = spec::of_action(action);
    let kind = RwSignal::new(kinds.first().copied().unwrap_or_default().to_owned());
    let errors = Errors::new();
    let choice = (kinds.len() > 1).then(|| {
        let options = kinds
            .iter()
            .map(|kind| Choice::new(*kind, events::event_type(kind)))
            .collect::<Vec<_>>();
        view! { <SelectField name="type" label=t(T::WhatKind) value=kind options=options errors=errors required=true/> }
    });
    let case = case.clone();
    let id = case.id.to_string();
    let form = move || {
        let spec = spec::of(&kind.get())?;
        let editor = Arc::new(Editor::new(spec, beginning(&case, spec.kind), errors));
        let content = editor.view();
        let finish: Finish = Arc::new(move || editor.finish(None));
        Some(sheet(id.clone(), content, finish, errors, open, on_done))
    };
    view! { <div class="stack">{choice}{live(form)}</div> }.into_any()
}

/// What is known already of a new fact, so that it need not be typed.
fn beginning(case: &CaseView, kind: &str) -> Start {
    let mut start = Start {
        on: crate::format::date(today()),
        ..Start::default()
    };
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            start.facts.insert(name.to_owned(), value.into());
        }
    };
    match kind {
        "departure_recorded" => put("market", case.market.map(|market| market.to_string())),
        "sending_contract_signed" => put("enterprise", case.enterprise.clone()),
        "departure_verified" | "return_verified" => put("by", Some("commune".to_owned())),
        "direct_contract_filed" => {
            let here = names::commune_choices()
                .into_iter()
                .find(|choice| Some(&choice.label) == case.commune_name.as_ref());
            put("commune", here.map(|choice| choice.value));
        }
        _ => {}
    }
    start
}

/// A form that amends an event: with other content, or not at all.
fn amend(
    case: &Arc<CaseView>,
    entry: HistoryEntry,
    open: RwSignal<bool>,
    on_done: Callback<Receipt>,
) -> AnyView {
    let errors = Errors::new();
    let annulled = entry.standing == Standing::Annulled;
    let ways = if annulled {
        vec![AmendKind::Reinstate]
    } else {
        vec![AmendKind::Correct, AmendKind::Annul]
    };
    let way = RwSignal::new(if annulled { "reinstate" } else { "correct" }.to_owned());
    let options: Vec<Choice> = ways.into_iter().map(way_choice).collect();
    let hints = options.clone();
    // What holds now is what is amended: the last amendment's content where there is one.
    let holding = case
        .history
        .iter()
        .filter(|other| other.amends.is_some_and(|amends| amends.event == entry.event))
        .max_by_key(|other| other.position)
        .unwrap_or(&entry)
        .clone();
    let id = case.id.to_string();
    let original = entry.event;
    let form = move || {
        let kind = way.get();
        let start = Start::of(&holding);
        if kind == "correct" {
            let spec = spec::of(&holding.kind)?;
            let editor = Arc::new(Editor::new(spec, start, errors));
            let content = editor.view();
            let amends = Amend {
                event: original,
                kind: AmendKind::Correct,
            };
            let finish: Finish = Arc::new(move || editor.finish(Some(amends)));
            return Some(sheet(id.clone(), content, finish, errors, open, on_done));
        }
        let amends = Amend {
            event: original,
            kind: if kind == "annul" {
                AmendKind::Annul
            } else {
                AmendKind::Reinstate
            },
        };
        let note = RwSignal::new(String::new());
        let content =
            view! { <TextArea name="note" label=t(T::Remarks) value=note errors=errors hint=t(T::Sealed)/> }
                .into_any();
        let (kind, on, facts) = (
            holding.kind.clone(),
            holding.on.to_string(),
            holding.facts.clone(),
        );
        let finish: Finish = Arc::new(move || {
            // The sealed number stays with the event that comes back.
            let remarks = note.get_untracked();
            let remarks = if remarks.trim().is_empty() {
                &start.note
            } else {
                &remarks
            };
            Some(RecordFact {
                kind: kind.clone(),
                on: on.clone(),
                facts: facts.clone(),
                private: paper(&start.number, remarks),
                source: None,
                amends: Some(amends),
            })
        });
        Some(sheet(id.clone(), content, finish, errors, open, on_done))
    };
    let hint = move || {
        let way = way.get();
        hints
            .iter()
            .find(|choice| choice.value == way)
            .map(|choice| choice.hint.clone())
    };
    view! {
        <div class="stack">
            <SelectField name="way" label=t(T::AmendHow) value=way options=options errors=errors required=true/>
            <p class="muted small">{live(hint)}</p>
            {live(form)}
        </div>
    }
    .into_any()
}

fn way_choice(way: AmendKind) -> Choice {
    let (value, label, hint) = match way {
        AmendKind::Correct => ("correct", T::Correct, T::CorrectHint),
        AmendKind::Annul => ("annul", T::Annul, T::AnnulHint),
        AmendKind::Reinstate => ("reinstate", T::Reinstate, T::ReinstateHint),
    };
    Choice {
        value: value.to_owned(),
        label: t(label).to_owned(),
        hint: t(hint).to_owned(),
    }
}

type Finish = Arc<dyn Fn() -> Option<RecordFact> + Send + Sync>;

/// The form around an editor: errors first, then the fields, then the one primary action.
fn sheet(
    case: String,
    content: AnyView,
    finish: Finish,
    errors: Errors,
    open: RwSignal<bool>,
    on_done: Callback<Receipt>,
) -> AnyView {
    let command = Command::new();
    let submit = Callback::new(move |()| {
        let Some(fact) = finish() else { return };
        let said = format!("{}: {}", t(T::Recorded), events::event_type(&fact.kind));
        command.submit(format!("/cases/{case}/facts"), &fact, errors, move |receipt| {
            toast(said);
            open.try_set(false);
            on_done.run(receipt);
        });
    });
    FormFrame::in_dialog(errors, command, t(T::Record), open).view(content, submit)
}
