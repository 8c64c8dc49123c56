//! Speed of bulk loading and of opening. Ignored by default: it says something only in a release build on a quiet machine.
#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]

use std::time::Instant;

use hanhtrinh_log::Log;
use hanhtrinh_log::suite::{commit, draft};
use hanhtrinh_log_sled::{NewLog, Options, SledLog};
use hanhtrinh_record::StreamId;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn loads_and_opens_fast() {
    let count: u128 = std::env::var("EVENTS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(300_000);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (data, keys) = (folder.path().join("data"), folder.path().join("keys"));
    let new = NewLog {
        registry: "test.invalid".into(),
        province: "40".into(),
        demo: true,
    };
    let log = SledLog::create(&data, &keys, &new, &Options::default()).unwrap();
    let secret = format!("{{\"note\":\"{}\"}}", "x".repeat(180));
    let commits: Vec<_> = (0..count)
        .map(|id| {
            let stream = StreamId::new("case", uuid::Uuid::from_u128((id / 6) << 64));
            commit(&log, id, vec![draft(id, &stream, &[(id / 6, &secret)])])
        })
        .collect();
    let start = Instant::now();
    let answers = log.append_many(commits).await;
    let spent = start.elapsed();
    assert!(answers.iter().all(Result::is_ok));
    println!(
        "load: {count} events in {spent:?}: {:.0}/s",
        count as f64 / spent.as_secs_f64()
    );
    let root = log.root(log.head().size).unwrap();
    let start = Instant::now();
    let (mut from, size) = (0, log.head().size);
    while from < size {
        from += log.read(from, 1000).unwrap().len() as u64;
    }
    println!("scan: {:?}", start.elapsed());
    let start = Instant::now();
    log.close().unwrap();
    println!("close: {:?}", start.elapsed());
    drop(log);
    let start = Instant::now();
    let log = SledLog::open(&data, &keys, &Options::default()).unwrap();
    println!("open: {:?}", start.elapsed());
    assert_eq!(log.root(log.head().size).unwrap(), root);
    drop(log);
    std::fs::remove_dir_all(data.join("sled")).unwrap();
    let start = Instant::now();
    let log = SledLog::open(&data, &keys, &Options::default()).unwrap();
    println!("rebuild: {:?}", start.elapsed());
    assert_eq!(log.root(log.head().size).unwrap(), root);
    let start = Instant::now();
    for id in 0..1000u128 {
        log.append(commit(
            &log,
            count + id,
            vec![draft(count + id, &StreamId::new("case", id), &[(id, &secret)])],
        ))
        .await
        .unwrap();
    }
    println!("one by one: {:.0}/s", 1000.0 / start.elapsed().as_secs_f64());
}
