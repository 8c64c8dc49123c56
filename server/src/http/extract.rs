//! What handlers take from a request: who asks, the command's id, the body, and the moment a question is about.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, OriginalUri, Request};
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use hanhtrinh_api::{FieldProblem, Lang, Problem, ProblemCode};
use hanhtrinh_log::Log;
use hanhtrinh_record::Channel;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::failure::Failure;
use super::lang;
use super::state::{App, Shared};
use crate::accounts::{Account, Token};
use crate::app::{Caller, Command};

/// Name of the session cookie.
pub const COOKIE_NAME: &str = "hanhtrinh_session";
/// Header with the size of the log that an answer is about.
pub const POSITION: &str = "position";
/// Header with the least size of the log that an answer must be about.
pub const MIN_POSITION: &str = "min-position";
/// Header with the id of a command.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// How long a request waits for `Min-Position`.
const WAIT: Duration = Duration::from_secs(2);

/// The language of the answer.
#[derive(Debug, Clone, Copy)]
pub struct Speaks(pub Lang);

impl<S: Send + Sync> FromRequestParts<S> for Speaks {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(lang::asked(&parts.headers)))
    }
}

/// Somebody signed in. The views have reached what the request asks to see (`Min-Position`).
#[derive(Debug, Clone)]
pub struct Signed {
    /// The account.
    pub account: Account,
    /// What capabilities are made of.
    pub caller: Caller,
    /// The language of the answer.
    pub lang: Lang,
}

impl Signed {
    /// What a refused capability travels as.
    pub fn forbidden(&self) -> Failure {
        Failure::new(ProblemCode::Forbidden, self.lang)
    }
}

impl FromRequestParts<App> for Signed {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let lang = lang::asked(&parts.headers);
        let nobody = || Failure::new(ProblemCode::SignInNeeded, lang);
        let token = token(&parts.headers).ok_or_else(nobody)?;
        let id = app.sessions.find(&token, app.now()).ok_or_else(nobody)?;
        let account = app
            .accounts
            .get(id)
            .filter(|account| account.active)
            .ok_or_else(nobody)?;
        reach(app, &parts.headers, lang).await?;
        let caller = Caller {
            account: account.id.to_string(),
            user: account.user.clone(),
            role: account.role,
            unit: account.unit,
            enterprise: account.enterprise,
            channel: Channel::Web,
        };
        Ok(Self {
            account,
            caller,
            lang,
        })
    }
}

/// The session token of a request.
pub fn token(headers: &HeaderMap) -> Option<Token> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE_NAME)
        .map(|(_, value)| Token::from_cookie(value))
}

/// Waits until the log has the size that `Min-Position` names.
async fn reach(app: &Shared, headers: &HeaderMap, lang: Lang) -> Result<(), Failure> {
    let Some(value) = headers.get(MIN_POSITION) else {
        return Ok(());
    };
    let least: u64 = value
        .to_str()
        .ok()
        .and_then(|text| text.trim().parse().ok())
        .ok_or_else(|| Failure::malformed(lang, "Min-Position"))?;
    let mut head = app.registry.log().follow();
    let reached = tokio::time::timeout(WAIT, head.wait_for(|head| head.size >= least)).await;
    match reached {
        Ok(Ok(_)) => Ok(()),
        _ => Err(Failure::new(ProblemCode::Unavailable, lang)),
    }
}

/// A command's body: read as JSON, with the bytes kept for the fingerprint.
#[derive(Debug)]
pub struct Body<T> {
    /// What was sent.
    pub content: T,
    /// Method, path and bytes: the same body sent elsewhere is another command.
    pub bytes: Vec<u8>,
}

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let lang = lang::asked(request.headers());
        if !is_json(request.headers()) {
            let mut problem =
                Problem::new(ProblemCode::Malformed, lang).detail("Content-Type: application/json");
            problem.status = StatusCode::UNSUPPORTED_MEDIA_TYPE.as_u16();
            return Err(problem.into());
        }
        let mut bytes = fingerprinted(&request);
        let body = read(request, app, lang).await?;
        let content = parse(&body, lang)?;
        bytes.extend_from_slice(&body);
        Ok(Self { content, bytes })
    }
}

