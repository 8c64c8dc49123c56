//! Plan targets.

use axum::extract::State;
use hanhtrinh_api::Receipt;
use hanhtrinh_api::admin::{Plans, SetPlan};

use super::super::answer::{Answer, At};
use super::super::extract::{Body, CommandId, Signed};
use super::super::failure::Failure;
use super::super::query::Query;
use super::super::state::App;
use crate::present;

/// The targets in force, latest year first.
#[utoipa::path(get, path = "/plans", tag = "plans", params(
    ("unit" = Option<String>, Query, description = "Only of this unit"),
), responses((status = 200, description = "The targets", body = Plans)))]
pub async fn list(State(app): State<App>, who: Signed, mut query: Query) -> Answer<Plans> {
    app.read(who.lang, move |app| {
        let views = app.registry.views();
        let text = query.text("unit");
        let unit = if text.is_empty() {
            None
        } else {
            query.unit("unit", &text, &views, app.registry.today())
        };
        query.finish()?;
        let plans = present::plans(&views, unit);
        Ok(At::new(plans.position, plans))
    })
    .await
}

/// Sets or revises a target.
#[utoipa::path(post, path = "/plans", tag = "plans", request_body = SetPlan,
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn set(
    State(app): State<App>,
    who: Signed,
    command: CommandId,
    body: Body<SetPlan>,
) -> Answer<Receipt> {
    let by = who.caller.planning().map_err(|_| who.forbidden())?;
    let command = command.with(body.bytes, who.lang);
    let done = app.registry.set_plan(&by, command, &body.content).await;
    done.map(At::recorded)
        .map_err(|error| Failure::app(&error, who.lang))
}
