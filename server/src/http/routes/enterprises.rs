//! Service enterprises.

use axum::extract::{Path, State};
use hanhtrinh_api::admin::{ChangeLicence, Enterprises, RecordEnterprise};
use hanhtrinh_api::{ProblemCode, Receipt};
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::code::Code;

use super::super::answer::{Answer, At};
use super::super::extract::{Body, CommandId, Signed};
use super::super::failure::Failure;
use super::super::state::App;
use crate::present;

/// Every enterprise with its licence and how much it has on record. Not for recruiters: those are rivals.
#[utoipa::path(get, path = "/enterprises", tag = "enterprises",
    responses((status = 200, description = "The enterprises", body = Enterprises)))]
pub async fn list(State(app): State<App>, who: Signed) -> Answer<Enterprises> {
    if who.caller.role == Role::Recruiter {
        return Err(who.forbidden());
    }
    app.read(who.lang, move |app| {
        let views = app.registry.views();
        let list = present::enterprises(&views, app.registry.today());
        Ok(At::new(list.position, list))
    })
    .await
}

/// Records an enterprise, a new name of one, or its licence.
#[utoipa::path(post, path = "/enterprises", tag = "enterprises", request_body = RecordEnterprise,
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn record(
    State(app): State<App>,
    who: Signed,
    command: CommandId,
    body: Body<RecordEnterprise>,
) -> Answer<Receipt> {
    let by = who.caller.administration().map_err(|_| who.forbidden())?;
    let command = command.with(body.bytes, who.lang);
    let done = app.registry.record_enterprise(&by, command, &body.content).await;
    done.map(At::recorded)
        .map_err(|error| Failure::app(&error, who.lang))
}

/// Records that a licence was suspended, given back, revoked, or is valid again.
#[utoipa::path(post, path = "/enterprises/{code}/licence", tag = "enterprises", request_body = ChangeLicence,
    params(("code" = String, Path, description = "Enterprise code")),
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn licence(
    State(app): State<App>,
    who: Signed,
    Path(code): Path<String>,
    command: CommandId,
    body: Body<ChangeLicence>,
) -> Answer<Receipt> {
    let by = who.caller.administration().map_err(|_| who.forbidden())?;
    let code = Code::parse(&code).map_err(|_| Failure::new(ProblemCode::NotFound, who.lang))?;
    let command = command.with(body.bytes, who.lang);
    let done = app
        .registry
        .change_licence(&by, command, &code, &body.content)
        .await;
    done.map(At::recorded)
        .map_err(|error| Failure::app(&error, who.lang))
}
