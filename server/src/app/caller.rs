//! Authority as values: a handler gets a [`Caller`], turns it into the one capability its work needs, and can call
//! nothing else with it.

use hanhtrinh_domain::actor::{Official, Role};
use hanhtrinh_domain::care::CareKind;
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::unit::{Level, UnitRef};
use hanhtrinh_record::Channel;
use jiff::civil::Date;

/// Who is asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Opaque id of the account: what leaves carry.
    pub account: String,
    /// User name.
    pub user: String,
    /// Role.
    pub role: Role,
    /// The unit the account works for.
    pub unit: UnitRef,
    /// Enterprise of a recruiter.
    pub enterprise: Option<Code>,
    /// How the request came in.
    pub channel: Channel,
}

/// The account may not do this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this account may not do this")]
pub struct Forbidden;

/// Whose records a capability reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everybody in the registry.
    Province,
    /// People who live in a commune, or may live there after a split.
    Commune(UnitRef),
    /// Cases of one enterprise, and the people in them.
    Enterprise(Code),
    /// Nobody's.
    Nobody,
}

/// May read, within a scope.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// Whose records.
    pub scope: Scope,
    /// Whether names and numbers are shown.
    pub names: bool,
    /// In which role.
    pub role: Role,
}

/// May record facts, within a scope.
#[derive(Debug, Clone)]
pub struct Recorder {
    pub(super) caller: Caller,
    /// Whose records may be written.
    pub scope: Scope,
}

/// May record what offices do beside the placement, within a scope.
#[derive(Debug, Clone)]
pub struct CareRecorder {
    caller: Caller,
    scope: Scope,
}

/// May decide as an official.
#[derive(Debug, Clone)]
pub struct Decider {
    pub(super) caller: Caller,
    /// Whose records may be decided on.
    pub scope: Scope,
}

/// May set up users and enterprises.
#[derive(Debug, Clone)]
pub struct Administration {
    pub(super) caller: Caller,
}

/// May read the leaves of the log as they are: pseudonymous data about everybody.
#[derive(Debug, Clone, Copy)]
pub struct Auditing {
    _by_role: (),
}

/// May set plan targets.
#[derive(Debug, Clone)]
pub struct Planning {
    pub(super) caller: Caller,
}

/// May record what happens to enterprises, orders, dossiers, programmes and figures; a recruiter only its own orders and
/// dossiers.
#[derive(Debug, Clone)]
pub struct Dealing {
    pub(super) caller: Caller,
    /// The enterprise it is limited to.
    pub enterprise: Option<Code>,
}

/// May decide for the province: how units change, what is published.
#[derive(Debug, Clone)]
pub struct Provincial {
    pub(super) caller: Caller,
}

/// May let a person be forgotten.
#[derive(Debug, Clone)]
pub struct Forgetting {
    pub(super) caller: Caller,
}

impl Caller {
    /// What this account may read.
    pub fn reader(&self) -> Reader {
        Reader {
            scope: self.scope(),
            names: self.role != Role::Auditor,
            role: self.role,
        }
    }

    /// The right to record facts.
    pub fn recorder(&self) -> Result<Recorder, Forbidden> {
        match self.role {
            Role::CommuneOfficer | Role::UnitLeader | Role::ProvinceOfficer | Role::Recruiter => {
                Ok(Recorder {
                    caller: self.clone(),
                    scope: self.scope(),
                })
            }
            Role::ServiceCentre | Role::Auditor | Role::Administrator => Err(Forbidden),
        }
    }

    /// The right to record what offices do beside the placement; of which kinds, [`CareRecorder::may`] says.
    pub fn care_recorder(&self) -> Result<CareRecorder, Forbidden> {
        match self.role {
            Role::Recruiter | Role::Auditor | Role::Administrator => Err(Forbidden),
            _ => Ok(CareRecorder {
                caller: self.clone(),
                scope: self.scope(),
            }),
        }
    }

    /// The right to decide.
    pub fn decider(&self) -> Result<Decider, Forbidden> {
        match self.role {
            Role::CommuneOfficer | Role::UnitLeader | Role::ProvinceOfficer => Ok(Decider {
                caller: self.clone(),
                scope: self.scope(),
            }),
            Role::Recruiter | Role::ServiceCentre | Role::Auditor | Role::Administrator => Err(Forbidden),
        }
    }

