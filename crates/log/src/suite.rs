//! One suite of promises that every log has to keep. A failed promise panics, as a test does.
#![allow(clippy::unwrap_used, reason = "the suite is test code that other crates run")]

use std::collections::HashMap;

use hanhtrinh_record::tree::{leaf_hash, root_of};
use hanhtrinh_record::{Channel, Draft, Leaf, Plain, StreamId};
use uuid::Uuid;

use crate::{AppendError, Commit, Log, MAX_RECORDS, Opened, ReadError};

/// Runs every promise, each against a new log.
pub async fn contract<L: Log>(make: impl AsyncFn() -> L) {
    commands_are_idempotent(&make().await).await;
    empty_commands_keep_their_receipt(&make().await).await;
    conflicts_are_refused_whole(&make().await).await;
    reservations_are_held_until_released(&make().await).await;
    limits_are_refused(&make().await).await;
    sealed_parts_open(&make().await).await;
    reading_has_edges(&make().await).await;
    neighbours_are_independent(&make().await).await;
    whole_log_is_sound(&make().await).await;
}

/// A draft with given stream and sealed parts, for tests.
pub fn draft(id: u128, stream: &StreamId, sealed: &[(u128, &str)]) -> Draft {
    Draft {
        id: Uuid::from_u128(id),
        stream: stream.clone(),
        kind: "thing_noted".into(),
        schema: 1,
        on: "2024-05-17".into(),
        by: "account-1".into(),
        role: "clerk".into(),
        org: None,
        channel: Channel::Web,
        acting: Some("16249@2024".into()),
        cause: None,
        source: None,
        basis: None,
        external: None,
        amends: None,
        facts: serde_json::value::RawValue::from_string(format!("{{\"number\":{}}}", id % 1000)).unwrap(),
        sealed: sealed
            .iter()
            .map(|(subject, body)| Plain {
                subject: Uuid::from_u128(*subject),
                body: body.as_bytes().to_vec().into(),
            })
            .collect(),
    }
}

/// A commit of one command, for tests.
pub fn commit<L: Log>(log: &L, command: u128, records: Vec<Draft>) -> Commit {
    Commit {
        actor: "account-1".into(),
        command: Uuid::from_u128(command),
        fingerprint: log.fingerprint(&command.to_le_bytes()),
        reads: vec![],
        reserve: vec![],
        release: vec![],
        records,
    }
}

/// The whole log is sound: dense, contiguous, monotone, hashed as it says. Returns its leaves.
pub fn sound<L: Log>(log: &L) -> Vec<Leaf> {
    let size = log.head().size;
    let entries = log.read(0, usize::MAX).unwrap();
    assert_eq!(
        entries.len() as u64,
        size,
        "everything below the head is readable"
    );
    let (mut versions, mut leaves) = (HashMap::<StreamId, u64>::new(), Vec::<Leaf>::new());
    for (position, entry) in entries.iter().enumerate() {
        assert_eq!(entry.position, position as u64, "positions are dense from 0");
        let leaf = entry.leaf().unwrap();
        let version = versions.entry(leaf.stream.clone()).or_default();
        *version += 1;
        assert_eq!(leaf.n, *version, "stream versions are contiguous from 1");
        assert!(
            leaves.last().is_none_or(|last| last.at <= leaf.at),
            "recorded times never go back"
        );
        assert_eq!(leaf.sealed.len(), entry.sealed.len());
        leaves.push(leaf);
    }
    for (stream, version) in &versions {
        assert_eq!(log.version(stream).unwrap(), *version);
        let positions: Vec<u64> = (0..size)
            .filter(|position| leaves[*position as usize].stream == *stream)
            .collect();
        assert_eq!(log.stream(stream).unwrap(), positions);
    }
    for part in [0, 1, size / 2, size] {
        let expected = root_of(
            entries[..part.min(size) as usize]
                .iter()
                .map(|entry| leaf_hash(&entry.line)),
        );
        assert_eq!(
            log.root(part.min(size)).unwrap(),
            expected,
            "the root at {part} of {size} recomputes"
        );
    }
    assert_eq!(log.head().at, leaves.last().unwrap().at);
    leaves
}

