//! Selection interviews held in the locality (phỏng vấn tuyển chọn tại địa phương).

use crate::code::{Code, LegalName, Market};
use crate::event::{Effective, events};
use crate::unit::UnitRef;

events! {
    /// An interview session. One stream for each.
    pub enum InterviewEvent in "interview" {
        /// It was held.
        InterviewHeld = "interview_held", Fact, 1 {
            /// Where.
            unit: UnitRef,
            /// For which programme.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            programme: Option<Code>,
            /// Through which service enterprise.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            enterprise: Option<Code>,
            /// For which employer.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            employer: Option<LegalName>,
            /// For which market.
            market: Market,
            /// How many people were seen.
            seen: u32,
            /// How many of them were chosen.
            selected: u32,
        }
    }
}

/// An interview session as its facts say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Interview {
    /// The session that holds last.
    pub held: Option<InterviewHeld>,
    /// More were chosen than were seen: one of the two figures is wrong.
    pub more_selected_than_seen: bool,
}

impl Interview {
    /// Folds effective facts.
    #[must_use]
    pub fn fold(facts: &[Effective<InterviewEvent>]) -> Self {
        let held = facts.last().map(|fact| {
            let InterviewEvent::InterviewHeld(event) = &fact.event;
            event.clone()
        });
        Self {
            more_selected_than_seen: held.as_ref().is_some_and(|event| event.selected > event.seen),
            held,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::tests::facts;

    #[test]
    fn figures_that_cannot_both_be_right_are_shown() {
        let held = |seen, selected| -> InterviewEvent {
            InterviewHeld {
                unit: UnitRef::parse("16249@2024").unwrap(),
                programme: Some(Code::parse("IMJAPAN").unwrap()),
                enterprise: None,
                employer: None,
                market: Market::parse("JP").unwrap(),
                seen,
                selected,
            }
            .into()
        };
        let sound = Interview::fold(&facts([("2025-03-01", held(40, 12))]));
        assert!(!sound.more_selected_than_seen);
        assert_eq!(sound.held.unwrap().selected, 12);
        assert!(Interview::fold(&facts([("2025-03-01", held(4, 12))])).more_selected_than_seen);
        assert_eq!(Interview::fold(&[]), Interview::default());
    }
}
