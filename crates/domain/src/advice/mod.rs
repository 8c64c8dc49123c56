//! Advice and information given to people: counted as contacts, not as persons.

use crate::case::codes::codes;
use crate::code::LegalName;
use crate::event::events;
use crate::precision::Precision;
use crate::unit::UnitRef;

codes! {
    /// What people were told about.
    AdviceTopic {
        /// Programmes and markets for working abroad.
        Programmes = "programmes",
        /// Costs, deposits, loans.
        Costs = "costs",
        /// Fraud and false promises.
        Fraud = "fraud",
        /// Rights and duties abroad.
        Rights = "rights",
        /// Work in the country and vocational training.
        Domestic = "domestic",
        /// Coming back.
        Return = "return",
        /// Anything else.
        Other = "other",
    }
}

codes! {
    /// How people were reached.
    AdviceForm {
        /// Person to person.
        Personal = "personal",
        /// A meeting.
        Meeting = "meeting",
        /// Loudspeaker, radio, newspaper, network.
        Broadcast = "broadcast",
    }
}

events! {
    /// Advice given. One stream for each occasion.
    pub enum AdviceEvent in "advice" {
        /// People were informed or advised.
        AdviceDelivered = "advice_delivered", Fact, 1 {
            /// About what.
            topic: AdviceTopic,
            /// How.
            form: AdviceForm,
            /// Where.
            unit: UnitRef,
            /// By whom.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            by: Option<LegalName>,
            /// How many were reached.
            people: u32,
            /// How exactly that is known.
            #[serde(default, skip_serializing_if = "Precision::is_exact")]
            precision: Precision,
        }
    }
}
