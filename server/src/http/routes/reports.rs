//! Reports: figures, and what lies behind them.

use hanhtrinh_api::reports::{By, DepartureRows, DeparturesReport, StockReport};
use hanhtrinh_api::{Lang, ProblemCode};
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::standing::{RecruitersReport, SelectionsReport, TestsReport};
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_views::{ReportError, ReportQuery, StockQuery};

use super::super::answer::{Answer, At};
use super::super::ask::Asking;
use super::super::failure::Failure;
use super::super::query::Query;
use crate::present::{self, Eyes, Moment};

/// Departures of a unit in a period: against the plan, against last year, broken down.
#[utoipa::path(get, path = "/reports/departures", tag = "reports", params(
    ("unit" = Option<String>, Query, description = "`38`, `17@2025-06-30` or `16249@2024`; the province unless said"),
    ("period" = Option<String>, Query, description = "`2025`, `2025-H1`, `2025-Q3`, `2025-05`; this year unless said"),
    ("as_of" = Option<String>, Query, description = "As known by the end of this day in Vietnam"),
    ("position" = Option<u64>, Query, description = "As known at this size of the log"),
    ("by" = Option<String>, Query, description = "market, sector, sex, month, commune, form or enterprise"),
), responses((status = 200, description = "The report", body = super::super::report_shape::DeparturesReportShape)))]
pub async fn departures(asking: Asking) -> Answer<DeparturesReport> {
    asking
        .answer(|eyes, query| {
            let asked = departures_query(eyes, query)?;
            let report = eyes.views.departures(&asked);
            let report = report.map_err(|error| failure(error, eyes.lang))?;
            Ok(At::new(report.position, report))
        })
        .await
}

/// The departures behind a figure or one of its groups.
#[utoipa::path(get, path = "/reports/departures/rows", tag = "reports", params(
    ("unit" = Option<String>, Query, description = "As of the report"),
    ("period" = Option<String>, Query, description = "As of the report"),
    ("as_of" = Option<String>, Query, description = "As of the report"),
    ("position" = Option<u64>, Query, description = "As of the report"),
    ("by" = Option<String>, Query, description = "As of the report"),
    ("key" = Option<String>, Query, description = "Key of the group; `unresolved` for those beside the figure"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "Rows, 1 to 200; 50 unless said"),
), responses((status = 200, description = "The rows", body = DepartureRows)))]
pub async fn rows(asking: Asking) -> Answer<DepartureRows> {
    let asking = asking.about_people()?;
    asking
        .answer(|eyes, query| {
            let (offset, limit) = (query.cursor().unwrap_or(0), query.limit());
            let key = query.text("key");
            let asked = departures_query(eyes, query)?;
            let key = Some(key.as_str()).filter(|key| !key.is_empty());
            let rows = present::departure_rows(eyes, &asked, key, offset, limit);
            let rows = rows.map_err(|error| failure(error, eyes.lang))?;
            Ok(At::new(rows.position, rows))
        })
        .await
}

/// People abroad on a day.
#[utoipa::path(get, path = "/reports/stock", tag = "reports", params(
    ("unit" = Option<String>, Query, description = "`38`, `17@2025-06-30` or `16249@2024`; the province unless said"),
    ("on" = Option<String>, Query, description = "Day the stock is taken; that of `as_of` unless said"),
    ("as_of" = Option<String>, Query, description = "As known by the end of this day in Vietnam"),
    ("position" = Option<u64>, Query, description = "As known at this size of the log"),
    ("by" = Option<String>, Query, description = "market, sector, sex, month, commune, form or enterprise"),
), responses((status = 200, description = "The report", body = super::super::report_shape::StockReportShape)))]
pub async fn stock(asking: Asking) -> Answer<StockReport> {
    asking
        .answer(|eyes, query| {
            let on = query.day("on");
            let (unit_text, unit, moment, by) = common(eyes, query)?;
            let asked = StockQuery {
                unit_text,
                unit,
                on: on.unwrap_or(moment.day),
                as_of: moment.day,
                position: moment.position,
                by,
                scope_enterprise: eyes.enterprise(),
            };
            let report = eyes.views.stock(&asked);
            let report = report.map_err(|error| failure(error, eyes.lang))?;
            Ok(At::new(report.position, report))
        })
        .await
}

