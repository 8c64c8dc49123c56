//! People: finding, registering, showing, recording.

use axum::extract::{Path, State};
use hanhtrinh_api::cases::{OpenCase, RecordFact};
use hanhtrinh_api::people::{PeoplePage, PersonView, Register, Similar};
use hanhtrinh_api::{ProblemCode, Receipt};
use hanhtrinh_domain::case::State as CaseState;
use hanhtrinh_domain::code::Market;
use hanhtrinh_domain::identity::{BirthDate, IdNumber};
use hanhtrinh_views::PeopleQuery;
use uuid::Uuid;

use super::super::answer::{Answer, At};
use super::super::extract::{Body, CommandId, Signed};
use super::super::failure::Failure;
use super::super::query::Query;
use super::super::state::App;
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
pub async fn list(State(app): State<App>, who: Signed, mut query: Query) -> Answer<PeoplePage> {
    who.sees_people()?;
    let lang = who.lang;
    let page = app
        .read(lang, move |app| {
            let (views, today) = (app.registry.views(), app.registry.today());
            let text = query.text("q");
            let commune = query.text("commune");
            let commune = if commune.is_empty() {
                None
            } else {
                query.unit("commune", &commune, &views, today)
            };
            let asked = PeopleQuery {
                text,
                commune,
                state: query.read("state", CaseState::parse),
                market: query.read("market", |text| Market::parse(text).ok()),
                offset: query.cursor(),
                limit: query.limit(),
                names: who.caller.reader().names,
                today,
            };
            query.finish()?;
            Ok(present::people(&who.eyes(app, &views), &asked))
        })
        .await?;
    Ok(At::new(page.position, page))
}

/// Registers a person with residence, contact and document in one command.
#[utoipa::path(post, path = "/people", tag = "people", request_body = Register,
    responses((status = 201, description = "Recorded; `id` is the person", body = Receipt)))]
pub async fn register(
    State(app): State<App>,
    who: Signed,
    command: CommandId,
    body: Body<Register>,
) -> Answer<Receipt> {
    let by = who.caller.recorder().map_err(|_| who.forbidden())?;
    let command = command.with(body.bytes, who.lang);
    let done = app.registry.register(&by, command, &body.content).await;
    done.map(At::recorded)
        .map_err(|error| Failure::app(&error, who.lang))
}

/// Who may be the same person, while typing. A recruiter gets an answer only on an exact number and birth date.
#[utoipa::path(get, path = "/people/similar", tag = "people", params(
    ("full_name" = Option<String>, Query, description = "Full name"),
    ("birth_date" = Option<String>, Query, description = "Birth date, `dd/MM/yyyy`, ISO or a year"),
    ("personal_id" = Option<String>, Query, description = "Identity number"),
), responses((status = 200, description = "Candidates", body = Similar)))]
pub async fn similar(State(app): State<App>, who: Signed, mut query: Query) -> Answer<Similar> {
    // Only those who register people are told who is there already.
    who.caller.recorder().map_err(|_| who.forbidden())?;
    let lang = who.lang;
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
    app.read(lang, move |app| {
        let views = app.registry.views();
        let moment = Moment::now(&views, app.registry.today());
        Ok(At::new(
            moment.position,
            present::similar(&who.eyes(app, &views), &question, moment),
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
pub async fn show(
    State(app): State<App>,
    who: Signed,
    Path(id): Path<Uuid>,
    mut query: Query,
) -> Answer<PersonView> {
    who.sees_people()?;
    let lang = who.lang;
    app.read(lang, move |app| {
        let views = app.registry.views();
        let (as_of, position) = (query.day("as_of"), query.position());
        let moment = query.moment(&views, app.registry.today(), as_of, position);
        query.finish()?;
        let missing = || Failure::new(ProblemCode::NotFound, lang);
        let moment = moment.ok_or_else(missing)?;
        let person = present::person(&who.eyes(app, &views), id, moment);
        let person = person
            .map_err(|error| Failure::app(&error, lang))?
            .ok_or_else(missing)?;
        Ok(At::new(moment.position, person))
    })
    .await
}

/// Records a fact about a person, or amends one.
#[utoipa::path(post, path = "/people/{id}/facts", tag = "people", request_body = RecordFact,
    params(("id" = Uuid, Path, description = "The person")),
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
    let done = app
        .registry
        .record_worker_fact(&by, command, id, &body.content)
        .await;
    done.map(At::recorded)
        .map_err(|error| Failure::app(&error, who.lang))
}

/// Opens a placement of a person.
#[utoipa::path(post, path = "/people/{id}/cases", tag = "people", request_body = OpenCase,
    params(("id" = Uuid, Path, description = "The person")),
    responses((status = 201, description = "Recorded; `id` is the placement", body = Receipt)))]
pub async fn open_case(
    State(app): State<App>,
    who: Signed,
    Path(id): Path<Uuid>,
    command: CommandId,
    body: Body<OpenCase>,
) -> Answer<Receipt> {
    let by = who.caller.recorder().map_err(|_| who.forbidden())?;
    let command = command.with(body.bytes, who.lang);
    let done = app.registry.open_case(&by, command, id, &body.content).await;
    done.map(At::recorded)
        .map_err(|error| Failure::app(&error, who.lang))
}
