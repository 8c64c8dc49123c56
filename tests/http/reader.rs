//! A reader written from `docs/LOG-FORMAT.md` alone, in another language, finds the same root and accepts the same proofs.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use axum::http::StatusCode;
use hanhtrinh_log_sled::{ExportTo, export_bundle, export_log};
use hanhtrinh_record::Author;
use hanhtrinh_record::seal::hex;
use hanhtrinh_tests::workspace::root;

use crate::support::House;

/// Runs the reader; nothing where this machine has no Python.
fn read(arguments: &[&str], dir: &Path) -> Option<Output> {
    let script = root().join("tests/reader/read_log.py");
    let run = Command::new("python3")
        .arg(script)
        .args(arguments)
        .current_dir(dir)
        .output();
    match run {
        Ok(output) => Some(output),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            // Written past the capture of the test's output: a test that did not run must not look like one that did.
            let note = b"\nSKIPPED: python3 is not here, so tests/reader/read_log.py was not run\n";
            std::io::stderr().write_all(note).unwrap();
            None
        }
        Err(error) => panic!("{error}"),
    }
}

#[track_caller]
fn accepts(arguments: &[&str], dir: &Path) -> Option<String> {
    let output = read(arguments, dir)?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(said)
}

#[track_caller]
fn refuses(arguments: &[&str], dir: &Path, what: &str) {
    let Some(output) = read(arguments, dir) else {
        return;
    };
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains(what), "{said}");
    assert!(!said.contains("Traceback"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_in_another_language_agrees() {
    let house = House::new();
    let officer = house.commune_officer().await;
    for number in 0..20 {
        officer
            .register("Nguyễn Văn An", &format!("02509500{number:04}"), house.commune)
            .await;
    }
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let write = |name: &str, bytes: &[u8]| std::fs::write(dir.join(name), bytes).unwrap();
    let log = house.registry.log();
    let (mut leaves, mut sealed, mut bundle) = (Vec::new(), Vec::new(), Vec::new());
    let to = ExportTo {
        leaves: &mut leaves,
        sealed: Some(&mut sealed),
        commands: None,
    };
    let done = export_log(log, to, None).unwrap();
    let note = log.checkpoint().unwrap();
    export_bundle(log, &note, &mut bundle, true, None).unwrap();
    let proof = officer.get("/log/proof/7").await;
    proof.expect(StatusCode::OK);
    write("l.ndjson", &leaves);
    write("l.ndjson.sealed", &sealed);
    write("l.bundle", &bundle);
    write("note", note.as_bytes());
    write("proof", &proof.bytes);
    let key = &log.genesis().verifier;

    let arguments = [
        "l.ndjson",
        "--checkpoint",
        "note",
        "--proof",
        "proof",
        "--key",
        key,
    ];
    let Some(said) = accepts(&arguments, dir) else {
        return;
    };
    let first = format!("{} events, root {}", done.size, hex(&done.root));
    assert!(
        said.starts_with(&first) && said.contains("event 7 is proven"),
        "{said}"
    );
    let said = accepts(&["l.bundle", "--proof", "proof"], dir).unwrap();
    assert!(
        said.starts_with(&first) && said.contains("the checkpoint over"),
        "{said}"
    );

    let text = String::from_utf8(leaves).unwrap();
    write(
        "other",
        text.replacen("\"sex\":\"male\"", "\"sex\":\"female\"", 1)
            .as_bytes(),
    );
    refuses(&["other", "--checkpoint", "note"], dir, "another root");
    write(
        "gap",
        text.lines()
            .filter(|line| !line.contains("\"n\":1,"))
            .collect::<Vec<_>>()
            .join("\n")
            .as_bytes(),
    );
    refuses(&["gap"], dir, "the last line is cut");
    write(
        "cut",
        text.split_inclusive('\n').take(9).collect::<String>().as_bytes(),
    );
    refuses(
        &["cut", "--checkpoint", "note"],
        dir,
        "ends before its checkpoint",
    );
    let swapped = String::from_utf8(sealed).unwrap().replacen('A', "B", 1);
    write("l.ndjson.sealed", swapped.as_bytes());
    refuses(&["l.ndjson"], dir, "a ciphertext is not the one it names");
    let digit = |text: &str| text.replacen("index 7", "index 8", 1);
    write("proof", digit(&proof.text()).as_bytes());
    refuses(
        &["l.bundle", "--proof", "proof"],
        dir,
        "does not lead from event 8",
    );
    write("note", note.replacen("\n\n", "\nextension\n\n", 1).as_bytes());
    refuses(
        &["other", "--checkpoint", "note"],
        dir,
        "the signature of the checkpoint is wrong",
    );
    // The key changes, and the reader follows.
    log.rotate_signing_key(&Author::system()).unwrap();
    let (mut later, newer) = (Vec::new(), log.checkpoint().unwrap());
    export_bundle(log, &newer, &mut later, false, None).unwrap();
    write("later.bundle", &later);
    let said = accepts(&["later.bundle", "--key", key], dir).unwrap();
    assert!(said.contains("the checkpoint over"), "{said}");
    let forged = String::from_utf8(later)
        .unwrap()
        .replacen("\"by_old\":\"", "\"by_odd\":\"", 1);
    write("later.bundle", forged.as_bytes());
    refuses(&["later.bundle"], dir, "by_old");
    let foreign = key.replacen("test", "best", 1);
    refuses(&["other", "--key", &foreign], dir, "another key");
}