async fn commands_are_idempotent<L: Log>(log: &L) {
    let stream = StreamId::new("case", "a");
    let records = || {
        vec![
            draft(1, &stream, &[]),
            draft(2, &StreamId::new("case", "b"), &[]),
            draft(3, &stream, &[]),
        ]
    };
    let first = log.append(commit(log, 1, records())).await.unwrap();
    assert!(!first.repeated);
    assert_eq!(
        first.streams,
        [(stream.clone(), 2), (StreamId::new("case", "b"), 1)]
    );
    let size = log.head().size;
    assert_eq!(first.position, size - 1);
    let mut again = log.append(commit(log, 1, records())).await.unwrap();
    assert!(again.repeated);
    again.repeated = false;
    assert_eq!(again, first, "a repeated command gets its first receipt");
    let mut other = commit(log, 1, records());
    other.fingerprint = log.fingerprint(b"other");
    assert!(matches!(log.append(other).await, Err(AppendError::CommandReused)));
    let mut stranger = commit(log, 1, vec![draft(4, &StreamId::new("case", "c"), &[])]);
    stranger.actor = "account-2".into();
    assert!(
        !log.append(stranger).await.unwrap().repeated,
        "another account's command is another command"
    );
    assert_eq!(log.head().size, size + 1);
    let kept = log.receipt("account-1", Uuid::from_u128(1)).unwrap().unwrap();
    assert_eq!(
        (kept.receipt.position, kept.receipt.streams),
        (first.position, first.streams)
    );
    assert_eq!(kept.fingerprint, log.fingerprint(&1u128.to_le_bytes()));
    assert!(log.receipt("account-3", Uuid::from_u128(1)).unwrap().is_none());
}

async fn empty_commands_keep_their_receipt<L: Log>(log: &L) {
    let size = log.head().size;
    let first = log.append(commit(log, 1, vec![])).await.unwrap();
    log.append(commit(log, 2, vec![draft(1, &StreamId::new("case", "a"), &[])]))
        .await
        .unwrap();
    let again = log.append(commit(log, 1, vec![])).await.unwrap();
    assert_eq!((first.position, first.repeated), (size - 1, false));
    assert_eq!((again.position, again.repeated), (size - 1, true));
    let mut other = commit(log, 1, vec![]);
    other.fingerprint = log.fingerprint(b"other");
    assert!(matches!(log.append(other).await, Err(AppendError::CommandReused)));
}

async fn conflicts_are_refused_whole<L: Log>(log: &L) {
    let (a, b) = (StreamId::new("case", "a"), StreamId::new("case", "b"));
    let mut first = commit(log, 1, vec![draft(1, &a, &[])]);
    first.reads = vec![(a.clone(), 0), (b.clone(), 0)];
    log.append(first).await.unwrap();
    let size = log.head().size;
    let mut stale = commit(log, 2, vec![draft(2, &b, &[])]);
    stale.reads = vec![(b.clone(), 0), (a.clone(), 0)];
    stale.reserve = vec!["slot/1".into()];
    let refused = log.append(stale.clone()).await;
    assert!(matches!(refused, Err(AppendError::Conflict { stream, expected: 0, actual: 1 }) if stream == a));
    assert_eq!((log.head().size, log.version(&b).unwrap()), (size, 0));
    stale.reads = vec![(b.clone(), 0), (a.clone(), 1)];
    log.append(stale).await.unwrap();
    assert_eq!(log.version(&b).unwrap(), 1);
}

async fn reservations_are_held_until_released<L: Log>(log: &L) {
    let take = |command| {
        let mut take = commit(log, command, vec![]);
        take.reserve = vec!["open-stay/1".into()];
        take
    };
    log.append(take(1)).await.unwrap();
    assert!(matches!(log.append(take(2)).await, Err(AppendError::Reserved { key }) if key == "open-stay/1"));
    let mut swap = take(3);
    swap.release = vec!["open-stay/1".into()];
    log.append(swap).await.unwrap();
    assert!(matches!(
        log.append(take(4)).await,
        Err(AppendError::Reserved { .. })
    ));
    let mut give = commit(log, 5, vec![]);
    give.release = vec!["open-stay/1".into(), "never-held".into()];
    log.append(give).await.unwrap();
    log.append(take(4)).await.unwrap();
}

async fn limits_are_refused<L: Log>(log: &L) {
    let stream = StreamId::new("case", "a");
    let size = log.head().size;
    let mut wide = draft(1, &stream, &[]);
    wide.facts = serde_json::value::RawValue::from_string(format!("\"{}\"", "x".repeat(16 * 1024))).unwrap();
    let refused = log
        .append(commit(log, 1, vec![draft(2, &stream, &[]), wide]))
        .await;
    assert!(matches!(refused, Err(AppendError::Record(_))));
    let long = "x".repeat(40_000);
    let refused = log
        .append(commit(log, 2, vec![draft(3, &stream, &[(1, &long)])]))
        .await;
    assert!(matches!(refused, Err(AppendError::SealedTooLarge { .. })));
    let many = (0..=MAX_RECORDS as u128)
        .map(|id| draft(id, &stream, &[]))
        .collect();
    assert!(matches!(
        log.append(commit(log, 3, many)).await,
        Err(AppendError::TooManyRecords { .. })
    ));
    let half = "x".repeat(30_000);
    let huge = (0..300).map(|id| draft(id, &stream, &[(1, &half)])).collect();
    assert!(matches!(
        log.append(commit(log, 4, huge)).await,
        Err(AppendError::CommandTooLarge { .. })
    ));
    assert_eq!((log.head().size, log.version(&stream).unwrap()), (size, 0));
    let large = (0..20)
        .map(|id| draft(id, &stream, &[(1, &half), (2, &half)]))
        .collect();
    log.append(commit(log, 5, large)).await.unwrap();
    sound(log);
}

