//! Units as events changed them, as known at a size of the log: the tables of the pack, with everything recorded before.

use std::sync::{Arc, OnceLock};

use hanhtrinh_domain::event::{Effective, Recorded, collect};
use hanhtrinh_domain::units::{UnitEvent, Units};

use crate::views::Views;
use crate::worker::known;

/// The events of all units, and the units as known after each of them.
#[derive(Default)]
pub(crate) struct Territory {
    pub events: Vec<Recorded<UnitEvent>>,
    /// Made when somebody asks: most moments between two events of a resolution are never looked at.
    after: Vec<OnceLock<Arc<Units>>>,
}

impl PartialEq for Territory {
    fn eq(&self, other: &Self) -> bool {
        self.events == other.events
    }
}

impl Territory {
    /// Takes in an event.
    pub fn push(&mut self, event: Recorded<UnitEvent>) {
        self.events.push(event);
        self.after.push(OnceLock::new());
    }
}

impl Views {
    pub(crate) fn change_units(&mut self, event: Recorded<UnitEvent>) {
        self.territory.push(event);
        // Whoever lives in a divided unit waits for a decision from then on.
        self.cases
            .iter_mut()
            .for_each(|case| case.brief = OnceLock::new());
    }

    /// The units as known now.
    #[must_use]
    pub fn units(&self) -> &Units {
        self.units_at(self.size)
    }

    /// The units as known at a size of the log.
    #[must_use]
    pub fn units_at(&self, position: u64) -> &Units {
        let count = known(&self.territory.events, position).len();
        let Some(slot) = count
            .checked_sub(1)
            .and_then(|last| self.territory.after.get(last))
        else {
            return &self.packs.units;
        };
        slot.get_or_init(|| {
            let facts = collect(known(&self.territory.events, position));
            Arc::new(self.packs.units.with_events(&facts))
        })
    }

    /// The events of units that hold at a size of the log.
    #[must_use]
    pub fn unit_facts(&self, position: u64) -> Vec<Effective<UnitEvent>> {
        collect(known(&self.territory.events, position))
    }

    /// Every event of units, in the order of the log.
    #[must_use]
    pub fn unit_events(&self) -> &[Recorded<UnitEvent>] {
        &self.territory.events
    }
}
