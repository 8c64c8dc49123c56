//! Administrative units on both sides of the reorganisation of 1 July 2025, and what became of each. A code may be kept
//! by a different area, so a unit is always `code@edition`. The tables start with the units in force just before the
//! reorganisation: districts abolished earlier are not in them.

mod decide;
mod event;
mod find;
mod overlay;
mod place;
mod refusal;
mod succession;
mod table;

pub use decide::{Change, Reorganisation, reorganise};
pub use event::*;
pub use place::Place;
pub use refusal::UnitRefusal;
pub use succession::{Extent, Succession};

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::text::csv::CsvError;
pub use crate::unit::REORGANISED_ON;
use crate::unit::{EDITION_2024, Level, UnitCode, UnitCodeError, UnitRef};
use crate::words::Words;

/// Both tables of units, the editions that events made of them since, and the successions from each to the next.
#[derive(Clone, Debug)]
pub struct Units {
    units: BTreeMap<UnitRef, Unit>,
    children: BTreeMap<UnitRef, Vec<UnitRef>>,
    successors: BTreeMap<UnitRef, Vec<UnitRef>>,
    predecessors: BTreeMap<UnitRef, Vec<(UnitRef, Extent)>>,
    defaults: BTreeMap<UnitRef, UnitRef>,
    names: BTreeMap<(u16, String), Vec<UnitRef>>,
    /// Every edition with its first day, in the order of time.
    editions: Vec<(u16, Date)>,
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
    #[error(
        "{0} is no unit here: the tables begin with the units in force on 30 June 2025, and those abolished before are not in them; ask for what succeeded it"
    )]
    Unknown(UnitRef),
    /// Nothing bears the code on that day, but something did before or does later.
    #[error("nothing bears this code then; {0} does")]
    OtherEdition(UnitRef),
}

impl UnitError {
    /// What is wrong and what to do.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::Form | Self::Code(_) => Words::new(
                "Viết 38, 17@2025-06-30 (đơn vị mang mã vào ngày đó) hoặc 16249@2024 (theo bảng).",
                "Write 38, 17@2025-06-30 (the bearer of the code on that day) or 16249@2024 (an edition).",
            ),
            Self::Unknown(unit) => Words::new(
                format!(
                    "Không có đơn vị {unit}: bảng bắt đầu từ các đơn vị còn hiệu lực ngày 30/6/2025; đơn vị bị bãi bỏ trước đó \
                     không có trong bảng, hãy hỏi đơn vị kế thừa."
                ),
                format!(
                    "There is no unit {unit}: the tables begin with the units in force on 30 June 2025; those abolished \
                     before are not in them: ask for what succeeded it."
                ),
            ),
            Self::OtherEdition(other) => Words::new(
                format!("Vào ngày đó không đơn vị nào mang mã này; có {other}."),
                format!("Nothing bears this code on that day; {other} does."),
            ),
        }
    }
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
        let begun = self.editions.iter().rev().find(|(_, from)| *from <= day);
        begun.map_or(EDITION_2024, |(edition, _)| *edition)
    }

    /// Every edition with its first day, in the order of time.
    #[must_use]
    pub fn editions(&self) -> &[(u16, Date)] {
        &self.editions
    }

    /// The bearer of a code on a day.
    #[must_use]
    pub fn bearer(&self, code: UnitCode, day: Date) -> Option<UnitRef> {
        let edition = self.edition_on(day);
        self.get(UnitRef { code, edition }).map(|unit| unit.unit)
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
#[cfg(test)]
mod tests_changes;