    /// The right to set up users and enterprises.
    pub fn administration(&self) -> Result<Administration, Forbidden> {
        match self.role {
            Role::Administrator => Ok(Administration { caller: self.clone() }),
            _ => Err(Forbidden),
        }
    }

    /// The right to read the log itself.
    pub fn auditing(&self) -> Result<Auditing, Forbidden> {
        match self.role {
            Role::Auditor => Ok(Auditing { _by_role: () }),
            _ => Err(Forbidden),
        }
    }

    /// The right to record the dealings of the office.
    pub fn dealing(&self) -> Result<Dealing, Forbidden> {
        let enterprise = match self.role {
            Role::ProvinceOfficer | Role::Administrator => None,
            Role::Recruiter => Some(self.enterprise.ok_or(Forbidden)?),
            _ => return Err(Forbidden),
        };
        Ok(Dealing {
            caller: self.clone(),
            enterprise,
        })
    }

    /// The right to set targets: the province, or its administrator on its behalf.
    pub fn planning(&self) -> Result<Planning, Forbidden> {
        match self.role {
            Role::ProvinceOfficer | Role::Administrator => Ok(Planning { caller: self.clone() }),
            _ => Err(Forbidden),
        }
    }

    /// The right to decide for the province: its officers, and nobody on their behalf.
    pub fn provincial(&self) -> Result<Provincial, Forbidden> {
        match self.role {
            Role::ProvinceOfficer => Ok(Provincial { caller: self.clone() }),
            _ => Err(Forbidden),
        }
    }

    /// The right to let a person be forgotten: the department that keeps the registry, or its administrator on its behalf.
    pub fn forgetting(&self) -> Result<Forgetting, Forbidden> {
        match self.role {
            Role::ProvinceOfficer | Role::Administrator => Ok(Forgetting { caller: self.clone() }),
            _ => Err(Forbidden),
        }
    }

    fn scope(&self) -> Scope {
        match self.role {
            Role::ProvinceOfficer | Role::ServiceCentre | Role::Auditor => Scope::Province,
            Role::CommuneOfficer | Role::UnitLeader => match self.unit.code.level() {
                Level::Province => Scope::Province,
                _ => Scope::Commune(self.unit),
            },
            Role::Recruiter => self.enterprise.map_or(Scope::Nobody, Scope::Enterprise),
            Role::Administrator => Scope::Nobody,
        }
    }
}

impl Scope {
    /// The enterprise it is limited to.
    pub fn enterprise(&self) -> Option<Code> {
        match self {
            Self::Enterprise(code) => Some(*code),
            _ => None,
        }
    }
}

impl Recorder {
    /// The enterprise a recruiter records for.
    pub fn enterprise(&self) -> Option<Code> {
        self.scope.enterprise()
    }

    /// Who records.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }
}

impl CareRecorder {
    /// Who records.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Whose records may be written.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Whether the role records this kind: the centre what it organises and follows up, officers everything about people and
    /// places, the province breaches.
    pub fn may(&self, kind: CareKind) -> Result<(), Forbidden> {
        let allowed = match (kind, self.caller.role) {
            (CareKind::Breach, role) => role == Role::ProvinceOfficer,
            (
                CareKind::Fair
                | CareKind::Advice
                | CareKind::Interview
                | CareKind::ReviewClass
                | CareKind::Reintegration,
                Role::ServiceCentre,
            ) => true,
            (_, Role::ServiceCentre) => false,
            _ => true,
        };
        if allowed { Ok(()) } else { Err(Forbidden) }
    }

    /// Whether the role may amend what an official decided.
    pub fn may_amend_decisions(&self) -> bool {
        matches!(self.caller.role, Role::UnitLeader | Role::ProvinceOfficer)
    }
}

impl Decider {
    /// The official as the domain judges one.
    pub fn official(&self, signed_on: Date, recorded_on: Date) -> Official {
        Official {
            role: self.caller.role,
            unit: self.caller.unit,
            signed_on,
            recorded_on,
        }
    }
}
