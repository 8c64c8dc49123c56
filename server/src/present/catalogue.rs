//! Names of codes and units, for the whole interface at once.

use hanhtrinh_api::session::{CatalogueView, EnterpriseName, Named, UnitName};
use hanhtrinh_domain::catalogue::Catalogue;
use hanhtrinh_domain::text::fold;
use hanhtrinh_domain::unit::{EDITION_2024, EDITION_2025, UnitRef};
use hanhtrinh_domain::units::Units;
use hanhtrinh_views::Views;

/// The catalogue of a registry as it is now.
pub fn catalogue(views: &Views) -> CatalogueView {
    let packs = views.packs();
    let units_now = views.units();
    let latest = units_now
        .editions()
        .last()
        .map_or(EDITION_2025, |(edition, _)| *edition);
    let communes = units_now.communes_of(views.province().at(latest));
    let mut former: Vec<UnitRef> = communes
        .iter()
        .flat_map(|commune| units_now.in_edition(*commune, EDITION_2024).all().to_vec())
        .collect();
    former.sort_unstable();
    former.dedup();
    let mut enterprises: Vec<EnterpriseName> = views
        .enterprises()
        .map(|row| EnterpriseName {
            code: row.code.to_string(),
            name: row
                .enterprise
                .name
                .as_ref()
                .map_or_else(|| row.code.to_string(), ToString::to_string),
        })
        .collect();
    enterprises.sort_by_cached_key(|enterprise| (fold(&enterprise.name), enterprise.code.clone()));
    CatalogueView {
        markets: named(&packs.catalogue.markets),
        sectors: named(&packs.catalogue.sectors),
        communes: units(units_now, &communes),
        former_communes: units(units_now, &former),
        enterprises,
    }
}

fn named(list: &Catalogue) -> Vec<Named> {
    list.entries()
        .iter()
        .map(|entry| Named {
            code: entry.code.to_string(),
            vi: entry.vi.clone(),
            en: entry.en.clone(),
        })
        .collect()
}

/// Units with their names, by the name without its kind.
fn units(units: &Units, refs: &[UnitRef]) -> Vec<UnitName> {
    let mut found: Vec<_> = refs.iter().filter_map(|unit| units.get(*unit)).collect();
    found.sort_by_cached_key(|unit| (fold(unit.bare_name()), unit.unit));
    found
        .into_iter()
        .map(|unit| UnitName {
            unit: unit.unit,
            name: unit.name.clone(),
        })
        .collect()
}
