//! Reading what was written in an older version: one pure step from each version to the next, chained.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::DecodeError;

/// Brings the facts of one version of a type to the next. It decides nothing and needs nothing but the facts.
pub type Upcast = fn(&mut Map<String, Value>);

/// The version written today of a type with these steps.
pub(crate) const fn version(steps: &[Upcast]) -> u16 {
    steps.len() as u16 + 1
}

/// Applies the steps from `schema` on. Facts of the version written today are handed back as they are; the bytes in the log
/// stay what they are in any case.
pub fn upcast<'a>(steps: &[Upcast], schema: u16, facts: &'a str) -> Result<Cow<'a, str>, DecodeError> {
    let unknown = DecodeError::UnknownSchema { schema };
    let Some(first) = usize::from(schema).checked_sub(1) else {
        return Err(unknown);
    };
    let steps = steps.get(first..).ok_or(unknown)?;
    if steps.is_empty() {
        return Ok(Cow::Borrowed(facts));
    }
    let mut map: Map<String, Value> = serde_json::from_str(facts).map_err(DecodeError::Facts)?;
    for step in steps {
        step(&mut map);
    }
    Ok(Cow::Owned(Value::Object(map).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: &[Upcast] = &[
        |facts| {
            let a = facts.remove("a").unwrap_or_default();
            facts.insert("b".into(), a);
        },
        |facts| {
            facts.insert("c".into(), Value::Bool(true));
        },
    ];

    #[test]
    fn steps_are_chained_from_the_version_found() {
        let facts = r#"{"a":1}"#;
        assert_eq!(upcast(STEPS, 1, facts).unwrap(), r#"{"b":1,"c":true}"#);
        assert_eq!(upcast(STEPS, 2, facts).unwrap(), r#"{"a":1,"c":true}"#);
        assert_eq!(upcast(STEPS, 3, facts).unwrap(), facts);
        assert_eq!(version(STEPS), 3);
    }

    #[test]
    fn a_version_of_the_future_is_not_guessed() {
        for schema in [0, 4, u16::MAX] {
            let found = upcast(STEPS, schema, "{}");
            assert!(matches!(found, Err(DecodeError::UnknownSchema { schema: s }) if s == schema));
        }
        assert!(matches!(upcast(STEPS, 1, "[]"), Err(DecodeError::Facts(_))));
    }
}
