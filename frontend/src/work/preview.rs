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

/// The placement of the selected item.
pub fn read(item: Memo<Option<WorkItem>>) -> Load<CaseView> {
    load(move || {
        item.with(|item| item.as_ref().and_then(|item| item.case))
            .map(|case| format!("/cases/{case}"))
            .unwrap_or_default()
    })
}

/// What shows the selected item.
#[derive(Clone, Copy)]
pub struct Preview {
    /// The selected item.
    pub item: Memo<Option<WorkItem>>,
    /// Its placement.
    pub case: Load<CaseView>,
    /// Which decision is asked for.
    pub action: RwSignal<Option<Action>>,
}

/// The panel below the queue; a phone has no room for it.
pub fn panel(preview: Preview) -> AnyView {
    let case = preview.case;
    let shown = move || {
        preview.item.get().map(|item| {
            let about = live(move || case.get().map(|case| contract(&case)));
            let rule = live(move || case.get().and_then(|case| rule(&case)));
            view! {
                <div class="facts">
                    <p><strong>{person_name(&item.worker)}</strong> <span class="muted small">" · " {queue::what(&item)} {about}</span></p>
                    <p class="muted small">{rule}</p>
                </div>
                {problem_of(case.reading)}
                {choices(&item, preview, true)}
            }
            .into_any()
        })
    };
    view! { <section class="preview card card-pad" aria-label=t(T::Selected)>{live(shown)}</section> }
        .into_any()
}

/// The same on a phone: it comes up from below when an item is touched.
pub fn sheet(preview: Preview, open: RwSignal<bool>) -> AnyView {
    let case = preview.case;
    let title = Signal::derive(move || {
        preview
            .item
            .with(|item| item.as_ref().map(|item| name_text(&item.worker)))
            .unwrap_or_default()
    });
    let body = move || {
        let item = preview.item.get()?;
        let about = live(move || case.get().map(|case| contract(&case)));
        let rule = live(move || case.get().and_then(|case| rule(&case)));
        let dates = queue::dates(&item);
        let shown = view! {
            <div class="stack sheet-body">
                <div class="chips">{queue::due_badge(&item)} {queue::state(&item)}</div>
                <p>{queue::what(&item)} {about}</p>
                <p class="muted small">{item.commune_name.clone()} " · " {dates}</p>
                <p class="muted small">{rule}</p>
                {problem_of(case.reading)}
                {choices(&item, preview, false)}
            </div>
        };
        Some(shown.into_any())
    };
    view! { <Dialog open title class="dialog sheet">{body()}</Dialog> }.into_any()
}

/// The receipt of the selected item, for paper.
pub fn receipt_sheet(case: Load<CaseView>) -> AnyView {
    live(move || case.get().and_then(|case| receipt::sheet(&case)))
}

/// What can be done with the item here and now, with the keys that do it where there is a keyboard.
fn choices(item: &WorkItem, preview: Preview, keys: bool) -> AnyView {
    let Preview { case, action, .. } = preview;
    let open = if item.case.is_some() {
        T::OpenCase
    } else {
        T::OpenPerson
    };
    let decisions = live(move || case.get().map(|case| decisions(&case, action, keys)));
    let print = live(move || {
        case.get()
            .and_then(|case| case.direct.as_ref().map(|_| receipt::button()))
    });
    let papers = live(move || case.get().and_then(|case| case.direct.as_ref().map(papers)));
    view! {
        <div class="row choices no-print">
            {decisions}
            <LinkButton href=href(item)>{t(open)}</LinkButton>
            {print}
            <span class="muted small">{papers}</span>
        </div>
    }
    .into_any()
}

/// The decisions of this placement; those that are not for it at all are left out, those not possible now say why.
fn decisions(case: &CaseView, action: RwSignal<Option<Action>>, keys: bool) -> Vec<AnyView> {
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
                let key = if keys { key } else { "" };
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
    Some(format!(
        "{}: {}; {}",
        t(T::Rule),
        names::name(rule),
        t(T::Weekends)
    ))
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
