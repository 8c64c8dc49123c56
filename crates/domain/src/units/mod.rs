//! Administrative units on both sides of the reorganisation of 1 July 2025, and what became of each. A code may be kept
//! by a different area, so a unit is always `code@edition`. The tables start with the units in force just before the
//! reorganisation: districts abolished earlier are not in them.

mod find;
mod place;
mod succession;
mod table;

pub use place::Place;
pub use succession::{Extent, Succession};

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use crate::text::csv::CsvError;
use crate::unit::{EDITION_2024, EDITION_2025, Level, UnitCodeError, UnitRef};

/// The first day of the units of the 2025 edition.
pub const REORGANISED_ON: Date = date(2025, 7, 1);

/// Both tables of units and the successions between them.
#[derive(Clone, Debug)]
pub struct Units {
    units: BTreeMap<UnitRef, Unit>,
    children: BTreeMap<UnitRef, Vec<UnitRef>>,
    successors: BTreeMap<UnitRef, Vec<UnitRef>>,
    predecessors: BTreeMap<UnitRef, Vec<(UnitRef, Extent)>>,
    defaults: BTreeMap<UnitRef, UnitRef>,
    names: BTreeMap<(u16, String), Vec<UnitRef>>,
}

/// One unit of one edition.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Its code and edition.
    pub unit: UnitRef,
    /// Full official name, such as `Xã Đà Bắc`.
    pub name: String,
    /// Kind: Tỉnh, Thành phố, Huyện, Xã, Phường, Đặc khu …
    pub kind: String,
    /// The unit above; none for a province.
    pub parent: Option<UnitRef>,
    /// Latitude of its centre in degrees, where known.
    pub lat: Option<f64>,
    /// Longitude of its centre in degrees, where known.
    pub lon: Option<f64>,
    /// Area in square kilometres, where known.
    pub area_km2: Option<f64>,
}

/// Why the tables cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum UnitsError {
    /// A table has the wrong shape.
    #[error("{table}: {error}")]
    Csv {
        /// Which of the three tables.
        table: &'static str,
        /// What is wrong.
        error: CsvError,
    },
    /// A line holds a code, number or word that is not understood, or a unit that stands twice.
    #[error("{table}: line {line} is not understood")]
    Line {
        /// Which of the three tables.
        table: &'static str,
        /// Line from 1.
        line: usize,
    },
    /// A unit names a parent that is not in its table.
    #[error("the unit {0} has no parent in its table")]
    Orphan(UnitRef),
    /// A commune of the older table has no successor.
    #[error("the unit {0} has no successor")]
    NoSuccessor(UnitRef),
    /// A commune of the newer table has no predecessor.
    #[error("the unit {0} has no predecessor")]
    NoPredecessor(UnitRef),
}

/// Why a text names no unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnitError {
    /// Not a code, or something else than an edition or a day after `@`.
    #[error(
        "a unit is written 38, 17@2025-06-30 (the bearer of the code on that day) or 16249@2024 (an edition)"
    )]
    Form,
    /// The code is no code.
    #[error(transparent)]
    Code(#[from] UnitCodeError),
    /// Nothing bears the code in any edition.
    #[error("{0} is no unit here; districts and communes abolished before 2025 are not in the tables")]
    Unknown(UnitRef),
    /// Nothing bears the code on that day, but something did before or does later.
    #[error("nothing bears this code then; {0} does")]
    OtherEdition(UnitRef),
}

impl Units {
    /// The unit itself.
    #[must_use]
    pub fn get(&self, unit: UnitRef) -> Option<&Unit> {
        self.units.get(&unit)
    }

    /// Every unit, by code and edition.
    pub fn iter(&self) -> impl Iterator<Item = &Unit> {
        self.units.values()
    }

    /// Every province of an edition.
    pub fn provinces(&self, edition: u16) -> impl Iterator<Item = &Unit> {
        self.units
            .values()
            .filter(move |unit| unit.unit.edition == edition && unit.parent.is_none())
    }

    /// The edition in force on a day. Days before 2024 too answer with the edition of 2024, the earliest there is.
    #[must_use]
    pub fn edition_on(&self, day: Date) -> u16 {
        if day < REORGANISED_ON {
            EDITION_2024
        } else {
            EDITION_2025
        }
    }

    /// The unit above; none for a province and for a unit that is not in the tables.
    #[must_use]
    pub fn parent(&self, unit: UnitRef) -> Option<UnitRef> {
        self.get(unit)?.parent
    }

    /// The units directly below, by code.
    #[must_use]
    pub fn children(&self, unit: UnitRef) -> &[UnitRef] {
        self.children.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The province a unit belongs to in its own edition; a province belongs to itself.
    #[must_use]
    pub fn province_of(&self, unit: UnitRef) -> Option<UnitRef> {
        self.line(unit).last()
    }

    /// The smallest units of an area: its communes, or the area itself where nothing is below it (a commune, or an
    /// island district that had none).
    #[must_use]
    pub fn communes_of(&self, unit: UnitRef) -> Vec<UnitRef> {
        let mut leaves = Vec::new();
        let mut left = vec![unit];
        while let Some(next) = left.pop() {
            match self.children(next) {
                [] if self.units.contains_key(&next) => leaves.push(next),
                below => left.extend(below.iter().rev()),
            }
        }
        leaves
    }

    /// Whether `unit` is `area` or lies in it, both of one edition.
    #[must_use]
    pub fn is_within(&self, unit: UnitRef, area: UnitRef) -> bool {
        self.line(unit).any(|above| above == area)
    }

    /// The unit and everything above it, upwards.
    fn line(&self, unit: UnitRef) -> impl Iterator<Item = UnitRef> {
        let known = self.units.contains_key(&unit).then_some(unit);
        // There are three levels; the bound holds even if a table were to name a unit as its own ancestor.
        std::iter::successors(known, |unit| self.parent(*unit)).take(3)
    }
}

impl Unit {
    /// Level of government.
    #[must_use]
    pub fn level(&self) -> Level {
        self.unit.level()
    }

    /// The name without its kind: `Đà Bắc`.
    #[must_use]
    pub fn bare_name(&self) -> &str {
        find::without_kind(&self.name)
    }
}

#[cfg(test)]
mod tests;
