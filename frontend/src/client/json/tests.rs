use std::collections::BTreeMap;

use hanhtrinh_domain::event::Private;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{NotThat, read};

/// Every shape the API has: absent and null, names with content, newtypes, tuples, maps, lists.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Shapes {
    text: String,
    small: u8,
    number: i64,
    large: u64,
    yes: bool,
    #[serde(default)]
    absent: Option<u32>,
    present: Option<String>,
    way: Way,
    ways: Vec<Way>,
    pair: (i16, String),
    wrapped: Wrapped,
    map: BTreeMap<String, Vec<u32>>,
    any: Value,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Way {
    #[default]
    Plain,
    Of(u32),
    Both(u8, String),
    With {
        note: Option<String>,
    },
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Wrapped(String);

fn shapes() -> Shapes {
    Shapes {
        text: "Trần Thị \"Ánh\"\\ \u{1}\n\t/ 🙂 đ".to_owned(),
        small: 255,
        number: -9_007_199_254_740_993,
        large: u64::MAX,
        yes: true,
        absent: None,
        present: Some(String::new()),
        way: Way::With { note: None },
        ways: vec![Way::Plain, Way::Of(7), Way::Both(1, "hai".to_owned())],
        pair: (-3, "ba".to_owned()),
        wrapped: Wrapped("bọc".to_owned()),
        map: BTreeMap::from([("a".to_owned(), vec![]), ("b".to_owned(), vec![1, 2])]),
        any: serde_json::json!({"a": [1, -2, {"b": null}], "c": "d", "e": false, "f": {}, "g": []}),
    }
}

#[test]
fn what_is_written_is_read_back() {
    let whole = shapes();
    for text in [
        serde_json::to_string(&whole).unwrap(),
        serde_json::to_string_pretty(&whole).unwrap(),
    ] {
        assert_eq!(read::<Shapes>(&text), Ok(shapes()), "{text}");
        assert_eq!(
            read::<Value>(&text).unwrap(),
            serde_json::from_str::<Value>(&text).unwrap()
        );
    }
}

#[test]
fn the_sealed_parts_of_events_are_read() {
    let private = Private::Paper {
        number: Some("12/XN".to_owned()),
        note: None,
    };
    let text = serde_json::to_string(&private).unwrap();
    assert_eq!(read::<Private>(&text), Ok(private));
}

#[test]
fn fields_that_are_not_known_are_passed_over() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct One {
        last: u8,
    }
    let text = r#" { "a" : "x\"]}" , "b":[1,[{"c":null}],"d",true], "e":{"f":{"g":-1}}, "last" : 4 } "#;
    assert_eq!(read(text), Ok(One { last: 4 }));
}

#[test]
fn signs_in_disguise_are_read() {
    for text in [
        r#""\u0110\u1ed3ng \ud83d\ude42""#,
        r#""\/\b\f\n\r\t\\\"x""#,
        r#""""#,
        r#""\n""#,
    ] {
        assert_eq!(
            read::<String>(text).unwrap(),
            serde_json::from_str::<String>(text).unwrap(),
            "{text}"
        );
    }
}

#[test]
fn what_is_something_else_is_refused() {
    for text in [
        "",
        " ",
        "nul",
        "{",
        "[1",
        "[1 2]",
        "[1,]x",
        "\"a",
        "\"\\x\"",
        "\"\\ud83d\"",
        "{\"a\" 1}",
        "{a:1}",
        "1 2",
        "--1",
    ] {
        assert!(read::<Value>(text).is_err(), "{text}");
    }
    assert_eq!(read::<u8>("256"), Err(NotThat));
    assert_eq!(read::<u8>("-1"), Err(NotThat));
    assert_eq!(read::<u64>("1.5"), Err(NotThat));
    assert_eq!(read::<u64>("null"), Err(NotThat));
    assert_eq!(read::<(u8, u8)>("[1,2,3]"), Err(NotThat));
    assert_eq!(read::<Way>("\"of\""), Err(NotThat));
    assert_eq!(read::<Way>("{\"plain\":1}"), Err(NotThat));
    assert!(read::<Shapes>("{}").is_err());
}
