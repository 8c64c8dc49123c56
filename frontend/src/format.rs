//! How dates, times, numbers and money are written and read.

use hanhtrinh_api::Lang;
use hanhtrinh_domain::date::PartialDate;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::i18n::lang;

/// `dd/MM/yyyy`.
pub fn date(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// `dd/MM`, where the year is plain.
pub fn short(day: Date) -> String {
    format!("{:02}/{:02}", day.day(), day.month())
}

/// `dd/MM/yyyy`, `MM/yyyy` or `yyyy`, as far as it is known.
pub fn partial(day: PartialDate) -> String {
    match day {
        PartialDate::Day(day) => date(day),
        PartialDate::Month { year, month } => format!("{month:02}/{year:04}"),
        PartialDate::Year(year) => format!("{year:04}"),
    }
}

/// An ISO date of any precision, as it came, written for people.
pub fn iso_text(text: &str) -> String {
    PartialDate::parse(text).map_or_else(|_| text.to_owned(), partial)
}

/// `dd/MM/yyyy HH:mm` in Vietnam, which has kept UTC+7 without summer time.
pub fn moment(at: Timestamp) -> String {
    let local = Offset::constant(7).to_datetime(at);
    format!("{} {:02}:{:02}", date(local.date()), local.hour(), local.minute())
}

/// `5.075` in Vietnamese, `5,075` in English.
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mark = match lang() {
        Lang::Vi => '.',
        Lang::En => ',',
    };
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

/// `1.234.567 ₫`.
pub fn money(dong: u64) -> String {
    format!("{} ₫", number(dong))
}

/// An exact decimal with the comma of the language, and its sign: `84,6 %`.
pub fn percent(decimal: &str) -> String {
    match lang() {
        Lang::Vi => format!("{} %", decimal.replace('.', ",")),
        Lang::En => format!("{decimal} %"),
    }
}

/// Reads `dd/MM/yyyy` (also with `-`, `.` or spaces, and one-digit days) or ISO.
pub fn parse_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let parts: Vec<&str> = text
        .split(['/', '-', '.', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let [a, b, c] = parts[..] else { return None };
    let (year, day) = if a.len() == 4 { (a, c) } else { (c, a) };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, b.parse().ok()?, day.parse().ok()?).ok()
}

/// Typed `dd/MM/yyyy` as ISO for the wire.
pub fn iso(text: &str) -> Option<String> {
    parse_day(text).map(|day| day.to_string())
}

/// Days from one day to another. Subtraction in `jiff` knows time zones and calendar units, forty kilobytes to load.
pub fn days_between(from: Date, to: Date) -> i32 {
    day_number(to) - day_number(from)
}

/// Days since the beginning of year 1: those of the years before, with their leap days, and those of this year.
fn day_number(day: Date) -> i32 {
    let before = i32::from(day.year()) - 1;
    before * 365 + before.div_euclid(4) - before.div_euclid(100)
        + before.div_euclid(400)
        + i32::from(day.day_of_year())
}

/// A heading as it stands within a sentence.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Puts short lists in order, equal ones as they came. Insertion: the sorts of the standard library are for long lists, and
/// fourteen kilobytes to load.
pub fn order_by<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && key(&items[at - 1]) > key(&items[at]) {
            items.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// A length in a drawing, to a tenth. The formatting of floating-point numbers would be ten kilobytes more to load.
pub fn tenth(length: f64) -> String {
    let tenths = (length * 10.0).round() as i64;
    format!("{}.{}", tenths / 10, (tenths % 10).abs())
}

/// Initials for a portrait: of the first and the last word.
pub fn initials(name: &str) -> String {
    // Remarks in brackets are no names.
    let words: Vec<&str> = name
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_alphabetic))
        .collect();
    let first = words.first().and_then(|word| word.chars().next());
    let last = words
        .last()
        .filter(|_| words.len() > 1)
        .and_then(|word| word.chars().next());
    // The style sheet makes them capitals.
    first.into_iter().chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in ["01/02/2025", "1/2/2025", "1-2-2025", "1.2.2025", " 2025-02-01 "] {
            assert_eq!(parse_day(text), Some(day(2025, 2, 1)), "{text}");
        }
        for text in [
            "",
            "31/02/2025",
            "1/2/25",
            "2025",
            "02/2025",
            "x/y/zzzz",
            "1/2/2025/3",
        ] {
            assert_eq!(parse_day(text), None, "{text}");
        }
        assert_eq!(iso("3/4/2025").as_deref(), Some("2025-04-03"));
    }

    #[test]
    fn dates_keep_the_precision_that_is_known() {
        assert_eq!(iso_text("2024"), "2024");
        assert_eq!(iso_text("2024-05"), "05/2024");
        assert_eq!(iso_text("2024-05-12"), "12/05/2024");
        assert_eq!(iso_text("not a date"), "not a date");
    }

    #[test]
    fn moments_are_told_in_vietnamese_time() {
        let late: Timestamp = "2025-07-15T17:30:00Z".parse().unwrap();
        assert_eq!(moment(late), "16/07/2025 00:30");
    }

    #[test]
    fn numbers_are_grouped_as_in_vietnamese() {
        for (value, text) in [(0, "0"), (999, "999"), (1_000, "1.000"), (1_234_567, "1.234.567")] {
            assert_eq!(number(value), text);
        }
        assert_eq!(money(36_800_000), "36.800.000 ₫");
        assert_eq!(percent("84.6"), "84,6 %");
    }

    #[test]
    fn days_are_counted_over_months_leap_years_and_centuries() {
        for (from, to) in [
            (day(2025, 7, 16), day(2025, 7, 16)),
            (day(2024, 2, 28), day(2024, 3, 1)),
            (day(1899, 12, 31), day(2100, 3, 1)),
            (day(2025, 7, 16), day(2023, 1, 1)),
        ] {
            assert_eq!(
                days_between(from, to),
                to.since(from).unwrap().get_days(),
                "{from} {to}"
            );
        }
    }

    #[test]
    fn short_lists_are_ordered_and_equal_ones_keep_their_places() {
        let mut items = [(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        order_by(&mut items, |item| item.0);
        assert_eq!(items, [(1, 'b'), (1, 'e'), (2, 'd'), (3, 'a'), (3, 'c')]);
        assert_eq!(lower_first("Đăng ký Mới"), "đăng ký Mới");
    }

    #[test]
    fn lengths_are_written_to_a_tenth() {
        for (length, text) in [(0.0, "0.0"), (12.34, "12.3"), (0.96, "1.0"), (640.0, "640.0")] {
            assert_eq!(tenth(length), text);
        }
    }

    #[test]
    fn initials_are_of_the_family_and_the_given_name() {
        assert_eq!(initials("Lê Thị Hạnh"), "LH");
        assert_eq!(initials("đào"), "đ");
        assert_eq!(initials("Cán bộ sở (mẫu)"), "Cs");
        assert_eq!(initials(" "), "");
    }
}
