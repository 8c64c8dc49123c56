//! Service enterprises and plan targets.

use std::collections::{BTreeMap, HashMap};

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::enterprise::{Enterprise, EnterpriseEvent};
use hanhtrinh_domain::event::{Recorded, collect};
use hanhtrinh_domain::plan::{Measure, PlanEvent, PlanTargetSet, target};
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::units::Place;

use crate::views::Views;
use crate::worker::known;

/// A service enterprise.
#[derive(Debug, Clone, PartialEq)]
pub struct EnterpriseRow {
    /// Enterprise code, the key of its stream.
    pub code: Code,
    /// Every event, in the order of the log.
    pub events: Vec<Recorded<EnterpriseEvent>>,
    /// What the facts say.
    pub enterprise: Enterprise,
}

/// The targets of one unit and year.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanRow {
    /// Key of the stream.
    pub key: String,
    /// Every event, in the order of the log.
    pub events: Vec<Recorded<PlanEvent>>,
}

/// What is no person's.
#[derive(Default, PartialEq)]
pub(crate) struct Office {
    pub enterprises: BTreeMap<Code, EnterpriseRow>,
    pub plans: Vec<PlanRow>,
    plan_index: HashMap<String, usize>,
}

impl Office {
    /// Takes in an event of an enterprise; `None` if the key is no code.
    pub fn enterprise(&mut self, key: &str, event: Recorded<EnterpriseEvent>) -> Option<()> {
        let code = Code::parse(key).ok()?;
        let row = self.enterprises.entry(code).or_insert_with(|| EnterpriseRow {
            code,
            events: Vec::new(),
            enterprise: Enterprise::default(),
        });
        row.events.push(event);
        row.enterprise = Enterprise::fold(&collect(&row.events));
        Some(())
    }

    /// Takes in an event of a plan.
    pub fn plan(&mut self, key: &str, event: Recorded<PlanEvent>) {
        let index = *self.plan_index.entry(key.to_owned()).or_insert_with(|| {
            self.plans.push(PlanRow {
                key: key.to_owned(),
                events: Vec::new(),
            });
            self.plans.len() - 1
        });
        self.plans[index].events.push(event);
    }
}

impl PlanRow {
    /// The target in force as known at a size of the log.
    #[must_use]
    pub fn target_at(&self, position: u64) -> Option<PlanTargetSet> {
        target(&collect(known(&self.events, position)))
    }
}

impl Views {
    /// A service enterprise.
    #[must_use]
    pub fn enterprise(&self, code: &Code) -> Option<&EnterpriseRow> {
        self.office.enterprises.get(code)
    }

    /// Every service enterprise, by code.
    pub fn enterprises(&self) -> impl Iterator<Item = &EnterpriseRow> {
        self.office.enterprises.values()
    }

    /// An enterprise as known at a size of the log; `None` before its first event.
    #[must_use]
    pub fn enterprise_at(&self, code: &Code, position: u64) -> Option<Enterprise> {
        let events = known(&self.enterprise(code)?.events, position);
        (!events.is_empty()).then(|| Enterprise::fold(&collect(events)))
    }

    /// Every plan, in the order in which they became known.
    #[must_use]
    pub fn plans(&self) -> &[PlanRow] {
        &self.office.plans
    }

    /// The target of departures of a unit for a year as known at a size of the log. A target set for the same area under the other
    /// edition of the tables answers too.
    #[must_use]
    pub fn plan(&self, unit: UnitRef, year: i16, position: u64) -> Option<PlanTargetSet> {
        let of_year = |target: &PlanTargetSet| target.year == year && target.measure == Measure::Departures;
        let targets: Vec<PlanTargetSet> = self
            .office
            .plans
            .iter()
            .filter_map(|row| row.target_at(position))
            .filter(of_year)
            .collect();
        let exact = targets.iter().rfind(|target| target.unit == unit);
        exact
            .or_else(|| targets.iter().rfind(|target| self.same_area(target.unit, unit)))
            .cloned()
    }

    /// Whether two units of different editions are one area: each lies whole in the other.
    fn same_area(&self, one: UnitRef, other: UnitRef) -> bool {
        let units = &self.packs().units;
        one.edition != other.edition
            && units.place(one, other) == Place::Inside
            && units.place(other, one) == Place::Inside
    }
}
