//! What a reader may see of sealed parts, in words.

use hanhtrinh_api::{PersonRef, Shown};
use leptos::prelude::*;

use crate::i18n::{C, t};

/// The content, or why there is none.
pub fn shown_text(shown: &Shown<String>) -> String {
    match shown {
        Shown::Open(text) => text.clone(),
        Shown::Withheld => t(C::Withheld).to_owned(),
        Shown::Erased => t(C::Erased).to_owned(),
        Shown::Missing => t(C::Missing).to_owned(),
    }
}

/// The same; what is no content stands back.
pub fn shown(shown: &Shown<String>) -> AnyView {
    let text = shown_text(shown);
    match shown {
        Shown::Open(_) => text.into_any(),
        _ => view! { <span class="muted">{text}</span> }.into_any(),
    }
}

/// The name of a person; for those who see no names, the beginning of the id.
pub fn name_text(person: &PersonRef) -> String {
    match &person.name {
        Shown::Open(name) => name.clone(),
        Shown::Erased => t(C::Erased).to_owned(),
        Shown::Withheld | Shown::Missing => {
            let id = person.id.simple().to_string();
            // The end of a version 7 UUID is random; its beginning is a time that many share.
            format!("{} {}", t(C::Unnamed), id.get(26..).unwrap_or_default())
        }
    }
}

/// The name of a person.
pub fn person_name(person: &PersonRef) -> AnyView {
    let text = name_text(person);
    match person.name {
        Shown::Open(_) => text.into_any(),
        _ => view! { <span class="muted">{text}</span> }.into_any(),
    }
}
