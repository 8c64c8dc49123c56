//! Fairs, advice, support, loans and placements after a return in a period (indicators I12 to I17, I19, I24).

use std::collections::{BTreeMap, HashSet};

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::fair::Destination;
use hanhtrinh_domain::loan::{ceiling, over};
use hanhtrinh_domain::percent::percent_of;
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::precision::{Precision, Sum};
use hanhtrinh_domain::rules::{RuleId, RuleVersion};
use hanhtrinh_domain::tally::{Ceiling, TallyBy, TallyGroup, TallyIndicator, TallyReport};
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::units::Place;
use jiff::civil::Date;

use super::tally_words::formula;
use super::{NOT_RECORDED, Places, ReportError, UNRESOLVED, unit_words};
use crate::care::{CareVersion, Tally};
use crate::identity::short;
use crate::versions::Versioned;
use crate::views::Views;

/// A question about such a figure.
#[derive(Debug, Clone)]
pub struct TallyQuery {
    /// Which figure.
    pub indicator: TallyIndicator,
    /// The unit as it was asked for.
    pub unit_text: String,
    /// The unit meant.
    pub unit: UnitRef,
    /// The period.
    pub period: Period,
    /// Known by the end of this day in Vietnam.
    pub as_of: Date,
    /// The position that day resolves to.
    pub position: u64,
    /// How to break it down.
    pub by: Option<TallyBy>,
}

/// Where a row stands to the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It is part of it.
    Counted,
    /// A declared figure stands in its place.
    Replaced,
    /// It belongs to what is printed beside.
    Apart,
    /// It may belong to the unit and period.
    Unresolved,
    /// It does not.
    Outside,
}

#[derive(Default)]
pub(super) struct Group {
    pub sum: Sum,
    pub records: u64,
    pub largest: u64,
    pub support: u64,
}

impl Views {
    /// The report, as known at the position of the query.
    pub fn tally_report(&self, query: &TallyQuery) -> Result<TallyReport, ReportError> {
        self.check(query.unit, query.as_of, query.position)?;
        if query.indicator == TallyIndicator::Policy {
            return Ok(self.policy_report(query));
        }
        let mut report = self.blank(query);
        let mut groups = self.blank_groups(query);
        let mut sum = Sum::default();
        let mut parties = HashSet::new();
        let (mut largest, mut apart, mut over_ceiling) = (0, 0, 0);
        for (row, standing) in self.standings(query) {
            if matches!(standing, Standing::Counted | Standing::Replaced) {
                if row.declared {
                    report.declared += row.amount;
                } else {
                    report.counted += row.amount;
                    parties.insert(row.party);
                }
            }
            match standing {
                Standing::Counted => {
                    sum.add(row.amount, row.precision);
                    report.records += 1;
                    largest = row.amount.max(largest);
                    let limit = ceiling(&self.packs().rules, row.on.last());
                    over_ceiling += u64::from(limit.is_some_and(|rule| over(row.amount, rule)));
                    let group = groups.entry(self.tally_key(query, &row)).or_default();
                    group.sum.add(row.amount, row.precision);
                    group.records += 1;
                    group.largest = row.amount.max(group.largest);
                }
                Standing::Apart => apart += row.amount,
                Standing::Unresolved => report.unresolved += 1,
                Standing::Replaced | Standing::Outside => {}
            }
        }
        (report.value, report.precision) = (sum.value, sum.precision);
        let money = query.indicator.measure() == hanhtrinh_domain::tally::TallyMeasure::Vnd;
        report.largest = money.then_some(largest);
        if query.indicator == TallyIndicator::Exhibitors {
            report.distinct = Some(parties.len() as u64);
        }
        if query.indicator == TallyIndicator::Placements {
            report.apart = Some(apart);
        }
        if query.indicator == TallyIndicator::Loans {
            report.ceiling = self.loan_ceiling(query, over_ceiling, &mut report.rules);
        }
        report.groups = query.by.map(|by| self.finish_tally(by, groups, sum.value, money));
        Ok(report)
    }

