//! Opens what a fault left behind and compares it with what others were told.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use hanhtrinh_log::suite::sound;
use hanhtrinh_log::{AppendError, Entry, Log, Opened};
use hanhtrinh_log_sled::{NewLog, Options, SledLog, Verified, verify_folder};
use hanhtrinh_record::seal::hex;
use hanhtrinh_record::{Genesis, Leaf};
use uuid::Uuid;

use crate::commands::{ACTOR, command, event, plain, probe, records, release, reserve, stream};
use crate::known::Known;
use crate::tools::no_starts;

/// Numbers of commands that only judges send.
const MINE: u128 = 900_000_000;

/// Opens the log in `folder` (`data` and `data.keys`), twice, and checks that everything known is true and nothing else is there.
pub fn judge(folder: &Path, known: &Known) -> Result<()> {
    guarded(|| inner(folder, known))
}

/// The suite says what is wrong by panicking.
pub fn guarded(judge: impl FnOnce() -> Result<()>) -> Result<()> {
    catch_unwind(AssertUnwindSafe(judge)).unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied());
        Err(anyhow!("{}", text.unwrap_or("a check panicked")))
    })
}

fn inner(folder: &Path, known: &Known) -> Result<()> {
    if !known.created {
        // Nobody was told of a log: there may be one or none, but no panic.
        drop(open(&folder.join("data"), &folder.join("data.keys")));
        return Ok(());
    }
    let (data, keys) = (folder.join("data"), folder.join("data.keys"));
    let log = open(&data, &keys).context("it does not open")?;
    let found = check(&log, known).context("after the first start")?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let mut told = known.clone();
    runtime
        .block_on(go_on(&log, &found, &mut told))
        .context("going on")?;
    log.close().context("closing")?;
    drop(log);
    let log = open(&data, &keys).context("it does not open again")?;
    check(&log, &told).context("after the second start")?;
    drop(log);
    let verified = verify(&data)?;
    ensure!(
        verified.first_bad.is_none(),
        "verify names {:?}",
        verified.first_bad
    );
    ensure!(
        verified.store_differs.is_none(),
        "sled differs from {:?} on",
        verified.store_differs
    );
    if let Some(size) = known.backup {
        let backup = open(&folder.join("backup/data"), &folder.join("backup/keys"))
            .context("the backup does not open")?;
        ensure!(
            backup.head().size >= size,
            "the backup has {} records, {size} were said",
            backup.head().size
        );
        sound(&backup);
    }
    Ok(())
}

/// Opens a log with small caches.
pub fn open(data: &Path, keys: &Path) -> Result<SledLog> {
    let options = Options {
        segment_bytes: 16 << 10,
        cache_bytes: 4 << 20,
        ..Options::default()
    };
    let _alone = no_starts();
    Ok(SledLog::open(data, keys, &options)?)
}

/// Makes a log to be worked on in this process.
pub fn create(data: &Path, keys: &Path, options: &Options) -> Result<SledLog> {
    let new = NewLog {
        registry: "test.invalid".into(),
        province: "40".into(),
        demo: true,
    };
    let _alone = no_starts();
    Ok(SledLog::create(data, keys, &new, options)?)
}

/// Verifies the folder of a log that may have been closed a moment ago.
pub fn verify(data: &Path) -> Result<Verified> {
    let _alone = no_starts();
    Ok(verify_folder(data, None, None)?)
}

/// Commands in the log with the position of their receipt, and the reservations that are held.
pub struct Contents {
    positions: BTreeMap<u128, u64>,
    held: HashSet<String>,
}

/// Everything that can be seen from outside.
pub fn check(log: &SledLog, known: &Known) -> Result<Contents> {
    let leaves = sound(log);
    let entries = log.read(0, usize::MAX)?;
    let found = contents(log, &leaves, known)?;
    for (id, position) in &known.done {
        let there = found.positions.get(id);
        ensure!(
            there == Some(position),
            "command {id} was acknowledged at {position} and is at {there:?}; the log has {} records",
            leaves.len()
        );
    }
    for id in &known.refused {
        ensure!(
            !found.positions.contains_key(id),
            "command {id} was refused and is there"
        );
    }
    for id in found.positions.keys().filter(|id| **id < MINE) {
        let sent = known.done.contains_key(id) || known.open.contains(id);
        ensure!(sent, "command {id} was never sent and is there");
    }
    for (size, root) in &known.roots {
        ensure!(
            *size <= leaves.len() as u64,
            "size {size} was shown, the log has {} records",
            leaves.len()
        );
        ensure!(
            hex(&log.root(*size)?) == *root,
            "the root at {size} is another than was shown"
        );
    }
    for (leaf, entry) in leaves.iter().zip(&entries) {
        sealed(log, leaf, entry, known)?;
    }
    Ok(found)
}

