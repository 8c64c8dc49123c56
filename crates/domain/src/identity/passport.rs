//! Passport numbers.

use super::{IdentityError, personal_text};

/// A passport number: 6 to 15 ASCII letters and digits, upper case. Older and foreign patterns are accepted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passport(String);

impl Passport {
    /// Reads a number; spaces are dropped, letters become upper case.
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        let number: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .take(32)
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let plain = number.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if plain && (6..=15).contains(&number.len()) {
            Ok(Self(number))
        } else {
            Err(IdentityError::Passport)
        }
    }

    /// The number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a letter and seven digits, as ordinary Vietnamese passports have; anything else deserves a warning.
    #[must_use]
    pub fn is_usual_form(&self) -> bool {
        match self.0.as_bytes() {
            [letter, digits @ ..] if digits.len() == 7 => {
                letter.is_ascii_uppercase() && digits.iter().all(u8::is_ascii_digit)
            }
            _ => false,
        }
    }
}

personal_text!(Passport);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_and_unusual_numbers() {
        assert!(Passport::parse("c 1234567").unwrap().is_usual_form());
        assert!(!Passport::parse("PT1234567").unwrap().is_usual_form());
        assert_eq!(Passport::parse("C-123456"), Err(IdentityError::Passport));
        assert_eq!(Passport::parse("C123"), Err(IdentityError::Passport));
    }
}
