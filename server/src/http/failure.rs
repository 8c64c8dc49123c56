//! Answers that are no success: RFC 9457 problems in the language of the request.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use hanhtrinh_api::{FieldProblem, Lang, Problem, ProblemCode};

use crate::accounts::AccountError;
use crate::app::{self, AppError};

/// The media type of a problem.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Seconds after which a busy server is worth another try.
const BUSY_FOR: u32 = 2;

/// A problem on its way out.
#[derive(Debug)]
pub struct Failure {
    problem: Box<Problem>,
    retry_after: Option<u32>,
}

impl Failure {
    /// A problem of a code.
    pub fn new(code: ProblemCode, lang: Lang) -> Self {
        Problem::new(code, lang).into()
    }

    /// One field is wrong.
    pub fn field(lang: Lang, field: &str, code: &str, vi: &str, en: &str) -> Self {
        Self::fields(lang, vec![field_problem(lang, field, code, vi, en)])
    }

    /// Fields are wrong, all named.
    pub fn fields(lang: Lang, errors: Vec<FieldProblem>) -> Self {
        Problem::new(ProblemCode::Invalid, lang).errors(errors).into()
    }

    /// The body or a header cannot be read; `what` says which part, never its content.
    pub fn malformed(lang: Lang, what: impl Into<String>) -> Self {
        Problem::new(ProblemCode::Malformed, lang).detail(what).into()
    }

    /// Try again after so many seconds.
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// What the application service refused.
    pub fn app(error: &AppError, lang: Lang) -> Self {
        let problem = app::problem(error, lang);
        if problem.status >= 500 {
            tracing::error!(error = error as &dyn std::error::Error, "a command failed");
        }
        problem.into()
    }

    /// What the accounts refused.
    pub fn account(error: &AccountError, lang: Lang) -> Self {
        match error {
            AccountError::Invalid(faults) => {
                Self::fields(lang, faults.iter().map(|fault| fault.problem(lang)).collect())
            }
            AccountError::Taken => Self::field(
                lang,
                "user",
                "user.taken",
                "Tên đăng nhập đã có người dùng",
                "This user name is taken",
            ),
            AccountError::LastAdministrator => Self::field(
                lang,
                "active",
                "user.last_administrator",
                "Đây là quản trị viên cuối cùng còn hoạt động",
                "This is the last active administrator",
            ),
            AccountError::Unknown => Self::new(ProblemCode::NotFound, lang),
            AccountError::Wrong => Self::new(ProblemCode::SignInFailed, lang),
            AccountError::Full => Self::new(ProblemCode::TooLarge, lang),
            AccountError::File(_) | AccountError::Content(_) | AccountError::Hash => {
                tracing::error!(error = error as &dyn std::error::Error, "accounts");
                Self::new(ProblemCode::Internal, lang)
            }
        }
    }
}

/// What is wrong with one field, in a language.
pub fn field_problem(lang: Lang, field: &str, code: &str, vi: &str, en: &str) -> FieldProblem {
    let detail = match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    FieldProblem {
        field: field.to_owned(),
        code: code.to_owned(),
        detail: detail.to_owned(),
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        let busy = matches!(
            problem.code,
            ProblemCode::Unavailable | ProblemCode::OutcomeUnknown
        );
        Self {
            problem: Box::new(problem),
            retry_after: busy.then_some(BUSY_FOR),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&*self.problem).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// The problem for an answer of the framework that has none: an unknown path, a wrong method, an unreadable query.
pub fn for_status(status: StatusCode, lang: Lang) -> Failure {
    let code = match status {
        StatusCode::UNAUTHORIZED => ProblemCode::SignInNeeded,
        StatusCode::FORBIDDEN => ProblemCode::Forbidden,
        StatusCode::NOT_FOUND => ProblemCode::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => ProblemCode::TooLarge,
        StatusCode::TOO_MANY_REQUESTS => ProblemCode::TooMany,
        StatusCode::SERVICE_UNAVAILABLE => ProblemCode::Unavailable,
        StatusCode::GATEWAY_TIMEOUT | StatusCode::REQUEST_TIMEOUT => ProblemCode::Timeout,
        other if other.is_client_error() => ProblemCode::Malformed,
        _ => ProblemCode::Internal,
    };
    let mut problem = Problem::new(code, lang);
    // The code says what kind of trouble it is; the status stays the framework's (405, 415 …).
    problem.status = status.as_u16();
    problem.into()
}
