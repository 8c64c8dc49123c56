//! The history of a record: every change with who, when and on what document; what no longer holds stays visible.

use hanhtrinh_api::Shown;
use hanhtrinh_api::cases::{HistoryEntry, Standing};
use hanhtrinh_domain::date::{PartialDate, day_in_vietnam};
use hanhtrinh_domain::event::{AmendKind, Private};
use leptos::prelude::*;

use super::{Button, ButtonKind, Tone, badge, live, shown_text};
use crate::format;
use crate::i18n::{C, events, facts, lang, pick, t};

crate::texts! {
    enum T {
        Decisions => "Quyết định", "Decisions";
        Amendments => "Đính chính", "Corrections";
        Correct => "Đính chính", "Correct";
        Corrected => "đã đính chính", "corrected later";
        Annulled => "đã hủy", "annulled";
        Unknown => "loại chưa biết", "unknown type";
        Account => "Tài khoản", "Account";
        Nothing => "Không có thay đổi nào thuộc loại này.", "No change of this kind.";
    }
}

fn is_decision(kind: &str) -> bool {
    matches!(
        kind,
        "person_forgotten"
            | "supplement_requested"
            | "case_assigned"
            | "direct_contract_certified"
            | "direct_contract_refused"
            | "case_closed"
            | "case_reopened"
    )
}

/// Whether this account may amend decisions: who signs them, and the province.
fn signs() -> bool {
    use hanhtrinh_domain::actor::Role;
    crate::client::session::me().is_some_and(|me| matches!(me.role, Role::UnitLeader | Role::ProvinceOfficer))
}

/// The history, latest first, with a choice of what to see.
#[component]
pub fn HistoryList(
    entries: Vec<HistoryEntry>,
    /// Opens the correction of an event, where the reader may.
    #[prop(default = None)]
    on_amend: Option<Callback<HistoryEntry>>,
) -> AnyView {
    let which = RwSignal::new(0_u8);
    let chip = move |key: u8, label: &'static str| {
        view! {
            <button type="button" class="chip" class:active=move || which.get() == key
                aria-pressed=move || (which.get() == key).to_string() on:click=move |_| which.set(key)>
                {label}
            </button>
        }
    };
    let list = move || {
        let fits = |entry: &&HistoryEntry| match which.get() {
            1 => is_decision(&entry.kind),
            2 => entry.amends.is_some() || entry.standing != Standing::Holds,
            _ => true,
        };
        let items: Vec<_> = entries
            .iter()
            .filter(fits)
            .map(|entry| item(entry, on_amend))
            .collect();
        if items.is_empty() {
            return view! { <p class="muted">{t(T::Nothing)}</p> }.into_any();
        }
        view! { <ol class="history">{items}</ol> }.into_any()
    };
    view! {
        <section class="card card-pad">
            <div class="card-head">
                <h2 class="card-title">{t(C::History)}</h2>
                <div class="chips no-print">
                    {chip(0, t(C::All))} {chip(1, t(T::Decisions))} {chip(2, t(T::Amendments))}
                </div>
            </div>
            {live(list)}
        </section>
    }
    .into_any()
}

fn item(entry: &HistoryEntry, on_amend: Option<Callback<HistoryEntry>>) -> AnyView {
    let recorded = day_in_vietnam(entry.at);
    let standing = match entry.standing {
        Standing::Corrected => Some(badge(Tone::Past, t(T::Corrected))),
        Standing::Annulled => Some(badge(Tone::Past, t(T::Annulled))),
        Standing::Unknown => Some(badge(Tone::Quiet, t(T::Unknown))),
        Standing::Holds | Standing::Amendment => None,
    };
    let class = match entry.standing {
        Standing::Corrected | Standing::Annulled => "gone",
        Standing::Amendment => "amendment",
        _ if is_decision(&entry.kind) => "decision",
        _ => "fact",
    };
    let details: Vec<_> = private_lines(entry)
        .into_iter()
        .map(|line| view! { <p class="line">{line}</p> })
        .collect();
    let summary = facts::summary(&entry.kind, &entry.facts);
    let amend = on_amend
        .filter(|_| entry.standing != Standing::Amendment && (!is_decision(&entry.kind) || signs()))
        .map(|on_amend| {
            let entry = entry.clone();
            let click = Callback::new(move |()| on_amend.run(entry.clone()));
            view! { <Button kind=ButtonKind::Quiet on_click=click>{t(T::Correct)}</Button> }
        });
    view! {
        <li class=class>
            <time class="when">{format::partial(entry.on)}</time>
            <span class="dot" aria-hidden="true"></span>
            <div class="what">
                <h3>{title(entry)} " " {standing}</h3>
                {(!summary.is_empty()).then(|| view! { <p class="line">{summary}</p> })}
                {details}
                <p class="line who" title=entry.by.clone()>{who(entry)} " " {late(entry.on, recorded)}</p>
            </div>
            <div class="no-print">{amend}</div>
        </li>
    }
    .into_any()
}

