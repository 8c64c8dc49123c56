//! What lies within a scope in one state of the views. For a question about many people: what it took to find out about a
//! commune is remembered, since a province has few communes and many people in each.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use hanhtrinh_domain::care::CareKind;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::units::Succession;
use hanhtrinh_views::Views;
use jiff::civil::Date;
use uuid::Uuid;

use super::caller::{Reader, Scope};

/// A scope, applied to one state of the views.
pub struct Sight<'a> {
    views: &'a Views,
    scope: Scope,
    /// The day of the last record. It stands for today: whose case it is does not change overnight.
    day: OnceCell<Option<Date>>,
    /// Whether people who live in a commune, of any edition, may lie within the scope.
    communes: RefCell<HashMap<UnitRef, bool>>,
}

impl<'a> Sight<'a> {
    /// Looks through a scope.
    pub fn new(scope: Scope, views: &'a Views) -> Self {
        Self {
            views,
            scope,
            day: OnceCell::new(),
            communes: RefCell::default(),
        }
    }

    /// Whether a person lies within it today.
    pub fn covers_worker(&self, worker: Uuid) -> bool {
        let Some(row) = self.views.worker(worker) else {
            return false;
        };
        match self.scope {
            Scope::Province => true,
            Scope::Nobody => false,
            Scope::Enterprise(code) => {
                row.registered_by == Some(code) || row.cases.iter().any(|case| self.covers_case(*case))
            }
            Scope::Commune(unit) => {
                let last = row.worker.residences.iter().next_back();
                last.is_none_or(|residence| {
                    // What was decided for a divided commune says where the person lives.
                    let decided = residence.remapped.filter(|home| home.edition >= unit.edition);
                    self.may_hold(unit, decided.unwrap_or(residence.unit))
                })
            }
        }
    }

    /// Whether a case lies within it today: a recruiter's own, never a person's others.
    pub fn covers_case(&self, case: Uuid) -> bool {
        match self.scope {
            Scope::Province => self.views.case(case).is_some(),
            Scope::Nobody => false,
            Scope::Commune(_) => self
                .views
                .case(case)
                .is_some_and(|row| self.covers_worker(row.worker)),
            Scope::Enterprise(code) => self
                .day()
                .and_then(|day| self.views.brief(case, day))
                .is_some_and(|brief| brief.enterprise == Some(code)),
        }
    }

    /// Whether a stream beside the placement lies within it today: what is about people goes with them, a breach is the
    /// province's, everything else the offices'.
    pub fn covers_care(&self, kind: CareKind, id: Uuid) -> bool {
        match self.scope {
            Scope::Nobody | Scope::Enterprise(_) => false,
            Scope::Province => true,
            Scope::Commune(_) if kind == CareKind::Breach => false,
            Scope::Commune(_) if !kind.is_personal() => true,
            Scope::Commune(_) => {
                let row = self.views.care(kind, id);
                let events = row.map(hanhtrinh_views::CareRow::events).unwrap_or_default();
                let mut named = events.iter().filter_map(|known| known.event.worker());
                named.any(|worker| self.covers_worker(worker))
            }
        }
    }

    fn day(&self) -> Option<Date> {
        let last = || self.views.size().checked_sub(1);
        *self
            .day
            .get_or_init(|| last().and_then(|last| self.views.day_of(last)))
    }

    /// Whether people who live in `home` belong, or after a split may belong, to a commune.
    fn may_hold(&self, unit: UnitRef, home: UnitRef) -> bool {
        *self
            .communes
            .borrow_mut()
            .entry(home)
            .or_insert_with(|| may_hold(self.views, unit, home))
    }
}

fn may_hold(views: &Views, unit: UnitRef, home: UnitRef) -> bool {
    let units = views.units();
    if home == unit {
        return true;
    }
    match units.by_commune(home, unit.edition) {
        Some(now) => now == unit,
        None => match units.in_edition(home, unit.edition) {
            Succession::Whole(to) => to == unit,
            Succession::Split(parts) => parts.contains(&unit),
        },
    }
}

impl Scope {
    /// Whether a person lies within it today. For many people at once use [`Sight`].
    pub fn covers_worker(&self, views: &Views, worker: Uuid) -> bool {
        Sight::new(*self, views).covers_worker(worker)
    }

    /// Whether a case lies within it today. For many cases at once use [`Sight`].
    pub fn covers_case(&self, views: &Views, case: Uuid) -> bool {
        Sight::new(*self, views).covers_case(case)
    }
}

impl Reader {
    /// What the reader may see of these views.
    pub fn sight<'a>(&self, views: &'a Views) -> Sight<'a> {
        Sight::new(self.scope, views)
    }

    /// Whether the reader may see a person. For many people at once use [`Sight`].
    pub fn sees_worker(&self, views: &Views, worker: Uuid) -> bool {
        self.scope.covers_worker(views, worker)
    }

    /// Whether the reader may see a case. For many cases at once use [`Sight`].
    pub fn sees_case(&self, views: &Views, case: Uuid) -> bool {
        self.scope.covers_case(views, case)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use hanhtrinh_domain::unit::{EDITION_2024, UnitCode};

    use super::*;
    use crate::app::packs;

    fn unit(code: &str, edition: u16) -> UnitRef {
        UnitRef {
            code: UnitCode::parse(code).unwrap(),
            edition,
        }
    }

    #[test]
    fn each_commune_is_looked_up_once_and_old_communes_count_where_they_went() {
        let shipped = packs::shipped();
        let adopted: Vec<_> = shipped
            .iter()
            .map(|(kind, bytes)| (*kind, packs::hash(bytes)))
            .collect();
        let dir = tempfile::tempdir().unwrap();
        let packs = packs::load(dir.path(), &adopted).unwrap();
        let province = unit("25", 2025);
        let communes = packs.units.communes_of(province);
        let old: Vec<UnitRef> = communes
            .iter()
            .flat_map(|commune| packs.units.predecessors(*commune))
            .map(|(unit, _)| unit)
            .filter(|unit| unit.edition == EDITION_2024)
            .collect();
        let views = Views::new(Arc::new(packs), province);
        let own = communes[0];
        let sight = Sight::new(Scope::Commune(own), &views);
        for _ in 0..3 {
            let held: Vec<_> = communes
                .iter()
                .filter(|home| sight.may_hold(own, **home))
                .collect();
            assert_eq!(held, [&own]);
            let came = old.iter().filter(|home| sight.may_hold(own, **home)).count();
            assert!(0 < came && came < old.len(), "{came} of {}", old.len());
        }
        let mut homes: Vec<UnitRef> = communes.iter().chain(&old).copied().collect();
        homes.sort_unstable();
        homes.dedup();
        assert_eq!(sight.communes.borrow().len(), homes.len());
    }
}