async fn sealed_parts_open<L: Log>(log: &L) {
    let stream = StreamId::new("case", "a");
    let sealed = [(7, "{\"name\":\"Người Thử\"}"), (8, "{}")];
    let receipt = log
        .append(commit(log, 1, vec![draft(1, &stream, &sealed)]))
        .await
        .unwrap();
    let entry = log.read(receipt.position, 1).unwrap().remove(0);
    for (part, (subject, body)) in sealed.iter().enumerate() {
        let opened = log.open_sealed(&entry, part).unwrap();
        assert!(matches!(opened, Opened::Open(plain) if plain == body.as_bytes()));
        assert_eq!(
            entry.leaf().unwrap().sealed[part].subject,
            Uuid::from_u128(*subject)
        );
    }
    assert!(
        !String::from_utf8_lossy(&entry.line).contains("Thử"),
        "nothing sealed shows in the leaf"
    );
    assert!(matches!(log.open_sealed(&entry, 2).unwrap(), Opened::Missing));
    let mut without = entry.clone();
    without.sealed[0] = None;
    assert!(matches!(log.open_sealed(&without, 0).unwrap(), Opened::Missing));
    let mut moved = entry.clone();
    moved.sealed.swap(0, 1);
    assert!(matches!(
        log.open_sealed(&moved, 0),
        Err(ReadError::Damaged { .. })
    ));
}

async fn reading_has_edges<L: Log>(log: &L) {
    let size = log.head().size;
    assert!(log.read(size, 10).unwrap().is_empty());
    assert!(matches!(log.read(size + 1, 10), Err(ReadError::Beyond { .. })));
    assert!(matches!(log.root(size + 1), Err(ReadError::Beyond { .. })));
    assert_eq!(log.version(&StreamId::new("case", "none")).unwrap(), 0);
    assert!(log.stream(&StreamId::new("case", "none")).unwrap().is_empty());
    assert_eq!(log.fingerprint(b"a"), log.fingerprint(b"a"));
    assert_ne!(log.fingerprint(b"a"), log.fingerprint(b"b"));
    let follow = log.follow();
    log.append(commit(log, 1, vec![draft(1, &StreamId::new("case", "a"), &[])]))
        .await
        .unwrap();
    assert_eq!(
        follow.borrow().size,
        size + 1,
        "the head is published before the answer"
    );
    assert_eq!(log.read(size, 10).unwrap().len(), 1);
    assert_eq!(log.read(0, 1).unwrap().len(), 1);
}

/// Commands in flight together: some repeat, some are refused, and the others do not notice.
async fn neighbours_are_independent<L: Log>(log: &L) {
    let size = log.head().size;
    let (a, b) = (StreamId::new("case", "a"), StreamId::new("case", "b"));
    let at_zero = |command, stream: &StreamId| {
        let mut commit = commit(log, command, vec![draft(command, stream, &[(command, "{}")])]);
        commit.reads = vec![(stream.clone(), 0)];
        commit
    };
    let (one, two, again, three) = tokio::join!(
        log.append(at_zero(1, &a)),
        log.append(at_zero(2, &a)),
        log.append(at_zero(1, &a)),
        log.append(at_zero(3, &b)),
    );
    assert!(matches!(two, Err(AppendError::Conflict { .. })));
    assert_eq!(one.unwrap().position, again.unwrap().position);
    three.unwrap();
    assert_eq!(log.head().size, size + 2);
    sound(log);
}

async fn whole_log_is_sound<L: Log>(log: &L) {
    for command in 0..700u128 {
        let streams = [
            StreamId::new("case", command % 40),
            StreamId::new("person", command % 7),
        ];
        let records = (0..command % 4)
            .map(|i| {
                draft(
                    command * 10 + i,
                    &streams[i as usize % 2],
                    &[(command % 50, "{\"phone\":\"0900\"}")],
                )
            })
            .collect();
        log.append(commit(log, command, records)).await.unwrap();
    }
    assert_eq!(sound(log).len() as u64, log.head().size);
}
