//! Talking to the server: one fetch core that is compiled once, thin typed shells around it.

pub mod command;
mod failure;
mod file;
pub mod json;
pub mod load;
pub mod paged;
mod position;
pub mod session;
pub mod store;

pub use failure::Failure;
pub use file::{save_blob, upload, upload_for_blob};
pub use position::saw;

use gloo_net::http::{Headers, Method, RequestBuilder, Response};
use gloo_timers::future::TimeoutFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::i18n::{lang, lang_tag};

/// Where the server answers.
const BASE: &str = "/api/v1";
/// Pauses before a read is tried again, in milliseconds.
const PAUSES: [u32; 2] = [300, 1_200];

/// A request, without types.
struct Call {
    method: Method,
    path: String,
    body: Option<JsValue>,
    content_type: Option<String>,
    key: Option<String>,
}

impl Call {
    fn new(method: Method, path: &str) -> Self {
        Self {
            method,
            path: path.to_owned(),
            body: None,
            content_type: None,
            key: None,
        }
    }

    fn json(mut self, body: &str) -> Self {
        self.body = Some(JsValue::from_str(body));
        self.content_type = Some("application/json".to_owned());
        self
    }
}

/// Sends once; anything but a success is a failure.
async fn send(call: &Call) -> Result<Response, Failure> {
    let headers = Headers::new();
    headers.set("Accept-Language", lang_tag(lang()));
    if let Some(kind) = &call.content_type {
        headers.set("Content-Type", kind);
    }
    if let Some(key) = &call.key {
        headers.set("Idempotency-Key", key);
    }
    if let Some(position) = position::wanted().filter(|_| call.method == Method::GET) {
        headers.set("Min-Position", &position.to_string());
    }
    let builder = RequestBuilder::new(&format!("{BASE}{}", call.path))
        .method(call.method.clone())
        .headers(headers);
    let request = match &call.body {
        Some(body) => builder.body(body.clone()),
        None => builder.build(),
    };
    let response = request
        .map_err(|_| Failure::Unreadable)?
        .send()
        .await
        .map_err(|_| Failure::Offline)?;
    if response.ok() {
        return Ok(response);
    }
    let status = response.status();
    let text = response.text().await.unwrap_or_default();
    let failure = Failure::read(status, &text);
    if failure.needs_sign_in() {
        session::signed_out();
    }
    Err(failure)
}

/// Sends, and sends again what can be repeated without harm: reads, and commands that carry a key.
async fn send_patiently(call: Call) -> Result<Response, Failure> {
    let repeatable = call.method == Method::GET || call.key.is_some();
    for pause in PAUSES {
        match send(&call).await {
            Err(failure) if repeatable && failure.may_pass() => TimeoutFuture::new(pause).await,
            settled => return settled,
        }
    }
    send(&call).await
}

/// Sends and reads the answer as text; no answer is an empty text.
async fn text(call: Call) -> Result<String, Failure> {
    let response = send_patiently(call).await?;
    response.text().await.map_err(|_| Failure::Offline)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    json::read(text).map_err(|_| Failure::Unreadable)
}

/// The body of a request as text.
fn written<B: Serialize>(body: &B) -> Result<String, Failure> {
    serde_json::to_string(body).map_err(|_| Failure::Unreadable)
}

/// Reads a path below `/api/v1`, as text.
pub async fn get_text(path: &str) -> Result<String, Failure> {
    text(Call::new(Method::GET, path)).await
}

/// Reads a path below `/api/v1`.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Failure> {
    read(&get_text(path).await?)
}

/// Posts without a key, for what is no command (signing in).
pub async fn post<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Result<T, Failure> {
    read(&text(Call::new(Method::POST, path).json(&written(body)?)).await?)
}

/// Puts.
pub async fn put<B: Serialize>(path: &str, body: &B) -> Result<(), Failure> {
    text(Call::new(Method::PUT, path).json(&written(body)?))
        .await
        .map(|_| ())
}

/// Deletes.
pub async fn delete(path: &str) -> Result<(), Failure> {
    text(Call::new(Method::DELETE, path)).await.map(|_| ())
}

/// Posts a body under a key, as text.
async fn post_keyed(path: &str, body: &str, key: &str) -> Result<String, Failure> {
    let mut call = Call::new(Method::POST, path).json(body);
    call.key = Some(key.to_owned());
    text(call).await
}

/// A key for a command: a version 7 UUID.
pub fn new_key() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// A query string of the values that are not empty, with its question mark.
pub fn query_string(values: &[(&str, &str)]) -> String {
    let mut query = String::new();
    for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        query.push(if query.is_empty() { '?' } else { '&' });
        query.push_str(name);
        query.push('=');
        query.push_str(&String::from(js_sys::encode_uri_component(value)));
    }
    query
}
