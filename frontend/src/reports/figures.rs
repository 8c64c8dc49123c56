//! The figures at the top, and how they are counted.

use hanhtrinh_domain::indicator::{AgainstLastYear, AgainstPlan, DeparturesReport, StockReport};
use hanhtrinh_domain::period::Period;

use super::filters::{Question, drill};
use super::texts::T;
use crate::format::percent;
use crate::prelude::*;

/// Departures, plan, last year.
pub fn view(question: &Question, report: &DeparturesReport) -> AnyView {
    let parts = format!(
        "{} {} · {} {}",
        format::number(report.verified),
        t(T::Verified),
        format::number(report.declared),
        t(T::Declared)
    );
    let unresolved = (report.unresolved > 0).then(|| {
        let text = format!("{} {}", format::number(report.unresolved), t(T::Unresolved));
        match drill(question, "", "unresolved") {
            Some(href) => view! { <a class="stat-note soon" href=href>{text}</a> }.into_any(),
            None => view! { <span class="stat-note soon">{text}</span> }.into_any(),
        }
    });
    view! {
        <div class="card card-pad stat">
            <span class="stat-label">{t(T::Departures)}</span>
            <span class="stat-value" data-figure="departures">{format::number(report.value)}</span>
            <span class="stat-note">{parts}</span>
            {unresolved}
        </div>
        {plan(report)}
        {last_year(report)}
    }
    .into_any()
}

fn plan(report: &DeparturesReport) -> AnyView {
    let Some(plan) = &report.plan else {
        return view! {
            <div class="card card-pad stat">
                <span class="stat-label">{t(T::Plan)}</span>
                <span class="stat-value muted">"–"</span>
                <span class="stat-note">{t(T::NoPlan)}</span>
            </div>
        }
        .into_any();
    };
    // Past the target the mark is the target itself; before it, what an even pace would have given.
    let beyond = report.value > plan.value;
    let mark = if beyond {
        Some(plan.value)
    } else {
        even_pace(report, plan.value)
    };
    let mark_words = t(if beyond { T::PlanMark } else { T::EvenPace });
    view! {
        <div class="card card-pad stat">
            <span class="stat-label">{t(T::Plan)}</span>
            <span class="stat-value">{percent(&plan.percent_of)}</span>
            <Bullet value=report.value target=plan.value mark=mark title=t(T::Plan)/>
            <span class="stat-note" data-figure="plan">{plan_words(plan)}</span>
            {mark.map(|_| view! { <span class="stat-note">{mark_words}</span> })}
        </div>
    }
    .into_any()
}

/// "230,3 % kế hoạch 6.000; vượt 130,3 %".
fn plan_words(plan: &AgainstPlan) -> String {
    let (of, target) = (percent(&plan.percent_of), format::number(plan.value));
    let below = plan.percent_above.strip_prefix('-');
    let distance = percent(below.unwrap_or(&plan.percent_above));
    match (lang(), below.is_some()) {
        (Lang::Vi, false) => format!("{of} kế hoạch {target}; vượt {distance}"),
        (Lang::Vi, true) => format!("{of} kế hoạch {target}; còn thiếu {distance}"),
        (Lang::En, false) => format!("{of} of the plan of {target}; {distance} above it"),
        (Lang::En, true) => format!("{of} of the plan of {target}; {distance} below it"),
    }
}

/// What an even pace through the year would give by the end of the period, or by the day of knowledge.
fn even_pace(report: &DeparturesReport, target: u64) -> Option<u64> {
    let period = Period::parse(&report.period).ok()?;
    let day = period.last().min(report.as_of);
    let (through, whole) = (
        u64::try_from(day.day_of_year()).ok()?,
        u64::try_from(day.days_in_year()).ok()?,
    );
    (day.year() == period.first().year() && through < whole).then(|| target * through / whole)
}

fn last_year(report: &DeparturesReport) -> AnyView {
    let Some(last) = &report.last_year else {
        return view! {
            <div class="card card-pad stat">
                <span class="stat-label">{t(T::LastYear)}</span>
                <span class="stat-value muted">"–"</span>
                <span class="stat-note">{t(T::NoLastYear)}</span>
            </div>
        }
        .into_any();
    };
    view! {
        <div class="card card-pad stat">
            <span class="stat-label">{t(T::LastYear)}</span>
            <span class="stat-value">{percent(&last.percent_of)}</span>
            <span class="stat-note" data-figure="last-year">{last_words(report.value, last)}</span>
        </div>
    }
    .into_any()
}

/// "13.820 / 15.128; giảm 8,65 %".
fn last_words(value: u64, last: &AgainstLastYear) -> String {
    let fall = last.growth.strip_prefix('-');
    let change = percent(fall.unwrap_or(&last.growth));
    let word = match (lang(), fall.is_some()) {
        (Lang::Vi, false) => "tăng",
        (Lang::Vi, true) => "giảm",
        (Lang::En, false) => "up",
        (Lang::En, true) => "down",
    };
    format!(
        "{} / {}; {word} {change}",
        format::number(value),
        format::number(last.value)
    )
}

/// People abroad on the day.
pub fn stock(report: &StockReport) -> AnyView {
    let note = match lang() {
        Lang::Vi => format!("tại {}", format::date(report.on)),
        Lang::En => format!("on {}", format::date(report.on)),
    };
    let overdue = format!("{} {}", format::number(report.overdue), t(T::Overdue));
    view! {
        <span class="stat-label">{t(T::Stock)}</span>
        <span class="stat-value" data-figure="stock">{format::number(report.value)}</span>
        <span class="stat-note">{note}" · "{overdue}</span>
    }
    .into_any()
}

/// How a figure is counted: formula, rules, position.
pub fn how(report: &DeparturesReport) -> AnyView {
    let formula = match lang() {
        Lang::Vi => report.formula_vi.clone(),
        Lang::En => report.formula.clone(),
    };
    let rules: Vec<AnyView> = report
        .rules
        .iter()
        .map(|rule| view! { <li><code>{rule.clone()}</code></li> }.into_any())
        .collect();
    view! {
        <details class="card card-pad how" open=true>
            <summary>{t(T::How)}</summary>
            <dl class="dl">
                <dt>{t(T::Formula)}</dt><dd>{formula}</dd>
                <dt>{t(T::AsOf)}</dt><dd>{format::date(report.as_of)}</dd>
                <dt>{t(T::Position)}</dt><dd>{format::number(report.position)}</dd>
                <dt>{t(T::Rules)}</dt><dd><ul class="plain small">{rules}</ul></dd>
            </dl>
        </details>
    }
    .into_any()
}
