//! The commands of the workspace: `cargo xtask run | test | bench | soak | size | help`.
//!
//! Each command sets up what it needs and is missing (the Wasm target, Trunk, wasm-bindgen, wasm-opt, Chromium, Playwright),
//! keeps tools in a cache outside the clone, says what it is doing, and ends every failure with its remedy.

mod args;
mod bench;
mod browser;
mod command;
mod help;
mod interface;
mod node;
mod precompress;
mod run;
mod server;
mod size;
mod soak;
mod steps;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use args::Args;
use workspace::Workspace;

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_else(|| "help".into());
    let args = Args::parse(words)?;
    if args.wants_help() {
        return help::print();
    }
    match command.as_str() {
        "run" => run::run(&Workspace::find()?, args),
        "test" => test::test(&Workspace::find()?, args),
        "soak" => soak::soak(&Workspace::find()?, args),
        "bench" => bench::bench(&Workspace::find()?, args),
        "size" => size::size(&Workspace::find()?, args),
        "help" | "--help" | "-h" => help::print(),
        other => {
            help::print()?;
            bail!("there is no command `{other}`\n  remedy: use one of the commands above")
        }
    }
}
