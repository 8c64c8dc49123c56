//! Lists of codes with their names in Vietnamese and English: markets, sectors, legal forms. Lists from outside write
//! the same thing in many ways, so entries have aliases and are found without regard to accents and case.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::text::{fold, fold_keep_accents};

/// One list of codes.
#[derive(Clone, Debug)]
pub struct Catalogue {
    entries: Vec<Entry>,
    by_code: BTreeMap<Code, usize>,
    by_accented: BTreeMap<String, usize>,
    by_plain: BTreeMap<String, Option<usize>>,
}

/// One code with its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The code as stored in events.
    pub code: Code,
    /// Name in Vietnamese.
    pub vi: String,
    /// Name in English.
    pub en: String,
    /// Other spellings met in lists.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// Why a list cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// Not an array of entries.
    #[error("the catalogue cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// A code or a spelling stands for two entries.
    #[error("{0} stands for two entries of the catalogue")]
    Ambiguous(String),
    /// A name is empty.
    #[error("the entry {0} lacks a name")]
    Unnamed(Code),
}

impl Catalogue {
    /// Reads a list: an array of `{code, vi, en, aliases}`. Its order is kept for display.
    pub fn from_json(text: &str) -> Result<Self, CatalogueError> {
        let entries: Vec<Entry> = serde_json::from_str(text)?;
        let mut by_code = BTreeMap::new();
        let mut by_accented = BTreeMap::new();
        let mut by_plain: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            if by_code.insert(entry.code, index).is_some() {
                return Err(CatalogueError::Ambiguous(entry.code.to_string()));
            }
            let names = [entry.code.as_str(), &entry.vi, &entry.en];
            for name in names.into_iter().chain(entry.aliases.iter().map(String::as_str)) {
                let accented = key(&fold_keep_accents(name));
                if accented.is_empty() {
                    return Err(CatalogueError::Unnamed(entry.code));
                }
                if by_accented
                    .insert(accented, index)
                    .is_some_and(|before| before != index)
                {
                    return Err(CatalogueError::Ambiguous(name.to_owned()));
                }
                // Without accents two names may fall together (Hàn the country, Hàn the trade); then neither is found so.
                by_plain
                    .entry(key(&fold(name)))
                    .and_modify(|known| *known = known.filter(|before| *before == index))
                    .or_insert(Some(index));
            }
        }
        Ok(Self {
            entries,
            by_code,
            by_accented,
            by_plain,
        })
    }

    /// Every entry, in the order of the list.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of a code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Entry> {
        let code = Code::parse(code).ok()?;
        self.entries.get(*self.by_code.get(&code)?)
    }

    /// The entry a text names: its code, a name or an alias; accents, case, spaces and hyphens do not matter unless two
    /// entries differ only in them.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&Entry> {
        // Nothing longer than a name can match, and folding costs by length.
        if text.len() > 800 {
            return None;
        }
        let exact = self.by_accented.get(&key(&fold_keep_accents(text))).copied();
        let index = exact.or_else(|| self.by_plain.get(&key(&fold(text))).copied().flatten())?;
        self.entries.get(index)
    }
}

/// Hyphens and dots are spaces: `Ả-rập Xê-út` is `Ả Rập Xê Út`.
fn key(folded: &str) -> String {
    folded
        .split([' ', '-', '–', '.', '_'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Market;

    fn markets() -> Catalogue {
        Catalogue::from_json(include_str!("../../../data/catalogue/markets.json")).unwrap()
    }

    fn code<'a>(catalogue: &'a Catalogue, text: &str) -> Option<&'a str> {
        catalogue.find(text).map(|entry| entry.code.as_str())
    }

    #[test]
    fn markets_are_found_by_any_spelling() {
        let markets = markets();
        for (text, expected) in [
            ("Dai Loan", "TW"),
            ("Taiwan", "TW"),
            ("tw", "TW"),
            ("ĐÀI LOAN", "TW"),
            ("Đài  Loan (Trung Quốc)", "TW"),
            ("Nhật", "JP"),
            ("han quoc", "KR"),
            ("Ả-rập Xê-út", "SA"),
            ("a rap xe ut", "SA"),
            ("Hung-ga-ri", "HU"),
            ("CHLB Đức", "DE"),
            ("Liên bang Nga", "RU"),
        ] {
            assert_eq!(code(&markets, text), Some(expected), "{text}");
        }
        assert_eq!(code(&markets, "Atlantis"), None);
        assert_eq!(code(&markets, ""), None);
        assert_eq!(code(&markets, &"x".repeat(10_000)), None);
        assert_eq!(markets.get("JP").unwrap().vi, "Nhật Bản");
    }

    #[test]
    fn every_market_is_a_country_code() {
        for entry in markets().entries() {
            assert_eq!(
                Market::parse(entry.code.as_str()).unwrap().as_str(),
                entry.code.as_str()
            );
        }
    }

    #[test]
    fn sectors_and_legal_forms_are_complete() {
        let sectors = Catalogue::from_json(include_str!("../../../data/catalogue/sectors.json")).unwrap();
        assert_eq!(code(&sectors, "Hộ lý"), Some("caregiving"));
        assert_eq!(code(&sectors, "co khi"), Some("mechanics"));
        assert!(sectors.get("other").is_some());
        let forms = Catalogue::from_json(include_str!("../../../data/catalogue/legal_forms.json")).unwrap();
        for form in [
            "public_unit",
            "service_enterprise",
            "contractor",
            "investor",
            "skills_internship",
            "direct_contract",
        ] {
            assert!(forms.get(form).is_some(), "{form}");
        }
        assert_eq!(code(&forms, "Doanh nghiệp"), Some("service_enterprise"));
    }

    #[test]
    fn ambiguous_lists_are_refused() {
        let list = |names: &str| format!(r#"[{{"code":"a","vi":"x","en":"x"}},{{"code":"b",{names}}}]"#);
        assert!(matches!(
            Catalogue::from_json(&list(r#""vi":"X","en":"y""#)),
            Err(CatalogueError::Ambiguous(_))
        ));
        assert!(matches!(
            Catalogue::from_json(&list(r#""vi":" ","en":"y""#)),
            Err(CatalogueError::Unnamed(_))
        ));
        let twins = Catalogue::from_json(&list(r#""vi":"ẍ","en":"y""#)).unwrap();
        assert_eq!(twins.find("x").unwrap().code.as_str(), "a");
        assert_eq!(twins.find("ẍ").unwrap().code.as_str(), "b");
    }
}
