//! Texts in few bytes: days, units and numbers are most of what facts say, and all of them are written as text.

use hanhtrinh_domain::date::PartialDate;
use jiff::civil::Date;

use super::PackError;
use super::read::Reader;
use super::write::varint;

/// Up to this the first byte is the length of the text.
const SHORT: u8 = 250;
/// A length follows.
const LONG: u8 = 251;
/// `2024-05-17` as a count of days.
const DAY: u8 = 252;
/// `16249@2024`.
const BEFORE: u8 = 253;
/// `16249@2025`.
const AFTER: u8 = 254;
/// Digits alone: how many, then their value.
const DIGITS: u8 = 255;
/// Most digits whose value fits 64 bits.
const MOST_DIGITS: usize = 19;

/// Writes a text.
pub(super) fn put(text: &str, out: &mut Vec<u8>) {
    if let Some(day) = day(text) {
        out.push(DAY);
        out.extend_from_slice(&days(day).to_le_bytes()[..3]);
    } else if let Some((code, form)) = unit(text) {
        out.push(form);
        out.extend_from_slice(&code.to_le_bytes()[..3]);
    } else if let Some(value) = number(text) {
        out.push(DIGITS);
        out.push(text.len() as u8);
        varint(value, out);
    } else {
        match u8::try_from(text.len()) {
            Ok(length) if length <= SHORT => out.push(length),
            _ => {
                out.push(LONG);
                varint(text.len() as u64, out);
            }
        }
        out.extend_from_slice(text.as_bytes());
    }
}

/// Reads a text and hands it over.
pub(super) fn take<'a, T>(
    reader: &mut Reader<'a>,
    use_it: impl FnOnce(&str) -> Result<T, PackError>,
) -> Result<T, PackError> {
    let length = match reader.byte()? {
        DAY => {
            let day = day_of(reader.three()?).ok_or(PackError)?;
            let (year, month, day) = (day.year().unsigned_abs(), day.month(), day.day());
            let mut text = *b"0000-00-00";
            decimal(&mut text[..4], u64::from(year));
            decimal(&mut text[5..7], month.unsigned_abs().into());
            decimal(&mut text[8..], day.unsigned_abs().into());
            return use_it(std::str::from_utf8(&text).map_err(|_| PackError)?);
        }
        form @ (BEFORE | AFTER) => {
            let mut text = if form == BEFORE {
                *b"00000@2024"
            } else {
                *b"00000@2025"
            };
            decimal(&mut text[..5], reader.three()?.into());
            return use_it(std::str::from_utf8(&text).map_err(|_| PackError)?);
        }
        DIGITS => {
            let mut text = [b'0'; MOST_DIGITS];
            let text = text.get_mut(..reader.byte()?.into()).ok_or(PackError)?;
            decimal(text, reader.varint()?);
            return use_it(std::str::from_utf8(text).map_err(|_| PackError)?);
        }
        LONG => usize::try_from(reader.varint()?).map_err(|_| PackError)?,
        length => length.into(),
    };
    use_it(std::str::from_utf8(reader.bytes(length)?).map_err(|_| PackError)?)
}

/// Days since 1 January of the year 1, which is day 0.
pub(crate) fn days(day: Date) -> u32 {
    let since = day.duration_since(FIRST).as_hours() / 24;
    u32::try_from(since).unwrap_or(0)
}

/// The day of that count.
pub(crate) fn day_of(days: u32) -> Option<Date> {
    FIRST.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

const FIRST: Date = jiff::civil::date(1, 1, 1);

fn day(text: &str) -> Option<Date> {
    if text.len() != 10 {
        return None;
    }
    PartialDate::parse(text).ok()?.day()
}

fn unit(text: &str) -> Option<(u32, u8)> {
    let (code, edition) = text.split_once('@').filter(|(code, _)| code.len() == 5)?;
    let form = match edition {
        "2024" => BEFORE,
        "2025" => AFTER,
        _ => return None,
    };
    Some((u32::try_from(number(code)?).ok()?, form))
}

fn number(text: &str) -> Option<u64> {
    let digits = (4..=MOST_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    // Twenty digits may be too many; what does not fit stays text.
    digits.then(|| text.parse().ok()).flatten()
}

/// Writes a number into digits, right-aligned.
fn decimal(text: &mut [u8], mut value: u64) {
    for digit in text.iter_mut().rev() {
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn round_trip(text: &str) -> usize {
        let mut bytes = Vec::new();
        put(text, &mut bytes);
        let mut reader = Reader::new(&bytes);
        let read = take(&mut reader, |read| Ok(read.to_owned())).unwrap();
        assert_eq!(read, text);
        assert!(reader.is_empty());
        bytes.len()
    }

    #[test]
    fn what_facts_say_is_short() {
        for (text, most) in [
            ("2024-05-17", 4),
            ("0001-01-01", 4),
            ("9999-12-31", 4),
            ("16249@2025", 4),
            ("00001@2024", 4),
            ("0101234567", 7),
            ("038090001234", 8),
            ("JP", 3),
            ("", 1),
        ] {
            assert!(round_trip(text) <= most, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_it_stays_text() {
        for text in [
            "2024-02-30",
            " 2024-05-17",
            "16249@2026",
            "1624a@2025",
            "99999999999999999999",
            "9999999999999999999",
            "٠١٢٣٤",
            "0000-00-00",
        ] {
            round_trip(text);
        }
        round_trip(&"ệ".repeat(300));
        round_trip(&"x".repeat(251));
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "\\PC{0,40}|[0-9]{0,24}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{5}@202[0-9]") {
            round_trip(&text);
        }
    }
}
