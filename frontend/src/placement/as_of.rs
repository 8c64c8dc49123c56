//! The one control that shows a case as it was known on a day.

use std::collections::BTreeSet;

use hanhtrinh_api::cases::CaseView;
use hanhtrinh_domain::date::day_in_vietnam;
use jiff::civil::Date;
use leptos::ev::SubmitEvent;
use leptos_router::hooks::use_navigate;

use super::texts::T;
use crate::prelude::*;

/// How many days with records are offered.
const OFFERED: usize = 6;

/// Says that the page shows the past.
pub fn band(day: Date) -> AnyView {
    view! {
        <p class="past-band" role="status">
            <span>{t(T::AsOf)}" "<strong>{format::date(day)}</strong></span>
            <a href="?">{t(T::AsOfBack)}</a>
        </p>
    }
    .into_any()
}

/// Chooses the day: typed, or one of the days on which something was recorded.
pub fn control(case: &CaseView) -> AnyView {
    let errors = Errors::new();
    let typed = RwSignal::new(format::date(case.as_of));
    let navigate = use_navigate();
    let id = case.id;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match format::iso(&typed.get_untracked()) {
            Some(day) => navigate(&format!("/cases/{id}?as_of={day}"), Default::default()),
            None => errors.set("as_of", t(T::DayBadExact)),
        }
    };
    let days: BTreeSet<Date> = case
        .history
        .iter()
        .map(|entry| day_in_vietnam(entry.at))
        .collect();
    let links: Vec<AnyView> = days
        .iter()
        .rev()
        .take(OFFERED)
        .map(|day| {
            let label = format::date(*day);
            view! { <a class="chip" href=format!("?as_of={day}")>{label}</a> }.into_any()
        })
        .collect();
    view! {
        <form class="card card-pad as-of no-print" novalidate on:submit=submit>
            <DateField name="as_of" label=t(T::AsOf) value=typed errors=errors/>
            <Button submit=true>{t(T::AsOfShow)}</Button>
            <div class="chips" role="group" aria-label=t(T::AsOfDays)>{links}</div>
        </form>
    }
    .into_any()
}
