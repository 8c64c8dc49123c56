//! Registers: lists of what the registry keeps beside people and placements. A page is made from the table of its register.

mod form;
mod rows;
mod spec;
mod tables;
mod value;

use hanhtrinh_domain::actor::Role;
use serde_json::Value;

use self::rows::Answer;
use self::spec::{Act, Register};
use crate::client::paged::{Paged, paged};
use crate::i18n::pick;
use crate::prelude::*;

/// What is being written down: the act, and the row it is about.
type Task = RwSignal<Option<(&'static Act, String)>>;

/// The first register a role may read.
pub fn first(role: Role) -> Option<String> {
    let register = tables::REGISTERS
        .iter()
        .copied()
        .find(|register| register.readers.contains(&role))?;
    Some(format!("/registers/{}", register.address))
}

/// The register at an address, if there is one and the account may read it.
pub fn page(address: &str) -> Option<AnyView> {
    let role = me()?.role;
    let register = tables::REGISTERS
        .iter()
        .copied()
        .find(|register| register.address == address && register.readers.contains(&role))?;
    Some(list_page(register, role))
}

fn list_page(register: &'static Register, role: Role) -> AnyView {
    let list = paged::<Answer>(move || register.api.to_owned());
    let task: Task = RwSignal::new(None);
    let looked_at: RwSignal<Option<Value>> = RwSignal::new(None);
    let begin: Vec<AnyView> = allowed(register.begin, role)
        .enumerate()
        .map(|(index, act)| {
            let kind = if index == 0 {
                ButtonKind::Primary
            } else {
                ButtonKind::Plain
            };
            let click = Callback::new(move |()| task.set(Some((act, String::new()))));
            view! { <Button kind on_click=click>{pick(act.label)}</Button> }.into_any()
        })
        .collect();
    view! {
        <div class="stack">
            <PageHead title=pick(register.title) context=pick(register.about)>{begin}</PageHead>
            {tabs(register.address, role)}
            {rows::list(register, list, looked_at)}
            {sheet(register, role, looked_at, task)}
            {dialog(list, task)}
        </div>
    }
    .into_any()
}

fn allowed(acts: &'static [Act], role: Role) -> impl Iterator<Item = &'static Act> {
    acts.iter().filter(move |act| act.roles.contains(&role))
}

/// The registers a role may read, as tabs that are links.
fn tabs(here: &str, role: Role) -> AnyView {
    let tabs: Vec<AnyView> = tables::REGISTERS
        .iter()
        .copied()
        .filter(|register| register.readers.contains(&role))
        .map(|register| {
            let active = register.address == here;
            let href = format!("/registers/{}", register.address);
            view! { <Chip label=pick(register.title) href=href active=Signal::stored(active)/> }.into_any()
        })
        .collect();
    view! { <nav class="chips no-print">{tabs}</nav> }.into_any()
}

/// All that one row says, and what can be done with it.
fn sheet(register: &'static Register, role: Role, looked_at: RwSignal<Option<Value>>, task: Task) -> AnyView {
    let open = open_for(looked_at);
    let title = Signal::derive(move || {
        looked_at.with(|row| {
            row.as_ref()
                .map(|row| rows::name(register, row))
                .unwrap_or_default()
        })
    });
    let body = move || {
        let row = looked_at.get_untracked()?;
        let id = value::key(&row, register.id);
        let said: Vec<AnyView> = register
            .columns
            .iter()
            .map(|column| {
                let text = value::shown(&row, column.name, column.show);
                view! { <dt>{pick(column.label)}</dt><dd>{text}</dd> }.into_any()
            })
            .collect();
        let acts: Vec<AnyView> = allowed(register.acts, role)
            .map(|act| {
                let id = id.clone();
                let click = Callback::new(move |()| {
                    looked_at.set(None);
                    task.set(Some((act, id.clone())));
                });
                view! { <Button on_click=click>{pick(act.label)}</Button> }.into_any()
            })
            .collect();
        Some(view! { <dl class="dl">{said}</dl> <div class="form-actions">{acts}</div> }.into_any())
    };
    view! { <Dialog open=open title=title>{body()}</Dialog> }.into_any()
}

/// The form of what is being written down.
fn dialog(list: Paged<Answer>, task: Task) -> AnyView {
    let open = open_for(task);
    let title = Signal::derive(move || {
        let act = task.with(|task| task.as_ref().map(|(act, _)| *act));
        act.map(|act| pick(act.label).to_owned()).unwrap_or_default()
    });
    let done = Callback::new(move |()| list.first.reload());
    let body = move || {
        let (act, id) = task.get_untracked()?;
        Some(form::form(act, &id, open, done))
    };
    view! { <Dialog open=open title=title>{body()}</Dialog> }.into_any()
}
