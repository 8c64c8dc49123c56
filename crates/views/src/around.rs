//! The life cycle of a case as known at a size of the log, with what other streams say about it.

use hanhtrinh_domain::case::{Around, CaseEvent, Lifecycle, State, lifecycle};
use hanhtrinh_domain::event::Effective;
use hanhtrinh_domain::guard::note;
use hanhtrinh_domain::identity::age_on;
use hanhtrinh_domain::rules::RuleId;
use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use crate::case::{Brief, Remembered};
use crate::codec::Held;
use crate::home::{home_on, homes};
use crate::views::Views;
use crate::worker::WorkerRow;

impl Views {
    /// What a case is on a day, from the events before `position`. `None` when none of its events is known by then.
    #[must_use]
    pub fn lifecycle(&self, case: Uuid, position: u64, day: Date) -> Option<Lifecycle> {
        let index = *self.case_index.get(&case)?;
        self.fold_case(index, position, day).map(|(case, _)| case)
    }

    /// What a case is on a day in one line, from everything known.
    #[must_use]
    pub fn brief(&self, case: Uuid, day: Date) -> Option<Brief> {
        self.brief_of(*self.case_index.get(&case)?, day)
    }

    pub(crate) fn brief_of(&self, case: u32, day: Date) -> Option<Brief> {
        let row = self.cases.get(case as usize)?;
        if let Some(brief) = row.brief.get().and_then(|remembered| remembered.on(day)) {
            return Some(brief);
        }
        let (folded, facts) = self.fold_case(case, self.size(), day)?;
        let overdue_from = folded
            .contract_end()
            .and_then(|end| self.overdue_limit(end))
            .and_then(|l| l.tomorrow().ok());
        let remembered = Remembered::new(&folded, &facts, day, overdue_from);
        // Another reader may have been first, for another day; the next change clears it anyhow.
        let _ = row.brief.set(remembered);
        Some(remembered.brief)
    }

    /// Folds the states of `count` cases from one on, so that the first to ask for all of them does not wait. Returns
    /// whether any are left.
    pub fn remember(&self, from: usize, count: usize, day: Date) -> bool {
        let to = from.saturating_add(count).min(self.cases.len());
        for index in from..to {
            self.brief_of(index as u32, day);
        }
        to < self.cases.len()
    }

    /// The last day on which a stay whose contract ended is not yet overdue.
    pub(crate) fn overdue_limit(&self, end: Date) -> Option<Date> {
        let grace = self.rules().at(RuleId::OverdueGraceDays, end).ok()?.integer()?;
        end.checked_add(grace.clamp(0, 3650).days()).ok()
    }

    fn fold_case(
        &self,
        index: u32,
        position: u64,
        day: Date,
    ) -> Option<(Lifecycle, Vec<Effective<CaseEvent>>)> {
        // Versions that are open last for ever, so no position may lie beyond them.
        let position = position.min(self.size());
        let row = self.cases.get(index as usize)?;
        let facts = row.facts_at(position);
        if !row.events.any_known(position) {
            return None;
        }
        let mut around = self.around(index, position, day);
        note(&mut around, &self.found(index, &facts, position, day));
        let rules = self.rules_at(position);
        Some((lifecycle(&facts, day, &rules, &around), facts))
    }

    fn around(&self, index: u32, position: u64, day: Date) -> Around {
        let whose = self.cases[index as usize].worker_at(position);
        let Some(row) = self.worker(whose) else {
            return Around::default();
        };
        let mut around = Around::default();
        for link in row.links.iter().filter(|link| link.held_at(position)) {
            if link.case == index {
                continue;
            }
            match self.state_alone(link.case, position, day) {
                Some(State::Abroad | State::Overdue) => around.other_open_stay = true,
                Some(state) if state.before_departure() => around.other_case_open = true,
                _ => {}
            }
        }
        self.around_worker(row, position, day, &mut around);
        around
    }

    fn around_worker(&self, row: &WorkerRow, position: u64, day: Date, around: &mut Around) {
        let (worker, birth, numbers);
        if position >= self.size() {
            worker = homes(&row.worker);
            birth = row.identity.as_ref().map(|identity| identity.birth_date);
            numbers = row.numbers.to_vec();
        } else {
            let facts = row.facts_at(position);
            worker = homes(&hanhtrinh_domain::worker::Worker::fold(&facts));
            birth = match row.identity_at(position) {
                Held::Open(identity) => Some(identity.birth_date),
                Held::Erased | Held::Missing => None,
            };
            numbers = row.numbers_of(&facts);
        }
        let units = &self.packs().units;
        around.residence_unresolved =
            home_on(&worker, day).is_some_and(|home| home.commune(units, units.edition_on(day)).is_none());
        around.age = birth.and_then(|birth| age_on(birth, day));
        let index = self.worker_index.get(&row.id).copied();
        around.identity_conflict = numbers
            .iter()
            .any(|number| index.is_some_and(|index| self.numbers.is_shared_at(*number, index, position)));
    }

    /// The state of another case, of itself: cases must not look at each other in a circle.
    pub(crate) fn state_alone(&self, case: u32, position: u64, day: Date) -> Option<State> {
        let row = self.cases.get(case as usize)?;
        let facts = row.facts_at(position);
        // A case that will only be opened later is not open yet.
        if !facts.iter().any(|fact| fact.by <= day) {
            return None;
        }
        let rules = self.rules_at(position);
        Some(lifecycle(&facts, day, &rules, &Around::default()).state)
    }
}
