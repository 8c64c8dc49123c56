//! `hanhtrinh demo`: a province invented, checked, sealed and recorded, from an empty folder to a closed log.

use anyhow::Result;

use super::Bench;
use crate::line::{Line, Target};
use crate::province::Province;

/// Above this many events one run has to do.
const LARGE: u64 = 500_000;

/// Measures it, and leaves the last province to the rows that follow.
pub fn run(bench: &mut Bench) -> Result<()> {
    let events = bench.args.events;
    let runs = if events > LARGE { 1 } else { bench.args.runs() };
    let mut rates = Vec::new();
    for _ in 0..runs {
        let folder = bench.folder("province")?;
        let made = Province::make(&bench.args, &folder, events)?;
        rates.push(made.events as f64 / made.seconds);
        bench.keep(made);
    }
    let made = bench.province()?;
    let line = Line::new("demo", "events/s", rates, made.events)
        .target(Target::AtLeast(50_000.0))
        .note("people", made.people);
    bench.print(&line);
    Ok(())
}
