//! Records of one person: a merge is an alias that holds for a span of sizes of the log. Nothing is copied, so it can be
//! undone after whatever came later, and an answer as of before knows of two people.

use std::collections::{BTreeMap, HashMap};

use hanhtrinh_domain::event::Effective;
use hanhtrinh_domain::text::fold;
use hanhtrinh_domain::worker::{DuplicateRule, WorkerEvent};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::home::{Home, Said};
use crate::identity::short;
use crate::views::Views;

/// One record stands for another for sizes of the log in `[from, to)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Alias {
    pub absorbed: u32,
    pub survivor: u32,
    pub from: u32,
    pub to: u32,
    /// The case whose stay is that of another case.
    pub aside: Option<Uuid>,
}

/// Every alias, by the size of the log at which it began, and what is said of pairs.
#[derive(Default)]
pub(crate) struct Merges {
    rows: Vec<Alias>,
    /// Rows that name a worker.
    of: HashMap<u32, Vec<u32>>,
    /// What a worker's stream says of others: suspected by which rule, or ruled out.
    said: BTreeMap<Uuid, Vec<(Uuid, Option<DuplicateRule>)>>,
}

/// Two records that may be of one person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suspicion {
    /// The record that was known first.
    pub one: Uuid,
    /// The other.
    pub other: Uuid,
    /// By which rule.
    pub rule: DuplicateRule,
}

impl Merges {
    pub fn rows(&self) -> &[Alias] {
        &self.rows
    }

    /// Adds an alias.
    pub fn push(&mut self, alias: Alias) {
        let index = self.rows.len() as u32;
        self.rows.push(alias);
        for worker in [alias.absorbed, alias.survivor] {
            self.of.entry(worker).or_default().push(index);
        }
    }

    /// Ends the open alias of a record.
    pub fn end(&mut self, absorbed: u32, survivor: u32, size: u32) {
        let open = |alias: &&mut Alias| {
            alias.absorbed == absorbed && alias.survivor == survivor && alias.to == u32::MAX
        };
        self.rows
            .iter_mut()
            .filter(open)
            .for_each(|alias| alias.to = size);
    }

    fn naming(&self, worker: u32) -> impl Iterator<Item = &Alias> {
        let rows = self.of.get(&worker).into_iter().flatten();
        rows.filter_map(|row| self.rows.get(*row as usize))
    }

    /// The record that stands for a worker at a size of the log.
    pub fn survivor(&self, worker: u32, size: u32) -> u32 {
        let mut now = worker;
        // A chain is no longer than there are aliases, whatever was recorded.
        for _ in 0..self.rows.len() {
            let held = |alias: &&Alias| alias.absorbed == now && alias.from <= size && size < alias.to;
            let Some(alias) = self.naming(now).find(held) else {
                break;
            };
            now = alias.survivor;
        }
        now
    }

    /// Every record of the person at a size of the log, the worker's own among them.
    pub fn same(&self, worker: u32, size: u32) -> Vec<u32> {
        self.connected(worker, |alias| alias.from <= size && size < alias.to)
    }

    /// Every record that ever was of the person.
    pub fn ever(&self, worker: u32) -> Vec<u32> {
        self.connected(worker, |_| true)
    }

    fn connected(&self, worker: u32, held: impl Fn(&Alias) -> bool) -> Vec<u32> {
        let mut found = vec![worker];
        let mut at = 0;
        while let Some(one) = found.get(at).copied() {
            for alias in self.naming(one).filter(|alias| held(alias)) {
                for other in [alias.absorbed, alias.survivor] {
                    if !found.contains(&other) {
                        found.push(other);
                    }
                }
            }
            at += 1;
        }
        found
    }

    /// Whether the stay of a case is that of another at a size of the log.
    pub fn is_aside(&self, case: Uuid, worker: u32, size: u32) -> bool {
        let of = self.same(worker, size);
        let rows = of.iter().flat_map(|worker| self.naming(*worker));
        rows.into_iter()
            .any(|alias| alias.aside == Some(case) && alias.from <= size && size < alias.to)
    }

    /// Keeps what a stream says of pairs.
    pub fn note(&mut self, worker: Uuid, facts: &[Effective<WorkerEvent>]) {
        let said: Vec<_> = facts
            .iter()
            .filter_map(|fact| match &fact.event {
                WorkerEvent::DuplicateSuspected(event) => Some((event.other, Some(event.rule))),
                WorkerEvent::DuplicateRuledOut(event) => Some((event.other, None)),
                _ => None,
            })
            .collect();
        if said.is_empty() {
            self.said.remove(&worker);
        } else {
            self.said.insert(worker, said);
        }
    }

