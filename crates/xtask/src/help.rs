//! `cargo xtask help`: what exists.

use anyhow::Result;

use crate::{size, steps};

/// Prints the commands and their options.
pub fn print() -> Result<()> {
    println!(
        "The commands of the workspace

  cargo xtask run [--data DIR] [--port N] [--fresh]
      Builds the interface and the server, loads the demo province into DIR (target/demo) unless DIR is there
      already, and serves it on 127.0.0.1:N (8080, or the next free port). --fresh loads the demo again.

  cargo xtask test [--only STEP,...] [--skip STEP,...]
      Runs every check and every test, in this order:"
    );
    for step in steps::ALL {
        println!("        {:<10} {}", step.name, step.title);
    }
    println!(
        "
  cargo xtask soak [--minutes N] [--seed S] [--only KIND] [--rounds N]
      Faults for N minutes (10): power cuts on a simulated disk (power), disks that refuse (trouble), disks that lie
      (flip), concurrent clients (history), the product making, backing up and restoring a registry (moving), the server
      on such a disk (server), and kills of the whole server. Every round that fails says how to repeat it; the end says
      how often each was judged, also as a line of JSON. HANHTRINH_BIN names a server built before.

  cargo xtask bench [--events N] [--quick] [--row NAME,...] [--dir DIR] [--seed N] [--server FILE]
      Measures the log and the server beside SQLite, redb, UmaDB and a plain file, and prints each row as one line of
      JSON: value, target, whether it is met, the peers, every run. N events (1,000,000; 40,000 when quick, which takes
      two minutes); rows: one-client, clients-64, http, import, demo, scan, rebuild, open, memory, disk, wasm-verify.
      DIR (target/bench) must lie on a disk. FILE is a server built before.

  cargo xtask size
      Builds the interface and prints the bytes of its Wasm and JavaScript: budget {} kB of Wasm in brotli, failure
      above {} kB.

  cargo xtask help
      This page.

Tools that are missing are installed once into $HANHTRINH_CACHE (default ~/.cache/hanhtrinh).
CHROMIUM names the browser for the browser tests.",
        size::BUDGET / 1000,
        size::LIMIT / 1000
    );
    Ok(())
}
