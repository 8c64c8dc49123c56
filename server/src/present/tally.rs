//! The records behind a figure added up.

use hanhtrinh_api::care::{TallyRow, TallyRows};
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::household::PolicyGroup;
use hanhtrinh_views::{CareVersion, ReportError, TallyQuery};

use super::{Eyes, cursor};

/// The records behind a figure or one of its groups, by day. Who they are about is told only of people within the reader's
/// sight; the figure is the same for everybody.
pub fn tally_rows(
    eyes: &Eyes<'_>,
    query: &TallyQuery,
    key: Option<&str>,
    offset: usize,
    limit: usize,
) -> Result<TallyRows, ReportError> {
    let mut rows = eyes.views.tally_rows(query, key)?;
    let sight = eyes.reader.sight(eyes.views);
    rows.retain(|row| row.worker.is_none_or(|worker| sight.covers_worker(worker)));
    let end = offset.saturating_add(limit).min(rows.len());
    let page = rows.get(offset..end).unwrap_or_default();
    Ok(TallyRows {
        rows: page.iter().map(|row| shown(eyes, row, query.position)).collect(),
        total: rows.len() as u64,
        next: (end < rows.len()).then(|| cursor(&end)).flatten(),
        position: query.position,
    })
}

fn shown(eyes: &Eyes<'_>, row: &CareVersion, position: u64) -> TallyRow {
    let text = |code: Option<Code>| code.map(|code| code.to_string());
    let units = &eyes.views.packs().units;
    let commune = row
        .home()
        .and_then(|home| home.commune(units, units.edition_on(row.on.last())))
        .or(row.unit);
    TallyRow {
        kind: row.stream.map(|(kind, _)| kind),
        id: row.stream.map(|(_, id)| id).or(row.case),
        event: row.event,
        event_position: row.event_position,
        on: row.on,
        worker: row.worker.map(|worker| eyes.person_ref(worker, position)),
        case: row.case,
        unit_name: commune.and_then(|unit| eyes.unit_name(unit)),
        code: text(row.kind),
        party: row.party.map(|party| party_name(eyes, party)),
        group: text(row.group).filter(|group| eyes.may_see_group(PolicyGroup::parse(group))),
        amount: row.amount,
        precision: row.precision,
        declared: row.declared,
    }
}

/// The name of an enterprise; other codes as they are.
fn party_name(eyes: &Eyes<'_>, party: Code) -> String {
    let name = eyes
        .views
        .enterprise(&party)
        .and_then(|row| row.enterprise.name.as_ref());
    name.map_or_else(|| party.to_string(), |name| name.as_str().to_owned())
}
