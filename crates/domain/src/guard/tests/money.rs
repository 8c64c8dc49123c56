//! Fees and their caps.

use super::*;

#[test]
fn the_fee_is_capped_by_wage_and_months() {
    // 24 months at ten million: two months' wage.
    let fee = |fee| Given {
        facts: case(Some(fee)),
        ..Given::default()
    };
    assert_eq!(fee(20_000_000).kinds(), []);
    let over = fee(20_000_001).found();
    assert_eq!(over[0].kind, FindingKind::FeeOverCap);
    assert_eq!(
        (over[0].limit, over[0].given),
        (Some(20_000_000), Some(20_000_001))
    );
    assert_eq!(over[0].rule.as_deref(), Some("fee.wage_tenths@2022-01-01"));
}

#[test]
fn long_contracts_have_a_cap_of_their_own_and_markets_may_differ() {
    let deal = |months| Deal {
        market: Some(market("JP")),
        months: Some(months),
        wage: Some(Wage {
            amount: 10_000_000,
            currency: code("VND"),
        }),
        ..Deal::default()
    };
    let cap = |deal: &Deal, rules: &Rules| fee_cap(deal, SIGNED, rules).unwrap();
    assert_eq!(cap(&deal(6), &RULES).amount, 5_000_000);
    assert_eq!(cap(&deal(60), &RULES).amount, 30_000_000);
    assert_eq!(cap(&deal(60), &RULES).rule, "fee.wage_tenths.most@2018-01-01");
    let mut rules = RULES.clone();
    rules
        .publish(version(RuleId::FeeWageTenthsJapan, 5, RuleUnit::WageTenths))
        .unwrap();
    assert_eq!(cap(&deal(24), &rules).amount, 10_000_000);
    let seafarer = Deal {
        sector: Some(code("seafaring")),
        ..deal(12)
    };
    assert_eq!(cap(&seafarer, &rules).amount, 15_000_000);
}

fn version(id: RuleId, value: i64, unit: RuleUnit) -> RuleVersion {
    RuleVersion {
        id,
        effective_on: date(2025, 1, 1),
        value: RuleValue::Integer(value),
        unit,
        legal_ref: "x".to_owned(),
        legal_ref_vi: "x".to_owned(),
        grade: Grade::A,
    }
}

#[test]
fn a_foreign_wage_needs_a_published_rate_and_says_so_without_one() {
    let mut facts = case(Some(60_000_000));
    facts[3].1 = employed(180_000, "JPY", None);
    let mut given = Given {
        facts,
        ..Given::default()
    };
    let found = given.found();
    assert_eq!(found[0].kind, FindingKind::NotJudged);
    assert_eq!(found[0].missing.unwrap().rule, RuleId::ExchangeJpy);
    given
        .rules
        .publish(version(RuleId::ExchangeJpy, 170, RuleUnit::Vnd))
        .unwrap();
    // 180,000 yen at 170 are 30.6 million a month, 61.2 million for 24 months.
    assert_eq!(given.kinds(), []);
    given
        .rules
        .publish(version(RuleId::ExchangeJpy, 160, RuleUnit::Vnd))
        .unwrap();
    assert_eq!(given.kinds(), [FindingKind::FeeOverCap]);
    assert_eq!(given.found()[0].limit, Some(57_600_000));
}

#[test]
fn nothing_may_be_asked_where_nobody_earns() {
    let given = Given {
        facts: case(Some(1)),
        programme: programme(ProgrammeDefined {
            profit: ProfitKind::NonProfit,
            ..terms()
        }),
        ..Given::default()
    };
    assert_eq!(given.kinds(), [FindingKind::FeeOverCap]);
    assert_eq!(given.found()[0].limit, Some(0));
}
