//! Rounds of every kind until the time is over, or one kind again and again from a given seed.

use std::collections::BTreeMap;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use hanhtrinh_log_sled::Options;

use crate::chance::Chance;
use crate::flips::{Rest, Seen};
use crate::judge::create;
use crate::tools::Tools;
use crate::{history, moving, power, serving, trouble};

/// The kinds of rounds and how often each comes, of a hundred.
pub const KINDS: &[(&str, u64)] = &[
    ("power", 44),
    ("trouble", 20),
    ("moving", 10),
    ("server", 6),
    ("flip", 13),
    ("history", 7),
];
/// What rounds that failed are counted as.
pub const FAILED: &str = "rounds that failed";
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
/// What one round adds to them.
pub type Counts = Vec<(&'static str, u64)>;

/// How often something was judged: whatever lost its power, was killed, refused or was damaged, or what clients had seen.
pub fn judged(totals: &Totals) -> u64 {
    const THOSE: &[&str] = &[
        "power cuts",
        "power cuts while a registry is moved",
        "power cuts under the server",
        "damages refused",
        "damages mended or unused",
        "histories",
    ];
    THOSE.iter().filter_map(|what| totals.get(what)).sum()
}

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
    let (end, totals) = (Instant::now() + plan.time, Mutex::new(Totals::new()));
    let (running, ended) = channel::<()>();
    std::thread::scope(|scope| {
        for lane in 0..plan.lanes {
            let (totals, running) = (&totals, running.clone());
            scope.spawn(move || {
                // Who waits hears that the last of the lanes has ended.
                let _running = running;
                run_lane(tools, plan, lane, end, totals);
            });
        }
        drop(running);
        while ended.recv_timeout(Duration::from_secs(20)) == Err(RecvTimeoutError::Timeout) {
            eprintln!(
                "  {}",
                said(&totals.lock().unwrap_or_else(PoisonError::into_inner))
            );
        }
    });
    let totals = std::mem::take(&mut *totals.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(totals)
}

fn run_lane(tools: &Tools, plan: &Plan, lane: u64, end: Instant, totals: &Mutex<Totals>) {
    let mut chance = Chance::new(plan.seed ^ lane);
    let mut done = 0;
    while plan
        .rounds
        .map_or_else(|| Instant::now() < end, |rounds| done < rounds)
    {
        let seed = match plan.rounds {
            Some(_) => plan.seed + done * plan.lanes + lane,
            None => chance.seed(),
        };
        let kind = plan.only.as_deref().unwrap_or_else(|| kind(&mut chance));
        match round(tools, kind, seed) {
            Ok(counts) => add(totals, counts),
            Err(error) => {
                eprintln!(
                    "FAILED {kind}, seed {seed}: {error:#}\n  repeat: cargo xtask soak --only {kind} --rounds 1 --seed {seed}"
                );
                add(totals, vec![("rounds", 1), (FAILED, 1)]);
            }
        }
        done += 1;
    }
}

/// The totals as a line.
pub fn said(totals: &Totals) -> String {
    let parts: Vec<String> = totals
        .iter()
        .map(|(what, count)| format!("{what} {count}"))
        .collect();
    parts.join(", ")
}

fn add(totals: &Mutex<Totals>, counts: Counts) {
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
pub fn round(tools: &Tools, kind: &str, seed: u64) -> Result<Counts> {
    let mut chance = Chance::new(seed);
    let mut counts = vec![("rounds", 1)];
    counts.extend(match kind {
        "power" => {
            let tally = power::story(tools, seed, 12)?;
            vec![
                ("kills", tally.kills),
                ("power cuts", tally.cuts),
                ("acknowledgements checked", tally.acknowledged),
            ]
        }
        "trouble" => {
            let kind = chance.one_of(trouble::KINDS);
            let refused = trouble::round(tools, kind, chance.seed(), 6)?;
            vec![
                (refusing(kind), 1),
                ("logs that stopped", refused.stopped),
                ("power cuts", refused.judged),
                (
                    "logs read from the journal after sled failed",
                    refused.without_sled,
                ),
            ]
        }
        "moving" => {
            let product = tools.product()?;
            let work = &moving::WORKS[chance.below(moving::WORKS.len() as u64) as usize];
            let moves = moving::round(tools, product, work, chance.seed(), 6)?;
            vec![
                ("power cuts while a registry is moved", moves.cuts),
                ("works that a disk refused", u64::from(moves.refused)),
            ]
        }
        "server" => {
            let product = tools.product()?;
            let kind = chance.one_of(serving::TROUBLES);
            let served = serving::round(tools, product, kind, chance.seed(), 8)?;
            vec![
                (
                    if kind.is_empty() {
                        "servers killed"
                    } else {
                        refusing(kind)
                    },
                    1,
                ),
                ("power cuts under the server", served.cuts),
                ("answers of the server checked", served.answered),
                ("commands the server refused", served.refused),
                ("reads of the server that went on", served.reads),
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
                ("damages refused", refused),
                ("damages mended or unused", harmless),
            ]
        }
        _ => {
            concurrent(tools, &mut chance)?;
            vec![("histories", 1)]
        }
    });
    Ok(counts)
}

/// What a disk of a kind is counted as.
fn refusing(kind: &str) -> &'static str {
    match kind.split(':').next() {
        Some("full") => "full disks",
        Some("sync") => "failing syncs",
        Some("write") => "failing writes",
        _ => "read-only folders",
    }
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
