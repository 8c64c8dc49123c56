//! A breakdown: its picture, and the same as a table with the way to the rows behind each figure.

use hanhtrinh_domain::case::LegalForm;
use hanhtrinh_domain::identity::Sex;
use hanhtrinh_domain::indicator::{By, DeparturesReport, Group};

use super::filters::{Question, by_name, drill};
use super::texts::T;
use crate::app::Area;
use crate::i18n::domain;
use crate::prelude::*;

/// Bars shown; the table has every group.
const BARS: usize = 12;

/// Name of a group.
pub fn name(by: By, group: &Group) -> String {
    if group.key == "-" {
        return t(T::NotRecorded).to_owned();
    }
    if let Some(name) = &group.name {
        return name.clone();
    }
    match by {
        By::Market => names::market(&group.key),
        By::Sector => names::sector(&group.key),
        By::Sex => {
            Sex::parse(&group.key).map_or_else(|_| group.key.clone(), |sex| domain::sex(sex).to_owned())
        }
        By::Form => LegalForm::parse(&group.key)
            .map_or_else(|| group.key.clone(), |form| domain::legal_form(form).to_owned()),
        By::Commune => hanhtrinh_domain::unit::UnitRef::parse(&group.key)
            .map_or_else(|_| group.key.clone(), names::commune),
        By::Enterprise => names::enterprise(&group.key),
        By::Month => month(&group.key),
    }
}

/// A month as people write it.
fn month(key: &str) -> String {
    match key.split_once('-') {
        Some((year, month)) => format!("{month}/{year}"),
        None => key.to_owned(),
    }
}

/// Shares as bars, with their table.
pub fn shares(question: &Question, by: By, report: &DeparturesReport) -> AnyView {
    let groups = report.groups.as_deref().unwrap_or_default();
    let title = format!("{}: {}", t(T::By), by_name(by));
    if groups.iter().all(|group| group.value == 0) {
        // Who may not record departures is not sent to where they are recorded.
        let records = me().is_some_and(|me| Area::List.open_to(me.role));
        let link = records.then(|| (t(T::FromList).to_owned(), "/departures-list".to_owned()));
        let text = if records { T::EmptyText } else { T::EmptyOther };
        return view! { <div class="card card-pad">{empty_state(t(T::Empty), t(text), link)}</div> }
            .into_any();
    }
    // Bars run from the largest; communes and months come in their own order, and zeros say nothing in a picture.
    let mut largest: Vec<&Group> = groups.iter().filter(|group| group.value > 0).collect();
    format::order_by(&mut largest, |group| std::cmp::Reverse(group.value));
    let bars: Vec<ShareBar> = largest
        .into_iter()
        .take(BARS)
        .map(|group| ShareBar {
            label: name(by, group),
            value: group.value,
            share: group.share.clone(),
            href: drill(question, by.as_str(), &group.key),
        })
        .collect();
    view! {
        <section class="card card-pad stack" aria-labelledby="shares">
            <h2 class="card-title" id="shares">{title.clone()}</h2>
            <ShareBars rows=bars title=title/>
        </section>
    }
    .into_any()
}

/// The months with the year before behind them.
pub fn months(report: &DeparturesReport) -> AnyView {
    let groups = report.groups.as_deref().unwrap_or_default();
    let months: Vec<MonthBar> = groups
        .iter()
        .map(|group| MonthBar {
            label: group
                .key
                .rsplit('-')
                .next()
                .unwrap_or_default()
                .trim_start_matches('0')
                .to_owned(),
            now: Some(group.value),
            before: group.last_year,
        })
        .collect();
    view! {
        <section class="card card-pad stack" aria-labelledby="months">
            <h2 class="card-title" id="months">{t(T::Months)}</h2>
            <MonthBars months=months title=t(T::Months) now_label=t(T::ThisYear) before_label=t(T::YearBefore)/>
        </section>
    }
    .into_any()
}

/// Every group with its figures; each leads to its rows.
pub fn table(question: &Question, by: By, report: &DeparturesReport) -> Option<AnyView> {
    let groups = report.groups.as_deref().filter(|groups| !groups.is_empty())?;
    let caption = format!("{}: {}", t(T::By), by_name(by));
    let label = format!("{caption} · {}", t(T::Count));
    let rows: Vec<AnyView> = groups
        .iter()
        .map(|group| {
            let link = figure(group.value, drill(question, by.as_str(), &group.key));
            view! {
                <tr>
                    <th scope="row">{name(by, group)}</th>
                    <td class="num">{link}</td>
                    <td class="num">{format::percent(&group.share)}</td>
                    <td class="num">{group.last_year.map(format::number)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let total = figure(report.value, drill(question, "", ""));
    Some(
        view! {
            <div class="card table-wrap" tabindex="0" role="region" aria-label=label>
                <table class="table">
                    <caption class="visually-hidden">{caption}</caption>
                    <thead><tr>
                        <th scope="col">{t(T::Group)}</th>
                        <th scope="col" class="num">{t(T::Count)}</th>
                        <th scope="col" class="num">{t(T::Share)}</th>
                        <th scope="col" class="num">{t(T::YearBefore)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                    <tfoot><tr>
                        <th scope="row">{t(T::Total)}</th>
                        <td class="num">{total}</td>
                        <td></td>
                        <td class="num">{report.last_year.as_ref().map(|last| format::number(last.value))}</td>
                    </tr></tfoot>
                </table>
            </div>
        }
        .into_any(),
    )
}

/// A figure that leads to its rows, where there is a way.
fn figure(value: u64, href: Option<String>) -> AnyView {
    let value = format::number(value);
    match href {
        Some(href) => view! { <a href=href>{value}</a> }.into_any(),
        None => value.into_any(),
    }
}

/// The table as a file: what is shown, figures as plain numbers.
pub fn csv(by: By, report: &DeparturesReport) -> String {
    let mut lines = vec![
        [t(T::Group), t(T::Count), t(T::Share), t(T::YearBefore)]
            .map(cell)
            .join(","),
    ];
    for group in report.groups.as_deref().unwrap_or_default() {
        let before = group.last_year.map(|value| value.to_string()).unwrap_or_default();
        lines.push(
            [
                cell(&name(by, group)),
                group.value.to_string(),
                group.share.clone(),
                before,
            ]
            .join(","),
        );
    }
    let before = report
        .last_year
        .as_ref()
        .map(|last| last.value.to_string())
        .unwrap_or_default();
    lines.push([cell(t(T::Total)), report.value.to_string(), String::new(), before].join(","));
    // The mark in front makes spreadsheets read the accents.
    format!("\u{feff}{}\r\n", lines.join("\r\n"))
}

/// A cell in quotes, and never a formula.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t']) {
        "'"
    } else {
        ""
    };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}
