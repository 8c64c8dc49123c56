//! What became of a figure between two moments: the steps that lead from the one to the other, each with the event that
//! made it. They sum exactly to the difference.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::date::PartialDate;
use crate::words::Words;

/// Why a figure changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// It happened after the earlier moment.
    Happened,
    /// It happened before the earlier moment and was recorded after it.
    RecordedLate,
    /// An event was corrected.
    Corrected,
    /// An event was annulled.
    Annulled,
    /// An annulled event holds again.
    Reinstated,
    /// Two records were found to be of one person, or not to be after all.
    Merged,
    /// It was decided in which part of a divided commune somebody lives.
    Remapped,
    /// The units themselves changed.
    Boundaries,
}

impl Cause {
    /// In words.
    #[must_use]
    pub fn words(self) -> Words {
        let (vi, en) = match self {
            Self::Happened => ("xảy ra sau mốc đầu", "happened after the first moment"),
            Self::RecordedLate => ("ghi nhận muộn", "recorded late"),
            Self::Corrected => ("đính chính", "corrected"),
            Self::Annulled => ("hủy bỏ", "annulled"),
            Self::Reinstated => ("khôi phục", "reinstated"),
            Self::Merged => ("gộp hoặc tách hồ sơ", "records merged or taken apart"),
            Self::Remapped => ("quy đổi địa bàn", "residence remapped"),
            Self::Boundaries => ("thay đổi đơn vị hành chính", "units changed"),
        };
        Words::new(vi, en)
    }
}

/// A figure, or a change of one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// What counts.
    pub value: i64,
    /// Departures: those of `value` that somebody confirmed. Stock: those overdue, beside `value`.
    pub part: i64,
    /// What stands beside, unresolved.
    pub unresolved: i64,
}

impl std::ops::Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            value: self.value + other.value,
            part: self.part + other.part,
            unresolved: self.unresolved + other.unresolved,
        }
    }
}

impl std::ops::Sub for Tally {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            value: self.value - other.value,
            part: self.part - other.part,
            unresolved: self.unresolved - other.unresolved,
        }
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| sum + one)
    }
}

/// One step: what an event changed in what one case counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The event.
    pub event: Uuid,
    /// Its position in the log.
    pub position: u64,
    /// Its type.
    pub kind: String,
    /// When it happened.
    pub on: PartialDate,
    /// The day on which it was recorded.
    #[serde(deserialize_with = "crate::date::read_day")]
    pub recorded: Date,
    /// Why the figure changed.
    pub cause: Cause,
    /// The case that counts otherwise.
    pub case: Uuid,
    /// By how much.
    pub change: Tally,
}

/// The steps of one cause together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CauseSum {
    /// The cause.
    pub cause: Cause,
    /// In words.
    pub words: Words,
    /// How many steps.
    pub steps: u64,
    /// What they change together.
    pub change: Tally,
}

/// The difference of a figure between two moments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// `departures` or `stock`.
    pub indicator: String,
    /// The unit as asked for.
    pub unit: String,
    /// The period, or the day of the stock.
    pub of: String,
    /// The first moment: known by the end of this day.
    #[serde(deserialize_with = "crate::date::read_day")]
    pub as_of: Date,
    /// The position it resolves to.
    pub position: u64,
    /// The second moment.
    #[serde(deserialize_with = "crate::date::read_day")]
    pub compare: Date,
    /// The position it resolves to.
    pub compare_position: u64,
    /// The figure at the first moment.
    pub before: Tally,
    /// The figure at the second moment.
    pub after: Tally,
    /// `after` less `before`: the sum of all steps.
    pub change: Tally,
    /// By cause.
    pub causes: Vec<CauseSum>,
    /// Every step, in the order of the log.
    pub steps: Vec<Step>,
}

impl Difference {
    /// Sums the steps up by cause.
    #[must_use]
    pub fn by_cause(steps: &[Step]) -> Vec<CauseSum> {
        let mut sums: std::collections::BTreeMap<Cause, (u64, Tally)> = std::collections::BTreeMap::new();
        for step in steps {
            let sum = sums.entry(step.cause).or_default();
            *sum = (sum.0 + 1, sum.1 + step.change);
        }
        sums.into_iter()
            .map(|(cause, (steps, change))| CauseSum {
                cause,
                words: cause.words(),
                steps,
                change,
            })
            .collect()
    }
}
