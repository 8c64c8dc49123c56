//! Service enterprises.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::admin::{ChangeLicence, Enterprises, RecordEnterprise};
use hanhtrinh_domain::code::Code;

use super::super::answer::{Answer, At};
use super::super::ask::{Asking, Order};
use crate::app::{Administration, AppError};
use crate::present;

/// Every enterprise with its licence and how much it has on record. Not for recruiters: those are rivals.
#[utoipa::path(get, path = "/enterprises", tag = "enterprises",
    responses((status = 200, description = "The enterprises", body = Enterprises)))]
pub async fn list(asking: Asking) -> Answer<Enterprises> {
    let asking = asking.of_an_office()?;
    asking
        .answer(|eyes, query| {
            query.finish()?;
            let list = present::enterprises(eyes.views, eyes.registry.today());
            Ok(At::new(list.position, list))
        })
        .await
}

/// Records an enterprise, a new name of one, or its licence.
#[utoipa::path(post, path = "/enterprises", tag = "enterprises", request_body = RecordEnterprise,
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn record(order: Order<Administration, RecordEnterprise>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .record_enterprise(&order.by, order.command(), &order.content)
        .await;
    order.answer(done)
}

/// Records that a licence was suspended, given back, revoked, or is valid again.
#[utoipa::path(post, path = "/enterprises/{code}/licence", tag = "enterprises", request_body = ChangeLicence,
    params(("code" = String, Path, description = "Enterprise code")),
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn licence(order: Order<Administration, ChangeLicence, String>) -> Answer<Receipt> {
    let Ok(code) = Code::parse(&order.at) else {
        return order.answer(Err(AppError::NotFound));
    };
    let registry = order.registry();
    let done = registry
        .change_licence(&order.by, order.command(), &code, &order.content)
        .await;
    order.answer(done)
}
