//! Service enterprises: who they are and which licence they held when.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::{Code, LegalName};
use crate::event::{Effective, events};

/// What became of a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum LicenceStatus {
    /// In force.
    Valid,
    /// Suspended by decision.
    Suspended,
    /// Given back.
    Returned,
    /// Revoked.
    Revoked,
}

crate::code::facts!(LicenceStatus);

events! {
    /// What happens to a service enterprise. The stream's key is its code.
    pub enum EnterpriseEvent in "enterprise" {
        /// It became known to the registry, or its name changed.
        EnterpriseRecorded = "enterprise_recorded", Fact, 1 {
            /// Enterprise code (mã số doanh nghiệp).
            code: Code,
            /// Registered name.
            name: LegalName,
        }
        /// A licence to send workers abroad.
        LicenceRecorded = "licence_recorded", Fact, 2 {
            /// Licence number.
            number: Code,
            /// Day of issue.
            issued_on: Date,
        }
        /// A licence was suspended, given back, revoked, or is valid again.
        LicenceStatusChanged = "licence_status_changed", Fact, 3 {
            /// What it is from `on`.
            status: LicenceStatus,
        }
    }
}

/// An enterprise as its facts say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Enterprise {
    /// Latest recorded name.
    pub name: Option<LegalName>,
    /// Number and day of issue of the licence issued last.
    pub licence: Option<(Code, Date)>,
    /// Status by day, in order: valid from each issue, then as changed.
    pub statuses: Vec<(Date, LicenceStatus)>,
}

impl Enterprise {
    /// Folds effective facts.
    pub fn fold(facts: &[Effective<EnterpriseEvent>]) -> Self {
        let mut enterprise = Self::default();
        for fact in facts {
            match &fact.event {
                EnterpriseEvent::EnterpriseRecorded(event) => enterprise.name = Some(event.name.clone()),
                EnterpriseEvent::LicenceRecorded(event) => {
                    if enterprise
                        .licence
                        .is_none_or(|(_, issued_on)| issued_on <= event.issued_on)
                    {
                        enterprise.licence = Some((event.number, event.issued_on));
                    }
                    enterprise.statuses.push((event.issued_on, LicenceStatus::Valid));
                }
                EnterpriseEvent::LicenceStatusChanged(event) => {
                    enterprise.statuses.push((fact.by, event.status));
                }
            }
        }
        // A licence recorded long after its issue stands before the changes since. On the day of issue a change of
        // status is about the licence of that day, so it comes second.
        enterprise
            .statuses
            .sort_by_key(|(from, status)| (*from, *status != LicenceStatus::Valid));
        enterprise
    }

    /// What the licence was worth on a day; `None` before the first issue and if none is recorded.
    pub fn licence_on(&self, day: Date) -> Option<LicenceStatus> {
        let first = self
            .statuses
            .iter()
            .position(|(_, status)| *status == LicenceStatus::Valid)?;
        self.licence?;
        self.statuses[first..]
            .iter()
            .rfind(|(from, _)| *from <= day)
            .map(|(_, status)| *status)
    }
}

#[cfg(test)]
mod tests;
