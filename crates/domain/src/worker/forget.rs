//! Forgetting a person: a decision with a legal basis, which nothing undoes.

use super::{ForgetReason, PersonForgotten, WorkerEvent};
use crate::code::{Code, CodeError};
use crate::event::Recorded;

/// Why a person is not forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ForgetRefusal {
    /// Nobody is known by this id.
    #[error("nobody is known by this id")]
    Nobody,
    /// No legal basis is named, or not as a code.
    #[error("forgetting needs a legal basis, named as a code: {0}")]
    Basis(#[from] CodeError),
    /// There is nothing sealed about the person that could still be opened.
    #[error("the person is forgotten already")]
    Already,
}

/// Decides that a person is forgotten. `open` is the number of sealed parts that can still be opened: what was forgotten once is
/// forgotten again only where something was recorded since.
pub fn forget(
    existing: &[Recorded<WorkerEvent>],
    open: u64,
    basis: &str,
    reason: ForgetReason,
) -> Result<PersonForgotten, ForgetRefusal> {
    if existing.is_empty() {
        return Err(ForgetRefusal::Nobody);
    }
    let basis = Code::parse(basis)?;
    let before = existing
        .iter()
        .any(|recorded| matches!(recorded.event, WorkerEvent::PersonForgotten(_)));
    if before && open == 0 {
        return Err(ForgetRefusal::Already);
    }
    Ok(PersonForgotten { basis, reason })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::date::PartialDate;
    use crate::worker::ContactRecorded;

    fn recorded(event: WorkerEvent) -> Recorded<WorkerEvent> {
        Recorded {
            id: Uuid::from_u128(1),
            position: 1,
            on: PartialDate::parse("2026-01-01").unwrap(),
            at: Timestamp::UNIX_EPOCH,
            amends: None,
            event,
        }
    }

    #[test]
    fn forgetting_needs_somebody_and_a_basis() {
        let known = [recorded(ContactRecorded { phone: true }.into())];
        let reason = ForgetReason::Request;
        assert_eq!(forget(&[], 3, "91/2025", reason), Err(ForgetRefusal::Nobody));
        for basis in ["", "Luật 91"] {
            assert!(matches!(forget(&known, 3, basis, reason), Err(ForgetRefusal::Basis(_))), "{basis:?}");
        }
        let event = forget(&known, 3, "91/2025", reason).unwrap();
        assert_eq!((event.basis.as_str(), event.reason), ("91/2025", reason));
        let twice = [known[0].clone(), recorded(event.into())];
        assert_eq!(forget(&twice, 0, "91/2025", reason), Err(ForgetRefusal::Already));
        assert!(forget(&twice, 1, "91/2025", reason).is_ok(), "something was recorded since");
    }

    #[test]
    fn reasons_are_read_back() {
        for reason in ForgetReason::ALL {
            assert_eq!(ForgetReason::parse(reason.as_str()), Some(reason));
        }
        assert_eq!(ForgetReason::parse("because"), None);
    }
}
