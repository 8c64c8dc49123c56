//! What a check or a recording of a list came to.

use hanhtrinh_api::imports::{ImportReport, RowProblem, SampleRow};

use super::List;
use super::texts::T;
use crate::prelude::*;

/// Most problems a report lists.
const LISTED: usize = 1_000;

/// Summary, what can be done, and every problem with its row.
pub fn view(list: List, report: &ImportReport) -> AnyView {
    let title = if report.dry_run { T::Dry } else { T::Done };
    let file = list
        .file
        .get_untracked()
        .map(|file| file.name())
        .unwrap_or_default();
    let columns = report.columns.join(", ");
    let ignored = (!report.ignored_columns.is_empty()).then(|| {
        view! { <p class="small soon">{t(T::Ignored)}": "{report.ignored_columns.join(", ")}</p> }
    });
    view! {
        <div class="stack">
            <section class="stack" role="status" aria-labelledby="outcome">
                <h2 class="card-title" id="outcome">{t(title)}</h2>
                {stats(report)}
                <p class="small muted">{t(T::File)}": "{file}" · "{t(T::Found)}": "{columns}</p>
                {ignored}
            </section>
            {buttons(list, report)}
            {problems("problems", T::Problems, &report.problems)}
            {problems("warnings", T::Warnings, &report.warnings)}
            {sample(&report.sample)}
        </div>
    }
    .into_any()
}

fn stats(report: &ImportReport) -> AnyView {
    let parts = format!(
        "{} {} · {} {}",
        format::number(report.new_people),
        t(T::NewPeople),
        format::number(report.in_open_case),
        t(T::OpenCases)
    );
    let tone = if report.rejected > 0 {
        "stat-value late"
    } else {
        "stat-value"
    };
    let stat = |label: T, value: u64, class: &'static str, note: String| {
        view! {
            <div class="card card-pad stat">
                <span class="stat-label">{t(label)}</span>
                <span class=class>{format::number(value)}</span>
                <span class="stat-note">{note}</span>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="grid-4">
            {stat(T::Rows, report.rows, "stat-value", String::new())}
            {stat(T::New, report.recorded, "stat-value go", parts)}
            {stat(T::Unchanged, report.unchanged, "stat-value", String::new())}
            {stat(T::Rejected, report.rejected, tone, t(T::RejectedNote).to_owned())}
        </div>
    }
    .into_any()
}

fn buttons(list: List, report: &ImportReport) -> AnyView {
    let commit = (report.dry_run && report.recorded > 0).then(|| {
        let label = format!("{} ({})", t(T::Commit), format::number(report.recorded));
        view! { <Button kind=ButtonKind::Primary on_click=Callback::new(move |()| list.run(true))>{label}</Button> }
    });
    let nothing =
        (report.dry_run && report.recorded == 0).then(|| view! { <p class="muted">{t(T::Nothing)}</p> });
    let rejects = (report.rejected > 0).then(|| {
        view! { <Button on_click=Callback::new(move |()| list.rejects())>{t(T::Rejects)}</Button> }
    });
    let reports = (!report.dry_run).then(|| {
        view! { <LinkButton href="/reports" kind=ButtonKind::Primary>{t(T::ToReports)}</LinkButton> }
    });
    view! {
        <div class="row">
            {commit}
            {nothing}
            {reports}
            {rejects}
            <Button on_click=Callback::new(move |()| list.again())>{t(T::Again)}</Button>
        </div>
    }
    .into_any()
}

fn problems(id: &'static str, title: T, problems: &[RowProblem]) -> Option<AnyView> {
    if problems.is_empty() {
        return None;
    }
    let rows: Vec<AnyView> = problems
        .iter()
        .map(|problem| {
            let case = problem
                .case
                .map(|case| view! { <a class="underlined" href=format!("/cases/{case}")>{t(T::Case)}</a> });
            view! {
                <tr>
                    <td class="num">{format::number(problem.row)}</td>
                    <td><code>{problem.column.clone()}</code></td>
                    <td>{problem.detail.clone()}" "{case}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let more = (problems.len() >= LISTED).then(|| view! { <p class="small muted">{t(T::Listed)}</p> });
    Some(
        view! {
            <section class="card">
                <h2 class="card-title card-pad" id=id>{t(title)}</h2>
                <div class="table-wrap tall" tabindex="0" role="region" aria-labelledby=id>
                    <table class="table">
                        <thead><tr>
                            <th scope="col" class="num">{t(T::Row)}</th>
                            <th scope="col">{t(T::Column)}</th>
                            <th scope="col">{t(T::What)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {more}
            </section>
        }
        .into_any(),
    )
}

fn sample(sample: &[SampleRow]) -> Option<AnyView> {
    if sample.is_empty() {
        return None;
    }
    let rows: Vec<AnyView> = sample
        .iter()
        .map(|row| {
            let (tone, outcome) = match row.outcome.as_str() {
                "new_person" => (Tone::Go, T::NewPerson),
                "open_case" => (Tone::Go, T::OpenCase),
                "new_case" => (Tone::Go, T::NewCase),
                "unchanged" => (Tone::Quiet, T::Same),
                _ => (Tone::Late, T::Problem),
            };
            view! {
                <tr>
                    <td class="num">{format::number(row.row)}</td>
                    <td>{row.full_name.clone()}</td>
                    <td class="num">{row.departed_on.map(format::date)}</td>
                    <td>{row.market.as_deref().map(names::market)}</td>
                    <td>{badge(tone, t(outcome))}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    Some(
        view! {
            <section class="card">
                <h2 class="card-title card-pad" id="sample">{t(T::Sample)}</h2>
                <div class="table-wrap" tabindex="0" role="region" aria-labelledby="sample">
                    <table class="table">
                        <thead><tr>
                            <th scope="col" class="num">{t(T::Row)}</th>
                            <th scope="col">{t(T::Name)}</th>
                            <th scope="col" class="num">{t(T::Departed)}</th>
                            <th scope="col">{t(C::Market)}</th>
                            <th scope="col">{t(T::Outcome)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}
