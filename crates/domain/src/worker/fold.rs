//! What is known of a worker, folded from facts alone.

use jiff::civil::Date;

use super::{Entry, ResidenceKind, WorkerEvent};
use crate::date::PartialDate;
use crate::event::Effective;
use crate::identity::Sex;
use crate::unit::UnitRef;

/// Where a person lives from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Residence {
    /// From when.
    pub from: PartialDate,
    /// Permanent or temporary.
    pub kind: ResidenceKind,
    /// The commune as stated.
    pub unit: UnitRef,
    /// The commune before the reorganisation, if named.
    pub former: Option<UnitRef>,
    /// Where it lies in another edition, as it was decided for a divided commune.
    pub remapped: Option<UnitRef>,
}

/// A worker as the facts say; nothing here names the person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Worker {
    /// Sex, once registered.
    pub sex: Option<Sex>,
    /// How they came in.
    pub entry: Option<Entry>,
    /// Day of registration.
    pub registered: Option<PartialDate>,
    /// Residences in order of their start.
    pub residences: Vec<Residence>,
    /// Result of the last identity check.
    pub identity_passed: Option<bool>,
}

impl Worker {
    /// Folds effective facts.
    pub fn fold(facts: &[Effective<WorkerEvent>]) -> Self {
        let mut worker = Self::default();
        for fact in facts {
            match &fact.event {
                WorkerEvent::WorkerRegistered(event) => {
                    worker.sex = Some(event.sex);
                    worker.entry = Some(event.entry);
                    worker.registered = Some(fact.on);
                }
                WorkerEvent::ResidenceRecorded(event) => worker.residences.push(Residence {
                    from: fact.on,
                    kind: event.kind,
                    unit: event.unit,
                    former: event.former,
                    remapped: None,
                }),
                // A residence that began later is another one, though it be in the same commune.
                WorkerEvent::ResidenceRemapped(event) => worker
                    .residences
                    .iter_mut()
                    .filter(|residence| residence.unit == event.from && residence.from.first() <= fact.by)
                    .for_each(|residence| residence.remapped = Some(event.to)),
                WorkerEvent::IdentityChecked(event) => worker.identity_passed = Some(event.passed),
                // What the person holds, asks and agrees to is folded by `Standing`, when somebody asks.
                _ => {}
            }
        }
        worker
    }

    /// The permanent residence on a day: the last that had begun; before the first, the first, since a person who
    /// registers today has lived somewhere before.
    pub fn residence_on(&self, day: Date) -> Option<Residence> {
        let permanent = || {
            self.residences
                .iter()
                .filter(|r| r.kind == ResidenceKind::Permanent)
        };
        permanent()
            .rfind(|r| r.from.first() <= day)
            .or_else(|| permanent().next())
            .copied()
    }
}
