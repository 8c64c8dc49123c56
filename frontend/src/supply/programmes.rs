//! The list of programmes, and one of them.

use hanhtrinh_api::dealings::{ProgrammeView, Programmes};
use hanhtrinh_domain::programme::ProfitKind;

use super::texts::T;
use super::{cell, linked, page, table};
use crate::prelude::*;

/// The programmes.
#[component]
pub fn ProgrammesPage() -> AnyView {
    let data = load::<Programmes>(|| "/programmes".to_owned());
    let list = load_view(
        data,
        || skeleton_rows(5),
        |answer: Arc<Programmes>| {
            let columns = [
                (T::Programme, false),
                (T::Market, false),
                (T::Profit, false),
                (T::Recruiters, false),
                (T::Intakes, true),
            ];
            let rows = answer.programmes.iter().map(row).collect();
            table(
                T::Programmes,
                &columns,
                rows,
                (T::NoProgrammes, T::NoProgrammesText),
            )
        },
    );
    page("/programmes", T::Programmes, T::ProgrammesContext, list)
}

fn row(programme: &ProgrammeView) -> AnyView {
    let terms = programme.terms.as_ref();
    let market = terms.and_then(|terms| terms.market);
    let profit = terms.map(|terms| match terms.profit {
        ProfitKind::NonProfit => t(T::NonProfit),
        ProfitKind::Commercial => t(T::Commercial),
    });
    let recruiters = terms.map(|terms| {
        t(if terms.recruiter_allowed {
            T::Allowed
        } else {
            T::NotAllowed
        })
    });
    let name = terms.map_or_else(|| programme.key.clone(), |terms| terms.name.to_string());
    view! {
        <tr>
            {linked(format!("/programmes/{}", super::orders::encode(&programme.key)), name, programme.key.clone())}
            {cell(T::Market, "", market.map(|market| crate::names::market(market.as_str())).unwrap_or_default())}
            {cell(T::Profit, "", profit.unwrap_or_default())}
            {cell(T::Recruiters, "", recruiters.unwrap_or_default())}
            {cell(T::Intakes, "num", programme.intakes.len().to_string())}
        </tr>
    }
    .into_any()
}

/// One programme.
#[component]
pub fn ProgrammePage(
    /// Its code.
    id: Signal<String>,
) -> AnyView {
    let data = load::<Programmes>(|| "/programmes".to_owned());
    let content = load_view(
        data,
        || skeleton_rows(5),
        move |answer: Arc<Programmes>| {
            let key = id.get_untracked();
            match answer.programmes.iter().find(|programme| programme.key == key) {
                Some(programme) => one(programme),
                None => empty_state(t(T::NoProgrammes), t(T::NoProgrammesText), None),
            }
        },
    );
    page("/programmes", T::Programme, T::ProgrammeContext, content)
}

fn one(programme: &ProgrammeView) -> AnyView {
    let intakes = programme
        .intakes
        .iter()
        .map(|intake| {
            let window = format!("{} – {}", format::date(intake.opens), format::date(intake.closes));
            view! {
                <tr>
                    <th scope="row">{intake.intake.to_string()}</th>
                    {cell(T::Quota, "num", intake.quota.map(|quota| quota.to_string()).unwrap_or_default())}
                    {cell(T::Window, "", window)}
                </tr>
            }
            .into_any()
        })
        .collect();
    let localities = programme
        .localities
        .iter()
        .map(|decided| {
            let decision = if decided.suspended {
                T::LocalitySuspended
            } else {
                T::LocalityBack
            };
            view! {
                <tr>
                    <th scope="row">{decided.unit_name.clone()}</th>
                    {cell(T::Year, "num", decided.year.to_string())}
                    {cell(T::Decision, "", t(decision))}
                    {cell(T::Document, "", decided.document.clone())}
                </tr>
            }
            .into_any()
        })
        .collect();
    let intake_columns = [(T::Intake, false), (T::Quota, true), (T::Window, false)];
    let locality_columns = [
        (T::Locality, false),
        (T::Year, true),
        (T::Decision, false),
        (T::Document, false),
    ];
    view! {
        <div class="stack">
            <h2>{t(T::Intakes)}</h2>
            {table(T::Intakes, &intake_columns, intakes, (T::NoIntakes, T::NoIntakesText))}
            <h2>{t(T::Localities)}</h2>
            {table(T::Localities, &locality_columns, localities, (T::NoLocalities, T::NoLocalitiesText))}
        </div>
    }
    .into_any()
}
