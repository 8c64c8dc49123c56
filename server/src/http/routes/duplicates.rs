//! Two records of one person.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::duplicates::{Duplicates, MergePeople, PartPeople};
use uuid::Uuid;

use super::super::answer::{Answer, At};
use super::super::ask::{Asking, Order};
use crate::app::Decider;
use crate::present;

/// Pairs of records that may be of one person, within scope.
#[utoipa::path(get, path = "/people/duplicates", tag = "duplicates", params(
    ("limit" = Option<u32>, Query, description = "Pairs, 1 to 200; 50 unless said"),
), responses((status = 200, description = "The pairs", body = Duplicates)))]
pub async fn list(asking: Asking) -> Answer<Duplicates> {
    let asking = asking.with::<Decider>()?;
    asking
        .answer(|eyes, query| {
            let limit = query.limit();
            query.finish()?;
            let found = present::duplicates(eyes, limit);
            Ok(At::new(found.position, found))
        })
        .await
}

/// Decides that another record is of this person: an alias from now on, which can be undone.
#[utoipa::path(post, path = "/people/{id}/merge", tag = "duplicates", request_body = MergePeople,
    params(("id" = Uuid, Path, description = "The record that stays")),
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn merge(order: Order<Decider, MergePeople, Uuid>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .merge_people(&order.by, order.command(), order.at, &order.content)
        .await;
    order.answer(done)
}

/// Decides that a merge was wrong.
#[utoipa::path(post, path = "/people/{id}/unmerge", tag = "duplicates", request_body = PartPeople,
    params(("id" = Uuid, Path, description = "The record that stayed")),
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn unmerge(order: Order<Decider, PartPeople, Uuid>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .unmerge_people(&order.by, order.command(), order.at, &order.content)
        .await;
    order.answer(done)
}

/// Decides that another record is of another person.
#[utoipa::path(post, path = "/people/{id}/distinct", tag = "duplicates", request_body = PartPeople,
    params(("id" = Uuid, Path, description = "The one record")),
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn distinct(order: Order<Decider, PartPeople, Uuid>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .rule_out_duplicate(&order.by, order.command(), order.at, &order.content)
        .await;
    order.answer(done)
}
