//! Dated data the registry has adopted: units, holidays, rules, names of codes. Each is named by the hash of its bytes,
//! kept beside the log, and replaced by a later adoption, never edited.

use std::path::Path;

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::registry::PackKind;
use hanhtrinh_views::{PackTexts, Packs};

const UNITS_BEFORE: &str = include_str!("../../../data/admin-units/units-until-2025-06-30.csv");
const UNITS_AFTER: &str = include_str!("../../../data/admin-units/units-from-2025-07-01.csv");
const SUCCESSIONS: &str = include_str!("../../../data/admin-units/successions-2025-07-01.csv");
const HOLIDAYS: &str = include_str!("../../../data/holidays/public-holidays-2018-2027.csv");
const RULES: &str = include_str!("../../../data/rules/vn-1.json");
const MARKETS: &str = include_str!("../../../data/catalogue/markets.json");
const SECTORS: &str = include_str!("../../../data/catalogue/sectors.json");
const FORMS: &str = include_str!("../../../data/catalogue/legal_forms.json");

/// Separates the files of a pack that has several.
const BREAK: char = '\u{c}';

/// Why packs cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The log names a pack whose bytes are not here.
    #[error("the pack {hash} of {kind:?} is not in the data folder; restore the `packs` folder")]
    Missing {
        /// What it holds.
        kind: PackKind,
        /// Its hash.
        hash: Code,
    },
    /// The bytes are not those of the hash.
    #[error("the pack {hash} of {kind:?} was changed; restore the `packs` folder")]
    Changed {
        /// What it holds.
        kind: PackKind,
        /// Its hash.
        hash: Code,
    },
    /// A pack has too few parts.
    #[error("the pack of {0:?} lacks a part")]
    Parts(PackKind),
    /// The content cannot be read.
    #[error(transparent)]
    Content(#[from] hanhtrinh_views::PackError),
    /// The folder cannot be read or written.
    #[error("the packs folder cannot be used")]
    Io(#[from] std::io::Error),
}

/// The bytes of the packs this build brings, by kind.
pub fn shipped() -> Vec<(PackKind, String)> {
    vec![
        (
            PackKind::Units,
            [UNITS_BEFORE, UNITS_AFTER, SUCCESSIONS].join(&BREAK.to_string()),
        ),
        (PackKind::Holidays, HOLIDAYS.to_owned()),
        (PackKind::Rules, RULES.to_owned()),
        (
            PackKind::Catalogue,
            [MARKETS, SECTORS, FORMS].join(&BREAK.to_string()),
        ),
    ]
}

/// The name of a pack.
pub fn hash(bytes: &str) -> Code {
    hanhtrinh_views::digest(bytes)
}

/// Writes a pack into the data folder.
pub fn keep(dir: &Path, bytes: &str) -> Result<Code, PackError> {
    let folder = dir.join("packs");
    std::fs::create_dir_all(&folder)?;
    let name = hash(bytes);
    let path = folder.join(name.as_str());
    let temporary = folder.join(format!("{}.new", name.as_str()));
    std::fs::write(&temporary, bytes)?;
    std::fs::File::open(&temporary)?.sync_all()?;
    std::fs::rename(temporary, path)?;
    std::fs::File::open(&folder)?.sync_all()?;
    Ok(name)
}

/// Loads the packs that the log says are adopted: from the data folder, or from this build where the hash is the same.
pub fn load(dir: &Path, adopted: &[(PackKind, Code)]) -> Result<Packs, PackError> {
    let shipped = shipped();
    let bytes = |kind: PackKind| -> Result<String, PackError> {
        let missing = |hash: Code| PackError::Missing { kind, hash };
        let none = || missing(hash(""));
        let (_, name) = adopted.iter().rev().find(|(k, _)| *k == kind).ok_or_else(none)?;
        match std::fs::read_to_string(dir.join("packs").join(name.as_str())) {
            Ok(text) if hash(&text) == *name => Ok(text),
            Ok(_) => Err(PackError::Changed { kind, hash: *name }),
            Err(_) => shipped
                .iter()
                .find(|(k, text)| *k == kind && hash(text) == *name)
                .map(|(_, text)| text.clone())
                .ok_or_else(|| missing(*name)),
        }
    };
    let part = |kind: PackKind, text: &str, index: usize| {
        text.split(BREAK)
            .nth(index)
            .map(str::to_owned)
            .ok_or(PackError::Parts(kind))
    };
    let units = bytes(PackKind::Units)?;
    let names = bytes(PackKind::Catalogue)?;
    let texts = PackTexts {
        rules: &bytes(PackKind::Rules)?,
        units_before: &part(PackKind::Units, &units, 0)?,
        units_after: &part(PackKind::Units, &units, 1)?,
        successions: &part(PackKind::Units, &units, 2)?,
        holidays: &bytes(PackKind::Holidays)?,
        markets: &part(PackKind::Catalogue, &names, 0)?,
        sectors: &part(PackKind::Catalogue, &names, 1)?,
        legal_forms: &part(PackKind::Catalogue, &names, 2)?,
    };
    Ok(Packs::read(&texts, adopted.to_vec())?)
}
