//! While a start is under way: what needs to know who people are is told to wait, everything else is served.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hanhtrinh_api::{Lang, Problem, ProblemCode};

use super::failure::Failure;
use super::lang;
use super::state::App;

/// Routes that show or find people, or whose answers depend on who they are: a person's age and a number of two people
/// decide whether a case is ready. Reports count facts and need none of it.
const PEOPLE: [&str; 8] = [
    "/api/v1/people",
    "/api/v1/cases",
    "/api/v1/work",
    "/api/v1/imports",
    "/api/v1/reports/departures/rows",
    "/api/v1/reports/tally/{indicator}/rows",
    "/api/v1/care",
    "/api/v1/support",
];
/// Seconds after which another try is worth while.
const RETRY: u32 = 1;

/// Answers 503 on routes that need people until they are known. An incomplete answer would be a wrong one.
pub async fn wait_for_people(State(app): State<App>, request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("", MatchedPath::as_str);
    if app.registry.knows_people() || !PEOPLE.iter().any(|path| route.starts_with(path)) {
        return next.run(request).await;
    }
    let lang = lang::asked(request.headers());
    let percent = app.registry.readiness().search;
    let detail = match lang {
        Lang::Vi => format!(
            "Máy chủ đang khởi động: đã mở {percent} % dữ liệu về người lao động. Báo cáo đã dùng được."
        ),
        Lang::En => format!(
            "The server is starting: {percent} % of what is known of people is open. Reports are served."
        ),
    };
    let problem = Problem::new(ProblemCode::Unavailable, lang).detail(detail);
    Failure::from(problem).retry_after(RETRY).into_response()
}
