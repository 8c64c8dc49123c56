//! The program as people run it: a small demo, its export taken over elsewhere, an empty registry of one's own.

// Helpers of tests may unwrap as tests do.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn run(arguments: &[&str], dir: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hanhtrinh"))
        .args(arguments)
        .current_dir(dir)
        .output()
        .unwrap()
}

fn json(arguments: &[&str], dir: &Path) -> Value {
    let output = run(arguments, dir);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{arguments:?}: {text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {text}"))
}

#[test]
fn a_demo_is_the_same_for_the_same_seed_and_travels_as_an_export() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let made = ["d", "e"].map(|name| json(&["demo", "--data", name, "--workers", "400", "--json"], dir));
    assert_eq!(
        (&made[0]["size"], &made[0]["root"]),
        (&made[1]["size"], &made[1]["root"])
    );
    let report = |data: &str| {
        let mut report = json(
            &[
                "report",
                "departures",
                "--data",
                data,
                "--unit",
                "38",
                "--period",
                "2024",
                "--as-of",
                "2025-07-16",
                "--by",
                "market",
                "--json",
            ],
            dir,
        );
        report["rules"] = Value::Null;
        report
    };
    let first = report("d");
    assert!(first["value"].as_u64().unwrap() > 50, "{first}");
    assert_eq!(first["plan"]["value"], 6000);
    assert_eq!(first, report("e"));
    let later = json(
        &[
            "report",
            "departures",
            "--data",
            "d",
            "--period",
            "2024",
            "--as-of",
            "2026-11-15",
            "--json",
        ],
        dir,
    );
    assert_ne!(
        first["value"], later["value"],
        "what was recorded since makes today's figures differ"
    );
    let accounts: Value =
        serde_json::from_slice(&std::fs::read(dir.join("d/demo-accounts.json")).unwrap()).unwrap();
    let roles: Vec<&str> = accounts
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["role"].as_str())
        .collect();
    assert_eq!(
        roles,
        [
            "commune_officer",
            "unit_leader",
            "province_officer",
            "recruiter",
            "auditor",
            "administrator",
            "service_centre"
        ]
    );
    assert_eq!(
        std::fs::read(dir.join("d/demo-accounts.json")).unwrap(),
        std::fs::read(dir.join("e/demo-accounts.json")).unwrap()
    );

    let verified = json(&["verify", "--data", "d", "--json"], dir);
    let exported = json(&["export", "--data", "d", "--out", "l.ndjson", "--json"], dir);
    let imported = json(&["import", "log", "l.ndjson", "--data", "copy", "--json"], dir);
    let again = json(&["verify", "--data", "copy", "--json"], dir);
    for found in [&exported, &imported, &again] {
        assert_eq!(
            (&found["size"], &found["root"]),
            (&verified["size"], &verified["root"])
        );
    }
    let lines = std::fs::read_to_string(dir.join("l.ndjson")).unwrap();
    assert_eq!(lines.lines().count() as u64, verified["size"].as_u64().unwrap());

    let refused = run(&["demo", "--data", "d", "--workers", "10"], dir);
    assert!(
        !refused.status.success(),
        "a demo is made in an empty folder only"
    );
}

#[test]
fn an_empty_registry_starts_and_takes_a_list() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let started = json(
        &[
            "init",
            "--province",
            "25",
            "--data",
            "p",
            "--admin",
            "quantri",
            "--json",
        ],
        dir,
    );
    assert_eq!(started["user"], "quantri");
    assert!(started["password"].as_str().unwrap().len() >= 12);
    std::fs::write(
        dir.join("list.csv"),
        "ho_ten;ngay_sinh;gioi_tinh;xa;ngay_xuat_canh;thi_truong;hinh_thuc\nBùi Văn Đức;1990;Nam;Phường Việt Trì;05/07/2025;Đức;Cá nhân\nBùi Thị Én;x;Nữ;Phường Việt Trì;05/07/2025;Đức;Cá nhân\n",
    )
    .unwrap();
    let dry = json(
        &[
            "import",
            "departures",
            "list.csv",
            "--data",
            "p",
            "--dry-run",
            "--json",
        ],
        dir,
    );
    assert_eq!(
        (dry["recorded"].as_u64(), dry["rejected"].as_u64()),
        (Some(1), Some(1)),
        "{dry}"
    );
    let done = json(
        &[
            "import",
            "departures",
            "list.csv",
            "--data",
            "p",
            "--rejects",
            "r.csv",
            "--json",
        ],
        dir,
    );
    assert_eq!(done["recorded"], 1);
    assert!(
        std::fs::read_to_string(dir.join("r.csv"))
            .unwrap()
            .contains("Bùi Thị Én")
    );
    let again = json(
        &["import", "departures", "list.csv", "--data", "p", "--json"],
        dir,
    );
    assert_eq!(
        (again["recorded"].as_u64(), again["unchanged"].as_u64()),
        (Some(0), Some(1))
    );
    let report = json(
        &[
            "report",
            "departures",
            "--data",
            "p",
            "--period",
            "2025",
            "--json",
        ],
        dir,
    );
    assert_eq!(
        (report["unit"].as_str(), report["value"].as_u64()),
        (Some("25"), Some(1))
    );
    let stock = json(&["report", "stock", "--data", "p", "--json"], dir);
    assert_eq!(stock["value"], 1);

    let added = json(
        &[
            "user",
            "add",
            "--data",
            "p",
            "--user",
            "canbo",
            "--role",
            "province_officer",
            "--json",
        ],
        dir,
    );
    assert_eq!(added["unit"], "25@2025");
    assert!(
        run(&["user", "disable", "canbo", "--data", "p"], dir)
            .status
            .success()
    );
    let users = json(&["user", "list", "--data", "p", "--json"], dir);
    assert_eq!(users.as_array().unwrap().len(), 2);
    assert!(
        !run(&["user", "disable", "nobody", "--data", "p"], dir)
            .status
            .success()
    );
}

