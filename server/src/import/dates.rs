//! Days as lists write them: cells that are days, serial numbers of a spreadsheet, `dd/mm/yyyy`, ISO. The day comes first;
//! what only makes sense with the month first is a problem and never turned round.

use hanhtrinh_domain::date::PartialDate;
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::sheet::Cell;
use super::trouble::Trouble;

/// Serial numbers that are taken for days: 1 January 1900 to 31 December 2099 by the count of spreadsheets.
const SERIALS: std::ops::RangeInclusive<f64> = 1.0..=73_050.0;
/// Texts of only digits that are taken for serial numbers: from 1955 on, so that a lost slash is not one.
const SERIAL_TEXTS: std::ops::RangeInclusive<i32> = 20_000..=73_050;

/// Reads a day, or a month or year where only that is given.
pub fn read(cell: &Cell) -> Result<PartialDate, Trouble> {
    match cell {
        Cell::Empty => Err(Trouble::Needed),
        Cell::Failed => Err(Trouble::Formula),
        Cell::Day(day) => Ok(PartialDate::Day(*day)),
        Cell::Number(number) => of_number(*number),
        Cell::Text(text) => of_text(text.trim().trim_start_matches('\'').trim()),
    }
}

/// Reads an exact day.
pub fn read_day(cell: &Cell) -> Result<Date, Trouble> {
    read(cell)?.day().ok_or(Trouble::DayNeeded)
}

fn of_number(number: f64) -> Result<PartialDate, Trouble> {
    // A bare year is what people type where nothing more is known; as a serial number it would be a day in 1905.
    if number.fract() == 0.0 && (1900.0..=2099.0).contains(&number) {
        return Ok(PartialDate::Year(number as i16));
    }
    if !SERIALS.contains(&number) {
        return Err(Trouble::DateForm);
    }
    of_serial(number as i32)
}

fn of_serial(serial: i32) -> Result<PartialDate, Trouble> {
    // Spreadsheets count a 29 February 1900 that never was: before it the count is one off.
    let days = if serial == 60 {
        return Err(Trouble::NoSuchDay);
    } else if serial < 60 {
        serial + 1
    } else {
        serial
    };
    date(1899, 12, 30)
        .checked_add(days.days())
        .map(PartialDate::Day)
        .map_err(|_| Trouble::NoSuchDay)
}

fn of_text(text: &str) -> Result<PartialDate, Trouble> {
    if text.is_empty() {
        return Err(Trouble::Needed);
    }
    if text.starts_with('=') {
        return Err(Trouble::Formula);
    }
    // A time of day may follow: "2024-05-12 00:00:00", "2024-05-12T00:00:00".
    let day = text.split_once([' ', 'T']).map_or(text, |(day, _)| day);
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    if parts
        .iter()
        .any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Err(Trouble::DateForm);
    }
    let number = |part: &str| part.parse::<i32>().map_err(|_| Trouble::DateForm);
    match parts[..] {
        [year] if year.len() == 4 => Ok(PartialDate::Year(number(year)? as i16)),
        [serial] if SERIAL_TEXTS.contains(&number(serial)?) => of_serial(number(serial)?),
        [month, year] if year.len() == 4 && month.len() <= 2 => month_of(number(year)?, number(month)?),
        [year, month] if year.len() == 4 && month.len() <= 2 => month_of(number(year)?, number(month)?),
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            day_of(number(year)?, number(month)?, number(day)?)
        }
        [day, month, year] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            let (day, month) = (number(day)?, number(month)?);
            if (13..=31).contains(&month) && (1..=12).contains(&day) {
                return Err(Trouble::MonthFirst);
            }
            day_of(number(year)?, month, day)
        }
        [_, _, year] if year.len() == 2 => Err(Trouble::ShortYear),
        _ => Err(Trouble::DateForm),
    }
}

fn month_of(year: i32, month: i32) -> Result<PartialDate, Trouble> {
    PartialDate::parse(&format!("{year:04}-{month:02}")).map_err(|_| Trouble::NoSuchDay)
}

fn day_of(year: i32, month: i32, day: i32) -> Result<PartialDate, Trouble> {
    PartialDate::parse(&format!("{year:04}-{month:02}-{day:02}")).map_err(|_| Trouble::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Result<String, Trouble> {
        read(&Cell::Text(text.into())).map(|date| date.to_string())
    }

    #[test]
    fn every_form_of_a_day() {
        for form in [
            "05/12/2024",
            "5/12/2024",
            "5-12-2024",
            "05.12.2024",
            "2024-12-05",
            "2024-12-05 00:00:00",
            "2024/12/05",
            "45631",
            " '05/12/2024",
        ] {
            assert_eq!(text(form), Ok("2024-12-05".into()), "{form}");
        }
        assert_eq!(
            read(&Cell::Number(45_631.0)),
            Ok(PartialDate::Day(date(2024, 12, 5)))
        );
        assert_eq!(
            read(&Cell::Number(45_631.6)),
            Ok(PartialDate::Day(date(2024, 12, 5)))
        );
        assert_eq!(read(&Cell::Number(1990.0)), Ok(PartialDate::Year(1990)));
        assert_eq!(read(&Cell::Number(61.0)), Ok(PartialDate::Day(date(1900, 3, 1))));
        assert_eq!(read(&Cell::Number(59.0)), Ok(PartialDate::Day(date(1900, 2, 28))));
        assert_eq!(text("12/2024"), Ok("2024-12".into()));
        assert_eq!(text("1990"), Ok("1990".into()));
    }

    #[test]
    fn what_is_no_day_is_named_and_never_turned_round() {
        assert_eq!(text("12/25/2024"), Err(Trouble::MonthFirst));
        assert_eq!(text("31/02/2024"), Err(Trouble::NoSuchDay));
        assert_eq!(text("2023-02-29"), Err(Trouble::NoSuchDay));
        assert_eq!(text("5/12/24"), Err(Trouble::ShortYear));
        assert_eq!(text("hôm qua"), Err(Trouble::DateForm));
        assert_eq!(text("=TODAY()"), Err(Trouble::Formula));
        assert_eq!(text("99/99/2024"), Err(Trouble::NoSuchDay));
        assert_eq!(read(&Cell::Number(60.0)), Err(Trouble::NoSuchDay));
        assert_eq!(read(&Cell::Number(-3.0)), Err(Trouble::DateForm));
        assert_eq!(read_day(&Cell::Text("12/2024".into())), Err(Trouble::DayNeeded));
        assert_eq!(read(&Cell::Empty), Err(Trouble::Needed));
    }
}
