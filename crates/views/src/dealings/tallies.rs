//! Selections and registrations for tests as countable rows, each valid for a span of sizes of the log.

use std::collections::HashMap;

use hanhtrinh_domain::case::{CaseEvent, SelectionOutcome};
use hanhtrinh_domain::code::{Code, Market};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::identity::Sex;
use hanhtrinh_domain::programme::Exam;
use hanhtrinh_domain::unit::UnitRef;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::home::Home;
use crate::identity::short;
use crate::pack::When;
use crate::views::Views;

/// What a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TallyKind {
    /// The first selection of a case that was passed.
    Selected,
    /// A registration for a test.
    Tested(Exam),
}

/// A countable row as it was known for sizes of the log in `[from, to)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TallyVersion {
    /// Which case.
    pub case: Uuid,
    /// What it counts.
    pub kind: TallyKind,
    /// When it happened.
    pub on: PartialDate,
    /// Where to.
    pub market: Option<Market>,
    /// Under which programme.
    pub programme: Option<Code>,
    /// For which occupation; the sector where none is named.
    pub occupation: Option<Code>,
    /// Session of a test.
    pub session: Option<Code>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Permanent residence on the day.
    pub home: Option<Home>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TallyRow {
    from: u32,
    to: u32,
    case: u32,
    kind: TallyKind,
    on: When,
    market: Option<Market>,
    programme: u32,
    occupation: u32,
    session: u32,
    enterprise: u32,
    sex: Option<Sex>,
    residence: u32,
    former: u32,
}

/// Every row, and which of them hold now, by case.
#[derive(Default)]
pub(crate) struct Tallies {
    rows: Vec<TallyRow>,
    open: HashMap<u32, Vec<u32>>,
}

impl Tallies {
    /// Every row, for the snapshot.
    pub fn rows(&self) -> &[TallyRow] {
        &self.rows
    }

    /// Takes rows over from a snapshot.
    ///
    /// `None` if one is of no case.
    pub fn of(rows: Vec<TallyRow>, cases: usize) -> Option<Self> {
        if rows.iter().any(|row| row.case as usize >= cases) {
            return None;
        }
        let mut open: HashMap<u32, Vec<u32>> = HashMap::new();
        for (row, index) in rows.iter().zip(0..) {
            if row.to == u32::MAX {
                open.entry(row.case).or_default().push(index);
            }
        }
        Some(Self { rows, open })
    }
}

impl Views {
    /// Computes the rows of a case anew; where they differ, the old end here and the new begin.
    pub(crate) fn retally(&mut self, case: u32) {
        let size = short(self.size);
        let new = self.tallies_of(case);
        let open = self.dealings.tallies.open.remove(&case).unwrap_or_default();
        let same = |old: &TallyRow, new: &TallyRow| {
            *old == TallyRow {
                from: old.from,
                ..*new
            }
        };
        let (mut holds, mut taken) = (Vec::new(), vec![false; open.len()]);
        for row in new {
            let known = open
                .iter()
                .enumerate()
                .find(|(at, index)| !taken[*at] && same(&self.dealings.tallies.rows[**index as usize], &row));
            if let Some((at, index)) = known {
                taken[at] = true;
                holds.push(*index);
            } else {
                holds.push(self.dealings.tallies.rows.len() as u32);
                self.dealings.tallies.rows.push(TallyRow { from: size, ..row });
            }
        }
        for (index, taken) in open.iter().zip(taken) {
            if !taken {
                self.dealings.tallies.rows[*index as usize].to = size;
            }
        }
        if !holds.is_empty() {
            self.dealings.tallies.open.insert(case, holds);
        }
    }

    fn tallies_of(&mut self, case: u32) -> Vec<TallyRow> {
        let row = &self.cases[case as usize];
        let facts = row.facts_at(u64::MAX);
        let owner = row.worker;
        let deal = hanhtrinh_domain::guard::deal(&facts, Date::MAX);
        let counted = |event: &CaseEvent| match event {
            CaseEvent::SelectionRecorded(event) if event.outcome == SelectionOutcome::Passed => {
                Some((TallyKind::Selected, None))
            }
            CaseEvent::TestRegistered(event) => Some((TallyKind::Tested(event.exam), event.session)),
            _ => None,
        };
        let (mut found, mut selected) = (Vec::new(), false);
        for fact in &facts {
            let Some((kind, session)) = counted(&fact.event) else {
                continue;
            };
            if kind == TallyKind::Selected && std::mem::replace(&mut selected, true) {
                continue;
            }
            let worker = self.worker(owner).map(|row| &row.worker);
            let residence = worker.and_then(|worker| worker.residence_on(fact.on.last()));
            let sex = worker.and_then(|worker| worker.sex);
            found.push(TallyRow {
                from: 0,
                to: u32::MAX,
                case,
                kind,
                on: fact.on.into(),
                market: deal.market,
                programme: self.codes.number(deal.programme),
                occupation: self.codes.number(deal.occupation.or(deal.sector)),
                session: self.codes.number(session),
                enterprise: self.codes.number(deal.enterprise),
                sex,
                residence: self.units.number(residence.map(|residence| residence.unit)),
                former: self
                    .units
                    .number(residence.and_then(|residence| residence.former)),
            });
        }
        found
    }

    /// The rows that held at a size of the log, of one enterprise if a reader is bound to it.
    pub(crate) fn tallies_known(
        &self,
        position: u64,
        enterprise: Option<u32>,
    ) -> impl Iterator<Item = TallyVersion> {
        let position = short(position.min(self.size));
        let rows = self.dealings.tallies.rows.iter();
        let held = rows.filter(move |row| row.from <= position && position < row.to);
        held.filter(move |row| enterprise.is_none_or(|enterprise| row.enterprise == enterprise))
            .map(|row| TallyVersion {
                case: self.cases[row.case as usize].id,
                kind: row.kind,
                on: row.on.get().unwrap_or(PartialDate::Day(Date::MIN)),
                market: row.market,
                programme: self.codes.get(row.programme),
                occupation: self.codes.get(row.occupation),
                session: self.codes.get(row.session),
                sex: row.sex,
                home: self.units.get(row.residence).map(|unit: UnitRef| Home {
                    from: Date::MIN,
                    unit,
                    former: self.units.get(row.former),
                }),
            })
    }
}
