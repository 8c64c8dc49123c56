//! What offices do beside the placement: recording, deciding, showing.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::care::{Breaches, DecideRequest, DecideSupport, FairView, Fairs, Occasions, PersonCare};
use hanhtrinh_api::cases::RecordFact;
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::care::CareKind;
use hanhtrinh_domain::period::Period;
use uuid::Uuid;

use super::super::answer::{Answer, At};
use super::super::ask::{Asking, Order};
use crate::app::{CareRecorder, Decider};
use crate::present;

/// Opens a household, loan, claim, fair, advice, interview, class or breach with its first fact.
#[utoipa::path(post, path = "/care/{kind}", tag = "care", request_body = RecordFact,
    params(("kind" = String, Path, description = "household, loan, claim, fair, advice, interview, review_class or breach")),
    responses((status = 201, description = "Recorded; `id` is the stream", body = Receipt)))]
pub async fn open(order: Order<CareRecorder, RecordFact, CareKind>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .open_care(&order.by, order.command(), order.at, &order.content)
        .await;
    order.answer(done)
}

/// Records a fact of such a stream, or amends one. What follows a return is `reintegration` with the id of the placement.
#[utoipa::path(post, path = "/care/{kind}/{id}/facts", tag = "care", request_body = RecordFact,
    params(("kind" = String, Path, description = "Kind of stream"), ("id" = Uuid, Path, description = "The stream")),
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn record(order: Order<CareRecorder, RecordFact, (CareKind, Uuid)>) -> Answer<Receipt> {
    let registry = order.registry();
    let (kind, id) = order.at;
    let done = registry
        .record_care(&order.by, order.command(), kind, id, &order.content)
        .await;
    order.answer(done)
}

/// An official decides on support.
#[utoipa::path(post, path = "/support/decisions", tag = "care", request_body = DecideSupport,
    responses((status = 201, description = "Decided; `id` is the support", body = Receipt)))]
pub async fn decide_support(order: Order<Decider, DecideSupport>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .decide_support(&order.by, order.command(), &order.content)
        .await;
    order.answer(done)
}

/// An official answers a request of a person about the own data.
#[utoipa::path(post, path = "/people/{id}/requests/{request}/decision", tag = "care", request_body = DecideRequest,
    params(("id" = Uuid, Path, description = "The person"), ("request" = Uuid, Path, description = "The event that logged it")),
    responses((status = 201, description = "Decided", body = Receipt)))]
pub async fn decide_request(order: Order<Decider, DecideRequest, (Uuid, Uuid)>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .decide_request(&order.by, order.command(), order.at, &order.content)
        .await;
    order.answer(done)
}

/// What offices did for a person beside the placement, now or as of a moment.
#[utoipa::path(get, path = "/people/{id}/care", tag = "care", params(
    ("id" = Uuid, Path, description = "The person"),
    ("as_of" = Option<String>, Query, description = "As known by the end of this day in Vietnam"),
    ("position" = Option<u64>, Query, description = "As known at this size of the log"),
), responses((status = 200, description = "Groups, support, loans, requests …", body = PersonCare)))]
pub async fn of_person(asking: Asking<Uuid>) -> Answer<PersonCare> {
    asking
        .of_an_office()?
        .about_people()?
        .show(present::person_care)
        .await
}

/// Fairs, latest first.
#[utoipa::path(get, path = "/fairs", tag = "care", params(
    ("unit" = Option<String>, Query, description = "Only in this unit"),
    ("period" = Option<String>, Query, description = "Only held, or planned, in this period"),
    ("as_of" = Option<String>, Query, description = "As known by the end of this day in Vietnam"),
    ("position" = Option<u64>, Query, description = "As known at this size of the log"),
), responses((status = 200, description = "The fairs", body = Fairs)))]
pub async fn fairs(asking: Asking) -> Answer<Fairs> {
    let asking = asking.of_an_office()?;
    asking
        .answer(|eyes, query| {
            let today = eyes.registry.today();
            let unit = query.unit("unit", eyes.views, today);
            let period = query.read("period", |text| Period::parse(text).ok());
            let moment = query.moment(eyes.views, today);
            query.finish()?;
            let moment = moment.unwrap_or_else(|| present::Moment::now(eyes.views, today));
            let fairs = present::fairs(eyes, unit, period, moment);
            Ok(At::new(fairs.position, fairs))
        })
        .await
}

/// One fair with its organisations, matches and history.
#[utoipa::path(get, path = "/fairs/{id}", tag = "care", params(
    ("id" = Uuid, Path, description = "The fair"),
    ("as_of" = Option<String>, Query, description = "As known by the end of this day in Vietnam"),
    ("position" = Option<u64>, Query, description = "As known at this size of the log"),
), responses((status = 200, description = "The fair", body = FairView)))]
pub async fn fair(asking: Asking<Uuid>) -> Answer<FairView> {
    asking.of_an_office()?.show(present::fair).await
}

/// Advice given, interviews or classes held, latest first.
#[utoipa::path(get, path = "/occasions/{kind}", tag = "care", params(
    ("kind" = String, Path, description = "advice, interview or review_class"),
    ("as_of" = Option<String>, Query, description = "As known by the end of this day in Vietnam"),
    ("position" = Option<u64>, Query, description = "As known at this size of the log"),
), responses((status = 200, description = "The occasions", body = Occasions)))]
pub async fn occasions(asking: Asking<CareKind>) -> Answer<Occasions> {
    asking.of_an_office()?.show(present::occasions).await
}

/// Breaches of personal data with their clocks, latest first.
#[utoipa::path(get, path = "/breaches", tag = "care",
    responses((status = 200, description = "The breaches", body = Breaches)))]
pub async fn breaches(asking: Asking) -> Answer<Breaches> {
    if !matches!(
        asking.role(),
        Role::ProvinceOfficer | Role::Administrator | Role::Auditor
    ) {
        return Err(asking.forbidden());
    }
    asking
        .answer(|eyes, query| {
            query.finish()?;
            let breaches = present::breaches(eyes);
            Ok(At::new(breaches.position, breaches))
        })
        .await
}
