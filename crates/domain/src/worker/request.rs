//! What people ask about their own data: the clock of an answer, and the official's decision.

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use super::{SubjectRequestDecided, WorkerEvent};
use crate::actor::{Official, Role};
use crate::calendar::{Calendar, Due};
use crate::case::clock::ClockError;
use crate::case::codes::codes;
use crate::code::Code;
use crate::date::PartialDate;
use crate::rules::{RuleId, RuleVersion, Rules};

codes! {
    /// What somebody may ask.
    RequestKind {
        /// To see what is held.
        Access = "access",
        /// To have it put right.
        Rectify = "rectify",
        /// To have its use restricted, or consent taken back.
        Restrict = "restrict",
        /// To object to its use.
        Object = "object",
        /// To have it erased.
        Erase = "erase",
    }
}

codes! {
    /// How a request is answered.
    RequestOutcome {
        /// As asked.
        Granted = "granted",
        /// In part.
        Partly = "partly",
        /// Not.
        Refused = "refused",
    }
}

/// A request, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// The event that logged it.
    pub event: Uuid,
    /// What was asked.
    pub kind: RequestKind,
    /// When.
    pub on: PartialDate,
    /// The latest day on which that can have been.
    pub by: Date,
    /// How it was answered, and when.
    pub outcome: Option<(RequestOutcome, PartialDate)>,
}

/// The two terms of a request.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestDue {
    /// The answer is due then, in working days.
    pub reply: Due,
    /// The rule of the answer.
    pub reply_rule: RuleVersion,
    /// It is to be carried out by this day.
    pub done: Date,
    /// The rule of that.
    pub done_rule: RuleVersion,
}

/// When a request is to be answered and carried out, by the rules of the day on which it was made.
pub fn due(request: &Request, rules: &Rules, calendar: &Calendar) -> Result<RequestDue, ClockError> {
    let done = match request.kind {
        RequestKind::Restrict | RequestKind::Object => RuleId::SubjectRequestDoneDays,
        RequestKind::Access | RequestKind::Rectify | RequestKind::Erase => RuleId::SubjectRequestOtherDays,
    };
    let reply_rule = rules.at(RuleId::SubjectRequestReplyDays, request.by)?;
    let done_rule = rules.at(done, request.by)?;
    let days = u16::try_from(reply_rule.integer().unwrap_or(0)).unwrap_or(0);
    let span = done_rule.integer().unwrap_or(0).clamp(0, 3_650);
    Ok(RequestDue {
        reply: calendar.due(request.by, days.max(1))?,
        done: request.by.checked_add(span.days()).unwrap_or(Date::MAX),
        reply_rule: reply_rule.clone(),
        done_rule: done_rule.clone(),
    })
}

/// Why a request is not decided. Nothing is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestRefusal {
    /// Only the province, or who signs for a commune, answers for the registry.
    #[error("only a unit leader or the province answers a request about one's own data")]
    Role,
    /// There is no such request.
    #[error("there is no such request")]
    Unknown,
    /// It is answered already.
    #[error("the request is answered already")]
    Already,
    /// Signed before the request, or after today.
    #[error("the day of signing lies before the request or in the future")]
    SigningDay,
    /// A refusal names the law it rests on.
    #[error("a refusal names the law it rests on")]
    NoBasis,
    /// The term of the request follows from a rule that has no version for its day.
    #[error("the rule {0} has no version for the day of the request")]
    MissingRule(RuleId),
}

/// What a decision is judged by.
#[derive(Clone, Copy)]
pub struct RequestContext<'a> {
    /// Who decides, and when.
    pub official: Official,
    /// The rules adopted.
    pub rules: &'a Rules,
}

