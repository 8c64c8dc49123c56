//! The registration of a direct contract: its clock, and how the due day was counted.

use hanhtrinh_api::cases::{CaseView, ClockState, DayStep, DirectView};
use jiff::civil::Weekday;

use super::texts::T;
use crate::i18n::{domain, events};
use crate::prelude::*;

/// The card of the procedure; nothing for other legal forms.
pub fn view(case: &CaseView) -> Option<AnyView> {
    let direct = case.direct.as_ref()?;
    let missing: Vec<AnyView> = direct
        .missing
        .iter()
        .map(|item| view! { <li>{domain::dossier_item(*item)}</li> }.into_any())
        .collect();
    let missing = (!missing.is_empty())
        .then(|| view! { <dt>{t(T::Missing)}</dt><dd><ul class="plain">{missing}</ul></dd> });
    let due = direct.due.map(|due| {
        view! { <dt>{t(T::Due)}</dt><dd><strong>{format::date(due.on)}</strong></dd> }
    });
    let rule = direct.rule.as_ref().map(|rule| {
        view! {
            <dt>{t(T::Rule)}</dt>
            <dd class="small">{names::name(rule)}<br/><code class="muted">{rule.code.clone()}</code></dd>
        }
    });
    Some(
        view! {
            <section class="card card-pad" aria-labelledby="direct">
                <h2 class="card-title" id="direct">{t(T::Direct)}</h2>
                {direct.unassigned.then(|| view! { <p class="soon">{t(T::Unassigned)}</p> })}
                <dl class="dl">
                    <dt>{t(T::FiledOn)}</dt><dd>{format::partial(direct.filed_on)}</dd>
                    <dt>{t(T::FiledAt)}</dt><dd>{direct.commune_name.clone()}</dd>
                    <dt>{t(T::Clock)}</dt><dd>{clock(direct)}</dd>
                    {due}
                    {missing}
                    {rule}
                </dl>
                {arithmetic(&direct.arithmetic)}
            </section>
        }
        .into_any(),
    )
}

fn clock(direct: &DirectView) -> AnyView {
    match (direct.outcome.as_deref(), direct.clock) {
        (Some("certified"), _) => badge(Tone::Go, t(T::Certified)),
        (Some(_), _) => badge(Tone::Late, t(T::Refused)),
        (None, ClockState::Paused) => badge(Tone::Quiet, t(T::Paused)),
        (None, ClockState::Stopped) => badge(Tone::Quiet, t(T::Stopped)),
        (None, ClockState::Running) => match direct.due.and_then(|due| due.days_left) {
            Some(days) if days < 0 => badge(Tone::Late, events::days_left(days)),
            Some(days) if days <= 2 => badge(Tone::Soon, events::days_left(days)),
            Some(days) => badge(Tone::Info, events::days_left(days)),
            None => badge(Tone::Info, t(T::Running)),
        },
    }
}

/// Each day of the term, counted or not.
fn arithmetic(steps: &[DayStep]) -> Option<AnyView> {
    if steps.is_empty() {
        return None;
    }
    let mut counted = 0;
    let days: Vec<AnyView> = steps
        .iter()
        .map(|step| {
            let (class, words) = match step.kind.as_str() {
                "working" => ("day working", T::DayWorking),
                "weekend" => ("day weekend", T::DayWeekend),
                "holiday" => ("day holiday", T::DayHoliday),
                _ => ("day swapped", T::DaySwapped),
            };
            let mark = if step.kind == "working" {
                counted += 1;
                counted.to_string()
            } else {
                "–".to_owned()
            };
            let day = format!(
                "{} {:02}/{:02}",
                weekday(step.day.weekday()),
                step.day.day(),
                step.day.month()
            );
            view! {
                <li class=class>
                    <span class="day-mark num">{mark}</span>
                    <span class="day-date num">{day}</span>
                    <span class="day-kind">{t(words)}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    Some(
        view! {
            <details class="more" open=true>
                <summary>{t(T::Arithmetic)}</summary>
                <ol class="days">{days}</ol>
            </details>
        }
        .into_any(),
    )
}

fn weekday(day: Weekday) -> &'static str {
    let (vi, en) = match day {
        Weekday::Monday => ("T2", "Mon"),
        Weekday::Tuesday => ("T3", "Tue"),
        Weekday::Wednesday => ("T4", "Wed"),
        Weekday::Thursday => ("T5", "Thu"),
        Weekday::Friday => ("T6", "Fri"),
        Weekday::Saturday => ("T7", "Sat"),
        Weekday::Sunday => ("CN", "Sun"),
    };
    match lang() {
        Lang::Vi => vi,
        Lang::En => en,
    }
}
