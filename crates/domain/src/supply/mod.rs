//! Supply contracts and the preparation of a source of workers: what an enterprise may look for before orders are opened.
//! One stream per dossier, keyed by its number; a stream holds a contract, or a preparation with the province's answer.

mod codes;
mod decide;
mod fold;

pub use codes::*;
pub use decide::{Context, PreparationDecision, SupplyRefusal, check, decide};
pub use fold::{Answer, Preparation, Supply, SupplyContract, clock};

use jiff::civil::Date;

use crate::code::{Code, LegalName, Market};
use crate::event::events;
use crate::unit::UnitRef;

events! {
    /// What happens to a supply contract or to the preparation of a source of workers.
    pub enum SupplyEvent in "supply" {
        /// A contract with a partner abroad to supply workers.
        SupplyContractRecorded = "supply_contract_recorded", Fact, 1 {
            /// Which enterprise.
            enterprise: Code,
            /// The partner abroad.
            partner: LegalName,
            /// Where to.
            market: Market,
            /// Number of its registration, once it is registered.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            registered: Option<Code>,
            /// When it was approved.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            approved_on: Option<Date>,
            /// For how many workers.
            headcount: u32,
        }
        /// An enterprise asks to prepare a source of workers. The clock starts when the dossier is complete.
        SourcePreparationFiled = "source_preparation_filed", Fact, 2 {
            /// Which enterprise.
            enterprise: Code,
            /// Where to; `VN` for work in the country.
            market: Market,
            /// Sector of work.
            sector: Code,
            /// How many workers it asks for.
            headcount: u32,
            /// Where it means to look; empty for the whole province.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            area: Vec<UnitRef>,
            /// First day of preparing.
            from: Date,
            /// Last day.
            to: Date,
            /// Papers that are missing; empty when complete.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            missing: Vec<PreparationPaper>,
        }
        /// Papers that were missing arrived.
        SourcePreparationCompleted = "source_preparation_completed", Fact, 3 {
            /// What is still missing; empty when complete.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            missing: Vec<PreparationPaper>,
        }
        /// The province approves, up to a ceiling.
        SourcePreparationApproved = "source_preparation_approved", Decision, 4 {
            /// Number of the document.
            document: Code,
            /// Most workers that may be prepared.
            ceiling: u32,
            /// First day.
            from: Date,
            /// Last day.
            to: Date,
        }
        /// The province refuses.
        SourcePreparationRefused = "source_preparation_refused", Decision, 5 {
            /// Number of the document.
            document: Code,
            /// On which ground.
            ground: PreparationGround,
        }
    }
}

/// The country itself, as a market: work there is counted apart.
pub const HOME: &str = "VN";

/// Whether a market is the country itself.
pub fn is_domestic(market: Market) -> bool {
    market.as_str() == HOME
}

#[cfg(test)]
mod tests;
