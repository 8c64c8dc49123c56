//! Every event of a stream, with who recorded it, when, in which capacity, and whether it still holds.

use std::collections::HashMap;

use hanhtrinh_api::Shown;
use hanhtrinh_api::cases::{HistoryEntry, SourceView, Standing};
use hanhtrinh_domain::care::{CareEvent, CareKind};
use hanhtrinh_domain::case::CaseEvent;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::{Amend, AmendKind, Private, StreamEvent};
use hanhtrinh_domain::worker::WorkerEvent;
use hanhtrinh_log::{Entry, Log, Opened, ReadError};
use hanhtrinh_record::StreamId;
use hanhtrinh_record::leaf::{AmendKind as LeafAmendKind, Channel, Leaf};
use jiff::civil::Date;
use uuid::Uuid;

use super::Eyes;
use crate::app::AppError;

/// The events of a stream known at a position, latest first.
pub(super) fn of_stream(
    eyes: &Eyes<'_>,
    stream: &StreamId,
    position: u64,
) -> Result<Vec<HistoryEntry>, AppError> {
    let log = eyes.registry.log();
    let mut known: Vec<(Entry, Leaf)> = Vec::new();
    for at in log.stream(stream)?.into_iter().filter(|at| *at < position) {
        for entry in log.read(at, 1)? {
            let damaged = |_| ReadError::Damaged {
                position: at,
                what: "the line is not a leaf",
            };
            let leaf = entry.leaf().map_err(damaged)?;
            known.push((entry, leaf));
        }
    }
    let last = last_amendments(&known);
    let mut history = Vec::with_capacity(known.len());
    for (entry, leaf) in known.iter().rev() {
        history.push(shown(eyes, entry, leaf, standing(leaf, &last))?);
    }
    Ok(history)
}

/// The last amendment of each event, of its own type: the one whose content holds.
fn last_amendments(known: &[(Entry, Leaf)]) -> HashMap<Uuid, &Leaf> {
    let kinds: HashMap<Uuid, &str> = known
        .iter()
        .map(|(_, leaf)| (leaf.id, leaf.kind.as_str()))
        .collect();
    known
        .iter()
        .filter_map(|(_, leaf)| leaf.amends.map(|amends| (amends.event, leaf)))
        .filter(|(original, leaf)| kinds.get(original) == Some(&leaf.kind.as_str()))
        .collect()
}

fn standing(leaf: &Leaf, last: &HashMap<Uuid, &Leaf>) -> Standing {
    if !is_known(leaf) {
        return Standing::Unknown;
    }
    if leaf.amends.is_some() {
        return Standing::Amendment;
    }
    let Some(amendment) = last.get(&leaf.id) else {
        return Standing::Holds;
    };
    match amendment.amends.map(|amends| amends.kind) {
        Some(LeafAmendKind::Annul) => Standing::Annulled,
        _ if same_facts(amendment, leaf) && amendment.on == leaf.on => Standing::Holds,
        _ => Standing::Corrected,
    }
}

/// Whether two events of a type say the same, in whichever versions they were written.
fn same_facts(one: &Leaf, other: &Leaf) -> bool {
    one.facts.get() == other.facts.get() || matches!((facts(one), facts(other)), (Ok(a), Ok(b)) if a == b)
}

fn is_known(leaf: &Leaf) -> bool {
    let (kind, schema, facts) = (&leaf.kind, leaf.schema, leaf.facts.get());
    match leaf.stream.kind() {
        CaseEvent::STREAM => CaseEvent::decode_as(kind, schema, facts).is_ok(),
        WorkerEvent::STREAM => WorkerEvent::decode_as(kind, schema, facts).is_ok(),
        other if CareKind::parse(other).is_some() => CareEvent::decode_as(kind, schema, facts).is_ok(),
        _ => false,
    }
}

/// The facts as they would be written today; those of an unknown type as they are.
fn facts(leaf: &Leaf) -> Result<serde_json::Value, serde_json::Error> {
    let (kind, schema, facts) = (&leaf.kind, leaf.schema, leaf.facts.get());
    let current = match leaf.stream.kind() {
        CaseEvent::STREAM => CaseEvent::current(kind, schema, facts),
        WorkerEvent::STREAM => WorkerEvent::current(kind, schema, facts),
        other if CareKind::parse(other).is_some() => CareEvent::current(kind, schema, facts),
        _ => return serde_json::from_str(facts),
    };
    serde_json::from_str(&current.unwrap_or(facts.into()))
}

fn shown(eyes: &Eyes<'_>, entry: &Entry, leaf: &Leaf, standing: Standing) -> Result<HistoryEntry, AppError> {
    // An auditor follows the opaque id of the account, everybody else reads a name.
    let by = if eyes.reader.names {
        eyes.accounts.name_of(&leaf.by)
    } else {
        None
    };
    let mut private = Vec::with_capacity(leaf.sealed.len());
    for part in 0..leaf.sealed.len() {
        private.push(open(eyes, entry, part)?);
    }
    Ok(HistoryEntry {
        event: leaf.id,
        position: entry.position,
        stream: leaf.stream.as_str().to_owned(),
        n: leaf.n,
        kind: leaf.kind.clone(),
        on: PartialDate::parse(&leaf.on).unwrap_or(PartialDate::Day(Date::MIN)),
        at: leaf.at,
        by: by.unwrap_or_else(|| leaf.by.clone()),
        role: leaf.role.clone(),
        org: leaf.org.clone(),
        channel: channel(leaf.channel).to_owned(),
        source: leaf.source.as_ref().map(|source| SourceView {
            kind: source.kind.clone(),
            authority: source.authority.clone(),
            date: source.date.as_ref().and_then(|day| day.parse().ok()),
        }),
        amends: leaf.amends.map(|amends| Amend {
            event: amends.event,
            kind: match amends.kind {
                LeafAmendKind::Correct => AmendKind::Correct,
                LeafAmendKind::Annul => AmendKind::Annul,
                LeafAmendKind::Reinstate => AmendKind::Reinstate,
            },
        }),
        standing,
        facts: facts(leaf)?,
        private,
    })
}

fn open(eyes: &Eyes<'_>, entry: &Entry, part: usize) -> Result<Shown<Private>, AppError> {
    if !eyes.reader.names {
        return Ok(Shown::Withheld);
    }
    Ok(match eyes.registry.log().open_sealed(entry, part)? {
        Opened::Open(bytes) => serde_json::from_slice(&bytes).map_or(Shown::Missing, Shown::Open),
        Opened::Erased => Shown::Erased,
        Opened::Missing => Shown::Missing,
    })
}

fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Web => "web",
        Channel::Import => "import",
        Channel::Interface => "interface",
    }
}
