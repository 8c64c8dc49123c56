//! What would make facts unreadable that were written under the committed schemas.

use serde_json::{Value, json};

/// Words that describe and do not constrain.
const WORDS: [&str; 4] = ["title", "description", "default", "examples"];

/// Patterns of texts that became wider, before and after: everything written under the one is read under the other.
const WIDER: [(&str, &str); 1] = [(
    "^[0-9]{2}([0-9]{3})?@[0-9]{4}$",
    "^[0-9]{2,5}@[0-9]{4}(-[0-9]{2}-[0-9]{2})?$",
)];

/// Compares the committed versions of types with those of today; names each break. New types and new versions break nothing.
pub(super) fn breaks(old: &Value, new: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for (name, shape) in old.as_object().into_iter().flatten() {
        match new.get(name) {
            Some(today) => compare(name, shape, today, &mut found),
            None => found.push(format!("{name} is gone")),
        }
    }
    found
}

fn compare(path: &str, old: &Value, new: &Value, found: &mut Vec<String>) {
    if let (Some(before), Some(after)) = (codes(old), codes(new)) {
        let lost = before.iter().filter(|code| !after.contains(code));
        found.extend(lost.map(|code| format!("{path} no longer knows {code}")));
        return;
    }
    for branch in ["anyOf", "items"] {
        match (&old[branch], &new[branch]) {
            (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
                before
                    .iter()
                    .zip(after)
                    .for_each(|(old, new)| compare(path, old, new, found));
            }
            (before @ Value::Object(_), after @ Value::Object(_)) => compare(path, before, after, found),
            (before, after) if before == after => {}
            _ => found.push(format!("{path} has another type")),
        }
    }
    if let Some(fields) = old["properties"].as_object() {
        for (field, shape) in fields {
            match new["properties"].get(field) {
                Some(today) => compare(&format!("{path}.{field}"), shape, today, found),
                None => found.push(format!("{path}.{field} is removed")),
            }
        }
    }
    let required = |shape: &Value| shape["required"].as_array().cloned().unwrap_or_default();
    let before = required(old);
    let demanded = required(new).into_iter().filter(|field| !before.contains(field));
    found.extend(demanded.map(|field| format!("{path}.{} is required", field.as_str().unwrap_or_default())));
    let pattern = |shape: &Value| shape["pattern"].as_str().map(str::to_owned);
    let wider =
        matches!((pattern(old), pattern(new)), (Some(old), Some(new)) if WIDER.contains(&(&old, &new)));
    if rest(old) != rest(new) && !wider {
        found.push(format!("{path} has another type"));
    }
}

/// The codes of a closed list, however the list is written.
fn codes(shape: &Value) -> Option<Vec<Value>> {
    if let Some(codes) = shape["enum"].as_array() {
        return Some(codes.clone());
    }
    if let Some(code) = shape.get("const") {
        return Some(vec![code.clone()]);
    }
    let lists: Option<Vec<_>> = shape["oneOf"].as_array()?.iter().map(codes).collect();
    Some(lists?.concat())
}

/// Everything that is not compared field by field.
fn rest(shape: &Value) -> Value {
    let mut rest = shape.clone();
    if let Some(map) = rest.as_object_mut() {
        map.retain(|key, _| {
            !WORDS.contains(&key.as_str())
                && !["properties", "required", "anyOf", "items"].contains(&key.as_str())
        });
    }
    rest
}

fn judged(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let old = json!({ "visit@1": {
        "type": "object",
        "properties": {
            "count": { "type": "integer", "description": "How many." },
            "kind": { "oneOf": [{ "const": "a", "description": "A" }, { "enum": ["b", "c"] }] },
            "note": { "anyOf": [{ "type": "string" }, { "type": "null" }] },
            "list": { "type": "array", "items": { "enum": ["x", "y"] } },
        },
        "required": ["count"],
    }});
    let mut new = old.clone();
    change(&mut new["visit@1"]);
    breaks(&old, &new)
}

#[test]
fn what_keeps_old_leaves_readable_is_allowed() {
    assert!(judged(|_| {}).is_empty());
    assert!(judged(|visit| visit["required"] = json!([])).is_empty());
    assert!(judged(|visit| visit["properties"]["count"]["description"] = json!("Other words.")).is_empty());
    assert!(judged(|visit| visit["properties"]["kind"] = json!({ "enum": ["a", "b", "c", "d"] })).is_empty());
    assert!(judged(|visit| visit["properties"]["new"] = json!({ "type": "string" })).is_empty());
    assert!(breaks(&json!({}), &json!({ "visit@1": {} })).is_empty());
}

#[test]
fn what_would_make_them_unreadable_is_named() {
    let removed = |visit: &mut Value| drop(visit["properties"].as_object_mut().unwrap().remove("count"));
    assert_eq!(judged(removed), ["visit@1.count is removed"]);
    let required = |visit: &mut Value| visit["required"] = json!(["count", "kind"]);
    assert_eq!(judged(required), ["visit@1.kind is required"]);
    let added = |visit: &mut Value| {
        visit["properties"]["new"] = json!({ "type": "string" });
        visit["required"] = json!(["count", "new"]);
    };
    assert_eq!(judged(added), ["visit@1.new is required"]);
    let changed = |visit: &mut Value| visit["properties"]["count"]["type"] = json!("string");
    assert_eq!(judged(changed), ["visit@1.count has another type"]);
    let narrowed = |visit: &mut Value| visit["properties"]["note"] = json!({ "type": "string" });
    assert!(!judged(narrowed).is_empty());
    let limited = |visit: &mut Value| visit["properties"]["count"]["maximum"] = json!(9);
    assert_eq!(judged(limited), ["visit@1.count has another type"]);
    let forgot = |visit: &mut Value| visit["properties"]["kind"] = json!({ "enum": ["a", "b"] });
    assert_eq!(judged(forgot), [r#"visit@1.kind no longer knows "c""#]);
    let in_a_list = |visit: &mut Value| visit["properties"]["list"]["items"] = json!({ "enum": ["x"] });
    assert_eq!(judged(in_a_list), [r#"visit@1.list no longer knows "y""#]);
    let gone = breaks(&json!({ "visit@1": {} }), &json!({}));
    assert_eq!(gone, ["visit@1 is gone"]);
}
