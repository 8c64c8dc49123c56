//! Leaves as the registry writes them: an event of a placement with one part sealed under the person's key.

use hanhtrinh_log::{Commit, Entry, Log};
use hanhtrinh_log_sled::NewLog;
use hanhtrinh_record::{Channel, Draft, Plain, StreamId};
use serde_json::value::RawValue;
use uuid::Uuid;

/// Events of one placement, about as in the province; its person's key is made with the first.
pub const EVENTS_OF_A_CASE: u64 = 12;

/// What happens, in turn: type, facts, and what is sealed with it.
const HAPPENINGS: [(&str, &str, &str); 4] = [
    (
        "departure_recorded",
        r#"{"market":"JP","evidence":"stamp","age":24}"#,
        r#"{"paper":{"number":"B1234567"}}"#,
    ),
    (
        "health_check_recorded",
        r#"{"certificate":true}"#,
        r#"{"paper":{"number":"GKSK-2025-004417","note":"Bệnh viện đa khoa tỉnh"}}"#,
    ),
    (
        "fund_contribution_paid",
        r#"{"payer":"worker","amount":100000}"#,
        r#"{"paper":{"number":"BL-0091823"}}"#,
    ),
    (
        "training_completed",
        r#"{"kind":"orientation","hours":76}"#,
        r#"{"paper":{"number":"CC-2025/118","note":"Khoá 14"}}"#,
    ),
];

/// A new log for a run.
pub fn new_log() -> NewLog {
    NewLog {
        registry: "bench.invalid".into(),
        province: "38".into(),
        demo: true,
    }
}

/// Command number `number` of a seed: one event with one sealed part, resting on all events of its placement before it.
pub fn command(log: &impl Log, seed: u64, number: u64) -> Commit {
    let case = number / EVENTS_OF_A_CASE;
    let (kind, facts, private) = HAPPENINGS[(number % 4) as usize];
    let id = id(seed, 1, number);
    let stream = StreamId::new("case", self::id(seed, 2, case));
    let record = Draft {
        id,
        stream: stream.clone(),
        kind: kind.into(),
        schema: 1,
        on: "2025-05-17".into(),
        by: self::id(seed, 4, number % 40).to_string(),
        role: "commune_officer".into(),
        org: Some("16249@2025".into()),
        channel: Channel::Web,
        acting: Some("16249@2025".into()),
        cause: None,
        source: None,
        basis: None,
        external: None,
        amends: None,
        facts: RawValue::from_string(facts.into()).unwrap_or_default(),
        sealed: vec![Plain {
            subject: self::id(seed, 3, case),
            body: private.as_bytes().to_vec().into(),
        }],
    };
    let command = self::id(seed, 5, number);
    Commit {
        actor: record.by.clone(),
        command,
        fingerprint: log.fingerprint(command.as_bytes()),
        reads: vec![(stream, number % EVENTS_OF_A_CASE)],
        reserve: Vec::new(),
        release: Vec::new(),
        records: vec![record],
    }
}

/// An id that follows from seed, purpose and number, with the bits spread as in a random one.
fn id(seed: u64, purpose: u64, number: u64) -> Uuid {
    let high = mix(seed ^ purpose.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number);
    let low = mix(high ^ number.rotate_left(32));
    uuid::Builder::from_random_bytes((u128::from(high) << 64 | u128::from(low)).to_be_bytes()).into_uuid()
}

/// The finaliser of SplitMix64.
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// One event as the peers store it: the bytes that our log wrote.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its stream, as the 16 bytes of its id.
    pub stream: [u8; 16],
    /// Name of the event type.
    pub kind: String,
    /// Length of the leaf, which is followed by its sealed parts.
    pub leaf: usize,
    /// Leaf and sealed parts.
    pub bytes: Vec<u8>,
}

impl Item {
    /// Takes over an entry of our log.
    pub fn of(entry: &Entry) -> anyhow::Result<Self> {
        let leaf = entry.leaf()?;
        let stream = Uuid::parse_str(leaf.stream.key()).map_or([0; 16], Uuid::into_bytes);
        let mut bytes = entry.line.to_vec();
        entry
            .sealed
            .iter()
            .flatten()
            .for_each(|part| bytes.extend_from_slice(part));
        Ok(Self {
            stream,
            kind: leaf.kind,
            leaf: entry.line.len(),
            bytes,
        })
    }
}

/// Reads up to `limit` events of a log as items, without the first, which is the log's own.
pub fn items(log: &impl Log, limit: u64) -> anyhow::Result<Vec<Item>> {
    let size = log.head().size.min(limit.saturating_add(1));
    let mut items = Vec::with_capacity(size as usize);
    let mut next = 1;
    while next < size {
        let page = log.read(next, (size - next).min(4096) as usize)?;
        anyhow::ensure!(!page.is_empty(), "the log ends before its head");
        next += page.len() as u64;
        for entry in &page {
            items.push(Item::of(entry)?);
        }
    }
    Ok(items)
}

/// Mean bytes of leaf and of sealed parts.
pub fn mean_bytes(items: &[Item]) -> (f64, f64) {
    let count = items.len().max(1) as f64;
    let leaf: usize = items.iter().map(|item| item.leaf).sum();
    let all: usize = items.iter().map(|item| item.bytes.len()).sum();
    (leaf as f64 / count, (all - leaf) as f64 / count)
}
