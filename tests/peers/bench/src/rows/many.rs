//! 64 clients, each waiting for its answer before it sends its next command.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use hanhtrinh_log::{Commit, Log};
use hanhtrinh_log_sled::SledLog;

use super::Bench;
use crate::leaves::{EVENTS_OF_A_CASE, Item, command, items, mean_bytes};
use crate::line::{Line, Target};
use crate::peers::raw::Raw;
use crate::peers::{self, Peer, umadb};

/// Clients at once.
const CLIENTS: u64 = 64;

/// Measures it.
pub fn run(bench: &mut Bench) -> Result<()> {
    let (wanted, patience) = if bench.args.quick {
        (40_000, Duration::from_millis(800))
    } else {
        (200_000, Duration::from_secs(2))
    };
    // Each client has placements of its own, whole ones.
    let share = (wanted.min(bench.args.events) / CLIENTS).next_multiple_of(EVENTS_OF_A_CASE);
    let count = share * CLIENTS;
    let mut ours = Vec::new();
    let mut theirs = [const { Vec::new() }; 4];
    let (mut bytes, mut group_sizes) = ((0.0, 0.0), Vec::new());
    for _ in 0..bench.args.runs() {
        let log = Arc::new(bench.log("ours")?);
        ours.push(
            bench
                .runtime
                .block_on(ours_at_once(&log, bench.args.seed, share))?,
        );
        let items = Arc::new(items(&*log, count)?);
        bytes = mean_bytes(&items);
        log.close()?;
        drop(log);
        let group = group_size(&bench.args.dir.join("ours/data/journal"))?;
        group_sizes.push(group);
        let group = group.round().max(1.0) as usize;
        for (kind, rates) in [peers::SQLITE, peers::REDB].iter().zip(&mut theirs) {
            rates.push(bench.with_peer(|folder| {
                let peer = (kind.make)(folder)?;
                in_turn(peer, &items, patience)
            })?);
        }
        let umadb =
            bench.with_peer(|folder| bench.runtime.block_on(umadb_at_once(folder, &items, patience)))?;
        theirs[2].push(umadb);
        theirs[3].push(bench.with_peer(|folder| raw_groups(folder, &items, group))?);
    }
    let [sqlite, redb, umadb, raw] = &theirs;
    let line = Line::new("clients-64", "commands/s", ours, count)
        .against(peers::RAW.name, raw, Target::AtLeast(0.5))
        .against(peers::SQLITE.name, sqlite, Target::AtLeast(5.0))
        .against(peers::REDB.name, redb, Target::AtLeast(5.0))
        .against(peers::UMADB.name, umadb, Target::AtLeast(1.0))
        .note("clients", CLIENTS)
        .note(
            "mean_group",
            (crate::line::median(&group_sizes) * 10.0).round() / 10.0,
        )
        .note("leaf_bytes", bytes.0.round())
        .note("sealed_bytes", bytes.1.round());
    bench.print(&line);
    bench.remove("ours")
}

async fn ours_at_once(log: &Arc<SledLog>, seed: u64, share: u64) -> Result<f64> {
    let work: Vec<Vec<Commit>> = (0..CLIENTS)
        .map(|client| {
            (0..share)
                .map(|number| command(&**log, seed, client * share + number))
                .collect()
        })
        .collect();
    let start = Instant::now();
    let clients: Vec<_> = work
        .into_iter()
        .map(|commits| {
            let log = Arc::clone(log);
            tokio::spawn(async move {
                for commit in commits {
                    log.append(commit).await?;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for client in clients {
        client.await??;
    }
    Ok((CLIENTS * share) as f64 / start.elapsed().as_secs_f64())
}

/// A peer that takes one transaction at a time, shared by 64 threads.
fn in_turn(peer: Box<dyn Peer>, items: &[Item], patience: Duration) -> Result<f64> {
    let (peer, next) = (Mutex::new(peer), AtomicUsize::new(0));
    let start = Instant::now();
    let done = std::thread::scope(|scope| {
        let client = || -> Result<usize> {
            let mut done = 0;
            while start.elapsed() < patience {
                let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) else {
                    break;
                };
                let mut peer = peer.lock().unwrap_or_else(PoisonError::into_inner);
                peer.append(std::slice::from_ref(item))?;
                done += 1;
            }
            Ok(done)
        };
        let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(client)).collect();
        let mut done = 0;
        for client in clients {
            done += client.join().ok().context("a client of a peer ended")??;
        }
        anyhow::Ok(done)
    })?;
    Ok(done as f64 / start.elapsed().as_secs_f64())
}

async fn umadb_at_once(folder: &Path, items: &Arc<Vec<Item>>, patience: Duration) -> Result<f64> {
    let store = Arc::new(umadb::Writer::new(folder, 1024)?);
    let next = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (store, next, items) = (Arc::clone(&store), Arc::clone(&next), Arc::clone(items));
            tokio::spawn(async move {
                let mut done = 0_usize;
                while start.elapsed() < patience {
                    let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) else {
                        break;
                    };
                    store.append(item).await?;
                    done += 1;
                }
                anyhow::Ok(done)
            })
        })
        .collect();
    let mut done = 0;
    for client in clients {
        done += client.await??;
    }
    Ok(done as f64 / start.elapsed().as_secs_f64())
}

/// The limit: groups of the size that our log had, from one thread that does nothing else.
fn raw_groups(folder: &Path, items: &[Item], group: usize) -> Result<f64> {
    let mut file = Raw::new(folder)?;
    file.fill(items.iter().map(|item| item.bytes.len() as u64 + 4).sum())?;
    let start = Instant::now();
    for group in items.chunks(group) {
        file.append(group)?;
    }
    Ok(items.len() as f64 / start.elapsed().as_secs_f64())
}

/// Commands per sync of a journal: a frame names the first command that was synced together with it.
fn group_size(journal: &Path) -> Result<f64> {
    const HEADER: usize = 56;
    let mut frames = 0_u64;
    let mut groups = std::collections::HashSet::new();
    for file in std::fs::read_dir(journal)? {
        let path = file?.path();
        if path.extension().is_none_or(|end| end != "seg") {
            continue;
        }
        let bytes = std::fs::read(path)?;
        let mut at = 64;
        while let Some(header) = bytes
            .get(at..at + HEADER)
            .filter(|header| header.starts_with(b"HTF1"))
        {
            let number = |at: usize, count: usize| {
                header[at..at + count]
                    .iter()
                    .rev()
                    .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte))
            };
            frames += 1;
            groups.insert(number(40, 8));
            at += (HEADER + number(8, 4) as usize).next_multiple_of(8);
        }
    }
    ensure!(!groups.is_empty(), "no frame in {}", journal.display());
    Ok(frames as f64 / groups.len() as f64)
}
