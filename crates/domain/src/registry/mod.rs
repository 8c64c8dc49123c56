//! The registry's own stream: which packs of rules, holidays and units it has adopted, from when.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::event::events;

/// What a pack holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum PackKind {
    /// Administrative units and their succession.
    Units,
    /// Public holidays and swapped days.
    Holidays,
    /// Dated rules.
    Rules,
    /// Lists of codes with their names: markets, sectors, legal forms.
    Catalogue,
}

crate::code::facts!(PackKind);

events! {
    /// What happens to the registry itself.
    pub enum RegistryEvent in "registry" {
        /// A pack of dated data is in force from a day on. A later adoption of the same kind replaces it.
        PackAdopted = "pack_adopted", Decision, 1 {
            /// What it holds.
            kind: PackKind,
            /// First 24 hex digits of the SHA-256 of its bytes.
            hash: Code,
            /// From when it is used.
            effective_on: Date,
        }
    }
}
