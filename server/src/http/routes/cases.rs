//! Placements: showing, recording, deciding.

use axum::extract::{Path, State};
use hanhtrinh_api::cases::{CaseView, Decide, RecordFact};
use hanhtrinh_api::{ProblemCode, Receipt};
use uuid::Uuid;

use super::super::answer::{Answer, At};
use super::super::extract::{Body, CommandId, Signed};
use super::super::failure::Failure;
use super::super::query::Query;
use super::super::state::App;
use crate::present;

/// A placement with its life cycle, actions and history, now or as of a moment.
#[utoipa::path(get, path = "/cases/{id}", tag = "cases", params(
    ("id" = Uuid, Path, description = "The placement"),
    ("as_of" = Option<String>, Query, description = "As known by the end of this day in Vietnam"),
    ("position" = Option<u64>, Query, description = "As known at this size of the log"),
), responses((status = 200, description = "The placement", body = CaseView)))]
pub async fn show(
    State(app): State<App>,
    who: Signed,
    Path(id): Path<Uuid>,
    mut query: Query,
) -> Answer<CaseView> {
    who.sees_people()?;
    let lang = who.lang;
    app.read(lang, move |app| {
        let views = app.registry.views();
        let (as_of, position) = (query.day("as_of"), query.position());
        let moment = query.moment(&views, app.registry.today(), as_of, position);
        query.finish()?;
        let missing = || Failure::new(ProblemCode::NotFound, lang);
        let moment = moment.ok_or_else(missing)?;
        let case = present::case(&who.eyes(app, &views), id, moment);
        let case = case
            .map_err(|error| Failure::app(&error, lang))?
            .ok_or_else(missing)?;
        Ok(At::new(moment.position, case))
    })
    .await
}

/// Records a fact about a placement, or amends one.
#[utoipa::path(post, path = "/cases/{id}/facts", tag = "cases", request_body = RecordFact,
    params(("id" = Uuid, Path, description = "The placement")),
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn record(
    State(app): State<App>,
    who: Signed,
    Path(id): Path<Uuid>,
    command: CommandId,
    body: Body<RecordFact>,
) -> Answer<Receipt> {
    let by = who.caller.recorder().map_err(|_| who.forbidden())?;
    let command = command.with(body.bytes, who.lang);
    let done = app.registry.record_fact(&by, command, id, &body.content).await;
    done.map(At::recorded)
        .map_err(|error| Failure::app(&error, who.lang))
}

/// An official decides.
#[utoipa::path(post, path = "/cases/{id}/decisions", tag = "cases", request_body = Decide,
    params(("id" = Uuid, Path, description = "The placement")),
    responses((status = 201, description = "Decided", body = Receipt)))]
pub async fn decide(
    State(app): State<App>,
    who: Signed,
    Path(id): Path<Uuid>,
    command: CommandId,
    body: Body<Decide>,
) -> Answer<Receipt> {
    let by = who.caller.decider().map_err(|_| who.forbidden())?;
    let command = command.with(body.bytes, who.lang);
    let done = app.registry.decide(&by, command, id, &body.content).await;
    done.map(At::recorded)
        .map_err(|error| Failure::app(&error, who.lang))
}
