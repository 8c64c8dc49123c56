use hanhtrinh_log::Log;
use hanhtrinh_log::suite::{commit, draft};
use hanhtrinh_record::StreamId;

use super::*;
use crate::{NewLog, Options};

type Found = Vec<(u64, String, Vec<(Uuid, Option<Vec<u8>>)>)>;

/// Contents are compared, and never printed.
fn content(opened: Opened) -> Option<Vec<u8>> {
    match opened {
        Opened::Open(bytes) => Some(bytes),
        Opened::Erased | Opened::Missing => None,
    }
}

fn by_spans(log: &SledLog, from: u64, to: u64) -> Found {
    let mut found = Vec::new();
    for span in log.spans(from, to).unwrap() {
        let wanted = |stream: &str| stream.starts_with("worker/");
        let take = |position, stream: &str, beside: Beside| {
            let parts = beside
                .into_iter()
                .map(|(subject, opened)| (subject, content(opened)));
            found.push((position, stream.to_owned(), parts.collect()));
        };
        log.opener().open_span(&span, wanted, take).unwrap();
    }
    found
}

fn one_by_one(log: &SledLog, from: u64, to: u64) -> Found {
    let mut found = Vec::new();
    for position in from..to {
        let entry = &log.read(position, 1).unwrap()[0];
        let leaf = entry.leaf().unwrap();
        if leaf.stream.kind() != "worker" || leaf.sealed.is_empty() {
            continue;
        }
        let parts = leaf.sealed.iter().enumerate();
        let parts = parts.map(|(at, sealed)| (sealed.subject, content(log.open_sealed(entry, at).unwrap())));
        found.push((position, leaf.stream.as_str().to_owned(), parts.collect()));
    }
    found
}

#[tokio::test]
async fn finds_what_is_found_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let (data, keys) = (folder.path().join("data"), folder.path().join("keys"));
    let new = NewLog {
        registry: "test.invalid".into(),
        province: "40".into(),
        demo: true,
    };
    let options = Options {
        segment_bytes: 64 << 10,
        ..Options::default()
    };
    let log = SledLog::create(&data, &keys, &new, &options).unwrap();
    let commits = (1..1000_u128).map(|id| {
        let kind = ["worker", "case", "worker"][id as usize % 3];
        let content = format!("{{\"number\":{id}}}");
        let sealed: Vec<(u128, &str)> = match id % 5 {
            0 => vec![],
            1 => vec![(id % 7, &content), (id % 11, "{}")],
            _ => vec![(id % 7, &content)],
        };
        commit(&log, id, vec![draft(id, &StreamId::new(kind, id % 9), &sealed)])
    });
    assert!(log.append_many(commits.collect()).await.iter().all(Result::is_ok));

    let size = log.head().size;
    let (whole, part) = (one_by_one(&log, 0, size), one_by_one(&log, 301, 777));
    assert!(whole.len() > 400 && log.spans(0, size).unwrap().len() > 5);
    assert_eq!(by_spans(&log, 0, size), whole);
    assert_eq!(by_spans(&log, 301, 777), part);
    assert_eq!(by_spans(&log, 500, 500), []);

    // What a damaged or lost segment does not give comes from sled.
    log.close().unwrap();
    let list = segments(&log.shared().journal).unwrap();
    let path = |at: usize| segment_path(&log.shared().journal, list[at]);
    let mut bytes = fs::read(path(1)).unwrap();
    bytes[20_000] ^= 1;
    fs::write(path(1), bytes).unwrap();
    fs::remove_file(path(3)).unwrap();
    fs::write(path(4), b"not a segment").unwrap();
    assert_eq!(by_spans(&log, 0, size), whole);
    assert_eq!(by_spans(&log, 301, 777), part);
}

#[test]
fn a_stream_is_read_where_it_stands() {
    let line = |stream: &str| {
        let id = Uuid::nil();
        format!("{{\"v\":1,\"id\":\"{id}\",\"stream\":\"{stream}\",\"n\":1}}")
    };
    assert_eq!(stream_of(line("worker/a").as_bytes()), Some("worker/a"));
    for other in [
        &line(r"wo\u0072ker/a"),
        "{}",
        "",
        &line("worker/a")[..60],
        &line("worker/a")[1..],
    ] {
        assert_eq!(stream_of(other.as_bytes()), None, "{other}");
    }
}
