//! The dated data that folding and reports rest on: rules, units, holidays, lists of codes.

use hanhtrinh_domain::calendar::{Calendar, CalendarError};
use hanhtrinh_domain::catalogue::{Catalogue, CatalogueError};
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::registry::PackKind;
use hanhtrinh_domain::rules::{Rules, RulesError};
use hanhtrinh_domain::units::{Units, UnitsError};

/// The packs in use, with the hashes under which the log adopted them.
#[derive(Debug)]
pub struct Packs {
    /// Dated rules.
    pub rules: Rules,
    /// Units before and after the reorganisation of 1 July 2025.
    pub units: Units,
    /// Working days.
    pub calendar: Calendar,
    /// Lists of codes with their names.
    pub catalogue: Lists,
    /// First 24 hex digits of the SHA-256 of each pack's bytes.
    pub hashes: Vec<(PackKind, Code)>,
}

/// The lists of codes.
#[derive(Debug)]
pub struct Lists {
    /// Destination markets.
    pub markets: Catalogue,
    /// Sectors of work.
    pub sectors: Catalogue,
    /// Legal forms of working abroad.
    pub legal_forms: Catalogue,
}

/// The packs as texts, as they lie in files or in the binary.
#[derive(Debug, Clone, Copy)]
pub struct PackTexts<'a> {
    /// Rules, JSON.
    pub rules: &'a str,
    /// Units until 30 June 2025, CSV.
    pub units_before: &'a str,
    /// Units from 1 July 2025, CSV.
    pub units_after: &'a str,
    /// What became of each unit, CSV.
    pub successions: &'a str,
    /// Public holidays, CSV.
    pub holidays: &'a str,
    /// Markets, JSON.
    pub markets: &'a str,
    /// Sectors, JSON.
    pub sectors: &'a str,
    /// Legal forms, JSON.
    pub legal_forms: &'a str,
}

/// Why a pack cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The rules.
    #[error("the pack of rules cannot be read")]
    Rules(#[from] RulesError),
    /// The units.
    #[error("the pack of units cannot be read")]
    Units(#[from] UnitsError),
    /// The holidays.
    #[error("the pack of holidays cannot be read")]
    Calendar(#[from] CalendarError),
    /// A list of codes.
    #[error("a list of codes cannot be read")]
    Catalogue(#[from] CatalogueError),
}

impl Packs {
    /// Reads every pack. The hashes are the caller's: hashing is not done here.
    pub fn read(texts: &PackTexts<'_>, hashes: Vec<(PackKind, Code)>) -> Result<Self, PackError> {
        Ok(Self {
            rules: Rules::from_json(texts.rules)?,
            units: Units::from_csv(texts.units_before, texts.units_after, texts.successions)?,
            calendar: Calendar::from_csv(texts.holidays)?,
            catalogue: Lists {
                markets: Catalogue::from_json(texts.markets)?,
                sectors: Catalogue::from_json(texts.sectors)?,
                legal_forms: Catalogue::from_json(texts.legal_forms)?,
            },
            hashes,
        })
    }

    /// Name and hash of a pack, as reports print it: `units@1f0c…`. Empty when the pack was never adopted.
    #[must_use]
    pub fn label(&self, kind: PackKind) -> Option<String> {
        let (_, hash) = self.hashes.iter().find(|(of, _)| *of == kind)?;
        let name = match kind {
            PackKind::Units => "units",
            PackKind::Holidays => "holidays",
            PackKind::Rules => "rules",
            PackKind::Catalogue => "catalogue",
        };
        Some(format!("{name}@{hash}"))
    }
}
