use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn vietnam() -> Calendar {
    Calendar::from_csv(include_str!(
        "../../../../data/holidays/public-holidays-2018-2027.csv"
    ))
    .unwrap()
}

#[test]
fn five_working_days_over_a_weekend() {
    let due = vietnam().due(date(2025, 7, 2), 5).unwrap();
    assert_eq!(due.on, date(2025, 7, 9));
    assert_eq!(due.steps.len(), 7);
    assert_eq!(due.steps[0], (date(2025, 7, 3), DayKind::Working));
    assert_eq!(due.steps[2], (date(2025, 7, 5), DayKind::Weekend));
}

#[test]
fn the_new_year_stops_the_clock() {
    // Tết 2025 closed the offices from Saturday 25 January to Sunday 2 February.
    let due = vietnam().due(date(2025, 1, 23), 5).unwrap();
    assert_eq!(due.on, date(2025, 2, 6));
    assert_eq!(
        due.steps
            .iter()
            .filter(|(_, kind)| *kind == DayKind::Holiday)
            .count(),
        6
    );
    assert_eq!(vietnam().name(date(2025, 1, 29)), Some("Tết Nguyên Đán"));
}

#[test]
fn a_swapped_saturday_is_worked_and_its_friday_is_not() {
    let calendar = vietnam();
    assert_eq!(calendar.kind(date(2025, 4, 26)), Ok(DayKind::WorkedSaturday));
    assert_eq!(calendar.kind(date(2025, 5, 2)), Ok(DayKind::Swapped));
    // Saturday 26, Monday 28, Tuesday 29 April, then Monday 5 and Tuesday 6 May.
    assert_eq!(calendar.due(date(2025, 4, 25), 5).unwrap().on, date(2025, 5, 6));
    assert_eq!(calendar.kind(date(2019, 1, 5)), Ok(DayKind::WorkedSaturday));
    assert_eq!(calendar.kind(date(2019, 4, 15)), Ok(DayKind::InLieu));
}

#[test]
fn overdue_counts_backwards() {
    let calendar = vietnam();
    assert_eq!(
        calendar.working_days_until(date(2025, 7, 4), date(2025, 7, 9)),
        Ok(3)
    );
    assert_eq!(
        calendar.working_days_until(date(2025, 7, 11), date(2025, 7, 9)),
        Ok(-2)
    );
    assert_eq!(
        calendar.working_days_until(date(2025, 7, 9), date(2025, 7, 9)),
        Ok(0)
    );
}

#[test]
fn years_not_covered_have_no_answer() {
    let calendar = vietnam();
    assert_eq!(calendar.years(), (2018, 2027));
    let error = calendar.is_working_day(date(2028, 1, 3)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "2028-01-03 is outside the calendar, which covers 2018 to 2027"
    );
    assert!(calendar.due(date(2027, 12, 31), 1).is_err());
    assert!(
        calendar
            .working_days_until(date(2017, 1, 1), date(2018, 2, 1))
            .is_err()
    );
    assert!(calendar.working_days_until(Date::MIN, Date::MAX).is_err());
}

#[test]
fn broken_tables_are_refused() {
    let header = "date,kind,name,becomes_working_day\n";
    assert_eq!(Calendar::from_csv(header).unwrap_err(), CalendarError::Empty);
    for line in [
        "2025-02-30,holiday,x,",
        "2025-01-01,feast,x,",
        "2025-05-02,swap,x,soon",
    ] {
        assert_eq!(
            Calendar::from_csv(&format!("{header}{line}\n")).unwrap_err(),
            CalendarError::Line(2)
        );
    }
}

proptest! {
    #[test]
    fn due_and_remaining_days_agree(offset in 0i32..3000, term in 1u16..40) {
        let calendar = vietnam();
        let from = date(2018, 1, 1).checked_add(offset.days()).unwrap();
        let due = calendar.due(from, term).unwrap();
        prop_assert!(calendar.is_working_day(due.on).unwrap());
        prop_assert_eq!(calendar.working_days_until(from, due.on).unwrap(), i32::from(term));
    }
}
