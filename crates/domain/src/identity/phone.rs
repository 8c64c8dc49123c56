//! Phone numbers, kept in international form.

use super::{IdentityError, personal_text};

/// A mobile number in Vietnam, or a foreign number given with its country code. Kept as E.164: `+84912345678`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// Prefixes of eleven-digit numbers, replaced in 2018, and what each became.
const OLD_PREFIXES: [(&str, &str); 21] = [
    ("120", "70"),
    ("121", "79"),
    ("122", "77"),
    ("126", "76"),
    ("128", "78"),
    ("123", "83"),
    ("124", "84"),
    ("125", "85"),
    ("127", "81"),
    ("129", "82"),
    ("162", "32"),
    ("163", "33"),
    ("164", "34"),
    ("165", "35"),
    ("166", "36"),
    ("167", "37"),
    ("168", "38"),
    ("169", "39"),
    ("186", "56"),
    ("188", "58"),
    ("199", "59"),
];

impl Phone {
    /// Reads `0912 345 678`, `+84 912.345.678`, `84912345678`, an eleven-digit number of before 2018, or a foreign
    /// number with `+` and its country code.
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        let text = text.trim();
        let (international, rest) = match text.strip_prefix('+').or_else(|| text.strip_prefix("00")) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let kept: String = rest
            .chars()
            .filter(|c| !" .-()\u{a0}".contains(*c))
            .take(32)
            .collect();
        if kept.is_empty() || !kept.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(IdentityError::PhoneCharacter);
        }
        if international && !kept.starts_with("84") {
            let fits = (7..=15).contains(&kept.len()) && !kept.starts_with('0');
            return if fits {
                Ok(Self(format!("+{kept}")))
            } else {
                Err(IdentityError::PhoneLength)
            };
        }
        let national = match kept.strip_prefix("84") {
            // Nine digits that begin with 84 are a number whose zero in front was lost.
            Some(rest) if international || kept.len() > 10 => rest.strip_prefix('0').unwrap_or(rest),
            _ => kept.strip_prefix('0').unwrap_or(&kept),
        };
        Self::national(national).map(|number| Self(format!("+84{number}")))
    }

    /// Reads a number without the zero in front.
    fn national(number: &str) -> Result<String, IdentityError> {
        let number = match OLD_PREFIXES
            .iter()
            .find(|(old, _)| number.len() == 10 && number.starts_with(old))
        {
            Some((old, new)) => format!("{new}{}", &number[old.len()..]),
            None => number.to_owned(),
        };
        match number.len() {
            9 if number.starts_with(['3', '5', '7', '8', '9']) => Ok(number),
            9 => Err(IdentityError::PhonePrefix),
            _ => Err(IdentityError::PhoneLength),
        }
    }

    /// International form, `+84912345678`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people in Vietnam write it, `0912 345 678`; a foreign number stays in international form.
    #[must_use]
    pub fn shown(&self) -> String {
        match self.0.strip_prefix("+84") {
            Some(rest) if rest.len() == 9 => format!("0{} {} {}", &rest[..3], &rest[3..6], &rest[6..]),
            _ => self.0.clone(),
        }
    }
}

personal_text!(Phone);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_one_number() {
        for text in [
            "0912345678",
            "0912 345 678",
            "+84 912.345.678",
            "84912345678",
            "0084912345678",
            "912345678",
            "+84(0)912345678",
        ] {
            assert_eq!(Phone::parse(text).unwrap().as_str(), "+84912345678", "{text}");
        }
        assert_eq!(Phone::parse("0841234567").unwrap().as_str(), "+84841234567");
        assert_eq!(Phone::parse("0912345678").unwrap().shown(), "0912 345 678");
    }

    #[test]
    fn old_eleven_digit_numbers_convert() {
        for (old, new) in [
            ("01621234567", "+84321234567"),
            ("01231234567", "+84831234567"),
            ("+841201234567", "+84701234567"),
        ] {
            assert_eq!(Phone::parse(old).unwrap().as_str(), new);
        }
    }

    #[test]
    fn foreign_numbers_need_their_country_code() {
        assert_eq!(
            Phone::parse("+82 10-1234-5678").unwrap().as_str(),
            "+821012345678"
        );
        assert_eq!(Phone::parse("+82 10-1234-5678").unwrap().shown(), "+821012345678");
        assert_eq!(Phone::parse("+0123456789"), Err(IdentityError::PhoneLength));
    }

    #[test]
    fn what_is_no_mobile_number_is_refused() {
        assert_eq!(Phone::parse("0212345678"), Err(IdentityError::PhonePrefix));
        assert_eq!(Phone::parse("091234567"), Err(IdentityError::PhoneLength));
        assert_eq!(Phone::parse("01111234567"), Err(IdentityError::PhoneLength));
        assert_eq!(Phone::parse("none"), Err(IdentityError::PhoneCharacter));
        assert_eq!(Phone::parse(""), Err(IdentityError::PhoneCharacter));
    }
}
