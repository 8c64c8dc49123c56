//! What can be done with a case now, and why the rest cannot: the same answer in the browser and on the server.

use serde::{Deserialize, Serialize};

use super::codes::LegalForm;
use super::lifecycle::Lifecycle;
use super::state::State;
use crate::actor::Role;
use crate::unit::EDITION_2025;

/// Something a person can do on a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Record a selection.
    Selection,
    /// Record training.
    Training,
    /// Record a health check.
    HealthCheck,
    /// Record the contract with the sending enterprise.
    SendingContract,
    /// Record the labour contract.
    EmploymentContract,
    /// File a direct contract.
    FileDirect,
    /// Certify a direct contract.
    Certify,
    /// Ask for a supplement.
    RequestSupplement,
    /// Record a supplement.
    ReceiveSupplement,
    /// Refuse a direct contract.
    Refuse,
    /// Name the competent commune.
    Assign,
    /// Record a deposit.
    Deposit,
    /// Record a fund contribution.
    FundContribution,
    /// Record a visa.
    Visa,
    /// Book or cancel a flight.
    Schedule,
    /// Record the departure.
    Depart,
    /// Confirm the departure.
    VerifyDeparture,
    /// Confirm the arrival.
    Arrive,
    /// Extend the contract.
    Extend,
    /// Record the end of the contract.
    EndContract,
    /// Record the return.
    Return,
    /// Confirm the return.
    VerifyReturn,
    /// Liquidate the contract.
    Liquidate,
    /// Withdraw the case.
    Withdraw,
    /// Close the case.
    Close,
    /// Open the case again.
    Reopen,
}

impl Action {
    /// Every action in the order in which a case meets them.
    pub const ALL: [Self; 26] = [
        Self::Selection,
        Self::Training,
        Self::HealthCheck,
        Self::SendingContract,
        Self::EmploymentContract,
        Self::FileDirect,
        Self::Certify,
        Self::RequestSupplement,
        Self::ReceiveSupplement,
        Self::Refuse,
        Self::Assign,
        Self::Deposit,
        Self::FundContribution,
        Self::Visa,
        Self::Schedule,
        Self::Depart,
        Self::VerifyDeparture,
        Self::Arrive,
        Self::Extend,
        Self::EndContract,
        Self::Return,
        Self::VerifyReturn,
        Self::Liquidate,
        Self::Withdraw,
        Self::Close,
        Self::Reopen,
    ];

    /// Whether it is an official's decision.
    pub fn is_decision(self) -> bool {
        matches!(
            self,
            Self::Certify
                | Self::RequestSupplement
                | Self::Refuse
                | Self::Assign
                | Self::Close
                | Self::Reopen
        )
    }
}

/// Why an action is not offered now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// The role does not do this.
    Role,
    /// The legal form has no such step.
    Form,
    /// The person has left already.
    Departed,
    /// The person has not left yet.
    NotDeparted,
    /// The person has come back already.
    Returned,
    /// The person has not come back yet.
    NotReturned,
    /// It is done already.
    Done,
    /// Nothing waits for a decision.
    NothingPending,
    /// The dossier is incomplete.
    Incomplete,
    /// The dossier is complete.
    Complete,
    /// The case has ended.
    Ended,
    /// The case has not ended.
    NotEnded,
    /// Only the unit leader does this.
    Leader,
    /// Only the province does this.
    Province,
}

