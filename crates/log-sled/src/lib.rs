//! The embedded event log: a synced journal in front of sled.
//!
//! Invariants: a command is answered only after its journal group was synced; sled and everything in memory can be made again
//! from the journal alone; blocks in sled never change; the keys lie in a folder of their own; one process per folder.

mod backup;
mod blocks;
mod bulk;
mod bundle;
mod check;
mod compare;
mod create;
mod damage;
mod export;
mod frame;
mod import;
mod journal;
mod keys;
mod options;
mod person_keys;
mod proofs;
mod random;
mod recover;
mod scan;
mod segment;
mod shared;
mod sled_log;
mod store;
mod tiles;
mod verify;
mod writer;

pub use backup::{BackedUp, backup};
pub use bundle::export_bundle;
pub use export::{CommandLine, ExportError, ExportTo, Exported, export_log};
pub use import::{ImportError, ImportFrom, import_log, promote};
pub use keys::KeyError;
pub use options::{Clock, NewLog, OpenError, Options, Progress};
pub use scan::JournalError;
pub use sled_log::SledLog;
pub use store::StoreError;
pub use verify::{FirstBad, Verified, VerifyError, verify_bundle, verify_export, verify_folder};
pub use writer::Answer;
