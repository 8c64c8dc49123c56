//! Keys and backups over the years: rotation, restoring, losses, forgetting that lasts.
#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]

mod common;

use std::path::Path;

use common::{Place, append, command, copy_folder, options};
use hanhtrinh_log::suite::{commit, draft, sound};
use hanhtrinh_log::{AppendError, Log, Opened};
use hanhtrinh_log_sled::{
    KeysFound, Loss, OpenError, Options, SledLog, backup, check_keys, rebuild, restore, verify_backup, verify_folder,
};
use hanhtrinh_record::own::OwnEvent;
use hanhtrinh_record::{Author, StreamId};
use uuid::Uuid;

fn back_up(log: &SledLog, place: &Place, name: &str) {
    let (data, keys) = (place.path(name), place.path(&format!("{name}.keys")));
    backup(log, &data, &keys, &[("packs/a".into(), b"dated data".to_vec())], None).unwrap();
}

fn bring_back(place: &Place, name: &str, keys: &[&Path], to: &str) -> Place {
    let target = Place::new();
    let found = restore(&place.path(name), keys, &target.data(), &target.keys(), None).unwrap();
    assert!(found.is_good(), "{to}: {found:?}");
    target
}

/// Forgets a person as the product does: first the event, then the key.
async fn forget(log: &SledLog, id: u128, person: Uuid) {
    let event = log.destruction(person, &Author::system()).unwrap();
    let mut says = commit(log, id, vec![event]);
    says.actor = "somebody".into();
    log.append(says).await.unwrap();
    log.forget(person).unwrap();
}

fn opens(log: &SledLog, position: u64) -> Opened {
    let entry = log.read(position, 1).unwrap().remove(0);
    log.open_sealed(&entry, 0).unwrap()
}

#[tokio::test]
async fn a_new_signing_key_is_followed_from_the_first_event() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 20).await;
    let before = log.checkpoint().unwrap();
    let next = log.rotate_signing_key(&Author::system()).unwrap();
    assert_ne!(next.encode(), log.genesis().verifier);
    append(&log, 20, 40).await;
    let after = log.checkpoint().unwrap();
    assert!(log.signers().verify(&before).is_ok() && log.signers().verify(&after).is_ok());
    drop(log);
    for note in [&before, &after] {
        assert_eq!(verify_folder(&place.data(), Some(note), None).unwrap().first_bad, None);
    }
    let log = place.open().unwrap();
    assert_eq!(log.signers().current(), &next);
    assert_eq!(sound(&log).len(), 41);
    // The log named the key, and the process was gone before the key was moved to its place.
    drop(log);
    let cut = place.killed();
    std::fs::rename(cut.keys().join("signing.key"), cut.keys().join("signing.next")).unwrap();
    std::fs::write(cut.keys().join("signing.key"), [9; 32]).unwrap();
    assert_eq!(cut.open().unwrap().signers().current(), &next);
    // A key that the log never named is thrown away.
    let cut = place.killed();
    std::fs::write(cut.keys().join("signing.next"), [8; 32]).unwrap();
    assert_eq!(cut.open().unwrap().signers().current(), &next);
    assert!(!cut.keys().join("signing.next").exists());
    // Another key signs nothing here.
    let foreign = place.killed();
    std::fs::write(foreign.keys().join("signing.key"), [7; 32]).unwrap();
    assert!(matches!(foreign.open(), Err(OpenError::Keys(_))));
}

