//! The units as events changed them: each day on which something takes effect begins an edition of its own, so that what
//! a person stated before stays what was stated, and is followed from edition to edition.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Extent, Unit, UnitEvent, Units};
use crate::event::Effective;
use crate::unit::{Level, UnitCode, edition_from};

impl Units {
    /// The units with everything that these facts say. Facts about the days of the tables themselves say nothing: a table
    /// is corrected by adopting another.
    #[must_use]
    pub fn with_events(&self, facts: &[Effective<UnitEvent>]) -> Self {
        let events: Vec<UnitEvent> = facts.iter().map(|fact| fact.event.clone()).collect();
        self.with_changes(&events)
    }

    /// The same from the events alone, in the order in which they hold.
    #[must_use]
    pub fn with_changes(&self, events: &[UnitEvent]) -> Self {
        let mut by_day: BTreeMap<Date, Vec<&UnitEvent>> = BTreeMap::new();
        for event in events {
            by_day.entry(event.effective_on()).or_default().push(event);
        }
        let mut units = self.clone();
        for (day, events) in by_day {
            if let Some(edition) = edition_from(day) {
                units.begin_edition(edition, day, &events);
            }
        }
        units
    }

    /// Adds the edition of a day, made of the one before.
    fn begin_edition(&mut self, edition: u16, from: Date, events: &[&UnitEvent]) {
        let Some((before, _)) = self.editions.last().copied() else {
            return;
        };
        let leaves: Vec<UnitCode> = self
            .units
            .range(..)
            .filter(|(unit, _)| unit.edition == before && self.is_leaf(**unit))
            .map(|(unit, _)| unit.code)
            .collect();
        let mut now: BTreeMap<UnitCode, Unit> = self
            .units
            .values()
            .filter(|unit| unit.unit.edition == before)
            .map(|unit| (unit.unit.code, carried(unit, edition)))
            .collect();
        let goes = change(&mut now, edition, events);
        for unit in now.values() {
            if let Some(parent) = unit.parent {
                self.children.entry(parent).or_default().push(unit.unit);
            }
            let name = crate::text::fold(unit.bare_name());
            self.names.entry((edition, name)).or_default().push(unit.unit);
            self.units.insert(unit.unit, unit.clone());
        }
        for code in leaves {
            let here = super::UnitRef {
                code,
                edition: before,
            };
            let mut to: BTreeSet<UnitCode> = goes.get(&code).cloned().unwrap_or_default();
            to.extend(now.contains_key(&code).then_some(code));
            to.retain(|code| now.contains_key(code));
            let extent = if to.len() == 1 {
                Extent::Whole
            } else {
                Extent::Part
            };
            for next in to {
                let next = here.at(edition).with_code(next);
                self.successors.entry(here).or_default().push(next);
                self.predecessors.entry(next).or_default().push((here, extent));
            }
        }
        self.editions.push((edition, from));
    }

    fn is_leaf(&self, unit: super::UnitRef) -> bool {
        unit.level() != Level::Province && self.children(unit).is_empty()
    }
}

impl super::UnitRef {
    fn with_code(self, code: UnitCode) -> Self {
        Self { code, ..self }
    }
}

/// A unit as it goes over into the next edition when nothing happens to it.
fn carried(unit: &Unit, edition: u16) -> Unit {
    Unit {
        unit: unit.unit.at(edition),
        parent: unit.parent.map(|parent| parent.at(edition)),
        ..unit.clone()
    }
}

/// Carries the events of a day out on the units, and answers where what is gone or divided went.
fn change(
    now: &mut BTreeMap<UnitCode, Unit>,
    edition: u16,
    events: &[&UnitEvent],
) -> BTreeMap<UnitCode, BTreeSet<UnitCode>> {
    let mut goes: BTreeMap<UnitCode, BTreeSet<UnitCode>> = BTreeMap::new();
    let mut gone = BTreeSet::new();
    for event in events {
        match event {
            UnitEvent::UnitEstablished(event) => {
                let unit = named(event.name.as_str(), event.unit.at(edition));
                let parent = event.parent.map(|parent| parent.at(edition));
                now.insert(event.unit.code, Unit { parent, ..unit });
            }
            UnitEvent::UnitRenamed(event) => {
                if let Some(unit) = now.get_mut(&event.unit.code) {
                    let renamed = named(event.name.as_str(), unit.unit);
                    (unit.name, unit.kind) = (renamed.name, renamed.kind);
                }
            }
            UnitEvent::UnitParentChanged(event) => {
                if let Some(unit) = now.get_mut(&event.unit.code) {
                    unit.parent = Some(event.parent.at(edition));
                }
            }
            UnitEvent::UnitsMerged(event) => {
                for source in event
                    .sources
                    .iter()
                    .filter(|source| source.code != event.into.code)
                {
                    goes.entry(source.code).or_default().insert(event.into.code);
                    gone.insert(source.code);
                    let below = now
                        .values_mut()
                        .filter(|unit| unit.parent == Some(source.at(edition)));
                    below.for_each(|unit| unit.parent = Some(event.into.at(edition)));
                }
            }
            UnitEvent::UnitPartTransferred(event) => {
                goes.entry(event.source.code).or_default().insert(event.into.code);
            }
            UnitEvent::UnitClosed(event) => {
                gone.insert(event.unit.code);
            }
        }
    }
    now.retain(|code, _| !gone.contains(code));
    goes
}

/// A unit with nothing but its name, whose first word or words say its kind.
fn named(name: &str, unit: super::UnitRef) -> Unit {
    let bare = super::find::without_kind(name);
    let kind = name.strip_suffix(bare).unwrap_or_default().trim();
    Unit {
        unit,
        name: name.to_owned(),
        kind: kind.to_owned(),
        parent: None,
        lat: None,
        lon: None,
        area_km2: None,
    }
}
