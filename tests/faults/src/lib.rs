//! Faults on purpose, under the event log.
//!
//! * A process works on a log ([`work`]) with a shim between it and its disk, which records every change ([`tools`], [`trace`]).
//! * The trace is played onto a simulated disk ([`disk`]), which may lose its power after any line: what was not waited for is
//!   kept, dropped, reordered or torn by sectors ([`mod@file`]).
//! * What is left is opened and compared with what the process had told others ([`known`], [`judge`]).
//!
//! * Disks that refuse ([`trouble`]), disks that lie ([`flips`]), and what concurrent clients and subscribers saw ([`history`]).
//!
//! Every choice follows from a seed; a round that fails names it and keeps what it saw.

pub mod chance;
#[path = "../../system/client.rs"]
#[allow(
    dead_code,
    reason = "it is made for the system tests, and a part of it is used here"
)]
mod client;
pub mod commands;
pub mod disk;
pub mod file;
pub mod flips;
pub mod history;
pub mod judge;
pub mod known;
pub mod moving;
pub mod power;
pub mod product;
pub mod serving;
pub mod soak;
pub mod tools;
pub mod trace;
pub mod trouble;
pub mod work;
