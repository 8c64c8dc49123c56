//! What happens to administrative units after the reorganisation of 1 July 2025. The key of a stream is the code of the
//! unit, which is never given to another.

use jiff::civil::Date;

use crate::code::{Code, LegalName};
use crate::event::events;
use crate::unit::UnitRef;

events! {
    /// What happens to a unit.
    pub enum UnitEvent in "unit" {
        /// A unit is established.
        UnitEstablished = "unit_established", Decision, 1 {
            /// The unit, in the edition that begins.
            unit: UnitRef,
            /// Its full official name, such as `Xã Đà Bắc`.
            name: LegalName,
            /// The unit above; none for a province.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            parent: Option<UnitRef>,
            /// From this day on.
            effective_on: Date,
            /// Number of the resolution.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            resolution: Option<Code>,
        }
        /// A unit gets another name.
        UnitRenamed = "unit_renamed", Decision, 2 {
            /// The unit, in the edition before.
            unit: UnitRef,
            /// Its full official name from then on.
            name: LegalName,
            /// From this day on.
            effective_on: Date,
            /// Number of the resolution.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            resolution: Option<Code>,
        }
        /// A unit comes under another one.
        UnitParentChanged = "unit_parent_changed", Decision, 3 {
            /// The unit, in the edition before.
            unit: UnitRef,
            /// The unit above from then on, in the edition that begins.
            parent: UnitRef,
            /// From this day on.
            effective_on: Date,
            /// Number of the resolution.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            resolution: Option<Code>,
        }
        /// Units go whole into one, and are no more.
        UnitsMerged = "units_merged", Decision, 4 {
            /// What goes into it, in the edition before.
            sources: Vec<UnitRef>,
            /// What takes them in, in the edition that begins.
            into: UnitRef,
            /// From this day on.
            effective_on: Date,
            /// Number of the resolution.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            resolution: Option<Code>,
        }
        /// A part of a unit goes to another: a person who lives in the one waits for a decision.
        UnitPartTransferred = "unit_part_transferred", Decision, 5 {
            /// Where it was, in the edition before.
            source: UnitRef,
            /// Where it comes to, in the edition that begins.
            into: UnitRef,
            /// The hamlets that go, as the resolution names them.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            hamlets: Vec<LegalName>,
            /// From this day on.
            effective_on: Date,
            /// Number of the resolution.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            resolution: Option<Code>,
        }
        /// A unit is dissolved. Where its parts go is said by transfers of the same day.
        UnitClosed = "unit_closed", Decision, 6 {
            /// The unit, in the edition before.
            unit: UnitRef,
            /// From this day on.
            effective_on: Date,
            /// Number of the resolution.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            resolution: Option<Code>,
        }
    }
}

impl UnitEvent {
    /// The first day on which it counts.
    #[must_use]
    pub fn effective_on(&self) -> Date {
        match self {
            Self::UnitEstablished(event) => event.effective_on,
            Self::UnitRenamed(event) => event.effective_on,
            Self::UnitParentChanged(event) => event.effective_on,
            Self::UnitsMerged(event) => event.effective_on,
            Self::UnitPartTransferred(event) => event.effective_on,
            Self::UnitClosed(event) => event.effective_on,
        }
    }

    /// The unit in whose stream it stands.
    #[must_use]
    pub fn of(&self) -> UnitRef {
        match self {
            Self::UnitEstablished(event) => event.unit,
            Self::UnitRenamed(event) => event.unit,
            Self::UnitParentChanged(event) => event.unit,
            Self::UnitsMerged(event) => event.into,
            Self::UnitPartTransferred(event) => event.source,
            Self::UnitClosed(event) => event.unit,
        }
    }
}
