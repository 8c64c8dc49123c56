//! What became of a unit, and what it was before.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Units;
use crate::unit::{EDITION_2024, EDITION_2025, Level, UnitRef};

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
    /// What succeeds a unit of 2024 in 2025: communes and districts by communes, provinces by provinces. A unit of
    /// 2025 succeeds itself.
    #[must_use]
    pub fn successors(&self, unit: UnitRef) -> Succession {
        if unit.edition == EDITION_2025 && self.units.contains_key(&unit) {
            return Succession::Whole(unit);
        }
        let communes = self.new_communes(unit);
        match unit.level() {
            Level::Province => Succession::of(
                communes
                    .into_iter()
                    .filter_map(|commune| self.province_of(commune)),
            ),
            Level::District | Level::Commune => Succession::of(communes),
        }
    }

    /// What a unit of 2025 was made of: a commune of communes (an island also of a district), a province of
    /// provinces. Empty for a unit of 2024.
    #[must_use]
    pub fn predecessors(&self, unit: UnitRef) -> Vec<(UnitRef, Extent)> {
        if unit.level() != Level::Province {
            return self.predecessors.get(&unit).cloned().unwrap_or_default();
        }
        let old: BTreeSet<UnitRef> = self
            .old_communes(unit)
            .into_iter()
            .filter_map(|commune| self.province_of(commune))
            .collect();
        old.into_iter()
            .map(|province| match self.successors(province) {
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

    /// What on that day answers for a unit: itself while its edition is in force, else what succeeded it. For a unit
    /// of 2025 on an earlier day it is what it was made of.
    #[must_use]
    pub fn competent_successor(&self, unit: UnitRef, day: Date) -> Succession {
        match (self.edition_on(day), unit.edition) {
            (today, own) if today == own && self.units.contains_key(&unit) => Succession::Whole(unit),
            (EDITION_2025, EDITION_2024) => self.successors(unit),
            (EDITION_2024, EDITION_2025) => {
                Succession::of(self.predecessors(unit).into_iter().map(|(old, _)| old))
            }
            _ => Succession::Split(Vec::new()),
        }
    }

    /// The commune of an edition in which a commune of either edition counts; `None` means unresolved.
    #[must_use]
    pub fn by_commune(&self, residence: UnitRef, edition: u16) -> Option<UnitRef> {
        let is_leaf = self.units.contains_key(&residence) && self.children(residence).is_empty();
        match (residence.edition, edition) {
            _ if !is_leaf => None,
            (own, asked) if own == asked => Some(residence),
            (EDITION_2024, EDITION_2025) => self.successors(residence).whole(),
            (EDITION_2025, EDITION_2024) => match self.predecessors(residence).as_slice() {
                [(only, _)] => Some(*only),
                _ => None,
            },
            _ => None,
        }
    }

    /// Every new commune that holds some of an old unit of any level.
    pub(super) fn new_communes(&self, old: UnitRef) -> BTreeSet<UnitRef> {
        let communes = self.communes_of(old).into_iter();
        communes
            .filter_map(|commune| self.successors.get(&commune))
            .flatten()
            .copied()
            .collect()
    }

    /// Every old commune that went at least partly into a new unit of any level.
    pub(super) fn old_communes(&self, new: UnitRef) -> BTreeSet<UnitRef> {
        let communes = self.communes_of(new).into_iter();
        communes
            .filter_map(|commune| self.predecessors.get(&commune))
            .flatten()
            .map(|(old, _)| *old)
            .collect()
    }
}
