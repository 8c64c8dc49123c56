//! Published figures: what was asked, at which position, and a hash of the answer, so that anybody can compute it again
//! and compare, for ever. One stream for all of them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::event::events;
use crate::unit::UnitRef;
use crate::words::Words;

/// Which figure is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum PublishedKind {
    /// Departures of a period.
    Departures,
    /// People abroad on a day.
    Stock,
}

crate::code::facts!(PublishedKind);

events! {
    /// What is published.
    pub enum ReportEvent in "report" {
        /// A figure is published as it is known at a position.
        ReportPublished = "report_published", Decision, 1 {
            /// Which figure.
            indicator: PublishedKind,
            /// Of which unit.
            unit: UnitRef,
            /// First day of the period, or the day of the stock.
            first: Date,
            /// Last day of the period, or the day of the stock.
            last: Date,
            /// How it is broken down.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            by: Option<Code>,
            /// Known by the end of this day.
            as_of: Date,
            /// The size of the log that day resolves to.
            position: u64,
            /// The figure itself.
            value: u64,
            /// First 24 hex digits of the SHA-256 of the versions of rules and packs used.
            rules: Code,
            /// First 24 hex digits of the SHA-256 of everything the report counts.
            hash: Code,
        }
    }
}

/// Why a figure is not published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PublishRefusal {
    /// A rule that the figure rests on has no version for a day.
    #[error("rule {rule} has no version for {day}")]
    MissingRule {
        /// The rule.
        rule: &'static str,
        /// The day.
        day: Date,
    },
    /// The units were never adopted as a pack, so nobody could say which they were.
    #[error("the pack of units has no name")]
    MissingPack,
    /// The period is not over on the day of knowledge: the figure would still grow.
    #[error("the period ends on {0}, after what is known")]
    NotOver(Date),
}

impl PublishRefusal {
    /// What is wrong and what to do.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::MissingRule { rule, day } => Words::new(
                format!(
                    "Quy định {rule} không có bản hiệu lực cho ngày {day}: hãy bổ sung bộ quy định rồi công bố."
                ),
                format!("Rule {rule} has no version for {day}: adopt rules that have one, then publish."),
            ),
            Self::MissingPack => Words::new(
                "Bảng đơn vị hành chính chưa được ghi nhận: không thể công bố.",
                "No table of units is on record: nothing can be published.",
            ),
            Self::NotOver(day) => Words::new(
                format!(
                    "Kỳ báo cáo đến {day} chưa kết thúc vào ngày chốt số liệu: hãy chọn ngày chốt muộn hơn."
                ),
                format!("The period lasts until {day}, beyond the day of knowledge: choose a later one."),
            ),
        }
    }
}
