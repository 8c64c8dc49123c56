//! The history of concurrent clients, checked in linear time.
//!
//! Because every receipt names its place in one total order, checking is no search: the order is given, and it has to agree with
//! what each client and each reader saw, and with the time in which they saw it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result, ensure};
use hanhtrinh_log::suite::sound;
use hanhtrinh_log::{AppendError, Log};
use tokio::sync::watch;
use uuid::Uuid;

use crate::chance::Chance;
use crate::commands::{ACTOR, command, records};

/// One call: when it began and ended, on one clock that never stands still, and the receipt.
#[derive(Debug, Clone)]
pub struct Call {
    id: u128,
    began: u64,
    ended: u64,
    /// Position, and whether it was a repetition; nothing if it was refused.
    receipt: Option<(u64, bool)>,
}

/// What a subscriber saw: when, how many records were durable, and which events were new.
#[derive(Debug, Clone)]
pub struct Sight {
    at: u64,
    size: u64,
    events: Vec<Uuid>,
}

/// Everything that was seen.
#[derive(Debug, Default)]
pub struct History {
    calls: Vec<Call>,
    readers: Vec<Vec<Sight>>,
}

/// Lets clients and subscribers work at the same time, and writes down what they see.
pub async fn record<L: Log>(log: Arc<L>, seed: u64, clients: u128, each: u128) -> Result<History> {
    let clock = Arc::new(AtomicU64::new(1));
    let tick = |clock: &AtomicU64| clock.fetch_add(1, Ordering::SeqCst);
    let finish = watch::Sender::new(false);
    let mut chance = Chance::new(seed);
    let total = clients * each;
    let readers: Vec<_> = (0..3)
        .map(|_| {
            let (log, clock, mut finished) = (Arc::clone(&log), Arc::clone(&clock), finish.subscribe());
            tokio::spawn(async move {
                let (mut heads, mut seen, mut next) = (log.follow(), Vec::new(), 1);
                loop {
                    let last = *finished.borrow_and_update();
                    // The time first: what was told before it has to be in what is seen after it.
                    let at = tick(&clock);
                    let size = heads.borrow_and_update().size;
                    let mut events = Vec::new();
                    for entry in log.read(next, (size - next) as usize)? {
                        events.push(entry.leaf()?.id);
                    }
                    next += events.len() as u64;
                    seen.push(Sight { at, size, events });
                    if last {
                        return anyhow::Ok(seen);
                    }
                    tokio::select! {
                        changed = heads.changed() => changed?,
                        changed = finished.changed() => changed?,
                    }
                }
            })
        })
        .collect();
    let tasks: Vec<_> = (0..clients)
        .map(|lane| {
            let (log, clock, mut chance) = (Arc::clone(&log), Arc::clone(&clock), Chance::new(chance.seed()));
            tokio::spawn(async move {
                let mut calls = Vec::new();
                for number in 0..each {
                    // Some commands are sent by two clients, some a second time later.
                    let id = match chance.below(10) {
                        0 => 1 + u128::from(chance.below(total as u64)),
                        _ => lane * each + number + 1,
                    };
                    let began = tick(&clock);
                    let answer = loop {
                        match log.append(command(&*log, id)).await {
                            Err(AppendError::Busy) => tokio::task::yield_now().await,
                            other => break other,
                        }
                    };
                    let ended = tick(&clock);
                    let receipt = match answer {
                        Ok(receipt) => Some((receipt.position, receipt.repeated)),
                        Err(AppendError::Reserved { .. }) => None,
                        Err(error) => return Err(error.into()),
                    };
                    calls.push(Call {
                        id,
                        began,
                        ended,
                        receipt,
                    });
                }
                anyhow::Ok(calls)
            })
        })
        .collect();
    let mut history = History::default();
    for task in tasks {
        history.calls.extend(task.await??);
    }
    finish.send_replace(true);
    for reader in readers {
        history.readers.push(reader.await??);
    }
    Ok(history)
}

