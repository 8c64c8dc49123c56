//! Who may be the same person, while somebody types.

use gloo_timers::callback::Timeout;
use hanhtrinh_api::people::{Similar, SimilarPerson};
use hanhtrinh_domain::identity::{BirthDate, IdNumber, PersonName};

use super::form::Form;
use super::texts::T;
use crate::prelude::*;

/// How long somebody must pause in typing before the server is asked, in milliseconds.
const PAUSE: u32 = 300;

/// The question, once there is enough to ask.
fn question(form: Form) -> String {
    let (name, birth, number) = (
        form.full_name.get(),
        form.birth_date.get(),
        form.personal_id.get(),
    );
    let name = PersonName::parse(&name)
        .ok()
        .map(|name| name.as_str().to_owned())
        .unwrap_or_default();
    let birth = BirthDate::parse(&birth)
        .ok()
        .map(|birth| birth.get().to_string())
        .unwrap_or_default();
    let number = IdNumber::parse(&number)
        .ok()
        .map(|number| number.as_str().to_owned())
        .unwrap_or_default();
    if number.is_empty() && (name.is_empty() || birth.is_empty()) {
        return String::new();
    }
    format!(
        "/people/similar{}",
        query_string(&[
            ("full_name", &*name),
            ("birth_date", &*birth),
            ("personal_id", &*number)
        ])
    )
}

/// The card beside the form.
pub fn card(form: Form) -> AnyView {
    let path = RwSignal::new(String::new());
    let timer: StoredValue<Option<Timeout>, LocalStorage> = StoredValue::new_local(None);
    Effect::new(move |_| {
        let question = question(form);
        // Dropping the timer before it cancels it.
        timer.set_value(Some(Timeout::new(PAUSE, move || {
            if path.try_get_untracked().is_some_and(|now| now != question) {
                path.set(question);
            }
        })));
    });
    let found = load::<Similar>(move || path.get());
    let list = move || {
        let people = found.get().map(|found| found.people.clone()).unwrap_or_default();
        if people.is_empty() {
            return view! { <p class="muted small">{t(T::SimilarNone)}</p> }.into_any();
        }
        let items: Vec<_> = people.iter().map(item).collect();
        view! { <ul>{items}</ul> }.into_any()
    };
    let failed = move || {
        found
            .reading
            .failure
            .get()
            .map(|failure| view! { <p class="field-error">{failure.title()}</p> })
    };
    view! {
        <aside class="card card-pad stack similar aside-card" aria-live="polite">
            <h2 class="card-title">{t(T::Similar)}</h2>
            {live(failed)}
            {live(list)}
        </aside>
    }
    .into_any()
}

fn item(candidate: &SimilarPerson) -> AnyView {
    let reason = if candidate.same_id {
        Some(badge(Tone::Late, t(T::SameId)))
    } else if candidate.same_name_and_birth {
        Some(badge(Tone::Soon, t(T::SameName)))
    } else {
        None
    };
    let birth = candidate
        .person
        .birth_date
        .open()
        .map(|birth| format::iso_text(birth));
    let about = [birth, candidate.commune_name.clone()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <li class:same=candidate.same_id>
            <strong>{person_name(&candidate.person)}</strong>
            <span class="muted small">{about}</span>
            {reason}
            <a href=format!("/people/{}", candidate.person.id)>{t(T::OpenThat)}</a>
        </li>
    }
    .into_any()
}
