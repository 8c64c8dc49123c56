//! What may stand in the clear part of an event: codes, markets, names of legal entities, and the marker [`Fact`] that
//! admits nothing else.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::date::PartialDate;
use crate::unit::{UnitCode, UnitRef};

pub(crate) mod sealed {
    /// Only this crate decides what counts as a fact.
    pub trait Sealed {}
}

/// Marks the types that may stand in the clear part of an event: they identify nobody and hold no free text.
///
/// Free text does not compile:
///
/// ```compile_fail
/// const _: () = hanhtrinh_domain::code::assert_fact::<String>();
/// ```
///
/// ```
/// use hanhtrinh_domain::code::{assert_fact, Code};
/// const _: () = assert_fact::<Option<Vec<Code>>>();
/// ```
pub trait Fact: sealed::Sealed {}

/// Compiles only when `T` may stand in the clear; used in `const _: () = assert_fact::<T>();`.
pub const fn assert_fact<T: Fact>() {}

/// Marks types of this crate as facts.
macro_rules! facts {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::code::sealed::Sealed for $type {}
        impl $crate::code::Fact for $type {}
    )+};
}
pub(crate) use facts;

facts!(
    Code,
    Market,
    LegalName,
    PartialDate,
    jiff::civil::Date,
    UnitRef,
    UnitCode,
    uuid::Uuid,
    bool
);
facts!(u8, u16, u32, u64, u128, i8, i16, i32, i64, i128);

impl<T: Fact> sealed::Sealed for Option<T> {}
impl<T: Fact> Fact for Option<T> {}
impl<T: Fact> sealed::Sealed for Vec<T> {}
impl<T: Fact> Fact for Vec<T> {}

/// Why a text is not a code, a market or the name of a legal entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Nothing was given.
    #[error("a code cannot be empty")]
    Empty,
    /// More than [`Code::MAX`] bytes.
    #[error("a code has at most 24 characters")]
    TooLong,
    /// A character outside ASCII letters, digits and `. _ - /`.
    #[error("a code has only letters without accents, digits and . _ - /")]
    Character,
    /// Not two letters.
    #[error("a country is its two-letter ISO 3166-1 code, such as JP")]
    Market,
    /// Empty, or more than [`LegalName::MAX`] characters.
    #[error("the name of an organisation has 1 to 200 characters")]
    NameLength,
    /// A control character or line break in a name.
    #[error("the name of an organisation is one line of plain text")]
    NameCharacter,
}

/// A short code of a controlled vocabulary or register: ASCII letters, digits and `. _ - /`, 1 to 24 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    // Unused bytes are zero, so that derived equality and order are those of the text.
    bytes: [u8; Code::MAX],
    len: u8,
}

impl Code {
    /// Most bytes a code can have.
    pub const MAX: usize = 24;

    /// Reads a code; surrounding white space is dropped, letter case is kept.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(CodeError::Empty);
        }
        if !text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte))
        {
            return Err(CodeError::Character);
        }
        let mut bytes = [0; Self::MAX];
        bytes
            .get_mut(..text.len())
            .ok_or(CodeError::TooLong)?
            .copy_from_slice(text.as_bytes());
        Ok(Self {
            bytes,
            len: u8::try_from(text.len()).map_err(|_| CodeError::TooLong)?,
        })
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }
}

/// A country as a labour market: its ISO 3166-1 alpha-2 code, upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Market([u8; 2]);

impl Market {
    /// Reads two letters, lower case too. That such a country exists is for the catalogue to say.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        match text.trim().as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Ok(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => Err(CodeError::Market),
        }
    }

    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// The name of an organisation as it registered it: NFC, trimmed, one line, 1 to 200 characters. Never a person's.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LegalName(String);

impl LegalName {
    /// Most characters a name can have.
    pub const MAX: usize = 200;

    /// Reads a name: composed form, outer white space dropped.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let name = crate::text::nfc(text.trim());
        if name.chars().any(char::is_control) {
            return Err(CodeError::NameCharacter);
        }
        match name.chars().count() {
            1..=Self::MAX => Ok(Self(name)),
            _ => Err(CodeError::NameLength),
        }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Text form, parsing and JSON of a type with `parse` and `as_str`: the text is its only outward shape.
macro_rules! text_shape {
    ($type:ty, $error:ty) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($type), self.as_str())
            }
        }

        impl FromStr for $type {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::parse(text)
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

text_shape!(Code, CodeError);
text_shape!(Market, CodeError);
text_shape!(LegalName, CodeError);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_keep_their_text_and_limits() {
        assert_eq!(Code::parse(" E-9 ").unwrap().as_str(), "E-9");
        assert_eq!(
            Code::parse("12/2024/QD-UBND").unwrap().to_string(),
            "12/2024/QD-UBND"
        );
        assert_eq!(Code::parse("  "), Err(CodeError::Empty));
        assert_eq!(Code::parse("Nguyễn"), Err(CodeError::Character));
        assert_eq!(Code::parse("a b"), Err(CodeError::Character));
        assert!(Code::parse(&"x".repeat(24)).is_ok());
        assert_eq!(Code::parse(&"x".repeat(25)), Err(CodeError::TooLong));
        assert!(Code::parse("a").unwrap() < Code::parse("ab").unwrap());
    }

    #[test]
    fn markets_are_two_letters() {
        assert_eq!(Market::parse("jp").unwrap().as_str(), "JP");
        for text in ["", "J", "JPN", "J1", "ệ"] {
            assert_eq!(Market::parse(text), Err(CodeError::Market));
        }
    }

    #[test]
    fn legal_names_are_composed_and_single_line() {
        let decomposed = "Công ty Thanh Ho\u{61}\u{301}";
        assert_eq!(
            LegalName::parse(decomposed).unwrap().as_str(),
            "Công ty Thanh Hoá"
        );
        assert_eq!(LegalName::parse("a\nb"), Err(CodeError::NameCharacter));
        assert_eq!(LegalName::parse(&"đ".repeat(201)), Err(CodeError::NameLength));
        assert_eq!(LegalName::parse(" "), Err(CodeError::NameLength));
    }

    proptest! {
        #[test]
        fn code_order_is_text_order(a in "[A-Za-z0-9._/-]{1,24}", b in "[A-Za-z0-9._/-]{1,24}") {
            let (x, y) = (Code::parse(&a).unwrap(), Code::parse(&b).unwrap());
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            prop_assert_eq!(serde_json::from_str::<Code>(&serde_json::to_string(&x).unwrap()).unwrap(), x);
        }
    }
}
