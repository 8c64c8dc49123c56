//! What one fact does to a case. Each arm names the row of the transition table it comes from
//! (`docs/decisions/0002-life-cycle-of-a-case.md`).

use super::codes::{LegalForm, Payer, SelectionOutcome, TrainingKind};
use super::event::{CaseEvent, CaseOpened, DepartureRecorded, ReturnRecorded};
use super::facts::{Contract, Departure, Return};
use super::lifecycle::Lifecycle;
use super::procedure;
use super::state::{Flag, Milestone, Phase, State};
use crate::event::Effective;

/// What the opening says of the whole case, on whatever day it was opened.
pub(super) fn open(case: &mut Lifecycle, event: &CaseOpened) {
    case.worker = Some(event.worker);
    case.form = Some(event.form);
    case.market = Some(event.market);
    case.programme = event.programme;
    case.enterprise = event.enterprise;
    case.entry = Some(event.entry);
}

pub(super) fn step(case: &mut Lifecycle, fact: &Effective<CaseEvent>) {
    use State::{Closed, Liq, Prep, Reg, Ret, Sel, Wdn};
    let on = fact.on;
    match &fact.event {
        // Rows 1, 12, 25. The state is not touched: a case opened late goes on from where it is.
        CaseEvent::CaseOpened(_) => {
            case.opened = case.opened.or(Some(on));
            if case.state.phase() == Phase::Preparing {
                case.phases.entry(Phase::Preparing).or_insert(on);
            }
        }
        // A test is counted, and moves nothing.
        CaseEvent::TestRegistered(_) => {}
        // Row 2.
        CaseEvent::SelectionRecorded(event) => {
            if event.outcome == SelectionOutcome::Passed {
                case.milestone(Milestone::Selection, on);
                if case.state == Reg {
                    case.reach(Sel, fact);
                }
            }
        }
        // Row 3.
        CaseEvent::TrainingStarted(_) => {
            if matches!(case.state, Reg | Sel) {
                case.reach(Prep, fact);
            }
        }
        CaseEvent::TrainingCompleted(event) => {
            let reached = match event.kind {
                TrainingKind::Orientation => Milestone::Orientation,
                TrainingKind::Skills | TrainingKind::Language => Milestone::Training,
            };
            case.milestone(reached, on);
            if matches!(case.state, Reg | Sel) {
                case.reach(Prep, fact);
            }
        }
        CaseEvent::HealthCheckRecorded(event) => {
            if event.certificate {
                case.milestone(Milestone::HealthCheck, on);
            }
        }
        // Row 4.
        CaseEvent::SendingContractSigned(event) => {
            case.enterprise = Some(event.enterprise);
            if matches!(
                case.form,
                Some(LegalForm::ServiceEnterprise | LegalForm::SkillsInternship)
            ) {
                contracted(case, fact);
            }
        }
        CaseEvent::EmploymentContractRecorded(event) => {
            case.contract = Some(Contract {
                employer: event.employer.clone(),
                sector: event.sector,
                start: event.start,
                end: event.end,
                wage: event.wage,
            });
            // A new contract begins where the one before ended.
            case.contract_ended = None;
            case.extended = None;
            if matches!(
                case.form,
                Some(LegalForm::PublicUnit | LegalForm::Contractor | LegalForm::Investor)
            ) {
                contracted(case, fact);
            }
        }
        // Rows 5 to 8.
        CaseEvent::DirectContractFiled(event) => procedure::filed(case, event, fact),
        CaseEvent::SupplementRequested(event) => procedure::requested(case, event, fact),
        CaseEvent::SupplementReceived(event) => procedure::received(case, event, fact),
        CaseEvent::CaseAssigned(event) => procedure::assigned(case, event),
        CaseEvent::DirectContractCertified(_) => procedure::certified(case, fact),
        CaseEvent::DirectContractRefused(event) => procedure::refused(case, event, fact),
        // Row 9: what is paid and issued on the way to READY.
        CaseEvent::WorkerDepositLodged(_) => case.milestone(Milestone::Deposit, on),
        CaseEvent::FundContributionPaid(event) => {
            if event.payer == Payer::Worker {
                case.milestone(Milestone::FundContribution, on);
            }
        }
        CaseEvent::VisaIssued(event) => {
            if case.departure.is_none() {
                case.visa_until = event.valid_to;
                case.milestones.insert(Milestone::Visa, on);
            } else {
                case.milestone(Milestone::Visa, on);
            }
        }
        // Row 10.
        CaseEvent::DepartureScheduled(event) => {
            case.scheduled = Some(event.day);
            case.milestone(Milestone::Ticket, on);
        }
        CaseEvent::DepartureCancelled(_) => {
            case.scheduled = None;
            case.milestones.remove(&Milestone::Ticket);
        }
        // Rows 11 and 12.
        CaseEvent::DepartureRecorded(event) => departed(case, event, fact),
        CaseEvent::DepartureVerified(event) => case.departure_verified = Some((on, event.by)),
        // Row 13.
        CaseEvent::VisaRefused(event) => {
            if event.last && case.state.before_departure() {
                case.reach(Wdn, fact);
            }
        }
        CaseEvent::CaseWithdrawn(_) => {
            if case.state.before_departure() {
                case.reach(Wdn, fact);
            }
        }
        // Rows 14 and 15.
        CaseEvent::ArrivalConfirmed(_) => {}
        CaseEvent::ContractExtended(event) => {
            case.contract_ended = None;
            case.extended = case.extended.max(Some(event.end));
            if let Some(contract) = &mut case.contract {
                contract.end = contract.end.max(event.end);
            }
        }
        CaseEvent::ContractEnded(event) => case.contract_ended = Some((on, event.cause)),
        // Row 19.
        CaseEvent::ReturnRecorded(event) => returned(case, event, fact),
        CaseEvent::ReturnVerified(event) => case.return_verified = Some((on, event.by)),
        // Row 21. What was settled before the flight home is settled after it.
        CaseEvent::ContractLiquidated(_) => {
            case.liquidated = case.liquidated.or(Some(on));
            if case.state == Ret {
                case.reach(Liq, fact);
            }
        }
        // Rows 22 and 23. Both were guarded when they were decided: if one does not fit now, what came before was
        // learnt or changed since.
        CaseEvent::CaseClosed(_) => {
            if matches!(case.state, Ret | Liq | Wdn) {
                case.before_closing = case.state;
                case.reach(Closed, fact);
            } else {
                case.flags.insert(Flag::HistoryChanged);
            }
        }
        CaseEvent::CaseReopened(_) => {
            if case.state == Closed {
                case.reach(case.before_closing, fact);
            } else {
                case.flags.insert(Flag::HistoryChanged);
            }
        }
    }
}

