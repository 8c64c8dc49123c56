//! Reports: published figures as known at a position, each with its formula, base and rounding, and the rows behind it.

mod departures;
mod difference;
mod groups;
mod policy;
mod stock;
mod tally;
mod tally_words;

pub use tally::TallyQuery;

pub use difference::Compared;

use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::indicator::By;
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::registry::PackKind;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::units::{Place, Units};
use hanhtrinh_domain::words::Words;
use jiff::civil::Date;
use std::collections::HashMap;

use crate::home::{Home, Said};
use crate::views::Views;

/// Key of the group of people who live in the unit, while it is open in which of its communes.
pub const UNRESOLVED: &str = "unresolved";
/// Key of the group for which nothing is recorded.
pub const NOT_RECORDED: &str = "-";

/// A question about departures.
#[derive(Debug, Clone)]
pub struct ReportQuery {
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
    pub by: Option<By>,
    /// Only what goes through this enterprise: all that its delegate may see.
    pub scope_enterprise: Option<Code>,
}

/// A question about people abroad.
#[derive(Debug, Clone)]
pub struct StockQuery {
    /// The unit as it was asked for.
    pub unit_text: String,
    /// The unit meant.
    pub unit: UnitRef,
    /// The day on which the stock is taken.
    pub on: Date,
    /// Known by the end of this day in Vietnam.
    pub as_of: Date,
    /// The position that day resolves to.
    pub position: u64,
    /// How to break it down.
    pub by: Option<By>,
    /// Only what goes through this enterprise.
    pub scope_enterprise: Option<Code>,
}

/// Why a report has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// The registry did not exist yet: what was known then is not held.
    #[error("not held before {0}")]
    NotHeldBefore(Date),
    /// The unit is not in the tables.
    #[error("the unit {0} is not in the tables")]
    UnknownUnit(UnitRef),
}

impl ReportError {
    /// What is wrong and what to do.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::NotHeldBefore(day) => Words::new(
                format!("Hệ thống chưa có dữ liệu trước ngày {day}."),
                format!("Nothing is held before {day}."),
            ),
            Self::UnknownUnit(_) => Words::new("Không có đơn vị này.", "There is no such unit."),
        }
    }
}

impl Views {
    /// The units to answer with, if there is anything to answer from.
    pub(crate) fn check(&self, unit: UnitRef, as_of: Date, position: u64) -> Result<&Units, ReportError> {
        let first = self.first_day().unwrap_or(Date::MAX);
        if as_of < first {
            return Err(ReportError::NotHeldBefore(first));
        }
        let units = self.units_at(position);
        if units.get(unit).is_none() {
            return Err(ReportError::UnknownUnit(unit));
        }
        Ok(units)
    }

    /// The number of the enterprise to which a reader is bound; one that no row has, if none does.
    pub(crate) fn scope(&self, enterprise: Option<Code>) -> Option<u32> {
        enterprise.map(|code| self.codes.known(code).unwrap_or(u32::MAX - 1))
    }

    /// The pack of units as a report prints it, with how many events changed them.
    pub(crate) fn units_label(&self, position: u64) -> Vec<String> {
        let label = self.packs().label(PackKind::Units);
        let events = crate::worker::known(&self.territory.events, position).len();
        let changed = (events > 0).then(|| format!("units+{events}"));
        label.into_iter().chain(changed).collect()
    }
}

/// A unit as sentences name it.
pub(crate) fn unit_words(units: &Units, unit: UnitRef) -> String {
    match units.get(unit) {
        Some(known) => format!("{} ({unit})", known.name),
        None => unit.to_string(),
    }
}

/// Who is bound to an enterprise reads of its cases only.
pub(crate) fn only_of(enterprise: Option<Code>) -> Words {
    enterprise.map_or_else(Words::default, |code| {
        Words::new(
            format!("; chỉ hồ sơ của doanh nghiệp {code}"),
            format!("; only cases of the enterprise {code}"),
        )
    })
}

/// Places of residences in one unit. People share few residences, and the tables take long to ask.
pub(crate) struct Places<'a> {
    units: &'a Units,
    unit: UnitRef,
    known: HashMap<Said, Place>,
}

impl<'a> Places<'a> {
    pub(crate) fn new(units: &'a Units, unit: UnitRef) -> Self {
        Self {
            units,
            unit,
            known: HashMap::new(),
        }
    }

    /// Whether a residence lies in the unit; one that is not recorded may.
    pub(crate) fn of(&mut self, home: Option<Home>) -> Place {
        let Some(home) = home else {
            return Place::Unresolved;
        };
        let (units, unit) = (self.units, self.unit);
        *self
            .known
            .entry(home.key())
            .or_insert_with(|| home.place(units, unit))
    }
}
