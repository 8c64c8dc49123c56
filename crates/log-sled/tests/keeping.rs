//! Keys and backups over the years: rotation, restoring, losses, forgetting that lasts.
#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]

mod common;

use common::{Place, append, command, copy_folder, new_log, options};
use hanhtrinh_log::suite::{commit, draft, sound};
use hanhtrinh_log::{AppendError, Log, Opened};
use hanhtrinh_log_sled::{KeysFound, OpenError, Options, SledLog, check_keys, rebuild, verify_folder};
use hanhtrinh_record::own::OwnEvent;
use hanhtrinh_record::{Author, StreamId};
use uuid::Uuid;

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
        assert_eq!(
            verify_folder(&place.data(), Some(note), None).unwrap().first_bad,
            None
        );
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

/// Whoever sends a command has its fingerprint before the log takes it: a new epoch may come between, and again before the repeat.
#[tokio::test]
async fn a_command_under_way_while_an_epoch_begins_is_known_when_it_comes_again() {
    let place = Place::new();
    let log = place.create();
    let (before, other) = (command(&log, 5), command(&log, 6));
    log.begin_epoch(&Author::system()).unwrap();
    assert!(!log.append(before.clone()).await.unwrap().repeated);
    let kept = log.receipt("account-1", before.command).unwrap().unwrap();
    let again = command(&log, 5);
    assert_ne!(before.fingerprint, again.fingerprint);
    for commit in [&before, &again] {
        assert!(kept.answers(&commit.fingerprint));
        assert!(log.append(commit.clone()).await.unwrap().repeated, "one result");
    }
    // It was recorded with the new secret, and an answer to the first attempt is asked for with the old one.
    assert!(!log.append(command(&log, 6)).await.unwrap().repeated);
    let kept = log.receipt("account-1", other.command).unwrap().unwrap();
    assert!(kept.comparable && kept.answers(&other.fingerprint));
    assert!(log.append(other).await.unwrap().repeated);
    // Another body under the same id is still another command.
    assert!(!kept.answers(&log.fingerprint(b"another body")));
    drop(log);
    let log = place.open().unwrap();
    assert!(log.append(before).await.unwrap().repeated);
    assert!(log.append(command(&log, 6)).await.unwrap().repeated);
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
    assert!(
        !log.receipt("account-1", Uuid::from_u128(5))
            .unwrap()
            .is_some_and(|kept| kept.comparable)
    );
    log.append(command(&log, 70)).await.unwrap();
    (again.command, again.fingerprint) = (Uuid::from_u128(70), log.fingerprint(b"another body"));
    assert!(matches!(log.append(again).await, Err(AppendError::CommandReused)));
    log.close().unwrap();
    drop(log);
    for file in std::fs::read_dir(place.keys()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in [&old, &old_secret] {
            assert!(
                !bytes.windows(32).any(|part| part == &secret[..32]),
                "an old secret is still there"
            );
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
    let mut refused = commit(
        &log,
        500,
        vec![draft(500, &StreamId::new("case", 1), &[(777, "{}")])],
    );
    refused.reads = vec![(StreamId::new("case", 1), 99)];
    assert!(matches!(
        log.append(refused).await,
        Err(AppendError::Conflict { .. })
    ));
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
    let expected = KeysFound {
        living: 25,
        ..KeysFound::default()
    };
    assert_eq!(good, expected);
    let file = killed.keys().join("persons.keys");
    let bytes = std::fs::read(&file).unwrap();
    // Behind the records lie zeros; the last two records are cut off.
    let used = bytes.iter().rposition(|byte| *byte != 0).unwrap() + 1;
    std::fs::write(&file, &bytes[..used.next_multiple_of(128) - 2 * 128]).unwrap();
    // What is proven to be used is missed when the file is read, anything else when it is compared with the leaves.
    assert!(matches!(
        check_keys(&killed.data(), &killed.keys(), None),
        Err(OpenError::Keys(_))
    ));
    assert!(matches!(killed.open().err().unwrap(), OpenError::Keys(_)));
    std::fs::remove_file(killed.keys().join("proven")).unwrap();
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
    assert_eq!(
        check_keys(&killed.data(), &killed.keys(), None).unwrap().returned,
        1
    );
    let log = killed.open().unwrap();
    assert!(matches!(opens(&log, 4), Opened::Erased));
    // A key made after that is another one and stays.
    log.append(commit(
        &log,
        601,
        vec![draft(601, &StreamId::new("case", 4), &[(4, "{}")])],
    ))
    .await
    .unwrap();
    drop(log);
    let log = killed.open().unwrap();
    assert!(matches!(opens(&log, 31), Opened::Open(_)));
    assert!(matches!(opens(&log, 4), Opened::Erased));
}

#[tokio::test]
async fn the_store_is_made_anew_on_demand() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 300).await;
    let root = log.root(300).unwrap();
    assert!(matches!(
        rebuild(&place.data(), &place.keys(), &options()),
        Err(OpenError::Locked(_))
    ));
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
    assert_eq!(
        (found.size, found.first_bad, Ok(found.root)),
        (120, None, log.root(120).map_err(drop))
    );
    assert_eq!(log.check_keys(None).unwrap().missing, 0);
    let segment = place.segments().remove(0);
    let mut bytes = std::fs::read(&segment).unwrap();
    bytes[5000] ^= 4;
    std::fs::write(&segment, &bytes).unwrap();
    assert!(log.verify(None, None).unwrap().first_bad.is_some());
    copy_folder(&place.keys(), &place.path("kept"));
}

