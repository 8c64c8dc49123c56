//! The work queue as a page shows it.

use hanhtrinh_api::Due;
use hanhtrinh_api::work::{KindCount, WorkItem, WorkKind, WorkQueue};
use hanhtrinh_views::{Task, TaskKey, Views};
use jiff::civil::Date;

use super::{Eyes, Moment, cursor};

/// What waits today within the reader's scope: overdue first, then by due date. For readers of the offices: work about a
/// person says that somebody else holds the same number.
pub fn work(
    eyes: &Eyes<'_>,
    today: Date,
    kind: Option<WorkKind>,
    after: Option<TaskKey>,
    limit: usize,
) -> WorkQueue {
    let moment = Moment::now(eyes.views, today);
    let sight = eyes.reader.sight(eyes.views);
    let tasks = eyes.views.work(today, &|_: &Views, task: &Task| match task.case {
        Some(case) => sight.covers_case(case),
        None => sight.covers_worker(task.worker),
    });
    let counts = WorkKind::ALL
        .into_iter()
        .map(|kind| KindCount {
            kind,
            count: tasks.iter().filter(|task| task.kind == kind).count() as u64,
        })
        .collect();
    let overdue = tasks
        .iter()
        .filter(|task| task.due.is_some_and(|due| due < today))
        .count() as u64;
    let wanted: Vec<&Task> = tasks
        .iter()
        .filter(|task| kind.is_none_or(|kind| task.kind == kind))
        .collect();
    // By key and not by number: what was done since the page before is gone, and nothing may be skipped for it.
    let rest = after.map_or(0, |after| wanted.partition_point(|task| task.key() <= after));
    let rest = wanted.get(rest..).unwrap_or_default();
    let page = rest.get(..limit.min(rest.len())).unwrap_or_default();
    let last = page.last().filter(|_| page.len() < rest.len());
    WorkQueue {
        items: page.iter().map(|task| item(eyes, task, moment)).collect(),
        counts,
        overdue,
        total: wanted.len() as u64,
        next: last.and_then(|last| cursor(&last.key())),
        today,
        position: moment.position,
    }
}

fn item(eyes: &Eyes<'_>, task: &Task, moment: Moment) -> WorkItem {
    let commune = task.unit.and_then(|unit| eyes.unit_name(unit));
    WorkItem {
        kind: task.kind,
        case: task.case,
        worker: eyes.person_ref(task.worker, moment.position),
        commune_name: commune.or_else(|| eyes.commune_name(task.worker, moment)),
        market: task.market,
        form: task.form,
        state: task.state,
        since: task.since,
        due: task.due.map(|on| Due {
            on,
            days_left: task.days_left,
        }),
        flags: task.flags.clone(),
    }
}
