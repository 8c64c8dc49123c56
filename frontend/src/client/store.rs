//! The browser's own memory: preferences that stay, and drafts that are wiped when somebody signs out.

use web_sys::{Document, Storage, Window};

/// Names of drafts begin so.
const DRAFT: &str = "draft:";

/// The window.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub fn document() -> Option<Document> {
    window()?.document()
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}

/// A preference.
pub fn preference(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps a preference; an empty one is forgotten.
pub fn keep_preference(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = if value.is_empty() {
            storage.remove_item(name)
        } else {
            storage.set_item(name, value)
        };
    }
}

/// A draft of the account that is signed in.
pub fn draft(user: &str, form: &str) -> Option<String> {
    preference(&format!("{DRAFT}{user}:{form}"))
}

/// Keeps a draft; an empty one is forgotten.
pub fn keep_draft(user: &str, form: &str, value: &str) {
    keep_preference(&format!("{DRAFT}{user}:{form}"), value);
}

/// Forgets every draft: they hold personal data, and machines are shared.
pub fn wipe_drafts() {
    let Some(storage) = storage() else { return };
    let count = storage.length().unwrap_or(0);
    let names: Vec<String> = (0..count)
        .filter_map(|index| storage.key(index).ok().flatten())
        .collect();
    for name in names.iter().filter(|name| name.starts_with(DRAFT)) {
        let _ = storage.remove_item(name);
    }
}
