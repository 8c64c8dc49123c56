//! Units in time, and where people of divided communes live.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::units::{ChangeUnits, Remap, UnitsView};
use uuid::Uuid;

use super::super::answer::{Answer, At};
use super::super::ask::{Asking, Order};
use crate::app::{Decider, Provincial};
use crate::present;

/// The communes of the province on a day, with what they were made of, and every edition of the units.
#[utoipa::path(get, path = "/units", tag = "units", params(
    ("on" = Option<String>, Query, description = "Units in force on this day; today unless said"),
), responses((status = 200, description = "The units", body = UnitsView)))]
pub async fn list(asking: Asking) -> Answer<UnitsView> {
    asking
        .answer(|eyes, query| {
            let on = query.day("on").unwrap_or(eyes.registry.today());
            query.finish()?;
            let units = present::units(eyes.views, on);
            Ok(At::new(units.position, units))
        })
        .await
}

/// Records what a resolution changes: units established, closed, renamed, moved, merged whole or divided.
#[utoipa::path(post, path = "/units/changes", tag = "units", request_body = ChangeUnits,
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn change(order: Order<Provincial, ChangeUnits>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .change_units(&order.by, order.command(), &order.content)
        .await;
    order.answer(done)
}

/// Decides in which part of a divided commune a person lives.
#[utoipa::path(post, path = "/people/{id}/residence", tag = "units", request_body = Remap,
    params(("id" = Uuid, Path, description = "The person")),
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn remap(order: Order<Decider, Remap, Uuid>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .remap(&order.by, order.command(), order.at, &order.content)
        .await;
    order.answer(done)
}
