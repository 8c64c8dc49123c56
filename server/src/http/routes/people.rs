//! People: finding, registering, showing, recording.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::cases::{OpenCase, RecordFact};
use hanhtrinh_api::people::{PeoplePage, PersonView, Register, Similar};
use hanhtrinh_domain::case::State as CaseState;
use hanhtrinh_domain::code::Market;
use hanhtrinh_domain::identity::{BirthDate, IdNumber};
use hanhtrinh_views::PeopleQuery;
use uuid::Uuid;

use super::super::answer::{Answer, At};
use super::super::ask::{Asking, Order};
use crate::app::Recorder;
use crate::present::{self, Moment, Question};

/// A page of people within scope, by the words of `q` (names with or without accents, numbers, ids) and filters.
#[utoipa::path(get, path = "/people", tag = "people", params(
    ("q" = Option<String>, Query, description = "Words of a name, a number, or an id"),
    ("commune" = Option<String>, Query, description = "Unit of residence today, `code@edition`"),
    ("state" = Option<String>, Query, description = "State of a placement today"),
    ("market" = Option<String>, Query, description = "Market of a placement"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "Rows, 1 to 200; 50 unless said"),
), responses((status = 200, description = "A page", body = PeoplePage)))]
pub async fn list(asking: Asking) -> Answer<PeoplePage> {
    let asking = asking.about_people()?;
    asking
        .answer(|eyes, query| {
            let today = eyes.registry.today();
            let asked = PeopleQuery {
                text: query.text("q"),
                commune: query.unit("commune", eyes.views, today),
                state: query.read("state", CaseState::parse),
                market: query.read("market", |text| Market::parse(text).ok()),
                offset: query.cursor().unwrap_or(0),
                limit: query.limit(),
                names: eyes.reader.names,
                today,
            };
            query.finish()?;
            let page = present::people(eyes, &asked);
            Ok(At::new(page.position, page))
        })
        .await
}

/// Registers a person with residence, contact and document in one command.
#[utoipa::path(post, path = "/people", tag = "people", request_body = Register,
    responses((status = 201, description = "Recorded; `id` is the person", body = Receipt)))]
pub async fn register(order: Order<Recorder, Register>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .register(&order.by, order.command(), &order.content)
        .await;
    order.answer(done)
}

/// Who may be the same person, while typing. A recruiter gets an answer only on an exact number and birth date.
#[utoipa::path(get, path = "/people/similar", tag = "people", params(
    ("full_name" = Option<String>, Query, description = "Full name"),
    ("birth_date" = Option<String>, Query, description = "Birth date, `dd/MM/yyyy`, ISO or a year"),
    ("personal_id" = Option<String>, Query, description = "Identity number"),
), responses((status = 200, description = "Candidates", body = Similar)))]
pub async fn similar(asking: Asking) -> Answer<Similar> {
    // Only those who register people are told who is there already.
    let asking = asking.with::<Recorder>()?;
    asking
        .answer(|eyes, query| {
            // What is not typed out yet is no problem: it just finds nobody.
            let question = Question {
                full_name: Some(query.text("full_name")).filter(|name| !name.is_empty()),
                birth_date: BirthDate::parse(&query.text("birth_date"))
                    .ok()
                    .map(BirthDate::get),
                personal_id: IdNumber::parse(&query.text("personal_id"))
                    .ok()
                    .map(|number| number.as_str().to_owned()),
            };
            query.finish()?;
            let moment = Moment::now(eyes.views, eyes.registry.today());
            Ok(At::new(
                moment.position,
                present::similar(eyes, &question, moment),
            ))
        })
        .await
}

/// A person with placements and history, now or as of a moment.
#[utoipa::path(get, path = "/people/{id}", tag = "people", params(
    ("id" = Uuid, Path, description = "The person"),
    ("as_of" = Option<String>, Query, description = "As known by the end of this day in Vietnam"),
    ("position" = Option<u64>, Query, description = "As known at this size of the log"),
), responses((status = 200, description = "The person", body = PersonView)))]
pub async fn show(asking: Asking<Uuid>) -> Answer<PersonView> {
    asking.about_people()?.show(present::person).await
}

/// Records a fact about a person, or amends one.
#[utoipa::path(post, path = "/people/{id}/facts", tag = "people", request_body = RecordFact,
    params(("id" = Uuid, Path, description = "The person")),
    responses((status = 201, description = "Recorded", body = Receipt)))]
pub async fn record(order: Order<Recorder, RecordFact, Uuid>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .record_worker_fact(&order.by, order.command(), order.at, &order.content)
        .await;
    order.answer(done)
}

/// Opens a placement of a person.
#[utoipa::path(post, path = "/people/{id}/cases", tag = "people", request_body = OpenCase,
    params(("id" = Uuid, Path, description = "The person")),
    responses((status = 201, description = "Recorded; `id` is the placement", body = Receipt)))]
pub async fn open_case(order: Order<Recorder, OpenCase, Uuid>) -> Answer<Receipt> {
    let registry = order.registry();
    let done = registry
        .open_case(&order.by, order.command(), order.at, &order.content)
        .await;
    order.answer(done)
}
