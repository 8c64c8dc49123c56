//! Personal data that goes with an event: sealed under the key of the person it is about, never among the facts.

use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::identity::{IdNumber, PersonName, Phone};

/// The plain content of a sealed part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Private {
    /// Who the person is.
    Identity {
        /// Family, middle and given name in Vietnamese order.
        full_name: PersonName,
        /// Birth date, or the year where only that is known.
        birth_date: PartialDate,
        /// Personal identity number, or the nine digits of an old card.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        personal_id: Option<IdNumber>,
    },
    /// An identity document.
    Document {
        /// Its number.
        number: String,
        /// Who issued it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        issued_by: Option<String>,
    },
    /// A place within a commune.
    Address {
        /// Hamlet, street, house.
        text: String,
    },
    /// How to reach the person.
    Contact {
        /// Their phone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        phone: Option<Phone>,
        /// Next of kin: name, relation, phone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_of_kin: Option<String>,
    },
    /// Number and remarks of a paper: contract, receipt, certificate, visa.
    Paper {
        /// Its number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<String>,
        /// What else was written down.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
}

/// Longest free text in a sealed part, in characters.
pub const MAX_TEXT: usize = 2_000;

impl Private {
    /// Whether every text is within its limit.
    pub fn within_limits(&self) -> bool {
        let fits = |text: &String| text.chars().count() <= MAX_TEXT;
        match self {
            Self::Identity { .. } => true,
            Self::Document { number, issued_by } => fits(number) && issued_by.as_ref().is_none_or(fits),
            Self::Address { text } => fits(text),
            Self::Contact { next_of_kin, .. } => next_of_kin.as_ref().is_none_or(fits),
            Self::Paper { number, note } => {
                number.as_ref().is_none_or(fits) && note.as_ref().is_none_or(fits)
            }
        }
    }
}
