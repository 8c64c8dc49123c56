//! The whole demo province: the published figures come out exactly, and every figure that differs today is explained by
//! the events of a committed file. It takes the optimised program, so it runs where `HANHTRINH_BIN` names one.

// Helpers of tests may unwrap as tests do.
#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const FIGURES: &str = include_str!("../../tests/fixtures/demo-figures.json");
const DIFFERENCES: &str = include_str!("../../tests/fixtures/demo-differences.csv");

fn json(binary: &str, arguments: &[&str], dir: &Path) -> Value {
    let output = Command::new(binary)
        .args(arguments)
        .current_dir(dir)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn published_figures_are_exact_and_later_ones_explained() {
    let Ok(binary) = std::env::var("HANHTRINH_BIN") else {
        println!("left out: HANHTRINH_BIN names no optimised program");
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let expected: Value = serde_json::from_str(FIGURES).unwrap();
    let made = json(&binary, &["demo", "--data", "d", "--json"], dir);
    assert_eq!(made["size"], expected["size"]);
    let report = |period: &str, as_of: &str| {
        let asked = [
            "report",
            "departures",
            "--data",
            "d",
            "--unit",
            "38",
            "--by",
            "market",
            "--json",
        ];
        json(
            &binary,
            &[&asked[..], &["--period", period, "--as-of", as_of]].concat(),
            dir,
        )
    };
    let mut values: HashMap<(String, String), i64> = HashMap::new();
    for known in expected["known"].as_array().unwrap() {
        let as_of = known["as_of"].as_str().unwrap();
        for (period, value) in known["periods"].as_object().unwrap() {
            let found = report(period, as_of);
            assert_eq!(&found["value"], value, "{period} as of {as_of}");
            values.insert((as_of.to_owned(), period.clone()), value.as_i64().unwrap());
            if let Some(markets) = known["markets"].get(period) {
                let groups = found["groups"].as_array().unwrap();
                let count = |key: &str| {
                    groups
                        .iter()
                        .find(|group| group["key"] == key)
                        .map(|group| &group["value"])
                };
                for market in ["TW", "JP", "KR"] {
                    assert_eq!(count(market), Some(&markets[market]), "{market}");
                }
                let named = ["TW", "JP", "KR"];
                let others = groups
                    .iter()
                    .filter(|group| !named.iter().any(|market| group["key"] == *market));
                assert_eq!(
                    others.filter_map(|group| group["value"].as_u64()).sum::<u64>(),
                    markets["others"]
                );
            }
        }
    }
    let published = report("2024", "2025-07-16");
    assert_eq!(
        published["plan"],
        serde_json::json!({"value": 6000, "percent_of": "230.3", "percent_above": "130.3"})
    );
    assert_eq!(
        published["last_year"],
        serde_json::json!({"value": 15128, "percent_of": "91.35", "growth": "-8.65"})
    );
    assert_eq!(report("2025-H1", "2025-07-16")["plan"]["percent_of"], "84.6");
    explained(&binary, dir, published["position"].as_u64().unwrap(), &values);
}

/// What was known then, and the changes of the file, give what is known now; each change is an event recorded since.
fn explained(binary: &str, dir: &Path, published: u64, values: &HashMap<(String, String), i64>) {
    json(
        binary,
        &["export", "--data", "d", "--out", "l.ndjson", "--json"],
        dir,
    );
    let text = std::fs::read_to_string(dir.join("l.ndjson")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let mut changes: HashMap<&str, i64> = HashMap::new();
    for row in DIFFERENCES.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let [period, change, _, case, event, position] = cells[..] else {
            panic!("{row}")
        };
        *changes.entry(period).or_default() += change.parse::<i64>().unwrap();
        let position: u64 = position.parse().unwrap();
        assert!(position >= published, "{row}");
        let leaf: Value = serde_json::from_str(lines[usize::try_from(position).unwrap()]).unwrap();
        assert_eq!(leaf["id"], event, "{row}");
        assert_eq!(leaf["stream"], format!("case/{case}"), "{row}");
        assert_eq!(leaf["type"], "departure_recorded", "{row}");
    }
    for (period, change) in changes {
        let value = |as_of: &str| values[&(as_of.to_owned(), period.to_owned())];
        assert_eq!(value("2025-07-16") + change, value("2026-11-15"), "{period}");
    }
}
