//! A compact form of facts and private parts in memory and in snapshots. Events of a stream lie in one run of bytes and
//! are read when somebody asks: most streams are never looked at between two restarts.
//!
//! The form is not self-describing and is no archive: a snapshot names the build that wrote it, and only that build
//! reads it. The archive is the log.

mod date;
mod parts;
mod read;
mod stream;
mod table;
mod text;
mod write;

pub(crate) use date::{Day, When};
pub(crate) use parts::{Parts, pack};
pub(crate) use read::{Reader, take};
pub(crate) use stream::Stream;
pub(crate) use table::{NONE, Table};
pub(crate) use write::{put, varint};

/// Why bytes cannot be packed or read. It says nothing of the content, which may be personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bytes are not what was packed")]
pub(crate) struct PackError;

impl serde::ser::Error for PackError {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}

impl serde::de::Error for PackError {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}
