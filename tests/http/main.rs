//! The API in process: typed users of every role against a registry of their own.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod amendments;
mod authority;
mod care;
mod checkpoints;
mod commands;
mod dealings;
mod forgetting;
mod journey;
mod lists;
mod log;
mod openapi;
mod queries;
mod reader;
mod recruiters;
mod serving;
mod sessions;
mod starting;
mod support;
mod surroundings;
mod units;
mod versions;
