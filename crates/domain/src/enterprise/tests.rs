use super::*;
use crate::date::PartialDate;
use crate::event::{Recorded, collect};
use jiff::civil::date;
use uuid::Uuid;

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn named(name: &str) -> EnterpriseEvent {
    EnterpriseRecorded {
        code: code("0100100001"),
        name: LegalName::parse(name).unwrap(),
    }
    .into()
}

fn licence(number: &str, issued_on: Date) -> EnterpriseEvent {
    LicenceRecorded {
        number: code(number),
        issued_on,
    }
    .into()
}

fn status(status: LicenceStatus) -> EnterpriseEvent {
    LicenceStatusChanged { status }.into()
}

fn enterprise<const N: usize>(facts: [(&str, EnterpriseEvent); N]) -> Enterprise {
    let recorded: Vec<_> = facts
        .into_iter()
        .enumerate()
        .map(|(position, (on, event))| Recorded {
            id: Uuid::from_u128(position as u128),
            position: position as u64,
            on: PartialDate::parse(on).unwrap(),
            at: "2030-01-01T00:00:00Z".parse().unwrap(),
            amends: None,
            event,
        })
        .collect();
    Enterprise::fold(&collect(&recorded))
}

#[test]
fn the_latest_name_counts() {
    let enterprise = enterprise([
        ("2025-01-01", named("Công ty cổ phần Bình Minh")),
        ("2020-01-01", named("Công ty TNHH Bình Minh")),
    ]);
    assert_eq!(enterprise.name.unwrap().as_str(), "Công ty cổ phần Bình Minh");
}

#[test]
fn a_licence_is_worth_something_from_its_issue_until_it_is_not() {
    let enterprise = enterprise([
        ("2024-06-01", licence("100/LDTBXH-GP", date(2020, 5, 4))),
        ("2022-03-01", status(LicenceStatus::Suspended)),
        ("2022-09-01", status(LicenceStatus::Valid)),
        ("2024-01-01", status(LicenceStatus::Returned)),
    ]);
    let on = |day: Date| enterprise.licence_on(day);
    assert_eq!(on(date(2020, 5, 3)), None);
    assert_eq!(on(date(2020, 5, 4)), Some(LicenceStatus::Valid));
    assert_eq!(on(date(2022, 2, 28)), Some(LicenceStatus::Valid));
    assert_eq!(on(date(2022, 3, 1)), Some(LicenceStatus::Suspended));
    assert_eq!(on(date(2022, 9, 1)), Some(LicenceStatus::Valid));
    assert_eq!(on(date(2026, 1, 1)), Some(LicenceStatus::Returned));
}

#[test]
fn a_new_licence_counts_from_its_issue_and_leaves_the_past_as_it_was() {
    let enterprise = enterprise([
        ("2020-05-04", licence("100/LDTBXH-GP", date(2020, 5, 4))),
        ("2022-03-01", status(LicenceStatus::Revoked)),
        ("2024-02-01", licence("7/BNV-GP", date(2024, 2, 1))),
    ]);
    assert_eq!(enterprise.licence, Some((code("7/BNV-GP"), date(2024, 2, 1))));
    assert_eq!(
        enterprise.licence_on(date(2021, 1, 1)),
        Some(LicenceStatus::Valid)
    );
    assert_eq!(
        enterprise.licence_on(date(2024, 1, 31)),
        Some(LicenceStatus::Revoked)
    );
    assert_eq!(
        enterprise.licence_on(date(2024, 2, 1)),
        Some(LicenceStatus::Valid)
    );
}

#[test]
fn a_change_on_the_day_of_issue_is_about_the_licence_of_that_day() {
    let enterprise = enterprise([
        ("2024-02-01", licence("7/BNV-GP", date(2024, 2, 1))),
        ("2024-02-01", status(LicenceStatus::Suspended)),
    ]);
    assert_eq!(
        enterprise.licence_on(date(2024, 2, 1)),
        Some(LicenceStatus::Suspended)
    );
}

#[test]
fn an_older_licence_entered_later_does_not_replace_the_newer() {
    let enterprise = enterprise([
        ("2024-02-01", licence("7/BNV-GP", date(2024, 2, 1))),
        ("2024-03-01", licence("100/LDTBXH-GP", date(2020, 5, 4))),
    ]);
    assert_eq!(enterprise.licence, Some((code("7/BNV-GP"), date(2024, 2, 1))));
    assert_eq!(
        enterprise.licence_on(date(2021, 1, 1)),
        Some(LicenceStatus::Valid)
    );
}

#[test]
fn without_a_licence_on_file_there_is_none() {
    let without = enterprise([("2022-03-01", status(LicenceStatus::Revoked))]);
    assert_eq!(without.licence_on(date(2023, 1, 1)), None);
    let nothing = enterprise([]);
    assert_eq!((nothing.licence_on(date(2023, 1, 1)), nothing.name), (None, None));
}
