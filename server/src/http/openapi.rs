//! The description of the API, generated from the routes. `docs/openapi.json` is this, committed; a test compares.

use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, Info, License, ObjectBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Required, Response,
    ResponseBuilder, Type,
};
use utoipa::{PartialSchema, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use axum::extract::DefaultBodyLimit;

use super::extract::{COOKIE_NAME, IDEMPOTENCY_KEY, MIN_POSITION, POSITION};
use super::failure::PROBLEM_JSON;
use super::routes::{
    care, cases, catalogue, dealings, difference, duplicates, enterprises, events, forgetting, imports, log,
    people, plans, publications, reports, session, tally, units, users, work,
};
use super::state::App;

/// Largest body of a command, in bytes.
const MAX_BODY: usize = 1024 * 1024;

/// The routes of the API with their description.
pub fn api() -> (axum::Router<App>, OpenApi) {
    let files = OpenApiRouter::new()
        .routes(routes!(imports::departures))
        .routes(routes!(imports::rejects))
        .layer(DefaultBodyLimit::max(imports::MAX_FILE));
    let routes = OpenApiRouter::new()
        .routes(routes!(session::sign_in, session::me, session::sign_out))
        .routes(routes!(catalogue::show))
        .routes(routes!(people::list, people::register))
        .routes(routes!(people::similar))
        .routes(routes!(people::show))
        .routes(routes!(people::record))
        .routes(routes!(people::open_case))
        .routes(routes!(forgetting::look, forgetting::forget))
        .routes(routes!(cases::show))
        .routes(routes!(cases::record))
        .routes(routes!(cases::decide))
        .routes(routes!(work::list))
        .routes(routes!(care::open))
        .routes(routes!(care::record))
        .routes(routes!(care::decide_support))
        .routes(routes!(care::decide_request))
        .routes(routes!(care::of_person))
        .routes(routes!(care::fairs))
        .routes(routes!(care::fair))
        .routes(routes!(care::occasions))
        .routes(routes!(care::breaches))
        .routes(routes!(tally::report))
        .routes(routes!(tally::rows))
        .routes(routes!(reports::departures))
        .routes(routes!(reports::rows))
        .routes(routes!(reports::stock))
        .routes(routes!(reports::tests))
        .routes(routes!(reports::selections))
        .routes(routes!(reports::recruiters))
        .routes(routes!(enterprises::list, enterprises::record))
        .routes(routes!(enterprises::licence))
        .routes(routes!(plans::list, plans::set))
        .routes(routes!(dealings::orders))
        .routes(routes!(dealings::order))
        .routes(routes!(dealings::supplies))
        .routes(routes!(dealings::decide_preparation))
        .routes(routes!(dealings::programmes))
        .routes(routes!(dealings::decide_locality))
        .routes(routes!(dealings::comparators))
        .routes(routes!(dealings::rules, dealings::publish))
        .routes(routes!(dealings::findings))
        .routes(routes!(dealings::record))
        .routes(routes!(publications::list, publications::publish))
        .routes(routes!(difference::departures))
        .routes(routes!(difference::stock))
        .routes(routes!(duplicates::list))
        .routes(routes!(duplicates::merge))
        .routes(routes!(duplicates::unmerge))
        .routes(routes!(duplicates::distinct))
        .routes(routes!(units::list))
        .routes(routes!(units::change))
        .routes(routes!(units::remap))
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::set_active))
        .routes(routes!(events::follow))
        .routes(routes!(log::checkpoint))
        .routes(routes!(log::tile))
        .routes(routes!(log::proof))
        .routes(routes!(log::consistency))
        .routes(routes!(log::entries))
        .merge(files)
        .layer(DefaultBodyLimit::max(MAX_BODY));
    let (router, mut document) = OpenApiRouter::with_openapi(frame())
        .nest("/api/v1", routes)
        .split_for_parts();
    complete(&mut document);
    (router, document)
}

/// The document as committed: pretty JSON with a line end.
pub fn document() -> Result<String, serde_json::Error> {
    let (_, document) = api();
    let mut text = serde_json::to_string_pretty(&document)?;
    text.push('\n');
    Ok(text)
}

