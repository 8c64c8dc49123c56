//! The verifier of the record in Wasm: pages of leaves are made first, then checked, so that only checking is timed from
//! outside. `run.mjs` drives it.

use std::cell::RefCell;

use hanhtrinh_record::leaf::{Channel, Leaf, SealedRef};
use hanhtrinh_record::tree::{Frontier, leaf_hash};
use hanhtrinh_record::{Checkpoint, Genesis, LogVerifier, SigningKey, StreamId, Verifier, seal};
use jiff::Timestamp;
use serde_json::value::RawValue;
use uuid::Uuid;

/// Leaves of one stream; persons and cases of a province have about this many.
const PER_STREAM: u64 = 8;
/// A short sealed part: nonce, 128 bytes, tag.
const CIPHER: usize = 24 + 128 + 16;

#[derive(Default)]
struct Bench {
    made: u64,
    lines: Vec<Vec<u8>>,
    parts: Vec<Vec<Option<Vec<u8>>>>,
    frontier: Frontier,
    bytes: u64,
    verifier: LogVerifier,
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::default();
}

fn origin() -> String {
    "dolab.example.vn/log-of-a-million".to_owned()
}

fn signing() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

fn raw(text: String) -> Box<RawValue> {
    RawValue::from_string(text).unwrap_or_default()
}

fn leaf(position: u64) -> (Leaf, Vec<Option<Vec<u8>>>) {
    let id = |kind: u128, number: u64| Uuid::from_u128((kind << 100) | (7 << 76) | (2 << 62) | u128::from(number));
    let (stream, facts, cipher) = if position == 0 {
        let genesis = Genesis {
            log: id(1, 0),
            origin: origin(),
            verifier: Verifier::of(&origin(), &signing()).encode(),
            format: 1,
            calendar: "Asia/Ho_Chi_Minh".into(),
            province: "25".into(),
            demo: true,
        };
        (Genesis::stream(), raw(serde_json::to_string(&genesis).unwrap_or_default()), None)
    } else {
        let facts = r#"{"market":"JP","evidence":"stamp","age":24}"#.to_owned();
        (StreamId::new("case", id(2, position / PER_STREAM)), raw(facts), Some(vec![position as u8; CIPHER]))
    };
    let sealed = cipher.iter().map(|cipher| SealedRef {
        subject: id(3, position / PER_STREAM),
        key: seal::hex(&[7; 16]),
        sha256: seal::hex(&seal::sha256(cipher)),
        bytes: CIPHER as u32,
    });
    let leaf = Leaf {
        v: 1,
        id: id(4, position),
        n: if position < PER_STREAM { position.max(1) } else { position % PER_STREAM + 1 },
        stream,
        kind: if position == 0 { "log_created" } else { "departure_recorded" }.into(),
        schema: 1,
        on: "2025-05-17".into(),
        at: Timestamp::from_millisecond(1_700_000_000_000 + position as i64 * 37).unwrap_or_default(),
        by: id(5, position % 40).to_string(),
        role: "commune_officer".into(),
        org: Some("04831@2025".into()),
        channel: Channel::Web,
        acting: Some("04831@2025".into()),
        cmd: id(6, position),
        cause: None,
        source: None,
        basis: None,
        external: None,
        amends: None,
        facts,
        sealed: sealed.collect(),
    };
    (leaf, cipher.into_iter().map(Some).collect())
}

/// Makes the next page of leaves; answers with their bytes so far.
#[unsafe(no_mangle)]
pub extern "C" fn make(count: u32) -> f64 {
    BENCH.with_borrow_mut(|bench| {
        bench.lines.clear();
        bench.parts.clear();
        for position in bench.made..bench.made + u64::from(count) {
            let (leaf, parts) = leaf(position);
            let line = leaf.encode().unwrap_or_default();
            bench.frontier.push(leaf_hash(&line));
            bench.bytes += line.len() as u64;
            bench.lines.push(line);
            bench.parts.push(parts);
        }
        bench.made += u64::from(count);
        bench.bytes as f64
    })
}

/// Checks the page, with its ciphertexts or without; 1 if it is right.
#[unsafe(no_mangle)]
pub extern "C" fn check(with_parts: u32) -> u32 {
    BENCH.with_borrow_mut(|bench| {
        let (lines, parts, verifier) = (&bench.lines, &bench.parts, &mut bench.verifier);
        let right = lines.iter().zip(parts).all(|(line, parts)| match with_parts {
            0 => verifier.bare_leaf(line).is_ok(),
            _ => verifier.leaf(line, parts).is_ok(),
        });
        u32::from(right)
    })
}

/// Checks a signature over all of it and the root; 1 if both are right.
#[unsafe(no_mangle)]
pub extern "C" fn finish() -> u32 {
    BENCH.with_borrow_mut(|bench| {
        let checkpoint = Checkpoint {
            origin: origin(),
            size: bench.made,
            root: bench.frontier.root(),
        };
        let key = Verifier::of(&origin(), &signing());
        let signed = Checkpoint::verify(&checkpoint.sign(&signing()), &key);
        let right = bench.verifier.size() == bench.made
            && bench.verifier.root() == checkpoint.root
            && bench.verifier.finish().is_ok()
            && signed.is_ok();
        u32::from(right)
    })
}
