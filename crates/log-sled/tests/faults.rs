//! What goes wrong on disks: torn tails, flipped bits, a lost or ruined working store, folders that are older than their keys.
#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]

mod common;

use common::{Place, append, command, frames};
use hanhtrinh_log::suite::sound;
use hanhtrinh_log::{AppendError, Log};
use hanhtrinh_log_sled::{JournalError, OpenError, verify_folder};

#[tokio::test]
async fn a_torn_tail_is_cut_at_any_byte() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 21).await;
    let whole = place.killed();
    let segment = whole.segments().pop().unwrap();
    let bytes = std::fs::read(&segment).unwrap();
    let last = *frames(&bytes).last().unwrap();
    let end = bytes.iter().rposition(|byte| *byte != 0).unwrap() + 1;
    for cut in (last..end).step_by(29).chain([last + 1, end - 1]) {
        let torn = whole.killed();
        std::fs::remove_dir_all(torn.data().join("sled")).unwrap();
        let mut bytes = bytes.clone();
        bytes[cut..].fill(0);
        std::fs::write(torn.segments().pop().unwrap(), &bytes).unwrap();
        let log = torn.open().unwrap();
        assert_eq!(log.head().size, 20, "cut at {cut}");
        assert!(
            !log.append(command(&log, 20)).await.unwrap().repeated,
            "what was torn may be sent again"
        );
        assert_eq!(sound(&log).len(), 21);
        drop(log);
        let verified = verify_folder(&torn.data(), None, None).unwrap();
        assert_eq!(
            (verified.size, verified.first_bad, verified.torn_tail),
            (21, None, false)
        );
    }
}

#[tokio::test]
async fn a_flipped_bit_in_the_middle_is_named() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 150).await;
    let killed = place.killed();
    let segments = killed.segments();
    assert!(segments.len() > 1, "the log has several segments");
    let mut position = 0;
    for (number, segment) in segments.iter().enumerate() {
        let bytes = std::fs::read(segment).unwrap();
        let frames = frames(&bytes);
        for (at, frame) in frames.iter().enumerate() {
            let last = number + 1 == segments.len() && at + 1 == frames.len();
            if !last && at % 9 == 4 {
                let mut bad = bytes.clone();
                bad[frame + 20 + at * 3] ^= 0x10;
                std::fs::write(segment, &bad).unwrap();
                let found = verify_folder(&killed.data(), None, None).unwrap();
                assert_eq!(
                    found.first_bad.map(|bad| bad.position),
                    Some(position),
                    "segment {number}, frame {at}"
                );
                assert_eq!(found.size, position);
                // Without sled the log has to read the damage, and refuses by name.
                let bare = killed.killed();
                std::fs::remove_dir_all(bare.data().join("sled")).unwrap();
                let refused = bare.open().err().unwrap();
                assert!(
                    matches!(refused, OpenError::Journal(JournalError::Damaged { position: named, .. }) if named == position),
                    "{refused}"
                );
                std::fs::write(segment, &bytes).unwrap();
            }
            position += 1;
        }
    }
    assert_eq!(position, 150);
}

#[tokio::test]
async fn a_missing_segment_and_a_bad_header_are_named() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 250).await;
    let one = place.killed();
    std::fs::remove_dir_all(one.data().join("sled")).unwrap();
    std::fs::remove_file(&one.segments()[1]).unwrap();
    assert!(matches!(
        one.open().err().unwrap(),
        OpenError::Journal(JournalError::Missing { segment: 1 })
    ));
    let two = place.killed();
    std::fs::remove_dir_all(two.data().join("sled")).unwrap();
    let mut bytes = std::fs::read(&two.segments()[1]).unwrap();
    bytes[20] ^= 1;
    std::fs::write(&two.segments()[1], bytes).unwrap();
    assert!(matches!(
        two.open().err().unwrap(),
        OpenError::Journal(JournalError::SegmentHeader { segment: 1 })
    ));
}

