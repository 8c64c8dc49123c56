//! Light, dark, or as the system says; remembered.

use crate::client::store;

const PREFERENCE: &str = "theme";

/// A colour scheme to choose.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The one chosen before.
    pub fn current() -> Self {
        match store::preference(PREFERENCE).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    /// The next one, as a switch goes through them.
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// Uses it from now on.
    pub fn choose(self) {
        let value = match self {
            Self::System => "",
            Self::Light => "light",
            Self::Dark => "dark",
        };
        store::keep_preference(PREFERENCE, value);
        if let Some(root) = store::document().and_then(|document| document.document_element()) {
            let _ = if value.is_empty() {
                root.remove_attribute("data-theme")
            } else {
                root.set_attribute("data-theme", value)
            };
        }
    }
}