    fn is_ruled_out(&self, one: Uuid, other: Uuid) -> bool {
        let says = |of: Uuid, about: Uuid| {
            let last = self
                .said
                .get(&of)
                .and_then(|said| said.iter().rfind(|(who, _)| *who == about));
            last.is_some_and(|(_, rule)| rule.is_none())
        };
        says(one, other) || says(other, one)
    }

    fn is_suspected(&self, worker: Uuid) -> bool {
        let of = self.said.get(&worker).into_iter().flatten();
        of.into_iter()
            .any(|(other, rule)| rule.is_some() && !self.is_ruled_out(worker, *other))
    }
}

impl Views {
    /// The record that stands for a person at a size of the log: the person's own, or the one it was merged into.
    #[must_use]
    pub fn survivor_of(&self, worker: Uuid, position: u64) -> Uuid {
        let Some(index) = self.worker_index.get(&worker).copied() else {
            return worker;
        };
        self.worker_id(self.merges.survivor(index, short(position)))
    }

    /// Every other record of the person at a size of the log.
    #[must_use]
    pub fn aliases_of(&self, worker: Uuid, position: u64) -> Vec<Uuid> {
        let Some(index) = self.worker_index.get(&worker).copied() else {
            return Vec::new();
        };
        let same = self.merges.same(index, short(position)).into_iter();
        same.filter(|other| *other != index)
            .map(|other| self.worker_id(other))
            .collect()
    }

    /// Whether it was ruled out that two records are of one person.
    #[must_use]
    pub fn is_ruled_out(&self, one: Uuid, other: Uuid) -> bool {
        self.merges.is_ruled_out(one, other)
    }

    /// Whether somebody said that another record may be of this person, and nobody has ruled it out.
    #[must_use]
    pub fn is_suspected(&self, worker: Uuid) -> bool {
        self.merges.is_suspected(worker) && self.aliases_of(worker, self.size).is_empty()
    }

    /// Cases of a person's own record with a stay abroad that is not over on a day.
    #[must_use]
    pub fn stays_open(&self, worker: Uuid, day: Date) -> Vec<Uuid> {
        use hanhtrinh_domain::case::State;
        let cases = self.worker(worker).map_or(&[][..], |row| &row.cases);
        let abroad = |case: &&Uuid| {
            let brief = self.brief(**case, day);
            brief.is_some_and(|brief| matches!(brief.state, State::Abroad | State::Overdue))
        };
        cases.iter().filter(abroad).copied().collect()
    }

    /// Pairs of records that may be of one person: a number in common, or name without accents, birth date and commune,
    /// or somebody's word. Pairs that were ruled out or merged are not among them.
    #[must_use]
    pub fn suspicions(&self) -> Vec<Suspicion> {
        let now = short(self.size);
        let mut alike: HashMap<(String, String, Said), Vec<u32>> = HashMap::new();
        let mut pairs: BTreeMap<(u32, u32), DuplicateRule> = BTreeMap::new();
        let mut add = |one: u32, other: u32, rule: DuplicateRule| {
            let known = pairs.entry((one.min(other), one.max(other))).or_insert(rule);
            *known = rule.min(*known);
        };
        for (index, row) in self.workers.iter().enumerate() {
            let index = index as u32;
            for number in row
                .numbers
                .iter()
                .filter(|number| self.numbers.is_shared(**number))
            {
                let others = self.numbers.holders(*number).filter(|other| *other > index);
                others.for_each(|other| add(index, other, DuplicateRule::Number));
            }
            let home = row.worker.residences.last().copied().map(Home::from);
            if let (Some(identity), Some(home)) = (&row.identity, home) {
                let name = fold(identity.full_name.as_str());
                let key = (name, identity.birth_date.to_string(), home.key());
                let like = alike.entry(key).or_default();
                like.iter()
                    .for_each(|other| add(*other, index, DuplicateRule::NameBirthCommune));
                like.push(index);
            }
        }
        for (one, said) in &self.merges.said {
            for (other, rule) in said {
                let of = |id: &Uuid| self.worker_index.get(id).copied();
                if let (Some(one), Some(other), Some(rule)) = (of(one), of(other), rule) {
                    add(one, other, *rule);
                }
            }
        }
        let open = pairs.into_iter().filter_map(|((one, other), rule)| {
            let merged = self.merges.survivor(one, now) == self.merges.survivor(other, now);
            let (one, other) = (self.worker_id(one), self.worker_id(other));
            (!merged && one != other && !self.is_ruled_out(one, other)).then_some(Suspicion {
                one,
                other,
                rule,
            })
        });
        open.collect()
    }
}
