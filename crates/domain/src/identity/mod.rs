//! What identifies a person: names, numbers, phones, birth dates. All of it belongs in sealed parts, so nothing here but
//! [`Sex`] is a fact, errors carry no values, and debug output shows the type only.

mod birth;
mod id;
mod name;
mod passport;
mod phone;

pub use birth::{BirthDate, age_on};
pub use id::{IdNumber, IdWarning, LegacyId, PersonalId};
pub use name::PersonName;
pub use passport::Passport;
pub use phone::Phone;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::fold;

/// Why a text is not what it should be. The message says what is wrong and never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// Name shorter than 2 or longer than 100 characters.
    #[error("a name has 2 to 100 characters")]
    NameLength,
    /// A digit in a name.
    #[error("a name has no digits")]
    NameDigit,
    /// Something else than letters, spaces, apostrophe, hyphen and dot in a name.
    #[error("a name has only letters, spaces, apostrophes, hyphens and dots")]
    NameCharacter,
    /// Something else than digits in an identity number.
    #[error("an identity number has only digits")]
    IdCharacter,
    /// 8 or 11 digits: typical of a spreadsheet that dropped the zero in front.
    #[error("the number is one digit short; a zero in front may have been lost in a spreadsheet")]
    IdLostZero,
    /// Neither 12 nor 9 digits.
    #[error("an identity number has 12 digits, that of an old card 9")]
    IdLength,
    /// Not 12 digits where only the personal identity number will do.
    #[error("a personal identity number has 12 digits")]
    PersonalIdLength,
    /// Not 9 digits where only an old card number will do.
    #[error("the number of an old identity card has 9 digits")]
    LegacyIdLength,
    /// Something else than digits and separators in a phone number.
    #[error("a phone number has only digits, and + in front of a country code")]
    PhoneCharacter,
    /// Too few or too many digits.
    #[error("a Vietnamese mobile number has 10 digits, such as 0912 345 678")]
    PhoneLength,
    /// Not a mobile prefix.
    #[error("a Vietnamese mobile number starts with 03, 05, 07, 08 or 09")]
    PhonePrefix,
    /// Not 6 to 15 letters and digits.
    #[error("a passport number has 6 to 15 letters and digits")]
    Passport,
    /// Not a date at all.
    #[error("a birth date is written 1990-05-12, 12/05/1990 or, where only the year is known, 1990")]
    BirthForm,
    /// Month precision, which no identity paper has.
    #[error("a birth date is an exact day or only a year")]
    BirthMonth,
    /// Before 1900 or after the day it is read.
    #[error("a birth date lies between 1900 and today")]
    BirthRange,
    /// Neither male nor female.
    #[error("sex is nam or nữ (male, female)")]
    Sex,
}

impl IdentityError {
    /// Stable code for problems and translations.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NameLength => "name.length",
            Self::NameDigit => "name.digit",
            Self::NameCharacter => "name.character",
            Self::IdCharacter => "id.character",
            Self::IdLostZero => "id.lost_zero",
            Self::IdLength => "id.length",
            Self::PersonalIdLength => "id.personal_length",
            Self::LegacyIdLength => "id.legacy_length",
            Self::PhoneCharacter => "phone.character",
            Self::PhoneLength => "phone.length",
            Self::PhonePrefix => "phone.prefix",
            Self::Passport => "passport.form",
            Self::BirthForm => "birth.form",
            Self::BirthMonth => "birth.month",
            Self::BirthRange => "birth.range",
            Self::Sex => "sex.unknown",
        }
    }
}

/// Sex as on the identity paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

crate::code::facts!(Sex);

impl Sex {
    /// Reads `nam`, `nữ` (also `nu`), `male`, `female`, `m`, `f`, in any case.
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        match fold(text).as_str() {
            "nam" | "male" | "m" => Ok(Self::Male),
            "nu" | "female" | "f" => Ok(Self::Female),
            _ => Err(IdentityError::Sex),
        }
    }

    /// Code as in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }
}

impl fmt::Display for Sex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Sex {
    type Err = IdentityError;

    fn from_str(text: &str) -> Result<Self, IdentityError> {
        Self::parse(text)
    }
}

/// JSON and text form of a type with `parse` and `as_str`; debug output withholds the value, for it may reach a log.
macro_rules! personal_text {
    ($type:ty) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($type), "(withheld)"))
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::identity::IdentityError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use personal_text;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sex_is_read_in_both_languages() {
        for text in ["Nam", "male", "M"] {
            assert_eq!(Sex::parse(text), Ok(Sex::Male));
        }
        for text in ["Nữ", "NU", "Female", "f", "N\u{1b0}\u{303}"] {
            assert_eq!(Sex::parse(text), Ok(Sex::Female));
        }
        assert_eq!(Sex::parse("x"), Err(IdentityError::Sex));
        assert_eq!(serde_json::to_string(&Sex::Female).unwrap(), "\"female\"");
    }

    #[test]
    fn debug_output_withholds_values() {
        let shown = format!(
            "{:?} {:?} {:?} {:?}",
            PersonName::parse("Nguyễn Văn An").unwrap(),
            IdNumber::parse("017091001234").unwrap(),
            Phone::parse("0912345678").unwrap(),
            BirthDate::parse("1991-02-03").unwrap(),
        );
        assert!(
            !shown.contains("An")
                && !shown.contains("0910")
                && !shown.contains("345")
                && !shown.contains("1991")
        );
    }
}