#[tokio::test]
async fn sled_is_made_again() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 400).await;
    let (root, size) = (log.root(400).unwrap(), log.head().size);
    log.close().unwrap();
    drop(log);
    std::fs::remove_dir_all(place.data().join("sled")).unwrap();
    let log = place.open().unwrap();
    assert_eq!((log.root(400).unwrap(), log.head().size), (root, size));
    drop(log);
    for ruin in 0..4u8 {
        let ruined = place.killed();
        for file in walk(&ruined.data().join("sled")) {
            let mut bytes = std::fs::read(&file).unwrap();
            match ruin {
                0 => bytes
                    .iter_mut()
                    .enumerate()
                    .for_each(|(at, byte)| *byte = (at * 31) as u8),
                1 => bytes.truncate(bytes.len() / 2),
                2 => bytes.fill(0),
                _ => bytes
                    .iter_mut()
                    .skip(4000)
                    .step_by(4096)
                    .for_each(|byte| *byte ^= 0xff),
            }
            std::fs::write(&file, bytes).unwrap();
        }
        let log = ruined.open().unwrap();
        assert_eq!(
            (log.root(400).unwrap(), log.head().size),
            (root, size),
            "ruin {ruin}"
        );
        sound(&log);
        append(&log, 400, 410).await;
        log.close().unwrap();
        drop(log);
        assert_eq!(verify_folder(&ruined.data(), None, None).unwrap().first_bad, None);
    }
    std::fs::write(
        place.data().join("sled/snap.00000000000000ff.generating"),
        b"half",
    )
    .unwrap();
    assert_eq!(place.open().unwrap().head().size, size);
}

#[tokio::test]
async fn an_older_folder_than_its_keys_is_refused() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 10).await;
    let old = place.killed();
    append(&log, 10, 20).await;
    log.close().unwrap();
    drop(log);
    std::fs::remove_dir_all(old.keys()).unwrap();
    common::copy_folder(&place.keys(), &old.keys());
    let refused = old.open().err().unwrap();
    assert!(
        matches!(
            refused,
            OpenError::Shorter {
                found: 10,
                known: 20,
                ..
            }
        ),
        "{refused}"
    );
    // Another history of the same length as was signed.
    let other = Place::new();
    common::copy_folder(&place.data(), &other.data());
    let before = place.killed();
    let log = before.open().unwrap();
    append(&log, 20, 30).await;
    log.close().unwrap();
    drop(log);
    common::copy_folder(&before.keys(), &other.keys());
    let kept = std::fs::read(other.keys().join("checkpoint")).unwrap();
    std::fs::copy(place.keys().join("checkpoint"), other.keys().join("checkpoint")).unwrap();
    let log = other.open().unwrap();
    append(&log, 50, 60).await;
    log.close().unwrap();
    drop(log);
    std::fs::write(other.keys().join("checkpoint"), kept).unwrap();
    assert!(matches!(
        other.open().err().unwrap(),
        OpenError::OtherHistory { size: 30 }
    ));
}

#[tokio::test]
async fn a_journal_shorter_than_sled_is_refused() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 300).await;
    log.close().unwrap();
    drop(log);
    std::fs::remove_file(place.keys().join("checkpoint")).unwrap();
    for segment in place.segments().into_iter().skip(1) {
        std::fs::remove_file(segment).unwrap();
    }
    let refused = place.open().err().unwrap();
    assert!(
        matches!(
            refused,
            OpenError::Shorter {
                witness: "the working store",
                ..
            }
        ),
        "{refused}"
    );
}

#[tokio::test]
async fn a_failing_disk_stops_writing_and_not_reading() {
    let place = Place::new();
    let log = place.create();
    append(&log, 1, 30).await;
    std::fs::rename(place.data().join("journal"), place.path("away")).unwrap();
    let mut id = 30;
    let failed = loop {
        match log.append(command(&log, id)).await {
            Ok(_) => id += 1,
            Err(error) => break error,
        }
        assert!(id < 1000, "the next segment cannot be made");
    };
    assert!(matches!(failed, AppendError::OutcomeUnknown(_)), "{failed}");
    assert!(matches!(
        log.append(command(&log, 2000)).await,
        Err(AppendError::ReadOnly(_))
    ));
    assert_eq!(sound(&log).len() as u128, id, "what was acknowledged is served");
    drop(log);
    std::fs::rename(place.path("away"), place.data().join("journal")).unwrap();
    let log = place.open().unwrap();
    log.append(command(&log, id)).await.unwrap();
    assert_eq!(sound(&log).len() as u128, id + 1);
}

#[tokio::test]
async fn one_process_and_no_keys_of_others() {
    let place = Place::new();
    let log = place.create();
    assert!(matches!(place.open().err().unwrap(), OpenError::Locked(_)));
    append(&log, 1, 5).await;
    log.close().unwrap();
    assert!(matches!(
        log.append(command(&log, 9)).await,
        Err(AppendError::ReadOnly(_))
    ));
    drop(log);
    let stranger = Place::new();
    drop(stranger.create());
    std::fs::remove_dir_all(place.keys()).unwrap();
    assert!(matches!(place.open().err().unwrap(), OpenError::Keys(_)));
    common::copy_folder(&stranger.keys(), &place.keys());
    assert!(matches!(place.open().err().unwrap(), OpenError::Keys(_)));
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            files.extend(walk(&path));
        } else {
            files.push(path);
        }
    }
    files
}
