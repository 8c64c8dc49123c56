//! Reading the whole log in order and decoding every leaf.

use std::time::Instant;

use anyhow::{Result, ensure};
use hanhtrinh_log::Log;
use hanhtrinh_record::Leaf;

use super::Bench;
use crate::leaves::{items, mean_bytes};
use crate::line::{Line, Target};
use crate::peers;

/// Entries read at a time.
const PAGE: usize = 4096;
/// Most events given to the peers.
const PEERS: u64 = 200_000;

/// Measures it.
pub fn run(bench: &mut Bench) -> Result<()> {
    let province = bench.province()?;
    let log = province.open()?;
    let size = log.head().size;
    let mut ours = Vec::new();
    for _ in 0..bench.args.runs() {
        let start = Instant::now();
        let mut next = 0;
        while next < size {
            let page = log.read(next, PAGE)?;
            ensure!(!page.is_empty(), "the log ends before its head");
            for entry in &page {
                std::hint::black_box(entry.leaf()?);
            }
            next += page.len() as u64;
        }
        ours.push(size as f64 / start.elapsed().as_secs_f64());
    }
    let items = items(&log, PEERS)?;
    drop(log);
    let bytes = mean_bytes(&items);
    let mut line = Line::new("scan", "events/s", ours, size).target(Target::AtLeast(500_000.0));
    for kind in peers::ALL {
        let rates = bench.with_peer(|folder| {
            let mut peer = (kind.make)(folder)?;
            for group in items.chunks(PAGE) {
                peer.append(group)?;
            }
            let mut rates = Vec::new();
            for _ in 0..bench.args.runs() {
                let start = Instant::now();
                let (mut at, mut wrong) = (0, 0);
                peer.scan(&mut |stored| {
                    let leaf = items.get(at).and_then(|item| stored.get(..item.leaf));
                    match leaf.map(Leaf::decode) {
                        Some(Ok(leaf)) => drop(std::hint::black_box(leaf)),
                        _ => wrong += 1,
                    }
                    at += 1;
                })?;
                ensure!(
                    at == items.len() && wrong == 0,
                    "{} gave back something else",
                    kind.name
                );
                rates.push(at as f64 / start.elapsed().as_secs_f64());
            }
            Ok(rates)
        })?;
        line = line.peer(kind.name, &rates);
    }
    let line = line
        .note("leaf_bytes", bytes.0.round())
        .note("sealed_bytes", bytes.1.round());
    bench.print(&line);
    Ok(())
}
