//! Periods of reports: years, halves, quarters, months, or any two days.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::date::PartialDate;
use crate::words::Words;

/// A span of whole calendar days, both ends included. Written `2024`, `2025-H1`, `2025-Q3`, `2025-06` or
/// `2025-01-01..2025-06-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    first: Date,
    last: Date,
}

crate::code::facts!(Period);

/// Why a text is not a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// Not one of the five forms.
    #[error("a period is written 2024, 2025-H1, 2025-Q3, 2025-06 or 2025-01-01..2025-06-30")]
    Form,
    /// The last day is before the first.
    #[error("the last day of a period is not before its first")]
    Reversed,
    /// More than a hundred years.
    #[error("a period has at most 100 years")]
    TooLong,
}

impl Period {
    /// Reads any of the forms.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let text = text.trim();
        if let Some((first, last)) = text.split_once("..") {
            let day = |part: &str| {
                PartialDate::parse(part)
                    .ok()
                    .and_then(PartialDate::day)
                    .ok_or(PeriodError::Form)
            };
            return Self::of_days(day(first)?, day(last)?);
        }
        if let Some((year, part)) = text.split_once('-') {
            let months = match part.to_ascii_uppercase().as_str() {
                "H1" => Some((1, 6)),
                "H2" => Some((7, 12)),
                "Q1" => Some((1, 3)),
                "Q2" => Some((4, 6)),
                "Q3" => Some((7, 9)),
                "Q4" => Some((10, 12)),
                _ => None,
            };
            if let Some((first, last)) = months {
                let Ok(PartialDate::Year(year)) = PartialDate::parse(year) else {
                    return Err(PeriodError::Form);
                };
                let month = |month| PartialDate::Month { year, month };
                return Self::of_days(month(first).first(), month(last).last());
            }
        }
        match PartialDate::parse(text) {
            Ok(date @ (PartialDate::Year(_) | PartialDate::Month { .. })) => {
                Self::of_days(date.first(), date.last())
            }
            _ => Err(PeriodError::Form),
        }
    }

    /// The days from `first` to `last`, both included.
    pub fn of_days(first: Date, last: Date) -> Result<Self, PeriodError> {
        if last < first {
            return Err(PeriodError::Reversed);
        }
        if i32::from(last.year()) - i32::from(first.year()) > 100 {
            return Err(PeriodError::TooLong);
        }
        Ok(Self { first, last })
    }

    /// The year as a period.
    #[must_use]
    pub fn year(year: i16) -> Self {
        let year = PartialDate::Year(year);
        Self {
            first: year.first(),
            last: year.last(),
        }
    }

    /// First day.
    #[must_use]
    pub fn first(self) -> Date {
        self.first
    }

    /// Last day.
    #[must_use]
    pub fn last(self) -> Date {
        self.last
    }

    /// Whether every day the date can mean lies in the period.
    #[must_use]
    pub fn contains(self, date: PartialDate) -> bool {
        self.first <= date.first() && date.last() <= self.last
    }

    /// Whether some day the date can mean lies in the period: what overlaps without being contained is counted as
    /// "date not known precisely".
    #[must_use]
    pub fn overlaps(self, date: PartialDate) -> bool {
        date.first() <= self.last && self.first <= date.last()
    }

    /// The same span one year before; the end of a month stays the end of a month.
    #[must_use]
    pub fn previous_year(self) -> Self {
        let back = |day: Date| day.checked_sub(1.year()).unwrap_or(Date::MIN);
        let last = back(self.last);
        let last = if self.last == self.last.last_of_month() {
            last.last_of_month()
        } else {
            last
        };
        Self {
            first: back(self.first),
            last,
        }
    }

    /// The calendar months of the period in order; the first and last are cut to the period, so that sums over the
    /// parts equal the whole.
    #[must_use]
    pub fn months(self) -> Vec<Self> {
        let mut months = Vec::new();
        let mut first = self.first;
        loop {
            let last = first.last_of_month().min(self.last);
            months.push(Self { first, last });
            match last.tomorrow() {
                Ok(next) if next <= self.last => first = next,
                _ => return months,
            }
        }
    }
}

impl Period {
    /// The period in words, as a sentence carries it.
    #[must_use]
    pub fn words(self) -> Words {
        let short = self.to_string();
        let (year, part) = short.split_at(short.len().min(4));
        let day = |day: Date| format!("{}/{}/{}", day.day(), day.month(), day.year());
        match part.trim_start_matches('-') {
            "" => Words::new(format!("năm {year}"), year),
            "H1" => Words::new(
                format!("6 tháng đầu năm {year}"),
                format!("the first half of {year}"),
            ),
            "H2" => Words::new(
                format!("6 tháng cuối năm {year}"),
                format!("the second half of {year}"),
            ),
            part => match (part.strip_prefix('Q'), part.len()) {
                (Some(quarter), _) => Words::new(
                    format!("quý {quarter} năm {year}"),
                    format!("quarter {quarter} of {year}"),
                ),
                (None, 2) => Words::new(format!("tháng {part}/{year}"), format!("{part}/{year}")),
                _ => Words::new(
                    format!("từ {} đến {}", day(self.first), day(self.last)),
                    format!("{} to {}", self.first, self.last),
                ),
            },
        }
    }
}

