//! Answers that are a success: JSON about a size of the log, which also stands in the `Position` header.

use axum::Json;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use hanhtrinh_api::Receipt;
use serde::Serialize;

use super::extract::POSITION;
use super::failure::Failure;

/// What a handler gives back.
pub type Answer<T> = Result<At<T>, Failure>;

/// JSON about a size of the log.
#[derive(Debug)]
pub struct At<T> {
    /// Size of the log the answer is about.
    pub position: u64,
    /// The answer.
    pub body: T,
    /// HTTP status.
    pub status: StatusCode,
}

impl<T> At<T> {
    /// A plain answer.
    pub fn new(position: u64, body: T) -> Self {
        Self {
            position,
            body,
            status: StatusCode::OK,
        }
    }
}

impl At<Receipt> {
    /// A command was carried out: 201, or 200 where it had been before. What follows from it is known one position on.
    pub fn recorded(receipt: Receipt) -> Self {
        let status = if receipt.repeated {
            StatusCode::OK
        } else {
            StatusCode::CREATED
        };
        Self {
            position: receipt.position + 1,
            body: receipt,
            status,
        }
    }
}

impl<T: Serialize> IntoResponse for At<T> {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        let headers = response.headers_mut();
        headers.insert(POSITION, HeaderValue::from(self.position));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        response
    }
}
