//! What can be written down about a case, as data: every event with its fields. One editor reads this table for new facts
//! and for corrections.

use hanhtrinh_domain::case::actions::Action;

use super::codes::{self, Codes};
use crate::placement::texts::T;

/// A field of an event.
pub struct Field {
    /// Name in the facts; `a.b` is the field `b` of the object `a`.
    pub name: &'static str,
    /// Label.
    pub label: T,
    /// What is entered.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
}

/// What is entered in a field.
#[derive(Clone, Copy)]
pub enum Kind {
    /// A day.
    Day,
    /// A whole number.
    Number,
    /// Yes or no.
    Flag,
    /// A code: letters, digits and `. _ - /`.
    Code,
    /// The name of an organisation.
    Name,
    /// A destination market.
    Market,
    /// A sector of the catalogue.
    Sector,
    /// An enterprise on record.
    Enterprise,
    /// A commune, `code@edition`.
    Commune,
    /// One of a closed list.
    One(Codes),
    /// Any number of a closed list.
    Many(Codes),
}

/// An event that can be entered or amended.
pub struct Spec {
    /// Event type.
    pub kind: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
    /// Label of the sealed number, where it has one.
    pub number: Option<T>,
}

const fn must(name: &'static str, label: T, kind: Kind) -> Field {
    Field {
        name,
        label,
        kind,
        required: true,
    }
}

const fn may(name: &'static str, label: T, kind: Kind) -> Field {
    Field {
        name,
        label,
        kind,
        required: false,
    }
}

const fn fact(kind: &'static str, fields: &'static [Field]) -> Spec {
    Spec {
        kind,
        fields,
        number: None,
    }
}

const fn paper(kind: &'static str, number: T, fields: &'static [Field]) -> Spec {
    Spec {
        kind,
        fields,
        number: Some(number),
    }
}

const REASON: &[Field] = &[must("reason", T::Reason, Kind::One(codes::reasons))];
const BY: &[Field] = &[must("by", T::Who, Kind::One(codes::verifiers))];
const MISSING: Field = must("missing", T::Missing, Kind::Many(codes::papers));

/// Every event of a case, in causal order.
pub static SPECS: &[Spec] = &[
    fact(
        "case_opened",
        &[
            must("form", T::Form, Kind::One(codes::forms)),
            must("market", T::Market, Kind::Market),
            may("programme", T::Programme, Kind::Code),
            may("enterprise", T::Enterprise, Kind::Enterprise),
        ],
    ),
    fact(
        "test_registered",
        &[
            must("exam", T::Exam, Kind::One(codes::exams)),
            may("session", T::Session, Kind::Code),
            may("place", T::TestPlace, Kind::Commune),
        ],
    ),
    fact(
        "selection_recorded",
        &[must("outcome", T::Outcome, Kind::One(codes::outcomes))],
    ),
    fact(
        "training_started",
        &[must("kind", T::Kind, Kind::One(codes::trainings))],
    ),
    paper(
        "training_completed",
        T::Certificate,
        &[
            must("kind", T::Kind, Kind::One(codes::trainings)),
            may("hours", T::Hours, Kind::Number),
        ],
    ),
    fact(
        "health_check_recorded",
        &[must("certificate", T::Fit, Kind::Flag)],
    ),
    paper(
        "sending_contract_signed",
        T::ContractNumber,
        &[
            must("enterprise", T::Enterprise, Kind::Enterprise),
            must("term_months", T::Months, Kind::Number),
            may("service_fee", T::Fee, Kind::Number),
        ],
    ),
    paper(
        "employment_contract_recorded",
        T::ContractNumber,
        &[
            may("employer", T::Employer, Kind::Name),
            must("sector", T::Sector, Kind::Sector),
            must("start", T::FirstDay, Kind::Day),
            must("end", T::LastDay, Kind::Day),
            may("wage.amount", T::Wage, Kind::Number),
            may("wage.currency", T::Currency, Kind::Code),
        ],
    ),
    fact(
        "direct_contract_filed",
        &[must("commune", T::FiledAt, Kind::Commune), MISSING],
    ),
    fact("supplement_requested", &[MISSING]),
    fact(
        "supplement_received",
        &[must("missing", T::StillMissing, Kind::Many(codes::papers))],
    ),
    paper(
        "case_assigned",
        T::DocumentNumber,
        &[must("commune", T::Commune, Kind::Commune)],
    ),
    paper(
        "direct_contract_certified",
        T::DocumentNumber,
        &[must("commune", T::Commune, Kind::Commune)],
    ),
    paper(
        "direct_contract_refused",
        T::DocumentNumber,
        &[
            must("commune", T::Commune, Kind::Commune),
            must("ground", T::Ground, Kind::One(codes::grounds)),
        ],
    ),
    paper(
        "worker_deposit_lodged",
        T::Account,
        &[must("amount", T::Amount, Kind::Number)],
    ),
    fact(
        "fund_contribution_paid",
        &[
            must("payer", T::PaidBy, Kind::One(codes::payers)),
            must("amount", T::Amount, Kind::Number),
        ],
    ),
    paper(
        "visa_issued",
        T::VisaNumber,
        &[
            must("class", T::VisaClass, Kind::Code),
            may("valid_to", T::ValidTo, Kind::Day),
        ],
    ),
    fact("visa_refused", &[must("last", T::Final, Kind::Flag)]),
    fact("departure_scheduled", &[must("day", T::FlightDay, Kind::Day)]),
    fact("departure_cancelled", REASON),
    fact("case_withdrawn", REASON),
    fact(
        "departure_recorded",
        &[
            must("market", T::Market, Kind::Market),
            must("evidence", T::Evidence, Kind::One(codes::evidence)),
        ],
    ),
    fact("departure_verified", BY),
    fact("arrival_confirmed", BY),
    fact("contract_extended", &[must("end", T::LastDay, Kind::Day)]),
    fact(
        "contract_ended",
        &[must("cause", T::Cause, Kind::One(codes::causes))],
    ),
    fact(
        "return_recorded",
        &[
            must("cause", T::Cause, Kind::One(codes::causes)),
            must("evidence", T::Evidence, Kind::One(codes::evidence)),
        ],
    ),
    fact("return_verified", BY),
    fact("contract_liquidated", &[must("settled", T::Settled, Kind::Flag)]),
    fact("case_closed", REASON),
    fact("case_reopened", REASON),
];

