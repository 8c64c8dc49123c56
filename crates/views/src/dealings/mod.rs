//! What is no person's and touches many: supply dossiers, orders, programmes, figures from outside, published rules; the
//! places that cases take in orders, and what is found against a case.

mod figures;
mod findings;
mod places;
mod shelf;
mod tallies;

pub use findings::{CaseFinding, OfficeFinding, OfficeFindingKind};
pub use places::OrderUse;
pub(crate) use places::Places;
pub(crate) use shelf::Shelf;
pub use shelf::{Folds, Published, Row};
pub(crate) use tallies::Tallies;
pub use tallies::{TallyKind, TallyVersion};

use std::borrow::Cow;
use std::collections::BTreeMap;

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::comparator::ComparatorRecorded;
use hanhtrinh_domain::enterprise::Enterprise;
use hanhtrinh_domain::order::Order;
use hanhtrinh_domain::programme::Programme;
use hanhtrinh_domain::rules::{Rules, overlay};
use hanhtrinh_domain::supply::Supply;

use crate::case::CaseRow;
use crate::views::Views;

/// Every stream of the office beside enterprises and plans.
#[derive(Default)]
pub(crate) struct Dealings {
    pub supplies: Shelf<Supply>,
    pub orders: Shelf<Order>,
    pub programmes: Shelf<Programme>,
    pub comparators: Shelf<Option<ComparatorRecorded>>,
    pub published: Shelf<Published>,
    /// Places taken, by order.
    pub places: BTreeMap<Code, Places>,
    pub tallies: Tallies,
    /// The rules of the pack with everything published over them; none while nothing is.
    pub rules: Option<Box<Rules>>,
}

impl Views {
    /// The rules in force: those of the pack, with what was published over them.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        self.dealings.rules.as_deref().unwrap_or(&self.packs.rules)
    }

    /// The rules as they were known at a size of the log.
    #[must_use]
    pub fn rules_at(&self, position: u64) -> Cow<'_, Rules> {
        if position >= self.size || self.dealings.rules.is_none() {
            return Cow::Borrowed(self.rules());
        }
        let published: Vec<_> = self
            .dealings
            .published
            .rows()
            .filter_map(|row| row.at(position))
            .collect();
        let facts = published.iter().flat_map(|published| &published.0);
        Cow::Owned(overlay(&self.packs.rules, facts))
    }

    /// Lays everything published over the pack again. States may rest on any rule.
    pub(crate) fn relay(&mut self) {
        self.relay_rules();
        self.cases.iter_mut().for_each(CaseRow::forget_brief);
        let stays: Vec<u32> = (0..self.cases.len() as u32)
            .filter(|index| self.cases[*index as usize].countable)
            .collect();
        // The grace after the end of a contract is a rule, and stands in the rows that are counted.
        for index in stays {
            self.recount(index);
        }
    }

    /// Lays everything published over the pack, and leaves the rows as they are.
    pub(crate) fn relay_rules(&mut self) {
        let facts = self.dealings.published.rows().flat_map(|row| &row.now.0);
        self.dealings.rules = Some(Box::new(overlay(&self.packs.rules, facts)));
    }

    /// Every supply dossier, by number.
    pub fn supplies(&self) -> impl Iterator<Item = &Row<Supply>> {
        self.dealings.supplies.rows()
    }

    /// A supply dossier.
    #[must_use]
    pub fn supply(&self, key: &Code) -> Option<&Row<Supply>> {
        self.dealings.supplies.get(key.as_str())
    }

    /// Every order, by number.
    pub fn orders(&self) -> impl Iterator<Item = &Row<Order>> {
        self.dealings.orders.rows()
    }

    /// An order.
    #[must_use]
    pub fn recruitment_order(&self, key: &Code) -> Option<&Row<Order>> {
        self.dealings.orders.get(key.as_str())
    }

    /// Every programme, by code.
    pub fn programmes(&self) -> impl Iterator<Item = &Row<Programme>> {
        self.dealings.programmes.rows()
    }

    /// A programme.
    #[must_use]
    pub fn programme(&self, key: &Code) -> Option<&Row<Programme>> {
        self.dealings.programmes.get(key.as_str())
    }

    /// Every figure from outside, by key.
    pub fn comparators(&self) -> impl Iterator<Item = &Row<Option<ComparatorRecorded>>> {
        self.dealings.comparators.rows()
    }

    /// What was published, by rule.
    pub fn published(&self) -> impl Iterator<Item = &Row<Published>> {
        self.dealings.published.rows()
    }

    /// An enterprise as known at a size of the log.
    pub(crate) fn enterprise_known(&self, code: &Code, position: u64) -> Option<Cow<'_, Enterprise>> {
        if position >= self.size {
            return self.enterprise(code).map(|row| Cow::Borrowed(&row.enterprise));
        }
        self.enterprise_at(code, position).map(Cow::Owned)
    }
}
