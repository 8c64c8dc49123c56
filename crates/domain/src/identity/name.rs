//! Names of people, kept as one string in Vietnamese order: family, middle, given.

use super::{IdentityError, personal_text};
use crate::text;
use unicode_normalization::char::is_combining_mark;

/// A person's name: NFC, 2 to 100 characters; letters, single spaces, apostrophe, hyphen and dot.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName(String);

impl PersonName {
    /// Most characters a name can have.
    pub const MAX: usize = 100;

    /// Reads a name; spaces are collapsed and letter case is kept. Curly apostrophes become straight ones.
    pub fn parse(input: &str) -> Result<Self, IdentityError> {
        // A longer text is refused before it is worked on.
        if input.len() > Self::MAX * 16 {
            return Err(IdentityError::NameLength);
        }
        let composed = text::nfc(input)
            .replace(['\u{2019}', '\u{2bc}'], "'")
            .replace('\u{d0}', "\u{110}");
        let name = composed.split_whitespace().collect::<Vec<_>>().join(" ");
        if !(2..=Self::MAX).contains(&name.chars().count()) {
            return Err(IdentityError::NameLength);
        }
        if name.chars().any(char::is_numeric) {
            return Err(IdentityError::NameDigit);
        }
        // Some names of the Central Highlands have marks that no composed letter covers; they may follow a letter.
        let allowed = |c: char| c.is_alphabetic() || " '-.".contains(c) || is_combining_mark(c);
        if !name.chars().all(allowed) || !name.starts_with(char::is_alphabetic) {
            return Err(IdentityError::NameCharacter);
        }
        Ok(Self(name))
    }

    /// The whole name in Vietnamese order.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The family name, which stands first.
    #[must_use]
    pub fn family(&self) -> &str {
        self.0.split(' ').next().unwrap_or_default()
    }

    /// The given name, which stands last; a name of one word is given and family name at once.
    #[must_use]
    pub fn given(&self) -> &str {
        self.0.rsplit(' ').next().unwrap_or_default()
    }

    /// Key for sorting lists: by given name, then family name.
    #[must_use]
    pub fn sort_key(&self) -> String {
        text::person_sort_key(&self.0)
    }
}

personal_text!(PersonName);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_composed_and_collapsed() {
        let name = PersonName::parse("  Nguye\u{302}\u{303}n   Thi\u{323}  Hoa\u{300} ").unwrap();
        assert_eq!(name.as_str(), "Nguyễn Thị Hoà");
        assert_eq!((name.family(), name.given()), ("Nguyễn", "Hoà"));
        for text in [
            "H'Hen Niê",
            "H’Hen Niê",
            "Y Bhĭm",
            "Ngân Văn X.",
            "Lê-Na",
            "ÐẶNG VĂN AN",
        ] {
            assert!(PersonName::parse(text).is_ok(), "{text}");
        }
        assert_eq!(PersonName::parse("Ðặng An").unwrap().as_str(), "Đặng An");
    }

    #[test]
    fn what_is_no_name_is_refused() {
        assert_eq!(PersonName::parse("A"), Err(IdentityError::NameLength));
        assert_eq!(
            PersonName::parse(&"an ".repeat(900)),
            Err(IdentityError::NameLength)
        );
        assert_eq!(PersonName::parse("Nguyễn Văn 2"), Err(IdentityError::NameDigit));
        for text in ["An <b>", "An, Bình", "An;DROP", "=cmd", "- An", "\u{301}An"] {
            assert_eq!(
                PersonName::parse(text),
                Err(IdentityError::NameCharacter),
                "{text}"
            );
        }
    }
}