#[tokio::test]
async fn a_new_epoch_destroys_what_was_and_says_so() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 60).await;
    forget(&log, 900, Uuid::from_u128(3)).await;
    let old = std::fs::read(place.keys().join("master-0001.key")).unwrap();
    let old_secret = std::fs::read(place.keys().join("fingerprint.secret")).unwrap();
    assert_eq!(log.begin_epoch(&Author::system()).unwrap(), 2);
    assert!(matches!(
        log.own_events().unwrap().pop().unwrap().1,
        OwnEvent::KeyEpochBegun(event) if (event.epoch, event.keys, event.forgotten) == (2, 24, 1)
    ));
    // Commands of the epoch before are known by their ids alone; new ones by their bodies too.
    let mut again = command(&log, 5);
    again.fingerprint = [1; 32];
    assert!(log.append(again.clone()).await.unwrap().repeated);
    assert!(!log.receipt("test", Uuid::from_u128(5)).unwrap().is_some_and(|kept| kept.comparable));
    log.append(command(&log, 70)).await.unwrap();
    again.command = Uuid::from_u128(70);
    assert!(matches!(log.append(again).await, Err(AppendError::CommandReused)));
    log.close().unwrap();
    drop(log);
    for file in std::fs::read_dir(place.keys()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in [&old, &old_secret] {
            assert!(!bytes.windows(32).any(|part| part == &secret[..32]), "an old secret is still there");
        }
    }
    let sled = std::fs::read_dir(place.data().join("sled")).unwrap().count();
    assert!(sled > 0 && place.data().join("sled.rewrite").exists());
    let log = place.open().unwrap();
    assert!(!place.data().join("sled.rewrite").exists() && !place.data().join("sled.aside").exists());
    assert_eq!(sound(&log).len(), 63);
    assert!(matches!(opens(&log, 3), Opened::Erased));
    assert!(matches!(opens(&log, 4), Opened::Open(_)));
}

#[tokio::test]
async fn keys_without_a_leaf_are_collected_and_a_leaf_without_a_key_is_damage() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 30).await;
    log.checkpoint().unwrap();
    // Refused: the stream is further than it says. The key was made all the same.
    let mut refused = commit(&log, 500, vec![draft(500, &StreamId::new("case", 1), &[(777, "{}")])]);
    refused.reads = vec![(StreamId::new("case", 1), 99)];
    assert!(matches!(log.append(refused).await, Err(AppendError::Conflict { .. })));
    append(&log, 30, 40).await;
    assert_eq!(log.key_counts().0, 26, "25 persons and the one refused");
    let killed = place.killed();
    log.close().unwrap();
    assert_eq!(log.key_counts().0, 25, "a log that ends well collects it");
    drop(log);
    let log = killed.open().unwrap();
    assert_eq!(log.key_counts().0, 25, "and so does a start");
    assert_eq!(sound(&log).len(), 40);
    for position in 1..40 {
        assert!(matches!(opens(&log, position), Opened::Open(_)), "{position}");
    }
    drop(log);
    // From a folder that says nothing of what is proven, everything is looked at.
    std::fs::remove_file(killed.keys().join("proven")).unwrap();
    assert_eq!(killed.open().unwrap().key_counts().0, 25);

    let good = check_keys(&killed.data(), &killed.keys(), None).unwrap();
    let expected = KeysFound { living: 25, ..KeysFound::default() };
    assert_eq!(good, expected);
    let file = killed.keys().join("persons.keys");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() - 2 * 128]).unwrap();
    let bad = check_keys(&killed.data(), &killed.keys(), None).unwrap();
    assert!(bad.missing > 0 && bad.first_bad.is_some(), "{bad:?}");
}

#[tokio::test]
async fn an_event_without_its_deed_is_carried_out_at_the_next_start() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 30).await;
    let person = Uuid::from_u128(4);
    let event = log.destruction(person, &Author::system()).unwrap();
    log.append(commit(&log, 600, vec![event])).await.unwrap();
    let killed = place.killed();
    drop(log);
    assert_eq!(check_keys(&killed.data(), &killed.keys(), None).unwrap().returned, 1);
    let log = killed.open().unwrap();
    assert!(matches!(opens(&log, 4), Opened::Erased));
    // A key made after that is another one and stays.
    log.append(commit(&log, 601, vec![draft(601, &StreamId::new("case", 4), &[(4, "{}")])]))
        .await
        .unwrap();
    drop(log);
    let log = killed.open().unwrap();
    assert!(matches!(opens(&log, 31), Opened::Open(_)));
    assert!(matches!(opens(&log, 4), Opened::Erased));
}

