//! Finding units by code or by name.

use jiff::civil::Date;

use super::{Place, UnitError, Units};
use crate::date::PartialDate;
use crate::text::{fold, fold_keep_accents};
use crate::unit::{EDITION_2024, EDITION_2025, UnitCode, UnitRef};

/// Kinds of units, folded, as written in full and as shortened in lists. Short forms stand last, so that `tp. ` is not
/// read as `t.`.
const KINDS: [(&str, &str); 22] = [
    ("thanh pho", "thanh pho"),
    ("thi tran", "thi tran"),
    ("dac khu", "dac khu"),
    ("thi xa", "thi xa"),
    ("phuong", "phuong"),
    ("huyen", "huyen"),
    ("tinh", "tinh"),
    ("quan", "quan"),
    ("xa", "xa"),
    ("tp.", "thanh pho"),
    ("tp", "thanh pho"),
    ("tt.", "thi tran"),
    ("tt", "thi tran"),
    ("tx.", "thi xa"),
    ("tx", "thi xa"),
    ("dk.", "dac khu"),
    ("p.", "phuong"),
    ("h.", "huyen"),
    ("q.", "quan"),
    ("t.", "tinh"),
    ("x.", "xa"),
    ("x", "xa"),
];

impl Units {
    /// Reads what people write for a unit: `38` (bearer of the code today), `17@2025-06-30` (bearer on that day) or
    /// `16249@2024` (edition).
    pub fn query(&self, text: &str, today: Date) -> Result<UnitRef, UnitError> {
        let text = text.trim();
        let (code, when) = match text.split_once('@') {
            Some((code, when)) => (code, Some(when)),
            None => (text, None),
        };
        let code = UnitCode::parse(code)?;
        let edition = match when.map(PartialDate::parse) {
            None => self.edition_on(today),
            Some(Ok(PartialDate::Day(day))) => self.edition_on(day),
            Some(Ok(PartialDate::Year(2024))) => EDITION_2024,
            Some(Ok(PartialDate::Year(2025))) => EDITION_2025,
            Some(Ok(PartialDate::Year(_))) => return Err(crate::unit::UnitCodeError::Edition.into()),
            Some(Ok(PartialDate::Month { .. }) | Err(_)) => return Err(UnitError::Form),
        };
        let unit = UnitRef { code, edition };
        if self.get(unit).is_some() {
            return Ok(unit);
        }
        let others = self.editions.iter().rev().map(|(other, _)| unit.at(*other));
        match others.into_iter().find(|other| self.get(*other).is_some()) {
            Some(other) => Err(UnitError::OtherEdition(other)),
            None => Err(UnitError::Unknown(unit)),
        }
    }

    /// Units of an edition with that name, provinces first, then by code. Accents may be left out, and so may the kind (`xã`, `phường`, `tp.`);
    /// what is given of either narrows the answer. `province` may be of the other edition.
    #[must_use]
    pub fn find_by_name(&self, text: &str, province: Option<UnitRef>, edition: u16) -> Vec<UnitRef> {
        if text.len() > 400 {
            return Vec::new();
        }
        let plain = fold(text);
        let mut found = self.named(&plain, edition);
        if found.is_empty()
            && let Some((kind, name)) = split_kind(&plain)
        {
            found = self.named(name, edition);
            let of_kind: Vec<UnitRef> = found
                .iter()
                .copied()
                .filter(|unit| self.is_of_kind(*unit, kind))
                .collect();
            // A list may still say "xã" of what has become a ward: the kind narrows, it does not exclude.
            if !of_kind.is_empty() {
                found = of_kind;
            }
        }
        let accented = fold_keep_accents(text);
        if accented != plain {
            let same: Vec<UnitRef> = found
                .iter()
                .copied()
                .filter(|unit| self.ends_with_name(&accented, *unit))
                .collect();
            if !same.is_empty() {
                found = same;
            }
        }
        if let Some(province) = province {
            found.retain(|unit| self.place(*unit, province) == Place::Inside);
        }
        found
    }

    fn named(&self, plain: &str, edition: u16) -> Vec<UnitRef> {
        let mut found = self
            .names
            .get(&(edition, plain.to_owned()))
            .cloned()
            .unwrap_or_default();
        found.sort_by_key(|unit| (unit.level(), *unit));
        found
    }

    fn is_of_kind(&self, unit: UnitRef, kind: &str) -> bool {
        self.get(unit).is_some_and(|unit| {
            // The two columns disagree for a few units; either counts.
            let name = fold(&unit.name);
            fold(&unit.kind) == kind || split_kind(&name).is_some_and(|(named, _)| named == kind)
        })
    }

    fn ends_with_name(&self, accented: &str, unit: UnitRef) -> bool {
        self.get(unit)
            .is_some_and(|unit| accented.ends_with(&fold_keep_accents(unit.bare_name())))
    }
}

/// Takes a kind off the front of a folded name.
fn split_kind(plain: &str) -> Option<(&'static str, &str)> {
    KINDS.iter().find_map(|(spelling, kind)| {
        let rest = plain.strip_prefix(spelling)?;
        let ends = rest.starts_with(' ') || spelling.ends_with('.');
        (ends && !rest.trim().is_empty()).then_some((*kind, rest.trim_start()))
    })
}

/// The official name without its kind; names always begin with one.
pub(super) fn without_kind(name: &str) -> &str {
    let plain = fold(name);
    let Some((kind, _)) = split_kind(&plain) else {
        return name;
    };
    let words = kind.split(' ').count();
    let mut rest = name;
    for _ in 0..words {
        rest = rest.trim_start().split_once(' ').map_or(rest, |(_, after)| after);
    }
    rest.trim_start()
}
