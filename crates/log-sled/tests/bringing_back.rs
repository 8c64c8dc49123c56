//! Backups: made while the log runs, checked, restored; losses; and the forgotten, who stay so.
#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]

mod common;

use std::path::Path;

use common::{Place, append, options};
use hanhtrinh_log::suite::{commit, sound};
use hanhtrinh_log::{Log, Opened};
use hanhtrinh_log_sled::{
    Loss, OpenError, Options, SledLog, backup, check_keys, restore, verify_backup, verify_folder,
};
use hanhtrinh_record::Author;
use hanhtrinh_record::own::OwnEvent;
use uuid::Uuid;

fn back_up(log: &SledLog, place: &Place, name: &str) {
    let (data, keys) = (place.path(name), place.path(&format!("{name}.keys")));
    backup(
        log,
        &data,
        &keys,
        &[("packs/a".into(), b"dated data".to_vec())],
        None,
    )
    .unwrap();
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
    assert!(
        found.is_good() && found.log.size == 79 && found.keys.as_ref().unwrap().destroyed == 1,
        "{found:?}"
    );
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
    assert!(
        !found.is_good() && missing.missing == 15 + 1 && missing.first_bad.as_ref().unwrap().position == 10,
        "{found:?}"
    );
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
    assert!(
        matches!(refused, Err(OpenError::OtherBackup(_))),
        "never over the backup of another log"
    );
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
    assert!(matches!(
        back.open(),
        Err(OpenError::Shorter {
            found: 60,
            known: 90,
            ..
        })
    ));
    let accept = |reason: &str| Options {
        accept_loss: Some(Loss {
            reason: reason.into(),
            checkpoint: None,
        }),
        ..options()
    };
    let open = |options: &Options| SledLog::open(&back.data(), &back.keys(), options);
    assert!(matches!(open(&accept("a disk: broke")), Err(OpenError::Reason)));
    let log = open(&accept("disk-failure")).unwrap();
    let OwnEvent::OriginOpened(event) = log.own_events().unwrap().pop().unwrap().1 else {
        panic!("an opening")
    };
    assert_eq!(
        (event.lost_size, event.lost_root, &*event.reason),
        (90, hanhtrinh_record::seal::hex(&lost_root), "disk-failure")
    );
    append(&log, 200, 210).await;
    let after = log.checkpoint().unwrap();
    assert!(
        after.starts_with(&format!("{}/2\n71\n", log.genesis().origin)),
        "{after}"
    );
    assert!(
        log.signers().verify(&lost).is_err(),
        "what was lost is not this log any more"
    );
    drop(log);
    assert_eq!(
        verify_folder(&back.data(), Some(&after), None).unwrap().first_bad,
        None
    );
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
    let loss = Loss {
        reason: "fire".into(),
        checkpoint: Some(published),
    };
    let accept = Options {
        accept_loss: Some(loss),
        ..options()
    };
    let log = SledLog::open(&back.data(), &back.keys(), &accept).unwrap();
    assert!(
        matches!(log.own_events().unwrap().pop().unwrap().1, OwnEvent::OriginOpened(event) if event.lost_size == 90)
    );
}

#[tokio::test]
async fn a_loss_that_takes_rotations_with_it_is_accepted_under_the_key_of_today() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 60).await;
    back_up(&log, &place, "b");
    append(&log, 60, 70).await;
    log.rotate_signing_key(&Author::system()).unwrap();
    let between = log.checkpoint().unwrap();
    log.rotate_signing_key(&Author::system()).unwrap();
    append(&log, 70, 90).await;
    let (lost, size) = (log.checkpoint().unwrap(), log.head().size);
    let lost_root = hanhtrinh_record::seal::hex(&log.root(size).unwrap());
    // What is backed up of the keys knows the rotations too.
    back_up(&log, &place, "late");
    drop(log);
    for (keys, checkpoint) in [
        (place.keys(), None),
        (place.path("late.keys"), None),
        (place.keys(), Some(between)),
    ] {
        let back = bring_back(&place, "b", &[&keys], "b");
        let open = |options: &Options| SledLog::open(&back.data(), &back.keys(), options);
        assert!(matches!(
            open(&options()),
            Err(OpenError::Shorter { found: 60, known, .. }) if known == size
        ));
        let accept = |reason: &str| Options {
            accept_loss: Some(Loss {
                reason: reason.into(),
                checkpoint: checkpoint.clone(),
            }),
            ..options()
        };
        assert!(matches!(open(&accept("no code")), Err(OpenError::Reason)));
        let log = open(&accept("disk-failure")).unwrap();
        let OwnEvent::OriginOpened(event) = log.own_events().unwrap().pop().unwrap().1 else {
            panic!("an opening")
        };
        assert_eq!(
            (
                event.lost_size,
                &event.lost_root,
                &*event.reason,
                event.handovers.len()
            ),
            (size, &lost_root, "disk-failure", 2)
        );
        append(&log, 200, 210).await;
        let after = log.checkpoint().unwrap();
        assert!(
            after.starts_with(&format!("{}/2\n71\n", log.genesis().origin)),
            "{after}"
        );
        assert!(log.signers().verify(&lost).is_err());
        drop(log);
        let verified = verify_folder(&back.data(), Some(&after), None).unwrap();
        assert_eq!((verified.size, verified.first_bad), (71, None));
        let log = back.open().unwrap();
        assert_eq!(sound(&log).len(), 71);
        // It goes on as any log does.
        log.rotate_signing_key(&Author::system()).unwrap();
        drop(log);
        drop(back.open().unwrap());
        assert!(open(&accept("again")).is_err());
    }
    // Keys that nothing leads to are another log's, whatever is accepted.
    let back = bring_back(&place, "b", &[&place.keys()], "b");
    std::fs::write(back.keys().join("signing.handovers"), "[]").unwrap();
    let accept = Options {
        accept_loss: Some(Loss {
            reason: "fire".into(),
            checkpoint: None,
        }),
        ..options()
    };
    assert!(matches!(
        SledLog::open(&back.data(), &back.keys(), &accept),
        Err(OpenError::Shorter { .. })
    ));
}

/// The process ended between the rotation and the first checkpoint by the new key, and then the folder was lost.
#[tokio::test]
async fn a_lost_rotation_that_nothing_was_signed_after_is_accepted_too() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 60).await;
    back_up(&log, &place, "b");
    let note = log.checkpoint().unwrap();
    log.rotate_signing_key(&Author::system()).unwrap();
    drop(log);
    std::fs::write(place.keys().join("checkpoint"), note).unwrap();
    let back = bring_back(&place, "b", &[&place.keys()], "b");
    assert!(back.open().is_err());
    let accept = Options {
        accept_loss: Some(Loss {
            reason: "disk-failure".into(),
            checkpoint: None,
        }),
        ..options()
    };
    let log = SledLog::open(&back.data(), &back.keys(), &accept).unwrap();
    let Some((60, OwnEvent::OriginOpened(event))) = log.own_events().unwrap().pop() else {
        panic!("an opening")
    };
    assert_eq!((event.lost_size, event.handovers.len()), (60, 1));
    drop(log);
    assert_eq!(sound(&back.open().unwrap()).len(), 61);
}
