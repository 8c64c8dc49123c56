//! The departures behind a figure.

use hanhtrinh_api::reports::{DepartureRow, DepartureRows};
use hanhtrinh_domain::case::LegalForm;
use hanhtrinh_domain::identity::Sex;
use hanhtrinh_domain::indicator::{By, Group};
use leptos_router::hooks::use_location;

use super::filters::{Question, by_name, period_name, question, unit_name};
use super::groups;
use super::texts::T;
use crate::i18n::domain;
use crate::prelude::*;

/// Rows on a page.
const LIMIT: &str = "100";

/// The rows, page by page; everything that is asked for stands in the address.
#[component]
pub fn ReportRowsPage() -> impl IntoView {
    let question = question();
    let query = use_location().query;
    let get =
        move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name).unwrap_or_default()));
    let (by, key, cursor) = (get("by"), get("key"), get("cursor"));
    let path = move |cursor: &str, limit: &str| {
        let now = question.get();
        query_string(&[
            ("unit", &now.unit),
            ("period", &now.period),
            ("as_of", &now.as_of),
            ("by", &by.get()),
            ("key", &key.get()),
            ("cursor", cursor),
            ("limit", limit),
        ])
    };
    let data =
        load::<DepartureRows>(move || format!("/reports/departures/rows{}", path(&cursor.get(), LIMIT)));
    let about = move || context(&question.get(), &by.get(), &key.get());
    let trail = move || {
        let now = question.get();
        crumbs(vec![
            (
                t(T::Reports).to_owned(),
                Some(format!("/reports{}", now.query(&now.by, ""))),
            ),
            (t(T::RowsTitle).to_owned(), None),
        ])
    };
    view! {
        <div class="stack">
            {live(trail)}
            <PageHead title=t(T::RowsTitle) about=about.into_any()/>
            {load_view(data, skeleton_page, move |rows: Arc<DepartureRows>| {
                let next = rows.next.as_deref().map(|next| format!("/reports/rows{}", path(next, "")));
                let first = (!cursor.get_untracked().is_empty()).then(|| format!("/reports/rows{}", path("", "")));
                table(&rows, first, next)
            })}
        </div>
    }
}

fn context(question: &Question, by: &str, key: &str) -> String {
    let mut text = format!(
        "{} · {}",
        unit_name(&question.unit),
        period_name(&question.period)
    );
    if let Some(by) = By::parse(by).filter(|_| !key.is_empty()) {
        let group = Group {
            key: key.to_owned(),
            name: None,
            value: 0,
            share: String::new(),
            last_year: None,
        };
        text.push_str(&format!(" · {}: {}", by_name(by), groups::name(by, &group)));
    }
    if let Some(day) = format::parse_day(&question.as_of) {
        text.push_str(&format!(
            " · {} {}",
            format::lower_first(t(T::AsOf)),
            format::date(day)
        ));
    }
    text
}

fn table(rows: &DepartureRows, first: Option<String>, next: Option<String>) -> AnyView {
    if rows.rows.is_empty() {
        let link = Some((t(T::BackToReport).to_owned(), "/reports".to_owned()));
        return empty_state(t(T::Empty), t(T::EmptyText), link);
    }
    let total = format!("{}: {}", t(T::Total), format::number(rows.total));
    let body: Vec<AnyView> = rows.rows.iter().map(row).collect();
    view! {
        <p class="num-left"><strong>{total}</strong></p>
        <div class="card table-wrap">
            <table class="table">
                <caption class="visually-hidden">{t(T::RowsTitle)}</caption>
                <thead><tr>
                    <th scope="col" class="num">{t(T::Day)}</th>
                    <th scope="col">{t(T::Person)}</th>
                    <th scope="col">{t(C::Market)}</th>
                    <th scope="col">{t(C::Sector)}</th>
                    <th scope="col">{t(C::Sex)}</th>
                    <th scope="col">{t(C::LegalForm)}</th>
                    <th scope="col">{t(C::Commune)}</th>
                    <th scope="col">{t(T::Confirmed)}</th>
                    <th scope="col">{t(T::Placement)}</th>
                </tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        <p class="row no-print">
            {first.map(|href| view! { <LinkButton href=href>{t(T::First)}</LinkButton> })}
            {next.map(|href| view! { <LinkButton href=href>{t(T::Next)}</LinkButton> })}
        </p>
    }
    .into_any()
}

fn row(row: &DepartureRow) -> AnyView {
    let person = match row.worker.name.open() {
        Some(_) => {
            view! { <a href=format!("/people/{}", row.worker.id)>{person_name(&row.worker)}</a> }.into_any()
        }
        None => person_name(&row.worker),
    };
    let confirmed = match row.verified {
        Some(by) => badge(Tone::Go, domain::verifier(by)),
        None => badge(Tone::Quiet, t(T::Declared)),
    };
    let sex = |sex: Sex| domain::sex(sex);
    let form = |form: LegalForm| domain::legal_form(form);
    view! {
        <tr>
            <td class="num">{format::partial(row.on)}</td>
            <td>{person}</td>
            <td>{names::market(row.market.as_str())}</td>
            <td>{row.sector.as_deref().map(names::sector)}</td>
            <td>{row.sex.map(sex)}</td>
            <td>{row.form.map(form)}</td>
            <td>{row.commune_name.clone()}</td>
            <td>{confirmed}</td>
            <td><a href=format!("/cases/{}", row.case)>{t(C::Open)}</a></td>
        </tr>
    }
    .into_any()
}
