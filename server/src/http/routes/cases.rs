//! Placements: showing, recording, deciding.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::cases::{CaseView, Decide, RecordFact};
use uuid::Uuid;

use super::super::answer::Answer;
use super::super::ask::{Asking, Order};
use crate::app::{Decider, Recorder};
use crate::present;

/// A placement with its life cycle, actions and history, now or as of a moment.
#[utoipa::path(get, path = "/cases/{id}", tag = "cases", params(
    ("id" = Uuid, Path, description = "The placement"),
    ("as_of" = Option<String>, Query, description = "As known by the end of this day in Vietnam"),
    ("position" = Option<u64>, Query, description = "As known at this size of the log"),
), responses((status = 200, description = "The placement", body = CaseView)))]
pub async fn show(asking: Asking<Uuid>) -> Answer<CaseView> {
    asking.about_people()?.show(present::case).await
}

/// Records a fact about a placement, or amends one.
#[utoipa::path(post, path = "/cases/{id}/facts", tag = "cases", request_body = RecordFact,
    params(("id" = Uuid, Path, description = "The placement")),
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn record(order: Order<Recorder, RecordFact, Uuid>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .record_fact(&order.by, order.command(), order.at, &order.content)
        .await;
    order.answer(done)
}

/// An official decides.
#[utoipa::path(post, path = "/cases/{id}/decisions", tag = "cases", request_body = Decide,
    params(("id" = Uuid, Path, description = "The placement")),
    responses((status = 201, description = "Decided", body = Receipt)))]
pub async fn decide(order: Order<Decider, Decide, Uuid>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .decide(&order.by, order.command(), order.at, &order.content)
        .await;
    order.answer(done)
}
