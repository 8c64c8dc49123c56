//! Export, import, promotion, verification, backup, forgetting.
#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]

mod common;

use std::io::BufRead;

use common::{Place, append, command, new_log, options};
use hanhtrinh_log::suite::{commit, draft, sound};
use hanhtrinh_log::{AppendError, Log, Opened};
use hanhtrinh_log_sled::{
    ExportTo, ImportFrom, OpenError, SledLog, backup, export_log, import_log, promote, verify_export,
    verify_folder,
};
use hanhtrinh_record::proof::{verify_consistency, verify_inclusion};
use hanhtrinh_record::tree::leaf_hash;
use hanhtrinh_record::{Checkpoint, StreamId, Verifier};
use uuid::Uuid;

struct Files {
    leaves: Vec<u8>,
    sealed: Vec<u8>,
    commands: Vec<u8>,
}

fn export(log: &SledLog) -> Files {
    let mut files = Files {
        leaves: vec![],
        sealed: vec![],
        commands: vec![],
    };
    let to = ExportTo {
        leaves: &mut files.leaves,
        sealed: Some(&mut files.sealed),
        commands: Some(&mut files.commands),
    };
    let done = export_log(log, to, None).unwrap();
    assert_eq!(
        (done.size, done.root),
        (log.head().size, log.root(log.head().size).unwrap())
    );
    files
}

#[tokio::test]
async fn an_export_is_imported_with_the_same_root_and_promoted() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 120).await;
    let mut holds = commit(&log, 500, vec![]);
    holds.reserve = vec!["order/1/slot/1".into()];
    let receipt = log.append(holds.clone()).await.unwrap();
    let note = log.checkpoint().unwrap();
    let files = export(&log);
    assert_eq!(files.leaves.lines().count(), 120);
    log.close().unwrap();
    let (size, root) = (log.head().size, log.root(120).unwrap());
    drop(log);

    let target = Place::new();
    let (mut leaves, mut sealed, mut commands) = (&files.leaves[..], &files.sealed[..], &files.commands[..]);
    let from = ImportFrom {
        leaves: &mut leaves,
        sealed: Some(&mut sealed),
        commands: Some(&mut commands),
    };
    let done = import_log(from, &target.data(), Some(&note), &options()).unwrap();
    assert_eq!((done.size, done.root), (size, root));
    let replica = target.open().unwrap();
    assert_eq!(replica.root(120).unwrap(), root);
    sound(&replica);
    // Types that nobody here knows travel as they are.
    let again = export(&replica);
    assert!(again.leaves == files.leaves && again.sealed == files.sealed && again.commands == files.commands);
    assert!(matches!(
        replica.append(command(&replica, 900)).await,
        Err(AppendError::ReadOnly(_))
    ));
    let entry = replica.read(5, 1).unwrap().remove(0);
    assert!(
        matches!(replica.open_sealed(&entry, 0).unwrap(), Opened::Missing),
        "without keys nothing opens"
    );
    drop(replica);

    assert!(
        promote(&target.data(), &target.keys()).is_err(),
        "promotion needs the keys"
    );
    common::copy_folder(&place.keys(), &target.keys());
    promote(&target.data(), &target.keys()).unwrap();
    let log = target.open().unwrap();
    assert!(matches!(log.open_sealed(&entry, 0).unwrap(), Opened::Open(_)));
    assert_eq!(
        log.append(holds.clone()).await.unwrap().position,
        receipt.position,
        "receipts moved too"
    );
    holds.command = Uuid::from_u128(501);
    assert!(
        matches!(log.append(holds).await, Err(AppendError::Reserved { .. })),
        "reservations moved too"
    );
    append(&log, 1, 130).await;
    assert_eq!(sound(&log).len(), 130);
}

#[tokio::test]
async fn leaves_alone_are_enough_for_the_root() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 30).await;
    let files = export(&log);
    let target = Place::new();
    let mut leaves = &files.leaves[..];
    let from = ImportFrom {
        leaves: &mut leaves,
        sealed: None,
        commands: None,
    };
    let done = import_log(from, &target.data(), None, &options()).unwrap();
    assert_eq!(done.root, log.root(30).unwrap());
    let replica = target.open().unwrap();
    assert_eq!(sound(&replica).len(), 30);
    drop(replica);
    let verified = verify_folder(&target.data(), None, None).unwrap();
    assert_eq!((verified.first_bad, verified.absent), (None, 29));
}

#[tokio::test]
async fn what_was_changed_is_named_and_not_imported() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 30).await;
    let note = log.checkpoint().unwrap();
    let files = export(&log);
    let verified = verify_export(&files.leaves[..], Some(&mut &files.sealed[..]), Some(&note)).unwrap();
    assert_eq!(
        (verified.size, verified.first_bad, verified.sealed),
        (30, None, 29)
    );
    let lines: Vec<&[u8]> = files.leaves.split_inclusive(|byte| *byte == b'\n').collect();
    let changed = |line: usize| {
        let text = String::from_utf8(lines[line].to_vec())
            .unwrap()
            .replace("\"number\":", "\"number\":1");
        [
            &lines[..line].concat()[..],
            text.as_bytes(),
            &lines[line + 1..].concat(),
        ]
        .concat()
    };
    let bad = verify_export(&changed(7)[..], None, Some(&note))
        .unwrap()
        .first_bad
        .unwrap();
    assert_eq!(
        (bad.position, bad.what.contains("signed")),
        (29, true),
        "a changed fact shows in the signed root"
    );
    let missing = [lines[..7].concat(), lines[8..].concat()].concat();
    assert!(
        verify_export(&missing[..], None, None)
            .unwrap()
            .first_bad
            .is_some(),
        "a missing leaf shows in its stream"
    );
    let short = lines[..20].concat();
    assert_eq!(
        verify_export(&short[..], None, Some(&note))
            .unwrap()
            .first_bad
            .unwrap()
            .position,
        20
    );
    let mut swapped: Vec<&[u8]> = files.sealed.split_inclusive(|byte| *byte == b'\n').collect();
    swapped.swap(3, 4);
    let swapped = swapped.concat();
    let bad = verify_export(&files.leaves[..], Some(&mut &swapped[..]), None)
        .unwrap()
        .first_bad
        .unwrap();
    assert_eq!(bad.position, 3);
    let target = Place::new();
    let mut leaves = &missing[..];
    let from = ImportFrom {
        leaves: &mut leaves,
        sealed: None,
        commands: None,
    };
    assert!(import_log(from, &target.data(), None, &options()).is_err());
    assert!(
        matches!(target.open().err().unwrap(), OpenError::NoLog(_)),
        "nothing is left of it"
    );
}

