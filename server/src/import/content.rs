//! What a row says, in one text: the same row is the same command, whatever file it stands in and after every crash.

use std::fmt::Write as _;

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::identity::IdNumber;
use uuid::Uuid;

use super::row::Row;

/// Stands between the values of a row's content.
const SEPARATOR: char = '\u{1f}';
/// Namespace of the command ids of rows.
const ROWS: Uuid = Uuid::from_u128(0x3f0c_9d52_7a41_5e0b_9b5e_1d8c_60a7_4b19);

impl Row {
    /// What identifies the content of the row, whatever file it stands in: its values, parted by unit separators.
    pub fn content(&self) -> Vec<u8> {
        let mut out = String::with_capacity(192);
        let term = self.term.map(|(start, end)| format!("{start}/{end}"));
        let values: [&dyn std::fmt::Display; 12] = [
            &self.id.as_ref().map_or("", IdNumber::as_str),
            &self.name.as_str(),
            &self.birth,
            &self.sex,
            &self.commune,
            &self.on,
            &self.market,
            &self.form.as_str(),
            &self.enterprise.as_ref().map_or("", Code::as_str),
            &self.sector.as_ref().map_or("", Code::as_str),
            &term.as_deref().unwrap_or_default(),
            &self.contract.as_deref().unwrap_or_default(),
        ];
        for (place, value) in values.iter().enumerate() {
            if place > 0 {
                out.push(SEPARATOR);
            }
            // Writing to a text does not fail.
            let _ = write!(out, "{value}");
        }
        out.into_bytes()
    }

    /// The command that records the row.
    pub fn command(&self) -> Uuid {
        command_of(&self.content())
    }
}

/// The command that records a row of this content.
pub fn command_of(content: &[u8]) -> Uuid {
    Uuid::new_v5(&ROWS, content)
}
