//! Deciding how units change: what a resolution says, entered as one piece, so that nothing is left without a successor.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    UnitClosed, UnitEstablished, UnitEvent, UnitParentChanged, UnitPartTransferred, UnitRefusal, UnitRenamed,
    Units, UnitsMerged,
};
use crate::code::{Code, LegalName};
use crate::unit::{EDITION_2025, Level, UnitCode, UnitRef, edition_from};

/// Most changes of one resolution.
pub const MAX_CHANGES: usize = 200;

/// One change of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A unit is established under a new code.
    Establish {
        /// Its code.
        code: UnitCode,
        /// Its full official name.
        name: LegalName,
        /// The unit above; none for a province.
        parent: Option<UnitCode>,
    },
    /// A unit gets another name.
    Rename {
        /// Which.
        code: UnitCode,
        /// Its full official name.
        name: LegalName,
    },
    /// A unit comes under another.
    Move {
        /// Which.
        code: UnitCode,
        /// The unit above.
        parent: UnitCode,
    },
    /// Units go whole into one.
    Merge {
        /// Which.
        sources: Vec<UnitCode>,
        /// Into which.
        into: UnitCode,
    },
    /// A part goes to another unit.
    TransferPart {
        /// Of which.
        source: UnitCode,
        /// To which.
        into: UnitCode,
        /// The hamlets that go.
        #[serde(default)]
        hamlets: Vec<LegalName>,
    },
    /// A unit is dissolved.
    Close {
        /// Which.
        code: UnitCode,
    },
}

/// What a resolution changes on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reorganisation {
    /// The first day on which it counts.
    pub effective_on: Date,
    /// Number of the resolution.
    #[serde(default)]
    pub resolution: Option<Code>,
    /// What changes.
    pub changes: Vec<Change>,
}

/// Decides on the changes of a resolution. `base` are the tables, `known` the events that hold, `units` both together.
pub fn reorganise(
    base: &Units,
    known: &[UnitEvent],
    units: &Units,
    province: UnitCode,
    wish: &Reorganisation,
) -> Result<Vec<UnitEvent>, UnitRefusal> {
    if wish.changes.is_empty() || wish.changes.len() > MAX_CHANGES {
        return Err(UnitRefusal::Number);
    }
    let edition = edition_from(wish.effective_on).ok_or(UnitRefusal::Day)?;
    if let Some((_, last)) = units.editions().last()
        && *last > wish.effective_on
    {
        return Err(UnitRefusal::NotInOrder(*last));
    }
    let before = units.edition_on(wish.effective_on.yesterday().map_err(|_| UnitRefusal::Day)?);
    let look = Look {
        units,
        province,
        before,
        edition,
        new: wish.established(),
    };
    look.roles(wish)?;
    let events = wish
        .changes
        .iter()
        .map(|change| look.event(change, wish))
        .collect::<Result<Vec<_>, _>>()?;
    let all: Vec<UnitEvent> = known.iter().chain(&events).cloned().collect();
    look.holds_together(&base.with_changes(&all))?;
    Ok(events)
}

impl Reorganisation {
    fn established(&self) -> BTreeSet<UnitCode> {
        let codes = self.changes.iter().filter_map(|change| match change {
            Change::Establish { code, .. } => Some(*code),
            _ => None,
        });
        codes.collect()
    }
}

/// The units as a resolution finds them.
struct Look<'a> {
    units: &'a Units,
    province: UnitCode,
    before: u16,
    edition: u16,
    new: BTreeSet<UnitCode>,
}

