//! One client that waits for each answer before it sends the next command.

use std::time::{Duration, Instant};

use anyhow::Result;
use hanhtrinh_log::Log;

use super::Bench;
use crate::leaves::{Item, command, items, mean_bytes};
use crate::line::{Line, Target};
use crate::peers;

/// Measures it.
pub fn run(bench: &mut Bench) -> Result<()> {
    let (count, patience) = if bench.args.quick {
        (800, Duration::from_millis(800))
    } else {
        (8_000, Duration::from_secs(3))
    };
    let count = count.min(bench.args.events);
    let mut ours = Vec::new();
    let mut theirs = peers::ALL.map(|_| Vec::new());
    let mut bytes = (0.0, 0.0);
    for _ in 0..bench.args.runs() {
        let log = bench.log("ours")?;
        let seed = bench.args.seed;
        let commits: Vec<_> = (0..count).map(|number| command(&log, seed, number)).collect();
        let seconds = bench.runtime.block_on(async {
            let start = Instant::now();
            for commit in commits {
                log.append(commit).await?;
            }
            anyhow::Ok(start.elapsed().as_secs_f64())
        })?;
        ours.push(count as f64 / seconds);
        let items = items(&log, count)?;
        bytes = mean_bytes(&items);
        drop(log);
        for (kind, rates) in peers::ALL.iter().zip(&mut theirs) {
            rates.push(bench.with_peer(|folder| {
                let mut peer = (kind.make)(folder)?;
                one_by_one(&mut *peer, &items, patience)
            })?);
        }
    }
    let [sqlite, redb, umadb, raw] = &theirs;
    let line = Line::new("one-client", "commands/s", ours, count)
        .against(peers::SQLITE.name, sqlite, Target::AtLeast(0.95))
        .peer(peers::REDB.name, redb)
        .peer(peers::UMADB.name, umadb)
        .peer(peers::RAW.name, raw)
        .note("leaf_bytes", bytes.0.round())
        .note("sealed_bytes", bytes.1.round());
    bench.print(&line);
    bench.remove("ours")
}

/// Transactions of one event a second, until all are stored or the time is up.
fn one_by_one(peer: &mut dyn peers::Peer, items: &[Item], patience: Duration) -> Result<f64> {
    let start = Instant::now();
    let mut done = 0;
    for item in items {
        peer.append(std::slice::from_ref(item))?;
        done += 1;
        if start.elapsed() > patience {
            break;
        }
    }
    Ok(f64::from(done) / start.elapsed().as_secs_f64())
}
