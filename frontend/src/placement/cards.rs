//! The contract, the departure and the return, each on a card.

use hanhtrinh_api::cases::CaseView;
use hanhtrinh_domain::case::Verifier;

use super::texts::T;
use crate::i18n::domain;
use crate::prelude::*;

/// One line of a card.
fn line(label: T, value: impl Into<String>) -> AnyView {
    let value = value.into();
    view! { <dt>{t(label)}</dt><dd>{value}</dd> }.into_any()
}

fn card(id: &'static str, title: T, content: AnyView) -> AnyView {
    view! {
        <section class="card card-pad" aria-labelledby=id>
            <h2 class="card-title" id=id>{t(title)}</h2>
            {content}
        </section>
    }
    .into_any()
}

/// The labour contract.
pub fn contract(case: &CaseView) -> AnyView {
    let Some(contract) = &case.contract else {
        return card(
            "contract",
            T::Contract,
            view! { <p class="muted">{t(T::NoContract)}</p> }.into_any(),
        );
    };
    let wage = contract.wage.map(|wage| {
        let currency = contract.currency.as_deref().unwrap_or_default();
        line(T::Wage, format!("{} {currency}", format::number(wage)))
    });
    let rows = view! {
        <dl class="dl">
            {contract.employer.clone().map(|employer| line(T::Employer, employer))}
            {line(T::Sector, names::sector(&contract.sector))}
            {line(T::Term, format!("{} – {}", format::date(contract.start), format::date(contract.end)))}
            {wage}
        </dl>
    };
    card("contract", T::Contract, rows.into_any())
}

/// The departure, or the flight that is booked.
pub fn departure(case: &CaseView) -> Option<AnyView> {
    let rows = match (&case.departure, case.scheduled) {
        (Some(departure), _) => view! {
            <dl class="dl">
                {line(T::Day, format::partial(departure.on))}
                {line(T::Market, names::market(departure.market.as_str()))}
                {line(T::Evidence, domain::evidence(departure.evidence))}
                {confirmed(departure.verified)}
            </dl>
        }
        .into_any(),
        (None, Some(day)) => view! { <dl class="dl">{line(T::Scheduled, format::date(day))}</dl> }.into_any(),
        (None, None) => return None,
    };
    Some(card("departure", T::Departure, rows))
}

/// The return.
pub fn back(case: &CaseView) -> Option<AnyView> {
    let back = case.back.as_ref()?;
    let rows = view! {
        <dl class="dl">
            {line(T::Day, format::partial(back.on))}
            {line(T::Cause, domain::end_cause(back.cause))}
            {confirmed(back.verified)}
        </dl>
    };
    Some(card("return", T::Return, rows.into_any()))
}

fn confirmed(by: Option<Verifier>) -> AnyView {
    let badge = match by {
        Some(by) => badge(Tone::Go, domain::verifier(by)),
        None => badge(Tone::Soon, t(T::Unconfirmed)),
    };
    view! { <dt>{t(T::Confirmed)}</dt><dd>{badge}</dd> }.into_any()
}
