//! Commands whose content follows from their number, so that whoever knows the number knows what has to be in the log.

use hanhtrinh_log::suite::{commit, draft};
use hanhtrinh_log::{Commit, Log};
use hanhtrinh_record::StreamId;
use uuid::Uuid;

/// The account that sends them all.
pub const ACTOR: &str = "account-1";
/// Persons below this number are written about again and again; the others once.
pub const REGULARS: u128 = 20;
/// Ids of events are those of their command times this, plus their place.
const EVENTS: u128 = 8;

/// Command number `id`: up to three records in a few streams, with up to two sealed parts each.
pub fn command(log: &impl Log, id: u128) -> Commit {
    let records = (0..records(id))
        .map(|at| {
            let plain = plain(id, at);
            let sealed: Vec<(u128, &str)> = plain.iter().map(|(who, text)| (*who, text.as_str())).collect();
            draft(id * EVENTS + at, &stream(id, at), &sealed)
        })
        .collect();
    Commit {
        reserve: reserve(id).into_iter().collect(),
        release: release(id).into_iter().collect(),
        ..commit(log, id, records)
    }
}

/// How many records it has.
pub fn records(id: u128) -> u128 {
    [1, 1, 2, 0, 3, 1, 1, 2][(id % 8) as usize]
}

/// Id of its record number `at`.
pub fn event(id: u128, at: u128) -> Uuid {
    Uuid::from_u128(id * EVENTS + at)
}

/// The stream that record belongs to.
pub fn stream(id: u128, at: u128) -> StreamId {
    match at {
        0 => StreamId::new("case", id % 13),
        _ => StreamId::new("person", (id + at) % 7),
    }
}

/// What is sealed beside that record: the person and the text.
pub fn plain(id: u128, at: u128) -> Vec<(u128, String)> {
    let text = |who: u128| {
        let more = "·".repeat((id * 37 % 180) as usize);
        format!("{{\"name\":\"Người Số {who}\",\"of\":\"{id}/{at}\",\"more\":\"{more}\"}}")
    };
    let regular = (id * 7 + at) % REGULARS;
    let stranger = 1_000_000 + id;
    match (id + at) % 4 {
        0 => Vec::new(),
        1 => vec![(regular, text(regular))],
        2 => vec![(stranger, text(stranger))],
        _ => vec![(regular, text(regular)), (stranger, text(stranger))],
    }
}

/// The reservation it takes, if any: refused while another holds it. Commands without records take none, so that the order
/// of positions is the order of reservations.
pub fn reserve(id: u128) -> Option<String> {
    (id.is_multiple_of(5) && records(id) > 0).then(|| format!("slot/{}", id / 5 % 6))
}

/// The reservation it gives back, if any.
pub fn release(id: u128) -> Option<String> {
    (id % 5 == 1 && records(id) > 0).then(|| format!("slot/{}", id / 5 % 6))
}

/// A command that only tries whether a reservation is free.
pub fn probe(log: &impl Log, id: u128, slot: &str) -> Commit {
    Commit {
        reserve: vec![slot.to_owned()],
        ..commit(log, id, Vec::new())
    }
}