/// The entry of an event type.
pub fn of(kind: &str) -> Option<&'static Spec> {
    SPECS.iter().find(|spec| spec.kind == kind)
}

/// The event types an action records; where there are several, the person chooses. Decisions have their own dialog.
pub fn of_action(action: Action) -> &'static [&'static str] {
    match action {
        Action::Selection => &["selection_recorded"],
        Action::Training => &["training_completed", "training_started"],
        Action::HealthCheck => &["health_check_recorded"],
        Action::SendingContract => &["sending_contract_signed"],
        Action::EmploymentContract => &["employment_contract_recorded"],
        Action::FileDirect => &["direct_contract_filed"],
        Action::ReceiveSupplement => &["supplement_received"],
        Action::Deposit => &["worker_deposit_lodged"],
        Action::FundContribution => &["fund_contribution_paid"],
        Action::Visa => &["visa_issued", "visa_refused"],
        Action::Schedule => &["departure_scheduled", "departure_cancelled"],
        Action::Depart => &["departure_recorded"],
        Action::VerifyDeparture => &["departure_verified"],
        Action::Arrive => &["arrival_confirmed"],
        Action::Extend => &["contract_extended"],
        Action::EndContract => &["contract_ended"],
        Action::Return => &["return_recorded"],
        Action::VerifyReturn => &["return_verified"],
        Action::Liquidate => &["contract_liquidated"],
        Action::Withdraw => &["case_withdrawn"],
        Action::Certify
        | Action::RequestSupplement
        | Action::Refuse
        | Action::Assign
        | Action::Close
        | Action::Reopen => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hanhtrinh_domain::case::CaseEvent;
    use hanhtrinh_domain::event::{Nature, StreamEvent};

    #[test]
    fn every_event_type_can_be_amended() {
        assert_eq!(SPECS.len(), CaseEvent::TYPES.len());
        for info in CaseEvent::TYPES {
            assert!(of(info.name).is_some(), "{}", info.name);
        }
    }

    #[test]
    fn every_action_that_is_no_decision_records_facts() {
        for action in Action::ALL {
            assert_eq!(of_action(action).is_empty(), action.is_decision(), "{action:?}");
            for kind in of_action(action) {
                assert!(of(kind).is_some(), "{kind}");
                assert!(
                    CaseEvent::TYPES
                        .iter()
                        .any(|t| t.name == *kind && t.nature == Nature::Fact)
                );
            }
        }
    }
}