#[tokio::test]
async fn proofs_and_tiles_are_right() {
    let place = Place::new();
    let log = place.create();
    let commits = (1..700).map(|id| command(&log, id)).collect();
    assert!(log.append_many(commits).await.iter().all(Result::is_ok));
    let size = log.head().size;
    let verifier = Verifier::parse(&log.genesis().verifier).unwrap();
    let checkpoint = Checkpoint::verify(&log.checkpoint().unwrap(), &verifier).unwrap();
    assert_eq!(
        (checkpoint.size, checkpoint.root),
        (size, log.root(size).unwrap())
    );
    for position in [0, 255, 256, 511, 699] {
        let entry = log.read(position, 1).unwrap().remove(0);
        let path = log.inclusion_proof(position, size).unwrap();
        verify_inclusion(&leaf_hash(&entry.line), position, size, &path, &checkpoint.root).unwrap();
    }
    for old in [1, 256, 300, 512, 700] {
        let path = log.consistency_proof(old, size).unwrap();
        verify_consistency(old, size, &log.root(old).unwrap(), &checkpoint.root, &path).unwrap();
    }
    assert_eq!(log.tile(0, 1, 256).unwrap().len(), 256 * 32);
    assert_eq!(log.tile(1, 0, 2).unwrap().len(), 64);
    assert!(log.tile(0, 2, 256).is_err(), "the last tile has 188 hashes only");
    assert_eq!(log.tile(0, 2, 188).unwrap().len(), 188 * 32);
}

#[tokio::test]
async fn forgetting_one_person_breaks_nothing_else() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 60).await;
    let (root, forgotten) = (log.root(60).unwrap(), Uuid::from_u128(3));
    assert!(log.forget(forgotten).unwrap());
    assert!(!log.forget(forgotten).unwrap());
    let check = |log: &SledLog| {
        for entry in log.read(1, 59).unwrap() {
            let erased = entry.leaf().unwrap().sealed[0].subject == forgotten;
            assert_eq!(
                matches!(log.open_sealed(&entry, 0).unwrap(), Opened::Erased),
                erased
            );
            assert_eq!(
                matches!(log.open_sealed(&entry, 0).unwrap(), Opened::Open(_)),
                !erased
            );
        }
        assert_eq!((log.root(60).unwrap(), log.forgotten()), (root, vec![forgotten]));
    };
    check(&log);
    assert_eq!(log.rotate_master_key().unwrap(), 2);
    check(&log);
    assert_eq!(log.key_counts(), (24, 1));
    log.close().unwrap();
    drop(log);
    let log = place.open().unwrap();
    check(&log);
    // What is recorded later about the same person opens; what was forgotten stays so.
    let later = commit(
        &log,
        99,
        vec![draft(99, &StreamId::new("case", "x"), &[(3, "{\"a\":1}")])],
    );
    let receipt = log.append(later).await.unwrap();
    let entry = log.read(receipt.position, 1).unwrap().remove(0);
    assert!(matches!(log.open_sealed(&entry, 0).unwrap(), Opened::Open(_)));
    check(&log);
}

#[tokio::test]
async fn a_backup_of_a_running_log_opens() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 200).await;
    let copy = Place::new();
    let first = backup(&log, &copy.data(), &copy.keys(), &[], None).unwrap();
    append(&log, 200, 400).await;
    let second = backup(&log, &copy.data(), &copy.keys(), &[], None).unwrap();
    assert!(
        second.copied < second.segments && second.segments > first.segments,
        "{second:?}"
    );
    append(&log, 400, 410).await;
    let restored = copy.open().unwrap();
    assert_eq!(restored.root(400).unwrap(), log.root(400).unwrap());
    let entry = restored.read(399, 1).unwrap().remove(0);
    assert!(matches!(
        restored.open_sealed(&entry, 0).unwrap(),
        Opened::Open(_)
    ));
    assert!(matches!(
        backup(&log, &copy.data(), &copy.data().join("keys"), &[], None),
        Err(OpenError::NotApart { .. })
    ));
}

#[tokio::test]
async fn a_log_is_never_overwritten() {
    let place = Place::new();
    drop(place.create());
    let again = SledLog::create(&place.data(), &place.path("other.keys"), &new_log(), &options());
    assert!(matches!(again.err().unwrap(), OpenError::NotEmpty(_)));
    let inside = SledLog::create(&place.path("b"), &place.path("b/keys"), &new_log(), &options());
    assert!(matches!(inside.err().unwrap(), OpenError::KeysInside(_)));
}
