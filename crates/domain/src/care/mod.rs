//! The streams beside the placement, seen as one: what offices do for people, and what they answer for. Whoever stores,
//! shows or counts them needs to know them only by this.

mod record;

pub use record::record;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::advice::AdviceEvent;
use crate::breach::BreachEvent;
use crate::case::codes::codes;
use crate::claim::ClaimEvent;
use crate::event::{DecodeError, Effective, StreamEvent, TypeInfo, Upcast};
use crate::fair::FairEvent;
use crate::household::HouseholdEvent;
use crate::interview::InterviewEvent;
use crate::loan::LoanEvent;
use crate::reintegration::ReintegrationEvent;
use crate::review_class::ReviewClassEvent;
use crate::support::SupportEvent;

codes! {
    /// The kinds of these streams; the text is the part of a stream's name before the slash.
    CareKind {
        /// A household.
        Household = "household",
        /// A support decided for somebody.
        Support = "support",
        /// A loan of the policy bank.
        Loan = "loan",
        /// A claim on the fund.
        Claim = "claim",
        /// What follows a return; its key is that of the case.
        Reintegration = "reintegration",
        /// A job fair.
        Fair = "fair",
        /// Advice given.
        Advice = "advice",
        /// A selection interview in the locality.
        Interview = "interview",
        /// A class that prepares for a test.
        ReviewClass = "review_class",
        /// A breach of personal data.
        Breach = "breach",
    }
}

/// Defines the enum over the streams and hands everything on to them.
macro_rules! streams {
    ($( $Kind:ident($Event:ty), )*) => {
        /// An event of any of these streams.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub enum CareEvent { $( #[doc = "Of this stream."] $Kind($Event), )* }

        $( impl From<$Event> for CareEvent { fn from(event: $Event) -> Self { Self::$Kind(event) } } )*

        $( impl TryFrom<CareEvent> for $Event {
            type Error = OtherStream;

            fn try_from(event: CareEvent) -> Result<Self, OtherStream> {
                match event { CareEvent::$Kind(event) => Ok(event), _ => Err(OtherStream) }
            }
        } )*

        impl CareEvent {
            /// Of which stream it is.
            #[must_use]
            pub fn kind(&self) -> CareKind { match self { $( Self::$Kind(_) => CareKind::$Kind, )* } }

            /// Whether a stream of this kind knows a type.
            #[must_use]
            pub fn knows(kind: CareKind, name: &str) -> bool {
                match kind { $( CareKind::$Kind => <$Event>::steps(name).is_some(), )* }
            }
        }

        impl StreamEvent for CareEvent {
            // It stands for many streams; a leaf never names it.
            const STREAM: &'static str = "";
            const TYPES: &'static [TypeInfo] = &[];

            fn info(&self) -> &'static TypeInfo { match self { $( Self::$Kind(event) => event.info(), )* } }

            fn facts(&self) -> String { match self { $( Self::$Kind(event) => event.facts(), )* } }

            fn steps(name: &str) -> Option<&'static [Upcast]> { None$( .or_else(|| <$Event>::steps(name)) )* }

            fn decode(name: &str, facts: &str) -> Result<Self, DecodeError> {
                $( if <$Event>::steps(name).is_some() { return <$Event>::decode(name, facts).map(Self::$Kind); } )*
                Err(DecodeError::UnknownType(name.to_owned()))
            }
        }
    };
}

streams! {
    Household(HouseholdEvent),
    Support(SupportEvent),
    Loan(LoanEvent),
    Claim(ClaimEvent),
    Reintegration(ReintegrationEvent),
    Fair(FairEvent),
    Advice(AdviceEvent),
    Interview(InterviewEvent),
    ReviewClass(ReviewClassEvent),
    Breach(BreachEvent),
}

impl CareKind {
    /// Whether the stream is about people who are named in it: who may see it depends on who may see them.
    #[must_use]
    pub fn is_personal(self) -> bool {
        matches!(
            self,
            Self::Household | Self::Support | Self::Loan | Self::Claim | Self::Reintegration
        )
    }
}

impl CareEvent {
    /// The worker that it names, if it names one.
    #[must_use]
    pub fn worker(&self) -> Option<Uuid> {
        match self {
            Self::Household(HouseholdEvent::HouseholdMemberLinked(event)) => Some(event.worker),
            Self::Support(SupportEvent::SupportDecided(event)) => Some(event.worker),
            Self::Loan(LoanEvent::LoanForwarded(event)) => Some(event.worker),
            Self::Claim(ClaimEvent::FundClaimFiled(event)) => Some(event.worker),
            Self::Reintegration(event) => Some(event.worker()),
            Self::Fair(FairEvent::SeekersAttended(event)) => event.worker,
            Self::Fair(FairEvent::MatchRecorded(event)) => event.worker,
            _ => None,
        }
    }

    /// Whether it opens a stream. Some may stand at any place, since what came before need not be known.
    #[must_use]
    pub fn opens(&self) -> Opens {
        match self {
            Self::Household(HouseholdEvent::HouseholdOpened(_))
            | Self::Support(SupportEvent::SupportDecided(_))
            | Self::Loan(LoanEvent::LoanForwarded(_))
            | Self::Claim(ClaimEvent::FundClaimFiled(_))
            | Self::Fair(FairEvent::FairPlanned(_))
            | Self::Advice(_)
            | Self::Interview(_)
            | Self::ReviewClass(_)
            | Self::Breach(BreachEvent::BreachLogged(_)) => Opens::Only,
            Self::Fair(FairEvent::FairHeld(_)) | Self::Reintegration(_) => Opens::Maybe,
            _ => Opens::Never,
        }
    }
}

/// The event is of another stream than wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the event is of another stream")]
pub struct OtherStream;

/// The facts of one stream as its own events; those of other streams are left out.
#[must_use]
pub fn of<E: TryFrom<CareEvent>>(facts: &[Effective<CareEvent>]) -> Vec<Effective<E>> {
    let own = facts.iter().filter_map(|fact| {
        Some(Effective {
            id: fact.id,
            position: fact.position,
            settled: fact.settled,
            on: fact.on,
            by: fact.by,
            at: fact.at,
            event: E::try_from(fact.event.clone()).ok()?,
        })
    });
    own.collect()
}

/// Whether an event opens its stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// It is the first, and nothing else.
    Only,
    /// It may be the first.
    Maybe,
    /// Something stands before it.
    Never,
}

#[cfg(test)]
pub(crate) mod tests;
