//! Recording a fact of these streams. It refuses only what is not a sound record; what contradicts becomes a flag.

use jiff::civil::Date;
use uuid::Uuid;

use super::{CareEvent, Opens};
use crate::case::record::{EARLIEST_YEAR, FactRefusal, check_amendment};
use crate::date::PartialDate;
use crate::event::{Amend, AmendKind, Nature, Recorded, StreamEvent};
use crate::fair::FairEvent;
use crate::household::HouseholdEvent;
use crate::loan::LoanEvent;
use crate::reintegration::ReintegrationEvent;
use crate::support::SupportEvent;

/// Checks that a fact, or the amendment of an event, is a sound record of its stream. `today` is the day of recording in
/// Vietnam. Decisions may be amended here, by whoever may decide them; the caller has checked that.
pub fn record(
    existing: &[Recorded<CareEvent>],
    event: &CareEvent,
    on: PartialDate,
    amends: Option<Amend>,
    today: Date,
) -> Result<(), FactRefusal> {
    if on.first() > today {
        return Err(FactRefusal::Future { on });
    }
    if on.first().year() < EARLIEST_YEAR {
        return Err(FactRefusal::TooEarly { on });
    }
    sound(event)?;
    about_one_person(existing, event)?;
    match amends {
        Some(amend) => {
            check_amendment(existing, event, amend)?;
            // What is left would have no beginning.
            if amend.kind == AmendKind::Annul && event.opens() == Opens::Only && others_hold(existing, amend)
            {
                return Err(FactRefusal::Opening);
            }
            Ok(())
        }
        None if event.info().nature == Nature::Decision => Err(FactRefusal::Decision(event.info().name)),
        None => match (event.opens(), existing.is_empty()) {
            (Opens::Only, true) | (Opens::Never, false) | (Opens::Maybe, _) => Ok(()),
            (Opens::Only, false) | (Opens::Never, true) => Err(FactRefusal::Opening),
        },
    }
}

/// Amounts and counts are above zero, spans do not end before they begin, and who takes part has a name.
fn sound(event: &CareEvent) -> Result<(), FactRefusal> {
    let positive = |field: &'static str, value: u64| match value {
        0 => Err(FactRefusal::Empty(field)),
        _ => Ok(()),
    };
    match event {
        CareEvent::Household(HouseholdEvent::HouseholdPolicyDetermined(event)) => {
            span(event.valid_from, event.valid_to)
        }
        CareEvent::Support(SupportEvent::SupportDecided(event)) => positive("amount", event.amount),
        CareEvent::Support(SupportEvent::SupportPaid(event)) => positive("amount", event.amount),
        CareEvent::Loan(LoanEvent::LoanForwarded(event)) => positive("amount", event.amount),
        CareEvent::Loan(LoanEvent::LoanApproved(event)) => positive("amount", event.amount),
        CareEvent::Loan(LoanEvent::LoanDisbursed(event)) => positive("amount", event.amount),
        CareEvent::Claim(crate::claim::ClaimEvent::FundClaimFiled(event)) => positive("amount", event.amount),
        CareEvent::Claim(crate::claim::ClaimEvent::FundClaimPaid(event)) => positive("amount", event.amount),
        CareEvent::Fair(FairEvent::ExhibitorAttended(event)) => positive(
            "name",
            u64::from(event.enterprise.is_some() || event.name.is_some()),
        ),
        CareEvent::Fair(FairEvent::SeekersAttended(event)) => people(event.worker, event.people),
        CareEvent::Fair(FairEvent::MatchRecorded(event)) => people(event.worker, event.people),
        CareEvent::Fair(FairEvent::HeadcountDeclared(event)) => positive("value", event.value.into()),
        CareEvent::Advice(crate::advice::AdviceEvent::AdviceDelivered(event)) => {
            positive("people", event.people.into())
        }
        _ => Ok(()),
    }
}

/// Whether a span of days ends before it begins.
pub(crate) fn span(from: Date, to: Option<Date>) -> Result<(), FactRefusal> {
    match to {
        Some(to) if to < from => Err(FactRefusal::Reversed("valid_to")),
        _ => Ok(()),
    }
}

/// A known person is one person.
fn people(worker: Option<Uuid>, people: u32) -> Result<(), FactRefusal> {
    match (worker, people) {
        (_, 0) => Err(FactRefusal::Empty("people")),
        (Some(_), 2..) => Err(FactRefusal::OtherPerson),
        _ => Ok(()),
    }
}

/// What follows a return is about the person of that case.
fn about_one_person(existing: &[Recorded<CareEvent>], event: &CareEvent) -> Result<(), FactRefusal> {
    let CareEvent::Reintegration(event) = event else {
        return Ok(());
    };
    let other = |known: &Recorded<CareEvent>| match &known.event {
        CareEvent::Reintegration(before) => ReintegrationEvent::worker(before) != event.worker(),
        _ => true,
    };
    if existing.iter().any(other) {
        return Err(FactRefusal::OtherPerson);
    }
    Ok(())
}

fn others_hold(existing: &[Recorded<CareEvent>], amend: Amend) -> bool {
    existing.iter().any(|other| {
        other.amends.is_none()
            && other.id != amend.event
            && !crate::case::record::is_annulled(existing, other.id)
    })
}
