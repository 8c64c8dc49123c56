//! Forgetting a person: what would become unreadable, and doing it.

use axum::extract::{Path, State};
use hanhtrinh_api::Receipt;
use hanhtrinh_api::people::{Forget, Forgettable};
use uuid::Uuid;

use super::super::answer::{Answer, At};
use super::super::ask::Order;
use super::super::extract::Signed;
use super::super::failure::Failure;
use super::super::state::App;
use crate::app::Forgetting;

/// How much of a person would become unreadable. Names nobody and changes nothing.
#[utoipa::path(get, path = "/people/{id}/forgetting", tag = "forgetting",
    params(("id" = Uuid, Path, description = "The person")),
    responses((status = 200, description = "What would be closed", body = Forgettable)))]
pub async fn look(State(app): State<App>, who: Signed, Path(id): Path<Uuid>) -> Answer<Forgettable> {
    let by = who.caller.forgetting().map_err(|_| who.forbidden())?;
    let lang = who.lang;
    app.read(lang, move |app| {
        let found = app.registry.forgettable(&by, id);
        let found = found.map_err(|error| Failure::app(&error, lang))?;
        Ok(At::new(found.position, found))
    })
    .await
}

/// Forgets a person: the key is destroyed, and nothing opens what was sealed under it, here or in any copy of the log. Facts
/// and figures stay.
#[utoipa::path(post, path = "/people/{id}/forgetting", tag = "forgetting", request_body = Forget,
    params(("id" = Uuid, Path, description = "The person")),
    responses((status = 201, description = "Forgotten", body = Receipt)))]
pub async fn forget(order: Order<Forgetting, Forget, Uuid>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .forget(&order.by, order.command(), order.at, &order.content)
        .await;
    order.answer(done)
}
