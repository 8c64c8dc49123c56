//! Days as people know them: exact, known to the month, or known to the year only.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Vietnam has kept UTC+7 without summer time since 1975, so no time-zone data is needed.
const VIETNAM: Offset = Offset::constant(7);

/// A business date with the precision at which it is known. Written `2024`, `2024-05` or `2024-05-12`.
///
/// Order is by the latest day it can mean, then by the earliest, which is how events are folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// An exact day.
    Day(Date),
    /// Some day of a month.
    Month {
        /// Calendar year.
        year: i16,
        /// Month, 1 to 12.
        month: i8,
    },
    /// Some day of a year.
    Year(i16),
}

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Neither `YYYY`, `YYYY-MM` nor `YYYY-MM-DD`.
    #[error("a date is written 2024, 2024-05 or 2024-05-12")]
    Form,
    /// Right form, but the calendar has no such month or day.
    #[error("there is no such day in the calendar")]
    NoSuchDay,
}

impl PartialDate {
    /// Reads an ISO 8601 date of day, month or year precision, years 0001 to 9999.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        let mut parts = text.split('-');
        let year: i16 = digits(parts.next(), 4)?;
        let month = parts.next().map(|part| digits(Some(part), 2)).transpose()?;
        let day = parts.next().map(|part| digits(Some(part), 2)).transpose()?;
        if parts.next().is_some() {
            return Err(DateError::Form);
        }
        if year == 0 {
            return Err(DateError::NoSuchDay);
        }
        match (month, day) {
            (None, _) => Ok(Self::Year(year)),
            (Some(month), None) if (1..=12).contains(&month) => Ok(Self::Month {
                year,
                month: i8::try_from(month).map_err(|_| DateError::NoSuchDay)?,
            }),
            (Some(month), Some(day)) => {
                let month = i8::try_from(month).map_err(|_| DateError::NoSuchDay)?;
                let day = i8::try_from(day).map_err(|_| DateError::NoSuchDay)?;
                Date::new(year, month, day)
                    .map(Self::Day)
                    .map_err(|_| DateError::NoSuchDay)
            }
            _ => Err(DateError::NoSuchDay),
        }
    }

    /// The earliest day it can mean.
    #[must_use]
    pub fn first(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Month { year, month } => first_of_month(year, month),
            Self::Year(year) => first_of_month(year, 1),
        }
    }

    /// The latest day it can mean.
    #[must_use]
    pub fn last(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Month { year, month } => first_of_month(year, month).last_of_month(),
            Self::Year(year) => first_of_month(year, 12).last_of_month(),
        }
    }

    /// The exact day, if it is known.
    #[must_use]
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Month { .. } | Self::Year(_) => None,
        }
    }
}

fn digits(part: Option<&str>, width: usize) -> Result<i16, DateError> {
    let part = part.ok_or(DateError::Form)?;
    if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateError::Form);
    }
    part.parse().map_err(|_| DateError::Form)
}

/// Values built by hand outside the calendar are drawn to its edge, so that folding never fails.
fn first_of_month(year: i16, month: i8) -> Date {
    Date::new(year.clamp(1, 9999), month.clamp(1, 12), 1).unwrap_or(Date::MIN)
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

impl From<Date> for PartialDate {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::parse(text)
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.last(), self.first()).cmp(&(other.last(), other.first()))
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// The calendar day in Vietnam (UTC+7) at an instant.
#[must_use]
pub fn day_in_vietnam(at: Timestamp) -> Date {
    VIETNAM.to_datetime(at).date()
}

/// The first instant of the day after `day` in Vietnam: what was recorded before it was known by the end of `day`.
#[must_use]
pub fn end_of_day_in_vietnam(day: Date) -> Timestamp {
    day.checked_add(1.day())
        .and_then(|next| VIETNAM.to_timestamp(next.at(0, 0, 0, 0)))
        .unwrap_or(Timestamp::MAX)
}

/// Reads a day from its ISO text; for `deserialize_with` in what the browser reads. The reader of `jiff` knows every form
/// of time there is, and would be a twentieth of the Wasm.
pub fn read_day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let date = PartialDate::deserialize(deserializer)?;
    date.day()
        .ok_or_else(|| serde::de::Error::custom(DateError::Form))
}

