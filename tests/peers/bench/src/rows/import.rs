//! Loading in bulk: every command sealed, hashed, journalled and put into sled.

use std::time::Instant;

use anyhow::{Result, ensure};

use super::Bench;
use crate::leaves::{Item, command, items, mean_bytes};
use crate::line::{Line, Target};
use crate::peers;
use hanhtrinh_log::Log;

/// Commands handed over at a time.
const HANDED: u64 = 20_000;
/// Events in one transaction of a peer: as many commands as our log syncs together at most.
const GROUP: usize = 4096;
/// Most events given to the peers in one run.
const PEERS: u64 = 200_000;

/// Measures it.
pub fn run(bench: &mut Bench) -> Result<()> {
    let count = bench.args.events;
    let mut ours = Vec::new();
    let mut theirs = peers::ALL.map(|_| Vec::new());
    let mut bytes = (0.0, 0.0);
    for _ in 0..bench.args.runs() {
        let log = bench.log("ours")?;
        let (mut next, mut seconds) = (0, 0.0);
        while next < count {
            let end = (next + HANDED).min(count);
            let commits: Vec<_> = (next..end)
                .map(|number| command(&log, bench.args.seed, number))
                .collect();
            let start = Instant::now();
            let answers = bench.runtime.block_on(log.append_many(commits));
            seconds += start.elapsed().as_secs_f64();
            for answer in answers {
                answer?;
            }
            next = end;
        }
        ours.push(count as f64 / seconds);
        ensure!(
            log.head().size == count + 1,
            "not every event of the import is there"
        );
        let items = items(&log, PEERS)?;
        bytes = mean_bytes(&items);
        drop(log);
        for (kind, rates) in peers::ALL.iter().zip(&mut theirs) {
            rates.push(bench.with_peer(|folder| {
                let mut peer = (kind.make)(folder)?;
                in_groups(&mut *peer, &items)
            })?);
        }
    }
    let mut line = Line::new("import", "events/s", ours, count).target(Target::AtLeast(50_000.0));
    for (kind, rates) in peers::ALL.iter().zip(&theirs) {
        line = line.peer(kind.name, rates);
    }
    let line = line
        .note("leaf_bytes", bytes.0.round())
        .note("sealed_bytes", bytes.1.round());
    bench.print(&line);
    bench.remove("ours")
}

fn in_groups(peer: &mut dyn peers::Peer, items: &[Item]) -> Result<f64> {
    let start = Instant::now();
    for group in items.chunks(GROUP) {
        peer.append(group)?;
    }
    Ok(items.len() as f64 / start.elapsed().as_secs_f64())
}
