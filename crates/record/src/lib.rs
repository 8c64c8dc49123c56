//! The record: the leaf of the event log as bytes, its sealed parts, and the Merkle tree over them. Pure: no clock, no
//! randomness, no I/O, so that the browser and any auditor check exactly what the server wrote.
//!
//! Invariant: the bytes hashed are the bytes stored. A [`Leaf`] is encoded once, when it is numbered, and only decoded after.

pub mod bundle;
pub mod checkpoint;
pub mod draft;
pub mod genesis;
pub mod leaf;
mod moment;
pub mod own;
pub mod proof;
pub mod seal;
pub mod tlog;
pub mod tree;
pub mod verify;
pub mod view;

pub use bundle::{BundleError, BundleVerifier};
pub use checkpoint::{Checkpoint, CheckpointError, Verifier};
pub use draft::{Draft, Plain};
pub use ed25519_dalek::{SigningKey, VerifyingKey};
pub use genesis::{Genesis, GenesisError};
pub use leaf::{AmendKind, Amends, Channel, External, Leaf, LeafError, SealedRef, Source, StreamId};
pub use own::{Author, OwnEvent, Signers};
pub use seal::{PersonKey, Place, SealError, seal, unseal};
pub use tlog::{TlogError, TlogProof};
pub use verify::{Flaw, LogVerifier, What};
pub use view::LeafView;
