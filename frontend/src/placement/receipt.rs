//! The receipt of a dossier with the day on which the result can be collected, made for paper.

use hanhtrinh_api::cases::CaseView;
use hanhtrinh_domain::case::DossierItem;

use super::texts::T;
use crate::client::store;
use crate::i18n::domain;
use crate::prelude::*;

/// Prints the receipt instead of the page.
pub fn button() -> AnyView {
    let print = Callback::new(move |()| {
        let root = store::document().and_then(|document| document.document_element());
        if let Some(root) = &root {
            let _ = root.set_attribute("data-print", "receipt");
        }
        // The call returns when the print dialog is closed.
        if let Some(window) = store::window() {
            let _ = window.print();
        }
        if let Some(root) = &root {
            let _ = root.remove_attribute("data-print");
        }
    });
    view! { <Button on_click=print>{t(T::PrintReceipt)}</Button> }.into_any()
}

/// The receipt; only paper shows it.
pub fn sheet(case: &CaseView) -> Option<AnyView> {
    let direct = case.direct.as_ref()?;
    let line = |label: T, value: String| view! { <dt>{t(label)}</dt><dd>{value}</dd> }.into_any();
    let list = |items: Vec<DossierItem>| {
        items
            .into_iter()
            .map(domain::dossier_item)
            .collect::<Vec<_>>()
            .join("; ")
    };
    let there = DossierItem::ALL
        .iter()
        .copied()
        .filter(|item| !direct.missing.contains(item))
        .collect();
    let birth = case
        .worker
        .birth_date
        .open()
        .map(|birth| super::form::typed(birth))
        .unwrap_or_default();
    let name = case.worker.name.open().cloned().unwrap_or_default();
    let due = direct
        .due
        .map_or_else(|| t(T::ReceiptNoReturn).to_owned(), |due| format::date(due.on));
    let missing = (!direct.missing.is_empty()).then(|| line(T::Missing, list(direct.missing.clone())));
    Some(
        view! {
            <section class="receipt print-only" aria-hidden="true">
                <p class="receipt-unit">{direct.commune_name.clone()}</p>
                <p class="receipt-title">{t(T::ReceiptTitle)}</p>
                <p>{t(T::ReceiptAbout)}</p>
                <dl class="dl">
                    {line(T::ReceiptOf, format!("{name}, {birth}"))}
                    {line(T::Market, case.market.map(|market| names::market(market.as_str())).unwrap_or_default())}
                    {line(T::FiledOn, format::partial(direct.filed_on))}
                    {line(T::ReceiptPapers, list(there))}
                    {missing}
                    {line(T::ReceiptReturn, due)}
                    {line(T::Rule, direct.rule.as_ref().map(names::name).unwrap_or_default())}
                    {line(T::ReceiptCode, case.id.to_string())}
                </dl>
                <div class="receipt-signs"><span>{t(T::ReceiptGiver)}</span><span>{t(T::ReceiptTaker)}</span></div>
            </section>
        }
        .into_any(),
    )
}
