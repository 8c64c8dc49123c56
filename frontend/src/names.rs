//! Names of codes and units, from the catalogue the server sent.

use std::sync::Arc;

use hanhtrinh_api::Lang;
use hanhtrinh_api::session::{CatalogueView, Named, UnitName};
use hanhtrinh_domain::unit::UnitRef;
use leptos::prelude::GetUntracked;

use crate::client::session::session;
use crate::components::Choice;
use crate::i18n::lang;

fn catalogue() -> Option<Arc<CatalogueView>> {
    session().catalogue.get_untracked()
}

/// The name in the language of the page.
pub fn name(named: &Named) -> String {
    match lang() {
        Lang::Vi => named.vi.clone(),
        Lang::En => named.en.clone(),
    }
}

fn find(list: &[Named], code: &str) -> String {
    list.iter()
        .find(|named| named.code == code)
        .map_or_else(|| code.to_owned(), name)
}

/// Name of a market.
pub fn market(code: &str) -> String {
    catalogue().map_or_else(|| code.to_owned(), |catalogue| find(&catalogue.markets, code))
}

/// Name of a sector.
pub fn sector(code: &str) -> String {
    catalogue().map_or_else(|| code.to_owned(), |catalogue| find(&catalogue.sectors, code))
}

/// Name of a commune of the province, of either edition.
pub fn commune(unit: UnitRef) -> String {
    let found = catalogue().and_then(|catalogue| {
        let mut known = catalogue.communes.iter().chain(&catalogue.former_communes);
        known
            .find(|known| known.unit == unit)
            .map(|known| known.name.clone())
    });
    found.unwrap_or_else(|| unit.to_string())
}

/// Name of an enterprise.
pub fn enterprise(code: &str) -> String {
    let found = catalogue().and_then(|catalogue| {
        catalogue
            .enterprises
            .iter()
            .find(|known| known.code == code)
            .map(|known| known.name.clone())
    });
    found.unwrap_or_else(|| code.to_owned())
}

fn named_choices(list: &[Named]) -> Vec<Choice> {
    list.iter()
        .map(|named| Choice {
            value: named.code.clone(),
            label: name(named),
            hint: String::new(),
        })
        .collect()
}

fn unit_choices(list: &[UnitName]) -> Vec<Choice> {
    list.iter()
        .map(|known| Choice {
            value: known.unit.to_string(),
            label: known.name.clone(),
            hint: String::new(),
        })
        .collect()
}

/// Markets to choose from.
pub fn market_choices() -> Vec<Choice> {
    catalogue()
        .map(|catalogue| named_choices(&catalogue.markets))
        .unwrap_or_default()
}

/// Sectors to choose from.
pub fn sector_choices() -> Vec<Choice> {
    catalogue()
        .map(|catalogue| named_choices(&catalogue.sectors))
        .unwrap_or_default()
}

/// Communes in force now.
pub fn commune_choices() -> Vec<Choice> {
    catalogue()
        .map(|catalogue| unit_choices(&catalogue.communes))
        .unwrap_or_default()
}

/// Communes before the reorganisation.
pub fn former_commune_choices() -> Vec<Choice> {
    catalogue()
        .map(|catalogue| unit_choices(&catalogue.former_communes))
        .unwrap_or_default()
}

/// Enterprises known.
pub fn enterprise_choices() -> Vec<Choice> {
    let choice = |known: &hanhtrinh_api::session::EnterpriseName| Choice {
        value: known.code.clone(),
        label: known.name.clone(),
        hint: known.code.clone(),
    };
    catalogue()
        .map(|catalogue| catalogue.enterprises.iter().map(choice).collect())
        .unwrap_or_default()
}
