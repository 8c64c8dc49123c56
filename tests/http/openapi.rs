//! The committed description is the one of the routes.

use hanhtrinh_server::http::openapi::document;
use hanhtrinh_tests::workspace::root;

#[test]
fn the_committed_description_is_the_one_of_the_routes() {
    let path = root().join("docs/openapi.json");
    let now = document().unwrap();
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == now,
        "docs/openapi.json differs from the routes; run the test with UPDATE_OPENAPI=1"
    );
}

#[test]
fn every_schema_that_is_named_is_there() {
    let document: serde_json::Value = serde_json::from_str(&document().unwrap()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut wanted = Vec::new();
    references(&document, &mut wanted);
    assert!(wanted.len() > 50, "{}", wanted.len());
    for name in wanted {
        let pointer = name.trim_start_matches('#');
        assert!(
            document.pointer(pointer).is_some(),
            "{name} is named and not there"
        );
    }
}

fn references(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(map) => {
            found.extend(map.get("$ref").and_then(|name| name.as_str()).map(str::to_owned));
            map.values().for_each(|value| references(value, found));
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}
