//! Job fairs (phiên, ngày hội giao dịch việc làm): who came, who was looking, who was matched. A fair counts once it was
//! held; what was only planned counts nowhere.

use std::collections::BTreeMap;

use jiff::civil::Date;
use uuid::Uuid;

use crate::case::codes::codes;
use crate::code::{Code, LegalName};
use crate::date::PartialDate;
use crate::event::{Effective, events};
use crate::precision::{Precision, Sum};
use crate::text::fold;
use crate::unit::UnitRef;

codes! {
    /// Kinds of fairs.
    FairKind {
        /// At the centre, on its usual days (định kỳ tại trung tâm).
        Regular = "regular",
        /// Carried to a commune or district (lưu động).
        Mobile = "mobile",
    }
}

codes! {
    /// Where a match leads. Work in the country is counted apart from work abroad.
    Destination {
        /// Work in the country.
        Domestic = "domestic",
        /// Work abroad.
        Abroad = "abroad",
        /// Vocational training.
        Vocational = "vocational",
    }
}

codes! {
    /// What a declared figure is about.
    Headcount {
        /// Organisations that took part.
        Exhibitors = "exhibitors",
        /// People looking for work.
        Seekers = "seekers",
        /// People matched.
        Matches = "matches",
        /// People informed or advised at the fair.
        Advised = "advised",
    }
}

events! {
    /// What happens around a fair.
    pub enum FairEvent in "fair" {
        /// A fair is announced.
        FairPlanned = "fair_planned", Fact, 1 {
            /// Kind.
            kind: FairKind,
            /// Where.
            unit: UnitRef,
            /// The day it is planned for.
            day: Date,
            /// Who organises it.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            organiser: Option<LegalName>,
        }
        /// It was held, on `on`.
        FairHeld = "fair_held", Fact, 2 {
            /// Kind.
            kind: FairKind,
            /// Where.
            unit: UnitRef,
            /// Who organised it.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            organiser: Option<LegalName>,
        }
        /// An organisation took part: a registered enterprise, or one known by its name.
        ExhibitorAttended = "exhibitor_attended", Fact, 3 {
            /// Enterprise code.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            enterprise: Option<Code>,
            /// Its name, where it has no code here.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            name: Option<LegalName>,
            /// Jobs and places it offered.
            #[serde(default)]
            seats: u32,
        }
        /// People who were looking came: one known worker, or a number of people.
        SeekersAttended = "seekers_attended", Fact, 4 {
            /// Who, if it is one known person.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            worker: Option<Uuid>,
            /// How many people.
            people: u32,
            /// How exactly that is known.
            #[serde(default, skip_serializing_if = "Precision::is_exact")]
            precision: Precision,
        }
        /// People found something: one known worker, or a number of people.
        MatchRecorded = "match_recorded", Fact, 5 {
            /// What.
            destination: Destination,
            /// Who, if it is one known person.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            worker: Option<Uuid>,
            /// With which registered enterprise.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            enterprise: Option<Code>,
            /// How many people.
            people: u32,
            /// How exactly that is known.
            #[serde(default, skip_serializing_if = "Precision::is_exact")]
            precision: Precision,
        }
        /// The organiser's own summary. It stands instead of what was counted of the same thing; both are shown.
        HeadcountDeclared = "headcount_declared", Fact, 6 {
            /// Of what.
            measure: Headcount,
            /// Of matches: leading where.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            destination: Option<Destination>,
            /// How many.
            value: u32,
            /// How exactly that is known.
            #[serde(default, skip_serializing_if = "Precision::is_exact")]
            precision: Precision,
        }
    }
}

impl ExhibitorAttended {
    /// What tells one organisation from another: its code, or its name without regard to accents and case.
    #[must_use]
    pub fn key(&self) -> String {
        match (&self.enterprise, &self.name) {
            (Some(code), _) => code.to_string(),
            (None, Some(name)) => fold(name.as_str()),
            (None, None) => String::new(),
        }
    }
}

