//! The form of one act: fields from its table, one command, errors beside the fields.

use serde_json::{Map, Value};

use super::spec::{Act, Field, Kind};
use super::value::{choices, put, typed};
use crate::i18n::pick;
use crate::prelude::*;

/// The form, in a dialog that closes when it is done.
pub fn form(act: &'static Act, id: &str, open: RwSignal<bool>, done: Callback<()>) -> AnyView {
    let errors = Errors::new();
    let command = Command::new();
    let cells: Vec<RwSignal<String>> = act.fields.iter().map(cell).collect();
    let path = act
        .path
        .replace("{id}", &String::from(js_sys::encode_uri_component(id)));
    let fields: Vec<AnyView> = act
        .fields
        .iter()
        .zip(&cells)
        .map(|(field, cell)| control(field, *cell, errors))
        .collect();
    let submit = Callback::new(move |()| {
        errors.clear();
        let mut body: Map<String, Value> = Map::new();
        for (name, value) in act.fixed {
            put(&mut body, name, Value::String((*value).to_owned()));
        }
        let mut wrong = false;
        for (field, cell) in act.fields.iter().zip(&cells) {
            match typed(field.kind, &cell.get_untracked()) {
                Ok(Some(value)) => put(&mut body, field.name, value),
                Ok(None) if field.required => {
                    errors.set(field.name, t(C::Required));
                    wrong = true;
                }
                Ok(None) => {}
                Err(text) => {
                    errors.set(field.name, text);
                    wrong = true;
                }
            }
        }
        if !wrong {
            command.submit(path.clone(), &Value::Object(body), errors, move |_| {
                toast(t(C::Saved));
                open.set(false);
                done.run(());
            });
        }
    });
    FormFrame::in_dialog(errors, command, pick(act.label), open).view(fields.into_any(), submit)
}

fn cell(field: &Field) -> RwSignal<String> {
    let now = matches!(field.kind, Kind::Day) && field.required;
    RwSignal::new(if now {
        format::date(crate::client::session::today())
    } else {
        String::new()
    })
}

fn control(field: &Field, value: RwSignal<String>, errors: Errors) -> AnyView {
    let (name, label, required) = (field.name, pick(field.label), field.required);
    match (field.kind, choices(field.kind)) {
        (Kind::Market | Kind::Commune | Kind::Enterprise, Some(options)) => {
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
