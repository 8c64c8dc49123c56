//! The registration of a direct contract at the commune, rows 5 to 8 of the transition table.

use super::event::{
    CaseAssigned, CaseEvent, DirectContractFiled, DirectContractRefused, SupplementReceived,
    SupplementRequested,
};
use super::facts::{DirectProcedure, Outcome};
use super::lifecycle::Lifecycle;
use super::state::{Flag, Milestone, Phase, State};
use crate::event::Effective;

/// Row 5. A filing is never refused; one received while another is pending waits for that one's end.
pub(super) fn filed(case: &mut Lifecycle, event: &DirectContractFiled, fact: &Effective<CaseEvent>) {
    let complete = event.missing.is_empty();
    let procedure = DirectProcedure {
        filing: fact.id,
        filed_on: fact.on,
        commune: event.commune,
        assigned: None,
        missing: event.missing.clone(),
        pauses: if complete {
            Vec::new()
        } else {
            vec![(fact.by, None)]
        },
        complete_since: complete.then_some(fact.by),
        outcome: None,
    };
    match case.state {
        State::Reg | State::Sel | State::Prep => begin(case, procedure, fact),
        State::Cpend => case.refiled = Some((fact.by, procedure)),
        _ => {}
    }
}

fn begin(case: &mut Lifecycle, procedure: DirectProcedure, fact: &Effective<CaseEvent>) {
    case.before_cpend = case.state;
    case.direct = Some(procedure);
    case.refiled = None;
    case.reach(State::Cpend, fact);
}

/// Row 6: the clock stops.
pub(super) fn requested(case: &mut Lifecycle, event: &SupplementRequested, fact: &Effective<CaseEvent>) {
    let Some(direct) = pending(case) else {
        case.flags.insert(Flag::HistoryChanged);
        return;
    };
    direct.missing.clone_from(&event.missing);
    if direct.complete_since.take().is_some() {
        direct.pauses.push((fact.by, None));
    }
}

/// Row 6: the clock runs again once nothing is missing.
pub(super) fn received(case: &mut Lifecycle, event: &SupplementReceived, fact: &Effective<CaseEvent>) {
    let Some(direct) = pending(case) else { return };
    direct.missing.clone_from(&event.missing);
    if event.missing.is_empty() && direct.complete_since.is_none() {
        direct.complete_since = Some(fact.by);
        if let Some(pause) = direct.pauses.last_mut() {
            pause.1 = Some(fact.by);
        }
    }
}

/// The province names who decides.
pub(super) fn assigned(case: &mut Lifecycle, event: &CaseAssigned) {
    if let Some(direct) = pending(case) {
        direct.assigned = Some(event.commune);
    }
}

/// Row 7.
pub(super) fn certified(case: &mut Lifecycle, fact: &Effective<CaseEvent>) {
    conclude(case, Outcome::Certified, fact);
    if case.state == State::Cpend {
        case.milestone(Milestone::Contract, fact.on);
        case.reach(State::Conf, fact);
    } else {
        case.flags.insert(Flag::HistoryChanged);
    }
}

/// Row 8: back to the state before filing, unless the next filing came on the same day.
pub(super) fn refused(case: &mut Lifecycle, event: &DirectContractRefused, fact: &Effective<CaseEvent>) {
    conclude(case, Outcome::Refused(event.ground), fact);
    if case.state != State::Cpend {
        case.flags.insert(Flag::HistoryChanged);
        return;
    }
    case.state = case.before_cpend;
    case.since = fact.by;
    case.phases.remove(&Phase::Contract);
    if let Some((_, next)) = case.refiled.take().filter(|(day, _)| *day == fact.by) {
        begin(case, next, fact);
    }
}

/// The procedure that waits for an answer, whatever has become of the case beside it.
fn pending(case: &mut Lifecycle) -> Option<&mut DirectProcedure> {
    case.direct.as_mut().filter(|direct| direct.outcome.is_none())
}

fn conclude(case: &mut Lifecycle, outcome: Outcome, fact: &Effective<CaseEvent>) {
    if let Some(direct) = pending(case) {
        direct.outcome = Some((outcome, fact.on));
    }
}
