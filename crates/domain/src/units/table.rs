//! Reading the tables of units and successions, and checking that they fit together.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Extent, REORGANISED_ON, Unit, Units, UnitsError};
use crate::text::csv::{CsvError, Table};
use crate::unit::{EDITION_2024, EDITION_2025, Level, UnitCode, UnitRef};

impl Units {
    /// Reads the units until 30 June 2025, those from 1 July 2025, and the successions between them.
    pub fn from_csv(before: &str, after: &str, successions: &str) -> Result<Self, UnitsError> {
        let mut units = Self {
            units: BTreeMap::new(),
            children: BTreeMap::new(),
            successors: BTreeMap::new(),
            predecessors: BTreeMap::new(),
            defaults: BTreeMap::new(),
            names: BTreeMap::new(),
            editions: vec![(EDITION_2024, Date::MIN), (EDITION_2025, REORGANISED_ON)],
        };
        units.read_units(before, EDITION_2024, "units until 2025-06-30")?;
        units.read_units(after, EDITION_2025, "units from 2025-07-01")?;
        units.read_successions(successions, "successions")?;
        units.index()?;
        Ok(units)
    }

    fn read_units(&mut self, text: &str, edition: u16, table: &'static str) -> Result<(), UnitsError> {
        let csv = |error| UnitsError::Csv { table, error };
        let mut rows = Table::new(text).map_err(csv)?;
        let column = |name| rows.column(name).map_err(csv);
        let (code, name, kind) = (column("code")?, column("name")?, column("type")?);
        let (level, parent) = (column("level")?, column("parent_code")?);
        // Only the newer table has places on the map.
        let (lat, lon, area) = (
            rows.column("lat").ok(),
            rows.column("lon").ok(),
            rows.column("area_km2").ok(),
        );
        for row in &mut rows {
            let row = row.map_err(csv)?;
            let bad = || UnitsError::Line {
                table,
                line: row.line,
            };
            let number = |column: Option<usize>| match column.map_or("", |column| row.get(column)) {
                "" => Ok(None),
                text => text
                    .parse::<f64>()
                    .ok()
                    .filter(|value| value.is_finite())
                    .map(Some)
                    .ok_or_else(bad),
            };
            let unit = UnitRef {
                code: UnitCode::parse(row.get(code)).map_err(|_| bad())?,
                edition,
            };
            let parent = match row.get(parent) {
                "" => None,
                text => Some(UnitRef {
                    code: UnitCode::parse(text).map_err(|_| bad())?,
                    edition,
                }),
            };
            let named = match unit.level() {
                Level::Province => "province",
                Level::District => "district",
                Level::Commune => "commune",
            };
            if row.get(level) != named || parent.is_none() != (unit.level() == Level::Province) {
                return Err(bad());
            }
            let value = Unit {
                unit,
                name: crate::text::nfc(row.get(name).trim()),
                kind: crate::text::nfc(row.get(kind).trim()),
                parent,
                lat: number(lat)?,
                lon: number(lon)?,
                area_km2: number(area)?,
            };
            if value.name.is_empty() || self.units.insert(unit, value).is_some() {
                return Err(bad());
            }
        }
        Ok(())
    }

    fn read_successions(&mut self, text: &str, table: &'static str) -> Result<(), UnitsError> {
        let csv = |error: CsvError| UnitsError::Csv { table, error };
        let mut rows = Table::new(text).map_err(csv)?;
        let column = |name| rows.column(name).map_err(csv);
        let (from, to) = (column("from_code")?, column("to_code")?);
        let (extent, default) = (column("extent")?, column("default_target")?);
        for row in &mut rows {
            let row = row.map_err(csv)?;
            let bad = || UnitsError::Line {
                table,
                line: row.line,
            };
            let unit = |column: usize, edition: u16| {
                let code = UnitCode::parse(row.get(column)).map_err(|_| bad())?;
                let unit = UnitRef { code, edition };
                if self.units.contains_key(&unit) {
                    Ok(unit)
                } else {
                    Err(bad())
                }
            };
            let (from, to) = (unit(from, EDITION_2024)?, unit(to, EDITION_2025)?);
            let extent = match row.get(extent) {
                "whole" => Extent::Whole,
                "part" => Extent::Part,
                _ => return Err(bad()),
            };
            let successors = self.successors.entry(from).or_default();
            // What went whole into one unit cannot also have gone into another.
            if successors.contains(&to) || (extent == Extent::Whole && !successors.is_empty()) {
                return Err(bad());
            }
            successors.push(to);
            self.predecessors.entry(to).or_default().push((from, extent));
            if row.get(default) == "default" {
                self.defaults.insert(from, to);
            }
        }
        Ok(())
    }

    /// Fills what is looked up, and checks that every unit has its place above and across.
    fn index(&mut self) -> Result<(), UnitsError> {
        for unit in self.units.values() {
            if let Some(parent) = unit.parent {
                if !self.units.contains_key(&parent) || parent.level() >= unit.level() {
                    return Err(UnitsError::Orphan(unit.unit));
                }
                self.children.entry(parent).or_default().push(unit.unit);
            }
            let name = crate::text::fold(unit.bare_name());
            self.names
                .entry((unit.unit.edition, name))
                .or_default()
                .push(unit.unit);
        }
        for unit in self.units.keys() {
            let leaf = unit.level() != Level::Province && !self.children.contains_key(unit);
            if leaf && unit.edition == EDITION_2024 && !self.successors.contains_key(unit) {
                return Err(UnitsError::NoSuccessor(*unit));
            }
            if leaf && unit.edition == EDITION_2025 && !self.predecessors.contains_key(unit) {
                return Err(UnitsError::NoPredecessor(*unit));
            }
        }
        Ok(())
    }
}
