//! The registry server: the application service, HTTP, import, demo and the command line around the pure crates.

pub mod accounts;
pub mod admin;
pub mod app;
pub mod cli;
pub mod demo;
pub mod http;
pub mod import;
pub mod present;
pub mod settings;
