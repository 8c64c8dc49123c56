//! Reading the moment of a leaf: the one way in which it is written, digit by digit, and any other the long way.

use std::fmt;

use jiff::Timestamp;
use serde::de::{Deserializer, Error, Visitor};

/// Reads a moment as [`Timestamp`] does, and faster where it is written as the log writes it.
pub(crate) fn timestamp<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    struct Moments;
    impl Visitor<'_> for Moments {
        type Value = Timestamp;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a moment")
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<Timestamp, E> {
            match plain(text.as_bytes()) {
                Some(moment) => Ok(moment),
                None => text.parse().map_err(E::custom),
            }
        }
    }
    deserializer.deserialize_str(Moments)
}

/// A moment of the years 1970 to 9998 as `2024-05-17T08:30:00Z` or with a fraction of one to three digits.
fn plain(text: &[u8]) -> Option<Timestamp> {
    let [whole @ .., b'Z'] = text else { return None };
    let (whole, fraction) = whole.split_at_checked(19)?;
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if marks.iter().any(|(at, mark)| whole[*at] != *mark) {
        return None;
    }
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i64, |sum, digit| {
            digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0'))
        })
    };
    let (year, month, day) = (
        number(&whole[..4])?,
        number(&whole[5..7])?,
        number(&whole[8..10])?,
    );
    let (hour, minute, second) = (
        number(&whole[11..13])?,
        number(&whole[14..16])?,
        number(&whole[17..])?,
    );
    // The last days of some months, and what is wrong, are left to the long way.
    if !(1970..9999).contains(&year) || !(1..=12).contains(&month) || !(1..=28).contains(&day) {
        return None;
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let millis = match fraction {
        [] => 0,
        [b'.', digits @ ..] if (1..=3).contains(&digits.len()) => {
            number(digits)? * [100, 10, 1][digits.len() - 1]
        }
        _ => return None,
    };
    // Years begin in March here, so that the leap day is the last of its year.
    let (year, month) = match month {
        1 | 2 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let leaps = year / 4 - year / 100 + year / 400;
    let days = year * 365 + leaps + (153 * month + 2) / 5 + day - 1 - 719_468;
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
    Timestamp::from_millisecond(seconds * 1000 + millis).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_the_long_way(milli in 0_i64..253_300_000_000_000, at in 0_usize..24, byte: u8) {
            let text = Timestamp::from_millisecond(milli).unwrap().to_string();
            if let Some(moment) = plain(text.as_bytes()) {
                prop_assert_eq!(Some(moment), text.parse().ok());
            }
            let mut bad = text.into_bytes();
            let at = at % bad.len();
            bad[at] = byte;
            if let Some(moment) = plain(&bad) {
                let text = String::from_utf8(bad).unwrap();
                prop_assert_eq!(Some(moment), text.parse().ok(), "{}", text);
            }
        }
    }

    #[test]
    fn every_day_that_is_read_is_right() {
        for year in ["1970", "1999", "2000", "2024", "2025", "2100", "2400"] {
            for month in 1..=12 {
                for day in 1..=28 {
                    let text = format!("{year}-{month:02}-{day:02}T23:59:58.07Z");
                    assert_eq!(plain(text.as_bytes()), Some(text.parse().unwrap()), "{text}");
                }
            }
        }
        assert_eq!(plain(b"2024-05-31T00:00:00Z"), None);
    }
}
