//! The work queue.

use axum::extract::State;
use hanhtrinh_api::work::{WorkKind, WorkQueue};
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use super::super::answer::{Answer, At};
use super::super::extract::Signed;
use super::super::query::Query;
use super::super::state::App;
use crate::present;

/// What waits for the reader, overdue first, then by due date.
#[utoipa::path(get, path = "/work", tag = "work", params(
    ("kind" = Option<String>, Query, description = "Only this kind of work"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "Rows, 1 to 200; 50 unless said"),
), responses((status = 200, description = "The queue", body = WorkQueue)))]
pub async fn list(State(app): State<App>, who: Signed, mut query: Query) -> Answer<WorkQueue> {
    who.sees_people()?;
    let kind = query.read("kind", |text| {
        WorkKind::deserialize(StrDeserializer::<'_, Error>::new(text)).ok()
    });
    let (offset, limit) = (query.cursor(), query.limit());
    query.finish()?;
    app.read(who.lang, move |app| {
        let views = app.registry.views();
        let queue = present::work(&who.eyes(app, &views), app.registry.today(), kind, offset, limit);
        Ok(At::new(queue.position, queue))
    })
    .await
}
