//! The difference of two as-of moments: the versions of rows that begin or end between them, and the events at these
//! boundaries. A count joins with its rows and a function from a row to what it counts.

use std::collections::{BTreeMap, BTreeSet};

use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::difference::{Cause, Difference, Step, Tally};
use hanhtrinh_domain::event::{AmendKind, Recorded, StreamEvent};
use hanhtrinh_domain::units::Place;
use hanhtrinh_domain::worker::WorkerEvent;
use jiff::civil::Date;
use uuid::Uuid;

use super::{Places, ReportError, ReportQuery, StockQuery};
use crate::identity::{long, short};
use crate::pack::Day;
use crate::stays::Abroad;
use crate::views::Views;

/// The second moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// Known by the end of this day in Vietnam.
    pub as_of: Date,
    /// The position that day resolves to.
    pub position: u64,
}

/// A version of a row: whose case, between which sizes of the log, and its number.
struct Span {
    case: u32,
    from: u32,
    to: u32,
    row: usize,
}

/// The event at a boundary.
struct Told {
    event: Uuid,
    kind: &'static str,
    on: PartialDate,
    amends: Option<AmendKind>,
    cause: Option<Cause>,
}

impl Views {
    /// What became of departures between the moment of the query and another.
    pub fn departures_difference(
        &self,
        query: &ReportQuery,
        to: Compared,
    ) -> Result<Difference, ReportError> {
        let (first, second) = self.moments(query.unit, (query.as_of, query.position), to)?;
        let scope = self.scope(query.scope_enterprise);
        let spans = self.departures.iter().enumerate().map(|(row, version)| Span {
            case: version.case,
            from: version.from,
            to: version.to,
            row,
        });
        let count = |row: usize, places: &mut Places<'_>| {
            let row = &self.departures[row];
            if scope.is_some_and(|enterprise| row.enterprise != enterprise) {
                return Tally::default();
            }
            let row = self.departure(row);
            match super::departures::standing(&row, query.period, places) {
                super::departures::Standing::Counted => Tally {
                    value: 1,
                    part: i64::from(row.verified.is_some()),
                    unresolved: 0,
                },
                super::departures::Standing::Unresolved => Tally {
                    unresolved: 1,
                    ..Tally::default()
                },
                super::departures::Standing::Outside => Tally::default(),
            }
        };
        let steps = self.steps(query.unit, first, second, spans, &count);
        let at = |moment: Compared| {
            let report = self.departures(&ReportQuery {
                as_of: moment.as_of,
                position: moment.position,
                by: None,
                ..query.clone()
            })?;
            Ok(Tally {
                value: report.value.cast_signed(),
                part: report.verified.cast_signed(),
                unresolved: report.unresolved.cast_signed(),
            })
        };
        let of = query.period.to_string();
        Ok(difference(
            "departures",
            &query.unit_text,
            of,
            (first, at(first)?),
            (second, at(second)?),
            steps,
        ))
    }

    /// What became of the stock of a day between the moment of the query and another.
    pub fn stock_difference(&self, query: &StockQuery, to: Compared) -> Result<Difference, ReportError> {
        let (first, second) = self.moments(query.unit, (query.as_of, query.position), to)?;
        let (scope, day) = (self.scope(query.scope_enterprise), Day::from(query.on));
        let spans = self.stays.rows.iter().enumerate().map(|(row, version)| Span {
            case: version.case,
            from: version.from,
            to: version.to,
            row,
        });
        let count = |row: usize, places: &mut Places<'_>| {
            let row = &self.stays.rows[row];
            let hidden = scope.is_some_and(|enterprise| row.enterprise != enterprise);
            if hidden || !row.may_be_abroad(day) {
                return Tally::default();
            }
            let row = self.stay(row);
            let abroad = row.on(query.on);
            match (abroad, places.of(row.home_on(query.on))) {
                (Abroad::No, _) | (_, Place::Outside) => Tally::default(),
                (Abroad::Yes, Place::Inside) => Tally {
                    value: 1,
                    ..Tally::default()
                },
                (Abroad::Overdue, Place::Inside) => Tally {
                    part: 1,
                    ..Tally::default()
                },
                _ => Tally {
                    unresolved: 1,
                    ..Tally::default()
                },
            }
        };
        let steps = self.steps(query.unit, first, second, spans, &count);
        let at = |moment: Compared| {
            let report = self.stock(&StockQuery {
                as_of: moment.as_of,
                position: moment.position,
                by: None,
                ..query.clone()
            })?;
            Ok(Tally {
                value: report.value.cast_signed(),
                part: report.overdue.cast_signed(),
                unresolved: report.unresolved.cast_signed(),
            })
        };
        let of = query.on.to_string();
        Ok(difference(
            "stock",
            &query.unit_text,
            of,
            (first, at(first)?),
            (second, at(second)?),
            steps,
        ))
    }

    /// Both moments, the earlier first, if there is an answer for both.
    fn moments(
        &self,
        unit: hanhtrinh_domain::unit::UnitRef,
        one: (Date, u64),
        other: Compared,
    ) -> Result<(Compared, Compared), ReportError> {
        let one = Compared {
            as_of: one.0,
            position: one.1.min(self.size()),
        };
        let other = Compared {
            position: other.position.min(self.size()),
            ..other
        };
        for moment in [one, other] {
            self.check(unit, moment.as_of, moment.position)?;
        }
        Ok(if one.position <= other.position {
            (one, other)
        } else {
            (other, one)
        })
    }

    /// Follows every case that counts otherwise from boundary to boundary.
    fn steps(
        &self,
        unit: hanhtrinh_domain::unit::UnitRef,
        first: Compared,
        second: Compared,
        spans: impl Iterator<Item = Span>,
        count: &dyn Fn(usize, &mut Places<'_>) -> Tally,
    ) -> Vec<Step> {
        let (from, to) = (short(first.position), short(second.position));
        let between = |size: u32| from < size && size <= to;
        let events = self.unit_events().iter().map(|event| short(event.position + 1));
        let changed: BTreeSet<u32> = events.filter(|size| between(*size)).collect();
        let mut cases: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
        for span in spans.filter(|span| span.from <= to && from < span.to) {
            // Where the units stay what they are, only what begins or ends between can make a difference.
            if !changed.is_empty() || between(span.from) || between(span.to) {
                cases.entry(span.case).or_default().push(span);
            }
        }
        let mut places: BTreeMap<u32, Places<'_>> = BTreeMap::new();
        let mut steps = Vec::new();
        for (case, spans) in cases {
            let mut sizes = changed.clone();
            sizes.extend(
                spans
                    .iter()
                    .flat_map(|span| [span.from, span.to])
                    .filter(|size| between(*size)),
            );
            let mut at = |size: u32| {
                let known = changed.range(..=size).next_back().copied().unwrap_or(from);
                let places = places
                    .entry(known)
                    .or_insert_with(|| Places::new(self.units_at(long(known)), unit));
                let held = spans.iter().find(|span| span.from <= size && size < span.to);
                held.map_or(Tally::default(), |span| count(span.row, places))
            };
            let mut before = at(from);
            for size in sizes {
                let now = at(size);
                if now != before {
                    steps.push(self.step(case, size, now - before, first.as_of));
                }
                before = now;
            }
        }
        steps.sort_by_key(|step| (step.position, step.case));
        steps
    }

    /// The step at a size of the log: what its last event made.
    fn step(&self, case: u32, size: u32, change: Tally, as_of: Date) -> Step {
        let position = long(size).saturating_sub(1);
        let recorded = self.day_of(position).unwrap_or(as_of);
        let told = self.told(case, position);
        let cause = told
            .as_ref()
            .map_or(Cause::Happened, |told| match (told.amends, told.cause) {
                (Some(AmendKind::Correct), _) => Cause::Corrected,
                (Some(AmendKind::Annul), _) => Cause::Annulled,
                (Some(AmendKind::Reinstate), _) => Cause::Reinstated,
                (None, Some(cause)) => cause,
                (None, None) if told.on.first() <= as_of => Cause::RecordedLate,
                (None, None) => Cause::Happened,
            });
        Step {
            event: told.as_ref().map_or(Uuid::nil(), |told| told.event),
            position,
            kind: told.as_ref().map_or("", |told| told.kind).to_owned(),
            on: told.as_ref().map_or(PartialDate::Day(recorded), |told| told.on),
            recorded,
            cause,
            case: self.cases.get(case as usize).map_or(Uuid::nil(), |row| row.id),
            change,
        }
    }

    /// The event at a position: of the case, of somebody whose case it was, or of a unit.
    fn told(&self, case: u32, position: u64) -> Option<Told> {
        let row = self.cases.get(case as usize)?;
        if let Some(event) = row
            .events
            .known(position + 1)
            .pop()
            .filter(|event| event.position == position)
        {
            return Some(of(&event, None));
        }
        if let Ok(at) = self
            .unit_events()
            .binary_search_by_key(&position, |event| event.position)
        {
            return Some(of(&self.unit_events()[at], Some(Cause::Boundaries)));
        }
        self.people_around(row).into_iter().find_map(|index| {
            let row = self.workers.get(index as usize)?;
            let event = row.events.known(position + 1).pop();
            let event = event.filter(|event| event.position == position)?;
            let cause = match &event.event {
                WorkerEvent::ResidenceRemapped(_) => Some(Cause::Remapped),
                WorkerEvent::WorkersMerged(_) | WorkerEvent::WorkersUnmerged(_) => Some(Cause::Merged),
                _ => None,
            };
            Some(of(&event, cause))
        })
    }
}

fn of<E: StreamEvent>(event: &Recorded<E>, cause: Option<Cause>) -> Told {
    Told {
        event: event.id,
        kind: event.event.info().name,
        on: event.on,
        amends: event.amends.map(|amend| amend.kind),
        cause,
    }
}

fn difference(
    indicator: &str,
    unit: &str,
    of: String,
    (first, before): (Compared, Tally),
    (second, after): (Compared, Tally),
    steps: Vec<Step>,
) -> Difference {
    Difference {
        indicator: indicator.to_owned(),
        unit: unit.to_owned(),
        of,
        as_of: first.as_of,
        position: first.position,
        compare: second.as_of,
        compare_position: second.position,
        before,
        after,
        change: after - before,
        causes: Difference::by_cause(&steps),
        steps,
    }
}
