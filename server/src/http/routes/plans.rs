//! Plan targets.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::admin::{Plans, SetPlan};

use super::super::answer::{Answer, At};
use super::super::ask::{Asking, Order};
use crate::app::Planning;
use crate::present;

/// The targets in force, latest year first.
#[utoipa::path(get, path = "/plans", tag = "plans", params(
    ("unit" = Option<String>, Query, description = "Only of this unit"),
), responses((status = 200, description = "The targets", body = Plans)))]
pub async fn list(asking: Asking) -> Answer<Plans> {
    asking
        .answer(|eyes, query| {
            let unit = query.unit("unit", eyes.views, eyes.registry.today());
            query.finish()?;
            let plans = present::plans(eyes.views, unit);
            Ok(At::new(plans.position, plans))
        })
        .await
}

/// Sets or revises a target.
#[utoipa::path(post, path = "/plans", tag = "plans", request_body = SetPlan,
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn set(order: Order<Planning, SetPlan>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .set_plan(&order.by, order.command(), &order.content)
        .await;
    order.answer(done)
}
