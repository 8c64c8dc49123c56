//! Names of administrative units: a code alone is ambiguous, since a code may be kept by a different area, so every
//! stored unit is `code@edition`.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::date::PartialDate;

/// The tables of units in force until 30 June 2025 (63 provinces, districts, communes).
pub const EDITION_2024: u16 = 2024;
/// The tables of units in force from 1 July 2025 (34 provinces, communes, no districts).
pub const EDITION_2025: u16 = 2025;
/// The first day of the units of [`EDITION_2025`].
pub const REORGANISED_ON: Date = date(2025, 7, 1);
/// Editions after the two tables are named by their first day and kept as this number and the days since
/// [`REORGANISED_ON`], so that they stand in the order of time.
const BY_DAY: u16 = 3000;

/// The edition that begins on a day after the reorganisation; `None` for the day itself and those before it.
#[must_use]
pub fn edition_from(day: Date) -> Option<u16> {
    let days = day.since(REORGANISED_ON).ok()?.get_days();
    let days = u16::try_from(days).ok().filter(|days| *days > 0)?;
    BY_DAY.checked_add(days)
}

/// The first day of an edition; none for that of 2024, whose units are older than the tables.
#[must_use]
pub fn edition_start(edition: u16) -> Option<Date> {
    match edition {
        EDITION_2025 => Some(REORGANISED_ON),
        BY_DAY.. => REORGANISED_ON
            .checked_add(i32::from(edition - BY_DAY).days())
            .ok(),
        _ => None,
    }
}

/// Why a text does not name a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnitCodeError {
    /// Not 2, 3 or 5 digits.
    #[error("a unit code has 2 digits (province), 3 (district) or 5 (commune)")]
    Code,
    /// No `@edition` or one that does not exist.
    #[error(
        "a unit is written code@edition, such as 16249@2025; the editions are 2024, 2025 and days after 2025-07-01"
    )]
    Edition,
}

/// Level of government, known from the length of the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Tỉnh, thành phố trực thuộc trung ương: 2 digits.
    Province,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh: 3 digits, until 30 June 2025.
    District,
    /// Xã, phường, thị trấn, đặc khu: 5 digits.
    Commune,
}

/// Official statistical code of a unit: 2, 3 or 5 digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitCode {
    // Unused bytes are zero, so that derived equality and order are those of the text.
    bytes: [u8; 5],
    len: u8,
}

impl UnitCode {
    /// Reads a code of 2, 3 or 5 ASCII digits.
    pub fn parse(text: &str) -> Result<Self, UnitCodeError> {
        let text = text.trim();
        if !matches!(text.len(), 2 | 3 | 5) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(UnitCodeError::Code);
        }
        let mut bytes = [0; 5];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Self {
            bytes,
            len: u8::try_from(text.len()).map_err(|_| UnitCodeError::Code)?,
        })
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }

    /// Province, district or commune, from the number of digits.
    #[must_use]
    pub fn level(self) -> Level {
        match self.len {
            2 => Level::Province,
            3 => Level::District,
            _ => Level::Commune,
        }
    }
}

/// One unit of one edition of the tables, written `16249@2025`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitRef {
    /// Official code.
    pub code: UnitCode,
    /// 2024 (until 30 June 2025), 2025 (from 1 July 2025), or that of a later day ([`edition_from`]).
    pub edition: u16,
}

impl UnitRef {
    /// Reads `code@edition`.
    pub fn parse(text: &str) -> Result<Self, UnitCodeError> {
        let (code, edition) = text.trim().split_once('@').ok_or(UnitCodeError::Edition)?;
        let code = UnitCode::parse(code)?;
        let edition = match edition {
            "2024" => EDITION_2024,
            "2025" => EDITION_2025,
            day => match PartialDate::parse(day) {
                Ok(PartialDate::Day(day)) => edition_from(day).ok_or(UnitCodeError::Edition)?,
                _ => return Err(UnitCodeError::Edition),
            },
        };
        Ok(Self { code, edition })
    }

    /// The same code in another edition.
    #[must_use]
    pub fn at(self, edition: u16) -> Self {
        Self { edition, ..self }
    }

    /// Province, district or commune.
    #[must_use]
    pub fn level(self) -> Level {
        self.code.level()
    }
}

impl fmt::Display for UnitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for UnitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnitCode({})", self.as_str())
    }
}

impl fmt::Display for UnitRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match edition_start(self.edition) {
            Some(day) if self.edition >= BY_DAY => write!(f, "{}@{day}", self.code),
            _ => write!(f, "{}@{}", self.code, self.edition),
        }
    }
}

impl fmt::Debug for UnitRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnitRef({self})")
    }
}

impl FromStr for UnitCode {
    type Err = UnitCodeError;

    fn from_str(text: &str) -> Result<Self, UnitCodeError> {
        Self::parse(text)
    }
}

impl FromStr for UnitRef {
    type Err = UnitCodeError;

    fn from_str(text: &str) -> Result<Self, UnitCodeError> {
        Self::parse(text)
    }
}

impl Serialize for UnitCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for UnitCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl Serialize for UnitRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for UnitRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_knows_its_level() {
        assert_eq!(UnitCode::parse("17").unwrap().level(), Level::Province);
        assert_eq!(UnitCode::parse("318").unwrap().level(), Level::District);
        assert_eq!(UnitCode::parse("16249").unwrap().level(), Level::Commune);
        for text in ["", "1", "1624", "162490", "1a", "١٢"] {
            assert_eq!(UnitCode::parse(text), Err(UnitCodeError::Code), "{text}");
        }
    }

    #[test]
    fn the_same_code_of_two_editions_is_two_places() {
        let before = UnitRef::parse("16249@2024").unwrap();
        let after = UnitRef::parse("16249@2025").unwrap();
        assert_ne!(before, after);
        assert_eq!(serde_json::to_string(&after).unwrap(), "\"16249@2025\"");
        assert_eq!(serde_json::from_str::<UnitRef>("\"16249@2024\"").unwrap(), before);
        for text in ["16249", "16249@2023", "16249@2025-07-01", "16249@"] {
            assert_eq!(UnitRef::parse(text), Err(UnitCodeError::Edition), "{text}");
        }
    }

    #[test]
    fn editions_of_a_day_are_written_as_the_day_and_stand_in_order() {
        let unit = UnitRef::parse("16249@2027-01-01").unwrap();
        assert_eq!(unit.to_string(), "16249@2027-01-01");
        assert_eq!(edition_start(unit.edition), Some(date(2027, 1, 1)));
        assert!(EDITION_2025 < edition_from(date(2025, 7, 2)).unwrap());
        assert!(edition_from(date(2026, 12, 31)) < edition_from(date(2027, 1, 1)));
        assert_eq!(edition_from(REORGANISED_ON), None);
        assert_eq!(UnitRef::parse("16249@2025-06-30"), Err(UnitCodeError::Edition));
    }
}
