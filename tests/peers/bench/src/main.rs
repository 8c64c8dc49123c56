//! Measures the event log beside its peers and prints one line of JSON per row on standard output.
//!
//! `cargo xtask bench` builds and starts it; what each row does and which target it has is in [`rows`]. Every peer gets the
//! bytes that our own log wrote, does one durable transaction where ours does one, and keeps an index by stream.

mod args;
mod client;
mod disk;
mod leaves;
mod line;
mod load;
mod peers;
mod province;
mod rows;
mod server;

use std::process::ExitCode;

use anyhow::Result;

use args::Args;

/// The same as the server's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let args = Args::parse(std::env::args().skip(1))?;
    let disk = disk::check(&args.dir)?;
    let mut bench = rows::Bench::new(args, disk)?;
    for row in rows::ALL {
        if bench.is_wanted(row) {
            eprintln!("==> {}: {}", row.name, row.title);
            (row.run)(&mut bench)?;
        }
    }
    bench.finish()
}