/// Reads a day that may be absent; see [`read_day`].
pub fn read_day_option<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let date = Option::<PartialDate>::deserialize(deserializer)?;
    let day = |date: PartialDate| {
        date.day()
            .ok_or_else(|| serde::de::Error::custom(DateError::Form))
    };
    date.map(day).transpose()
}

/// Reads a moment in UTC, `2025-07-16T10:30:00Z` with or without fractions of a second; see [`read_day`].
pub fn read_moment<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
    parse_moment(&text).ok_or_else(|| serde::de::Error::custom(DateError::Form))
}

fn parse_moment(text: &str) -> Option<Timestamp> {
    let (day, time) = text.strip_suffix('Z')?.split_once('T')?;
    let day = PartialDate::parse(day).ok()?.day()?;
    let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut parts = clock.split(':');
    let mut part = |limit: i16| digits(parts.next(), 2).ok().filter(|value| *value < limit);
    let (hour, minute, second) = (part(24)?, part(60)?, part(60)?);
    if parts.next().is_some() || fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nanosecond = format!("{fraction:0<9}").parse().ok()?;
    let hour = i8::try_from(hour).ok()?;
    let (minute, second) = (i8::try_from(minute).ok()?, i8::try_from(second).ok()?);
    jiff::tz::Offset::UTC
        .to_timestamp(day.at(hour, minute, second, nanosecond))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn a_moment_is_read_as_the_library_writes_it() {
        for text in [
            "2025-06-30T16:59:59Z",
            "1999-01-01T00:00:00.5Z",
            "2024-02-29T23:59:59.123456789Z",
        ] {
            let expected: Timestamp = text.parse().unwrap();
            assert_eq!(parse_moment(text), Some(expected));
            assert_eq!(parse_moment(&expected.to_string()), Some(expected));
        }
        for text in [
            "2025-06-31T00:00:00Z",
            "2025-06-30T24:00:00Z",
            "2025-06-30",
            "2025-06-30T10:00:00+07:00",
            "",
        ] {
            assert_eq!(parse_moment(text), None, "{text}");
        }
    }

    #[test]
    fn three_precisions_read_and_print() {
        for text in ["2024", "2024-05", "2024-05-12", "2024-02-29"] {
            assert_eq!(PartialDate::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(PartialDate::parse("2024-02").unwrap().last(), date(2024, 2, 29));
        assert_eq!(PartialDate::parse("2024").unwrap().first(), date(2024, 1, 1));
        assert_eq!(PartialDate::parse("2024").unwrap().last(), date(2024, 12, 31));
        assert_eq!(PartialDate::parse("2024-05").unwrap().day(), None);
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "24",
            "2024-5",
            "2024-05-12-01",
            "12/05/2024",
            "+024",
            "２０２４",
        ] {
            assert_eq!(PartialDate::parse(text), Err(DateError::Form), "{text}");
        }
        for text in ["2023-02-29", "2024-13", "2024-00", "2024-04-31", "0000"] {
            assert_eq!(PartialDate::parse(text), Err(DateError::NoSuchDay), "{text}");
        }
    }

    #[test]
    fn the_day_turns_at_midnight_in_vietnam() {
        let late: Timestamp = "2025-06-30T16:59:59Z".parse().unwrap();
        let next: Timestamp = "2025-06-30T17:00:00Z".parse().unwrap();
        assert_eq!(day_in_vietnam(late), date(2025, 6, 30));
        assert_eq!(day_in_vietnam(next), date(2025, 7, 1));
        assert_eq!(end_of_day_in_vietnam(date(2025, 6, 30)), next);
        assert_eq!(end_of_day_in_vietnam(Date::MAX), Timestamp::MAX);
    }

    #[test]
    fn hand_made_nonsense_does_not_panic() {
        let odd = PartialDate::Month { year: -3, month: 77 };
        assert_eq!(odd.first(), date(1, 12, 1));
        assert_eq!(odd.last(), date(1, 12, 31));
    }

    proptest! {
        #[test]
        fn json_round_trip(year in 1i16..=9999, month in 1i8..=12, day in 1i8..=28, kind in 0..3) {
            let value = match kind {
                0 => PartialDate::Day(date(year, month, day)),
                1 => PartialDate::Month { year, month },
                _ => PartialDate::Year(year),
            };
            let json = serde_json::to_string(&value).unwrap();
            prop_assert_eq!(serde_json::from_str::<PartialDate>(&json).unwrap(), value);
            prop_assert!(value.first() <= value.last());
        }
    }
}
