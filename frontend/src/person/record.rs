//! Recording something about a person, or amending what was recorded, in a dialog.

use hanhtrinh_api::cases::{HistoryEntry, Standing};
use hanhtrinh_domain::event::{Amend, AmendKind};
use uuid::Uuid;

use super::fields::Fields;
use super::texts::T;
use crate::i18n::events;
use crate::prelude::*;

/// What the dialog is asked to do.
#[derive(Clone)]
pub enum Task {
    /// Record a document.
    Document,
    /// Record a residence.
    Residence,
    /// Record a contact.
    Contact,
    /// Amend an event.
    Amend(Box<HistoryEntry>),
}

impl Task {
    fn kind(&self) -> &str {
        match self {
            Self::Document => "identity_document_recorded",
            Self::Residence => "residence_recorded",
            Self::Contact => "contact_recorded",
            Self::Amend(entry) => &entry.kind,
        }
    }

    fn title(&self) -> String {
        match self {
            Self::Document => t(T::AddDocument).to_owned(),
            Self::Residence => t(T::AddResidence).to_owned(),
            Self::Contact => t(T::AddContact).to_owned(),
            Self::Amend(entry) => format!(
                "{}: {}",
                t(T::Correct),
                format::lower_first(&events::event_type(&entry.kind))
            ),
        }
    }
}

/// The dialog; it is open while there is a task.
#[component]
pub fn RecordDialog(worker: Uuid, task: RwSignal<Option<Task>>, on_done: Callback<Receipt>) -> AnyView {
    let open = open_for(task);
    let title = Signal::derive(move || task.with(|task| task.as_ref().map(Task::title).unwrap_or_default()));
    view! { <Dialog open title>{move || task.get_untracked().map(|task| form(worker, task, open, on_done))}</Dialog> }.into_any()
}

fn form(worker: Uuid, task: Task, open: RwSignal<bool>, on_done: Callback<Receipt>) -> AnyView {
    let command = Command::new();
    let (fields, original) = match &task {
        Task::Amend(entry) => (Fields::of(entry), Some((entry.event, entry.standing))),
        _ => (Fields::new(), None),
    };
    let kind = task.kind().to_owned();
    let annulled = original.is_some_and(|(_, standing)| standing == Standing::Annulled);
    let way = RwSignal::new(if annulled { "reinstate" } else { "correct" }.to_owned());
    let shown_kind = kind.clone();
    // Of what did not happen, nothing is to be corrected.
    let content = move || (way.get() != "annul").then(|| fields.view(&shown_kind));
    let submit = Callback::new(move |()| {
        let Some(mut fact) = fields.read(&kind) else {
            return;
        };
        fact.amends = original.map(|(event, _)| Amend {
            event,
            kind: amend_kind(&way.get_untracked()),
        });
        command.submit(
            format!("/people/{worker}/facts"),
            &fact,
            fields.errors,
            move |receipt| {
                toast(t(C::Saved));
                open.try_set(false);
                on_done.run(receipt);
            },
        );
    });
    let ways = original.map(|_| {
        let options = if annulled {
            vec![Choice::new("reinstate", t(T::WayReinstate))]
        } else {
            vec![Choice::new("correct", t(T::WayCorrect)), Choice::new("annul", t(T::WayAnnul))]
        };
        view! { <SelectField name="way" label=t(T::Way) hint=t(T::AmendHint) value=way errors=fields.errors options required=true /> }
    });
    FormFrame::in_dialog(fields.errors, command, t(C::Save), open)
        .view(view! { {ways} {live(content)} }.into_any(), submit)
}

fn amend_kind(way: &str) -> AmendKind {
    match way {
        "annul" => AmendKind::Annul,
        "reinstate" => AmendKind::Reinstate,
        _ => AmendKind::Correct,
    }
}
