//! Rounds of every kind until the time is over, or one kind again and again from a given seed.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use hanhtrinh_log_sled::Options;

use crate::chance::Chance;
use crate::flips::{Rest, Seen};
use crate::judge::create;
use crate::tools::Tools;
use crate::{history, power, trouble};

/// The kinds of rounds and how often each comes, of a hundred.
pub const KINDS: &[(&str, u64)] = &[("power", 55), ("trouble", 22), ("flip", 15), ("history", 8)];
/// Flips in one round: they share the log that they spoil.
const FLIPS: u64 = 10;

/// What is to run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How long.
    pub time: Duration,
    /// The first seed; the others follow from it.
    pub seed: u64,
    /// Only this kind.
    pub only: Option<String>,
    /// At most so many rounds; then `seed` is the seed of the first round itself.
    pub rounds: Option<u64>,
    /// Rounds at the same time.
    pub lanes: u64,
}

/// What came of it: how often what happened.
pub type Totals = BTreeMap<&'static str, u64>;

/// Runs the plan; says every failure at once, with its seed and how to repeat it.
pub fn soak(tools: &Tools, plan: &Plan) -> Result<Totals> {
    if let Some(only) = &plan.only {
        let names: Vec<_> = KINDS.iter().map(|(name, _)| *name).collect();
        ensure!(
            names.contains(&only.as_str()),
            "there is no kind `{only}`; the kinds are {}",
            names.join(", ")
        );
    }
    let (end, totals) = (Instant::now() + plan.time, Arc::new(Mutex::new(Totals::new())));
    let failed = Arc::new(AtomicBool::new(false));
    std::thread::scope(|scope| {
        for lane in 0..plan.lanes {
            let (totals, failed) = (Arc::clone(&totals), Arc::clone(&failed));
            scope.spawn(move || {
                let mut chance = Chance::new(plan.seed ^ lane);
                let mut done = 0;
                while plan.rounds.map_or_else(|| Instant::now() < end, |rounds| done < rounds) {
                    let seed = match plan.rounds {
                        Some(_) => plan.seed + done * plan.lanes + lane,
                        None => chance.seed(),
                    };
                    let kind = plan.only.as_deref().unwrap_or_else(|| kind(&mut chance));
                    match round(tools, kind, seed) {
                        Ok(counts) => add(&totals, counts),
                        Err(error) => {
                            failed.store(true, Ordering::SeqCst);
                            eprintln!(
                                "FAILED {kind}, seed {seed}: {error:#}\n  repeat: cargo xtask soak --only {kind} --rounds 1 --seed {seed}"
                            );
                            add(&totals, vec![("rounds", 1), ("rounds that failed", 1)]);
                        }
                    }
                    done += 1;
                }
            });
        }
        if plan.rounds.is_none() {
            while Instant::now() < end {
                std::thread::sleep(
                    Duration::from_secs(20).min(end.saturating_duration_since(Instant::now())),
                );
                eprintln!(
                    "  {}",
                    said(&totals.lock().unwrap_or_else(PoisonError::into_inner))
                );
            }
        }
    });
    let totals = std::mem::take(&mut *totals.lock().unwrap_or_else(PoisonError::into_inner));
    if failed.load(Ordering::SeqCst) {
        bail!("rounds failed: {}", said(&totals));
    }
    Ok(totals)
}

/// The totals as a line.
pub fn said(totals: &Totals) -> String {
    let parts: Vec<String> = totals
        .iter()
        .map(|(what, count)| format!("{what} {count}"))
        .collect();
    parts.join(", ")
}

fn add(totals: &Mutex<Totals>, counts: Vec<(&'static str, u64)>) {
    let mut totals = totals.lock().unwrap_or_else(PoisonError::into_inner);
    for (what, count) in counts {
        *totals.entry(what).or_default() += count;
    }
}

fn kind(chance: &mut Chance) -> &'static str {
    let mut left = chance.below(100);
    for (name, share) in KINDS {
        if left < *share {
            return name;
        }
        left -= share;
    }
    KINDS[0].0
}

/// One round of a kind. Everything it chooses follows from the seed.
pub fn round(tools: &Tools, kind: &str, seed: u64) -> Result<Vec<(&'static str, u64)>> {
    let mut chance = Chance::new(seed);
    Ok(match kind {
        "power" => {
            let tally = power::story(tools, seed, 12)?;
            vec![("rounds", 1), ("kills", tally.kills), ("power cuts", tally.cuts)]
        }
        "trouble" => {
            let refused = trouble::round(tools, chance.one_of(trouble::KINDS), chance.seed(), 3)?;
            vec![
                ("rounds", 1),
                ("disks that refused", 1),
                ("logs that stopped", refused.stopped),
                ("power cuts", refused.judged),
            ]
        }
        "flip" => {
            let rest = Rest::make(tools.folder()?, 150 + u128::from(chance.below(250)))?;
            let (mut refused, mut harmless) = (0, 0);
            for _ in 0..FLIPS {
                match rest.round(chance.seed())? {
                    Seen::Refused => refused += 1,
                    Seen::Harmless => harmless += 1,
                }
            }
            vec![
                ("rounds", 1),
                ("damages refused", refused),
                ("damages mended or unused", harmless),
            ]
        }
        _ => {
            concurrent(tools, &mut chance)?;
            vec![("rounds", 1), ("histories", 1)]
        }
    })
}

/// The history of some clients and subscribers of a new log, recorded and checked.
pub fn concurrent(tools: &Tools, chance: &mut Chance) -> Result<()> {
    let folder = tools.folder()?;
    let options = Options {
        segment_bytes: 16 << 10,
        cache_bytes: 4 << 20,
        queue: 8,
        ..Options::default()
    };
    let log = create(&folder.path().join("data"), &folder.path().join("keys"), &options)?;
    let log = Arc::new(log);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()?;
    let (clients, each) = (
        2 + u128::from(chance.below(14)),
        10 + u128::from(chance.below(40)),
    );
    let seen = runtime.block_on(history::record(Arc::clone(&log), chance.seed(), clients, each))?;
    history::verify(&seen, &*log)
}
