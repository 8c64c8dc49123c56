//! Birth dates and ages. Many older people have only a birth year on their papers.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::IdentityError;
use crate::date::PartialDate;

/// A birth date known to the day or the year, from 1900 on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BirthDate(PartialDate);

impl BirthDate {
    /// Reads `1990-05-12`, `12/05/1990` (day first), or `1990`.
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        let text = text.trim();
        let iso = match text.split('/').collect::<Vec<_>>()[..] {
            [day, month, year] => format!("{year:0>4}-{month:0>2}-{day:0>2}"),
            _ => text.to_owned(),
        };
        Self::new(PartialDate::parse(&iso).map_err(|_| IdentityError::BirthForm)?)
    }

    /// Takes a date of the right precision and not before 1900.
    pub fn new(date: PartialDate) -> Result<Self, IdentityError> {
        match date {
            PartialDate::Month { .. } => Err(IdentityError::BirthMonth),
            _ if date.first().year() < 1900 => Err(IdentityError::BirthRange),
            PartialDate::Day(_) | PartialDate::Year(_) => Ok(Self(date)),
        }
    }

    /// Refuses a birth after `today`.
    pub fn not_after(self, today: Date) -> Result<Self, IdentityError> {
        if self.0.first() > today {
            Err(IdentityError::BirthRange)
        } else {
            Ok(self)
        }
    }

    /// The date with its precision.
    #[must_use]
    pub fn get(self) -> PartialDate {
        self.0
    }
}

impl From<BirthDate> for PartialDate {
    fn from(birth: BirthDate) -> Self {
        birth.0
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthDate(withheld)")
    }
}

impl Serialize for BirthDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for BirthDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(PartialDate::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Whole years of age on a day: `None` before birth. Where only the year is known it is the least age possible, so
/// that nobody passes an age limit by an imprecise paper. Born on 29 February: a year older from 1 March in common years.
#[must_use]
pub fn age_on(birth: PartialDate, day: Date) -> Option<u8> {
    if day < birth.first() {
        return None;
    }
    let born = birth.last();
    let before_birthday = (day.month(), day.day()) < (born.month(), born.day());
    let years = i32::from(day.year()) - i32::from(born.year()) - i32::from(before_birthday);
    u8::try_from(years.max(0)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn birth_dates_of_two_precisions() {
        assert_eq!(
            BirthDate::parse("12/5/1990").unwrap().get(),
            PartialDate::Day(date(1990, 5, 12))
        );
        assert_eq!(BirthDate::parse("1955").unwrap().get(), PartialDate::Year(1955));
        assert_eq!(BirthDate::parse("1990-05"), Err(IdentityError::BirthMonth));
        assert_eq!(BirthDate::parse("1899"), Err(IdentityError::BirthRange));
        assert_eq!(BirthDate::parse("30/02/1990"), Err(IdentityError::BirthForm));
        assert_eq!(BirthDate::parse("90"), Err(IdentityError::BirthForm));
        let birth = BirthDate::parse("2030").unwrap();
        assert_eq!(
            birth.not_after(date(2029, 12, 31)),
            Err(IdentityError::BirthRange)
        );
    }

    #[test]
    fn age_is_counted_in_whole_years() {
        let birth = PartialDate::Day(date(2007, 7, 1));
        assert_eq!(age_on(birth, date(2025, 6, 30)), Some(17));
        assert_eq!(age_on(birth, date(2025, 7, 1)), Some(18));
        assert_eq!(age_on(birth, date(2007, 6, 30)), None);
        let leap = PartialDate::Day(date(2004, 2, 29));
        assert_eq!(age_on(leap, date(2022, 2, 28)), Some(17));
        assert_eq!(age_on(leap, date(2022, 3, 1)), Some(18));
    }

    #[test]
    fn a_birth_year_gives_the_least_age() {
        assert_eq!(age_on(PartialDate::Year(2007), date(2025, 12, 30)), Some(17));
        assert_eq!(age_on(PartialDate::Year(2007), date(2025, 12, 31)), Some(18));
        assert_eq!(age_on(PartialDate::Year(2025), date(2025, 3, 1)), Some(0));
    }
}