#[tokio::test]
async fn a_backup_comes_back_and_revives_nobody() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 60).await;
    back_up(&log, &place, "old");
    let person = Uuid::from_u128(3);
    forget(&log, 900, person).await;
    append(&log, 60, 78).await;
    back_up(&log, &place, "new");
    let root = log.root(79).unwrap();

    let found = verify_backup(&place.path("new"), Some(&place.path("new.keys")), None).unwrap();
    assert!(found.is_good() && found.log.size == 79 && found.keys.as_ref().unwrap().destroyed == 1, "{found:?}");
    let back = bring_back(&place, "new", &[&place.path("new.keys")], "new");
    let restored = back.open().unwrap();
    assert_eq!(restored.root(79).unwrap(), root);
    assert!(matches!(opens(&restored, 3), Opened::Erased) && matches!(opens(&restored, 4), Opened::Open(_)));
    assert_eq!(std::fs::read(back.data().join("packs/a")).unwrap(), b"dated data");
    drop(restored);

    // The new log with the old keys: the log says who was forgotten, and who is missing is known by name.
    let mixed = Place::new();
    let keys = [&*place.path("old.keys")];
    let found = restore(&place.path("new"), &keys, &mixed.data(), &mixed.keys(), None).unwrap();
    assert!(found.is_good(), "nobody new came since: {found:?}");
    assert!(found.keys_at.unwrap() < found.manifest.size);
    let log_again = mixed.open().unwrap();
    assert!(matches!(opens(&log_again, 3), Opened::Erased));

    // The old log with the old keys alone revives the person; with the tombstones of the newer backup it does not.
    let (old, newer) = (place.path("old.keys"), place.path("new.keys"));
    let back = bring_back(&place, "old", &[&old, &newer], "both");
    let restored = back.open().unwrap();
    assert_eq!(restored.record_lost_destructions().unwrap(), 1);
    assert_eq!(restored.record_lost_destructions().unwrap(), 0, "once");
    assert!(matches!(opens(&restored, 3), Opened::Erased));
    restored.close().unwrap();
    drop(restored);
    let keys = check_keys(&back.data(), &back.keys(), None).unwrap();
    assert_eq!((keys.destroyed, keys.unrecorded, keys.missing), (1, 0, 0));
}

#[tokio::test]
async fn a_key_backup_that_lacks_keys_is_refused_by_name() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 10).await;
    back_up(&log, &place, "old");
    append(&log, 10, 60).await;
    back_up(&log, &place, "new");
    let target = Place::new();
    let keys = [&*place.path("old.keys")];
    let found = restore(&place.path("new"), &keys, &target.data(), &target.keys(), None).unwrap();
    let missing = found.keys.as_ref().unwrap();
    assert!(!found.is_good() && missing.missing == 15 + 1 && missing.first_bad.as_ref().unwrap().position == 10, "{found:?}");
    assert!(!target.data().join("journal").exists(), "nothing is made of it");
}

#[tokio::test]
async fn damage_to_a_backup_is_named() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 300).await;
    back_up(&log, &place, "b");
    let check = || verify_backup(&place.path("b"), Some(&place.path("b.keys")), None);
    assert!(check().unwrap().is_good());
    let pack = place.path("b/packs/a");
    std::fs::write(&pack, "changed").unwrap();
    assert_eq!(check().unwrap().changed, ["packs/a"]);
    std::fs::write(&pack, "dated data").unwrap();
    let segment = place.path("b/journal/0000000000.seg");
    let good = std::fs::read(&segment).unwrap();
    let mut bad = good.clone();
    bad[3000] ^= 1;
    std::fs::write(&segment, &bad).unwrap();
    assert!(check().unwrap().log.first_bad.is_some());
    std::fs::write(&segment, &good).unwrap();
    std::fs::remove_file(place.path("b/backup.json")).unwrap();
    assert!(check().is_err());
    let elsewhere = Place::new();
    let other = elsewhere.create();
    let refused = backup(&other, &place.path("b"), &elsewhere.path("k"), &[], None);
    assert!(matches!(refused, Err(OpenError::OtherBackup(_))), "never over the backup of another log");
}