    /// The rows behind the figure, or behind one of its groups, by day. The key `unresolved` names those beside it, unless
    /// communes are asked for; `apart` those printed apart, `replaced` those for which a declared figure stands.
    pub fn tally_rows(&self, query: &TallyQuery, key: Option<&str>) -> Result<Vec<CareVersion>, ReportError> {
        self.check(query.unit, query.as_of, query.position)?;
        if query.indicator == TallyIndicator::Policy {
            return Ok(self.policy_rows(query, key));
        }
        let by_commune = query.by == Some(TallyBy::Commune);
        let wanted = match key {
            Some(UNRESOLVED) if !by_commune => Standing::Unresolved,
            Some("apart") => Standing::Apart,
            Some("replaced") => Standing::Replaced,
            _ => Standing::Counted,
        };
        let mut rows: Vec<CareVersion> = self
            .standings(query)
            .into_iter()
            .filter(|(_, standing)| *standing == wanted)
            .map(|(row, _)| row)
            .collect();
        if let (Some(key), true, Standing::Counted) = (key, query.by.is_some(), wanted) {
            rows.retain(|row| self.tally_key(query, row) == key);
        }
        rows.sort_by_key(|row| (row.on, row.event_position));
        Ok(rows)
    }

    /// The rows of one kind that are known at a position of a query.
    pub(super) fn care_known(&self, tally: Tally, position: u64) -> impl Iterator<Item = CareVersion> {
        let position = short(position.min(self.size()));
        let all = self.tally_rows_of(tally);
        let begun = all.partition_point(|row| row.from <= position);
        let held = all[..begun].iter().filter(move |row| row.holds_at(position));
        held.map(|row| self.tally(row))
    }

    fn standings(&self, query: &TallyQuery) -> Vec<(CareVersion, Standing)> {
        let mut places = Places::new(self.units_at(query.position), query.unit);
        let known = self.care_known(tally_of(query.indicator), query.position);
        let mut rows: Vec<(CareVersion, Standing)> = known
            .map(|row| (row, standing(query, &row, &mut places)))
            .collect();
        let declared: HashSet<_> = rows
            .iter()
            .filter(|(row, standing)| row.declared && *standing == Standing::Counted)
            .map(|(row, _)| (row.stream, row.kind))
            .collect();
        for (row, standing) in &mut rows {
            let replaced =
                declared.contains(&(row.stream, row.kind)) || declared.contains(&(row.stream, None));
            if *standing == Standing::Counted && !row.declared && replaced {
                *standing = Standing::Replaced;
            }
        }
        rows
    }

    /// A report in which nothing has been counted yet.
    pub(super) fn blank(&self, query: &TallyQuery) -> TallyReport {
        let formula = formula(query, &unit_words(self.units_at(query.position), query.unit));
        TallyReport {
            indicator: query.indicator,
            measure: query.indicator.measure(),
            unit: query.unit_text.clone(),
            period: query.period.to_string(),
            as_of: query.as_of,
            position: query.position,
            value: 0,
            precision: Precision::Exact,
            records: 0,
            counted: 0,
            declared: 0,
            distinct: None,
            largest: None,
            ceiling: None,
            apart: None,
            unresolved: 0,
            formula: formula.en,
            formula_vi: formula.vi,
            rules: self.units_label(query.position),
            groups: None,
        }
    }

    fn blank_groups(&self, query: &TallyQuery) -> BTreeMap<String, Group> {
        let mut groups = BTreeMap::new();
        match query.by {
            Some(TallyBy::Month) => {
                for month in query.period.months() {
                    groups.insert(month_key(month.first().into()), Group::default());
                }
            }
            Some(TallyBy::Commune) => {
                for commune in self.packs().units.communes_of(query.unit) {
                    groups.insert(commune.to_string(), Group::default());
                }
            }
            _ => {}
        }
        groups
    }

    fn tally_key(&self, query: &TallyQuery, row: &CareVersion) -> String {
        let code = |code: Option<Code>| code.map_or(NOT_RECORDED.to_owned(), |code| code.to_string());
        match query.by {
            None => String::new(),
            Some(TallyBy::Kind) => code(row.kind),
            Some(TallyBy::Party) => code(row.party),
            Some(TallyBy::Group) => code(row.group),
            Some(TallyBy::Month) => month_key(row.on),
            Some(TallyBy::Commune) => row
                .home()
                .and_then(|home| home.commune(&self.packs().units, query.unit.edition))
                .map_or(UNRESOLVED.to_owned(), |commune| commune.to_string()),
        }
    }

