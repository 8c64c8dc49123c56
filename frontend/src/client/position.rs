//! Reading one's own writes: the highest position known from receipts goes along with every read.

use std::cell::Cell;

thread_local! {
    static WANTED: Cell<u64> = const { Cell::new(0) };
}

/// Remembers that the log has at least this size.
pub fn saw(size: u64) {
    WANTED.with(|wanted| wanted.set(wanted.get().max(size)));
}

/// The size a read has to know, if anything was written here.
pub fn wanted() -> Option<u64> {
    Some(WANTED.with(Cell::get)).filter(|size| *size > 0)
}
