//! What follows from the facts together: flags, what is missing, readiness (row 9) and overdue (row 15).

use jiff::civil::Date;

use super::event::CaseEvent;
use super::facts::Departure;
use super::lifecycle::{Around, Lifecycle};
use super::state::{Flag, Milestone, Phase, State};
use crate::date::PartialDate;
use crate::event::Effective;
use crate::rules::{RuleId, RuleVersion, Rules};
use crate::worker::Entry;

/// The programme that asks for a deposit (Employment Permit System of Korea).
const EPS: &str = "EPS";

pub(super) fn derive(
    case: &mut Lifecycle,
    facts: &[Effective<CaseEvent>],
    day: Date,
    rules: &Rules,
    around: &Around,
) {
    confirm(case);
    let required = required(case, day, rules);
    let missing: Vec<Milestone> = required
        .iter()
        .copied()
        .filter(|milestone| is_missing(case, *milestone, day))
        .collect();
    // Readiness is as old as the last thing it needed.
    let complete = if missing.is_empty() {
        required
            .iter()
            .filter_map(|milestone| case.milestones.get(milestone))
            .max()
            .copied()
    } else {
        None
    };
    flag_departure(case, facts, &missing, rules);
    flag_around(case, day, rules, around);
    if case.state.before_departure() {
        let blocked = case.flags.iter().any(|flag| flag.blocks_ready());
        if let (State::Conf, Some(since), false) = (case.state, complete, blocked) {
            case.state = State::Ready;
            case.phases.insert(Phase::Ready, since);
        }
        case.missing = missing;
    } else if let (Some(since), true) = (complete, case.departure.is_some()) {
        case.phases.insert(Phase::Ready, since);
    }
    if case.state == State::Abroad && is_overdue(case, day, rules) {
        case.state = State::Overdue;
    }
}

/// A confirmation holds for what it can have confirmed: not for a departure or return that came after it.
fn confirm(case: &mut Lifecycle) {
    if let (Some(departure), Some((on, by))) = (&mut case.departure, case.departure_verified) {
        departure.verified = (on.last() >= departure.on.first()).then_some(by);
    }
    if let (Some(back), Some((on, by))) = (&mut case.back, case.return_verified) {
        back.verified = (on.last() >= back.on.first()).then_some(by);
    }
}

/// Row 9: what a person needs before leaving. A deposit is due only where the programme asks for it.
fn required(case: &Lifecycle, day: Date, rules: &Rules) -> Vec<Milestone> {
    let mut required = vec![
        Milestone::Contract,
        Milestone::Orientation,
        Milestone::FundContribution,
        Milestone::Visa,
    ];
    let reference = case
        .departure
        .as_ref()
        .map_or(day, |departure| departure.on.last());
    if case.programme.is_some_and(|programme| programme.as_str() == EPS)
        && rules.at(RuleId::DepositEps, reference).is_ok()
    {
        required.push(Milestone::Deposit);
    }
    required
}

/// Whether something required is not there: on the day asked for, or on that of the departure. A visa that has run out
/// is none.
fn is_missing(case: &Lifecycle, milestone: Milestone, day: Date) -> bool {
    let Some(reached) = case.milestones.get(&milestone) else {
        return true;
    };
    let expired = |on: Date| milestone == Milestone::Visa && case.visa_until.is_some_and(|until| until < on);
    match &case.departure {
        Some(departure) => reached.first() > departure.on.last() || expired(departure.on.first()),
        None => expired(day),
    }
}

fn flag_departure(
    case: &mut Lifecycle,
    facts: &[Effective<CaseEvent>],
    missing: &[Milestone],
    rules: &Rules,
) {
    let Some(departure) = &case.departure else { return };
    // Existing stock is taken over with what its source held: nothing more can be asked of it.
    if case.entry == Some(Entry::Registered) {
        if !missing.is_empty() {
            case.flags.insert(Flag::DepartedIncomplete);
        }
        if case
            .opened
            .is_some_and(|opened| departure.on.last() < opened.first())
        {
            case.flags.insert(Flag::LateRegistration);
        }
    }
    if is_under_age(departure.age, departure.on.first(), rules) {
        case.flags.insert(Flag::UnderAge);
    }
    if history_changed(facts, departure) {
        case.flags.insert(Flag::HistoryChanged);
    }
}

fn flag_around(case: &mut Lifecycle, day: Date, rules: &Rules, around: &Around) {
    let before = case.state.before_departure();
    let stay = before || case.state == State::Abroad;
    let found = [
        (before && is_under_age(around.age, day, rules), Flag::UnderAge),
        (before && around.other_case_open, Flag::SecondCase),
        (stay && around.other_open_stay, Flag::OverlappingStays),
        (around.identity_conflict, Flag::IdentityConflict),
        (around.residence_unresolved, Flag::ResidenceUnresolved),
        (before && around.licence_invalid, Flag::LicenceInvalid),
        (before && around.recruiter_not_allowed, Flag::RecruiterNotAllowed),
        (before && around.order_over_ceiling, Flag::OrderOverCeiling),
        (around.fee_over_cap, Flag::FeeOverCap),
        (before && around.locality_suspended, Flag::LocalitySuspended),
        (before && around.order_conflict, Flag::OrderConflict),
        (before && around.occupation_mismatch, Flag::OccupationMismatch),
        (before && around.visa_mismatch, Flag::VisaMismatch),
        (before && around.age_outside_programme, Flag::AgeOutsideProgramme),
    ];
    case.flags.extend(
        found
            .into_iter()
            .filter_map(|(stands, flag)| stands.then_some(flag)),
    );
}

fn is_under_age(age: Option<u8>, day: Date, rules: &Rules) -> bool {
    let minimum = rules
        .at(RuleId::WorkerMinAge, day)
        .ok()
        .and_then(RuleVersion::integer);
    matches!((age, minimum), (Some(age), Some(minimum)) if i64::from(age) < minimum)
}

/// Row 15: nothing heard when the grace after the end of the contract is over. Without an end on file nobody is overdue.
fn is_overdue(case: &Lifecycle, day: Date, rules: &Rules) -> bool {
    let Some(end) = case.contract_end() else {
        return false;
    };
    let Some(grace) = rules
        .at(RuleId::OverdueGraceDays, end)
        .ok()
        .and_then(RuleVersion::integer)
    else {
        return false;
    };
    end.checked_add(jiff::Span::new().days(grace.clamp(0, 3650)))
        .is_ok_and(|limit| day > limit)
}

/// Whether something dated before the departure was learnt or changed after the departure had been recorded.
fn history_changed(facts: &[Effective<CaseEvent>], departure: &Departure) -> bool {
    let Some(recorded) = facts.iter().find(|fact| fact.id == departure.event) else {
        return false;
    };
    let earlier = |on: PartialDate| on.last() < departure.on.first();
    recorded.settled != recorded.position
        || facts
            .iter()
            .any(|fact| fact.settled > recorded.position && earlier(fact.on))
}
