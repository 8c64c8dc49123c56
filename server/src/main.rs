//! The program `hanhtrinh`: serves a registry of overseas workers, and works on it from the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    hanhtrinh_server::cli::run()
}
