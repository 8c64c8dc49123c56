//! Published figures, computed again from the same position and compared with what was published.

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::event::{Recorded, collect};
use hanhtrinh_domain::indicator::{By, Group};
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::published::{PublishRefusal, PublishedKind, ReportEvent, ReportPublished};
use hanhtrinh_domain::registry::PackKind;
use hanhtrinh_domain::rules::RuleId;
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::report::{ReportError, ReportQuery, StockQuery};
use crate::views::Views;

/// A figure asked for, to be published.
#[derive(Debug, Clone)]
pub enum Publishable {
    /// Departures of a period.
    Departures(ReportQuery),
    /// People abroad on a day.
    Stock(StockQuery),
}

/// Why nothing is published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PublishError {
    /// The figure has no answer.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// It must not be published.
    #[error(transparent)]
    Refused(#[from] PublishRefusal),
}

/// A published figure beside what it is computed to be now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The event.
    pub event: Uuid,
    /// Its position in the log.
    pub position: u64,
    /// What was published.
    pub report: ReportPublished,
    /// The figure computed again; none where it has no answer any more.
    pub value: Option<u64>,
    /// Whether everything that was counted comes out the same.
    pub same: bool,
    /// Whether the same versions of rules and packs were used.
    pub same_rules: bool,
}

/// What a report counts, without the words around it.
struct Counted {
    value: u64,
    rules: Code,
    hash: Code,
}

impl Views {
    /// Decides that a figure is published as it is known at its position.
    pub fn publish(&self, wish: &Publishable) -> Result<ReportPublished, PublishError> {
        if self.packs().label(PackKind::Units).is_none() {
            return Err(PublishRefusal::MissingPack.into());
        }
        let (unit, as_of, position, by, first, last) = match wish {
            Publishable::Departures(query) => {
                let period = query.period;
                (
                    query.unit,
                    query.as_of,
                    query.position,
                    query.by,
                    period.first(),
                    period.last(),
                )
            }
            Publishable::Stock(query) => {
                if let Some(day) = self.day_without_grace(query) {
                    let rule = RuleId::OverdueGraceDays.as_str();
                    return Err(PublishRefusal::MissingRule { rule, day }.into());
                }
                (
                    query.unit,
                    query.as_of,
                    query.position,
                    query.by,
                    query.on,
                    query.on,
                )
            }
        };
        if last > as_of {
            return Err(PublishRefusal::NotOver(last).into());
        }
        let indicator = match wish {
            Publishable::Departures(_) => PublishedKind::Departures,
            Publishable::Stock(_) => PublishedKind::Stock,
        };
        let mut report = ReportPublished {
            indicator,
            unit,
            first,
            last,
            by: by.and_then(|by| Code::parse(by.as_str()).ok()),
            as_of,
            position,
            value: 0,
            rules: digest(""),
            hash: digest(""),
        };
        let counted = self.counted(&report)?;
        (report.value, report.rules, report.hash) = (counted.value, counted.rules, counted.hash);
        Ok(report)
    }

    /// Every published figure that holds, in the order of the log, each computed again.
    #[must_use]
    pub fn published(&self) -> Vec<Published> {
        let facts = collect(&self.publications).into_iter();
        let mut all: Vec<Published> = facts
            .map(|fact| {
                let ReportEvent::ReportPublished(report) = fact.event;
                let counted = self.counted(&report).ok();
                Published {
                    event: fact.id,
                    position: fact.position,
                    value: counted.as_ref().map(|counted| counted.value),
                    same: counted
                        .as_ref()
                        .is_some_and(|counted| counted.hash == report.hash),
                    same_rules: counted.is_some_and(|counted| counted.rules == report.rules),
                    report,
                }
            })
            .collect();
        all.sort_by_key(|published| published.position);
        all
    }

    /// Every event about published figures, in the order of the log.
    #[must_use]
    pub fn publications(&self) -> &[Recorded<ReportEvent>] {
        &self.publications
    }

    fn counted(&self, report: &ReportPublished) -> Result<Counted, ReportError> {
        let by = report.by.and_then(|by| By::parse(by.as_str()));
        let unit_text = report.unit.to_string();
        match report.indicator {
            PublishedKind::Departures => {
                let period = Period::of_days(report.first, report.last);
                let mut found = self.departures(&ReportQuery {
                    unit_text,
                    unit: report.unit,
                    period: period.map_err(|_| ReportError::UnknownUnit(report.unit))?,
                    as_of: report.as_of,
                    position: report.position,
                    by,
                    scope_enterprise: None,
                })?;
                // Words may be put better one day; what is counted may not change.
                (found.formula, found.formula_vi) = Default::default();
                nameless(&mut found.groups);
                let rules = std::mem::take(&mut found.rules);
                Ok(Counted::of(found.value, &rules, &found))
            }
            PublishedKind::Stock => {
                let mut found = self.stock(&StockQuery {
                    unit_text,
                    unit: report.unit,
                    on: report.last,
                    as_of: report.as_of,
                    position: report.position,
                    by,
                    scope_enterprise: None,
                })?;
                (found.formula, found.formula_vi) = Default::default();
                nameless(&mut found.groups);
                let rules = std::mem::take(&mut found.rules);
                Ok(Counted::of(found.value, &rules, &found))
            }
        }
    }

    /// The end of a contract for which no rule says how long the grace is.
    fn day_without_grace(&self, query: &StockQuery) -> Option<Date> {
        let position = query.position.min(self.size());
        let known = self.stay_versions().filter(|stay| stay.held_at(position));
        let ends = known.filter_map(|stay| stay.end_on(query.on).map(|step| step.end));
        let rules = &self.packs().rules;
        ends.into_iter()
            .find(|end| rules.at(RuleId::OverdueGraceDays, *end).is_err())
    }
}

/// An enterprise may be renamed; what it counts stays.
fn nameless(groups: &mut Option<Vec<Group>>) {
    groups.iter_mut().flatten().for_each(|group| group.name = None);
}

impl Counted {
    fn of(value: u64, rules: &[String], report: &impl Serialize) -> Self {
        Self {
            value,
            rules: digest(&rules.join("\n")),
            hash: digest(&serde_json::to_string(report).unwrap_or_default()),
        }
    }
}

/// What names a text by its content, packs and published figures alike: the first 24 hex digits of its SHA-256.
#[must_use]
pub fn digest(text: &str) -> Code {
    let sum = Sha256::digest(text.as_bytes());
    let hex: String = sum.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    Code::parse(&hex).unwrap_or_else(|_| unreachable!("hex digits are a code"))
}
