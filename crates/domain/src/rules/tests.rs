use super::*;
use jiff::civil::date;

fn pack() -> Rules {
    Rules::from_json(include_str!("../../../../data/rules/vn-1.json")).unwrap()
}

#[test]
fn every_rule_holds_from_2018_unless_its_law_is_younger() {
    let pack = pack();
    let younger = [
        RuleId::BreachNotifyHours,
        RuleId::SubjectRequestReplyDays,
        RuleId::SubjectRequestDoneDays,
        RuleId::SubjectRequestOtherDays,
        RuleId::DepositInternPercent,
        RuleId::DepositEpsDays,
        RuleId::LoanStepDays,
        RuleId::FundDirectDays,
        RuleId::FundBeforeExitDays,
        RuleId::FundAccidentLeast,
        RuleId::FundAccidentMost,
        RuleId::FundEmployerLeast,
        RuleId::FundEmployerMost,
        RuleId::FundDeath,
        RuleId::FundTrainingMonth,
        RuleId::FundTrainingMonths,
        RuleId::ImJapanMinAge,
        RuleId::ImJapanMaxAge,
        RuleId::LicenceInactiveMonths,
    ];
    // Caps of single markets and rates of exchange are known only once they are published.
    let unpublished = [
        RuleId::FeeWageTenthsJapan,
        RuleId::FeeWageTenthsTaiwan,
        RuleId::FeeWageTenthsKorea,
        RuleId::ExchangeJpy,
        RuleId::ExchangeKrw100,
        RuleId::ExchangeTwd,
        RuleId::ExchangeUsd,
        RuleId::ExchangeEur,
    ];
    for rule in RuleId::ALL.iter().copied() {
        let known = !unpublished.contains(&rule);
        assert_eq!(pack.at(rule, date(2026, 11, 1)).is_ok(), known, "{rule}");
        assert_eq!(
            pack.at(rule, date(2018, 1, 1)).is_ok(),
            known && !younger.contains(&rule),
            "{rule}"
        );
    }
}

#[test]
fn every_reference_is_given_in_both_languages_and_names_the_same_instruments() {
    // The numbers of instruments, articles and years; the abbreviations between them differ by language.
    let numbers = |text: &str| {
        let mut all: Vec<String> = text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|number| !number.is_empty())
            .map(str::to_owned)
            .collect();
        all.sort();
        all
    };
    for version in pack().versions() {
        assert!(!version.legal_ref_vi.is_empty(), "{}", version.label());
        assert_eq!(
            numbers(&version.legal_ref),
            numbers(version.reference_vi()),
            "{}",
            version.label()
        );
    }
}

#[test]
fn a_pack_without_vietnamese_references_is_still_read() {
    let old = r#"[{"id":"worker.min_age","effective_on":"2018-01-01","value":18,"unit":"years","legal_ref":"Law 72","grade":"C"}]"#;
    let rules = Rules::from_json(old).unwrap();
    let version = rules.at(RuleId::WorkerMinAge, date(2020, 1, 1)).unwrap();
    assert_eq!(version.reference_vi(), "Law 72");
}

#[test]
fn the_version_in_force_is_found() {
    let pack = pack();
    let before = pack.at(RuleId::DirectContractDays, date(2025, 6, 30)).unwrap();
    let after = pack.at(RuleId::DirectContractDays, date(2025, 7, 1)).unwrap();
    assert_eq!(before.label(), "direct_contract.days@2022-01-01");
    assert_eq!(after.label(), "direct_contract.days@2025-07-01");
    assert_eq!((before.integer(), after.integer()), (Some(5), Some(5)));
    assert_eq!(after.code(), None);
    let missing = pack.at(RuleId::DirectContractDays, date(2010, 1, 1)).unwrap_err();
    assert_eq!(
        missing.to_string(),
        "the rule direct_contract.days has no version for 2010-01-01"
    );
}

#[test]
fn a_span_lists_the_versions_it_used() {
    let pack = pack();
    let labels = |first, last| {
        let used = pack.used(RuleId::DirectContractDays, first, last).unwrap();
        used.iter().map(|version| version.label()).collect::<Vec<_>>()
    };
    assert_eq!(
        labels(date(2025, 1, 1), date(2025, 12, 31)),
        [
            "direct_contract.days@2022-01-01",
            "direct_contract.days@2025-07-01"
        ]
    );
    assert_eq!(
        labels(date(2025, 7, 1), date(2025, 12, 31)),
        ["direct_contract.days@2025-07-01"]
    );
}

#[test]
fn a_published_version_takes_over_from_its_day() {
    let mut rules = pack();
    let mut version = rules
        .at(RuleId::OverdueGraceDays, date(2026, 1, 1))
        .unwrap()
        .clone();
    version.effective_on = date(2026, 6, 1);
    version.value = RuleValue::Integer(45);
    rules.publish(version.clone()).unwrap();
    assert_eq!(
        rules
            .at(RuleId::OverdueGraceDays, date(2026, 5, 31))
            .unwrap()
            .integer(),
        Some(30)
    );
    assert_eq!(
        rules
            .at(RuleId::OverdueGraceDays, date(2026, 6, 1))
            .unwrap()
            .integer(),
        Some(45)
    );
    version.value = RuleValue::Integer(-1);
    assert!(matches!(rules.publish(version), Err(RulesError::Value(_))));
}

#[test]
fn broken_packs_are_refused() {
    let line = |id: &str, value: &str, unit: &str| {
        format!(
            r#"{{"id":"{id}","effective_on":"2018-01-01","value":{value},"unit":"{unit}","legal_ref":"","grade":"C"}}"#
        )
    };
    let good = line("worker.min_age", "18", "years");
    assert!(Rules::from_json(&format!("[{good}]")).is_ok());
    assert!(matches!(
        Rules::from_json(&format!("[{good},{good}]")),
        Err(RulesError::Twice(_))
    ));
    assert!(matches!(
        Rules::from_json(&format!("[{}]", line("worker.age", "18", "years"))),
        Err(RulesError::Json(_))
    ));
    for (value, unit) in [("2", "flag"), ("\"x\"", "days"), ("1", "code"), ("-5", "vnd")] {
        let text = format!("[{}]", line("worker.min_age", value, unit));
        assert!(
            matches!(Rules::from_json(&text), Err(RulesError::Value(_))),
            "{text}"
        );
    }
}