/// Registrations for the test of Korean, against the country and other provinces (I10, I11).
#[utoipa::path(get, path = "/reports/tests", tag = "reports", params(
    ("unit" = Option<String>, Query, description = "As of departures"),
    ("period" = Option<String>, Query, description = "As of departures"),
    ("as_of" = Option<String>, Query, description = "As known by the end of this day in Vietnam"),
    ("position" = Option<u64>, Query, description = "As known at this size of the log"),
), responses((status = 200, description = "The report", body = super::dealings::FigureShape)))]
pub async fn tests(asking: Asking) -> Answer<TestsReport> {
    asking
        .answer(|eyes, query| {
            let asked = departures_query(eyes, query)?;
            let report = eyes.views.test_registrations(&asked);
            let report = report.map_err(|error| failure(error, eyes.lang))?;
            Ok(At::new(report.position, report))
        })
        .await
}

/// People selected, by programme, sex and occupation (I27).
#[utoipa::path(get, path = "/reports/selections", tag = "reports", params(
    ("unit" = Option<String>, Query, description = "As of departures"),
    ("period" = Option<String>, Query, description = "As of departures"),
    ("as_of" = Option<String>, Query, description = "As known by the end of this day in Vietnam"),
    ("position" = Option<u64>, Query, description = "As known at this size of the log"),
), responses((status = 200, description = "The report", body = super::dealings::FigureShape)))]
pub async fn selections(asking: Asking) -> Answer<SelectionsReport> {
    asking
        .answer(|eyes, query| {
            let asked = departures_query(eyes, query)?;
            let report = eyes.views.selections(&asked);
            let report = report.map_err(|error| failure(error, eyes.lang))?;
            Ok(At::new(report.position, report))
        })
        .await
}

/// Enterprises that were helped to recruit, by market; for work in the country apart (I25, I26).
#[utoipa::path(get, path = "/reports/recruiters", tag = "reports", params(
    ("period" = Option<String>, Query, description = "As of departures"),
    ("domestic" = Option<bool>, Query, description = "Those that recruit for work in the country"),
    ("as_of" = Option<String>, Query, description = "As known by the end of this day in Vietnam"),
    ("position" = Option<u64>, Query, description = "As known at this size of the log"),
), responses((status = 200, description = "The report", body = super::dealings::FigureShape)))]
pub async fn recruiters(asking: Asking) -> Answer<RecruitersReport> {
    asking
        .answer(|eyes, query| {
            let domestic = query.read("domestic", |text| text.parse::<bool>().ok());
            let asked = departures_query(eyes, query)?;
            let report = eyes.views.recruiters(&asked, domestic.unwrap_or(false));
            Ok(At::new(report.position, report))
        })
        .await
}

pub(super) fn departures_query(eyes: &Eyes<'_>, query: &mut Query) -> Result<ReportQuery, Failure> {
    let period = query.read("period", |text| Period::parse(text).ok());
    let (unit_text, unit, moment, by) = common(eyes, query)?;
    Ok(ReportQuery {
        unit_text,
        unit,
        period: period.unwrap_or_else(|| Period::year(eyes.registry.today().year())),
        as_of: moment.day,
        position: moment.position,
        by,
        scope_enterprise: eyes.enterprise(),
    })
}

/// What all reports ask: unit, moment, breakdown. Read last, so that every parameter has been looked at.
pub(super) fn common(
    eyes: &Eyes<'_>,
    query: &mut Query,
) -> Result<(String, UnitRef, Moment, Option<By>), Failure> {
    let by = query.read("by", By::parse);
    let (text, unit, moment) = place(eyes, query)?;
    Ok((text, unit, moment, by))
}

/// The unit and the moment of a report, with which the query ends.
pub(super) fn place(eyes: &Eyes<'_>, query: &mut Query) -> Result<(String, UnitRef, Moment), Failure> {
    let today = eyes.registry.today();
    let text = query.text("unit");
    let text = if text.is_empty() {
        eyes.registry.info().province.code.to_string()
    } else {
        text
    };
    let unit = query.unit_of("unit", &text, eyes.views, today);
    let moment = query.moment(eyes.views, today);
    query.finish()?;
    // Both are there, or `finish` would have named what is wrong.
    match (unit, moment) {
        (Some(unit), Some(moment)) => Ok((text, unit, moment)),
        _ => Err(Failure::new(ProblemCode::Invalid, eyes.lang)),
    }
}

pub(super) fn failure(error: ReportError, lang: Lang) -> Failure {
    let (field, code) = match error {
        ReportError::NotHeldBefore(_) => ("as_of", "as_of.not_held"),
        ReportError::UnknownUnit(_) => ("unit", "unit.unknown"),
    };
    let words = error.words();
    Failure::field(lang, field, code, &words.vi, &words.en)
}
