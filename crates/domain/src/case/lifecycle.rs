//! Second stage of folding: state, flags and milestones of a case on a day. Total: it never fails and never refuses.
//!
//! The steps are in `step` and `procedure`, what follows from all facts together in `readiness`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use uuid::Uuid;

use super::codes::{EndCause, LegalForm, Verifier};
use super::event::CaseEvent;
use super::facts::{Contract, Departure, DirectProcedure, Return};
use super::readiness::derive;
use super::state::{Flag, Milestone, Phase, State};
use super::step;
use crate::code::{Code, Market};
use crate::date::PartialDate;
use crate::event::Effective;
use crate::rules::Rules;
use crate::worker::Entry;

/// What other streams say that touches this case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Around {
    /// The person has another stay abroad that is open.
    pub other_open_stay: bool,
    /// The person has another case before departure.
    pub other_case_open: bool,
    /// A number of the person is held by someone else too.
    pub identity_conflict: bool,
    /// The commune of residence was split and nobody has decided.
    pub residence_unresolved: bool,
    /// The licence of the sending enterprise was not valid on the day that matters: that of signing, else the one asked for.
    pub licence_invalid: bool,
    /// The programme does not admit enterprises as recruiters, or not this one.
    pub recruiter_not_allowed: bool,
    /// The order or supply contract has more people than it was approved for.
    pub order_over_ceiling: bool,
    /// The service fee is above the cap for the market, occupation and visa.
    pub fee_over_cap: bool,
    /// The programme takes nobody from the locality of residence at present.
    pub locality_suspended: bool,
    /// The person stands in two orders that cannot both be kept.
    pub order_conflict: bool,
    /// The occupation is none of the order's or programme's.
    pub occupation_mismatch: bool,
    /// The class of the visa is none of the order's or programme's.
    pub visa_mismatch: bool,
    /// The person is younger or older than the programme takes.
    pub age_outside_programme: bool,
    /// Age of the person on the day asked for, in whole years.
    pub age: Option<u8>,
}

/// A case on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifecycle {
    /// The derived state.
    pub state: State,
    /// What stands beside it.
    pub flags: BTreeSet<Flag>,
    /// What was reached, when.
    pub milestones: BTreeMap<Milestone, PartialDate>,
    /// What is missing before the person is ready to leave; empty after departure.
    pub missing: Vec<Milestone>,
    /// First day in each phase, for the ribbon.
    pub phases: BTreeMap<Phase, PartialDate>,
    /// Whose case.
    pub worker: Option<Uuid>,
    /// Under which legal form.
    pub form: Option<LegalForm>,
    /// Where to: of the departure once there is one.
    pub market: Option<Market>,
    /// Under which programme.
    pub programme: Option<Code>,
    /// With which enterprise.
    pub enterprise: Option<Code>,
    /// How the case came in.
    pub entry: Option<Entry>,
    /// When it was opened; none on a day before.
    pub opened: Option<PartialDate>,
    /// The labour contract.
    pub contract: Option<Contract>,
    /// The registration of a direct contract.
    pub direct: Option<DirectProcedure>,
    /// The booked flight.
    pub scheduled: Option<Date>,
    /// The departure that counts.
    pub departure: Option<Departure>,
    /// The return.
    pub back: Option<Return>,
    /// Day on which the contract ended, as recorded.
    pub contract_ended: Option<(PartialDate, EndCause)>,
    /// The day from which the state holds in the order of folding: a decision signed earlier would fold before it.
    pub(super) since: Date,
    /// The state before the filing that is pending.
    pub(super) before_cpend: State,
    /// The state before closing.
    pub(super) before_closing: State,
    /// A filing received while another was pending: it counts if that one is refused on the same day.
    pub(super) refiled: Option<(Date, DirectProcedure)>,
    /// Last day of the extension, which may be known without the contract.
    pub(super) extended: Option<Date>,
    /// Last day of the visa held at departure, or of the latest one.
    pub(super) visa_until: Option<Date>,
    /// Day of liquidation.
    pub(super) liquidated: Option<PartialDate>,
    /// Who confirmed the departure and the return. Kept apart, since a confirmation may carry an earlier date than the
    /// latest day of what it confirms.
    pub(super) departure_verified: Option<(PartialDate, Verifier)>,
    pub(super) return_verified: Option<(PartialDate, Verifier)>,
}

impl Lifecycle {
    fn new() -> Self {
        Self {
            state: State::Reg,
            flags: BTreeSet::new(),
            milestones: BTreeMap::new(),
            missing: Vec::new(),
            phases: BTreeMap::new(),
            worker: None,
            form: None,
            market: None,
            programme: None,
            enterprise: None,
            entry: None,
            opened: None,
            contract: None,
            direct: None,
            scheduled: None,
            departure: None,
            back: None,
            contract_ended: None,
            since: Date::MIN,
            before_cpend: State::Reg,
            before_closing: State::Reg,
            refiled: None,
            extended: None,
            visa_until: None,
            liquidated: None,
            departure_verified: None,
            return_verified: None,
        }
    }

    /// The last day of the contract, from its end as recorded or as agreed.
    pub fn contract_end(&self) -> Option<Date> {
        let agreed = || {
            self.contract
                .as_ref()
                .map(|contract| contract.end)
                .max(self.extended)
        };
        self.contract_ended.map(|(on, _)| on.last()).or_else(agreed)
    }

    /// Enters a state. Whoever left an ended case behind is not in the phase of the ended any more.
    pub(super) fn reach(&mut self, state: State, fact: &Effective<CaseEvent>) {
        self.state = state;
        self.since = fact.by;
        if state.phase() != Phase::Ended {
            self.phases.remove(&Phase::Ended);
        }
        self.phases.entry(state.phase()).or_insert(fact.on);
    }

    pub(super) fn milestone(&mut self, milestone: Milestone, on: PartialDate) {
        self.milestones.entry(milestone).or_insert(on);
    }
}

/// Folds the effective facts of a case into what it is on `day`.
///
/// Facts whose latest day lies after `day` are left out, so that a case on a day is always a beginning of the folded
/// order. Who the case is about and under which form is said by its opening, which may be dated after other facts:
/// somebody may register long after having signed or left. `rules` supplies the legal age, the grace after the end of a
/// contract and whether a deposit is due; a rule that is missing for a day leaves its part undecided.
pub fn lifecycle(facts: &[Effective<CaseEvent>], day: Date, rules: &Rules, around: &Around) -> Lifecycle {
    let mut case = Lifecycle::new();
    let opening = facts.iter().find_map(|fact| match &fact.event {
        CaseEvent::CaseOpened(event) => Some(event),
        _ => None,
    });
    if let Some(opening) = opening {
        step::open(&mut case, opening);
    }
    for fact in facts.iter().filter(|fact| fact.by <= day) {
        step::step(&mut case, fact);
    }
    derive(&mut case, facts, day, rules, around);
    case
}
