//! Departures of people of policy groups, with the support paid for them (indicator I18). The group is that of the day of
//! departure.

use std::collections::{BTreeMap, HashMap};

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::precision::Precision;
use hanhtrinh_domain::tally::{TallyBy, TallyReport};
use hanhtrinh_domain::units::Place;
use uuid::Uuid;

use super::tally::{Group, TallyQuery};
use super::{Places, UNRESOLVED};
use crate::care::{CareVersion, Tally};
use crate::departures::DepartureVersion;
use crate::identity::short;
use crate::versions::Versioned;
use crate::views::Views;

/// What is known of people at a position: their groups, and what was paid for them.
struct Known {
    groups: HashMap<Uuid, Vec<CareVersion>>,
    by_case: HashMap<Uuid, u64>,
}

impl Known {
    /// Groups of a person on the day of a departure, each once.
    fn groups_of(&self, row: &DepartureVersion) -> Vec<Code> {
        let day = row.on.last();
        let held = self.groups.get(&row.worker).into_iter().flatten();
        let held = held.filter(|group| group.on.first() <= day && group.until.is_none_or(|to| day <= to));
        let mut groups: Vec<Code> = held.filter_map(|group| group.group).collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    fn support(&self, row: &DepartureVersion) -> u64 {
        self.by_case.get(&row.case).copied().unwrap_or(0)
    }
}

impl Views {
    pub(super) fn policy_report(&self, query: &TallyQuery) -> TallyReport {
        let known = self.policy_known(query);
        let mut report = self.blank(query);
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        let mut support = 0;
        for (row, place) in self.departures_in(query) {
            let of = known.groups_of(&row);
            if place == Place::Unresolved || !query.period.contains(row.on) {
                report.unresolved += u64::from(!of.is_empty());
                continue;
            }
            report.counted += 1;
            if of.is_empty() {
                continue;
            }
            report.value += 1;
            report.records += 1;
            support += known.support(&row);
            for code in of {
                let group = groups.entry(code.to_string()).or_default();
                group.sum.add(1, Precision::Exact);
                group.records += 1;
                group.support += known.support(&row);
            }
        }
        report.apart = Some(support);
        if query.by.is_some() {
            let paid: HashMap<String, u64> = groups
                .iter()
                .map(|(key, group)| (key.clone(), group.support))
                .collect();
            let mut list = self.finish_tally(TallyBy::Group, groups, report.counted, false);
            for group in &mut list {
                group.support = paid.get(&group.key).copied();
            }
            report.groups = Some(list);
        }
        report
    }

    /// The departures behind the figure, or behind one group.
    pub(super) fn policy_rows(&self, query: &TallyQuery, key: Option<&str>) -> Vec<CareVersion> {
        let known = self.policy_known(query);
        let mut rows = Vec::new();
        for (row, place) in self.departures_in(query) {
            let of = known.groups_of(&row);
            let unresolved = place == Place::Unresolved || !query.period.contains(row.on);
            let group = match key {
                Some(UNRESOLVED) if unresolved => of.first().copied(),
                Some(UNRESOLVED) => None,
                _ if unresolved => None,
                Some(key) => of.iter().find(|code| code.as_str() == key).copied(),
                None => of.first().copied(),
            };
            rows.extend(group.map(|group| shown(&row, group)));
        }
        rows.sort_by_key(|row| (row.on, row.event_position));
        rows
    }

    fn policy_known(&self, query: &TallyQuery) -> Known {
        let mut groups: HashMap<Uuid, Vec<CareVersion>> = HashMap::new();
        for row in self.care_known(Tally::Policy, query.position) {
            if let Some(worker) = row.worker {
                groups.entry(worker).or_default().push(row);
            }
        }
        let mut by_case: HashMap<Uuid, u64> = HashMap::new();
        for row in self.care_known(Tally::Support, query.position) {
            if let Some(case) = row.case {
                *by_case.entry(case).or_default() += row.amount;
            }
        }
        Known { groups, by_case }
    }

    /// Departures that are, or may be, of the unit and period.
    fn departures_in(&self, query: &TallyQuery) -> Vec<(DepartureVersion, Place)> {
        let position = short(query.position.min(self.size()));
        let begun = self.departures.partition_point(|row| row.from <= position);
        let mut places = Places::new(self.units_at(query.position), query.unit);
        let mut rows = Vec::new();
        for row in self.departures[..begun]
            .iter()
            .filter(|row| row.holds_at(position))
        {
            let row = self.departure(row);
            if !query.period.overlaps(row.on) {
                continue;
            }
            match places.of(row.home()) {
                Place::Outside => {}
                place => rows.push((row, place)),
            }
        }
        rows
    }
}

fn shown(row: &DepartureVersion, group: Code) -> CareVersion {
    CareVersion {
        from: row.from,
        to: row.to,
        stream: None,
        event: row.event,
        event_position: row.event_position,
        on: row.on,
        until: None,
        worker: Some(row.worker),
        case: Some(row.case),
        unit: row.residence,
        former: row.former,
        kind: Code::parse(row.market.as_str()).ok(),
        party: row.enterprise,
        group: Some(group),
        amount: 1,
        precision: Precision::Exact,
        declared: false,
    }
}
