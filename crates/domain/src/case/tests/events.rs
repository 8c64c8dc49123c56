//! One short maker for each event of a case.

use super::*;

pub(super) fn opening(form: LegalForm, programme: Option<&str>, entry: Entry) -> CaseEvent {
    CaseOpened {
        worker: Uuid::from_u128(7),
        form,
        market: Market::parse("JP").unwrap(),
        programme: programme.map(code),
        enterprise: None,
        entry,
    }
    .into()
}

pub(super) fn opened(form: LegalForm) -> CaseEvent {
    opening(form, None, Entry::Registered)
}

pub(super) fn legacy() -> CaseEvent {
    opening(LegalForm::ServiceEnterprise, None, Entry::Legacy)
}

pub(super) fn selected(outcome: SelectionOutcome) -> CaseEvent {
    SelectionRecorded {
        outcome,
        order: None,
        occupation: None,
    }
    .into()
}

pub(super) fn training(kind: TrainingKind) -> CaseEvent {
    TrainingStarted { kind }.into()
}

pub(super) fn trained(kind: TrainingKind) -> CaseEvent {
    TrainingCompleted {
        kind,
        hours: Some(76),
    }
    .into()
}

pub(super) fn oriented() -> CaseEvent {
    trained(TrainingKind::Orientation)
}

pub(super) fn sending() -> CaseEvent {
    SendingContractSigned {
        enterprise: code("0100100001"),
        term_months: 36,
        service_fee: Some(30_000_000),
        order: None,
    }
    .into()
}

pub(super) fn employment(start: &str, end: &str) -> CaseEvent {
    EmploymentContractRecorded {
        employer: None,
        sector: code("mechanics"),
        start: day(start),
        end: day(end),
        wage: Some(Wage {
            amount: 180_000,
            currency: code("JPY"),
        }),
        occupation: None,
    }
    .into()
}

pub(super) fn filed_at(commune: &str, missing: &[DossierItem]) -> CaseEvent {
    DirectContractFiled {
        commune: unit(commune),
        missing: missing.to_vec(),
    }
    .into()
}

pub(super) fn filed(missing: &[DossierItem]) -> CaseEvent {
    filed_at(DA_BAC, missing)
}

pub(super) fn requested(missing: &[DossierItem]) -> CaseEvent {
    SupplementRequested {
        missing: missing.to_vec(),
    }
    .into()
}

pub(super) fn received(missing: &[DossierItem]) -> CaseEvent {
    SupplementReceived {
        missing: missing.to_vec(),
    }
    .into()
}

pub(super) fn certified() -> CaseEvent {
    DirectContractCertified {
        commune: unit(DA_BAC),
    }
    .into()
}

pub(super) fn refused() -> CaseEvent {
    DirectContractRefused {
        commune: unit(DA_BAC),
        ground: RefusalGround::Unlawful,
    }
    .into()
}

pub(super) fn deposit() -> CaseEvent {
    WorkerDepositLodged { amount: 100_000_000 }.into()
}

pub(super) fn fund(payer: Payer) -> CaseEvent {
    FundContributionPaid {
        payer,
        amount: 100_000,
    }
    .into()
}

pub(super) fn visa() -> CaseEvent {
    VisaIssued {
        class: code("SSW-1"),
        valid_to: None,
    }
    .into()
}

pub(super) fn visa_until(until: &str) -> CaseEvent {
    VisaIssued {
        class: code("SSW-1"),
        valid_to: Some(day(until)),
    }
    .into()
}

pub(super) fn visa_refused(last: bool) -> CaseEvent {
    VisaRefused { last }.into()
}

pub(super) fn booked(flight: &str) -> CaseEvent {
    DepartureScheduled { day: day(flight) }.into()
}

pub(super) fn cancelled() -> CaseEvent {
    DepartureCancelled {
        reason: Reason::Employer,
    }
    .into()
}

pub(super) fn withdrawn() -> CaseEvent {
    CaseWithdrawn {
        reason: Reason::OwnWish,
    }
    .into()
}

pub(super) fn departed_at(market: &str, age: Option<u8>) -> CaseEvent {
    DepartureRecorded {
        market: Market::parse(market).unwrap(),
        evidence: Evidence::Stamp,
        age,
    }
    .into()
}

pub(super) fn departed() -> CaseEvent {
    departed_at("JP", Some(24))
}

pub(super) fn departure_seen() -> CaseEvent {
    DepartureVerified { by: Verifier::Border }.into()
}

pub(super) fn arrived() -> CaseEvent {
    ArrivalConfirmed { by: Verifier::Family }.into()
}

pub(super) fn extended(end: &str) -> CaseEvent {
    ContractExtended { end: day(end) }.into()
}

pub(super) fn ended(cause: EndCause) -> CaseEvent {
    ContractEnded { cause }.into()
}

pub(super) fn returned() -> CaseEvent {
    ReturnRecorded {
        cause: EndCause::OnTime,
        evidence: Evidence::Stamp,
    }
    .into()
}

pub(super) fn return_seen() -> CaseEvent {
    ReturnVerified {
        by: Verifier::Commune,
    }
    .into()
}

pub(super) fn liquidated() -> CaseEvent {
    ContractLiquidated { settled: true }.into()
}

pub(super) fn closed() -> CaseEvent {
    CaseClosed {
        reason: Reason::Completed,
    }
    .into()
}

pub(super) fn reopened() -> CaseEvent {
    CaseReopened {
        reason: Reason::Mistake,
    }
    .into()
}
