//! What the browser loads: crates that are too heavy for a phone, or belong to the server, stay out of it.

use hanhtrinh_tests::workspace::{crates_of_the_interface, metadata};

/// Never in the interface, in whatever way.
const NEVER: &[&str] = &[
    "argon2",
    "axum",
    "calamine",
    "chrono",
    "clap",
    "csv",
    "hyper",
    "image",
    "reqwest",
    "rust_xlsxwriter",
    "sled",
    "time",
    "tokio",
    "tracing-subscriber",
    "utoipa",
];

/// Leptos links these for what a server of its own would need; unused here, the linker drops them. Nothing of ours may use them.
const ONLY_THROUGH_LEPTOS: &[&str] = &["idna", "regex", "url"];

/// Packages of the workspace that end in the interface.
const OURS: &[&str] = &[
    "hanhtrinh-api",
    "hanhtrinh-domain",
    "hanhtrinh-frontend",
    "hanhtrinh-record",
    "hanhtrinh-views",
];

#[test]
fn heavy_crates_stay_out_of_the_interface() {
    let crates = crates_of_the_interface().unwrap();
    assert!(
        crates.iter().any(|name| name == "leptos"),
        "cargo tree does not show the interface"
    );
    let found: Vec<_> = crates
        .iter()
        .filter(|name| NEVER.contains(&name.as_str()))
        .collect();
    assert!(
        found.is_empty(),
        "{found:?} would be loaded by the browser; `cargo tree -p hanhtrinh-frontend --target wasm32-unknown-unknown \
         -e normal -i NAME` shows by which way"
    );
}

#[test]
fn what_only_leptos_brings_is_not_used_by_our_crates() {
    let metadata = metadata().unwrap();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        if !OURS.contains(&name) {
            continue;
        }
        for dependency in package["dependencies"].as_array().unwrap() {
            let on = dependency["name"].as_str().unwrap();
            let is_linked = dependency["kind"].is_null();
            assert!(
                !(is_linked && ONLY_THROUGH_LEPTOS.contains(&on)),
                "{name} uses {on}"
            );
        }
    }
}
