//! Working days: weekends, public holidays, and Saturdays worked in exchange. The calendar is dated data; a year it does
//! not cover has no answer, since a guess would move a legal due date.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::text::csv::{CsvError, Table};

/// The dated calendar of one pack.
#[derive(Clone, Debug)]
pub struct Calendar {
    days: BTreeMap<Date, DayKind>,
    names: BTreeMap<Date, String>,
    first_year: i16,
    last_year: i16,
}

/// What a day is to an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Monday to Friday, no holiday.
    Working,
    /// A Saturday worked in exchange for a day off.
    WorkedSaturday,
    /// Saturday or Sunday.
    Weekend,
    /// A public holiday.
    Holiday,
    /// A day off for a holiday that fell on a weekend.
    InLieu,
    /// A day off for which a Saturday is worked.
    Swapped,
}

impl DayKind {
    /// Whether offices work.
    #[must_use]
    pub fn is_working(self) -> bool {
        matches!(self, Self::Working | Self::WorkedSaturday)
    }
}

/// A due day with every day that led to it, so that the arithmetic can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last day of the term.
    pub on: Date,
    /// Each day after the start, working or not, up to and with the due day.
    pub steps: Vec<(Date, DayKind)>,
}

/// Why the calendar cannot be read or has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The table has the wrong shape.
    #[error("the calendar cannot be read: {0}")]
    Csv(#[from] CsvError),
    /// A date or kind of day that is none, or two different kinds for one day.
    #[error("line {0} of the calendar is not understood")]
    Line(usize),
    /// No line at all.
    #[error("the calendar is empty")]
    Empty,
    /// The day is outside the years covered.
    #[error("{day} is outside the calendar, which covers {first_year} to {last_year}")]
    Uncovered {
        /// The day asked for.
        day: Date,
        /// First year covered.
        first_year: i16,
        /// Last year covered.
        last_year: i16,
    },
}

impl Calendar {
    /// Reads a table `date,kind,name,becomes_working_day`. It covers the years from its first date to its last.
    pub fn from_csv(text: &str) -> Result<Self, CalendarError> {
        let mut table = Table::new(text)?;
        let (date, kind) = (table.column("date")?, table.column("kind")?);
        let (name, worked) = (table.column("name")?, table.column("becomes_working_day")?);
        let mut days = BTreeMap::new();
        let mut names = BTreeMap::new();
        for row in &mut table {
            let row = row?;
            let bad = CalendarError::Line(row.line);
            let day: Date = row.get(date).parse().map_err(|_| bad.clone())?;
            let kind = match row.get(kind) {
                "holiday" => DayKind::Holiday,
                "in_lieu" => DayKind::InLieu,
                "swap" => DayKind::Swapped,
                _ => return Err(bad),
            };
            if days.insert(day, kind).is_some_and(|before| before != kind) {
                return Err(bad);
            }
            names.insert(day, row.get(name).to_owned());
            let worked = row.get(worked);
            if !worked.is_empty() {
                let worked: Date = worked.parse().map_err(|_| bad.clone())?;
                if days
                    .insert(worked, DayKind::WorkedSaturday)
                    .is_some_and(DayKind::is_working)
                {
                    return Err(bad);
                }
            }
        }
        let (Some(first), Some(last)) = (days.keys().next(), days.keys().next_back()) else {
            return Err(CalendarError::Empty);
        };
        let (first_year, last_year) = (first.year(), last.year());
        Ok(Self {
            days,
            names,
            first_year,
            last_year,
        })
    }

    /// First and last year covered.
    #[must_use]
    pub fn years(&self) -> (i16, i16) {
        (self.first_year, self.last_year)
    }

    /// What kind of day it is.
    pub fn kind(&self, day: Date) -> Result<DayKind, CalendarError> {
        if !(self.first_year..=self.last_year).contains(&day.year()) {
            return Err(CalendarError::Uncovered {
                day,
                first_year: self.first_year,
                last_year: self.last_year,
            });
        }
        Ok(match self.days.get(&day) {
            Some(kind) => *kind,
            None if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) => DayKind::Weekend,
            None => DayKind::Working,
        })
    }

    /// Name of a holiday or day off, in Vietnamese.
    #[must_use]
    pub fn name(&self, day: Date) -> Option<&str> {
        self.names.get(&day).map(String::as_str)
    }

    /// Whether offices work on that day.
    pub fn is_working_day(&self, day: Date) -> Result<bool, CalendarError> {
        self.kind(day).map(DayKind::is_working)
    }

    /// The last day of a term of working days that starts the day after `from`. A term of zero ends on `from`.
    pub fn due(&self, from: Date, working_days: u16) -> Result<Due, CalendarError> {
        let mut on = from;
        let mut steps = Vec::new();
        let mut left = working_days;
        while left > 0 {
            on = self.next(on)?;
            let kind = self.kind(on)?;
            steps.push((on, kind));
            left -= u16::from(kind.is_working());
        }
        Ok(Due { on, steps })
    }

    /// Working days after `from` up to and with `to`; negative when `to` is past: −2 means two working days overdue.
    pub fn working_days_until(&self, from: Date, to: Date) -> Result<i32, CalendarError> {
        let (early, late, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
        self.kind(early)?;
        self.kind(late)?;
        let mut count = 0;
        let mut day = early;
        while day < late {
            day = self.next(day)?;
            count += i32::from(self.is_working_day(day)?);
        }
        Ok(sign * count)
    }

    fn next(&self, day: Date) -> Result<Date, CalendarError> {
        day.checked_add(1.day()).map_err(|_| CalendarError::Uncovered {
            day,
            first_year: self.first_year,
            last_year: self.last_year,
        })
    }
}

#[cfg(test)]
mod tests;