    /// The groups with their shares of `total`, in their order.
    pub(super) fn finish_tally(
        &self,
        by: TallyBy,
        groups: BTreeMap<String, Group>,
        total: u64,
        money: bool,
    ) -> Vec<TallyGroup> {
        let mut list: Vec<TallyGroup> = Vec::with_capacity(groups.len());
        for (key, group) in groups {
            list.push(TallyGroup {
                name: self.tally_name(by, &key),
                share: percent_of(i128::from(group.sum.value), i128::from(total), 2)
                    .unwrap_or_else(|| "0.00".to_owned()),
                key,
                value: group.sum.value,
                precision: group.sum.precision,
                records: group.records,
                largest: money.then_some(group.largest),
                support: None,
            });
        }
        if !matches!(by, TallyBy::Month | TallyBy::Commune) {
            list.sort_by(|one, other| other.value.cmp(&one.value).then_with(|| one.key.cmp(&other.key)));
        }
        list
    }

    fn tally_name(&self, by: TallyBy, key: &str) -> Option<String> {
        match by {
            TallyBy::Commune => {
                let unit = UnitRef::parse(key).ok()?;
                self.packs().units.get(unit).map(|unit| unit.name.clone())
            }
            TallyBy::Party => {
                let row = self.enterprise(&Code::parse(key).ok()?)?;
                row.enterprise.name.as_ref().map(|name| name.as_str().to_owned())
            }
            _ => None,
        }
    }

    fn loan_ceiling(&self, query: &TallyQuery, over: u64, labels: &mut Vec<String>) -> Option<Ceiling> {
        let (first, last) = (query.period.first(), query.period.last());
        let rules = &self.packs().rules;
        let used = rules.used(RuleId::LoanCeiling, first, last).unwrap_or_default();
        labels.extend(used.into_iter().map(RuleVersion::label));
        let rule = ceiling(rules, last)?;
        Some(Ceiling {
            rule: rule.label(),
            value: rule.integer().and_then(|limit| u64::try_from(limit).ok())?,
            over,
        })
    }
}

fn tally_of(indicator: TallyIndicator) -> Tally {
    match indicator {
        TallyIndicator::Fairs => Tally::Fair,
        TallyIndicator::Exhibitors => Tally::Exhibitor,
        TallyIndicator::Attendance => Tally::Seekers,
        TallyIndicator::Matches => Tally::Match,
        TallyIndicator::Advised => Tally::Advised,
        TallyIndicator::Loans => Tally::Loan,
        TallyIndicator::Policy => Tally::Policy,
        TallyIndicator::Support => Tally::Support,
        TallyIndicator::Claims => Tally::Claim,
        TallyIndicator::Placements => Tally::Placement,
    }
}

fn standing(query: &TallyQuery, row: &CareVersion, places: &mut Places<'_>) -> Standing {
    if !query.period.overlaps(row.on) {
        return Standing::Outside;
    }
    let to = row.kind.map(|kind| kind.to_string());
    let domestic = to.as_deref() == Some(Destination::Domestic.as_str());
    let abroad = to.as_deref() == Some(Destination::Abroad.as_str());
    match places.of(row.home()) {
        Place::Outside => Standing::Outside,
        Place::Inside if query.period.contains(row.on) => match query.indicator {
            TallyIndicator::Placements if abroad => Standing::Apart,
            TallyIndicator::Placements if !domestic => Standing::Outside,
            _ => Standing::Counted,
        },
        Place::Inside | Place::Unresolved => Standing::Unresolved,
    }
}

fn month_key(on: PartialDate) -> String {
    match on {
        PartialDate::Day(day) => format!("{:04}-{:02}", day.year(), day.month()),
        PartialDate::Month { year, month } => format!("{year:04}-{month:02}"),
        PartialDate::Year(_) => NOT_RECORDED.to_owned(),
    }
}
