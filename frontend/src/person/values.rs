//! Small conversions between what is typed and what is sent.

use hanhtrinh_domain::worker::DocumentKind;
use serde_json::Value;

use super::texts::T;
use crate::prelude::*;

/// What stands in a field.
pub fn trimmed(value: RwSignal<String>) -> String {
    value.get_untracked().trim().to_owned()
}

/// Facts without what was left empty.
pub fn without_nulls(mut facts: Value) -> Value {
    if let Some(map) = facts.as_object_mut() {
        map.retain(|_, value| !value.is_null());
    }
    facts
}

/// The code of a kind of document.
pub fn code(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::IdentityCard => "identity_card",
        DocumentKind::OldIdentityCard => "old_identity_card",
        DocumentKind::Passport => "passport",
    }
}

/// Communes of now and of before: a residence of long ago lies in one of the latter.
pub fn all_communes() -> Vec<Choice> {
    let mut all = names::commune_choices();
    all.extend(names::former_commune_choices().into_iter().map(|mut choice| {
        choice.hint = t(T::Before).to_owned();
        choice
    }));
    all
}
