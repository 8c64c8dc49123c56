//! `hanhtrinh rebuild`: folds the views from the first record on, compares them with those of the snapshot, and keeps the
//! new ones. A running server does the same behind at each start.

use std::time::Instant;

use clap::Args;
use serde_json::json;

use super::{Data, open, print_json};

/// What to rebuild.
#[derive(Debug, Args)]
pub struct Rebuild {
    #[command(flatten)]
    data: Data,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Rebuilds; says whether the snapshot was right.
pub fn run(args: &Rebuild) -> anyhow::Result<()> {
    let registry = open::serving(&args.data.data)?;
    let size = registry.views().size();
    let began = Instant::now();
    let equal = registry.rebuild()?;
    let seconds = began.elapsed().as_secs_f64();
    registry.close()?;
    if args.json {
        return print_json(&json!({"size": size, "seconds": seconds, "equal": equal}));
    }
    println!("{size} records folded in {seconds:.1} s");
    if equal {
        println!("The views equal those that were kept.");
    } else {
        println!("The views that were kept differed; they have been replaced.");
    }
    Ok(())
}
