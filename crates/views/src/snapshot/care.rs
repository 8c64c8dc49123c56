//! The streams beside the placement in a snapshot: each with the workers it names, and what is counted of them.

use super::body::{Out, count, list, stream, value};
use crate::care::CareRow;
use crate::pack::{PackError, Reader};
use crate::views::Views;

impl Views {
    pub(super) fn write_care(&self, out: &mut Out) {
        out.count(self.care.streams.len());
        for row in &self.care.streams {
            out.value(&(row.kind, row.id, row.first));
            out.list(row.workers.iter());
            out.bytes(row.events.as_bytes());
        }
        for rows in &self.care.tallies {
            out.list(rows.iter());
        }
    }

    /// Comes after workers and cases: rows name them by number.
    pub(super) fn read_care(&mut self, input: &mut Reader<'_>) -> Result<(), PackError> {
        for _ in 0..count(input)? {
            let (kind, id, first) = value(input)?;
            let workers = list(input)?;
            self.care
                .add(CareRow::new(kind, id, first, workers, stream(input)?));
        }
        for rows in &mut self.care.tallies {
            *rows = list(input)?;
        }
        self.index_care();
        Ok(())
    }
}
