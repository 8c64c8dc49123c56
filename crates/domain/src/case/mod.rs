//! The placement case: one stream per migration episode, from opening to closing. The life cycle is the one of the
//! design's six phases; states are derived and never stored.

pub mod actions;
pub mod clock;
pub mod codes;
pub mod decide;
mod event;
mod facts;
pub mod lifecycle;
mod procedure;
mod readiness;
pub mod record;
pub mod state;
mod step;
mod wage;

pub use codes::*;
pub use event::*;
pub use facts::{Contract, Departure, DirectProcedure, Outcome, Return};
pub use lifecycle::{Around, Lifecycle, lifecycle};
pub use state::{Flag, Milestone, Phase, State};
pub use wage::Wage;

#[cfg(test)]
mod tests;