/// Method and path of a request, with which its fingerprint begins.
pub fn fingerprinted(request: &Request) -> Vec<u8> {
    let path = request
        .extensions()
        .get::<OriginalUri>()
        .map_or_else(|| request.uri().path(), |uri| uri.0.path());
    format!("{} {path}\n", request.method()).into_bytes()
}

/// The bytes of a body within the limit of its route.
pub async fn read(request: Request, app: &App, lang: Lang) -> Result<Bytes, Failure> {
    Bytes::from_request(request, app).await.map_err(|rejection| {
        use axum::response::IntoResponse;
        let code = match rejection.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => ProblemCode::TooLarge,
            _ => ProblemCode::Malformed,
        };
        Failure::new(code, lang)
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// Reads JSON: what is no JSON is malformed; JSON of another shape names the field. The content is never repeated.
fn parse<T: DeserializeOwned>(bytes: &[u8], lang: Lang) -> Result<T, Failure> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let content = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        use serde_json::error::Category;
        let inner = error.inner();
        match inner.classify() {
            Category::Data => {
                let field = error.path().to_string();
                let detail = match lang {
                    Lang::Vi => "Thiếu, hoặc không đúng kiểu dữ liệu",
                    Lang::En => "Missing, or of the wrong type",
                };
                let error = FieldProblem {
                    field,
                    code: "field.type".to_owned(),
                    detail: detail.to_owned(),
                };
                Failure::fields(lang, vec![error])
            }
            Category::Syntax | Category::Eof | Category::Io => {
                Failure::malformed(lang, format!("JSON {}:{}", inner.line(), inner.column()))
            }
        }
    })?;
    reader
        .end()
        .map_err(|error| Failure::malformed(lang, format!("JSON {}:{}", error.line(), error.column())))?;
    Ok(content)
}

/// The id of a command.
#[derive(Debug, Clone, Copy)]
pub struct CommandId(pub Uuid);

impl<S: Send + Sync> FromRequestParts<S> for CommandId {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let id = parts
            .headers
            .get(IDEMPOTENCY_KEY)
            .and_then(|value| value.to_str().ok());
        let id = id
            .and_then(|text| Uuid::parse_str(text.trim()).ok())
            .filter(|id| !id.is_nil());
        id.map(Self).ok_or_else(|| {
            let lang = lang::asked(&parts.headers);
            Failure::malformed(
                lang,
                match lang {
                    Lang::Vi => "Cần tiêu đề Idempotency-Key là một UUID mới cho mỗi lệnh",
                    Lang::En => "The header Idempotency-Key is needed: a new UUID for each command",
                },
            )
        })
    }
}

impl CommandId {
    /// The command of a body.
    pub fn with(self, bytes: Vec<u8>, lang: Lang) -> Command {
        Command {
            id: self.0,
            body: bytes,
            lang,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;
    use hanhtrinh_api::people::Register;

    fn status(bytes: &[u8]) -> StatusCode {
        match parse::<Register>(bytes, Lang::En) {
            Ok(_) => StatusCode::OK,
            Err(failure) => failure.into_response().status(),
        }
    }

    #[test]
    fn malformed_and_invalid_are_told_apart() {
        assert_eq!(status(b"{}"), StatusCode::OK);
        assert_eq!(status(b"{"), StatusCode::BAD_REQUEST);
        assert_eq!(status(b"{} {}"), StatusCode::BAD_REQUEST);
        assert_eq!(status(b"{\"full_name\": 3}"), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(status(b"{\"full_name\": \"\xff\"}"), StatusCode::BAD_REQUEST);
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "a=1; hanhtrinh_session=abc; b=2".parse().unwrap());
        assert_eq!(token(&headers), Some(Token::from_cookie("abc")));
        headers.clear();
        headers.append(COOKIE, "xhanhtrinh_session=abc".parse().unwrap());
        assert_eq!(token(&headers), None);
    }
}
