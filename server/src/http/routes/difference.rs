//! What became of a figure between two as-of moments, event by event.

use hanhtrinh_domain::difference::Difference;
use hanhtrinh_views::{Compared, StockQuery};
use utoipa::ToSchema;

use super::super::answer::{Answer, At};
use super::super::ask::Asking;
use super::super::failure::Failure;
use super::super::query::Query;
use super::reports::{common, departures_query, failure};
use crate::present::{Eyes, Moment};

/// Departures at two moments, and the events that make the difference.
#[utoipa::path(get, path = "/reports/departures/difference", tag = "reports", params(
    ("unit" = Option<String>, Query, description = "As of the report"),
    ("period" = Option<String>, Query, description = "As of the report"),
    ("as_of" = Option<String>, Query, description = "The first moment: known by the end of this day"),
    ("position" = Option<u64>, Query, description = "The first moment: known at this size of the log"),
    ("compare" = Option<String>, Query, description = "The second moment; today unless said"),
), responses((status = 200, description = "The difference", body = DifferenceShape)))]
pub async fn departures(asking: Asking) -> Answer<Difference> {
    let asking = asking.about_people()?;
    asking
        .answer(|eyes, query| {
            let other = compared(eyes, query)?;
            let asked = departures_query(eyes, query)?;
            let found = eyes.views.departures_difference(&asked, other);
            shown(found.map_err(|error| failure(error, eyes.lang))?)
        })
        .await
}

/// The stock of a day at two moments, and the events that make the difference.
#[utoipa::path(get, path = "/reports/stock/difference", tag = "reports", params(
    ("unit" = Option<String>, Query, description = "As of the report"),
    ("on" = Option<String>, Query, description = "Day the stock is taken; that of the second moment unless said"),
    ("as_of" = Option<String>, Query, description = "The first moment: known by the end of this day"),
    ("position" = Option<u64>, Query, description = "The first moment: known at this size of the log"),
    ("compare" = Option<String>, Query, description = "The second moment; today unless said"),
), responses((status = 200, description = "The difference", body = DifferenceShape)))]
pub async fn stock(asking: Asking) -> Answer<Difference> {
    let asking = asking.about_people()?;
    asking
        .answer(|eyes, query| {
            let other = compared(eyes, query)?;
            let on = query.day("on");
            let (unit_text, unit, moment, _) = common(eyes, query)?;
            let asked = StockQuery {
                unit_text,
                unit,
                on: on.unwrap_or(other.as_of),
                as_of: moment.day,
                position: moment.position,
                by: None,
                scope_enterprise: eyes.enterprise(),
            };
            let found = eyes.views.stock_difference(&asked, other);
            shown(found.map_err(|error| failure(error, eyes.lang))?)
        })
        .await
}

fn shown(difference: Difference) -> Answer<Difference> {
    Ok(At::new(difference.compare_position, difference))
}

/// The second moment. What is wrong with it is named beside what else is wrong.
fn compared(eyes: &Eyes<'_>, query: &mut Query) -> Result<Compared, Failure> {
    let today = eyes.registry.today();
    let as_of = query.day("compare");
    let moment = Moment::asked(eyes.views, today, as_of, None).map_err(|_| {
        Failure::field(
            eyes.lang,
            "compare",
            "date.future",
            "Ngày này chưa đến.",
            "This day is yet to come.",
        )
    })?;
    Ok(Compared {
        as_of: moment.day,
        position: moment.position,
    })
}

/// Shape of the domain's `Difference`.
#[derive(ToSchema)]
#[schema(as = Difference)]
#[expect(dead_code, reason = "only its shape is used")]
pub struct DifferenceShape {
    indicator: String,
    unit: String,
    of: String,
    as_of: String,
    position: u64,
    compare: String,
    compare_position: u64,
    before: TallyShape,
    after: TallyShape,
    change: TallyShape,
    causes: Vec<CauseSumShape>,
    steps: Vec<StepShape>,
}

#[derive(ToSchema)]
#[schema(as = Tally)]
#[expect(dead_code, reason = "only its shape is used")]
struct TallyShape {
    value: i64,
    part: i64,
    unresolved: i64,
}

#[derive(ToSchema)]
#[schema(as = CauseSum)]
#[expect(dead_code, reason = "only its shape is used")]
struct CauseSumShape {
    cause: String,
    words: WordsShape,
    steps: u64,
    change: TallyShape,
}

#[derive(ToSchema)]
#[schema(as = Step)]
#[expect(dead_code, reason = "only its shape is used")]
struct StepShape {
    event: String,
    position: u64,
    kind: String,
    on: String,
    recorded: String,
    cause: String,
    case: String,
    change: TallyShape,
}

/// Shape of the domain's `Words`.
#[derive(ToSchema)]
#[schema(as = Words)]
#[expect(dead_code, reason = "only its shape is used")]
struct WordsShape {
    vi: String,
    en: String,
}
