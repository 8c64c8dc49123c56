//! The contract of an event log: what the registry needs from storage and nothing about how it is stored.
//!
//! [`prepare`] and [`admit`] hold the rules that every implementation shares (limits, sealing, idempotency, conflicts,
//! reservations, numbering); [`Index`] is what they need to know about the past. [`MemoryLog`] keeps all in memory.

mod admit;
mod contract;
mod index;
mod memory;
#[cfg(any(test, feature = "suite"))]
pub mod suite;

pub use admit::{
    Admitted, MAX_COMMAND_BYTES, MAX_RECORDS, Prepared, Sealer, Verdict, admit, later, prepare, receipt_of,
};
pub use contract::*;
pub use index::{CommandRow, Index, command_key, reservation_key, stream_key};
pub use memory::MemoryLog;
