//! One flipped bit anywhere in the folder of a log: the event is named, or the damage is shown to be in what is derived or in
//! no use. A clean answer about other leaves is never given. The seed of a failure is printed; `FLIP_SEED` repeats it.
#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]

mod common;

use std::path::{Path, PathBuf};

use common::{Place, append, command};
use hanhtrinh_log::suite::{commit, draft};
use hanhtrinh_log::{Entry, Log};
use hanhtrinh_log_sled::{Verified, export_bundle, verify_bundle, verify_folder};
use hanhtrinh_record::tree::Hash;
use hanhtrinh_record::{StreamId, What};
use uuid::Uuid;

/// Enough for a full tile, several segments, and blocks in sled.
const SIZE: u64 = 320;
/// Leaves of the last blocks, which sled may not hold yet.
const TAIL: u64 = 60;
const FLIPS_IN_JOURNAL: usize = 260;
const FLIPS_IN_SLED: usize = 120;

/// The log as it was, and what is true about it.
struct Truth {
    place: Place,
    note: String,
    root: Hash,
    tile: Vec<u8>,
    entries: Vec<Entry>,
}

async fn truth() -> Truth {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 200).await;
    // One command without a leaf, and commands with several. At the very end no checkpoint would vouch for the former.
    log.append(commit(&log, 6_000, Vec::new())).await.unwrap();
    for number in 0..30_u128 {
        let stream = StreamId::new("order", number);
        let drafts = (0..4).map(|i| draft(10_000 + number * 4 + i, &stream, &[(number + 1, "{\"a\":1}")]));
        log.append(commit(&log, 5_000 + number, drafts.collect()))
            .await
            .unwrap();
    }
    log.close().unwrap();
    let note = log.last_checkpoint().unwrap().unwrap();
    let size = log.head().size;
    assert_eq!(size, SIZE);
    Truth {
        note,
        root: log.root(size).unwrap(),
        tile: log.tile(0, 0, 256).unwrap(),
        entries: log.read(0, usize::MAX).unwrap(),
        place,
    }
}

impl Truth {
    fn id(&self, position: u64) -> Option<Uuid> {
        self.entries
            .get(position as usize)
            .map(|entry| entry.leaf().unwrap().id)
    }

    fn is_whole(&self, verified: &Verified) -> bool {
        verified.first_bad.is_none() && verified.size == SIZE && verified.root == self.root
    }

    /// A copy of everything with one bit of one file flipped.
    fn flipped(&self, file: &Path, bit: usize) -> Place {
        let copy = self.place.killed();
        let inside = file.strip_prefix(self.place.path("")).unwrap();
        let mut bytes = std::fs::read(file).unwrap();
        bytes[bit / 8] ^= 1 << (bit % 8);
        std::fs::write(copy.path("").join(inside), bytes).unwrap();
        copy
    }
}

/// A stream of random numbers from a seed.
struct Dice {
    seed: u64,
    state: u64,
}

impl Dice {
    fn new() -> Self {
        let given = std::env::var("FLIP_SEED").ok().and_then(|text| text.parse().ok());
        let seed = given.unwrap_or_else(|| getrandom::u64().unwrap());
        Self { seed, state: seed }
    }

    fn below(&mut self, limit: usize) -> usize {
        // SplitMix64.
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }
}

/// A frame of a segment: its bytes, and the positions of its leaves.
struct Frame {
    from: usize,
    to: usize,
    first: u64,
}

/// The frames of a segment, read from the page on the format alone.
fn frames(bytes: &[u8]) -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut from = 64;
    while bytes.get(from..from + 4) == Some(b"HTF1") {
        let length = u32::from_le_bytes(bytes[from + 8..from + 12].try_into().unwrap()) as usize;
        let first = u64::from_le_bytes(bytes[from + 32..from + 40].try_into().unwrap());
        let to = from + (56 + length).next_multiple_of(8);
        frames.push(Frame { from, to, first });
        from = to;
    }
    frames
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

#[tokio::test]
async fn a_flipped_bit_of_the_journal_is_named() {
    let truth = truth().await;
    let mut dice = Dice::new();
    let segments = truth.place.segments();
    assert!(segments.len() > 2, "several segments");
    let (mut named, mut exact) = (0, 0);
    for _ in 0..FLIPS_IN_JOURNAL {
        let index = dice.below(segments.len());
        let bytes = std::fs::read(&segments[index]).unwrap();
        let frames = frames(&bytes);
        let used = frames.last().map_or(64, |frame| frame.to);
        // Mostly where something is written, sometimes where nothing is.
        let limit = if dice.below(8) == 0 { bytes.len() } else { used };
        let bit = dice.below(limit * 8);
        let case = format!(
            "FLIP_SEED={} segment {index} byte {} bit {}",
            dice.seed,
            bit / 8,
            bit % 8
        );
        let copy = truth.flipped(&segments[index], bit);
        let verified = verify_folder(&copy.data(), Some(&truth.note), None).unwrap();
        let last = index + 1 == segments.len();
        if bit / 8 >= used && last {
            assert!(
                verified.torn_tail && truth.is_whole(&verified),
                "{case}: {verified:?}"
            );
            continue;
        }
        let bad = verified.first_bad.unwrap_or_else(|| panic!("{case}: not seen"));
        assert!(
            verified.size <= bad.position && bad.position <= SIZE,
            "{case}: {bad:?}"
        );
        named += 1;
        let Some(frame) = frames
            .iter()
            .position(|frame| (frame.from..frame.to).contains(&(bit / 8)))
        else {
            continue;
        };
        let (frame, next) = (&frames[frame], frames.get(frame + 1).map(|frame| frame.first));
        let within = frame.first..=next.map_or(bad.position, |next| next.max(frame.first + 1) - 1);
        assert!(
            within.contains(&bad.position),
            "{case}: {bad:?} is not in {within:?}"
        );
        if bad.position < SIZE - TAIL {
            assert_eq!(bad.event, truth.id(bad.position), "{case}");
        }
        // Where the bit lies in a leaf that sled holds, it is this leaf that is named.
        let hit = truth.entries[..(SIZE - TAIL) as usize].iter().find(|entry| {
            let line = find(&bytes[frame.from..frame.to], &entry.line).map(|at| frame.from + at);
            line.is_some_and(|from| (from..from + entry.line.len()).contains(&(bit / 8)))
        });
        if let Some(hit) = hit {
            assert_eq!(bad.position, hit.position, "{case}");
            exact += 1;
        }
    }
    assert!(
        named > FLIPS_IN_JOURNAL / 2 && exact > FLIPS_IN_JOURNAL / 8,
        "{named} named, {exact} exactly"
    );
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.metadata().unwrap().len() > 0 {
            found.push(path);
        }
    }
}