fn title(entry: &HistoryEntry) -> String {
    let name = events::event_type(&entry.kind);
    let prefix = match entry.amends.map(|amend| amend.kind) {
        None => return name,
        Some(AmendKind::Correct) => ("Đính chính", "Correction"),
        Some(AmendKind::Annul) => ("Hủy", "Annulment"),
        Some(AmendKind::Reinstate) => ("Khôi phục", "Reinstatement"),
    };
    format!("{}: {}", pick(prefix), format::lower_first(&name))
}

/// Who it was: a name, or for those who see only the opaque id of the account, its end, which is enough to follow it.
fn account(by: &str) -> String {
    match uuid::Uuid::parse_str(by) {
        Ok(_) => format!("{} {}", t(T::Account), by.get(30..).unwrap_or(by)),
        Err(_) => by.to_owned(),
    }
}

fn who(entry: &HistoryEntry) -> String {
    let mut parts = vec![account(&entry.by), events::role_text(&entry.role)];
    if entry.channel != "web" {
        parts.push(events::channel(&entry.channel).to_owned());
    }
    if let Some(source) = &entry.source {
        let date = source
            .date
            .map(|day| format!(" {}", format::date(day)))
            .unwrap_or_default();
        let authority = source
            .authority
            .as_ref()
            .map(|authority| format!(", {}", crate::names::enterprise(authority)))
            .unwrap_or_default();
        parts.push(format!("{}{date}{authority}", events::source_kind(&source.kind)));
    }
    parts.push(format::moment(entry.at));
    parts.join(" · ")
}

/// How much later than it happened something was recorded, when that is more than a few days.
fn late(on: PartialDate, recorded: jiff::civil::Date) -> Option<AnyView> {
    let days = format::days_between(on.last(), recorded);
    (days > 7).then(|| {
        let text = match lang() {
            hanhtrinh_api::Lang::Vi => format!("ghi sau {days} ngày"),
            hanhtrinh_api::Lang::En => format!("recorded {days} days later"),
        };
        badge(Tone::Soon, text)
    })
}

fn private_lines(entry: &HistoryEntry) -> Vec<String> {
    let line = |shown: &Shown<Private>| match shown {
        Shown::Open(private) => private_line(private),
        Shown::Withheld => String::new(),
        Shown::Erased => shown_text(&Shown::Erased),
        Shown::Missing => String::new(),
    };
    entry
        .private
        .iter()
        .map(line)
        .filter(|line| !line.is_empty())
        .collect()
}

fn private_line(private: &Private) -> String {
    let parts: Vec<String> = match private {
        Private::Identity {
            full_name,
            birth_date,
            personal_id,
        } => {
            let number = personal_id.as_ref().map(|number| number.as_str().to_owned());
            [
                Some(full_name.as_str().to_owned()),
                Some(format::partial(*birth_date)),
                number,
            ]
            .into_iter()
            .flatten()
            .collect()
        }
        Private::Document { number, issued_by } => [Some(number.clone()), issued_by.clone()]
            .into_iter()
            .flatten()
            .collect(),
        Private::Address { text } => vec![text.clone()],
        Private::Contact { phone, next_of_kin } => [
            phone.as_ref().map(|phone| phone.as_str().to_owned()),
            next_of_kin.clone(),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Private::Paper { number, note } => [number.clone(), note.clone()].into_iter().flatten().collect(),
    };
    parts.join(" · ")
}
