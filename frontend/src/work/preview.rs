//! The selected item: what is known, what can be decided now, and why the rest cannot.

use hanhtrinh_api::cases::{ActionView, CaseView, DirectView};
use hanhtrinh_api::work::WorkItem;
use hanhtrinh_domain::case::DossierItem;
use hanhtrinh_domain::case::actions::Action;

use super::texts::T;
use super::{href, queue};
use crate::i18n::domain;
use crate::placement::receipt;
use crate::prelude::*;

/// Decisions offered beside the queue, with their keys.
const DECISIONS: [(Action, &str); 4] = [
    (Action::Certify, "A"),
    (Action::RequestSupplement, "B"),
    (Action::Refuse, "R"),
    (Action::Assign, ""),
];

/// The panel below the queue.
pub fn panel(item: Memo<Option<WorkItem>>, action: RwSignal<Option<Action>>) -> AnyView {
    let case = load::<CaseView>(move || {
        item.with(|item| item.as_ref().and_then(|item| item.case))
            .map(|case| format!("/cases/{case}"))
            .unwrap_or_default()
    });
    let shown = move || item.get().map(|item| content(&item, case, action));
    view! { <section class="preview card card-pad" aria-label=t(T::Selected)>{shown}</section> }.into_any()
}

fn content(item: &WorkItem, case: Load<CaseView>, action: RwSignal<Option<Action>>) -> AnyView {
    let open = if item.case.is_some() {
        T::OpenCase
    } else {
        T::OpenPerson
    };
    let link = href(item);
    let head = view! {
        <div class="facts">
            <p><strong>{person_name(&item.worker)}</strong> <span class="muted small">" · " {queue::what(item)} {move || case.get().map(|case| contract(&case))}</span></p>
            <p class="muted small">{move || case.get().and_then(|case| rule(&case))}</p>
        </div>
    };
    let failed = problem_of(case.reading);
    let decisions = move || case.get().map(|case| decisions(&case, action));
    view! {
        {head}
        {failed}
        <div class="row no-print">
            {decisions}
            <LinkButton href=link.clone()>{t(open)}</LinkButton>
            {move || case.get().and_then(|case| case.direct.as_ref().map(|_| receipt::button()))}
            <span class="muted small">{move || case.get().and_then(|case| case.direct.as_ref().map(papers))}</span>
        </div>
        {move || case.get().and_then(|case| receipt::sheet(&case))}
    }
    .into_any()
}

/// The decisions of this placement; those that are not for it at all are left out, those not possible now say why.
fn decisions(case: &CaseView, action: RwSignal<Option<Action>>) -> Vec<AnyView> {
    use hanhtrinh_domain::case::actions::WhyNot;
    let button = |(index, (which, key)): (usize, (Action, &'static str))| {
        let ActionView { why_not, .. } = case.actions.iter().find(|known| known.action == which)?;
        let kind = if index == 0 {
            ButtonKind::Primary
        } else {
            ButtonKind::Plain
        };
        let click = Callback::new(move |()| action.set(Some(which)));
        match why_not {
            None => {
                Some(view! { <Button kind key on_click=click>{domain::action(which)}</Button> }.into_any())
            }
            Some(WhyNot::Role | WhyNot::Form | WhyNot::NothingPending | WhyNot::Province) => None,
            Some(why) => Some(
                view! {
                    <Button disabled=true>{domain::action(which)}</Button>
                    <span class="muted small">{domain::why_not(*why)}</span>
                }
                .into_any(),
            ),
        }
    };
    DECISIONS.into_iter().enumerate().filter_map(button).collect()
}

fn contract(case: &CaseView) -> String {
    let Some(contract) = &case.contract else {
        return String::new();
    };
    let wage = match (contract.wage, &contract.currency) {
        (Some(wage), Some(currency)) => format!(" · {} {currency}", format::number(wage)),
        _ => String::new(),
    };
    let span = format!(
        "{} → {}",
        format::date(contract.start),
        format::date(contract.end)
    );
    format!(
        " · {} · {span}{wage}",
        format::lower_first(&names::sector(&contract.sector))
    )
}

fn rule(case: &CaseView) -> Option<String> {
    let rule = case.direct.as_ref()?.rule.as_ref()?;
    Some(format!("{}: {}; {}", t(T::Rule), names::name(rule), t(T::Weekends)))
}

/// How complete the dossier is.
fn papers(direct: &DirectView) -> String {
    let all = DossierItem::ALL.len();
    let here = all.saturating_sub(direct.missing.len());
    let mut text = format!("{} {here}/{all}", t(T::Complete));
    if !direct.missing.is_empty() {
        let missing: Vec<&str> = direct
            .missing
            .iter()
            .map(|item| domain::dossier_item(*item))
            .collect();
        text = format!(
            "{}: {}",
            t(T::MissingPapers),
            format::lower_first(&missing.join(", "))
        );
    }
    if direct.unassigned {
        text = format!("{text} · {}", t(T::Unassigned));
    }
    text
}
