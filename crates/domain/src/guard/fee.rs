//! The cap of a service fee: so many tenths of a month's base wage for each 12 months, in VND.

use jiff::civil::Date;

use super::Deal;
use crate::code::Market;
use crate::rules::{MissingRule, RuleId, Rules};

/// The sector whose cap is that of seafarers.
const SEAFARING: [&str; 3] = ["seafaring", "seafarer", "maritime"];

/// A cap with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeCap {
    /// Most fee in VND, rounded down.
    pub amount: u64,
    /// The version of the rule.
    pub rule: String,
}

/// Why there is no cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FeeError {
    /// The wage or the length of the contract is not known.
    #[error("without the wage and the length of the contract there is no cap")]
    NotKnown,
    /// A rule or the rate of exchange has no version for the day.
    #[error(transparent)]
    Rule(#[from] MissingRule),
    /// The wage is in a currency for which there is no rule.
    #[error("there is no rule for the rate of this currency")]
    Currency,
}

/// The cap for a contract signed on a day.
pub fn fee_cap(deal: &Deal, on: Date, rules: &Rules) -> Result<FeeCap, FeeError> {
    let (Some(wage), Some(months)) = (deal.wage, deal.months) else {
        return Err(FeeError::NotKnown);
    };
    let rule = rule(deal, on, rules)?;
    let most = rules.at(RuleId::FeeWageTenthsMost, on)?;
    let number = |value: Option<i64>| u128::try_from(value.unwrap_or(0)).unwrap_or(0);
    // In twelfths of tenths of a month's wage, so that nothing is lost before the end.
    let of_term = number(rule.integer()) * u128::from(months);
    let of_most = number(most.integer()) * 12;
    let (rate, per) = exchange(wage.currency.as_str(), on, rules)?;
    let worth = u128::from(wage.amount) * of_term.min(of_most) * rate / (120 * per);
    Ok(FeeCap {
        amount: u64::try_from(worth).unwrap_or(u64::MAX),
        rule: if of_most < of_term {
            most.label()
        } else {
            rule.label()
        },
    })
}

/// The rule of the occupation, else of the market, else the general one.
fn rule<'a>(deal: &Deal, on: Date, rules: &'a Rules) -> Result<&'a crate::rules::RuleVersion, MissingRule> {
    if deal
        .sector
        .is_some_and(|sector| SEAFARING.contains(&sector.as_str()))
    {
        return rules.at(RuleId::FeeWageTenthsSeafarer, on);
    }
    let of_market = match deal.market.as_ref().map(Market::as_str) {
        Some("JP") => Some(RuleId::FeeWageTenthsJapan),
        Some("TW") => Some(RuleId::FeeWageTenthsTaiwan),
        Some("KR") => Some(RuleId::FeeWageTenthsKorea),
        _ => None,
    };
    match of_market.map(|rule| rules.at(rule, on)) {
        Some(Ok(version)) => Ok(version),
        _ => rules.at(RuleId::FeeWageTenths, on),
    }
}

/// VND for so many units of a currency.
fn exchange(currency: &str, on: Date, rules: &Rules) -> Result<(u128, u128), FeeError> {
    let (rule, per) = match currency {
        "VND" => return Ok((1, 1)),
        "JPY" => (RuleId::ExchangeJpy, 1),
        "KRW" => (RuleId::ExchangeKrw100, 100),
        "TWD" => (RuleId::ExchangeTwd, 1),
        "USD" => (RuleId::ExchangeUsd, 1),
        "EUR" => (RuleId::ExchangeEur, 1),
        _ => return Err(FeeError::Currency),
    };
    let rate = rules.at(rule, on)?.integer().unwrap_or(0);
    Ok((u128::try_from(rate).unwrap_or(0), per))
}
