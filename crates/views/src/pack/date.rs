//! Days and dates in four bytes, for rows that are many.

use hanhtrinh_domain::date::PartialDate;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::text::{day_of, days};

/// A day that may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Day(u32);

/// A date of any precision that may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct When(u32);

const MISSING: u32 = u32::MAX;
const MONTH: u32 = 1 << 30;
const YEAR: u32 = 2 << 30;

impl From<Option<Date>> for Day {
    fn from(day: Option<Date>) -> Self {
        Self(day.map_or(MISSING, days))
    }
}

impl From<Date> for Day {
    fn from(day: Date) -> Self {
        Some(day).into()
    }
}

impl Day {
    pub fn get(self) -> Option<Date> {
        if self.0 == MISSING { None } else { day_of(self.0) }
    }
}

impl From<Option<PartialDate>> for When {
    fn from(date: Option<PartialDate>) -> Self {
        Self(match date {
            None => MISSING,
            Some(PartialDate::Day(day)) => days(day),
            Some(PartialDate::Month { year, month }) => {
                MONTH | u32::from(year.cast_unsigned()) << 8 | u32::from(month.cast_unsigned())
            }
            Some(PartialDate::Year(year)) => YEAR | u32::from(year.cast_unsigned()),
        })
    }
}

impl From<PartialDate> for When {
    fn from(date: PartialDate) -> Self {
        Some(date).into()
    }
}

impl When {
    /// No date.
    pub const MISSING: Self = Self(MISSING);

    /// The day, if it is known to the day; comparing days needs no calendar.
    pub fn day(self) -> Option<Day> {
        (self.0 & (MONTH | YEAR) == 0).then_some(Day(self.0))
    }

    pub fn get(self) -> Option<PartialDate> {
        let bits = self.0;
        match bits & (MONTH | YEAR) {
            _ if bits == MISSING => None,
            0 => day_of(bits).map(PartialDate::Day),
            MONTH => Some(PartialDate::Month {
                year: ((bits >> 8) as u16).cast_signed(),
                month: (bits as u8).cast_signed(),
            }),
            _ => Some(PartialDate::Year((bits as u16).cast_signed())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_edges_of_the_calendar_come_back() {
        for text in ["0001-01-01", "9999-12-31", "9999-12", "0001-01", "9999", "0001"] {
            let date = PartialDate::parse(text).unwrap();
            assert_eq!(When::from(date).get(), Some(date), "{text}");
            assert_eq!(When::from(date).day(), date.day().map(Day::from), "{text}");
        }
        assert_eq!(When::from(None).get(), None);
        assert_eq!(When::from(None).day(), None);
        assert_eq!(Day::from(None).get(), None);
        assert_eq!(Day::from(Date::MAX).get(), Some(Date::MAX));
    }

    proptest! {
        #[test]
        fn every_day_comes_back_in_its_order(one in 0_u32..3_650_000, other in 0_u32..3_650_000) {
            let (one, other) = (day_of(one).unwrap(), day_of(other).unwrap());
            prop_assert_eq!(Day::from(one).get(), Some(one));
            prop_assert_eq!(When::from(PartialDate::Day(one)).day(), Some(Day::from(one)));
            prop_assert_eq!(Day::from(one).cmp(&Day::from(other)), one.cmp(&other));
        }
    }
}
