//! The work queue.

use hanhtrinh_api::work::{WorkKind, WorkQueue};

use super::super::answer::{Answer, At};
use super::super::ask::Asking;
use crate::present;

/// What waits within the reader's scope, overdue first, then by due date. It is the offices' queue: not for recruiters.
#[utoipa::path(get, path = "/work", tag = "work", params(
    ("kind" = Option<String>, Query, description = "Only this kind of work"),
    ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ("limit" = Option<u32>, Query, description = "Rows, 1 to 200; 50 unless said"),
), responses((status = 200, description = "The queue", body = WorkQueue)))]
pub async fn list(asking: Asking) -> Answer<WorkQueue> {
    let asking = asking.about_people()?.of_an_office()?;
    asking
        .answer(|eyes, query| {
            let kind = query.read("kind", WorkKind::parse);
            let (after, limit) = (query.cursor(), query.limit());
            query.finish()?;
            let queue = present::work(eyes, eyes.registry.today(), kind, after, limit);
            Ok(At::new(queue.position, queue))
        })
        .await
}