fn frame() -> OpenApi {
    let mut info = Info::new("Hành Trình", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "The registry of overseas workers of a province. Every answer says in `Position` which size of the log it is \
         about; every command carries its own id in `Idempotency-Key` and may be repeated with it."
            .to_owned(),
    );
    info.license = Some(License::new("MIT OR Apache-2.0"));
    OpenApiBuilder::new()
        .info(info)
        .security(Some([SecurityRequirement::new::<_, [&str; 0], &str>(
            "session",
            [],
        )]))
        .build()
}

/// Adds what all operations share, so that no route can forget it.
fn complete(document: &mut OpenApi) {
    // The router's sign for the rest of a path is no part of the parameter's name.
    let paths = std::mem::take(&mut document.paths.paths);
    document.paths.paths = paths
        .into_iter()
        .map(|(path, item)| (path.replace("{*", "{"), item))
        .collect();
    let components = document.components.get_or_insert_default();
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(COOKIE_NAME)));
    components.add_security_scheme("session", cookie);
    let mut schemas = Vec::new();
    hanhtrinh_api::Problem::schemas(&mut schemas);
    schemas.push(("Problem".to_owned(), hanhtrinh_api::Problem::schema()));
    components.schemas.extend(schemas);
    for (path, item) in &mut document.paths.paths {
        let writes = !path.contains("/session") && !path.contains("/users") && !path.ends_with("/rejects");
        let methods = [
            (&mut item.get, false),
            (&mut item.post, writes),
            (&mut item.put, false),
            (&mut item.delete, false),
        ];
        for (operation, is_command) in methods {
            if let Some(operation) = operation {
                share(operation, is_command);
            }
        }
    }
}

fn share(operation: &mut Operation, is_command: bool) {
    // Handlers of different areas have the same short names; the area makes them unique.
    let area = operation
        .tags
        .iter()
        .flatten()
        .next()
        .cloned()
        .unwrap_or_default();
    let name = operation.operation_id.take().unwrap_or_default();
    operation.operation_id = Some(format!("{area}_{name}"));
    let integer = || ObjectBuilder::new().schema_type(Type::Integer).build();
    let mut parameters = vec![
        ParameterBuilder::new()
            .name("Accept-Language")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some("`vi` or `en`: the language of problems"))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()))
            .build(),
        ParameterBuilder::new()
            .name(title(MIN_POSITION))
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(
                "Wait up to 2 s until the log has this size; 503 when it has not",
            ))
            .schema(Some(integer()))
            .build(),
    ];
    if is_command {
        let id = ObjectBuilder::new().schema_type(Type::String).format(Some(
            utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::Uuid),
        ));
        parameters.push(
            ParameterBuilder::new()
                .name(title(IDEMPOTENCY_KEY))
                .parameter_in(ParameterIn::Header)
                .required(Required::True)
                .description(Some(
                    "Id of the command: the same id with the same content answers the first receipt",
                ))
                .schema(Some(id.build()))
                .build(),
        );
    }
    operation
        .parameters
        .get_or_insert_default()
        .extend(parameters.into_iter().map(RefOr::T));
    let position = || {
        HeaderBuilder::new()
            .description(Some("Size of the log"))
            .schema(Some(integer()))
            .build()
    };
    for response in operation.responses.responses.values_mut() {
        if let RefOr::T(response) = response {
            response.headers.insert(title(POSITION), RefOr::T(position()));
        }
    }
    let problem: Response = ResponseBuilder::new()
        .description("A problem (RFC 9457)")
        .content(
            PROBLEM_JSON,
            ContentBuilder::new()
                .schema(Some(Ref::from_schema_name("Problem")))
                .build(),
        )
        .header(title(POSITION), position())
        .build();
    operation
        .responses
        .responses
        .insert("default".to_owned(), RefOr::T(problem));
}

/// `min-position` as people write it: `Min-Position`.
fn title(header: &str) -> String {
    header
        .split('-')
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
                .unwrap_or_default()
        })
        .collect::<Vec<_>>()
        .join("-")
}