#[tokio::test]
async fn a_loss_is_accepted_under_a_new_origin_only() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 60).await;
    back_up(&log, &place, "b");
    append(&log, 60, 90).await;
    let (lost, lost_root) = (log.checkpoint().unwrap(), log.root(90).unwrap());
    drop(log);
    // The data folder is lost, the keys are not: they know 90 records.
    let back = bring_back(&place, "b", &[&place.keys()], "b");
    assert!(matches!(back.open(), Err(OpenError::Shorter { found: 60, known: 90, .. })));
    let accept = |reason: &str| Options {
        accept_loss: Some(Loss { reason: reason.into(), checkpoint: None }),
        ..options()
    };
    let open = |options: &Options| SledLog::open(&back.data(), &back.keys(), options);
    assert!(matches!(open(&accept("a disk: broke")), Err(OpenError::Reason)));
    let log = open(&accept("disk-failure")).unwrap();
    let OwnEvent::OriginOpened(event) = log.own_events().unwrap().pop().unwrap().1 else { panic!("an opening") };
    assert_eq!(
        (event.lost_size, event.lost_root, &*event.reason),
        (90, hanhtrinh_record::seal::hex(&lost_root), "disk-failure")
    );
    append(&log, 200, 210).await;
    let after = log.checkpoint().unwrap();
    assert!(after.starts_with(&format!("{}/2\n71\n", log.genesis().origin)), "{after}");
    assert!(log.signers().verify(&lost).is_err(), "what was lost is not this log any more");
    drop(log);
    assert_eq!(verify_folder(&back.data(), Some(&after), None).unwrap().first_bad, None);
    assert_eq!(sound(&back.open().unwrap()).len(), 71);
    assert!(matches!(open(&accept("again")), Err(OpenError::NoLoss { .. })));
    // The process was gone before the new checkpoint was kept.
    let cut = back.killed();
    std::fs::write(cut.keys().join("checkpoint"), &lost).unwrap();
    assert_eq!(sound(&cut.open().unwrap()).len(), 71);
}

#[tokio::test]
async fn a_loss_that_only_others_know_is_accepted_too() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 60).await;
    back_up(&log, &place, "b");
    append(&log, 60, 90).await;
    let published = log.checkpoint().unwrap();
    drop(log);
    let back = bring_back(&place, "b", &[&place.path("b.keys")], "b");
    let loss = Loss { reason: "fire".into(), checkpoint: Some(published) };
    let accept = Options { accept_loss: Some(loss), ..options() };
    let log = SledLog::open(&back.data(), &back.keys(), &accept).unwrap();
    assert!(matches!(log.own_events().unwrap().pop().unwrap().1, OwnEvent::OriginOpened(event) if event.lost_size == 90));
}

#[tokio::test]
async fn the_store_is_made_anew_on_demand() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 300).await;
    let root = log.root(300).unwrap();
    assert!(matches!(rebuild(&place.data(), &place.keys(), &options()), Err(OpenError::Locked(_))));
    drop(log);
    std::fs::write(place.data().join("sled/mark"), "of the old one").unwrap();
    let log = rebuild(&place.data(), &place.keys(), &options()).unwrap();
    assert_eq!((log.root(300).unwrap(), sound(&log).len()), (root, 300));
    assert!(!place.data().join("sled/mark").exists() && !place.data().join("sled.aside").exists());
}

#[tokio::test]
async fn a_running_log_is_verified_in_place() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 100).await;
    let note = log.checkpoint().unwrap();
    append(&log, 100, 120).await;
    let found = log.verify(Some(&note), None).unwrap();
    assert_eq!((found.size, found.first_bad, Ok(found.root)), (120, None, log.root(120).map_err(drop)));
    assert_eq!(log.check_keys(None).unwrap().missing, 0);
    let segment = place.segments().remove(0);
    let mut bytes = std::fs::read(&segment).unwrap();
    bytes[5000] ^= 4;
    std::fs::write(&segment, &bytes).unwrap();
    assert!(log.verify(None, None).unwrap().first_bad.is_some());
    copy_folder(&place.keys(), &place.path("kept"));
}
