//! Free classes that prepare for a language test (lớp ôn thi miễn phí).

use crate::code::Code;
use crate::event::events;
use crate::precision::Precision;
use crate::unit::UnitRef;

events! {
    /// A class. One stream for each.
    pub enum ReviewClassEvent in "review_class" {
        /// It was held.
        ReviewClassHeld = "review_class_held", Fact, 1 {
            /// ISO 639-1 code of the language.
            language: Code,
            /// Where.
            unit: UnitRef,
            /// How many people came.
            people: u32,
            /// How exactly that is known.
            #[serde(default, skip_serializing_if = "Precision::is_exact")]
            precision: Precision,
        }
    }
}
