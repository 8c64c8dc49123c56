//! Who knows whom: every arrow between packages of the workspace is drawn here, and no other.

use std::collections::BTreeSet;

use hanhtrinh_tests::workspace::metadata;
use serde_json::Value;

/// Each package with the packages of the workspace it may depend on.
const ARROWS: &[(&str, &[&str])] = &[
    ("hanhtrinh-domain", &[]),
    ("hanhtrinh-record", &[]),
    ("hanhtrinh-log", &["hanhtrinh-record"]),
    ("hanhtrinh-log-sled", &["hanhtrinh-log", "hanhtrinh-record"]),
    ("hanhtrinh-views", &["hanhtrinh-domain", "hanhtrinh-record"]),
    ("hanhtrinh-api", &["hanhtrinh-domain"]),
    (
        "hanhtrinh-server",
        &[
            "hanhtrinh-api",
            "hanhtrinh-domain",
            "hanhtrinh-log",
            "hanhtrinh-log-sled",
            "hanhtrinh-record",
            "hanhtrinh-views",
        ],
    ),
    (
        "hanhtrinh-frontend",
        &[
            "hanhtrinh-api",
            "hanhtrinh-domain",
            "hanhtrinh-record",
            "hanhtrinh-views",
        ],
    ),
    (
        "hanhtrinh-tests",
        &[
            "hanhtrinh-api",
            "hanhtrinh-domain",
            "hanhtrinh-log",
            "hanhtrinh-log-sled",
            "hanhtrinh-record",
            "hanhtrinh-server",
            "hanhtrinh-views",
        ],
    ),
    (
        "hanhtrinh-faults",
        // The server is started as the tests of the whole system start it.
        &[
            "hanhtrinh-log",
            "hanhtrinh-log-sled",
            "hanhtrinh-record",
            "hanhtrinh-tests",
        ],
    ),
    ("xtask", &[]),
];

#[test]
fn packages_know_only_whom_they_may() {
    let metadata = metadata().unwrap();
    let wrong = wrong_arrows(&metadata);
    assert!(
        wrong.is_empty(),
        "wrong arrows between packages:\n  {}",
        wrong.join("\n  ")
    );
}

#[test]
fn every_package_has_its_place() {
    let metadata = metadata().unwrap();
    let found: BTreeSet<_> = packages(&metadata).iter().map(name).collect();
    let drawn: BTreeSet<_> = ARROWS.iter().map(|(package, _)| *package).collect();
    assert_eq!(
        found, drawn,
        "the packages of the workspace and those with arrows differ"
    );
}

#[test]
fn a_wrong_arrow_is_seen() {
    let metadata = serde_json::json!({"packages": [
        {"name": "hanhtrinh-domain", "dependencies": [{"name": "hanhtrinh-views", "kind": null}, {"name": "serde", "kind": null}]},
        {"name": "hanhtrinh-views", "dependencies": [{"name": "hanhtrinh-domain", "kind": null}]},
    ]});
    assert_eq!(wrong_arrows(&metadata), ["hanhtrinh-domain → hanhtrinh-views"]);
}

fn wrong_arrows(metadata: &Value) -> Vec<String> {
    let members: BTreeSet<_> = packages(metadata).iter().map(name).collect();
    let mut wrong = Vec::new();
    for package in packages(metadata) {
        let from = name(package);
        let allowed = ARROWS
            .iter()
            .find(|(package, _)| *package == from)
            .map_or(&[][..], |(_, to)| to);
        for dependency in package["dependencies"].as_array().unwrap() {
            let to = name(dependency);
            if members.contains(to) && to != from && !allowed.contains(&to) {
                wrong.push(format!("{from} → {to}"));
            }
        }
    }
    wrong
}

fn packages(metadata: &Value) -> &[Value] {
    metadata["packages"].as_array().unwrap()
}

fn name(of: &Value) -> &str {
    of["name"].as_str().unwrap()
}