impl Look<'_> {
    /// No unit goes whole and in parts, and none goes twice.
    fn roles(&self, wish: &Reorganisation) -> Result<(), UnitRefusal> {
        let mut whole: BTreeMap<UnitCode, usize> = BTreeMap::new();
        let mut parts = BTreeSet::new();
        for change in &wish.changes {
            match change {
                Change::Merge { sources, into } => {
                    let away = sources.iter().filter(|source| *source != into);
                    away.for_each(|source| *whole.entry(*source).or_default() += 1);
                }
                Change::TransferPart { source, .. } => {
                    parts.insert(*source);
                }
                _ => {}
            }
        }
        match whole
            .iter()
            .find(|(code, times)| **times > 1 || parts.contains(code))
        {
            Some((code, _)) => Err(UnitRefusal::WholeAndPart(*code)),
            None => Ok(()),
        }
    }

    fn event(&self, change: &Change, wish: &Reorganisation) -> Result<UnitEvent, UnitRefusal> {
        let (effective_on, resolution) = (wish.effective_on, wish.resolution);
        Ok(match change {
            Change::Establish { code, name, parent } => {
                self.is_free(*code)?;
                let parent = parent.map(|parent| self.known(parent)).transpose()?;
                let fits = match code.level() {
                    Level::Province => parent.is_none(),
                    Level::Commune => parent.is_some_and(|parent| parent.level() == Level::Province),
                    Level::District => false,
                };
                if !fits {
                    return Err(UnitRefusal::Level(*code));
                }
                UnitEstablished {
                    unit: self.later(*code),
                    name: name.clone(),
                    parent: parent.map(|parent| self.later(parent.code)),
                    effective_on,
                    resolution,
                }
                .into()
            }
            Change::Rename { code, name } => UnitRenamed {
                unit: self.own(*code)?,
                name: name.clone(),
                effective_on,
                resolution,
            }
            .into(),
            Change::Move { code, parent } => {
                let unit = self.own(*code)?;
                let parent = self.known(*parent)?;
                if parent.level() >= unit.level() {
                    return Err(UnitRefusal::Level(*code));
                }
                UnitParentChanged {
                    unit,
                    parent: self.later(parent.code),
                    effective_on,
                    resolution,
                }
                .into()
            }
            Change::Merge { sources, into } => {
                let into = self.known(*into)?;
                let sources = sources.iter().filter(|source| **source != into.code);
                let sources = sources
                    .map(|source| self.own(*source))
                    .collect::<Result<Vec<_>, _>>()?;
                if let Some(other) = sources.iter().find(|source| source.level() != into.level()) {
                    return Err(UnitRefusal::Level(other.code));
                }
                if sources.is_empty() {
                    return Err(UnitRefusal::MadeOfNothing(into.code));
                }
                UnitsMerged {
                    sources,
                    into: self.later(into.code),
                    effective_on,
                    resolution,
                }
                .into()
            }
            Change::TransferPart {
                source,
                into,
                hamlets,
            } => {
                let (source, into) = (self.own(*source)?, self.known(*into)?);
                if source.level() != into.level() || source.code == into.code {
                    return Err(UnitRefusal::Level(source.code));
                }
                UnitPartTransferred {
                    source,
                    into: self.later(into.code),
                    hamlets: hamlets.clone(),
                    effective_on,
                    resolution,
                }
                .into()
            }
            Change::Close { code } => UnitClosed {
                unit: self.own(*code)?,
                effective_on,
                resolution,
            }
            .into(),
        })
    }

    fn later(&self, code: UnitCode) -> UnitRef {
        let edition = self.edition;
        UnitRef { code, edition }
    }

    /// A unit of the edition before, or one that this resolution establishes.
    fn known(&self, code: UnitCode) -> Result<UnitRef, UnitRefusal> {
        let unit = UnitRef {
            code,
            edition: self.before,
        };
        if self.units.get(unit).is_some() || self.new.contains(&code) {
            Ok(unit)
        } else {
            Err(UnitRefusal::Unknown(code))
        }
    }

    /// A unit of the edition before that lies in the province.
    fn own(&self, code: UnitCode) -> Result<UnitRef, UnitRefusal> {
        let unit = UnitRef {
            code,
            edition: self.before,
        };
        match self.units.province_of(unit) {
            None => Err(UnitRefusal::Unknown(code)),
            Some(province) if province.code == self.province => Ok(unit),
            Some(_) => Err(UnitRefusal::OtherProvince(code)),
        }
    }

    fn is_free(&self, code: UnitCode) -> Result<(), UnitRefusal> {
        let mut since = self
            .units
            .editions()
            .iter()
            .filter(|(edition, _)| *edition >= EDITION_2025);
        let taken = since.any(|(edition, _)| {
            let edition = *edition;
            self.units.get(UnitRef { code, edition }).is_some()
        });
        if taken {
            Err(UnitRefusal::CodeTaken(code))
        } else {
            Ok(())
        }
    }

    /// Every smallest unit goes somewhere, comes from somewhere, and has its place.
    fn holds_together(&self, after: &Units) -> Result<(), UnitRefusal> {
        for unit in after.iter().filter(|unit| unit.level() != Level::Province) {
            let is_leaf = after.children(unit.unit).is_empty();
            if unit.unit.edition == self.before && is_leaf {
                let next = after.overlapping(unit.unit, self.edition);
                if next.is_empty() {
                    return Err(UnitRefusal::NothingSucceeds(unit.unit.code));
                }
            }
            if unit.unit.edition == self.edition {
                let parent = unit.parent.and_then(|parent| after.get(parent));
                if parent.is_none() {
                    return Err(UnitRefusal::Level(unit.unit.code));
                }
                if is_leaf && after.predecessors(unit.unit).is_empty() {
                    return Err(UnitRefusal::MadeOfNothing(unit.unit.code));
                }
            }
        }
        Ok(())
    }
}
