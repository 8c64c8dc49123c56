//! First stage of folding: which facts hold after all amendments, in the order in which they happened.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::{AmendKind, Recorded, StreamEvent};
use crate::date::{PartialDate, day_in_vietnam};

/// A fact that holds, after amendments.
#[derive(Debug, Clone, PartialEq)]
pub struct Effective<E> {
    /// Identity of the original event.
    pub id: Uuid,
    /// Position of the original event.
    pub position: u64,
    /// Position of the event whose content holds: the original's, or that of its last amendment.
    pub settled: u64,
    /// When it happened.
    pub on: PartialDate,
    /// The latest day on which it can have happened: the last day of `on`, but not after the day on which it was
    /// recorded, for what is recorded has happened.
    pub by: Date,
    /// When the original was recorded.
    pub at: Timestamp,
    /// What happened.
    pub event: E,
}

/// Applies all amendments and sorts by (latest day, causal rank, position).
///
/// The last amendment of an event decides. An amendment of another type than its original is ignored, for an event has
/// one meaning for ever; one whose original is not here stands for itself, so that nothing is lost.
pub fn collect<E: StreamEvent>(events: &[Recorded<E>]) -> Vec<Effective<E>> {
    // Most streams hold no amendment: they need no index.
    let amended = events.iter().any(|event| event.amends.is_some());
    let types: HashMap<Uuid, (&'static str, bool)> = events
        .iter()
        .filter(|_| amended)
        .map(|event| (event.id, (event.event.info().name, event.amends.is_none())))
        .collect();
    let mut last: HashMap<Uuid, &Recorded<E>> = HashMap::new();
    for event in events {
        let Some(amend) = event.amends else { continue };
        // What amends another type, or an amendment instead of its original, has no meaning.
        let fits = types
            .get(&amend.event)
            .is_none_or(|(name, original)| *original && *name == event.event.info().name);
        if fits {
            let slot = last.entry(amend.event).or_insert(event);
            if event.position > slot.position {
                *slot = event;
            }
        }
    }
    let mut effective: Vec<Effective<E>> = Vec::with_capacity(events.len());
    for original in events.iter().filter(|event| event.amends.is_none()) {
        let holds = last.remove(&original.id).unwrap_or(original);
        if !annuls(holds) {
            effective.push(settle(original, holds));
        }
    }
    for (id, orphan) in last {
        if !annuls(orphan) {
            effective.push(Effective {
                id,
                ..settle(orphan, orphan)
            });
        }
    }
    effective.sort_by_key(|fact| (fact.by, fact.event.info().rank, fact.position));
    effective
}

fn annuls<E>(event: &Recorded<E>) -> bool {
    event.amends.is_some_and(|amend| amend.kind == AmendKind::Annul)
}

fn settle<E: StreamEvent>(original: &Recorded<E>, holds: &Recorded<E>) -> Effective<E> {
    // A date that the amendment repeats was known when the original was recorded.
    let known = if holds.on == original.on {
        original.at
    } else {
        holds.at
    };
    Effective {
        id: original.id,
        position: original.position,
        settled: holds.position,
        on: holds.on,
        by: latest(holds.on, known),
        at: original.at,
        event: holds.event.clone(),
    }
}

/// An interval ends when it was written down, unless the clock that wrote it stood before the interval.
fn latest(on: PartialDate, at: Timestamp) -> Date {
    let recorded = day_in_vietnam(at);
    if (on.first()..=on.last()).contains(&recorded) {
        recorded
    } else {
        on.last()
    }
}

#[cfg(test)]
mod tests;