#[test]
fn failures_say_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    for (arguments, says) in [
        (&["report", "stock", "--data", "none"][..], "init"),
        (&["init", "--province", "17", "--data", "x"], "25 for Phú Thọ"),
        (&["import", "departures", "none.csv", "--data", "x"], "none.csv"),
        (
            &["report", "departures", "--data", "x", "--period", "2025-H3"],
            "2025-H1",
        ),
    ] {
        let output = run(arguments, dir);
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(
            !output.status.success() && text.contains(says),
            "{arguments:?}: {text}"
        );
    }
}

#[test]
fn damage_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    json(&["init", "--province", "38", "--data", "d", "--json"], dir);
    json(&["export", "--data", "d", "--out", "l.ndjson", "--json"], dir);
    let text = std::fs::read_to_string(dir.join("l.ndjson")).unwrap();
    std::fs::write(dir.join("l.ndjson"), text.replacen("\"n\":2", "\"n\":7", 1)).unwrap();
    let output = run(&["verify", "--export", "l.ndjson", "--json"], dir);
    assert!(!output.status.success());
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("position"),
        "{output:?}"
    );
}

#[test]
fn a_bundle_is_checked_without_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    json(&["init", "--province", "38", "--data", "d", "--json"], dir);
    let made = json(
        &[
            "export", "--data", "d", "--out", "l.bundle", "--bundle", "--sealed", "--json",
        ],
        dir,
    );
    let folder = json(&["verify", "--data", "d", "--json"], dir);
    std::fs::remove_dir_all(dir.join("d")).unwrap();
    std::fs::remove_dir_all(dir.join("d.keys")).unwrap();
    let key = folder["key"].as_str().unwrap();
    let found = json(&["verify", "l.bundle", "--key", key, "--json"], dir);
    assert_eq!((&found["root"], &found["size"]), (&made["root"], &made["size"]));
    assert!(found["first_bad"].is_null());
    let other = key.replacen('a', "b", 1);
    for (arguments, says) in [
        (
            &["verify", "l.bundle", "--key", &other][..],
            "does not begin with the key",
        ),
        (
            &["verify", "l.bundle", "--checkpoint", "l.bundle"],
            "leave out --checkpoint",
        ),
    ] {
        let output = run(arguments, dir);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(says), "{said}");
    }
    // One changed digit of the second event: the event is named, or the root that its checkpoint signs is missed.
    let text = std::fs::read_to_string(dir.join("l.bundle")).unwrap();
    let event = text.lines().filter(|line| line.starts_with('{')).nth(1).unwrap();
    let id = event
        .split("\"id\":\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let changed = text.replacen(event, &event.replacen("\"n\":", "\"n\":4", 1), 1);
    std::fs::write(dir.join("l.bundle"), changed).unwrap();
    let output = run(&["verify", "l.bundle"], dir);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success() && said.contains("position 1") && said.contains(id),
        "{said}"
    );
}

#[test]
fn a_reader_who_has_enough_is_no_failure_to_shout_about() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = Command::new(env!("CARGO_BIN_EXE_hanhtrinh"))
        .args(["config", "check"])
        .stdout(writer)
        .output()
        .unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.len()),
        (Some(141), 0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn an_administrator_who_cannot_be_is_refused_before_anything_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let output = run(
        &["init", "--province", "25", "--data", "d", "--admin", "a"],
        dir.path(),
    );
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("3 to 32"), "{said}");
    assert_eq!(
        std::fs::read_dir(dir.path()).unwrap().count(),
        0,
        "nothing is left"
    );
}