/// Whether an action is offered in this case to this role. Facts that contradict the case can still be recorded through
/// a list or an amendment; what is offered is what makes sense next.
pub fn offered(case: &Lifecycle, action: Action, role: Role) -> Result<(), WhyNot> {
    by_role(action, role)?;
    let form = case.form;
    let pending = case.state == State::Cpend;
    match action {
        Action::Selection | Action::Training | Action::HealthCheck => before(case),
        Action::Visa | Action::Schedule | Action::FundContribution | Action::Deposit => before(case),
        Action::Withdraw => before(case),
        Action::SendingContract => {
            form_is(form, |f| {
                matches!(f, LegalForm::ServiceEnterprise | LegalForm::SkillsInternship)
            })?;
            before(case)
        }
        Action::EmploymentContract => match case.state {
            State::Closed | State::Wdn => Err(WhyNot::Ended),
            _ => Ok(()),
        },
        Action::FileDirect => {
            form_is(form, |f| f == LegalForm::DirectContract)?;
            before(case)?;
            match case.state {
                State::Reg | State::Sel | State::Prep => Ok(()),
                _ => Err(WhyNot::Done),
            }
        }
        Action::Certify
        | Action::RequestSupplement
        | Action::Refuse
        | Action::Assign
        | Action::ReceiveSupplement => {
            form_is(form, |f| f == LegalForm::DirectContract)?;
            if !pending {
                return Err(WhyNot::NothingPending);
            }
            let complete = case
                .direct
                .as_ref()
                .is_some_and(|direct| direct.complete_since.is_some());
            // Filed since the reorganisation, in a commune that it made.
            let undivided = case
                .direct
                .as_ref()
                .is_some_and(|direct| direct.commune.edition >= EDITION_2025);
            match (action, complete) {
                (Action::Assign, _) if undivided => Err(WhyNot::NothingPending),
                (Action::Certify, false) => Err(WhyNot::Incomplete),
                (Action::ReceiveSupplement, true) => Err(WhyNot::Complete),
                _ => Ok(()),
            }
        }
        Action::Depart => match case.state {
            state if state.before_departure() => Ok(()),
            State::Wdn | State::Closed => Err(WhyNot::Ended),
            _ => Err(WhyNot::Departed),
        },
        Action::VerifyDeparture => match &case.departure {
            None => Err(WhyNot::NotDeparted),
            Some(departure) if departure.verified.is_some() => Err(WhyNot::Done),
            Some(_) => Ok(()),
        },
        Action::Arrive | Action::Extend => abroad(case),
        Action::EndContract => {
            abroad(case)?;
            case.contract_ended.map_or(Ok(()), |_| Err(WhyNot::Done))
        }
        Action::Return => abroad(case),
        Action::VerifyReturn => match &case.back {
            None => Err(WhyNot::NotReturned),
            Some(back) if back.verified.is_some() => Err(WhyNot::Done),
            Some(_) => Ok(()),
        },
        Action::Liquidate => match case.state {
            State::Ret => Ok(()),
            State::Liq => Err(WhyNot::Done),
            State::Closed | State::Wdn => Err(WhyNot::Ended),
            _ => Err(WhyNot::NotReturned),
        },
        Action::Close => match case.state {
            State::Ret | State::Liq | State::Wdn => Ok(()),
            State::Closed => Err(WhyNot::Done),
            _ => Err(WhyNot::NotEnded),
        },
        Action::Reopen => match case.state {
            State::Closed => Ok(()),
            _ => Err(WhyNot::NotEnded),
        },
    }
}

fn by_role(action: Action, role: Role) -> Result<(), WhyNot> {
    match (action, role) {
        (_, Role::Auditor | Role::Administrator | Role::ServiceCentre) => Err(WhyNot::Role),
        (Action::Assign, Role::ProvinceOfficer) | (Action::Reopen, Role::UnitLeader) => Ok(()),
        (Action::Assign, _) => Err(WhyNot::Province),
        (Action::Reopen, _) => Err(WhyNot::Leader),
        (Action::VerifyDeparture | Action::VerifyReturn, Role::Recruiter) => Err(WhyNot::Role),
        (action, Role::Recruiter) if action.is_decision() => Err(WhyNot::Role),
        _ => Ok(()),
    }
}

fn form_is(form: Option<LegalForm>, fits: impl Fn(LegalForm) -> bool) -> Result<(), WhyNot> {
    if form.is_some_and(fits) {
        Ok(())
    } else {
        Err(WhyNot::Form)
    }
}

fn before(case: &Lifecycle) -> Result<(), WhyNot> {
    match case.state {
        state if state.before_departure() => Ok(()),
        State::Abroad | State::Overdue => Err(WhyNot::Departed),
        State::Ret | State::Liq => Err(WhyNot::Returned),
        _ => Err(WhyNot::Ended),
    }
}

fn abroad(case: &Lifecycle) -> Result<(), WhyNot> {
    match case.state {
        State::Abroad | State::Overdue => Ok(()),
        State::Ret | State::Liq => Err(WhyNot::Returned),
        State::Closed | State::Wdn => Err(WhyNot::Ended),
        _ => Err(WhyNot::NotDeparted),
    }
}
