//! A month series with last year behind it.

use leptos::prelude::*;

use crate::format;
use crate::i18n::{C, t};

/// A month: this year's figure and last year's, as far as they are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthBar {
    /// Its number or name.
    pub label: String,
    /// This year.
    pub now: Option<u64>,
    /// Last year.
    pub before: Option<u64>,
}

const WIDTH: f64 = 560.0;
const LEFT: f64 = 48.0;
const BASE: f64 = 200.0;
const TOP: f64 = 14.0;
const HEIGHT: f64 = 226.0;

/// The next round figure above the highest bar, in steps a reader can count.
fn scale(highest: u64) -> (u64, u64) {
    let mut unit = 1_u64;
    loop {
        for step in [1, 2, 5] {
            let step = step * unit;
            if step * 4 >= highest.max(1) {
                return (step, step * highest.max(1).div_ceil(step));
            }
        }
        unit = unit.saturating_mul(10);
    }
}

/// Bars by month.
#[component]
pub fn MonthBars(
    months: Vec<MonthBar>,
    #[prop(into)] title: String,
    #[prop(into)] now_label: String,
    #[prop(into)] before_label: String,
) -> AnyView {
    let highest = months
        .iter()
        .flat_map(|month| [month.now, month.before])
        .flatten()
        .max()
        .unwrap_or(0);
    let (step, top) = scale(highest);
    let y = move |value: u64| BASE - (BASE - TOP) * value as f64 / top as f64;
    let slot = (WIDTH - LEFT) / months.len().max(1) as f64;
    let bar = (slot * 0.34).min(20.0);
    let rect = move |x: f64, value: Option<u64>, class: &'static str| {
        value.filter(|value| *value > 0).map(|value| {
            view! {
                <rect class=class x=format::tenth(x) y=format::tenth(y(value)) width=format::tenth(bar)
                    height=format::tenth(BASE - y(value)) rx="2" />
            }
        })
    };
    let bars: Vec<_> = months
        .iter()
        .enumerate()
        .map(|(index, month)| {
            let middle = LEFT + slot * (index as f64 + 0.5);
            view! {
                <g>
                    <title>{format!(
                        "{}: {} {} · {} {}", month.label, now_label, figure(month.now), before_label, figure(month.before),
                    )}</title>
                    {rect(middle - bar - 1.0, month.before, "bar-before")}
                    {rect(middle + 1.0, month.now, "bar-now")}
                    <text class="axis" x=format::tenth(middle) y="217" text-anchor="middle">{month.label.clone()}</text>
                </g>
            }
        })
        .collect();
    let lines: Vec<_> = (0..=top / step)
        .map(|nth| {
            let at = format::tenth(y(nth * step));
            view! {
                <line class="grid" x1=format::tenth(LEFT) x2=format::tenth(WIDTH) y1=at.clone() y2=at.clone() />
                <text class="axis" x=format::tenth(LEFT - 8.0) y=at text-anchor="end" dominant-baseline="middle">
                    {format::number(nth * step)}
                </text>
            }
        })
        .collect();
    let rows: Vec<_> = months
        .iter()
        .map(|month| {
            view! {
                <tr>
                    <th scope="row">{month.label.clone()}</th>
                    <td class="num">{figure(month.now)}</td>
                    <td class="num">{figure(month.before)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <figure class="chart">
            <div class="legend" aria-hidden="true">
                <span class="key now">{now_label.clone()}</span>
                <span class="key before">{before_label.clone()}</span>
            </div>
            <svg viewBox=format!("0 0 {} {}", format::tenth(WIDTH), format::tenth(HEIGHT)) role="img" aria-label=title.clone()>
                {lines}
                {bars}
            </svg>
            <details class="chart-table">
                <summary>{t(C::Table)}</summary>
                <table class="table">
                    <caption class="visually-hidden">{title}</caption>
                    <thead>
                        <tr><td></td><th scope="col" class="num">{now_label}</th><th scope="col" class="num">{before_label}</th></tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </figure>
    }
    .into_any()
}

fn figure(value: Option<u64>) -> String {
    value.map_or_else(|| "–".to_owned(), format::number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_is_round_and_holds_the_highest_bar() {
        for highest in [0, 1, 3, 7, 40, 99, 1_340, 52_000] {
            let (step, top) = scale(highest);
            assert!(
                top >= highest && top % step == 0 && top / step <= 4,
                "{highest}: {step}, {top}"
            );
        }
        assert_eq!(scale(1_340), (500, 1_500));
    }
}
