//! A form: what is wrong, the fields, one primary action. It is compiled once for all of them.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::{Button, ButtonKind, ErrorSummary, Errors};
use crate::client::command::Command;
use crate::i18n::{C, t};

/// What surrounds the fields of a form.
pub struct FormFrame {
    /// Its classes.
    pub class: &'static str,
    /// Its heading; a dialog has one already.
    pub title: &'static str,
    /// What is wrong with it.
    pub errors: Errors,
    /// What it sends; while that is on its way it is not sent again.
    pub command: Command,
    /// What the primary button says.
    pub label: &'static str,
    /// How much that button weighs.
    pub kind: ButtonKind,
    /// The dialog it can be left by closing.
    pub dialog: Option<RwSignal<bool>>,
}

impl FormFrame {
    /// A form within a dialog.
    pub fn in_dialog(errors: Errors, command: Command, label: &'static str, dialog: RwSignal<bool>) -> Self {
        Self {
            class: "form",
            title: "",
            errors,
            command,
            label,
            kind: ButtonKind::Primary,
            dialog: Some(dialog),
        }
    }

    /// A form on a page.
    pub fn on_page(class: &'static str, errors: Errors, command: Command, label: &'static str) -> Self {
        Self {
            class,
            title: "",
            errors,
            command,
            label,
            kind: ButtonKind::Primary,
            dialog: None,
        }
    }

    /// The form around its fields.
    pub fn view(self, fields: AnyView, submit: Callback<()>) -> AnyView {
        let busy = self.command.busy;
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            if !busy.get_untracked() {
                submit.run(());
            }
        };
        let title = (!self.title.is_empty()).then(|| view! { <h2 class="card-title">{self.title}</h2> });
        let cancel = self.dialog.map(|open| {
            view! { <Button on_click=Callback::new(move |()| open.set(false))>{t(C::Cancel)}</Button> }
        });
        view! {
            <form class=self.class novalidate on:submit=submit>
                {title}
                <ErrorSummary errors=self.errors />
                {fields}
                <div class="form-actions">
                    <Button kind=self.kind submit=true busy>{self.label}</Button>
                    {cancel}
                </div>
            </form>
        }
        .into_any()
    }
}
