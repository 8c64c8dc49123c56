//! What an auditor reads: the leaves as they are, without names, for the names are not in them.

use hanhtrinh_log::{Log, ReadError};

use super::{Auditing, Registry};

impl Registry {
    /// Up to `limit` leaves from a position on, one per line, byte for byte as they are hashed.
    pub fn leaves(&self, _right: &Auditing, from: u64, limit: usize) -> Result<Vec<u8>, ReadError> {
        let mut lines = Vec::new();
        for entry in self.log().read(from, limit)? {
            lines.extend_from_slice(&entry.line);
            lines.push(b'\n');
        }
        Ok(lines)
    }
}
