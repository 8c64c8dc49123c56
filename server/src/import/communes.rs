//! Communes as lists name them: a code, a code with its edition, or a name that may carry its district.

use std::collections::HashMap;

use hanhtrinh_domain::text::fold;
use hanhtrinh_domain::unit::{EDITION_2024, EDITION_2025, Level, UnitCode, UnitRef};
use hanhtrinh_domain::units::{Place, Units};
use jiff::civil::Date;

use super::sheet::{Cell, plain_number};
use super::trouble::Trouble;

/// Most candidates that a problem names.
const MAX_CANDIDATES: usize = 6;

/// Finds communes of one province, remembering what was found: lists repeat them.
pub struct Communes<'a> {
    units: &'a Units,
    province: UnitRef,
    known: HashMap<(String, u16), Result<Found, Trouble>>,
}

/// A commune, and the doubt it came with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The commune.
    pub unit: UnitRef,
    /// What is to be checked about it.
    pub doubt: Option<Trouble>,
}

impl<'a> Communes<'a> {
    /// For the communes of a province.
    pub fn new(units: &'a Units, province: UnitRef) -> Self {
        Self {
            units,
            province,
            known: HashMap::new(),
        }
    }

    /// The commune a cell names. The table in force on the day of departure answers first, the other one where it has
    /// nothing of that name.
    pub fn find(&mut self, cell: &Cell, day: Date) -> Result<Found, Trouble> {
        let text = match cell {
            Cell::Empty => return Err(Trouble::Needed),
            Cell::Failed => return Err(Trouble::Formula),
            // A code without its leading zeros.
            Cell::Number(number) => format!("{:0>5}", plain_number(*number)),
            Cell::Day(_) => return Err(Trouble::UnknownCommune),
            Cell::Text(text) => text.trim().trim_start_matches('\'').trim().to_owned(),
        };
        if text.starts_with('=') {
            return Err(Trouble::Formula);
        }
        if text.len() > 400 {
            return Err(Trouble::TooLong);
        }
        let key = (text, self.units.edition_on(day));
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let found = self.look(&key.0, key.1);
        self.known.insert(key, found.clone());
        found
    }

    fn look(&self, text: &str, edition: u16) -> Result<Found, Trouble> {
        if let Ok(unit) = UnitRef::parse(text) {
            return self.checked(unit, None);
        }
        if !text.is_empty() && text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.by_code(text, edition);
        }
        match self.by_name(text, edition) {
            Err(Trouble::UnknownCommune) => {
                let found = self.by_name(text, other(edition))?;
                Ok(Found {
                    doubt: Some(Trouble::OtherEdition(self.label(found.unit))),
                    ..found
                })
            }
            answer => answer,
        }
    }

    fn by_code(&self, digits: &str, edition: u16) -> Result<Found, Trouble> {
        let padded = format!("{digits:0>5}");
        let restored = (padded != digits).then_some(Trouble::ZerosRestored);
        let code = UnitCode::parse(&padded).map_err(|_| Trouble::UnknownCommune)?;
        let unit = UnitRef { code, edition };
        if self.units.get(unit).is_some() {
            return self.checked(unit, restored);
        }
        let unit = UnitRef {
            code,
            edition: other(edition),
        };
        self.checked(unit, Some(Trouble::OtherEdition(self.label(unit))))
    }

    fn checked(&self, unit: UnitRef, doubt: Option<Trouble>) -> Result<Found, Trouble> {
        if unit.level() != Level::Commune || self.units.get(unit).is_none() {
            return Err(Trouble::UnknownCommune);
        }
        match self.units.place(unit, self.province) {
            Place::Inside | Place::Unresolved => Ok(Found { unit, doubt }),
            Place::Outside => Err(Trouble::OutsideProvince),
        }
    }

    /// `Xã Phú Nhuận`, `Phú Nhuận, huyện Như Thanh`, `Phú Nhuận - Như Thanh - Thanh Hoá`.
    fn by_name(&self, text: &str, edition: u16) -> Result<Found, Trouble> {
        let mut found = self.named(text, edition);
        if found.is_empty() {
            let mut parts = text
                .split([',', ';', '(', ')'])
                .flat_map(|part| part.split(" - "))
                .map(str::trim);
            let name = parts.next().unwrap_or_default();
            let above: Vec<String> = parts.filter(|part| !part.is_empty()).map(fold).collect();
            if !name.is_empty() && name.len() < text.len() {
                found = self.named(name, edition);
                let narrowed: Vec<UnitRef> = found
                    .iter()
                    .copied()
                    .filter(|unit| self.lies_in(*unit, &above))
                    .collect();
                if !narrowed.is_empty() {
                    found = narrowed;
                }
            }
        }
        match found[..] {
            [] => Err(Trouble::UnknownCommune),
            [unit] => Ok(Found { unit, doubt: None }),
            _ => {
                let labels = found
                    .iter()
                    .take(MAX_CANDIDATES)
                    .map(|unit| self.label(*unit))
                    .collect();
                Err(Trouble::AmbiguousCommune(labels))
            }
        }
    }

    fn named(&self, name: &str, edition: u16) -> Vec<UnitRef> {
        let mut found = self.units.find_by_name(name, Some(self.province), edition);
        found.retain(|unit| unit.level() == Level::Commune);
        found
    }

    /// Whether some unit above bears one of the names.
    fn lies_in(&self, unit: UnitRef, names: &[String]) -> bool {
        let above = std::iter::successors(self.units.parent(unit), |unit| self.units.parent(*unit)).take(3);
        above.filter_map(|unit| self.units.get(unit)).any(|unit| {
            names
                .iter()
                .any(|name| *name == fold(&unit.name) || name.ends_with(&fold(unit.bare_name())))
        })
    }

    /// `16249@2024 Xã Phú Nhuận (Huyện Như Thanh)`.
    pub fn label(&self, unit: UnitRef) -> String {
        label(self.units, unit)
    }
}

/// A unit with its code, name and the unit above.
pub fn label(units: &Units, unit: UnitRef) -> String {
    let Some(found) = units.get(unit) else {
        return unit.to_string();
    };
    match units.parent(unit).and_then(|parent| units.get(parent)) {
        Some(parent) => format!("{unit} {} ({})", found.name, parent.name),
        None => format!("{unit} {}", found.name),
    }
}

fn other(edition: u16) -> u16 {
    if edition == EDITION_2024 {
        EDITION_2025
    } else {
        EDITION_2024
    }
}
