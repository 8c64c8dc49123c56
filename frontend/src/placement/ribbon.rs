//! The six phases with their dates, and what is missing before departure.

use hanhtrinh_api::cases::CaseView;
use hanhtrinh_domain::case::Phase;

use super::texts::T;
use crate::i18n::domain;
use crate::prelude::*;

/// The ribbon of phases.
pub fn view(case: &CaseView) -> AnyView {
    let steps: Vec<RibbonStep> = Phase::ALL
        .into_iter()
        .map(|phase| {
            let since = case
                .phases
                .iter()
                .find(|date| date.phase == phase)
                .map(|date| date.on);
            let place = match (phase == case.phase, since) {
                (true, _) => Place::Now,
                (false, Some(_)) if phase < case.phase => Place::Done,
                _ => Place::Ahead,
            };
            let note = since
                .map(format::partial)
                .or_else(|| expected(case, phase))
                .unwrap_or_default();
            RibbonStep {
                label: domain::phase(phase).to_owned(),
                note,
                place,
            }
        })
        .collect();
    view! { <Ribbon steps=steps/> }.into_any()
}

/// What is planned but has not happened: the flight that is booked, the end of the contract.
fn expected(case: &CaseView, phase: Phase) -> Option<String> {
    let day = match phase {
        Phase::Abroad if case.departure.is_none() => case.scheduled?,
        Phase::Back if case.back.is_none() && case.departure.is_some() => case.contract.as_ref()?.end,
        _ => return None,
    };
    Some(match lang() {
        Lang::Vi => format!("dự kiến {}", format::date(day)),
        Lang::En => format!("expected {}", format::date(day)),
    })
}

/// What is there and what is missing before departure, as a checklist; nothing once the person has left.
pub fn missing(case: &CaseView) -> Option<AnyView> {
    if !case.state.before_departure() || (case.missing.is_empty() && case.milestones.is_empty()) {
        return None;
    }
    let had = case
        .milestones
        .iter()
        .map(|reached| (reached.milestone, Some(reached.on)));
    let lacks = case.missing.iter().map(|milestone| (*milestone, None));
    let mut items: Vec<_> = had.chain(lacks).collect();
    format::order_by(&mut items, |(milestone, _)| *milestone);
    let rows: Vec<AnyView> = items
        .into_iter()
        .map(|(milestone, on)| {
            let (class, word) = if on.is_some() {
                ("check done", T::Had)
            } else {
                ("check lacks", T::Lacks)
            };
            let note = on.map_or_else(|| t(word).to_owned(), format::partial);
            view! {
                <li class=class>
                    <span>{domain::milestone(milestone)}</span>
                    <span class="visually-hidden">", "{t(word)}</span>
                    <span class="muted small num">{note}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    let all = case
        .missing
        .is_empty()
        .then(|| view! { <p class="go">{t(T::AllThere)}</p> });
    Some(
        view! {
            <section class="card card-pad" aria-labelledby="missing">
                <h2 class="card-title" id="missing">{t(T::BeforeLeaving)}</h2>
                {all}
                <ul class="checklist">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}