#[tokio::test]
async fn a_flipped_bit_of_a_derived_file_changes_no_answer() {
    let truth = truth().await;
    let mut dice = Dice::new();
    let mut derived = Vec::new();
    files(&truth.place.data().join("sled"), &mut derived);
    derived.sort();
    let mut seen = 0;
    for turn in 0..FLIPS_IN_SLED {
        let file = &derived[turn % derived.len()];
        let bytes = std::fs::read(file).unwrap();
        // Most of sled's file is empty; half of the bits are taken from what is not.
        let used: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] != 0).collect();
        let byte = match dice.below(2) {
            0 if !used.is_empty() => used[dice.below(used.len())],
            _ => dice.below(bytes.len()),
        };
        let bit = byte * 8 + dice.below(8);
        let name = file.file_name().unwrap().to_string_lossy();
        let case = format!("FLIP_SEED={} {name} byte {byte} bit {}", dice.seed, bit % 8);
        let copy = truth.flipped(file, bit);
        let verified = verify_folder(&copy.data(), Some(&truth.note), None).unwrap();
        assert!(truth.is_whole(&verified), "{case}: {verified:?}");
        seen += usize::from(verified.store_differs.is_some());
        let copy = truth.flipped(file, bit);
        let log = copy.open().unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!(log.root(SIZE).unwrap(), truth.root, "{case}");
        assert_eq!(log.tile(0, 0, 256).unwrap(), truth.tile, "{case}");
        let same = log
            .read(0, usize::MAX)
            .unwrap()
            .iter()
            .zip(&truth.entries)
            .all(|(a, b)| a.line == b.line);
        assert!(same && log.head().size == SIZE, "{case}");
        log.append(command(&log, 7_000))
            .await
            .unwrap_or_else(|error| panic!("{case}: {error}"));
    }
    assert!(seen > 0, "no flip was ever seen");
}

#[tokio::test]
async fn a_flipped_bit_of_the_checkpoint_is_refused() {
    let truth = truth().await;
    let file = truth.place.keys().join("checkpoint");
    let bytes = std::fs::read(&file).unwrap();
    assert_eq!(bytes, truth.note.as_bytes());
    let copy = truth.place.killed();
    for bit in (0..bytes.len() * 8).step_by(5) {
        let mut bad = bytes.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        let Ok(note) = String::from_utf8(bad) else {
            continue;
        };
        let verified = verify_folder(&copy.data(), Some(&note), None).unwrap();
        let bad = verified
            .first_bad
            .unwrap_or_else(|| panic!("bit {} of byte {}", bit % 8, bit / 8));
        assert_eq!(bad.what, What::Checkpoint.as_str());
    }
    assert!(truth.flipped(&file, 77).open().is_err());
}

#[tokio::test]
async fn no_flipped_bit_of_a_bundle_passes() {
    let truth = truth().await;
    let log = truth.place.open().unwrap();
    let mut bundle = Vec::new();
    let done = export_bundle(&log, &truth.note, &mut bundle, true, None).unwrap();
    assert_eq!((done.size, done.root), (SIZE, truth.root));
    let verified = verify_bundle(&bundle[..]).unwrap();
    assert!(
        truth.is_whole(&verified) && verified.sealed > 0 && verified.absent == 0,
        "{verified:?}"
    );
    assert_eq!(verified.verifier, Some(log.genesis().verifier.clone()));
    let mut dice = Dice::new();
    for _ in 0..200 {
        let bit = dice.below(bundle.len() * 8);
        let mut bad = bundle.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        let verified = verify_bundle(&bad[..]).unwrap();
        assert!(verified.first_bad.is_some(), "FLIP_SEED={} bit {bit}", dice.seed);
    }
    for cut in [0, 1, 40, bundle.len() / 2, bundle.len() - 1] {
        assert!(
            verify_bundle(&bundle[..cut]).unwrap().first_bad.is_some(),
            "cut at {cut}"
        );
    }
    // A checkpoint of an hour ago is as good for what it covers.
    log.append(command(&log, 8_000)).await.unwrap();
    let mut older = Vec::new();
    assert_eq!(
        export_bundle(&log, &truth.note, &mut older, false, None)
            .unwrap()
            .size,
        SIZE
    );
    assert!(truth.is_whole(&verify_bundle(&older[..]).unwrap()));
}
