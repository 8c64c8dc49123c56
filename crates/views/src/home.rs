//! Where people live, as counting needs it: permanent residences by day, and whether one lies in the unit asked about.

use hanhtrinh_domain::unit::UnitRef;
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
    /// Where it lies in another edition, as it was decided for a divided commune.
    pub remapped: Option<UnitRef>,
}

/// What a home says of its place, without its day: people share few.
pub(crate) type Said = (UnitRef, Option<UnitRef>, Option<UnitRef>);

impl From<Residence> for Home {
    fn from(residence: Residence) -> Self {
        Self {
            from: residence.from.first(),
            unit: residence.unit,
            former: residence.former,
            remapped: residence.remapped,
        }
    }
}

impl Home {
    /// Everything that was said of where it lies: first what was said of the edition asked about, then what was decided for
    /// a divided commune, then what was stated.
    fn said(&self, edition: u16) -> impl Iterator<Item = UnitRef> {
        let all = [self.remapped, Some(self.unit), self.former];
        let of_edition = all
            .into_iter()
            .flatten()
            .filter(move |unit| unit.edition == edition);
        of_edition.chain(all.into_iter().flatten())
    }

    /// What it says of its place.
    pub(crate) fn key(&self) -> Said {
        (self.unit, self.former, self.remapped)
    }

    /// Whether it lies in the unit asked about: the first certain answer counts, since all that was said is of one place.
    #[must_use]
    pub fn place(&self, units: &Units, asked: UnitRef) -> Place {
        let mut places = self.said(asked.edition).map(|unit| units.place(unit, asked));
        places
            .find(|place| *place != Place::Unresolved)
            .unwrap_or(Place::Unresolved)
    }

    /// The commune of an edition in which it counts, if that is certain.
    #[must_use]
    pub fn commune(&self, units: &Units, edition: u16) -> Option<UnitRef> {
        self.said(edition)
            .find_map(|unit| units.by_commune(unit, edition))
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
