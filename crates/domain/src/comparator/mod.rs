//! Figures from outside that reports stand beside: of the country, of other provinces, of a context. They are recorded with
//! their source and precision and are never typed into a report. The stream's key is `<measure>-<scope>-<period>`.

use crate::case::codes::codes;
use crate::code::{Code, LegalName, Market};
use crate::date::PartialDate;
use crate::event::{Effective, events};
use crate::percent::decimal;
use crate::unit::UnitRef;

codes! {
    /// What a figure counts.
    Figure {
        /// Registrations for the test of Korean.
        TestRegistrations = "test_registrations",
        /// Departures.
        Departures = "departures",
        /// Population.
        Population = "population",
        /// People of working age.
        WorkingAge = "working_age",
        /// Businesses.
        Businesses = "businesses",
        /// Jobs in businesses.
        Jobs = "jobs",
        /// Cooperatives.
        Cooperatives = "cooperatives",
        /// Household businesses.
        HouseholdBusinesses = "household_businesses",
        /// Local jobs at one cooperative.
        CooperativeJobs = "cooperative_jobs",
        /// Local jobs at one company.
        CompanyJobs = "company_jobs",
        /// Share of workers in industry and services.
        IndustryServicesShare = "industry_services_share",
        /// Projects against the same period.
        ProjectsRatio = "projects_ratio",
        /// Growth of exports.
        ExportGrowth = "export_growth",
        /// Imports against the target of the year.
        ImportsOfTarget = "imports_of_target",
    }
}

codes! {
    /// How exactly a figure is known.
    Precision {
        /// As it stands.
        Exact = "exact",
        /// More than it.
        Over = "over",
        /// Around it.
        About = "about",
        /// A little less than it.
        Nearly = "nearly",
    }
}

codes! {
    /// What the number of a figure is in.
    FigureUnit {
        /// Things or people, counted.
        Count = "count",
        /// Percent.
        Percent = "percent",
        /// Vietnamese đồng.
        Vnd = "vnd",
        /// United States dollars.
        Usd = "usd",
    }
}

/// Whose figure it is: of a unit, or of a country as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// A unit of the tables.
    Unit(UnitRef),
    /// A country.
    Country(Market),
}

events! {
    /// What is recorded of a figure from outside.
    pub enum ComparatorEvent in "comparator" {
        /// A figure was taken from a source; the latest holds.
        ComparatorRecorded = "comparator_recorded", Fact, 1 {
            /// What it counts.
            figure: Figure,
            /// Of which unit; none for a country.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            unit: Option<UnitRef>,
            /// Of which country, where it is of none of its units.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            country: Option<Market>,
            /// Of which year, month or day.
            period: PartialDate,
            /// Of which intake, where it is of one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            intake: Option<Code>,
            /// The number, without its decimal point.
            value: i64,
            /// Digits after the point.
            decimals: u8,
            /// What it is in.
            measured: FigureUnit,
            /// How exactly it is known.
            precision: Precision,
            /// Who published it.
            source: LegalName,
            /// Where, as a code of the source.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            reference: Option<Code>,
        }
    }
}

/// Why a figure is not a sound record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ComparatorRefusal {
    /// Of a unit and of a country, or of neither.
    #[error("a figure is of a unit or of a country, one of the two")]
    Scope,
    /// More digits than can be shown.
    #[error("a figure has at most 6 digits after the point")]
    Decimals,
    /// A count below nothing.
    #[error("a count or an amount is not below zero")]
    Negative,
}

impl ComparatorRecorded {
    /// Whose figure it is.
    pub fn scope(&self) -> Option<Scope> {
        match (self.unit, self.country) {
            (Some(unit), None) => Some(Scope::Unit(unit)),
            (None, Some(country)) => Some(Scope::Country(country)),
            _ => None,
        }
    }

    /// The number as text.
    pub fn text(&self) -> String {
        decimal(self.value.into(), self.decimals)
    }

    /// The key of its stream.
    pub fn key(&self) -> String {
        let scope = match self.scope() {
            Some(Scope::Unit(unit)) => unit.to_string(),
            Some(Scope::Country(country)) => country.to_string(),
            None => String::new(),
        };
        let intake = self.intake.map(|intake| format!("-{intake}")).unwrap_or_default();
        format!("{}-{scope}-{}{intake}", self.figure.as_str(), self.period)
    }

    /// Checks that it is of one scope and can be shown.
    pub fn check(&self) -> Result<(), ComparatorRefusal> {
        if self.scope().is_none() {
            return Err(ComparatorRefusal::Scope);
        }
        if self.decimals > 6 {
            return Err(ComparatorRefusal::Decimals);
        }
        if self.value < 0 && self.measured != FigureUnit::Percent {
            return Err(ComparatorRefusal::Negative);
        }
        Ok(())
    }
}

/// The figure that holds: the one recorded last.
pub fn figure(facts: &[Effective<ComparatorEvent>]) -> Option<&ComparatorRecorded> {
    let last = facts.iter().max_by_key(|fact| fact.settled)?;
    let ComparatorEvent::ComparatorRecorded(event) = &last.event;
    Some(event)
}

#[cfg(test)]
mod tests;
