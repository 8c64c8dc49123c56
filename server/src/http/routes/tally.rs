//! Figures added up from fairs, advice, support and loans, and the records behind them.

use hanhtrinh_api::care::{TallyBy, TallyIndicator, TallyReport, TallyRows};
use hanhtrinh_domain::period::Period;
use hanhtrinh_views::TallyQuery;

use super::super::answer::{Answer, At};
use super::super::ask::Asking;
use super::super::failure::Failure;
use super::super::query::Query;
use super::reports::{failure, place};
use crate::present::{self, Eyes};

/// A figure of a unit in a period: with its word, formula in both languages, base and groups.
#[utoipa::path(get, path = "/reports/tally/{indicator}", tag = "tally", params(
    ("indicator" = String, Path, description = "fairs, exhibitors, attendance, matches, advised, loans, policy, support, claims or placements"),
    ("unit" = Option<String>, Query, description = "`38`, `17@2025-06-30` or `16249@2024`; the province unless said"),
    ("period" = Option<String>, Query, description = "`2025`, `2025-H1`, `2025-05` or `2024-01-01..2025-07-16`; this year unless said"),
    ("as_of" = Option<String>, Query, description = "As known by the end of this day in Vietnam"),
    ("position" = Option<u64>, Query, description = "As known at this size of the log"),
    ("by" = Option<String>, Query, description = "kind, party, group, month or commune"),
), responses((status = 200, description = "The report", body = super::super::tally_shape::TallyReportShape)))]
pub async fn report(asking: Asking<TallyIndicator>) -> Answer<TallyReport> {
    let asking = asking.of_an_office()?;
    let indicator = *asking.at();
    asking
        .answer(move |eyes, query| {
            let asked = tally_query(eyes, query, indicator)?;
            let report = eyes.views.tally_report(&asked);
            let report = report.map_err(|error| failure(error, eyes.lang))?;
            Ok(At::new(report.position, report))
        })
        .await
}

/// The records behind a figure or one of its groups.
#[utoipa::path(get, path = "/reports/tally/{indicator}/rows", tag = "tally", params(
    ("indicator" = String, Path, description = "As of the report"),
    ("unit" = Option<String>, Query, description = "As of the report"),
    ("period" = Option<String>, Query, description = "As of the report"),
    ("as_of" = Option<String>, Query, description = "As of the report"),
    ("position" = Option<u64>, Query, description = "As of the report"),
    ("by" = Option<String>, Query, description = "As of the report"),
    ("key" = Option<String>, Query, description = "Key of the group; `unresolved`, `apart` or `replaced` for those beside the figure"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "Rows, 1 to 200; 50 unless said"),
), responses((status = 200, description = "The rows", body = TallyRows)))]
pub async fn rows(asking: Asking<TallyIndicator>) -> Answer<TallyRows> {
    let asking = asking.of_an_office()?.about_people()?;
    let indicator = *asking.at();
    asking
        .answer(move |eyes, query| {
            let (offset, limit) = (query.cursor().unwrap_or(0), query.limit());
            let key = query.text("key");
            let asked = tally_query(eyes, query, indicator)?;
            let key = Some(key.as_str()).filter(|key| !key.is_empty());
            let rows = present::tally_rows(eyes, &asked, key, offset, limit);
            let rows = rows.map_err(|error| failure(error, eyes.lang))?;
            Ok(At::new(rows.position, rows))
        })
        .await
}

fn tally_query(eyes: &Eyes<'_>, query: &mut Query, indicator: TallyIndicator) -> Result<TallyQuery, Failure> {
    let period = query.read("period", |text| Period::parse(text).ok());
    let by = query.read("by", TallyBy::parse);
    let (unit_text, unit, moment) = place(eyes, query)?;
    Ok(TallyQuery {
        indicator,
        unit_text,
        unit,
        period: period.unwrap_or_else(|| Period::year(eyes.registry.today().year())),
        as_of: moment.day,
        position: moment.position,
        by,
    })
}
