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
mod continues;
mod create;
mod damage;
mod export;
mod frame;
mod import;
mod journal;
mod key_check;
mod key_epoch;
mod key_files;
mod key_handover;
mod key_proof;
mod key_record;
mod keys;
mod lookup;
mod opener;
mod options;
mod own;
mod person_keys;
mod proofs;
mod queues;
mod random;
mod rebuild;
mod recover;
mod restore;
mod scan;
mod segment;
mod shared;
mod sled_log;
mod slim;
mod store;
mod sweep;
mod tail;
mod tiles;
mod verify;
mod writer;

pub use backup::{BackedUp, Forgotten, MANIFEST, Manifest, backup};
pub use bundle::export_bundle;
pub use continues::is_code;
pub use export::{CommandLine, ExportError, ExportTo, Exported, export_log};
pub use import::{ImportError, ImportFrom, import_log, promote};
pub use key_check::{KeysFound, check_keys};
pub use keys::KeyError;
pub use opener::Opener;
pub use options::{Clock, Loss, NewLog, OpenError, Options, Progress};
pub use rebuild::rebuild;
pub use restore::{BackupFound, restore, verify_backup};
pub use scan::JournalError;
pub use sled_log::{SledLog, hold};
pub use store::StoreError;
pub use sweep::{Beside, Span};
pub use verify::{FirstBad, Verified, VerifyError, verify_bundle, verify_export, verify_folder};
pub use writer::Answer;
