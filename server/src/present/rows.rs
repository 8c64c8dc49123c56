//! The departures behind a figure.

use hanhtrinh_api::reports::{DepartureRow, DepartureRows};
use hanhtrinh_views::{DepartureVersion, ReportError, ReportQuery};

use super::{Eyes, cursor};

/// The departures behind a figure or one of its groups, by day, as far as the reader sees the cases.
pub fn departure_rows(
    eyes: &Eyes<'_>,
    query: &ReportQuery,
    key: Option<&str>,
    offset: usize,
    limit: usize,
) -> Result<DepartureRows, ReportError> {
    let mut rows = eyes.views.departure_rows(query, key)?;
    let sight = eyes.reader.sight(eyes.views);
    rows.retain(|row| sight.covers_case(row.case));
    let end = offset.saturating_add(limit).min(rows.len());
    let page = rows.get(offset..end).unwrap_or_default();
    Ok(DepartureRows {
        rows: page
            .iter()
            .map(|version| row(eyes, version, query.position))
            .collect(),
        total: rows.len() as u64,
        next: (end < rows.len()).then(|| cursor(&end)).flatten(),
        position: query.position,
    })
}

fn row(eyes: &Eyes<'_>, version: &DepartureVersion, position: u64) -> DepartureRow {
    let units = eyes.views.units();
    let edition = units.edition_on(version.on.last());
    let commune = version
        .home()
        .and_then(|home| home.commune(units, edition))
        .or(version.residence);
    DepartureRow {
        case: version.case,
        worker: eyes.person_ref(version.worker, position),
        event: version.event,
        event_position: version.event_position,
        on: version.on,
        market: version.market,
        sector: version.sector.map(|code| code.to_string()),
        sex: version.sex,
        form: version.form,
        commune_name: commune.and_then(|unit| eyes.unit_name(unit)),
        verified: version.verified,
    }
}
