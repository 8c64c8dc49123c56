//! The API in process: typed users of every role against a registry of their own.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod authority;
mod commands;
mod journey;
mod lists;
mod openapi;
mod queries;
mod recruiters;
mod serving;
mod sessions;
mod starting;
mod support;
mod surroundings;
