//! Who takes which place of an order: by the day it was taken, then by the case that was known first.

use std::collections::{BTreeMap, BTreeSet};

use hanhtrinh_domain::case::{CaseEvent, State};
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::event::collect;
use hanhtrinh_domain::guard::{OrderPlace, Taking, ceiling, taking};
use hanhtrinh_domain::order::Order;
use jiff::civil::Date;

use crate::views::Views;

/// The places of one order.
#[derive(Default)]
pub(crate) struct Places {
    /// Cases that ever named it: as it was known earlier, others may have taken places.
    pub ever: BTreeSet<u32>,
    /// Places taken now, by case.
    pub now: BTreeMap<u32, Taking>,
}

impl Places {
    /// Which place a case takes, from 1.
    fn rank(places: &BTreeMap<u32, Taking>, case: u32) -> Option<u32> {
        let own = (places.get(&case)?.since, case);
        let before = places
            .iter()
            .filter(|(other, taken)| (taken.since, **other) < own);
        u32::try_from(before.count()).ok()?.checked_add(1)
    }
}

/// How far an order is used, as known at a size of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrderUse {
    /// Places taken: people chosen or signed who have not withdrawn.
    pub selected: u32,
    /// Of these, with a contract.
    pub contracted: u32,
    /// Of these, gone.
    pub departed: u32,
    /// The most people it may have.
    pub ceiling: Option<u32>,
}

impl Views {
    /// Computes anew which place a case takes. Whoever stood behind it may be over the ceiling or no more.
    pub(crate) fn retake(&mut self, index: u32) {
        let events = self.cases[index as usize].events();
        for event in &events {
            // Also what holds no more: earlier it was known so.
            let named = match &event.event {
                CaseEvent::SelectionRecorded(event) => event.order,
                CaseEvent::SendingContractSigned(event) => event.order,
                _ => None,
            };
            if let Some(order) = named {
                self.dealings.places.entry(order).or_default().ever.insert(index);
            }
        }
        let taken = taking(&collect(&events));
        let before = self.cases[index as usize].place.take();
        if let Some(before) = before
            && let Some(places) = self.dealings.places.get_mut(&before)
        {
            places.now.remove(&index);
        }
        if let Some(taken) = taken {
            let places = self.dealings.places.entry(taken.order).or_default();
            places.now.insert(index, taken);
            self.cases[index as usize].place = Some(taken.order);
        }
        let after = taken.map(|taken| taken.order);
        for order in [before, after].into_iter().flatten() {
            self.forget_ready(order);
        }
    }

    /// Forgets the lines of those in an order who may be ready or not, now that something about it changed.
    pub(crate) fn forget_ready(&mut self, order: Code) {
        let Some(places) = self.dealings.places.get(&order) else {
            return;
        };
        for case in &places.ever {
            let row = &mut self.cases[*case as usize];
            if row.may_be_ready() {
                row.forget_brief();
            }
        }
    }

    /// Forgets the lines of everybody who may be ready or not: an enterprise, programme or dossier changed.
    pub(crate) fn forget_all_ready(&mut self) {
        for row in self.cases.iter_mut().filter(|row| row.may_be_ready()) {
            row.forget_brief();
        }
    }

    /// The places of an order as known at a size of the log.
    fn places_at(&self, order: &Code, position: u64) -> BTreeMap<u32, Taking> {
        let Some(places) = self.dealings.places.get(order) else {
            return BTreeMap::new();
        };
        if position >= self.size {
            return places.now.clone();
        }
        let known = places.ever.iter().filter_map(|case| {
            let facts = self.cases[*case as usize].facts_at(position);
            taking(&facts)
                .filter(|taken| taken.order == *order)
                .map(|taken| (*case, taken))
        });
        known.collect()
    }

    /// The place that a case takes in its order.
    pub(crate) fn place_of<'a>(
        &self,
        case: u32,
        code: &Code,
        order: &'a Order,
        position: u64,
        day: Date,
    ) -> OrderPlace<'a> {
        let rank = if position >= self.size {
            let places = self.dealings.places.get(code);
            places.and_then(|places| Places::rank(&places.now, case))
        } else {
            Places::rank(&self.places_at(code, position), case)
        };
        OrderPlace {
            order,
            ceiling: self.ceiling_of(order, position, day),
            rank,
        }
    }

    /// The most people an order may have on a day.
    fn ceiling_of(&self, order: &Order, position: u64, day: Date) -> Option<u32> {
        let opened = order.opened.as_ref()?;
        let dossier = |key: Option<Code>| key.and_then(|key| self.supply(&key)?.at(position));
        let (preparation, contract) = (dossier(opened.preparation), dossier(opened.contract));
        ceiling(order, preparation.as_deref(), contract.as_deref(), day)
    }

    /// How far an order is used.
    #[must_use]
    pub fn order_use(&self, code: &Code, position: u64, day: Date) -> OrderUse {
        let places = self.places_at(code, position);
        let count = |keep: fn(&Taking) -> bool| {
            let kept = places.values().filter(|taken| keep(taken)).count();
            u32::try_from(kept).unwrap_or(u32::MAX)
        };
        let order = self.recruitment_order(code).and_then(|row| row.at(position));
        OrderUse {
            selected: count(|_| true),
            contracted: count(|taken| taken.contracted),
            departed: count(|taken| taken.departed),
            ceiling: order.and_then(|order| self.ceiling_of(&order, position, day)),
        }
    }

    /// The cases that take places in an order now, in their order.
    #[must_use]
    pub fn order_cases(&self, code: &Code) -> Vec<(uuid::Uuid, Taking)> {
        let Some(places) = self.dealings.places.get(code) else {
            return Vec::new();
        };
        let mut taken: Vec<_> = places.now.iter().collect();
        taken.sort_by_key(|(case, taken)| (taken.since, **case));
        taken
            .into_iter()
            .map(|(case, taken)| (self.cases[*case as usize].id, *taken))
            .collect()
    }

    /// Another order under which the same person is to leave, as known at a size of the log.
    pub(crate) fn other_order(&self, case: u32, position: u64, day: Date) -> Option<Code> {
        let row = self.worker(self.cases[case as usize].worker_at(position))?;
        let others = row
            .links
            .iter()
            .filter(|link| link.held_at(position) && link.case != case);
        others
            .filter_map(|link| self.order_alone(link.case, position, day))
            .next()
    }

    fn order_alone(&self, case: u32, position: u64, day: Date) -> Option<Code> {
        let row = &self.cases[case as usize];
        if !row.deals {
            return None;
        }
        let known: Vec<_> = row
            .facts_at(position)
            .into_iter()
            .filter(|fact| fact.by <= day)
            .collect();
        let order = taking(&known)?.order;
        let state: State = self.state_alone(case, position, day)?;
        state.before_departure().then_some(order)
    }
}
