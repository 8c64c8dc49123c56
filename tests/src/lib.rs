//! Whole-system tests: what they share.
//!
//! * [`server`] starts the built server on a free port with a folder of its own.
//! * [`workspace`] knows where the clone lies and what cargo says of it.

pub mod server;
pub mod workspace;
