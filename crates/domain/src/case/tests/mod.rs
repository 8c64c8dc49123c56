//! Given facts with their dates, when the case is looked at on a day, then it is in a state. Facts stand in the order in
//! which they arrived; the position of a fact is its place in the list, from 0.

mod amendments;
mod clocks;
mod competence;
mod dates;
mod dealings;
mod decisions;
mod events;
mod flags;
mod offers;
mod properties;
mod records;
mod rows_abroad;
mod rows_before;
mod rows_end;
mod rows_procedure;

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use self::events::*;
use super::*;
use crate::calendar::Calendar;
use crate::code::{Code, Market};
use crate::date::PartialDate;
use crate::event::{Amend, AmendKind, Effective, Recorded, collect};
use crate::rules::Rules;
use crate::unit::UnitRef;
use crate::units::Units;
use crate::worker::Entry;

static RULES: LazyLock<Rules> =
    LazyLock::new(|| Rules::from_json(include_str!("../../../../../data/rules/vn-1.json")).unwrap());

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::from_csv(include_str!(
        "../../../../../data/holidays/public-holidays-2018-2027.csv"
    ))
    .unwrap()
});

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    Units::from_csv(
        include_str!("../../../../../data/admin-units/units-until-2025-06-30.csv"),
        include_str!("../../../../../data/admin-units/units-from-2025-07-01.csv"),
        include_str!("../../../../../data/admin-units/successions-2025-07-01.csv"),
    )
    .unwrap()
});

/// Xã Đà Bắc: made of four communes, one of them of the same code.
const DA_BAC: &str = "04831@2025";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn partial(text: &str) -> PartialDate {
    PartialDate::parse(text).unwrap()
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn unit(text: &str) -> UnitRef {
    UnitRef::parse(text).unwrap()
}

/// Facts of a case and what surrounds it.
#[derive(Debug, Clone, Default)]
struct Given {
    events: Vec<Recorded<CaseEvent>>,
    around: Around,
    rules: Option<Rules>,
}

/// Begins with facts in their order of arrival, each recorded long after it happened.
fn given<const N: usize>(facts: [(&str, CaseEvent); N]) -> Given {
    Given::default().and(facts)
}

impl Given {
    fn and<const N: usize>(mut self, facts: [(&str, CaseEvent); N]) -> Self {
        for (on, event) in facts {
            self.push(partial(on), None, event);
        }
        self
    }

    /// Amends the event at a position.
    fn amend(mut self, position: usize, kind: AmendKind, on: &str, event: CaseEvent) -> Self {
        let amends = Some(Amend {
            event: self.events[position].id,
            kind,
        });
        self.push(partial(on), amends, event);
        self
    }

    /// The fact was written down on a day, at noon in Vietnam.
    fn recorded(mut self, on: &str, recorded: &str, event: CaseEvent) -> Self {
        self.push(partial(on), None, event);
        if let Some(last) = self.events.last_mut() {
            last.at = format!("{recorded}T05:00:00Z").parse().unwrap();
        }
        self
    }

    fn around(mut self, around: Around) -> Self {
        self.around = around;
        self
    }

    fn rules(mut self, json: &str) -> Self {
        self.rules = Some(Rules::from_json(json).unwrap());
        self
    }

    fn push(&mut self, on: PartialDate, amends: Option<Amend>, event: CaseEvent) {
        let position = self.events.len() as u64;
        let at: Timestamp = "2031-01-01T00:00:00Z".parse().unwrap();
        self.events.push(Recorded {
            id: Uuid::from_u128(1000 + u128::from(position)),
            position,
            on,
            at,
            amends,
            event,
        });
    }

    fn effective(&self) -> Vec<Effective<CaseEvent>> {
        collect(&self.events)
    }

    fn on(&self, on: &str) -> Lifecycle {
        lifecycle(
            &self.effective(),
            day(on),
            self.rules.as_ref().unwrap_or(&RULES),
            &self.around,
        )
    }
}

impl Lifecycle {
    fn flag_list(&self) -> Vec<Flag> {
        self.flags.iter().copied().collect()
    }

    fn reached(&self, milestone: Milestone) -> Option<String> {
        self.milestones.get(&milestone).map(ToString::to_string)
    }

    fn phase_since(&self, phase: Phase) -> Option<String> {
        self.phases.get(&phase).map(ToString::to_string)
    }
}

/// A case of a service enterprise with everything that is needed to leave; ready on 2024-05-20.
fn ready() -> Given {
    given([
        ("2024-01-10", opened(LegalForm::ServiceEnterprise)),
        ("2024-02-01", selected(SelectionOutcome::Passed)),
        ("2024-02-15", oriented()),
        ("2024-03-01", sending()),
        ("2024-03-02", employment("2024-06-01", "2027-05-31")),
        ("2024-04-10", fund(Payer::Worker)),
        ("2024-05-20", visa()),
    ])
}

/// The same, departed on 2024-06-01 and due home by 2027-05-31.
fn abroad() -> Given {
    ready().and([("2024-06-01", departed())])
}

/// A direct contract filed complete at Đà Bắc on 2025-08-04.
fn filed_case() -> Given {
    given([
        ("2025-07-20", opened(LegalForm::DirectContract)),
        ("2025-08-04", filed(&[])),
    ])
}
