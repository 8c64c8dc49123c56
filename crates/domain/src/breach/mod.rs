//! Breaches of personal data: logged when they are found, notified within the hours that a dated rule sets.

use jiff::{SignedDuration, Timestamp};

use crate::case::codes::codes;
use crate::date::{PartialDate, end_of_day_in_vietnam};
use crate::event::{Effective, events};
use crate::rules::{MissingRule, RuleId, RuleVersion, Rules};

codes! {
    /// What was laid open.
    BreachScope {
        /// Who people are.
        Identity = "identity",
        /// Documents and their numbers.
        Documents = "documents",
        /// Health, origin, violations of law.
        Sensitive = "sensitive",
        /// Accounts of the registry.
        Accounts = "accounts",
        /// Anything else.
        Other = "other",
    }
}

codes! {
    /// Who is told.
    BreachAuthority {
        /// The authority for the protection of personal data (Bộ Công an).
        Security = "security",
        /// The people concerned.
        Subjects = "subjects",
    }
}

events! {
    /// What happens about a breach. Sealed parts are not used: nobody is named.
    pub enum BreachEvent in "breach" {
        /// It was found, on `on`.
        BreachLogged = "breach_logged", Fact, 1 {
            /// Minutes after midnight in Vietnam.
            minute: u16,
            /// What was laid open.
            scope: BreachScope,
            /// About how many people.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            people: Option<u32>,
        }
        /// Somebody was told, on `on`.
        BreachNotified = "breach_notified", Fact, 2 {
            /// Minutes after midnight in Vietnam.
            minute: u16,
            /// Who.
            authority: BreachAuthority,
        }
    }
}

/// A breach as its facts say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Breach {
    /// When it was found. Of a date that is not exact, its beginning: the clock must not start too late.
    pub detected: Option<Timestamp>,
    /// What was laid open.
    pub scope: Option<BreachScope>,
    /// About how many people.
    pub people: Option<u32>,
    /// When the authority was told first.
    pub notified: Option<Timestamp>,
}

/// The clock of a breach.
#[derive(Debug, Clone, PartialEq)]
pub struct BreachClock {
    /// When the authority is to know.
    pub due: Timestamp,
    /// The rule that says so.
    pub rule: RuleVersion,
}

impl Breach {
    /// Folds effective facts.
    #[must_use]
    pub fn fold(facts: &[Effective<BreachEvent>]) -> Self {
        let mut breach = Self::default();
        for fact in facts {
            match &fact.event {
                BreachEvent::BreachLogged(event) => {
                    breach.detected = instant(fact.on, event.minute);
                    breach.scope = Some(event.scope);
                    breach.people = event.people;
                }
                BreachEvent::BreachNotified(event) if event.authority == BreachAuthority::Security => {
                    let told = instant(fact.on, event.minute);
                    breach.notified = breach.notified.into_iter().chain(told).min();
                }
                BreachEvent::BreachNotified(_) => {}
            }
        }
        breach
    }

    /// When the authority is to know: the hours of the rule after the breach was found. `None` before it was.
    pub fn clock(&self, rules: &Rules) -> Result<Option<BreachClock>, MissingRule> {
        let Some(detected) = self.detected else {
            return Ok(None);
        };
        let rule = rules.at(RuleId::BreachNotifyHours, crate::date::day_in_vietnam(detected))?;
        let hours = rule.integer().unwrap_or(0);
        let due = detected
            .checked_add(SignedDuration::from_hours(hours))
            .unwrap_or(Timestamp::MAX);
        Ok(Some(BreachClock {
            due,
            rule: rule.clone(),
        }))
    }

    /// Whether the authority was told too late, or is not told at an instant after the term.
    pub fn is_late(&self, rules: &Rules, now: Timestamp) -> Result<bool, MissingRule> {
        let clock = self.clock(rules)?;
        Ok(clock.is_some_and(|clock| self.notified.unwrap_or(now) > clock.due))
    }
}

/// Minutes after the midnight with which a day begins.
fn instant(on: PartialDate, minute: u16) -> Option<Timestamp> {
    let midnight = end_of_day_in_vietnam(on.first().yesterday().ok()?);
    midnight
        .checked_add(SignedDuration::from_mins(i64::from(minute.min(1_439))))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::tests::{RULES, facts};

    fn logged(minute: u16) -> BreachEvent {
        BreachLogged {
            minute,
            scope: BreachScope::Documents,
            people: Some(12),
        }
        .into()
    }

    fn notified(minute: u16, authority: BreachAuthority) -> BreachEvent {
        BreachNotified { minute, authority }.into()
    }

    #[test]
    fn the_authority_is_told_within_72_hours_of_detection() {
        let breach = Breach::fold(&facts([("2026-03-05", logged(10 * 60))]));
        let clock = breach.clock(&RULES).unwrap().unwrap();
        assert_eq!(clock.due.to_string(), "2026-03-08T03:00:00Z");
        assert_eq!(clock.rule.integer(), Some(72));
        let before: Timestamp = "2026-03-08T02:59:00Z".parse().unwrap();
        let after: Timestamp = "2026-03-08T03:01:00Z".parse().unwrap();
        assert_eq!(breach.is_late(&RULES, before), Ok(false));
        assert_eq!(breach.is_late(&RULES, after), Ok(true));
    }

    #[test]
    fn telling_the_people_does_not_stop_the_clock_and_the_first_notice_counts() {
        use BreachAuthority::{Security, Subjects};
        let now: Timestamp = "2026-04-01T00:00:00Z".parse().unwrap();
        let told = |list: Vec<(&str, BreachEvent)>| Breach::fold(&facts(list)).is_late(&RULES, now);
        let start = ("2026-03-05", logged(600));
        assert_eq!(
            told(vec![start.clone(), ("2026-03-06", notified(0, Subjects))]),
            Ok(true)
        );
        assert_eq!(
            told(vec![start.clone(), ("2026-03-08", notified(600, Security))]),
            Ok(false)
        );
        assert_eq!(
            told(vec![start.clone(), ("2026-03-08", notified(601, Security))]),
            Ok(true)
        );
        let twice = vec![
            start,
            ("2026-03-06", notified(0, Security)),
            ("2026-03-20", notified(0, Security)),
        ];
        assert_eq!(told(twice), Ok(false));
    }

    #[test]
    fn before_the_rule_there_is_no_clock() {
        let breach = Breach::fold(&facts([("2020-03-05", logged(600))]));
        assert_eq!(breach.clock(&RULES).unwrap_err().rule, RuleId::BreachNotifyHours);
        assert_eq!(Breach::default().clock(&RULES), Ok(None));
    }
}
