//! A wage: an amount means nothing without its currency.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::code::Code;

/// A base wage a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Wage {
    /// How much, in whole units of the currency.
    pub amount: u64,
    /// ISO 4217 code of the currency; `XXX` where an old record names none.
    pub currency: Code,
}

crate::code::facts!(Wage);

/// What ISO 4217 writes where no currency is named.
const NO_CURRENCY: &str = "XXX";

/// From version 1 of `employment_contract_recorded` to 2: `wage` and `currency` stood beside each other, and either could be
/// absent. An amount without a currency says so; a currency without an amount says nothing.
pub(super) fn join_currency(facts: &mut Map<String, Value>) {
    let currency = facts.remove("currency");
    if let Some(amount) = facts.remove("wage").filter(|amount| !amount.is_null()) {
        let currency = currency
            .filter(|currency| !currency.is_null())
            .unwrap_or_else(|| NO_CURRENCY.into());
        facts.insert(
            "wage".to_owned(),
            json!({ "amount": amount, "currency": currency }),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::CaseEvent;
    use crate::event::StreamEvent;

    const KIND: &str = "employment_contract_recorded";

    fn wage(extra: &str) -> Option<Wage> {
        let facts = format!(r#"{{"sector":"factory","start":"2025-10-01","end":"2028-09-30"{extra}}}"#);
        match CaseEvent::decode_as(KIND, 1, &facts).unwrap() {
            CaseEvent::EmploymentContractRecorded(event) => event.wage,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_first_version_is_still_read() {
        let yen = Wage {
            amount: 180_000,
            currency: Code::parse("JPY").unwrap(),
        };
        assert_eq!(wage(r#","wage":180000,"currency":"JPY""#), Some(yen));
        assert_eq!(wage(""), None);
        assert_eq!(wage(r#","currency":"JPY""#), None);
        assert_eq!(wage(r#","wage":5"#).unwrap().currency.as_str(), "XXX");
        assert_eq!(wage(r#","wage":null,"currency":null"#), None);
    }

    #[test]
    fn the_second_version_does_not_know_half_a_wage() {
        for wage in [r#"180000"#, r#"{"amount":180000}"#, r#"{"currency":"JPY"}"#] {
            let facts =
                format!(r#"{{"sector":"factory","start":"2025-10-01","end":"2028-09-30","wage":{wage}}}"#);
            assert!(CaseEvent::decode_as(KIND, 2, &facts).is_err(), "{wage}");
        }
        let written = CaseEvent::TYPES.iter().find(|info| info.name == KIND).unwrap();
        assert_eq!(written.schema, 2);
    }
}
