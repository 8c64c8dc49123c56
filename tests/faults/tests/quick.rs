//! The quick rounds of every kind: seconds, not minutes. `cargo xtask soak` runs the same for as long as one likes.
//!
//! The seeds are fixed, so that the same choices are made each time; how the threads of a process interleave is not.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]

use std::path::Path;
use std::sync::Arc;

use hanhtrinh_faults::chance::Chance;
use hanhtrinh_faults::flips::{Rest, Seen};
use hanhtrinh_faults::tools::Tools;
use hanhtrinh_faults::{history, moving, power, serving, soak, trouble};
use hanhtrinh_log::MemoryLog;

fn tools() -> Tools {
    Tools::find(Path::new(env!("CARGO_BIN_EXE_hanhtrinh-faults"))).unwrap()
}

fn stories(first: u64) {
    let tools = tools();
    let mut cuts = 0;
    for seed in first..first + 3 {
        let tally = power::story(&tools, seed, 4).unwrap_or_else(|error| panic!("seed {seed}: {error:#}"));
        cuts += tally.cuts;
    }
    assert!(cuts >= 12, "only {cuts} power cuts were judged");
}

#[test]
fn power_cuts_between_any_two_calls() {
    stories(100);
}

#[test]
fn power_cuts_of_other_stories() {
    stories(200);
}

#[test]
fn disks_that_refuse() {
    let tools = tools();
    let mut stopped = 0;
    for (seed, kind) in (1..).zip(trouble::KINDS) {
        let round = trouble::round(&tools, kind, seed, 1)
            .unwrap_or_else(|error| panic!("{kind}, seed {seed}: {error:#}"));
        stopped += round.stopped;
    }
    assert!(stopped >= 3, "hardly a log noticed: {stopped}");
}

#[test]
fn disks_that_lie() {
    let rest = Rest::make(tools().folder().unwrap(), 200).unwrap();
    let (mut refused, mut harmless) = (0, 0);
    for seed in 0..20 {
        match rest
            .round(seed)
            .unwrap_or_else(|error| panic!("seed {seed}: {error:#}"))
        {
            Seen::Refused => refused += 1,
            Seen::Harmless => harmless += 1,
        }
    }
    assert!(
        refused > 1 && harmless > 1,
        "{refused} refused, {harmless} harmless"
    );
}

#[test]
fn concurrent_clients_see_one_history() {
    let tools = tools();
    for seed in 1..4 {
        soak::concurrent(&tools, &mut Chance::new(seed))
            .unwrap_or_else(|error| panic!("seed {seed}: {error:#}"));
    }
}

#[test]
fn the_log_in_memory_has_one_history_too() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    for seed in 1..6 {
        let log = Arc::new(MemoryLog::new([seed as u8; 32], jiff::Timestamp::now));
        let seen = runtime
            .block_on(history::record(Arc::clone(&log), seed, 8, 40))
            .unwrap();
        history::verify(&seen, &*log).unwrap_or_else(|error| panic!("seed {seed}: {error:#}"));
    }
}

#[test]
fn a_registry_is_moved_whole_or_not_at_all() {
    let tools = tools();
    let product = tools.product().unwrap();
    for (seed, work) in (1..).zip(moving::WORKS) {
        let moves = moving::round(&tools, product, work, seed, 3)
            .unwrap_or_else(|error| panic!("{}, seed {seed}: {error:#}", work.0));
        assert!(moves.cuts >= 2, "{}: {moves:?}", work.0);
    }
}

#[test]
fn a_server_loses_nothing_that_it_answered() {
    let tools = tools();
    let product = tools.product().unwrap();
    let (mut answered, mut refused, mut reads) = (0, 0, 0);
    for (seed, kind) in (1..).zip(serving::TROUBLES) {
        let served = serving::round(&tools, product, kind, seed, 3)
            .unwrap_or_else(|error| panic!("`{kind}`, seed {seed}: {error:#}"));
        answered += served.answered;
        refused += served.refused;
        reads += served.reads;
    }
    assert!(
        answered > 20 && refused > 3 && reads >= refused,
        "{answered} answered, {refused} refused, {reads} reads after that"
    );
}
