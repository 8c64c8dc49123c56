//! The published figures of the demo province, and moving it to another folder.

use anyhow::Result;
use serde_json::{Value, json};

use super::support::{Folder, run, run_json, verified};

const AS_OF: &str = "2025-07-16";

/// One test, since the whole province takes its time to be made.
#[test]
fn the_demo_province() -> Result<()> {
    let folder = Folder::new();
    let data = folder.at("demo");
    run(&data, &["demo"])?;
    published(&data)?;
    fairs(&data)?;
    moved(&folder)
}

/// What was published about it by the middle of July 2025, to the digit.
fn published(data: &std::path::Path) -> Result<()> {
    let report = |period: &str, more: &[&str]| -> Result<Value> {
        let args = [
            "report",
            "departures",
            "--unit",
            "38",
            "--period",
            period,
            "--as-of",
            AS_OF,
            "--json",
        ];
        run_json(data, &[&args[..], more].concat())
    };
    let year = report("2024", &[])?;
    for (name, value) in [
        ("indicator", json!("departures")),
        ("unit", json!("38")),
        ("period", json!("2024")),
        ("as_of", json!(AS_OF)),
        ("value", json!(13_820)),
        (
            "plan",
            json!({"value": 6_000, "percent_of": "230.3", "percent_above": "130.3"}),
        ),
        (
            "last_year",
            json!({"value": 15_128, "percent_of": "91.35", "growth": "-8.65"}),
        ),
    ] {
        assert_eq!(year[name], value, "{name}");
    }
    let number = |report: &Value, name: &str| {
        report[name]
            .as_u64()
            .unwrap_or_else(|| panic!("{name}: {report}"))
    };
    assert_eq!(number(&year, "declared") + number(&year, "verified"), 13_820);
    assert!(number(&year, "position") > 0);
    assert!(year["unresolved"].is_u64());
    assert!(
        year["formula"]
            .as_str()
            .is_some_and(|formula| !formula.is_empty())
    );
    assert!(year["rules"].as_array().is_some_and(|rules| !rules.is_empty()));
    assert!(
        year.get("groups").is_none_or(Value::is_null),
        "no breakdown was asked for"
    );

    let half = report("2025-H1", &["--by", "market"])?;
    assert_eq!(half["value"], 5_075);
    assert_eq!(half["plan"]["percent_of"], "84.6");
    let groups = half["groups"].as_array().expect("groups");
    let of = |key: &str| {
        groups
            .iter()
            .find(|group| group["key"] == key)
            .unwrap_or_else(|| panic!("{key}"))
    };
    for (key, value, share) in [
        ("TW", 2_150, "42.36"),
        ("JP", 1_913, "37.69"),
        ("KR", 635, "12.51"),
    ] {
        assert_eq!(
            (&of(key)["value"], &of(key)["share"]),
            (&json!(value), &json!(share)),
            "{key}"
        );
    }
    let named = ["TW", "JP", "KR"].map(|key| json!(key));
    let others = groups.iter().filter(|group| !named.contains(&group["key"]));
    assert_eq!(others.map(|group| number(group, "value")).sum::<u64>(), 377);
    assert_eq!(groups[0]["key"], "TW", "the largest comes first");

    // What has been recorded since is in the figures of today, and not in those of then.
    let now = run_json(
        data,
        &[
            "report",
            "departures",
            "--unit",
            "38",
            "--period",
            "2024",
            "--json",
        ],
    )?;
    assert_ne!(
        (&now["value"], &now["verified"]),
        (&year["value"], &year["verified"])
    );
    assert!(number(&now, "position") > number(&year, "position"));
    Ok(())
}

/// Fairs and advice from January 2024 to the day of the published figures: the figures keep the word they were published
/// with.
fn fairs(data: &std::path::Path) -> Result<()> {
    let report = |kind: &str, more: &[&str]| -> Result<Value> {
        let args = [
            "report",
            kind,
            "--unit",
            "38",
            "--period",
            "2024-01-01..2025-07-16",
            "--as-of",
            AS_OF,
            "--json",
        ];
        run_json(data, &[&args[..], more].concat())
    };
    for (kind, value, precision) in [
        ("fairs", 22, "exact"),
        ("exhibitors", 300, "over"),
        ("attendance", 10_500, "over"),
        ("matches", 1_800, "over"),
        ("advised", 60_000, "over"),
    ] {
        let found = report(kind, &["--by", "kind"])?;
        assert_eq!(
            (&found["value"], &found["precision"]),
            (&json!(value), &json!(precision)),
            "{kind}"
        );
        let groups = found["groups"].as_array().expect("groups");
        let sum: u64 = groups.iter().filter_map(|group| group["value"].as_u64()).sum();
        assert_eq!(sum, value, "{kind}");
        for formula in ["formula", "formula_vi"] {
            assert!(
                found[formula].as_str().is_some_and(|text| !text.is_empty()),
                "{kind}"
            );
        }
    }
    assert!(report("exhibitors", &[])?["distinct"].as_u64() < Some(300));
    // Told late by a commune: in today's figure, and not in that of then.
    let now = run_json(
        data,
        &[
            "report",
            "advised",
            "--period",
            "2024-01-01..2025-07-16",
            "--json",
        ],
    )?;
    assert_eq!(now["value"], 60_120);
    let loans = run_json(
        data,
        &["report", "loans", "--period", "2024", "--by", "group", "--json"],
    )?;
    assert!(loans["value"].as_u64() > Some(0), "{loans}");
    assert_eq!(loans["ceiling"]["over"], 0, "{loans}");
    Ok(())
}

/// The log as lines, taken in by an empty folder: the same size and root.
fn moved(folder: &Folder) -> Result<()> {
    let (data, lines, other) = (folder.at("demo"), folder.at("log.ndjson"), folder.at("other"));
    let name = lines.to_string_lossy().into_owned();
    run(&data, &["export", "--out", &name])?;
    let before = verified(&data)?;
    let text = std::fs::read_to_string(&lines)?;
    assert_eq!(text.lines().count() as u64, before.0, "one leaf a line");
    for line in text.lines().take(1_000) {
        serde_json::from_str::<Value>(line)?;
    }
    run(&other, &["import", "log", &name])?;
    assert_eq!(verified(&other)?, before);

    // A folder that holds something takes no log.
    let again = super::support::try_run(&other, &["import", "log", &name])?;
    assert!(!again.status.success());

    // A line that was changed gives another root, whatever else is said of it.
    let changed = text.replacen("\"JP\"", "\"KR\"", 1);
    assert_ne!(changed, text);
    let changed = folder.file("changed.ndjson", changed);
    let forged = folder.at("forged");
    if super::support::try_run(&forged, &["import", "log", &changed.to_string_lossy()])?
        .status
        .success()
    {
        assert_ne!(verified(&forged)?.1, before.1);
    }
    Ok(())
}
