//! A process that appends is killed again and again: what it acknowledged is there, nothing is there twice, nothing is torn.
#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]

mod common;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use common::{command, options};
use hanhtrinh_log::suite::sound;
use hanhtrinh_log::{AppendError, Log};
use hanhtrinh_log_sled::{SledLog, verify_folder};

const CHILD: &str = "HANHTRINH_TEST_APPEND_TO";

/// Appends until it is killed, when it was started as a child by the test below; does nothing otherwise.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let Some(folder) = std::env::var_os(CHILD).map(PathBuf::from) else {
        return;
    };
    let log = SledLog::open(&folder.join("data"), &folder.join("data.keys"), &options()).unwrap();
    let log = std::sync::Arc::new(log);
    let mut tasks = Vec::new();
    for lane in 0..8u128 {
        let log = std::sync::Arc::clone(&log);
        tasks.push(tokio::spawn(async move {
            for number in 0.. {
                let id = number * 8 + lane + 1;
                match log.append(command(&*log, id)).await {
                    Ok(receipt) => println!("ack {id} {}", receipt.position),
                    Err(AppendError::Busy) => tokio::task::yield_now().await,
                    Err(error) => panic!("{error}"),
                }
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test]
async fn acknowledged_commands_survive_kill_9() {
    let place = common::Place::new();
    drop(place.create());
    let mut acknowledged = std::collections::BTreeMap::new();
    for round in 0..6 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child", "--nocapture"])
            .env(CHILD, place.path(""))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut seen = 0;
        for line in lines.by_ref() {
            let line = line.unwrap();
            seen += usize::from(note(&line, &mut acknowledged));
            // Each round is killed somewhere else, also after change of segments.
            if seen > 40 + round * 150 {
                break;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines {
            note(&line.unwrap(), &mut acknowledged);
        }
        assert!(seen > 40, "the child of round {round} appended");
        let log = place.open().unwrap();
        let leaves = sound(&log);
        let mut commands = std::collections::HashSet::new();
        assert!(
            leaves.iter().all(|leaf| commands.insert(leaf.cmd)),
            "no command is there twice"
        );
        for (id, position) in &acknowledged {
            assert_eq!(
                leaves[*position as usize].id.as_u128(),
                *id,
                "command {id} is where its receipt says"
            );
            assert!(log.append(command(&log, *id)).await.unwrap().repeated);
        }
        drop(log);
        let verified = verify_folder(&place.data(), None, None).unwrap();
        assert_eq!((verified.first_bad, verified.store_differs), (None, None));
    }
}

/// Reads `ack <id> <position>`; a line cut by the kill is no acknowledgement.
fn note(line: &str, acknowledged: &mut std::collections::BTreeMap<u128, u64>) -> bool {
    let Some((id, position)) = line.split_once("ack ").and_then(|(_, rest)| rest.split_once(' ')) else {
        return false;
    };
    match (id.parse(), position.parse()) {
        (Ok(id), Ok(position)) => {
            acknowledged.insert(id, position);
            true
        }
        _ => false,
    }
}
