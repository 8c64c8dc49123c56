//! The embedded log keeps the contract of a log.
#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]

use hanhtrinh_log_sled::{NewLog, Options, SledLog};

fn new_log() -> NewLog {
    NewLog {
        registry: "test.invalid".into(),
        province: "40".into(),
        demo: true,
    }
}

#[tokio::test]
async fn keeps_the_contract() {
    let folders = std::cell::RefCell::new(Vec::new());
    hanhtrinh_log::suite::contract(async || {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            segment_bytes: 256 << 10,
            ..Options::default()
        };
        let log = SledLog::create(
            &folder.path().join("data"),
            &folder.path().join("keys"),
            &new_log(),
            &options,
        )
        .unwrap();
        folders.borrow_mut().push(folder);
        log
    })
    .await;
}
