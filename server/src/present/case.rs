//! A placement as a page shows it.

use hanhtrinh_api::Due;
use hanhtrinh_api::cases::{
    ActionView, CaseView, ClockState, ContractView, DayStep, DepartureView, DirectView, MilestoneDate,
    PhaseDate, ReturnView,
};
use hanhtrinh_api::session::Named;
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::calendar::DayKind;
use hanhtrinh_domain::case::actions::{Action, offered};
use hanhtrinh_domain::case::clock::{Clock, clock};
use hanhtrinh_domain::case::{DirectProcedure, Lifecycle, Outcome};
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::units::Succession;
use hanhtrinh_record::StreamId;
use uuid::Uuid;

use super::{Eyes, Moment, history};
use crate::app::AppError;

/// A case as of a moment; nothing where the reader does not see it or it was not known then.
pub fn case(eyes: &Eyes<'_>, id: Uuid, moment: Moment) -> Result<Option<CaseView>, AppError> {
    let (views, reader) = (eyes.views, eyes.reader);
    if !reader.sees_case(views, id) {
        return Ok(None);
    }
    let (Some(row), Some(case)) = (views.case(id), views.lifecycle(id, moment.position, moment.day)) else {
        return Ok(None);
    };
    let worker = case.worker.unwrap_or(row.worker);
    let history = history::of_stream(eyes, &StreamId::new("case", id), moment.position)?;
    Ok(Some(CaseView {
        id,
        worker: eyes.person_ref(worker, moment.position),
        commune_name: eyes.commune_name(worker, moment),
        state: case.state,
        phase: case.state.phase(),
        flags: case.flags.iter().copied().collect(),
        phases: case
            .phases
            .iter()
            .map(|(phase, on)| PhaseDate {
                phase: *phase,
                on: *on,
            })
            .collect(),
        milestones: case
            .milestones
            .iter()
            .map(|(milestone, on)| MilestoneDate {
                milestone: *milestone,
                on: *on,
            })
            .collect(),
        missing: case.missing.clone(),
        form: case.form,
        market: case.market,
        programme: case.programme.map(|code| code.to_string()),
        enterprise: case.enterprise.map(|code| code.to_string()),
        enterprise_name: case
            .enterprise
            .and_then(|code| enterprise_name(eyes, &code, moment.position)),
        entry: case.entry,
        opened: case.opened,
        contract: case.contract.as_ref().map(|contract| ContractView {
            employer: contract.employer.as_ref().map(|name| name.as_str().to_owned()),
            sector: contract.sector.to_string(),
            start: contract.start,
            end: contract.end,
            wage: contract.wage.map(|wage| wage.amount),
            currency: contract.wage.map(|wage| wage.currency.to_string()),
        }),
        direct: case
            .direct
            .as_ref()
            .map(|procedure| direct(eyes, procedure, moment)),
        scheduled: case.scheduled,
        departure: case.departure.as_ref().map(|departure| DepartureView {
            event: departure.event,
            on: departure.on,
            market: departure.market,
            evidence: departure.evidence,
            verified: departure.verified,
        }),
        back: case.back.as_ref().map(|back| ReturnView {
            event: back.event,
            on: back.on,
            cause: back.cause,
            verified: back.verified,
        }),
        actions: actions(&case, reader.role, moment),
        version: history.len() as u64,
        history,
        as_of: moment.day,
        position: moment.position,
    }))
}

/// Every action with the reason why it is not offered; none at all in the past, where nothing can be done.
fn actions(case: &Lifecycle, role: Role, moment: Moment) -> Vec<ActionView> {
    if !moment.is_now {
        return Vec::new();
    }
    Action::ALL
        .into_iter()
        .map(|action| ActionView {
            action,
            why_not: offered(case, action, role).err(),
        })
        .collect()
}

fn direct(eyes: &Eyes<'_>, procedure: &DirectProcedure, moment: Moment) -> DirectView {
    let packs = eyes.views.packs();
    let (commune, unassigned) = match procedure.assigned {
        Some(assigned) => (assigned, false),
        None => match packs.units.competent_successor(procedure.commune, moment.day) {
            Succession::Whole(unit) => (unit, false),
            Succession::Split(_) => (procedure.commune, procedure.outcome.is_none()),
        },
    };
    let mut view = DirectView {
        filed_on: procedure.filed_on,
        commune,
        commune_name: eyes.unit_name(commune).unwrap_or_else(|| commune.to_string()),
        missing: procedure.missing.clone(),
        clock: ClockState::Stopped,
        due: None,
        arithmetic: Vec::new(),
        rule: None,
        outcome: procedure.outcome.map(|(outcome, _)| {
            match outcome {
                Outcome::Certified => "certified",
                Outcome::Refused(_) => "refused",
            }
            .to_owned()
        }),
        unassigned,
    };
    match clock(procedure, &eyes.views.rules_at(moment.position), &packs.calendar) {
        Ok(Clock::Running { due, rule }) => {
            view.clock = ClockState::Running;
            view.due = Some(Due {
                on: due.on,
                days_left: packs.calendar.working_days_until(moment.day, due.on).ok(),
            });
            view.arithmetic = due
                .steps
                .iter()
                .map(|(day, kind)| DayStep {
                    day: *day,
                    kind: day_kind(*kind).to_owned(),
                })
                .collect();
            view.rule = Some(Named {
                code: rule.label(),
                vi: rule.reference_vi().to_owned(),
                en: rule.legal_ref,
            });
        }
        Ok(Clock::Paused { .. }) => view.clock = ClockState::Paused,
        Ok(Clock::Stopped) => {}
        // It runs, but no due day can be given: the calendar or a rule does not reach. A guess would be worse.
        Err(_) => view.clock = ClockState::Running,
    }
    view
}

fn day_kind(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Working | DayKind::WorkedSaturday => "working",
        DayKind::Weekend => "weekend",
        DayKind::Holiday | DayKind::InLieu => "holiday",
        DayKind::Swapped => "swapped",
    }
}

/// The registered name of an enterprise as known at a position.
pub(super) fn enterprise_name(eyes: &Eyes<'_>, code: &Code, position: u64) -> Option<String> {
    let enterprise = eyes.views.enterprise_at(code, position)?;
    enterprise.name.map(|name| name.as_str().to_owned())
}
