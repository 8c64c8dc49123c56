//! The kinds of work that wait for somebody. What waits is derived from the states of cases and people and never recorded.

use serde::{Deserialize, Serialize};

/// What kind of work waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// A direct contract waits for certification.
    DirectContract,
    /// A supplement is awaited: the clock stands still.
    SupplementAwaited,
    /// The commune of filing was split: the province names the one that decides.
    Assignment,
    /// A contract ended and no return is known.
    ReturnOverdue,
    /// A return stands without a departure.
    DepartureMissing,
    /// A number is held by two people.
    IdentityConflict,
    /// The commune of residence was divided, and it is open in which part the person lives.
    ResidenceUnresolved,
}

impl WorkKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::DirectContract,
        Self::SupplementAwaited,
        Self::Assignment,
        Self::ReturnOverdue,
        Self::DepartureMissing,
        Self::IdentityConflict,
        Self::ResidenceUnresolved,
    ];

    /// The stable text, as in JSON and in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DirectContract => "direct_contract",
            Self::SupplementAwaited => "supplement_awaited",
            Self::Assignment => "assignment",
            Self::ReturnOverdue => "return_overdue",
            Self::DepartureMissing => "departure_missing",
            Self::IdentityConflict => "identity_conflict",
            Self::ResidenceUnresolved => "residence_unresolved",
        }
    }

    /// Finds a kind by its stable text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_text_everywhere() {
        for kind in WorkKind::ALL {
            assert_eq!(WorkKind::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert_eq!(WorkKind::parse("DirectContract"), None);
    }
}