impl fmt::Display for Period {
    /// The shortest form that says it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, first, last) = (self.first.year(), self.first.month(), self.last.month());
        let whole_months = self.first.day() == 1 && self.last == self.last.last_of_month();
        if !whole_months || year != self.last.year() {
            return write!(f, "{}..{}", self.first, self.last);
        }
        match (first, last) {
            (1, 12) => write!(f, "{year:04}"),
            (1, 6) => write!(f, "{year:04}-H1"),
            (7, 12) => write!(f, "{year:04}-H2"),
            (1, 3) | (4, 6) | (7, 9) | (10, 12) => write!(f, "{year:04}-Q{}", last / 3),
            _ if first == last => write!(f, "{year:04}-{first:02}"),
            _ => write!(f, "{}..{}", self.first, self.last),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        Self::parse(text)
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn period(text: &str) -> Period {
        Period::parse(text).unwrap()
    }

    #[test]
    fn five_forms_read_and_print() {
        for text in [
            "2024",
            "2025-H1",
            "2025-H2",
            "2025-Q3",
            "2025-06",
            "2025-01-01..2025-06-29",
            "2024-07-01..2025-06-30",
        ] {
            assert_eq!(period(text).to_string(), text);
        }
        assert_eq!(period("2025-01-01..2025-06-30"), period("2025-h1"));
        assert_eq!(period("2025-Q3").first(), date(2025, 7, 1));
        assert_eq!(period("2025-Q3").last(), date(2025, 9, 30));
        for text in [
            "",
            "25",
            "2025-Q5",
            "2025-13",
            "2025-06-01",
            "2025..2026",
            "2025-06-01..",
        ] {
            assert_eq!(Period::parse(text), Err(PeriodError::Form), "{text}");
        }
        assert_eq!(
            Period::parse("2025-02-01..2025-01-01"),
            Err(PeriodError::Reversed)
        );
        assert_eq!(Period::parse("0001-02-01..2025-01-01"), Err(PeriodError::TooLong));
    }

    #[test]
    fn imprecise_dates_belong_only_where_they_fit_whole() {
        let date = |text| PartialDate::parse(text).unwrap();
        assert!(period("2025-H1").contains(date("2025-06")));
        assert!(!period("2025-H1").contains(date("2025")));
        assert!(period("2025-H1").overlaps(date("2025")));
        assert!(period("2025").contains(date("2025")));
        assert!(!period("2025-H1").overlaps(date("2025-07-01")));
    }

    #[test]
    fn every_form_has_its_words() {
        let words = |text: &str| {
            let Words { vi, en } = period(text).words();
            (vi, en)
        };
        let pair = |vi: &str, en: &str| (vi.to_owned(), en.to_owned());
        assert_eq!(words("2024"), pair("năm 2024", "2024"));
        assert_eq!(
            words("2025-H1"),
            pair("6 tháng đầu năm 2025", "the first half of 2025")
        );
        assert_eq!(words("2025-Q3"), pair("quý 3 năm 2025", "quarter 3 of 2025"));
        assert_eq!(words("2025-06"), pair("tháng 06/2025", "06/2025"));
        assert_eq!(
            words("2025-01-02..2025-06-30"),
            pair("từ 2/1/2025 đến 30/6/2025", "2025-01-02 to 2025-06-30")
        );
    }

    #[test]
    fn a_year_before() {
        assert_eq!(period("2025-Q1").previous_year(), period("2024-Q1"));
        assert_eq!(period("2025-02").previous_year(), period("2024-02"));
        assert_eq!(period("2024-02").previous_year(), period("2023-02"));
        assert_eq!(
            period("2025-01-01..2025-02-10").previous_year(),
            period("2024-01-01..2024-02-10")
        );
    }

    proptest! {
        #[test]
        fn months_tile_the_period(start in 0i32..4000, length in 0i32..900) {
            let first = date(2018, 1, 1).checked_add(start.days()).unwrap();
            let whole = Period::of_days(first, first.checked_add(length.days()).unwrap()).unwrap();
            let months = whole.months();
            prop_assert_eq!(months.first().unwrap().first(), whole.first());
            prop_assert_eq!(months.last().unwrap().last(), whole.last());
            prop_assert!(months.windows(2).all(|pair| pair[0].last().tomorrow().unwrap() == pair[1].first()));
            prop_assert_eq!(Period::parse(&whole.to_string()).unwrap(), whole);
        }
    }
}
