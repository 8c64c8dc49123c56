//! What waits for somebody: derived from the states of cases and people, so nothing can stay in the wrong queue.

use hanhtrinh_domain::case::clock::{Clock, clock};
use hanhtrinh_domain::case::{DirectProcedure, Flag, LegalForm, Lifecycle, State};
use hanhtrinh_domain::code::Market;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::units::Succession;
pub use hanhtrinh_domain::work::WorkKind;
use jiff::civil::Date;
use uuid::Uuid;

use crate::case::CaseRow;
use crate::home::Home;
use crate::views::Views;
use crate::worker::WorkerRow;

/// Something that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What kind.
    pub kind: WorkKind,
    /// Which case; none for work about a person.
    pub case: Option<Uuid>,
    /// Whose.
    pub worker: Uuid,
    /// The commune that has to act; none where that is for the province to say.
    pub unit: Option<UnitRef>,
    /// When it began to wait.
    pub since: Date,
    /// When it is due; none while a clock stands still or where no deadline exists.
    pub due: Option<Date>,
    /// Working days from today to the due day; negative when it is past.
    pub days_left: Option<i32>,
    /// State of the case.
    pub state: Option<State>,
    /// Legal form.
    pub form: Option<LegalForm>,
    /// Where to.
    pub market: Option<Market>,
    /// Flags of the case.
    pub flags: Vec<Flag>,
}

/// The place of a task in the queue: what is due first comes first. No two tasks have the same.
pub type TaskKey = (bool, Option<Date>, Date, Option<Uuid>, Uuid, WorkKind);

impl Task {
    /// Its place in the queue.
    #[must_use]
    pub fn key(&self) -> TaskKey {
        (
            self.due.is_none(),
            self.due,
            self.since,
            self.case,
            self.worker,
            self.kind,
        )
    }
}

impl Views {
    /// Everything that waits today and that the reader sees: by due date, overdue first; then what has no due date, by the
    /// day since which it waits.
    #[must_use]
    pub fn work(&self, today: Date, sees: &dyn Fn(&Views, &Task) -> bool) -> Vec<Task> {
        let mut tasks: Vec<Task> = Vec::new();
        for (index, row) in self.cases.iter().enumerate() {
            let Some(brief) = self.brief_of(index as u32, today) else {
                continue;
            };
            let missing = brief.returned.is_some() && brief.departed.is_none();
            if missing || matches!(brief.state, State::Cpend | State::Overdue) {
                tasks.extend(self.tasks_of(row, today));
            }
        }
        tasks.extend(self.workers.iter().filter_map(|row| self.conflict(row, today)));
        tasks.retain(|task| sees(self, task));
        tasks.sort_by_key(Task::key);
        tasks
    }

    fn tasks_of(&self, row: &CaseRow, today: Date) -> Vec<Task> {
        let Some(case) = self.lifecycle(row.id, self.size(), today) else {
            return Vec::new();
        };
        let worker = case.worker.unwrap_or(row.worker);
        let home = self
            .worker(worker)
            .and_then(|row| row.worker.residence_on(today))
            .map(Home::from);
        let units = &self.packs().units;
        let task = |kind, since| Task {
            kind,
            case: Some(row.id),
            worker,
            unit: home.and_then(|home| home.commune(units, units.edition_on(today))),
            since,
            due: None,
            days_left: None,
            state: Some(case.state),
            form: case.form,
            market: case.market,
            flags: case.flags.iter().copied().collect(),
        };
        let mut tasks = Vec::new();
        if case.state == State::Cpend
            && let Some(direct) = &case.direct
        {
            let (kind, since, due) = self.procedure(direct, today);
            let days_left = due.and_then(|due| self.packs().calendar.working_days_until(today, due).ok());
            tasks.push(Task {
                unit: self.answers(direct, today),
                due,
                days_left,
                ..task(kind, since)
            });
        }
        if case.state == State::Overdue {
            tasks.push(task(WorkKind::ReturnOverdue, overdue_since(self, &case, today)));
        }
        if case.flags.contains(&Flag::ReturnWithoutDeparture)
            && case.departure.is_none()
            && let Some(back) = &case.back
        {
            tasks.push(task(WorkKind::DepartureMissing, back.on.last()));
        }
        tasks
    }

    /// What a pending procedure waits for, since when, until when. Without a calendar or rule there is no due date: a
    /// guess would move a legal term.
    fn procedure(&self, direct: &DirectProcedure, today: Date) -> (WorkKind, Date, Option<Date>) {
        let packs = self.packs();
        let (kind, since, due) = match clock(direct, self.rules(), &packs.calendar) {
            Ok(Clock::Paused { since }) => return (WorkKind::SupplementAwaited, since, None),
            Ok(Clock::Running { due, .. }) => (WorkKind::DirectContract, direct.complete_since, Some(due.on)),
            Ok(Clock::Stopped) | Err(_) => (WorkKind::DirectContract, direct.complete_since, None),
        };
        let kind = if self.answers(direct, today).is_none() {
            WorkKind::Assignment
        } else {
            kind
        };
        (kind, since.unwrap_or(direct.filed_on.last()), due)
    }

    /// The commune that answers for a procedure on a day, if that is certain.
    fn answers(&self, direct: &DirectProcedure, today: Date) -> Option<UnitRef> {
        let unit = direct.assigned.unwrap_or(direct.commune);
        match self.packs().units.competent_successor(unit, today) {
            Succession::Whole(unit) => Some(unit),
            Succession::Split(_) => direct.assigned,
        }
    }

    fn conflict(&self, row: &WorkerRow, today: Date) -> Option<Task> {
        let since = row
            .numbers
            .iter()
            .filter_map(|number| self.numbers.shared_since(*number))
            .min()?;
        let units = &self.packs().units;
        let home = row.worker.residence_on(today).map(Home::from);
        Some(Task {
            kind: WorkKind::IdentityConflict,
            case: None,
            worker: row.id,
            unit: home.and_then(|home| home.commune(units, units.edition_on(today))),
            // The size at which it was known is one beyond the position of the event.
            since: self.day_of(since.saturating_sub(1)).unwrap_or(today),
            due: None,
            days_left: None,
            state: None,
            form: None,
            market: None,
            flags: vec![Flag::IdentityConflict],
        })
    }
}

/// The first day after the grace.
fn overdue_since(views: &Views, case: &Lifecycle, today: Date) -> Date {
    let limit = case.contract_end().and_then(|end| views.overdue_limit(end));
    limit.and_then(|limit| limit.tomorrow().ok()).unwrap_or(today)
}
