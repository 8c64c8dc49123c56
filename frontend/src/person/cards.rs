//! Identity, documents and residences of a person.

use hanhtrinh_api::people::{DocumentView, PersonView, ResidenceView};
use hanhtrinh_domain::unit::EDITION_2024;

use super::texts::T;
use crate::i18n::domain;
use crate::prelude::*;

/// Who the person is and how to reach them.
pub fn identity(view: &PersonView) -> AnyView {
    let entry = view
        .entry
        .map(|entry| view! { <dt>{t(T::Entry)}</dt><dd>{domain::entry(entry)}</dd> });
    view! {
        <section class="card card-pad stack">
            <h2 class="card-title">{t(T::Identity)}</h2>
            <dl class="dl">
                <dt>{t(C::PersonalId)}</dt>
                <dd>{shown(&view.personal_id)}</dd>
                <dt>{t(C::Phone)}</dt>
                <dd>{shown(&view.phone)}</dd>
                <dt>{t(T::Kin)}</dt>
                <dd>{shown(&view.next_of_kin)}</dd>
                {entry}
            </dl>
        </section>
    }
    .into_any()
}

/// The papers on file.
pub fn documents(view: &PersonView) -> AnyView {
    let items: Vec<_> = view.documents.iter().map(document).collect();
    section(T::Documents, T::NoDocuments, items)
}

/// Where the person lives and lived.
pub fn residences(view: &PersonView) -> AnyView {
    let items: Vec<_> = view.residences.iter().map(residence).collect();
    section(T::Residences, T::NoResidences, items)
}

fn section(title: T, none: T, items: Vec<AnyView>) -> AnyView {
    let content = if items.is_empty() {
        view! { <p class="muted">{t(none)}</p> }.into_any()
    } else {
        view! { <ul class="plain-list">{items}</ul> }.into_any()
    };
    view! {
        <section class="card card-pad stack">
            <h2 class="card-title">{t(title)}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn document(document: &DocumentView) -> AnyView {
    let expiry = document.expires_on.map(|day| {
        if day < today() {
            badge(Tone::Late, format!("{} {}", t(T::Expired), format::date(day)))
        } else {
            view! { <span class="muted small">{format!("{} {}", t(T::ExpiresOn), format::date(day))}</span> }
                .into_any()
        }
    });
    view! {
        <li class="two-lines">
            <strong>{domain::document_kind(document.kind)} " " {shown(&document.number)}</strong>
            <span>{format!("{} {}", t(T::Recorded), format::partial(document.on))} " " {expiry}</span>
        </li>
    }
    .into_any()
}

fn residence(residence: &ResidenceView) -> AnyView {
    let kind = if residence.permanent {
        T::Permanent
    } else {
        T::Temporary
    };
    let old = (residence.unit.edition == EDITION_2024).then(|| {
        let now = residence
            .now
            .as_ref()
            .map(|now| format!(", {} {now}", t(T::Now)))
            .unwrap_or_default();
        view! { <span>{format!("{}{now}", t(T::Before))}</span> }
    });
    view! {
        <li class="two-lines">
            <strong>{residence.name.clone()}</strong>
            <span>{residence.address.open().cloned()}</span>
            {old}
            <span>{format!("{}, {} {}", t(kind), t(T::From), format::partial(residence.from))}</span>
        </li>
    }
    .into_any()
}
