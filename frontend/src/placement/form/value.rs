//! From what is typed to what is recorded, and back. Nothing leaves the page that the domain cannot read.

use hanhtrinh_domain::code::{Code, LegalName, Market};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::unit::UnitRef;
use serde_json::{Map, Value};

use super::spec::Kind;
use crate::placement::texts::T;
use crate::prelude::*;

/// A date as typed, at the precision in which it is known: `31/12/2025`, `12/2025`, `2025`, or ISO.
pub fn partial(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if let Ok(date) = PartialDate::parse(text) {
        return Some(date);
    }
    let mut parts: Vec<&str> = text.split('/').map(str::trim).collect();
    parts.reverse();
    let iso: Vec<String> = parts.iter().map(|part| format!("{part:0>2}")).collect();
    PartialDate::parse(&iso.join("-")).ok()
}

/// An ISO date as people write it.
pub fn typed(iso: &str) -> String {
    iso.split('-').rev().collect::<Vec<_>>().join("/")
}

/// A field of the facts by its name, which may be a path of two.
pub fn get<'a>(facts: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    match name.split_once('.') {
        Some((outer, inner)) => facts.get(outer)?.get(inner),
        None => facts.get(name),
    }
}

/// Puts a field in or takes it out. An object without fields is none.
pub fn set(facts: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    let Some((outer, inner)) = name.split_once('.') else {
        match value {
            Some(value) => drop(facts.insert(name.to_owned(), value)),
            None => drop(facts.remove(name)),
        }
        return;
    };
    let mut object = match facts.remove(outer) {
        Some(Value::Object(object)) => object,
        _ => Map::new(),
    };
    set(&mut object, inner, value);
    if !object.is_empty() {
        facts.insert(outer.to_owned(), Value::Object(object));
    }
}

/// The value of a field as it is recorded; nothing when it was left empty.
pub fn read(kind: &Kind, text: &str) -> Result<Option<Value>, T> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let value = match kind {
        Kind::Day => {
            let day = partial(text).and_then(PartialDate::day).ok_or(T::DayBadExact)?;
            Value::String(day.to_string())
        }
        Kind::Number => {
            let digits: String = text
                .chars()
                .filter(|c| !c.is_whitespace() && *c != '.' && *c != ',')
                .collect();
            Value::from(digits.parse::<u64>().map_err(|_| T::NumberBad)?)
        }
        Kind::Code | Kind::Sector | Kind::Enterprise => {
            Value::String(Code::parse(text).map_err(|_| T::CodeBad)?.to_string())
        }
        Kind::Market => Value::String(Market::parse(text).map_err(|_| T::Choose)?.to_string()),
        Kind::Name => Value::String(LegalName::parse(text).map_err(|_| T::NotSound)?.to_string()),
        Kind::Commune => Value::String(UnitRef::parse(text).map_err(|_| T::Choose)?.to_string()),
        Kind::One(_) | Kind::Flag | Kind::Many(_) => Value::String(text.to_owned()),
    };
    Ok(Some(value))
}

/// A recorded value as it is typed.
pub fn write(kind: &Kind, value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) if matches!(kind, Kind::Day) => typed(text),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// What may be chosen in a field; nothing where it is typed.
pub fn choices(kind: &Kind) -> Option<Vec<Choice>> {
    match kind {
        Kind::Market => Some(names::market_choices()),
        Kind::Sector => Some(names::sector_choices()),
        Kind::Enterprise => Some(names::enterprise_choices()),
        Kind::Commune => {
            let mut communes = names::commune_choices();
            communes.extend(names::former_commune_choices());
            Some(communes)
        }
        Kind::One(codes) | Kind::Many(codes) => Some(codes()),
        Kind::Day | Kind::Number | Kind::Flag | Kind::Code | Kind::Name => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_at_their_precision() {
        for (text, iso) in [
            ("31/12/2025", "2025-12-31"),
            ("1/2/2025", "2025-02-01"),
            ("2/2025", "2025-02"),
            ("2025", "2025"),
        ] {
            assert_eq!(
                partial(text).map(|date| date.to_string()).as_deref(),
                Some(iso),
                "{text}"
            );
            assert_eq!(partial(&typed(iso)), partial(text));
        }
        for text in ["", "31/2/2025", "12/31/2025", "hôm nay", "1/2/25"] {
            assert_eq!(partial(text), None, "{text}");
        }
    }

    #[test]
    fn a_field_may_lie_in_an_object() {
        let mut facts = Map::new();
        set(&mut facts, "wage.amount", Some(Value::from(5)));
        set(&mut facts, "wage.currency", Some(Value::from("JPY")));
        assert_eq!(get(&facts, "wage.amount"), Some(&Value::from(5)));
        assert_eq!(facts["wage"]["currency"], "JPY");
        set(&mut facts, "wage.amount", None);
        set(&mut facts, "wage.currency", None);
        assert!(facts.is_empty() && get(&facts, "wage.amount").is_none());
    }

    #[test]
    fn numbers_may_be_grouped() {
        let read = |text| read(&Kind::Number, text).ok().flatten();
        assert_eq!(read("24.000.000"), Some(Value::from(24_000_000)));
        assert_eq!(read("1,234"), Some(Value::from(1_234)));
        assert_eq!(read("x"), None);
    }
}