#[tokio::test]
async fn a_start_that_does_not_continue_what_was_signed_is_refused() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 20).await;
    let earlier = place.killed();
    append(&log, 20, 30).await;
    log.close().unwrap();
    drop(log);
    // An older folder with the keys of today.
    let shorter = earlier.killed();
    std::fs::copy(place.keys().join("checkpoint"), shorter.keys().join("checkpoint")).unwrap();
    assert!(matches!(
        shorter.open(),
        Err(OpenError::Shorter { known: 30, .. })
    ));
    // A folder that went on otherwise.
    let log = earlier.open().unwrap();
    append(&log, 100, 115).await;
    drop(log);
    std::fs::copy(place.keys().join("checkpoint"), earlier.keys().join("checkpoint")).unwrap();
    assert!(matches!(
        earlier.open(),
        Err(OpenError::OtherHistory { size: 30 })
    ));
    // A mark that somebody wrote.
    let note = std::fs::read_to_string(place.keys().join("checkpoint")).unwrap();
    std::fs::write(
        place.keys().join("checkpoint"),
        note.replacen("\n30\n", "\n29\n", 1),
    )
    .unwrap();
    assert!(matches!(place.open(), Err(OpenError::Checkpoint(_))));
}

#[tokio::test]
async fn a_demo_made_as_a_whole_is_a_log_like_any_other_when_it_is_closed() {
    let place = Place::new();
    let whole = Options {
        as_a_whole: true,
        ..options()
    };
    let log = SledLog::create(&place.data(), &place.keys(), &new_log(), &whole).unwrap();
    let commits = (1..800).map(|id| command(&log, id)).collect();
    assert!(log.append_many(commits).await.iter().all(Result::is_ok));
    // A process that is stopped leaves what it wrote in the cache of the system.
    let killed = place.killed();
    assert_eq!(killed.open().unwrap().head().size, 800);
    log.close().unwrap();
    let root = log.root(800).unwrap();
    drop(log);
    assert!(place.segments().len() > 1);
    let log = place.open().unwrap();
    assert_eq!(sound(&log).len(), 800);
    assert_eq!(log.root(800).unwrap(), root);
    drop(log);
    let found = check_keys(&place.data(), &place.keys(), None).unwrap();
    assert_eq!((found.living, found.missing), (25, 0));
}