/// Checks a history against the log that is left.
pub fn verify<L: Log>(history: &History, log: &L) -> Result<()> {
    let leaves = sound(log);
    let events: Vec<Uuid> = leaves.iter().map(|leaf| leaf.id).collect();
    // Nothing lost, nothing twice, nothing unasked: commands in the log are exactly those with a receipt.
    let mut ends: HashMap<u128, (u64, u128)> = HashMap::new();
    for (position, leaf) in (0..).zip(&leaves).skip(1) {
        let (last, count) = ends.entry(leaf.cmd.as_u128()).or_default();
        ensure!(
            *count == 0 || *last + 1 == position,
            "the records of a command do not lie together"
        );
        (*last, *count) = (position, *count + 1);
    }
    let mut first: BTreeMap<u128, usize> = BTreeMap::new();
    for call in &history.calls {
        let Some((position, repeated)) = call.receipt else {
            continue;
        };
        match ends.get(&call.id) {
            Some((last, count)) => ensure!(
                *last == position && *count == records(call.id),
                "command {} has the receipt {position} and ends at {last}",
                call.id
            ),
            None => ensure!(
                records(call.id) == 0,
                "command {} has a receipt and no records",
                call.id
            ),
        }
        let kept = log
            .receipt(ACTOR, Uuid::from_u128(call.id))?
            .context("a receipt is gone")?;
        ensure!(
            kept.receipt.position == position,
            "command {} has two receipts",
            call.id
        );
        *first.entry(call.id).or_default() += usize::from(!repeated);
    }
    for (id, news) in &first {
        ensure!(*news == 1, "command {id} was new {news} times");
    }
    for id in ends.keys() {
        ensure!(
            first.contains_key(id),
            "command {id} is in the log and nobody has a receipt"
        );
    }
    // Real time: who began after another had ended stands behind it. Calls in order of their end, with the highest position so far.
    let mut by_end: Vec<&Call> = history.calls.iter().collect();
    by_end.sort_unstable_by_key(|call| call.ended);
    let mut by_begin = by_end.clone();
    by_begin.sort_unstable_by_key(|call| call.began);
    let (mut ended, mut highest) = (by_end.iter().peekable(), 0);
    for call in by_begin {
        while let Some(before) = ended.next_if(|before| before.ended < call.began) {
            highest = highest.max(before.receipt.map_or(0, |(position, _)| position));
        }
        if let Some((position, false)) = call.receipt {
            let behind = if records(call.id) == 0 {
                position >= highest
            } else {
                position > highest
            };
            ensure!(
                behind,
                "command {} stands at {position}, before one that had ended",
                call.id
            );
        }
    }
    // Subscribers: the log itself, in order, never shorter than what somebody was told before they looked.
    for reader in &history.readers {
        let (mut next, mut size, mut told, mut ended) = (1, 0, 0, by_end.iter().peekable());
        for sight in reader {
            ensure!(
                sight.size >= size,
                "a head went back from {size} to {}",
                sight.size
            );
            size = sight.size;
            while let Some(before) = ended.next_if(|before| before.ended < sight.at) {
                told = told.max(before.receipt.map_or(0, |(position, _)| position));
            }
            ensure!(
                told < size,
                "a subscriber saw {size} records after somebody was told of position {told}"
            );
            let end = next + sight.events.len();
            ensure!(
                events.get(next..end) == Some(&sight.events[..]) && end as u64 == sight.size,
                "a subscriber saw something else than the log between {next} and {end}"
            );
            next = end;
        }
        ensure!(
            size == leaves.len() as u64,
            "a subscriber ended before the log did"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use hanhtrinh_log::MemoryLog;
    use hanhtrinh_log::suite::{commit, draft};
    use hanhtrinh_record::StreamId;

    fn call(id: u128, began: u64, ended: u64, position: u64) -> Call {
        Call {
            id,
            began,
            ended,
            receipt: Some((position, false)),
        }
    }

    #[tokio::test]
    async fn wrong_histories_are_seen() {
        let log = MemoryLog::new([7; 32], jiff::Timestamp::now);
        let (one, two) = (8, 16);
        for id in [one, two] {
            let made = commit(&log, id, vec![draft(id * 8, &StreamId::new("case", 1), &[])]);
            log.append(made).await.unwrap();
        }
        let of = |calls: Vec<Call>| History {
            calls,
            readers: vec![],
        };
        verify(&of(vec![call(one, 1, 4, 1), call(two, 2, 3, 2)]), &log).unwrap();
        let wrong = [
            ("out of real time", vec![call(two, 1, 2, 2), call(one, 3, 4, 1)]),
            (
                "a receipt for another place",
                vec![call(one, 1, 2, 2), call(two, 3, 4, 2)],
            ),
            ("unasked", vec![call(one, 1, 2, 1)]),
            (
                "lost",
                vec![call(one, 1, 2, 1), call(two, 3, 4, 2), call(24, 5, 6, 3)],
            ),
            (
                "twice new",
                vec![call(one, 1, 2, 1), call(one, 1, 2, 1), call(two, 3, 4, 2)],
            ),
        ];
        for (what, calls) in wrong {
            assert!(verify(&of(calls), &log).is_err(), "{what}");
        }
    }
}