/// One figure of a fair: what was counted, and what was declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figure {
    /// Added up from what was recorded one by one or in groups.
    pub counted: Sum,
    /// Declared by the organiser, if anything was.
    pub declared: Option<Sum>,
}

impl Figure {
    /// What is published: the declared figure where there is one.
    #[must_use]
    pub fn value(&self) -> Sum {
        self.declared.unwrap_or(self.counted)
    }

    fn declare(&mut self, value: u32, precision: Precision) {
        self.declared.get_or_insert_default().add(value.into(), precision);
    }
}

/// An organisation at a fair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exhibitor {
    /// The event that says so.
    pub event: Uuid,
    /// Enterprise code.
    pub enterprise: Option<Code>,
    /// Its name, where it has no code here.
    pub name: Option<LegalName>,
    /// Jobs and places it offered.
    pub seats: u32,
}

/// A fair as its facts say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fair {
    /// Kind.
    pub kind: Option<FairKind>,
    /// Where.
    pub unit: Option<UnitRef>,
    /// Who organises it.
    pub organiser: Option<LegalName>,
    /// The day it was planned for.
    pub planned: Option<Date>,
    /// When it was held.
    pub held: Option<PartialDate>,
    /// Who took part, in order.
    pub exhibitors: Vec<Exhibitor>,
    /// How many organisations.
    pub exhibitor_count: Figure,
    /// People who were looking.
    pub seekers: Figure,
    /// People matched, by where it leads; `None` where that was not said.
    pub matches: BTreeMap<Option<Destination>, Figure>,
    /// People informed or advised there.
    pub advised: Figure,
    /// Known workers who were matched, with where it leads.
    pub matched: Vec<(Uuid, Destination)>,
}

impl Fair {
    /// Folds effective facts.
    #[must_use]
    pub fn fold(facts: &[Effective<FairEvent>]) -> Self {
        let mut fair = Self::default();
        for fact in facts {
            fair.take(fact);
        }
        fair
    }

    /// People matched in all.
    #[must_use]
    pub fn matched_in_all(&self) -> Sum {
        let mut all = Sum::default();
        for figure in self.matches.values() {
            let sum = figure.value();
            all.add(sum.value, sum.precision);
        }
        all
    }

    fn take(&mut self, fact: &Effective<FairEvent>) {
        match &fact.event {
            FairEvent::FairPlanned(event) => {
                self.planned = Some(event.day);
                self.settle(event.kind, event.unit, event.organiser.as_ref());
            }
            FairEvent::FairHeld(event) => {
                self.held = Some(fact.on);
                self.settle(event.kind, event.unit, event.organiser.as_ref());
            }
            FairEvent::ExhibitorAttended(event) => {
                self.exhibitor_count.counted.add(1, Precision::Exact);
                self.exhibitors.push(Exhibitor {
                    event: fact.id,
                    enterprise: event.enterprise,
                    name: event.name.clone(),
                    seats: event.seats,
                });
            }
            FairEvent::SeekersAttended(event) => {
                self.seekers.counted.add(event.people.into(), event.precision);
            }
            FairEvent::MatchRecorded(event) => {
                self.matched
                    .extend(event.worker.map(|worker| (worker, event.destination)));
                let figure = self.matches.entry(Some(event.destination)).or_default();
                figure.counted.add(event.people.into(), event.precision);
            }
            FairEvent::HeadcountDeclared(event) => {
                let figure = match event.measure {
                    Headcount::Exhibitors => &mut self.exhibitor_count,
                    Headcount::Seekers => &mut self.seekers,
                    Headcount::Matches => self.matches.entry(event.destination).or_default(),
                    Headcount::Advised => &mut self.advised,
                };
                figure.declare(event.value, event.precision);
            }
        }
    }

    /// What was held stands over what was planned; the fold sees it later, by rank or by day.
    fn settle(&mut self, kind: FairKind, unit: UnitRef, organiser: Option<&LegalName>) {
        self.kind = Some(kind);
        self.unit = Some(unit);
        if let Some(organiser) = organiser {
            self.organiser = Some(organiser.clone());
        }
    }
}

#[cfg(test)]
mod tests;
