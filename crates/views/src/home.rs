//! Where people live, as counting needs it: permanent residences by day, and whether one lies in the unit asked about.

use hanhtrinh_domain::unit::{EDITION_2024, UnitRef};
use hanhtrinh_domain::units::{Place, Units};
use hanhtrinh_domain::worker::{Residence, ResidenceKind, Worker};
use jiff::civil::Date;

/// A permanent residence from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Home {
    /// First day it may have begun.
    pub from: Date,
    /// The commune as stated.
    pub unit: UnitRef,
    /// The commune before the reorganisation, if it was named.
    pub former: Option<UnitRef>,
}

impl From<Residence> for Home {
    fn from(residence: Residence) -> Self {
        Self {
            from: residence.from.first(),
            unit: residence.unit,
            former: residence.former,
        }
    }
}

impl Home {
    /// The unit that answers for an edition: the former commune answers for the old one, where it was named.
    fn for_edition(&self, edition: u16) -> UnitRef {
        match self.former {
            Some(former) if edition == EDITION_2024 && self.unit.edition != EDITION_2024 => former,
            _ => self.unit,
        }
    }

    /// Whether it lies in the unit asked about.
    #[must_use]
    pub fn place(&self, units: &Units, asked: UnitRef) -> Place {
        units.place(self.for_edition(asked.edition), asked)
    }

    /// The commune of an edition in which it counts, if that is certain.
    #[must_use]
    pub fn commune(&self, units: &Units, edition: u16) -> Option<UnitRef> {
        units.by_commune(self.for_edition(edition), edition)
    }
}

/// The permanent residences of a worker in order of their start.
pub(crate) fn homes(worker: &Worker) -> Box<[Home]> {
    let permanent = worker
        .residences
        .iter()
        .filter(|residence| residence.kind == ResidenceKind::Permanent);
    permanent.map(|residence| Home::from(*residence)).collect()
}

/// The residence on a day, by the rule of [`Worker::residence_on`].
pub(crate) fn home_on(homes: &[Home], day: Date) -> Option<Home> {
    homes
        .iter()
        .rfind(|home| home.from <= day)
        .or_else(|| homes.first())
        .copied()
}
