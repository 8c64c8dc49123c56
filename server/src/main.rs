//! The program `hanhtrinh`: serves a registry of overseas workers, and works on it from the command line.

use std::process::ExitCode;

/// Records are made in one thread and dropped in another, which this allocator is quick at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    hanhtrinh_server::cli::run()
}
