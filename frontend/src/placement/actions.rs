//! What can be done now, and why the rest cannot.

use hanhtrinh_api::cases::CaseView;
use hanhtrinh_domain::case::actions::{Action, WhyNot};

use super::form::Task;
use super::texts::T;
use crate::i18n::domain;
use crate::prelude::*;

/// What usually comes next, first.
const FIRST: [Action; 9] = [
    Action::Certify,
    Action::ReceiveSupplement,
    Action::Assign,
    Action::VerifyDeparture,
    Action::VerifyReturn,
    Action::Return,
    Action::FileDirect,
    Action::Depart,
    Action::Close,
];

/// The actions of a case.
pub fn view(
    case: &CaseView,
    past: bool,
    deciding: RwSignal<Option<Action>>,
    task: RwSignal<Option<Task>>,
) -> AnyView {
    let offered: Vec<Action> = case
        .actions
        .iter()
        .filter(|action| action.why_not.is_none())
        .map(|action| action.action)
        .collect();
    let first = FIRST.into_iter().find(|action| offered.contains(action));
    let buttons: Vec<AnyView> = first
        .into_iter()
        .chain(offered.iter().copied().filter(|action| Some(*action) != first))
        .map(|action| button(action, Some(action) == first, past, deciding, task))
        .collect();
    let none = (offered.is_empty() && !past).then(|| view! { <p class="muted">{t(T::NoActions)}</p> });
    view! {
        <section class="card card-pad no-print" aria-labelledby="actions">
            <h2 class="card-title" id="actions">{t(T::Actions)}</h2>
            {past.then(|| view! { <p class="small past">{t(T::PastActions)}</p> })}
            {none}
            <div class="action-list">{buttons}</div>
            {not_now(case)}
        </section>
    }
    .into_any()
}

fn button(
    action: Action,
    first: bool,
    past: bool,
    deciding: RwSignal<Option<Action>>,
    task: RwSignal<Option<Task>>,
) -> AnyView {
    let kind = if first {
        ButtonKind::Primary
    } else {
        ButtonKind::Plain
    };
    let click = Callback::new(move |()| {
        if action.is_decision() {
            deciding.set(Some(action));
        } else {
            task.set(Some(Task::Record(action)));
        }
    });
    view! { <Button kind=kind on_click=click disabled=Signal::stored(past)>{domain::action(action)}</Button> }
        .into_any()
}

/// What cannot be done, gathered by reason, so that twenty lines say five things.
fn not_now(case: &CaseView) -> Option<AnyView> {
    let mut groups: Vec<(WhyNot, Vec<&'static str>)> = Vec::new();
    for view in &case.actions {
        let Some(why) = view.why_not else { continue };
        let name = domain::action(view.action);
        match groups.iter_mut().find(|(reason, _)| *reason == why) {
            Some((_, actions)) => actions.push(name),
            None => groups.push((why, vec![name])),
        }
    }
    if groups.is_empty() {
        return None;
    }
    let rows: Vec<AnyView> = groups
        .into_iter()
        .map(|(why, actions)| {
            view! { <dt>{domain::why_not(why)}</dt><dd>{actions.join(", ")}</dd> }.into_any()
        })
        .collect();
    Some(
        view! {
            <details class="more">
                <summary>{t(T::NotNow)}</summary>
                <dl class="why-not small">{rows}</dl>
            </details>
        }
        .into_any(),
    )
}