/// Row 4 and the milestone it reaches.
fn contracted(case: &mut Lifecycle, fact: &Effective<CaseEvent>) {
    case.milestone(Milestone::Contract, fact.on);
    if case.state.phase() == Phase::Preparing {
        case.reach(State::Conf, fact);
    }
}

/// Rows 11 and 12. One departure of a case counts: the first.
fn departed(case: &mut Lifecycle, event: &DepartureRecorded, fact: &Effective<CaseEvent>) {
    if case.departure.is_some() {
        case.flags.insert(Flag::SecondDeparture);
        return;
    }
    if case.market.is_some_and(|market| market != event.market) {
        case.flags.insert(Flag::MarketDiffers);
    }
    case.market = Some(event.market);
    case.departure = Some(Departure {
        event: fact.id,
        on: fact.on,
        market: event.market,
        evidence: event.evidence,
        age: event.age,
        verified: None,
    });
    // Dates known to the month or year are intervals: a return that folds first may still have come second.
    let came_back_since = case
        .back
        .as_ref()
        .is_some_and(|back| fact.on.first() <= back.on.last());
    if came_back_since {
        case.flags.remove(&Flag::ReturnWithoutDeparture);
        case.phases.entry(Phase::Abroad).or_insert(fact.on);
        return;
    }
    if matches!(case.state, State::Wdn | State::Closed) {
        case.flags.insert(Flag::DepartedAfterEnd);
    }
    case.reach(State::Abroad, fact);
}

/// Row 19. A stay ends once: with the first return after which nobody left again.
fn returned(case: &mut Lifecycle, event: &ReturnRecorded, fact: &Effective<CaseEvent>) {
    if case.back.is_some() && case.state != State::Abroad {
        return;
    }
    case.back = Some(Return {
        event: fact.id,
        on: fact.on,
        cause: event.cause,
        verified: None,
    });
    if case.departure.is_none() {
        case.flags.insert(Flag::ReturnWithoutDeparture);
    }
    if case.state != State::Closed {
        let reached = if case.liquidated.is_some() {
            State::Liq
        } else {
            State::Ret
        };
        case.reach(reached, fact);
    }
}
