//! Figures for the command line.

use anyhow::{Context, bail};
use hanhtrinh_domain::indicator::By;
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::tally::{TallyBy, TallyIndicator};
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_views::{Compared, ReportQuery, StockQuery, TallyQuery, Views};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Place;
use crate::app::Registry;
use crate::present::Moment;

/// Which figure is asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReportWish {
    /// Departures or stock.
    pub kind: ReportKind,
    /// The unit as written; the province where there is none.
    pub unit: Option<String>,
    /// As known by the end of this day in Vietnam.
    pub as_of: Option<Date>,
    /// As known at this size of the log.
    pub position: Option<u64>,
    /// Grouped by, as a code.
    pub by: Option<String>,
    /// Against what was known by the end of this day: the difference is asked for, not the figure.
    #[serde(default)]
    pub compare: Option<Date>,
}

/// The kind of figure.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// People who left in a period, as written.
    Departures(String),
    /// People abroad on a day; the day of the moment unless said.
    Stock(Option<Date>),
    /// A figure added up in a period, as written.
    Tally(TallyIndicator, String),
    /// Registrations for the test of Korean in a period.
    Tests(String),
    /// People selected in a period.
    Selections(String),
    /// Enterprises that were helped to recruit in a period.
    Recruiters {
        /// The period, as written.
        period: String,
        /// Those that recruit for work in the country.
        domestic: bool,
    },
}

/// The figure: a `DeparturesReport`, a `StockReport` or a `TallyReport`; a `Difference` where two moments are compared.
pub fn report(place: &Place<'_>, wish: &ReportWish) -> anyhow::Result<Value> {
    let registry = place.registry;
    let views = registry.views();
    let (unit_text, unit, moment) = common(wish, registry, &views)?;
    if let ReportKind::Tally(indicator, period) = &wish.kind {
        let report = views.tally_report(&TallyQuery {
            indicator: *indicator,
            unit_text,
            unit,
            period: Period::parse(period).context("--period")?,
            as_of: moment.day,
            position: moment.position,
            by: wish
                .by
                .as_ref()
                .map(|text| TallyBy::parse(text).context("--by"))
                .transpose()?,
        })?;
        return Ok(serde_json::to_value(report)?);
    }
    let by = match &wish.by {
        Some(text) => Some(By::parse(text).context("--by")?),
        None => None,
    };
    let of_period = |period: &str| -> anyhow::Result<ReportQuery> {
        Ok(ReportQuery {
            unit_text: unit_text.clone(),
            unit,
            period: Period::parse(period).context("--period")?,
            as_of: moment.day,
            position: moment.position,
            by,
            scope_enterprise: None,
        })
    };
    let compared = match wish.compare {
        Some(day) => {
            let other = Moment::asked(&views, registry.today(), Some(day), None).context("--compare")?;
            Some(Compared {
                as_of: other.day,
                position: other.position,
            })
        }
        None => None,
    };
    Ok(match (&wish.kind, compared) {
        (ReportKind::Departures(period), None) => {
            serde_json::to_value(views.departures(&of_period(period)?)?)?
        }
        (ReportKind::Departures(period), Some(other)) => {
            serde_json::to_value(views.departures_difference(&of_period(period)?, other)?)?
        }
        (ReportKind::Stock(on), compared) => {
            let query = StockQuery {
                unit_text,
                unit,
                on: on.unwrap_or(compared.map_or(moment.day, |other| other.as_of)),
                as_of: moment.day,
                position: moment.position,
                by,
                scope_enterprise: None,
            };
            match compared {
                Some(other) => serde_json::to_value(views.stock_difference(&query, other)?)?,
                None => serde_json::to_value(views.stock(&query)?)?,
            }
        }
        (_, Some(_)) => bail!("--compare is for departures and stock"),
        (ReportKind::Tests(period), None) => {
            serde_json::to_value(views.test_registrations(&of_period(period)?)?)?
        }
        (ReportKind::Selections(period), None) => {
            serde_json::to_value(views.selections(&of_period(period)?)?)?
        }
        (ReportKind::Recruiters { period, domestic }, None) => {
            serde_json::to_value(views.recruiters(&of_period(period)?, *domestic))?
        }
        // Answered above: it has breakdowns of its own.
        (ReportKind::Tally(..), None) => Value::Null,
    })
}

fn common(
    wish: &ReportWish,
    registry: &Registry,
    views: &Views,
) -> anyhow::Result<(String, UnitRef, Moment)> {
    let text = wish
        .unit
        .clone()
        .unwrap_or_else(|| registry.info().province.code.to_string());
    let unit = views
        .units()
        .query(&text, registry.today())
        .with_context(|| format!("--unit {text}"))?;
    let moment = Moment::asked(views, registry.today(), wish.as_of, wish.position)?;
    Ok((text, unit, moment))
}
