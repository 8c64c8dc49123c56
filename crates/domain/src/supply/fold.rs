//! What the facts say of a supply dossier, and its clock.

use jiff::civil::Date;

use super::{PreparationGround, PreparationPaper, SupplyEvent};
use crate::calendar::{Calendar, Due};
use crate::case::clock::ClockError;
use crate::code::{Code, LegalName, Market};
use crate::event::Effective;
use crate::rules::{RuleId, RuleVersion, Rules};
use crate::unit::UnitRef;

/// A dossier as its facts say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Supply {
    /// The supply contract, if it is one.
    pub contract: Option<SupplyContract>,
    /// The preparation, if it is one.
    pub preparation: Option<Preparation>,
}

/// A supply contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplyContract {
    /// Which enterprise.
    pub enterprise: Code,
    /// The partner abroad.
    pub partner: LegalName,
    /// Where to.
    pub market: Market,
    /// Number of its registration.
    pub registered: Option<Code>,
    /// When it was approved.
    pub approved_on: Option<Date>,
    /// For how many.
    pub headcount: u32,
}

/// The preparation of a source of workers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preparation {
    /// Which enterprise.
    pub enterprise: Code,
    /// Where to.
    pub market: Market,
    /// Sector of work.
    pub sector: Code,
    /// How many it asks for.
    pub headcount: u32,
    /// Where; empty for the whole province.
    pub area: Vec<UnitRef>,
    /// First and last day asked for.
    pub span: (Date, Date),
    /// When it was filed.
    pub filed_on: Date,
    /// The day on which the dossier was complete, if it is.
    pub complete_since: Option<Date>,
    /// Papers that are missing.
    pub missing: Vec<PreparationPaper>,
    /// The province's answer, with its day.
    pub answer: Option<(Date, Answer)>,
}

/// What the province answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Approved up to a ceiling, for a span of days.
    Approved {
        /// Number of the document.
        document: Code,
        /// Most workers.
        ceiling: u32,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// Refused.
    Refused {
        /// Number of the document.
        document: Code,
        /// On which ground.
        ground: PreparationGround,
    },
}

impl Supply {
    /// Folds effective facts. An answer without a filing has nothing to answer and folds as if absent.
    pub fn fold(facts: &[Effective<SupplyEvent>]) -> Self {
        let mut supply = Self::default();
        for fact in facts {
            supply.step(fact);
        }
        supply
    }

    fn step(&mut self, fact: &Effective<SupplyEvent>) {
        match &fact.event {
            SupplyEvent::SupplyContractRecorded(event) => {
                self.contract = Some(SupplyContract {
                    enterprise: event.enterprise,
                    partner: event.partner.clone(),
                    market: event.market,
                    registered: event.registered,
                    approved_on: event.approved_on,
                    headcount: event.headcount,
                });
            }
            SupplyEvent::SourcePreparationFiled(event) => {
                self.preparation = Some(Preparation {
                    enterprise: event.enterprise,
                    market: event.market,
                    sector: event.sector,
                    headcount: event.headcount,
                    area: event.area.clone(),
                    span: (event.from, event.to),
                    filed_on: fact.by,
                    complete_since: event.missing.is_empty().then_some(fact.by),
                    missing: event.missing.clone(),
                    answer: None,
                });
            }
            SupplyEvent::SourcePreparationCompleted(event) => {
                if let Some(preparation) = &mut self.preparation {
                    preparation.missing.clone_from(&event.missing);
                    if event.missing.is_empty() {
                        preparation.complete_since = preparation.complete_since.or(Some(fact.by));
                    }
                }
            }
            SupplyEvent::SourcePreparationApproved(event) => {
                self.answer(
                    fact.by,
                    Answer::Approved {
                        document: event.document,
                        ceiling: event.ceiling,
                        from: event.from,
                        to: event.to,
                    },
                );
            }
            SupplyEvent::SourcePreparationRefused(event) => {
                self.answer(
                    fact.by,
                    Answer::Refused {
                        document: event.document,
                        ground: event.ground,
                    },
                );
            }
        }
    }

    fn answer(&mut self, on: Date, answer: Answer) {
        if let Some(preparation) = &mut self.preparation {
            preparation.answer = Some((on, answer));
        }
    }

    /// Whose it is.
    pub fn enterprise(&self) -> Option<Code> {
        let contract = self.contract.as_ref().map(|contract| contract.enterprise);
        contract.or(self
            .preparation
            .as_ref()
            .map(|preparation| preparation.enterprise))
    }
}

impl Preparation {
    /// The ceiling that holds on a day, if it was approved for that day.
    pub fn ceiling_on(&self, day: Date) -> Option<u32> {
        match self.answer {
            Some((
                on,
                Answer::Approved {
                    ceiling, from, to, ..
                },
            )) => (on <= day && (from..=to).contains(&day)).then_some(ceiling),
            _ => None,
        }
    }

    /// Whether it was approved on some day of a span.
    pub fn approved_within(&self, first: Date, last: Date) -> bool {
        matches!(self.answer, Some((_, Answer::Approved { from, to, .. })) if from <= last && first <= to)
    }
}

/// When the province must have answered, with the rule that says so; `None` once it has, or while papers are missing.
pub fn clock(
    preparation: &Preparation,
    rules: &Rules,
    calendar: &Calendar,
) -> Result<Option<(Due, RuleVersion)>, ClockError> {
    let (None, Some(complete)) = (&preparation.answer, preparation.complete_since) else {
        return Ok(None);
    };
    let rule = rules.at(RuleId::SourcePreparationDays, preparation.filed_on)?;
    let days = rule
        .integer()
        .and_then(|days| u16::try_from(days).ok())
        .unwrap_or(0);
    Ok(Some((calendar.due(complete, days.max(1))?, rule.clone())))
}
