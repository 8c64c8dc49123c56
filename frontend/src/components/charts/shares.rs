//! Shares as bars: a table whose bars repeat its figures.

use leptos::prelude::*;

use crate::format;

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareBar {
    /// Its name.
    pub label: String,
    /// Its count.
    pub value: u64,
    /// Its share in per cent, an exact decimal.
    pub share: String,
    /// The rows behind it.
    pub href: Option<String>,
}

/// Groups, the largest first.
#[component]
pub fn ShareBars(rows: Vec<ShareBar>, #[prop(into)] title: String) -> AnyView {
    let largest = rows.iter().map(|row| row.value).max().unwrap_or(0).max(1);
    let row = move |row: ShareBar| {
        let width = format!("{}%", format::tenth(100.0 * row.value as f64 / largest as f64));
        let label = match row.href {
            Some(href) => view! { <a href=href>{row.label}</a> }.into_any(),
            None => row.label.into_any(),
        };
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td class="bar-cell" aria-hidden="true"><span class="share-bar"><i style:width=width></i></span></td>
                <td class="num">{format::number(row.value)}</td>
                <td class="num muted">{format::percent(&row.share)}</td>
            </tr>
        }
    };
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    view! { <table class="table shares" aria-label=title><tbody>{rows}</tbody></table> }.into_any()
}
