//! Streams of one kind, each folded whenever it grows.

use std::borrow::Cow;
use std::collections::BTreeMap;

use hanhtrinh_domain::comparator::{ComparatorEvent, ComparatorRecorded, figure};
use hanhtrinh_domain::event::{Effective, Recorded, StreamEvent, collect};
use hanhtrinh_domain::order::{Order, OrderEvent};
use hanhtrinh_domain::programme::{Programme, ProgrammeEvent};
use hanhtrinh_domain::rules::RuleEvent;
use hanhtrinh_domain::supply::{Supply, SupplyEvent};

use crate::worker::known;

/// What a stream amounts to.
pub trait Folds: Clone {
    /// Its events.
    type Event: StreamEvent;
    /// Folds effective facts.
    fn fold(facts: &[Effective<Self::Event>]) -> Self;
}

/// What was published about a rule, as it holds after amendments.
#[derive(Debug, Clone, PartialEq)]
pub struct Published(pub Vec<Effective<RuleEvent>>);

impl Folds for Supply {
    type Event = SupplyEvent;
    fn fold(facts: &[Effective<SupplyEvent>]) -> Self {
        Self::fold(facts)
    }
}

impl Folds for Order {
    type Event = OrderEvent;
    fn fold(facts: &[Effective<OrderEvent>]) -> Self {
        Self::fold(facts)
    }
}

impl Folds for Programme {
    type Event = ProgrammeEvent;
    fn fold(facts: &[Effective<ProgrammeEvent>]) -> Self {
        Self::fold(facts)
    }
}

impl Folds for Option<ComparatorRecorded> {
    type Event = ComparatorEvent;
    fn fold(facts: &[Effective<ComparatorEvent>]) -> Self {
        figure(facts).cloned()
    }
}

impl Folds for Published {
    type Event = RuleEvent;
    fn fold(facts: &[Effective<RuleEvent>]) -> Self {
        Self(facts.to_vec())
    }
}

/// One stream.
pub struct Row<F: Folds> {
    /// Key of the stream.
    pub key: String,
    /// Every event, in the order of the log.
    pub events: Vec<Recorded<F::Event>>,
    /// What the facts say now.
    pub now: F,
}

impl<F: Folds> Row<F> {
    /// What the facts said at a size of the log; `None` before the first event.
    #[must_use]
    pub fn at(&self, position: u64) -> Option<Cow<'_, F>> {
        let events = known(&self.events, position);
        if events.is_empty() {
            None
        } else if events.len() == self.events.len() {
            Some(Cow::Borrowed(&self.now))
        } else {
            Some(Cow::Owned(F::fold(&collect(events))))
        }
    }
}

/// Streams of one kind by key.
pub(crate) struct Shelf<F: Folds> {
    rows: BTreeMap<String, Row<F>>,
}

impl<F: Folds> Default for Shelf<F> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
        }
    }
}

impl<F: Folds> Shelf<F> {
    /// Takes in an event.
    pub fn push(&mut self, key: &str, event: Recorded<F::Event>) {
        let row = self.rows.entry(key.to_owned()).or_insert_with(|| Row {
            key: key.to_owned(),
            events: Vec::new(),
            now: F::fold(&[]),
        });
        row.events.push(event);
        row.now = F::fold(&collect(&row.events));
    }

    /// Takes in all events of a stream at once.
    pub fn fill(&mut self, key: String, events: Vec<Recorded<F::Event>>) {
        let now = F::fold(&collect(&events));
        self.rows.insert(key.clone(), Row { key, events, now });
    }

    pub fn get(&self, key: &str) -> Option<&Row<F>> {
        self.rows.get(key)
    }

    pub fn rows(&self) -> impl ExactSizeIterator<Item = &Row<F>> {
        self.rows.values()
    }
}
