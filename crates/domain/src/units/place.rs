//! Whether somebody's residence lies in the unit that is asked about, across the editions.

use serde::{Deserialize, Serialize};

use super::Units;
use crate::unit::UnitRef;

/// Where a residence stands to a unit. What is unresolved is counted beside the parts, so that sums stay whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// All of the residence's area lies in the unit.
    Inside,
    /// None of it does.
    Outside,
    /// Some of it does, or may: the tables cannot tell.
    Unresolved,
}

impl Units {
    /// Whether a residence, of any level and edition, lies in the unit asked about.
    ///
    /// Across the editions it follows the successions of communes: an old commune that went whole into one new unit
    /// lies there; of a split one all parts must lie in the unit asked; a new commune lies in an old unit when all it
    /// was made of did, and outside when none of it did.
    #[must_use]
    pub fn place(&self, residence: UnitRef, asked: UnitRef) -> Place {
        if self.get(residence).is_none() || self.get(asked).is_none() {
            return Place::Unresolved;
        }
        if residence.edition == asked.edition {
            return match () {
                () if self.is_within(residence, asked) => Place::Inside,
                () if self.is_within(asked, residence) => Place::Unresolved,
                () => Place::Outside,
            };
        }
        let overlapping = self.overlapping(residence, asked.edition);
        let inside = overlapping
            .iter()
            .filter(|unit| self.is_within(**unit, asked))
            .count();
        // A district or province can only be met through its communes, so a coarser residence overlaps where one does.
        match inside {
            _ if overlapping.is_empty() => Place::Unresolved,
            0 => Place::Outside,
            all if all == overlapping.len() => Place::Inside,
            _ => Place::Unresolved,
        }
    }
}
