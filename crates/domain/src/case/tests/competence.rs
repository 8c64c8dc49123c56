//! Who is competent before and after the reorganisation of 1 July 2025, with the real tables of units.

use super::*;
use crate::actor::{Official, Role};
use crate::case::decide::{Context, Decision, Refusal, decide};

/// Thị trấn Đà Bắc, which went whole into xã Đà Bắc of the same code.
const OLD_DA_BAC: &str = "04831@2024";
/// Xã Vầy Nưa, which was split between two communes.
const VAY_NUA: &str = "04891@2024";
const VAY_NUA_PARTS: [&str; 2] = ["04828@2025", "04891@2025"];
const HOA_BINH: &str = "17@2024";
const PHU_THO: &str = "25@2025";

struct By(Role, &'static str, &'static str, &'static str);

fn answer(case: &Given, decision: Decision, by: &By) -> Result<CaseEvent, Refusal> {
    let By(role, at, signed, entered) = by;
    let official = Official {
        role: *role,
        unit: unit(at),
        signed_on: day(signed),
        recorded_on: day(entered),
    };
    let context = Context {
        official,
        rules: &RULES,
        units: &UNITS,
        calendar: &CALENDAR,
    };
    decide(&case.on(entered), decision, &context).map(|mut events| events.remove(0))
}

fn certify(case: &Given, by: &By) -> Result<CaseEvent, Refusal> {
    answer(case, Decision::Certify, by)
}

fn certified_by(commune: &str) -> Result<CaseEvent, Refusal> {
    Ok(DirectContractCertified {
        commune: unit(commune),
    }
    .into())
}

fn filed_in(commune: &str) -> Given {
    given([
        ("2025-06-01", opened(LegalForm::DirectContract)),
        ("2025-06-26", filed_at(commune, &[])),
    ])
}

#[test]
fn before_the_reorganisation_the_commune_of_filing_decides() {
    let case = filed_in(OLD_DA_BAC);
    let own = By(Role::CommuneOfficer, OLD_DA_BAC, "2025-06-27", "2025-06-27");
    assert_eq!(certify(&case, &own), certified_by(OLD_DA_BAC));
    let other = By(Role::CommuneOfficer, VAY_NUA, "2025-06-27", "2025-06-27");
    let refusal = Refusal::NotCompetent {
        acting: unit(VAY_NUA),
        competent: unit(OLD_DA_BAC),
    };
    assert_eq!(certify(&case, &other), Err(refusal));
}

#[test]
fn after_it_the_whole_successor_decides() {
    let case = filed_in(OLD_DA_BAC);
    let successor = By(Role::CommuneOfficer, DA_BAC, "2025-07-02", "2025-07-02");
    assert_eq!(certify(&case, &successor), certified_by(DA_BAC));
    // The old unit has the same code and is another unit.
    let old = By(Role::CommuneOfficer, OLD_DA_BAC, "2025-07-02", "2025-07-02");
    let refusal = Refusal::NotCompetent {
        acting: unit(OLD_DA_BAC),
        competent: unit(DA_BAC),
    };
    assert_eq!(certify(&case, &old), Err(refusal));
}

#[test]
fn what_the_old_commune_signed_its_successor_enters_and_the_old_one_no_more() {
    let case = filed_in(OLD_DA_BAC);
    let successor = By(Role::CommuneOfficer, DA_BAC, "2025-06-30", "2025-07-03");
    assert_eq!(certify(&case, &successor), certified_by(OLD_DA_BAC));
    let old = By(Role::CommuneOfficer, OLD_DA_BAC, "2025-06-30", "2025-07-03");
    assert_eq!(certify(&case, &old), Err(Refusal::OutOfScope(unit(OLD_DA_BAC))));
}

#[test]
fn where_the_commune_was_split_nobody_decides_before_the_province_has_spoken() {
    let case = filed_in(VAY_NUA);
    for (role, at) in [
        (Role::CommuneOfficer, VAY_NUA_PARTS[0]),
        (Role::CommuneOfficer, VAY_NUA_PARTS[1]),
        (Role::ProvinceOfficer, PHU_THO),
    ] {
        let by = By(role, at, "2025-07-02", "2025-07-02");
        assert_eq!(certify(&case, &by), Err(Refusal::Unassigned(unit(VAY_NUA))));
    }
}

#[test]
fn the_part_named_by_the_province_decides_and_the_other_does_not() {
    let [first, second] = VAY_NUA_PARTS;
    let province = By(Role::ProvinceOfficer, PHU_THO, "2025-07-02", "2025-07-02");
    let event = answer(
        &filed_in(VAY_NUA),
        Decision::Assign { commune: unit(first) },
        &province,
    )
    .unwrap();
    let case = filed_in(VAY_NUA).and([("2025-07-02", event)]);
    let named = By(Role::CommuneOfficer, first, "2025-07-03", "2025-07-03");
    assert_eq!(certify(&case, &named), certified_by(first));
    let other = By(Role::CommuneOfficer, second, "2025-07-03", "2025-07-03");
    let refusal = Refusal::NotCompetent {
        acting: unit(second),
        competent: unit(first),
    };
    assert_eq!(certify(&case, &other), Err(refusal));
    // What the commune had signed while it was whole stays its own decision.
    let before = By(Role::CommuneOfficer, first, "2025-06-30", "2025-07-03");
    assert_eq!(certify(&case, &before), certified_by(VAY_NUA));
}

#[test]
fn an_assignment_to_what_is_no_part_assigns_nothing() {
    let stray = CaseAssigned {
        commune: unit(DA_BAC),
    }
    .into();
    let case = filed_in(VAY_NUA).and([("2025-07-02", stray)]);
    let by = By(Role::CommuneOfficer, DA_BAC, "2025-07-03", "2025-07-03");
    assert_eq!(certify(&case, &by), Err(Refusal::Unassigned(unit(VAY_NUA))));
}

#[test]
fn only_the_province_of_the_parts_assigns_and_only_parts() {
    let case = filed_in(VAY_NUA);
    let assign = |to: &str, by: By| answer(&case, Decision::Assign { commune: unit(to) }, &by);
    let part = VAY_NUA_PARTS[0];
    let own = || By(Role::ProvinceOfficer, PHU_THO, "2025-07-02", "2025-07-02");
    assert_eq!(
        assign(part, By(Role::UnitLeader, part, "2025-07-02", "2025-07-02")),
        Err(Refusal::Role)
    );
    assert_eq!(assign(DA_BAC, own()), Err(Refusal::NotSuccessor(unit(DA_BAC))));
    let thanh_hoa = By(Role::ProvinceOfficer, "38@2025", "2025-07-02", "2025-07-02");
    assert_eq!(assign(part, thanh_hoa), Err(Refusal::NotSuccessor(unit(part))));
    let too_early = By(Role::ProvinceOfficer, PHU_THO, "2025-06-30", "2025-07-02");
    assert_eq!(
        assign(part, too_early),
        Err(Refusal::NotSuccessor(unit(part))),
        "not split on that day"
    );
    let before_filing = By(Role::ProvinceOfficer, PHU_THO, "2025-06-20", "2025-07-02");
    assert_eq!(assign(part, before_filing), Err(Refusal::SigningDay));
    let whole = filed_in(OLD_DA_BAC);
    let refusal = answer(
        &whole,
        Decision::Assign {
            commune: unit(DA_BAC),
        },
        &own(),
    );
    assert_eq!(
        refusal,
        Err(Refusal::NotSuccessor(unit(DA_BAC))),
        "nothing to assign: it was not split"
    );
}

#[test]
fn the_province_decides_for_its_own_communes_only_and_as_late_as_it_must() {
    let case = filed_in(OLD_DA_BAC);
    let late = By(Role::ProvinceOfficer, PHU_THO, "2025-06-27", "2025-12-01");
    assert_eq!(certify(&case, &late), certified_by(OLD_DA_BAC));
    let leader = By(Role::UnitLeader, PHU_THO, "2025-07-02", "2025-07-02");
    assert_eq!(certify(&case, &leader), certified_by(DA_BAC));
    let other = By(Role::ProvinceOfficer, "38@2025", "2025-07-02", "2025-07-02");
    assert_eq!(certify(&case, &other), Err(Refusal::OutOfScope(unit("38@2025"))));
    let old = By(Role::ProvinceOfficer, HOA_BINH, "2025-07-02", "2025-07-02");
    assert_eq!(
        certify(&case, &old),
        Err(Refusal::OutOfScope(unit(HOA_BINH))),
        "merged into another province"
    );
    let then = By(Role::ProvinceOfficer, HOA_BINH, "2025-06-27", "2025-06-27");
    assert_eq!(certify(&case, &then), certified_by(OLD_DA_BAC));
}

#[test]
fn a_commune_enters_within_the_allowed_working_days() {
    let case = filed_case();
    // Ten working days after 11 August are 25 August.
    let on_time = By(Role::UnitLeader, DA_BAC, "2025-08-11", "2025-08-25");
    assert_eq!(certify(&case, &on_time), certified_by(DA_BAC));
    let late = By(Role::UnitLeader, DA_BAC, "2025-08-11", "2025-08-26");
    assert_eq!(
        certify(&case, &late),
        Err(Refusal::TooLate {
            late: 11,
            allowed: 10
        })
    );
}

#[test]
fn a_commune_that_is_in_no_table_is_nobodys() {
    let case = filed_in("99999@2025");
    let by = By(Role::CommuneOfficer, DA_BAC, "2025-07-02", "2025-07-02");
    assert_eq!(certify(&case, &by), Err(Refusal::Unassigned(unit("99999@2025"))));
}
