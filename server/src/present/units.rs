//! Units in time as a page shows them.

use hanhtrinh_api::units::{EditionView, UnitView, UnitsView};
use hanhtrinh_domain::unit::edition_start;
use hanhtrinh_views::Views;
use jiff::civil::Date;

/// The communes of the province on a day, and every edition.
pub fn units(views: &Views, on: Date) -> UnitsView {
    let units = views.units();
    let province = units.bearer(views.province().code, on);
    let communes = province
        .map(|province| units.communes_of(province))
        .unwrap_or_default();
    let shown = communes.into_iter().filter_map(|unit| {
        Some(UnitView {
            unit,
            name: units.get(unit)?.name.clone(),
            made_of: units
                .predecessors(unit)
                .into_iter()
                .map(|(unit, _)| unit)
                .collect(),
        })
    });
    let editions = units.editions().iter().map(|(edition, _)| {
        let unit = views.province().at(*edition).to_string();
        EditionView {
            edition: unit
                .split_once('@')
                .map_or(String::new(), |(_, edition)| edition.to_owned()),
            from: edition_start(*edition),
        }
    });
    UnitsView {
        editions: editions.collect(),
        units: shown.collect(),
        position: views.size(),
    }
}
