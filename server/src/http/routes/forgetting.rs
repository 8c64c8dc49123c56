//! Forgetting a person: what would become unreadable, and doing it.

use axum::extract::{Path, State};
use hanhtrinh_api::Receipt;
use hanhtrinh_api::people::{Forget, Forgettable};
use uuid::Uuid;

use super::super::answer::{Answer, At};
use super::super::extract::{Body, CommandId, Signed};
use super::super::failure::Failure;
use super::super::state::App;

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
pub async fn forget(
    State(app): State<App>,
    who: Signed,
    Path(id): Path<Uuid>,
    command: CommandId,
    body: Body<Forget>,
) -> Answer<Receipt> {
    let by = who.caller.forgetting().map_err(|_| who.forbidden())?;
    let command = command.with(body.bytes, who.lang);
    let done = app.registry.forget(&by, command, id, &body.content).await;
    done.map(At::recorded)
        .map_err(|error| Failure::app(&error, who.lang))
}