/// Reads the log as commands: each is whole, with its own content, once, and has its receipt.
fn contents(log: &SledLog, leaves: &[Leaf], known: &Known) -> Result<Contents> {
    let mut by_command: HashMap<Uuid, Vec<(u64, &Leaf)>> = HashMap::new();
    let mut order = Vec::new();
    for (position, leaf) in (0..).zip(leaves) {
        // What happened to the log itself.
        if leaf.stream == Genesis::stream() {
            continue;
        }
        let list = by_command.entry(leaf.cmd).or_default();
        if list.is_empty() {
            order.push(leaf.cmd);
        }
        list.push((position, leaf));
    }
    let mut positions = BTreeMap::new();
    for uuid in order {
        let (id, list) = (uuid.as_u128(), &by_command[&uuid]);
        ensure!(
            list.len() as u128 == records(id),
            "command {id} has {} of {} records",
            list.len(),
            records(id)
        );
        for (at, (position, leaf)) in (0..).zip(list) {
            let right = leaf.id == event(id, at)
                && leaf.stream == stream(id, at)
                && *position == list[0].0 + at as u64
                && leaf.facts.get() == format!("{{\"number\":{}}}", (id * 8 + at) % 1000);
            ensure!(right, "record {at} of command {id} is not what was sent");
        }
        let last = list.last().map_or(0, |(position, _)| *position);
        let kept = log
            .receipt(ACTOR, uuid)?
            .with_context(|| format!("command {id} has no receipt"))?;
        ensure!(
            kept.receipt.position == last
                && (!kept.comparable || kept.fingerprint == log.fingerprint(&id.to_le_bytes())),
            "the receipt of command {id} is wrong"
        );
        positions.insert(id, last);
    }
    // Commands without records show in their receipts alone.
    for id in known
        .done
        .keys()
        .chain(&known.open)
        .filter(|id| records(**id) == 0)
    {
        if let Some(kept) = log.receipt(ACTOR, Uuid::from_u128(*id))? {
            positions.insert(*id, kept.receipt.position);
        }
    }
    let (mut held, mut at) = (HashSet::new(), Vec::new());
    for (id, position) in &positions {
        at.push((*position, *id));
    }
    at.sort_unstable();
    for (_, id) in at {
        release(id).map(|slot| held.remove(&slot));
        held.extend(reserve(id));
    }
    Ok(Contents { positions, held })
}

/// Sealed parts open, unless the person was forgotten.
fn sealed(log: &SledLog, leaf: &Leaf, entry: &Entry, known: &Known) -> Result<()> {
    if leaf.stream == Genesis::stream() {
        return Ok(());
    }
    let (id, at) = (leaf.id.as_u128() / 8, leaf.id.as_u128() % 8);
    let parts = plain(id, at);
    ensure!(
        parts.len() == leaf.sealed.len(),
        "record {at} of command {id} has other sealed parts"
    );
    for (part, (subject, text)) in parts.iter().enumerate() {
        let below = |list: &BTreeMap<u128, u64>| list.get(subject).is_some_and(|size| entry.position < *size);
        let opened = log.open_sealed(entry, part)?;
        let name = format!("part {part} at position {} of person {subject}", entry.position);
        match opened {
            Opened::Open(_) if below(&known.forgotten) => anyhow::bail!("{name} opens, though forgotten"),
            Opened::Open(plain) => ensure!(plain == text.as_bytes(), "{name} is not what was sealed"),
            Opened::Erased if below(&known.forgotten) || below(&known.perhaps) => {}
            Opened::Erased => anyhow::bail!("{name} is erased, though nobody asked for it"),
            Opened::Missing => anyhow::bail!("{name} has lost its key or its ciphertext"),
        }
    }
    Ok(())
}

/// The log goes on: what was known is repeated, what was open is sent again, reservations hold, new commands are taken.
async fn go_on(log: &SledLog, found: &Contents, told: &mut Known) -> Result<()> {
    for (id, position) in told.done.iter().rev().take(4) {
        let again = log.append(command(log, *id)).await?;
        ensure!(
            again.repeated && again.position == *position,
            "command {id} was recorded a second time"
        );
    }
    for (number, slot) in (0..6).map(|slot| format!("slot/{slot}")).enumerate() {
        let id = MINE + 1000 + number as u128 * 8 + 3;
        let answer = log.append(probe(log, id, &slot)).await;
        match (answer, found.held.contains(&slot)) {
            (Err(AppendError::Reserved { .. }), true) => {}
            (Ok(receipt), false) => {
                ensure!(!receipt.repeated);
                let mut back = probe(log, id + 10_000, &slot);
                back.release = std::mem::take(&mut back.reserve);
                log.append(back).await?;
            }
            (answer, held) => {
                anyhow::bail!("reservation {slot} is held: {held}, but the answer was {answer:?}")
            }
        }
    }
    let again: Vec<u128> = told.open.iter().rev().take(6).copied().collect();
    for id in again.into_iter().chain(MINE..MINE + 12) {
        let there = found.positions.get(&id);
        told.open.insert(id);
        match log.append(command(log, id)).await {
            Ok(receipt) => {
                ensure!(
                    receipt.repeated == there.is_some(),
                    "command {id} has two results"
                );
                ensure!(there.is_none_or(|position| *position == receipt.position));
                told.open.remove(&id);
                told.done.insert(id, receipt.position);
            }
            Err(AppendError::Reserved { .. }) if there.is_none() => {
                told.open.remove(&id);
                told.refused.insert(id);
            }
            Err(error) => return Err(error).with_context(|| format!("command {id}")),
        }
    }
    Ok(())
}
