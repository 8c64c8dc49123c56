//! What became of a unit, and what it was before.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Units;
use crate::unit::{EDITION_2025, Level, UnitRef};

/// How much of an old unit went into a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// All of it.
    Whole,
    /// A part; other parts went elsewhere.
    Part,
}

/// What succeeds a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Succession {
    /// One unit takes all of it.
    Whole(UnitRef),
    /// Several share it, by code; empty when the unit is not in the tables.
    Split(Vec<UnitRef>),
}

impl Succession {
    /// Every successor, one or several.
    #[must_use]
    pub fn all(&self) -> &[UnitRef] {
        match self {
            Self::Whole(unit) => std::slice::from_ref(unit),
            Self::Split(parts) => parts,
        }
    }

    /// The only successor, if there is one.
    #[must_use]
    pub fn whole(&self) -> Option<UnitRef> {
        match self {
            Self::Whole(unit) => Some(*unit),
            Self::Split(_) => None,
        }
    }

    fn of(units: impl IntoIterator<Item = UnitRef>) -> Self {
        let distinct: BTreeSet<UnitRef> = units.into_iter().collect();
        match distinct.len() {
            1 => distinct
                .into_iter()
                .next()
                .map_or(Self::Split(Vec::new()), Self::Whole),
            _ => Self::Split(distinct.into_iter().collect()),
        }
    }
}

impl Units {
    /// What succeeds a unit in the latest edition: communes and districts by communes, provinces by provinces. A unit of
    /// the latest edition succeeds itself.
    #[must_use]
    pub fn successors(&self, unit: UnitRef) -> Succession {
        let latest = self.editions.last().map_or(EDITION_2025, |(edition, _)| *edition);
        self.in_edition(unit, latest)
    }

    /// What a unit was made of in the edition before: a commune of communes (an island also of a district), a province of
    /// provinces. Empty for a unit of 2024.
    #[must_use]
    pub fn predecessors(&self, unit: UnitRef) -> Vec<(UnitRef, Extent)> {
        if unit.level() != Level::Province {
            return self.predecessors.get(&unit).cloned().unwrap_or_default();
        }
        let Some(before) = self.edition_before(unit.edition) else {
            return Vec::new();
        };
        let old: BTreeSet<UnitRef> = self
            .overlapping(unit, before)
            .into_iter()
            .filter_map(|commune| self.province_of(commune))
            .collect();
        old.into_iter()
            .map(|province| match self.in_edition(province, unit.edition) {
                Succession::Whole(_) => (province, Extent::Whole),
                Succession::Split(_) => (province, Extent::Part),
            })
            .collect()
    }

    /// The usual successor of a split commune where nothing better is known: a suggestion, never a decision.
    #[must_use]
    pub fn suggested_successor(&self, unit: UnitRef) -> Option<UnitRef> {
        self.successors(unit)
            .whole()
            .or_else(|| self.defaults.get(&unit).copied())
    }

    /// What on that day answers for a unit: itself while its edition is in force, else what succeeded it. For a unit of a
    /// later edition it is what it was made of.
    #[must_use]
    pub fn competent_successor(&self, unit: UnitRef, day: Date) -> Succession {
        self.in_edition(unit, self.edition_on(day))
    }

    /// What a unit is in another edition: provinces by provinces, everything else by its smallest units.
    #[must_use]
    pub fn in_edition(&self, unit: UnitRef, edition: u16) -> Succession {
        if unit.edition == edition && self.units.contains_key(&unit) {
            return Succession::Whole(unit);
        }
        let communes = self.overlapping(unit, edition).into_iter();
        match unit.level() {
            Level::Province => Succession::of(communes.filter_map(|commune| self.province_of(commune))),
            Level::District | Level::Commune => Succession::of(communes),
        }
    }

    /// The commune of an edition in which a commune of any edition counts; `None` means unresolved.
    #[must_use]
    pub fn by_commune(&self, residence: UnitRef, edition: u16) -> Option<UnitRef> {
        let is_leaf = self.units.contains_key(&residence) && self.children(residence).is_empty();
        if !is_leaf {
            return None;
        }
        self.in_edition(residence, edition).whole()
    }

    /// The provinces that hold some of a unit: in its own edition, and in every later one.
    #[must_use]
    pub fn provinces_of(&self, unit: UnitRef) -> Vec<UnitRef> {
        let mut found: Vec<UnitRef> = self.province_of(unit).into_iter().collect();
        let later = self
            .editions
            .iter()
            .filter(|(edition, _)| *edition > unit.edition);
        for (edition, _) in later {
            let communes = self.overlapping(unit, *edition);
            let provinces: BTreeSet<UnitRef> = communes
                .into_iter()
                .filter_map(|commune| self.province_of(commune))
                .collect();
            found.extend(provinces);
        }
        found
    }

    /// The smallest units of an edition that hold some of a unit of any level and edition, followed from edition to
    /// edition. Empty where that cannot be followed: half an answer would be taken for a whole one.
    pub(super) fn overlapping(&self, unit: UnitRef, edition: u16) -> BTreeSet<UnitRef> {
        let mut now: BTreeSet<UnitRef> = self.communes_of(unit).into_iter().collect();
        let place = |edition: u16| self.editions.iter().position(|(known, _)| *known == edition);
        let (Some(mut at), Some(to)) = (place(unit.edition), place(edition)) else {
            return BTreeSet::new();
        };
        while at != to {
            let mut next = BTreeSet::new();
            for leaf in now {
                let found: Vec<UnitRef> = if at < to {
                    self.successors.get(&leaf).cloned().unwrap_or_default()
                } else {
                    let made_of = self.predecessors.get(&leaf).into_iter().flatten();
                    made_of.map(|(old, _)| *old).collect()
                };
                if found.is_empty() {
                    return BTreeSet::new();
                }
                next.extend(found);
            }
            now = next;
            at = if at < to { at + 1 } else { at - 1 };
        }
        now
    }

    fn edition_before(&self, edition: u16) -> Option<u16> {
        let at = self.editions.iter().position(|(known, _)| *known == edition)?;
        Some(self.editions.get(at.checked_sub(1)?)?.0)
    }
}
