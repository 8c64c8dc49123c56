//! From a row to what is shown, and from what is typed to what is sent.

use serde_json::{Map, Value};

use super::spec::{Kind, Show};
use crate::i18n::pick;
use crate::prelude::*;

/// A member of a row; `a.b` is the member `b` of `a`.
pub fn member<'a>(row: &'a Value, name: &str) -> Option<&'a Value> {
    let found = name.split('.').try_fold(row, |value, part| value.get(part))?;
    (!found.is_null()).then_some(found)
}

/// The text that names a row in addresses.
pub fn key(row: &Value, name: &str) -> String {
    match member(row, name) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

/// A value as people read it.
pub fn shown(row: &Value, name: &str, show: Show) -> String {
    let Some(value) = member(row, name) else {
        return "–".to_owned();
    };
    let text = || value.as_str().unwrap_or_default().to_owned();
    match show {
        Show::Text => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
        Show::Day => format::iso_text(&text()),
        Show::Moment => text().parse().map_or_else(|_| text(), format::moment),
        Show::Number => format::number(value.as_u64().unwrap_or_default()),
        Show::Market => names::market(&text()),
        Show::Count => format::number(value.as_array().map_or(0, Vec::len) as u64),
        Show::Flag => pick(if value.as_bool() == Some(true) {
            ("có", "yes")
        } else {
            ("không", "no")
        })
        .to_owned(),
        Show::Word(words) => {
            let code = text();
            let known = words.iter().find(|(word, _)| *word == code);
            known.map_or(code, |(_, pair)| pick(*pair).to_owned())
        }
    }
}

/// What can be chosen for a field, where that is a list.
pub fn choices(kind: Kind) -> Option<Vec<Choice>> {
    match kind {
        Kind::Market => Some(names::market_choices()),
        Kind::Commune => Some(names::commune_choices()),
        Kind::Enterprise => Some(names::enterprise_choices()),
        Kind::One(words) => Some(
            words
                .iter()
                .map(|(code, pair)| Choice::new(*code, pick(*pair)))
                .collect(),
        ),
        _ => None,
    }
}

/// What is sent for what was typed; nothing for an empty field. The error is what to do about it.
pub fn typed(kind: Kind, text: &str) -> Result<Option<Value>, &'static str> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    Ok(Some(match kind {
        Kind::Day => Value::String(format::iso(text).ok_or_else(|| t(C::DayWrong))?),
        Kind::Time => {
            let minutes = text.split_once(':').and_then(|(hour, minute)| {
                let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
                (hour < 24 && minute < 60).then_some(hour * 60 + minute)
            });
            Value::from(
                minutes.ok_or_else(|| pick(("Nhập giờ theo dạng 14:30.", "Write the time as 14:30.")))?,
            )
        }
        Kind::Number => {
            let digits: String = text
                .chars()
                .filter(|sign| !sign.is_whitespace() && *sign != '.' && *sign != ',')
                .collect();
            let number = digits
                .parse::<u64>()
                .map_err(|_| pick(("Nhập số nguyên, không có phần lẻ.", "Enter a whole number.")))?;
            Value::from(number)
        }
        _ => Value::String(text.to_owned()),
    }))
}

/// Puts a value at its place in what is sent.
pub fn put(body: &mut Map<String, Value>, name: &str, value: Value) {
    match name.split_once('.') {
        None => {
            body.insert(name.to_owned(), value);
        }
        Some((outer, inner)) => {
            let mut object = match body.remove(outer) {
                Some(Value::Object(object)) => object,
                _ => Map::new(),
            };
            put(&mut object, inner, value);
            body.insert(outer.to_owned(), Value::Object(object));
        }
    }
}
