//! Published figures.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::publications::{Publications, Publish};

use super::super::answer::{Answer, At};
use super::super::ask::{Asking, Order};
use crate::app::Provincial;
use crate::present;

/// Every published figure beside what it is computed to be now, from the same position.
#[utoipa::path(get, path = "/reports/publications", tag = "reports",
    responses((status = 200, description = "The figures", body = Publications)))]
pub async fn list(asking: Asking) -> Answer<Publications> {
    let asking = asking.of_an_office()?;
    asking
        .answer(|eyes, query| {
            query.finish()?;
            let found = present::publications(eyes.views);
            Ok(At::new(found.position, found))
        })
        .await
}

/// Publishes a figure: frozen with position, versions of rules and hash.
#[utoipa::path(post, path = "/reports/publications", tag = "reports", request_body = Publish,
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn publish(order: Order<Provincial, Publish>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry.publish(&order.by, order.command(), &order.content).await;
    order.answer(done)
}
