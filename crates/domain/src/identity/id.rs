//! Identity numbers: the twelve digits of the personal identity number and the nine of the card before it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{IdentityError, Sex, personal_text};
use crate::date::PartialDate;

/// Codes of the 63 provinces and cities as the places of birth registration in the personal identity number.
const PLACES: [u16; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40,
    42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83,
    84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
];

/// Personal identity number: 3 digits place of birth registration, 1 century and sex, 2 year of birth, 6 serial.
///
/// There is no check digit and the number can be established anew, so it is an attribute and never a key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonalId([u8; 12]);

/// Number of an identity card issued before the twelve-digit number: 9 digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LegacyId([u8; 9]);

/// Either number, told apart by its length.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdNumber {
    /// Twelve digits.
    Personal(PersonalId),
    /// Nine digits.
    Legacy(LegacyId),
}

/// What in a personal identity number does not fit the other data. Always a warning: papers and registers err.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdWarning {
    /// The first three digits are no province of Vietnam (a registration abroad has such codes too).
    PlaceNotProvince,
    /// The fourth digit says the other sex.
    SexMismatch,
    /// Century and year digits say another birth year.
    YearMismatch,
}

crate::code::facts!(IdWarning);

impl IdWarning {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::PlaceNotProvince => "id.place_not_province",
            Self::SexMismatch => "id.sex_mismatch",
            Self::YearMismatch => "id.year_mismatch",
        }
    }
}

impl PersonalId {
    /// Reads twelve digits; spaces and dots between them are dropped.
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        let digits = digits(text)?;
        match digits.len() {
            12 => digits
                .try_into()
                .map(Self)
                .map_err(|_| IdentityError::PersonalIdLength),
            11 => Err(IdentityError::IdLostZero),
            _ => Err(IdentityError::PersonalIdLength),
        }
    }

    /// The twelve digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// What does not fit the birth date and sex on record. The place is never taken for a residence.
    #[must_use]
    pub fn warnings(&self, birth_date: PartialDate, sex: Sex) -> Vec<IdWarning> {
        let digit = |index: usize| u16::from(self.0[index] - b'0');
        let place = digit(0) * 100 + digit(1) * 10 + digit(2);
        // 0 and 1: born in the 1900s, man and woman; 2 and 3: in the 2000s; and so on.
        let century = 1900 + 100 * (digit(3) / 2);
        let said_sex = if digit(3) % 2 == 0 { Sex::Male } else { Sex::Female };
        let year = century + digit(4) * 10 + digit(5);
        let mut warnings = Vec::new();
        if !PLACES.contains(&place) {
            warnings.push(IdWarning::PlaceNotProvince);
        }
        if said_sex != sex {
            warnings.push(IdWarning::SexMismatch);
        }
        if i32::from(birth_date.first().year()) != i32::from(year) {
            warnings.push(IdWarning::YearMismatch);
        }
        warnings
    }
}

impl LegacyId {
    /// Reads nine digits; spaces and dots between them are dropped.
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        let digits = digits(text)?;
        match digits.len() {
            9 => digits
                .try_into()
                .map(Self)
                .map_err(|_| IdentityError::LegacyIdLength),
            8 => Err(IdentityError::IdLostZero),
            _ => Err(IdentityError::LegacyIdLength),
        }
    }

    /// The nine digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl IdNumber {
    /// Reads a number of twelve or nine digits.
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        match digits(text)?.len() {
            12 => PersonalId::parse(text).map(Self::Personal),
            9 => LegacyId::parse(text).map(Self::Legacy),
            8 | 11 => Err(IdentityError::IdLostZero),
            _ => Err(IdentityError::IdLength),
        }
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Personal(id) => id.as_str(),
            Self::Legacy(id) => id.as_str(),
        }
    }

    /// The twelve-digit number, if it is one.
    #[must_use]
    pub fn personal(&self) -> Option<PersonalId> {
        match self {
            Self::Personal(id) => Some(*id),
            Self::Legacy(_) => None,
        }
    }

    /// Warnings of a personal identity number; an old card number says nothing that could be compared.
    #[must_use]
    pub fn warnings(&self, birth_date: PartialDate, sex: Sex) -> Vec<IdWarning> {
        self.personal()
            .map_or_else(Vec::new, |id| id.warnings(birth_date, sex))
    }
}

fn digits(text: &str) -> Result<Vec<u8>, IdentityError> {
    let kept: Vec<u8> = text
        .trim()
        .bytes()
        .filter(|byte| !b" .".contains(byte))
        .take(64)
        .collect();
    if kept.iter().all(u8::is_ascii_digit) {
        Ok(kept)
    } else {
        Err(IdentityError::IdCharacter)
    }
}

impl fmt::Display for IdWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

personal_text!(PersonalId);
personal_text!(LegacyId);
personal_text!(IdNumber);

#[cfg(test)]
mod tests {
    use super::*;

    fn warnings(id: &str, birth: &str, sex: Sex) -> Vec<IdWarning> {
        PersonalId::parse(id)
            .unwrap()
            .warnings(PartialDate::parse(birth).unwrap(), sex)
    }

    #[test]
    fn a_consistent_number_warns_of_nothing() {
        assert!(warnings("017091001234", "1991-02-03", Sex::Male).is_empty());
        assert!(warnings("038 304 001 234", "2004", Sex::Female).is_empty());
    }

    #[test]
    fn each_mismatch_is_told() {
        assert_eq!(
            warnings("018091001234", "1991", Sex::Male),
            [IdWarning::PlaceNotProvince]
        );
        assert_eq!(
            warnings("017091001234", "1991", Sex::Female),
            [IdWarning::SexMismatch]
        );
        assert_eq!(
            warnings("017291001234", "1991", Sex::Male),
            [IdWarning::YearMismatch]
        );
        assert_eq!(
            warnings("999191001234", "1992-01-01", Sex::Male),
            [
                IdWarning::PlaceNotProvince,
                IdWarning::SexMismatch,
                IdWarning::YearMismatch
            ]
        );
    }

    #[test]
    fn length_tells_the_kind() {
        assert!(matches!(IdNumber::parse("113456789"), Ok(IdNumber::Legacy(_))));
        assert!(matches!(
            IdNumber::parse("017091001234"),
            Ok(IdNumber::Personal(_))
        ));
        assert_eq!(IdNumber::parse("17091001234"), Err(IdentityError::IdLostZero));
        assert_eq!(IdNumber::parse("12345678"), Err(IdentityError::IdLostZero));
        assert_eq!(IdNumber::parse("1234"), Err(IdentityError::IdLength));
        assert_eq!(IdNumber::parse("01709100123A"), Err(IdentityError::IdCharacter));
        assert_eq!(IdNumber::parse("１１3456789"), Err(IdentityError::IdCharacter));
        let json = serde_json::to_string(&IdNumber::parse("113456789").unwrap()).unwrap();
        assert_eq!(json, "\"113456789\"");
        assert_eq!(
            serde_json::from_str::<IdNumber>(&json).unwrap().as_str(),
            "113456789"
        );
    }
}
