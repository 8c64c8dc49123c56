//! Orders, supply dossiers, programmes, figures from outside, rules and findings.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::dealings::{
    Comparators, DecideLocality, DecidePreparation, Findings, OrderView, Orders, Programmes, PublishRule,
    RecordOffice, RulesView, Supplies,
};
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::order::OrderState;
use utoipa::ToSchema;

use super::super::answer::{Answer, At};
use super::super::ask::{Asking, Order};
use crate::app::{AppError, Dealing, Decider, Planning};
use crate::present;

/// Recruitment orders with the places taken; a recruiter sees its own.
#[utoipa::path(get, path = "/orders", tag = "dealings", params(
    ("state" = Option<String>, Query, description = "open, suspended or closed"),
    ("enterprise" = Option<String>, Query, description = "Only of this enterprise"),
), responses((status = 200, description = "The orders", body = Orders)))]
pub async fn orders(asking: Asking) -> Answer<Orders> {
    asking
        .answer(|eyes, query| {
            let state = query.read("state", OrderState::parse);
            let enterprise = query.read("enterprise", |text| Code::parse(text).ok());
            query.finish()?;
            let orders = present::dealings::orders(eyes, state, enterprise);
            Ok(At::new(orders.position, orders))
        })
        .await
}

/// One order with its cases and history, now or as of a moment.
#[utoipa::path(get, path = "/orders/{key}", tag = "dealings", params(
    ("key" = String, Path, description = "Its number"),
    ("as_of" = Option<String>, Query, description = "As known by the end of this day in Vietnam"),
    ("position" = Option<u64>, Query, description = "As known at this size of the log"),
), responses((status = 200, description = "The order", body = OrderView)))]
pub async fn order(asking: Asking<String>) -> Answer<OrderView> {
    asking
        .show(|eyes, key: String, moment| present::dealings::order(eyes, &key, moment))
        .await
}

/// Supply contracts and preparations with the province's answer and its term; a recruiter sees its own.
#[utoipa::path(get, path = "/supplies", tag = "dealings",
    responses((status = 200, description = "The dossiers", body = Supplies)))]
pub async fn supplies(asking: Asking) -> Answer<Supplies> {
    asking
        .answer(|eyes, query| {
            query.finish()?;
            let supplies = present::dealings::supplies(eyes);
            Ok(At::new(supplies.position, supplies))
        })
        .await
}

/// Programmes with their intakes, tests, agreements and suspended localities.
#[utoipa::path(get, path = "/programmes", tag = "dealings",
    responses((status = 200, description = "The programmes", body = Programmes)))]
pub async fn programmes(asking: Asking) -> Answer<Programmes> {
    asking
        .answer(|eyes, query| {
            query.finish()?;
            let programmes = present::dealings::programmes(eyes.views, eyes.registry.today());
            Ok(At::new(programmes.position, programmes))
        })
        .await
}

/// Figures from outside that reports stand beside.
#[utoipa::path(get, path = "/comparators", tag = "dealings",
    responses((status = 200, description = "The figures", body = Comparators)))]
pub async fn comparators(asking: Asking) -> Answer<Comparators> {
    asking
        .answer(|eyes, query| {
            query.finish()?;
            let figures = present::dealings::comparators(eyes.views);
            Ok(At::new(figures.position, figures))
        })
        .await
}

/// Every version of every rule with its effective day and legal reference.
#[utoipa::path(get, path = "/rules", tag = "dealings",
    responses((status = 200, description = "The rules", body = RulesView)))]
pub async fn rules(asking: Asking) -> Answer<RulesView> {
    asking
        .answer(|eyes, query| {
            query.finish()?;
            let rules = present::dealings::rules(eyes.views, eyes.registry.today());
            Ok(At::new(rules.position, rules))
        })
        .await
}

/// What is found against cases and enterprises today. Not for recruiters: it is about rivals too.
#[utoipa::path(get, path = "/findings", tag = "dealings",
    responses((status = 200, description = "The findings", body = Findings)))]
pub async fn findings(asking: Asking) -> Answer<Findings> {
    let asking = asking.about_people()?.of_an_office()?;
    asking
        .answer(|eyes, query| {
            query.finish()?;
            let findings = present::dealings::findings(eyes);
            Ok(At::new(findings.position, findings))
        })
        .await
}

/// Records what happened to an enterprise, order, supply dossier, programme or figure from outside.
#[utoipa::path(post, path = "/office/{stream}/{key}/facts", tag = "dealings", request_body = RecordOffice, params(
    ("stream" = String, Path, description = "enterprise, supply, order, programme or comparator"),
    ("key" = String, Path, description = "Its code, number or key"),
), responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn record(order: Order<Dealing, RecordOffice, (String, String)>) -> Answer<Receipt> {
    let (stream, key) = &order.at;
    let registry = order.registry();
    let done = registry
        .record_office(&order.by, order.command(), stream, key, &order.content)
        .await;
    order.answer(done)
}

/// The province answers a request to prepare a source of workers.
#[utoipa::path(post, path = "/supplies/{key}/decisions", tag = "dealings", request_body = DecidePreparation,
    params(("key" = String, Path, description = "Number of the dossier")),
    responses((status = 201, description = "Decided", body = Receipt)))]
pub async fn decide_preparation(order: Order<Decider, DecidePreparation, String>) -> Answer<Receipt> {
    let Ok(key) = Code::parse(&order.at) else {
        return order.answer(Err(AppError::NotFound));
    };
    let registry = order.registry();
    let done = registry
        .decide_preparation(&order.by, order.command(), &key, &order.content)
        .await;
    order.answer(done)
}

/// The province suspends a locality for a programme, or admits it again.
#[utoipa::path(post, path = "/programmes/{key}/decisions", tag = "dealings", request_body = DecideLocality,
    params(("key" = String, Path, description = "Code of the programme")),
    responses((status = 201, description = "Decided", body = Receipt)))]
pub async fn decide_locality(order: Order<Decider, DecideLocality, String>) -> Answer<Receipt> {
    let Ok(key) = Code::parse(&order.at) else {
        return order.answer(Err(AppError::NotFound));
    };
    let registry = order.registry();
    let done = registry
        .decide_locality(&order.by, order.command(), &key, &order.content)
        .await;
    order.answer(done)
}

/// Publishes a version of a rule, which holds from its day on.
#[utoipa::path(post, path = "/rules", tag = "dealings", request_body = PublishRule,
    responses((status = 201, description = "Published", body = Receipt)))]
pub async fn publish(order: Order<Planning, PublishRule>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .publish_rule(&order.by, order.command(), &order.content)
        .await;
    order.answer(done)
}

/// What figures about supply and selection share; each has its own groups beside it.
#[derive(ToSchema)]
#[schema(as = FigureReport)]
#[expect(dead_code, reason = "only its shape is used")]
pub struct FigureShape {
    indicator: String,
    period: String,
    as_of: String,
    position: u64,
    value: u64,
    formula: WordsShape,
}

/// A sentence in both languages.
#[derive(ToSchema)]
#[schema(as = Words)]
#[expect(dead_code, reason = "only its shape is used")]
pub struct WordsShape {
    vi: String,
    en: String,
}