/// Decides on a request of the person.
pub fn decide_request(
    requests: &[Request],
    request: Uuid,
    outcome: RequestOutcome,
    refusal_basis: Option<Code>,
    context: &RequestContext<'_>,
) -> Result<WorkerEvent, RequestRefusal> {
    let Official {
        role,
        signed_on,
        recorded_on,
        ..
    } = context.official;
    if !matches!(role, Role::UnitLeader | Role::ProvinceOfficer) {
        return Err(RequestRefusal::Role);
    }
    let known = requests
        .iter()
        .find(|known| known.event == request)
        .ok_or(RequestRefusal::Unknown)?;
    if known.outcome.is_some() {
        return Err(RequestRefusal::Already);
    }
    if signed_on < known.on.first() || recorded_on < signed_on {
        return Err(RequestRefusal::SigningDay);
    }
    if outcome != RequestOutcome::Granted && refusal_basis.is_none() {
        return Err(RequestRefusal::NoBasis);
    }
    let id = RuleId::SubjectRequestReplyDays;
    context
        .rules
        .at(id, known.by)
        .map_err(|_| RequestRefusal::MissingRule(id))?;
    Ok(SubjectRequestDecided {
        request,
        outcome,
        refusal_basis,
    }
    .into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::tests::{CALENDAR, RULES, day, recorded};
    use crate::event::collect;
    use crate::unit::UnitRef;
    use crate::worker::{Standing, SubjectRequestLogged};

    fn requests(on: &str, kind: RequestKind) -> Vec<Request> {
        let events = recorded([(on, WorkerEvent::from(SubjectRequestLogged { kind }))]);
        Standing::fold(&collect(&events)).requests
    }

    fn context(role: Role, signed: &str) -> RequestContext<'static> {
        let unit = UnitRef::parse("38@2025").unwrap();
        let official = Official {
            role,
            unit,
            signed_on: day(signed),
            recorded_on: day("2026-03-10"),
        };
        RequestContext {
            official,
            rules: &RULES,
        }
    }

    fn decide(
        on: &str,
        outcome: RequestOutcome,
        basis: Option<&str>,
        by: &RequestContext<'_>,
    ) -> Result<WorkerEvent, RequestRefusal> {
        let requests = requests(on, RequestKind::Erase);
        let basis = basis.map(|text| Code::parse(text).unwrap());
        decide_request(&requests, requests[0].event, outcome, basis, by)
    }

    #[test]
    fn an_answer_is_due_in_two_working_days_and_done_by_its_own_term() {
        // A Thursday: Friday and Monday are the working days.
        let restrict = requests("2026-03-05", RequestKind::Restrict);
        let terms = due(&restrict[0], &RULES, &CALENDAR).unwrap();
        assert_eq!(terms.reply.on, day("2026-03-09"));
        assert_eq!(terms.done, day("2026-03-20"));
        let access = requests("2026-03-05", RequestKind::Access);
        assert_eq!(
            due(&access[0], &RULES, &CALENDAR).unwrap().done,
            day("2026-03-15")
        );
        let before = requests("2019-03-05", RequestKind::Access);
        assert!(matches!(
            due(&before[0], &RULES, &CALENDAR),
            Err(ClockError::Rule(_))
        ));
    }

    #[test]
    fn a_request_is_answered_once_and_the_answer_ends_it() {
        let by = context(Role::ProvinceOfficer, "2026-03-09");
        let granted = decide("2026-03-05", RequestOutcome::Granted, None, &by).unwrap();
        let logged = WorkerEvent::from(SubjectRequestLogged {
            kind: RequestKind::Erase,
        });
        let mut events = recorded([("2026-03-05", logged), ("2026-03-09", granted)]);
        let asked = events[0].id;
        if let WorkerEvent::SubjectRequestDecided(event) = &mut events[1].event {
            event.request = asked;
        }
        let answered = Standing::fold(&collect(&events)).requests;
        assert_eq!(answered[0].outcome.unwrap().0, RequestOutcome::Granted);
        let again = decide_request(&answered, answered[0].event, RequestOutcome::Granted, None, &by);
        assert_eq!(again, Err(RequestRefusal::Already));
    }

    #[test]
    fn refusals() {
        let by = context(Role::UnitLeader, "2026-03-09");
        let on = "2026-03-05";
        let refused = RequestOutcome::Refused;
        assert_eq!(decide(on, refused, None, &by), Err(RequestRefusal::NoBasis));
        assert!(decide(on, refused, Some("91/2025"), &by).is_ok());
        for role in [
            Role::CommuneOfficer,
            Role::Recruiter,
            Role::ServiceCentre,
            Role::Auditor,
        ] {
            let by = context(role, "2026-03-09");
            assert_eq!(
                decide(on, RequestOutcome::Granted, None, &by),
                Err(RequestRefusal::Role)
            );
        }
        for signed in ["2026-03-04", "2026-03-11"] {
            let by = context(Role::UnitLeader, signed);
            let refusal = decide(on, RequestOutcome::Granted, None, &by);
            assert_eq!(refusal, Err(RequestRefusal::SigningDay), "{signed}");
        }
        assert_eq!(
            decide_request(&[], Uuid::from_u128(4), RequestOutcome::Granted, None, &by),
            Err(RequestRefusal::Unknown)
        );
        let missing = decide("2019-03-05", RequestOutcome::Granted, None, &by);
        assert_eq!(
            missing,
            Err(RequestRefusal::MissingRule(RuleId::SubjectRequestReplyDays))
        );
    }
}
