//! What the facts say of a programme, on any day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    IntakeAnnounced, LocalityAgreementRecorded, ProfitKind, ProgrammeDefined, ProgrammeEvent,
    TestSessionScheduled,
};
use crate::code::Code;
use crate::event::Effective;
use crate::unit::UnitRef;
use crate::units::{Place, Units};

/// An intake as announced last.
pub type Intake = IntakeAnnounced;
/// A test as scheduled last.
pub type TestSession = TestSessionScheduled;
/// An agreement between localities.
pub type Agreement = LocalityAgreementRecorded;

/// A programme as its facts say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Programme {
    /// Its terms by the day from which they hold, in order.
    pub terms: Vec<(Date, ProgrammeDefined)>,
    /// Intakes by code, with the day of announcement.
    pub intakes: BTreeMap<Code, (Date, Intake)>,
    /// Tests by code.
    pub sessions: BTreeMap<Code, TestSession>,
    /// Agreements between localities, in order.
    pub agreements: Vec<Agreement>,
    /// What was decided about localities, in order.
    pub suspensions: Vec<Suspension>,
}

/// A decision about a locality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suspension {
    /// From which day.
    pub from: Date,
    /// Which locality.
    pub unit: UnitRef,
    /// For which year.
    pub year: i16,
    /// Suspended, or admitted again.
    pub suspended: bool,
    /// Number of the document.
    pub document: Code,
}

impl Programme {
    /// Folds effective facts.
    pub fn fold(facts: &[Effective<ProgrammeEvent>]) -> Self {
        let mut programme = Self::default();
        for fact in facts {
            match &fact.event {
                ProgrammeEvent::ProgrammeDefined(event) => programme.terms.push((fact.by, event.clone())),
                ProgrammeEvent::IntakeAnnounced(event) => {
                    programme.intakes.insert(event.intake, (fact.by, event.clone()));
                }
                ProgrammeEvent::TestSessionScheduled(event) => {
                    programme.sessions.insert(event.session, event.clone());
                }
                ProgrammeEvent::LocalityAgreementRecorded(event) => programme.agreements.push(event.clone()),
                ProgrammeEvent::LocalitySuspended(event) => programme.suspensions.push(Suspension {
                    from: fact.by,
                    unit: event.unit,
                    year: event.year,
                    suspended: true,
                    document: event.document,
                }),
                ProgrammeEvent::LocalityReinstated(event) => programme.suspensions.push(Suspension {
                    from: fact.by,
                    unit: event.unit,
                    year: event.year,
                    suspended: false,
                    document: event.document,
                }),
            }
        }
        programme
    }

    /// Its terms on a day; the first ones for days before them, since a programme is older than its record here.
    pub fn terms_on(&self, day: Date) -> Option<&ProgrammeDefined> {
        let holds = self.terms.iter().rfind(|(from, _)| *from <= day);
        holds.or(self.terms.first()).map(|(_, terms)| terms)
    }

    /// Whether enterprises may recruit for it on a day; unknown terms forbid nothing.
    pub fn recruiter_allowed(&self, day: Date) -> bool {
        self.terms_on(day).is_none_or(|terms| terms.recruiter_allowed)
    }

    /// Whether nobody may earn on it on a day.
    pub fn is_non_profit(&self, day: Date) -> bool {
        self.terms_on(day)
            .is_some_and(|terms| terms.profit == ProfitKind::NonProfit)
    }

    /// The suspension in force on a day for who lives in a unit. A residence that lies in the suspended area only in part
    /// is not held against anybody.
    pub fn suspension_of(&self, residence: UnitRef, day: Date, units: &Units) -> Option<&Suspension> {
        let mut latest: BTreeMap<UnitRef, &Suspension> = BTreeMap::new();
        let of_year = |suspension: &&Suspension| suspension.from <= day && suspension.year == day.year();
        for suspension in self.suspensions.iter().filter(of_year) {
            latest.insert(suspension.unit, suspension);
        }
        latest
            .into_values()
            .filter(|suspension| suspension.suspended)
            .find(|suspension| {
                suspension.unit == residence || units.place(residence, suspension.unit) == Place::Inside
            })
    }
}
