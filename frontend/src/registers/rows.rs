//! The rows of a register: as a table, and on a phone as cards.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::spec::{Register, Show};
use super::value::shown;
use crate::client::paged::{Page, Paged};
use crate::i18n::pick;
use crate::prelude::*;

/// A page of rows, whatever they are: the member of the answer that is a list.
pub struct Answer {
    rows: Vec<Value>,
    next: Option<String>,
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut answer = Value::deserialize(deserializer)?;
        let next = answer.get("next").and_then(Value::as_str).map(str::to_owned);
        let members = answer.as_object_mut().into_iter().flatten();
        // Beside its rows an answer may list names.
        let lists = members.filter_map(|(_, value)| value.as_array_mut());
        let rows = lists.max_by_key(|list| list.first().is_some_and(Value::is_object));
        Ok(Self {
            rows: rows.map(std::mem::take).unwrap_or_default(),
            next,
        })
    }
}

impl Page for Answer {
    type Row = Value;

    fn rows(&self) -> &[Value] {
        &self.rows
    }

    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// What a row is called.
pub fn name(register: &Register, row: &Value) -> String {
    let first = register.columns.first();
    first.map_or_else(String::new, |column| shown(row, column.name, column.show))
}

/// The table, with its loading, empty and failed states.
pub fn list(register: &'static Register, list: Paged<Answer>, looked_at: RwSignal<Option<Value>>) -> AnyView {
    let table = move |_: Arc<Answer>| {
        let rows = move || {
            list.rows.with(|rows| {
                rows.iter()
                    .map(|row| line(register, row, looked_at))
                    .collect::<Vec<AnyView>>()
            })
        };
        let more = move || {
            list.next.with(Option::is_some).then(|| {
                let click = Callback::new(move |()| list.more());
                view! { <div class="centred"><Button on_click=click busy=list.busy>{t(C::More)}</Button></div> }
            })
        };
        let headings: Vec<AnyView> = register
            .columns
            .iter()
            .filter(|column| column.listed)
            .map(|column| {
                let number = numeric(column.show);
                view! { <th scope="col" class:num=number>{pick(column.label)}</th> }.into_any()
            })
            .collect();
        let empty = list.rows.with_untracked(Vec::is_empty)
            && list
                .first
                .get_untracked()
                .is_some_and(|page| page.rows.is_empty());
        if empty {
            let nothing = empty_state(pick(register.empty), "", None);
            return view! { <div class="card">{nothing}</div> }.into_any();
        }
        view! {
            <div class="card table-wrap">
                <table class="table listing">
                    <caption class="visually-hidden">{pick(register.title)}</caption>
                    <thead><tr>{headings}</tr></thead>
                    <tbody>{live(rows)}</tbody>
                </table>
            </div>
            {live(more)}
        }
        .into_any()
    };
    load_view(list.first, || skeleton_rows(8), table)
}

fn line(register: &'static Register, row: &Value, looked_at: RwSignal<Option<Value>>) -> AnyView {
    let mut cells = register.columns.iter().filter(|column| column.listed);
    let first = cells.next().map(|column| shown(row, column.name, column.show));
    let rest: Vec<AnyView> = cells
        .map(|column| {
            let text = shown(row, column.name, column.show);
            let number = numeric(column.show);
            view! { <td class:num=number data-label=pick(column.label)>{text}</td> }.into_any()
        })
        .collect();
    let this = row.clone();
    let open = move |_| looked_at.set(Some(this.clone()));
    view! {
        <tr>
            <th scope="row"><button type="button" class="btn quiet as-link" on:click=open>{first}</button></th>
            {rest}
        </tr>
    }
    .into_any()
}

fn numeric(show: Show) -> bool {
    matches!(show, Show::Number | Show::Count)
}
