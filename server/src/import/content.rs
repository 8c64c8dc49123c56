//! What a row says, in one text: the same row is the same command, whatever file it stands in and after every crash.

use std::fmt::Write as _;

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::identity::IdNumber;
use uuid::Uuid;

use super::row::Row;

/// Stands between the values of a row's content.
const SEPARATOR: char = '\u{1f}';
/// Namespace of the ids of rows.
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

    /// Tells rows of a file apart. It stays in memory: what stands in the log is keyed.
    pub fn command(&self) -> Uuid {
        Uuid::new_v5(&ROWS, &self.content())
    }
}

/// The command that records a row of this fingerprint.
///
/// The id stands in the leaf for good: an unkeyed hash of the row there would let anybody try out names and numbers, also of
/// those who are forgotten. The secret of the fingerprint is destroyed with its key epoch.
pub fn command_of(fingerprint: &[u8; 32]) -> Uuid {
    let mut id = [0; 16];
    id.copy_from_slice(&fingerprint[..16]);
    uuid::Builder::from_custom_bytes(id).into_uuid()
}
