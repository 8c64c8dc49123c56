//! Reports: figures, and what lies behind them.

use axum::extract::State;
use hanhtrinh_api::reports::{By, DepartureRows, DeparturesReport, StockReport};
use hanhtrinh_api::{Lang, ProblemCode};
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_views::{ReportError, ReportQuery, StockQuery, Views};
use jiff::civil::Date;

use super::super::answer::{Answer, At};
use super::super::extract::Signed;
use super::super::failure::Failure;
use super::super::query::Query;
use super::super::state::{App, Shared};
use crate::app::Scope;
use crate::present::{self, Moment};

/// Departures of a unit in a period: against the plan, against last year, broken down.
#[utoipa::path(get, path = "/reports/departures", tag = "reports", params(
    ("unit" = Option<String>, Query, description = "`38`, `17@2025-06-30` or `16249@2024`; the province unless said"),
    ("period" = Option<String>, Query, description = "`2025`, `2025-H1`, `2025-Q3`, `2025-05`; this year unless said"),
    ("as_of" = Option<String>, Query, description = "As known by the end of this day in Vietnam"),
    ("position" = Option<u64>, Query, description = "As known at this size of the log"),
    ("by" = Option<String>, Query, description = "market, sector, sex, month, commune, form or enterprise"),
), responses((status = 200, description = "The report", body = super::super::openapi::DeparturesReportShape)))]
pub async fn departures(State(app): State<App>, who: Signed, mut query: Query) -> Answer<DeparturesReport> {
    app.read(who.lang, move |app| {
        let views = app.registry.views();
        let asked = departures_query(app, &views, &who, &mut query)?;
        let report = views
            .departures(&asked)
            .map_err(|error| failure(error, who.lang))?;
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
pub async fn rows(State(app): State<App>, who: Signed, mut query: Query) -> Answer<DepartureRows> {
    who.sees_people()?;
    app.read(who.lang, move |app| {
        let views = app.registry.views();
        let (offset, limit) = (query.cursor(), query.limit());
        let key = query.text("key");
        let asked = departures_query(app, &views, &who, &mut query)?;
        let key = Some(key.as_str()).filter(|key| !key.is_empty());
        let rows = present::departure_rows(&who.eyes(app, &views), &asked, key, offset, limit);
        let rows = rows.map_err(|error| failure(error, who.lang))?;
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
), responses((status = 200, description = "The report", body = super::super::openapi::StockReportShape)))]
pub async fn stock(State(app): State<App>, who: Signed, mut query: Query) -> Answer<StockReport> {
    app.read(who.lang, move |app| {
        let views = app.registry.views();
        let on = query.day("on");
        let (unit_text, unit, moment, by) = common(app, &views, &mut query)?;
        let asked = StockQuery {
            unit_text,
            unit,
            on: on.unwrap_or(moment.day),
            as_of: moment.day,
            position: moment.position,
            by,
            scope_enterprise: enterprise_of(&who),
        };
        let report = views.stock(&asked).map_err(|error| failure(error, who.lang))?;
        Ok(At::new(report.position, report))
    })
    .await
}

fn departures_query(
    app: &Shared,
    views: &Views,
    who: &Signed,
    query: &mut Query,
) -> Result<ReportQuery, Failure> {
    let today = app.registry.today();
    let period = query.read("period", |text| Period::parse(text).ok());
    let (unit_text, unit, moment, by) = common(app, views, query)?;
    Ok(ReportQuery {
        unit_text,
        unit,
        period: period.unwrap_or_else(|| Period::year(today.year())),
        as_of: moment.day,
        position: moment.position,
        by,
        scope_enterprise: enterprise_of(who),
    })
}

/// What all reports ask: unit, moment, breakdown. Read last, so that every parameter has been looked at.
fn common(
    app: &Shared,
    views: &Views,
    query: &mut Query,
) -> Result<(String, UnitRef, Moment, Option<By>), Failure> {
    let today: Date = app.registry.today();
    let text = query.text("unit");
    let text = if text.is_empty() {
        app.registry.info().province.code.to_string()
    } else {
        text
    };
    let unit = query.unit("unit", &text, views, today);
    let by = query.read("by", By::parse);
    let (as_of, position) = (query.day("as_of"), query.position());
    let moment = query.moment(views, today, as_of, position);
    query.finish()?;
    // Both are there, or `finish` would have named what is wrong.
    match (unit, moment) {
        (Some(unit), Some(moment)) => Ok((text, unit, moment, by)),
        _ => Err(Failure::new(ProblemCode::Invalid, Lang::Vi)),
    }
}

/// A recruiter's figures are those of its own enterprise.
fn enterprise_of(who: &Signed) -> Option<hanhtrinh_domain::code::Code> {
    match who.caller.reader().scope {
        Scope::Enterprise(code) => Some(code),
        _ => None,
    }
}

fn failure(error: ReportError, lang: Lang) -> Failure {
    match error {
        ReportError::NotHeldBefore(day) => Failure::field(
            lang,
            "as_of",
            "as_of.not_held",
            &format!("Hệ thống chưa có dữ liệu trước ngày {day}."),
            &format!("Nothing is held before {day}."),
        ),
        ReportError::UnknownUnit(_) => Failure::field(
            lang,
            "unit",
            "unit.unknown",
            "Không có đơn vị này.",
            "There is no such unit.",
        ),
    }
}
