//! Names of administrative units: a code alone is ambiguous, since a code may be kept by a different area, so every
//! stored unit is `code@edition`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The tables of units in force until 30 June 2025 (63 provinces, districts, communes).
pub const EDITION_2024: u16 = 2024;
/// The tables of units in force from 1 July 2025 (34 provinces, communes, no districts).
pub const EDITION_2025: u16 = 2025;

/// Why a text does not name a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnitCodeError {
    /// Not 2, 3 or 5 digits.
    #[error("a unit code has 2 digits (province), 3 (district) or 5 (commune)")]
    Code,
    /// No `@edition` or one that does not exist.
    #[error("a unit is written code@edition, such as 16249@2025; the editions are 2024 and 2025")]
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
    /// 2024 (until 30 June 2025) or 2025 (from 1 July 2025).
    pub edition: u16,
}

impl UnitRef {
    /// Reads `code@edition`.
    pub fn parse(text: &str) -> Result<Self, UnitCodeError> {
        let (code, edition) = text.trim().split_once('@').ok_or(UnitCodeError::Edition)?;
        let code = UnitCode::parse(code)?;
        match edition {
            "2024" => Ok(Self {
                code,
                edition: EDITION_2024,
            }),
            "2025" => Ok(Self {
                code,
                edition: EDITION_2025,
            }),
            _ => Err(UnitCodeError::Edition),
        }
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
        write!(f, "{}@{}", self.code, self.edition)
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
}
