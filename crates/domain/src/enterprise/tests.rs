use super::*;
use crate::code::Market;
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
        head_office: None,
    }
    .into()
}

fn licence(number: &str, issued_on: Date) -> EnterpriseEvent {
    LicenceRecorded {
        number: code(number),
        issued_on,
        lines: Vec::new(),
    }
    .into()
}

fn status(status: LicenceStatus) -> EnterpriseEvent {
    LicenceStatusChanged {
        status,
        effective_on: None,
        decision: None,
        ground: None,
    }
    .into()
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

#[test]
fn a_change_takes_effect_on_its_own_day() {
    let revoked = LicenceStatusChanged {
        status: LicenceStatus::Revoked,
        effective_on: Some(date(2025, 3, 1)),
        decision: Some(code("9/QD-BNV")),
        ground: Some(LicenceGround::Inactive),
    };
    let enterprise = enterprise([
        ("2020-05-04", licence("100/LDTBXH-GP", date(2020, 5, 4))),
        ("2025-02-10", revoked.into()),
    ]);
    assert!(enterprise.licence_valid_on(date(2025, 2, 28)));
    assert!(!enterprise.licence_valid_on(date(2025, 3, 1)));
    assert!(!enterprise.licence_valid_on(date(2020, 5, 3)));
}

#[test]
fn a_licence_that_names_its_lines_covers_no_other() {
    let general = LicenceRecorded {
        number: code("7/BNV-GP"),
        issued_on: date(2024, 2, 1),
        lines: vec![LicenceLine::General, LicenceLine::Taiwan],
    };
    let named = enterprise([("2024-02-01", general.into())]);
    let silent = enterprise([("2024-02-01", licence("7/BNV-GP", date(2024, 2, 1)))]);
    for (market, covered) in [("JP", false), ("TW", true), ("PL", true)] {
        let market = Market::parse(market).unwrap();
        assert_eq!(
            named.licence_covers(market, date(2025, 1, 1)),
            covered,
            "{market}"
        );
        assert!(silent.licence_covers(market, date(2025, 1, 1)), "{market}");
    }
}

#[test]
fn the_deposit_due_grows_with_the_branches_and_follows_the_rules_of_the_day() {
    let branch = |branch: &str| BranchAssigned {
        branch: code(branch),
        name: LegalName::parse("Chi nhánh").unwrap(),
        unit: UnitRef::parse("38@2025").unwrap(),
        tasks: vec![BranchTask::Recruitment],
    };
    let removed = BranchRemoved { branch: code("2") };
    let held = enterprise([
        ("2023-01-01", branch("1").into()),
        ("2023-01-02", branch("2").into()),
        ("2024-01-01", branch("3").into()),
        ("2024-02-01", removed.into()),
    ]);
    let rules = crate::rules::Rules::from_json(include_str!("../../../../data/rules/vn-1.json")).unwrap();
    assert_eq!(held.branches.len(), 2);
    assert_eq!(held.deposit_due(date(2025, 1, 1), &rules), Ok(3_000_000_000));
    assert_eq!(held.deposit_due(date(2020, 1, 1), &rules), Ok(1_000_000_000));
    let missing = held.deposit_due(date(2010, 1, 1), &rules).unwrap_err();
    assert_eq!(missing.rule, crate::rules::RuleId::DepositEnterprise);
}

#[test]
fn presence_accounts_reports_findings_and_sanctions_are_kept() {
    let province = UnitRef::parse("38@2025").unwrap();
    let presence = LocalPresenceAccepted {
        province,
        document: code("112/SNV"),
        valid_to: Some(date(2025, 12, 31)),
    };
    let report = |due: Date| EnterpriseReportReceived {
        period: PartialDate::parse("2025-06").unwrap(),
        kind: ReportKind::Monthly,
        due_on: due,
        rows: 3,
    };
    let finding = ComplianceFindingRecorded {
        topic: FindingTopic::Fees,
        severity: Severity::Major,
    };
    let sanction = SanctionRecorded {
        decision: code("45/QD-XPHC"),
        topic: FindingTopic::Fees,
        amount: Some(90_000_000),
    };
    let account = code("u-7");
    let held = enterprise([
        ("2025-01-10", presence.into()),
        ("2025-01-11", PortalAccessGranted { account }.into()),
        ("2025-07-18", report(date(2025, 7, 20)).into()),
        ("2025-07-21", report(date(2025, 7, 20)).into()),
        ("2025-08-01", finding.into()),
        ("2025-08-02", sanction.into()),
    ]);
    assert!(held.accepted_in(province, date(2025, 6, 1)));
    assert!(!held.accepted_in(province, date(2025, 1, 9)));
    assert!(!held.accepted_in(province, date(2026, 1, 1)));
    assert!(held.accounts.contains(&account));
    assert_eq!((held.reports, held.findings), ((2, 1), 1));
    assert_eq!(held.sanctions, (1, 90_000_000));
}
