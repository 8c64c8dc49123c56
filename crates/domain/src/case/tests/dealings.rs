//! What was found in the dealings of a case keeps it from being ready, and is no matter of its departure.

use super::*;

type Set = fn(&mut Around);

const FOUND: [(Flag, Set); 9] = [
    (Flag::LicenceInvalid, |a| a.licence_invalid = true),
    (Flag::RecruiterNotAllowed, |a| a.recruiter_not_allowed = true),
    (Flag::OrderOverCeiling, |a| a.order_over_ceiling = true),
    (Flag::FeeOverCap, |a| a.fee_over_cap = true),
    (Flag::LocalitySuspended, |a| a.locality_suspended = true),
    (Flag::OrderConflict, |a| a.order_conflict = true),
    (Flag::OccupationMismatch, |a| a.occupation_mismatch = true),
    (Flag::VisaMismatch, |a| a.visa_mismatch = true),
    (Flag::AgeOutsideProgramme, |a| a.age_outside_programme = true),
];

#[test]
fn each_finding_is_flagged_and_blocks_ready() {
    assert_eq!(ready().on("2024-05-30").state, State::Ready);
    for (flag, set) in FOUND {
        let mut around = Around::default();
        set(&mut around);
        let case = ready().around(around).on("2024-05-30");
        assert_eq!((case.state, case.flag_list()), (State::Conf, vec![flag]));
        assert!(
            case.missing.is_empty(),
            "{flag:?}: nothing is missing, it is only not in order"
        );
    }
}

#[test]
fn who_has_left_all_the_same_has_left() {
    for (flag, set) in FOUND {
        let mut around = Around::default();
        set(&mut around);
        let case = abroad().around(around).on("2024-06-30");
        assert_eq!(case.state, State::Abroad, "{flag:?}");
    }
}
