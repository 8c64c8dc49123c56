//! What the facts say of an enterprise, on any day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{BranchTask, EnterpriseEvent, LicenceLine, LicenceStatus};
use crate::code::{Code, LegalName, Market};
use crate::event::Effective;
use crate::rules::{MissingRule, RuleId, Rules};
use crate::unit::UnitRef;

/// An enterprise as its facts say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Enterprise {
    /// Latest recorded name.
    pub name: Option<LegalName>,
    /// Head office.
    pub head_office: Option<UnitRef>,
    /// Number and day of issue of the licence issued last.
    pub licence: Option<(Code, Date)>,
    /// Lines of service by the day of issue that named them, in order.
    pub lines: Vec<(Date, Vec<LicenceLine>)>,
    /// Status by day, in order: valid from each issue, then as changed.
    pub statuses: Vec<(Date, LicenceStatus)>,
    /// Branches with tasks, by code.
    pub branches: BTreeMap<Code, Branch>,
    /// The deposit as recorded last.
    pub deposit: Option<Deposit>,
    /// Provinces that accepted it, with the document, from when and until when.
    pub presences: Vec<(UnitRef, Code, Date, Option<Date>)>,
    /// Accounts of delegates admitted now.
    pub accounts: BTreeSet<Code>,
    /// Reports received, and of these after their due day.
    pub reports: (u32, u32),
    /// Findings of inspections.
    pub findings: u32,
    /// Sanctions, and the sum of what was imposed, in VND.
    pub sanctions: (u32, u64),
}

/// A branch with tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Registered name.
    pub name: LegalName,
    /// Where it stands.
    pub unit: UnitRef,
    /// What it may do.
    pub tasks: Vec<BranchTask>,
}

/// The deposit of an enterprise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deposit {
    /// Bank that holds it.
    pub bank: LegalName,
    /// Amount in VND.
    pub amount: u64,
    /// For how many branches.
    pub branches: u16,
    /// Since when.
    pub since: Date,
}

impl Enterprise {
    /// Folds effective facts.
    pub fn fold(facts: &[Effective<EnterpriseEvent>]) -> Self {
        let mut enterprise = Self::default();
        for fact in facts {
            enterprise.step(fact);
        }
        // A licence recorded long after its issue stands before the changes since. On the day of issue a change of
        // status is about the licence issued that day.
        enterprise
            .statuses
            .sort_by_key(|(from, status)| (*from, *status != LicenceStatus::Valid));
        enterprise.lines.sort_by_key(|(from, _)| *from);
        enterprise
    }

    fn step(&mut self, fact: &Effective<EnterpriseEvent>) {
        match &fact.event {
            EnterpriseEvent::EnterpriseRecorded(event) => {
                self.name = Some(event.name.clone());
                self.head_office = event.head_office.or(self.head_office);
            }
            EnterpriseEvent::LicenceRecorded(event) => {
                if self
                    .licence
                    .is_none_or(|(_, issued_on)| issued_on <= event.issued_on)
                {
                    self.licence = Some((event.number, event.issued_on));
                }
                self.statuses.push((event.issued_on, LicenceStatus::Valid));
                self.lines.push((event.issued_on, event.lines.clone()));
            }
            EnterpriseEvent::LicenceStatusChanged(event) => {
                let from = event.effective_on.unwrap_or(fact.by);
                self.statuses.push((from, event.status));
            }
            EnterpriseEvent::BranchAssigned(event) => {
                let branch = Branch {
                    name: event.name.clone(),
                    unit: event.unit,
                    tasks: event.tasks.clone(),
                };
                self.branches.insert(event.branch, branch);
            }
            EnterpriseEvent::BranchRemoved(event) => {
                self.branches.remove(&event.branch);
            }
            EnterpriseEvent::EnterpriseDepositRecorded(event) => {
                self.deposit = Some(Deposit {
                    bank: event.bank.clone(),
                    amount: event.amount,
                    branches: event.branches,
                    since: fact.by,
                });
            }
            EnterpriseEvent::LocalPresenceAccepted(event) => {
                let presence = (event.province, event.document, fact.by, event.valid_to);
                self.presences.push(presence);
            }
            EnterpriseEvent::PortalAccessGranted(event) => {
                self.accounts.insert(event.account);
            }
            EnterpriseEvent::PortalAccessRevoked(event) => {
                self.accounts.remove(&event.account);
            }
            EnterpriseEvent::EnterpriseReportReceived(event) => {
                self.reports.0 += 1;
                self.reports.1 += u32::from(fact.on.first() > event.due_on);
            }
            EnterpriseEvent::ComplianceFindingRecorded(_) => self.findings += 1,
            EnterpriseEvent::SanctionRecorded(event) => {
                self.sanctions.0 += 1;
                self.sanctions.1 = self.sanctions.1.saturating_add(event.amount.unwrap_or(0));
            }
        }
    }

    /// What its licence was on a day; `None` before the first one on file.
    pub fn licence_on(&self, day: Date) -> Option<LicenceStatus> {
        // A change without a licence on file is about one that is not known here.
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

    /// Whether a licence was in force on a day.
    pub fn licence_valid_on(&self, day: Date) -> bool {
        self.licence_on(day) == Some(LicenceStatus::Valid)
    }

    /// Whether the licence in force on a day names the line that a market asks for. One that names no line says nothing
    /// against it.
    pub fn licence_covers(&self, market: Market, day: Date) -> bool {
        let lines = self.lines.iter().rfind(|(from, _)| *from <= day);
        lines.is_none_or(|(_, lines)| lines.is_empty() || lines.contains(&LicenceLine::of(market)))
    }

    /// Whether a province accepts its selecting there on a day.
    pub fn accepted_in(&self, province: UnitRef, day: Date) -> bool {
        let accepts = |(unit, _, from, to): &(UnitRef, Code, Date, Option<Date>)| {
            *unit == province && *from <= day && to.is_none_or(|to| day <= to)
        };
        self.presences.iter().any(accepts)
    }

    /// What the deposit should be on a day: that of the enterprise and that of each branch with tasks.
    pub fn deposit_due(&self, day: Date, rules: &Rules) -> Result<u64, MissingRule> {
        let amount = |rule| -> Result<u64, MissingRule> {
            let version = rules.at(rule, day)?;
            Ok(version
                .integer()
                .and_then(|value| u64::try_from(value).ok())
                .unwrap_or(0))
        };
        let branches = self.branches.len() as u64;
        let own = amount(RuleId::DepositEnterprise)?;
        Ok(own.saturating_add(amount(RuleId::DepositEnterpriseBranch)?.saturating_mul(branches)))
    }
}
