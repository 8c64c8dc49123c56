//! Every placement of a person: a line of time to look at, and the list to read.

use hanhtrinh_api::people::{CaseBrief, PersonView};
use hanhtrinh_domain::case::State;
use hanhtrinh_domain::date::PartialDate;
use jiff::civil::Date;

use super::texts::T;
use crate::people::rows::dates;
use crate::prelude::*;

const WIDTH: f64 = 640.0;
const ROW: f64 = 22.0;
const HEAD: f64 = 20.0;
/// Years are not labelled more densely than this.
const LABELS: i16 = 8;

/// The card; `open` leads to a new placement.
pub fn card(view: &PersonView, open: Option<String>) -> AnyView {
    if view.cases.is_empty() {
        let next = open.map(|href| (t(C::NewCase).to_owned(), href));
        let empty = empty_state(t(T::NoPlacements), t(T::NoPlacementsHelp), next);
        return view! { <section class="card">{empty}</section> }.into_any();
    }
    let rows: Vec<_> = view.cases.iter().map(row).collect();
    view! {
        <section class="card card-pad timeline">
            <h2 class="card-title">{t(T::Placements)}</h2>
            {picture(&view.cases)}
            <div>{rows}</div>
        </section>
    }
    .into_any()
}

fn title(case: &CaseBrief) -> String {
    let market = case.market.map(|market| names::market(market.as_str()));
    let enterprise = case.enterprise.as_deref().map(names::enterprise);
    [market, enterprise]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

fn row(case: &CaseBrief) -> AnyView {
    let opened = case
        .opened
        .map(|day| format!("{} {}", t(T::Opened), format::partial(day)));
    let when = [opened, Some(dates(case)).filter(|dates| !dates.is_empty())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <div class="case-row">
            <a href=format!("/cases/{}", case.id)>{title(case)}</a>
            {state_badge(case.state)}
            <span class="muted small">{when}</span>
        </div>
    }
    .into_any()
}

/// From opening to leaving in grey, the stay in colour; a stay that goes on is lighter and ends today.
fn picture(cases: &[CaseBrief]) -> Option<AnyView> {
    let now = today();
    let first = cases
        .iter()
        .filter_map(|case| {
            case.opened
                .into_iter()
                .chain(case.departed)
                .map(PartialDate::first)
                .min()
        })
        .min()?;
    let last = cases
        .iter()
        .filter_map(|case| case.contract_end.map(PartialDate::last))
        .chain([now])
        .max()?;
    let (from, to) = (first.year(), last.year() + 1);
    let start = Date::new(from, 1, 1).ok()?;
    let days = |day: Date| f64::from(format::days_between(start, day));
    let whole = days(Date::new(to, 1, 1).ok()?).max(1.0);
    let x = move |day: Date| WIDTH * (days(day) / whole).clamp(0.0, 1.0);
    let height = HEAD + ROW * cases.len() as f64 + 6.0;
    let step = ((to - from) / LABELS).max(0) + 1;
    let years: Vec<_> = (from..to)
        .step_by(usize::try_from(step).unwrap_or(1))
        .filter_map(|year| {
            let at = format::tenth(x(Date::new(year, 1, 1).ok()?));
            Some(view! {
                <line class="grid" x1=at.clone() x2=at.clone() y1=format::tenth(HEAD) y2=format::tenth(height) />
                <text class="axis" x=at y="12">{year.to_string()}</text>
            })
        })
        .collect();
    let bars: Vec<_> = cases
        .iter()
        .enumerate()
        .map(|(index, case)| {
            let y = HEAD + ROW * index as f64 + 5.0;
            let bar = |from: Date, to: Date, class: &'static str| {
                let width = (x(to) - x(from)).max(3.0);
                view! { <rect class=class x=format::tenth(x(from)) y=format::tenth(y) width=format::tenth(width) height="12" rx="3" /> }
            };
            let left = case.departed.map(PartialDate::first);
            let before = case.opened.map(|day| bar(day.first(), left.unwrap_or(now).max(day.first()), "wait"));
            let stay = left.map(|left| match case.returned {
                Some(back) => bar(left, back.last(), "stay"),
                None if case.state == State::Overdue => bar(left, now, "stay late"),
                None => bar(left, now, "stay open"),
            });
            view! { <g><title>{format!("{} · {}", title(case), dates(case))}</title>{before}{stay}</g> }
        })
        .collect();
    let mark = format::tenth(x(now));
    Some(
        view! {
            <figure class="chart">
                <svg viewBox=format!("0 0 {} {}", format::tenth(WIDTH), format::tenth(height)) role="img" aria-label=t(T::Timeline)>
                    {years}
                    {bars}
                    <line class="now" x1=mark.clone() x2=mark y1=format::tenth(HEAD) y2=format::tenth(height)>
                        <title>{t(T::Today)}</title>
                    </line>
                </svg>
            </figure>
        }
        .into_any(),
    )
}
