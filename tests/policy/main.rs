//! Rules of the house that a machine can check: who knows whom, what the browser loads, how long a file may be.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, in its helpers as well"
)]

mod arrows;
mod interface;
mod length;
