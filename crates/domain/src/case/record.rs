//! Recording a fact: one function for all observations. It refuses only what is not a sound record (a date that has not
//! come, a missing beginning, an amendment of nothing); what contradicts the case is recorded and becomes a flag.

use jiff::civil::Date;
use uuid::Uuid;

use super::event::CaseEvent;
use crate::date::PartialDate;
use crate::event::{Amend, AmendKind, Nature, Recorded, StreamEvent};

/// The earliest day a fact may carry: nobody in this registry left before.
pub const EARLIEST_YEAR: i16 = 1975;

/// Why a record is not sound.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FactRefusal {
    /// The day has not come yet.
    #[error("{on} has not come yet")]
    Future {
        /// The day given.
        on: PartialDate,
    },
    /// The day lies before anything this registry can know.
    #[error("{on} lies before {EARLIEST_YEAR}")]
    TooEarly {
        /// The day given.
        on: PartialDate,
    },
    /// A case begins with its opening, once.
    #[error("a case begins with its opening, once")]
    Beginning,
    /// It is a decision, which has its own way in.
    #[error("{0} is a decision and is not recorded as a fact")]
    Decision(&'static str),
    /// The event to amend is not in this stream.
    #[error("the event to amend is not in this stream")]
    UnknownEvent,
    /// An amendment has the type of what it amends.
    #[error("an amendment of {original} cannot be a {given}")]
    OtherType {
        /// Type of the original.
        original: &'static str,
        /// Type given.
        given: &'static str,
    },
    /// It is annulled already, or holds already.
    #[error("the event is in that condition already")]
    NothingToAmend,
    /// A contract cannot end before it starts.
    #[error("the contract ends before it starts")]
    ContractDates,
    /// What begins a stream beside the placement comes first, and once.
    #[error("a stream begins with the event that opens it, once")]
    Opening,
    /// A count or an amount that must be above zero is not, or a needed part is missing.
    #[error("the field {0} is empty or zero")]
    Empty(&'static str),
    /// A span ends before it begins.
    #[error("the field {0} lies before the beginning of its span")]
    Reversed(&'static str),
    /// What is said about one person names another.
    #[error("the event is about another person than its stream")]
    OtherPerson,
}

/// Checks that a fact, or the amendment of one, is a sound record of a case.
///
/// `today` is the day of recording in Vietnam. Decisions may be amended here too, by whoever may decide them; the caller
/// has checked that.
pub fn record_fact(
    existing: &[Recorded<CaseEvent>],
    event: &CaseEvent,
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
    if let CaseEvent::EmploymentContractRecorded(contract) = event
        && contract.end < contract.start
    {
        return Err(FactRefusal::ContractDates);
    }
    match amends {
        Some(amend) => {
            check_amendment(existing, event, amend)?;
            let annuls_opening = amend.kind == AmendKind::Annul && matches!(event, CaseEvent::CaseOpened(_));
            // What is left would be a case of nobody, and its departure would still be counted.
            let others = existing.iter().any(|other| {
                other.amends.is_none() && other.id != amend.event && !is_annulled(existing, other.id)
            });
            if annuls_opening && others {
                Err(FactRefusal::Beginning)
            } else {
                Ok(())
            }
        }
        None if event.info().nature == Nature::Decision => Err(FactRefusal::Decision(event.info().name)),
        None if existing.is_empty() != matches!(event, CaseEvent::CaseOpened(_)) => {
            Err(FactRefusal::Beginning)
        }
        None => Ok(()),
    }
}

/// An amendment names an original of its own type in the stream, and changes its condition.
pub fn check_amendment<E: StreamEvent + PartialEq>(
    existing: &[Recorded<E>],
    event: &E,
    amend: Amend,
) -> Result<(), FactRefusal> {
    let original = existing
        .iter()
        .find(|recorded| recorded.id == amend.event && recorded.amends.is_none())
        .ok_or(FactRefusal::UnknownEvent)?;
    let (original_type, given) = (original.event.info().name, event.info().name);
    if original_type != given {
        return Err(FactRefusal::OtherType {
            original: original_type,
            given,
        });
    }
    let annulled = is_annulled(existing, amend.event);
    match amend.kind {
        AmendKind::Annul | AmendKind::Correct if annulled => Err(FactRefusal::NothingToAmend),
        AmendKind::Reinstate if !annulled => Err(FactRefusal::NothingToAmend),
        _ => Ok(()),
    }
}

/// Whether the last amendment of an event annulled it.
pub fn is_annulled<E>(existing: &[Recorded<E>], event: Uuid) -> bool {
    existing
        .iter()
        .filter_map(|recorded| {
            recorded
                .amends
                .filter(|amend| amend.event == event)
                .map(|a| (recorded.position, a.kind))
        })
        .max_by_key(|(position, _)| *position)
        .is_some_and(|(_, kind)| kind == AmendKind::Annul)
}
