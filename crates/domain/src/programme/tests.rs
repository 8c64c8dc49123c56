use std::sync::LazyLock;

use super::*;
use crate::actor::{Official, Role};
use crate::date::PartialDate;
use crate::event::{Recorded, collect};
use crate::rules::Rules;
use crate::units::Units;
use jiff::civil::date;
use uuid::Uuid;

static RULES: LazyLock<Rules> =
    LazyLock::new(|| Rules::from_json(include_str!("../../../../data/rules/vn-1.json")).unwrap());

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    Units::from_csv(
        include_str!("../../../../data/admin-units/units-until-2025-06-30.csv"),
        include_str!("../../../../data/admin-units/units-from-2025-07-01.csv"),
        include_str!("../../../../data/admin-units/successions-2025-07-01.csv"),
    )
    .unwrap()
});

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn unit(text: &str) -> UnitRef {
    UnitRef::parse(text).unwrap()
}

fn given(facts: Vec<(Date, ProgrammeEvent)>) -> Programme {
    let event = |(position, (on, event)): (usize, (Date, ProgrammeEvent))| Recorded {
        id: Uuid::from_u128(position as u128),
        position: position as u64,
        on: PartialDate::Day(on),
        at: "2030-01-01T00:00:00Z".parse().unwrap(),
        amends: None,
        event,
    };
    let recorded: Vec<_> = facts.into_iter().enumerate().map(event).collect();
    Programme::fold(&collect(&recorded))
}

fn eps(recruiter_allowed: bool) -> ProgrammeEvent {
    ProgrammeDefined {
        name: LegalName::parse("EPS").unwrap(),
        market: Some(Market::parse("KR").unwrap()),
        profit: ProfitKind::NonProfit,
        recruiter_allowed,
        eligibility: vec![RuleId::EpsMinAge, RuleId::EpsMaxAge],
        visa_classes: vec![code("E-9")],
        occupations: Vec::new(),
    }
    .into()
}

fn known() -> Programme {
    given(vec![(date(2024, 1, 1), eps(false))])
}

fn suspend(
    place: &str,
    ground: SuspensionGround,
    rate: Option<u32>,
    persons: Option<u32>,
) -> LocalityDecision {
    LocalityDecision::Suspend {
        unit: unit(place),
        year: 2025,
        ground,
        document: code("12/BNV"),
        rate,
        persons,
    }
}

fn noticed(place: &str) -> LocalityDecision {
    suspend(place, SuspensionGround::Notice, None, None)
}

fn official(role: Role, acting: &str) -> Official {
    Official {
        role,
        unit: unit(acting),
        signed_on: date(2025, 8, 4),
        recorded_on: date(2025, 8, 5),
    }
}

fn decided(programme: &Programme, decision: LocalityDecision) -> Result<ProgrammeEvent, LocalityRefusal> {
    by(
        programme,
        decision,
        official(Role::ProvinceOfficer, "38@2025"),
        &RULES,
    )
}

fn by(
    programme: &Programme,
    decision: LocalityDecision,
    official: Official,
    rules: &Rules,
) -> Result<ProgrammeEvent, LocalityRefusal> {
    let context = Context {
        official,
        province: unit("38@2025"),
        rules,
        units: &UNITS,
    };
    decide(programme, decision, &context)
}

/// A former district of Thanh Hoá and one of its communes.
const DISTRICT: &str = "380@2024";

#[test]
fn a_suspended_district_covers_its_communes_for_the_year_and_no_other() {
    let decided = decided(&known(), noticed(DISTRICT)).unwrap();
    let programme = given(vec![(date(2024, 1, 1), eps(false)), (date(2025, 8, 4), decided)]);
    let commune = UNITS.communes_of(unit(DISTRICT))[0];
    let elsewhere = unit("00001@2024");
    let on = |place, day| programme.suspension_of(place, day, &UNITS).is_some();
    assert!(on(commune, date(2025, 8, 4)));
    assert!(!on(commune, date(2025, 8, 3)), "not before it was signed");
    assert!(!on(commune, date(2026, 1, 2)), "not in the next year");
    assert!(!UNITS.is_within(elsewhere, unit(DISTRICT)) && !on(elsewhere, date(2025, 9, 1)));
}

#[test]
fn a_reinstated_locality_is_open_again() {
    let first = decided(&known(), noticed(DISTRICT)).unwrap();
    let suspended = given(vec![
        (date(2024, 1, 1), eps(false)),
        (date(2025, 8, 4), first.clone()),
    ]);
    let again = LocalityDecision::Reinstate {
        unit: unit(DISTRICT),
        year: 2025,
        document: code("15/BNV"),
    };
    let back = decided(&suspended, again).unwrap();
    let commune = UNITS.communes_of(unit(DISTRICT))[0];
    let open = given(vec![
        (date(2024, 1, 1), eps(false)),
        (date(2025, 8, 4), first),
        (date(2025, 9, 1), back),
    ]);
    assert!(open.suspension_of(commune, date(2025, 8, 31), &UNITS).is_some());
    assert!(open.suspension_of(commune, date(2025, 9, 1), &UNITS).is_none());
    let refused = decided(&open, again);
    assert_eq!(refused, Err(LocalityRefusal::NotSuspended(unit(DISTRICT))));
}

#[test]
fn only_the_province_decides_about_localities() {
    for (role, acting) in [
        (Role::CommuneOfficer, "16249@2025"),
        (Role::UnitLeader, "16249@2025"),
        (Role::Recruiter, "38@2025"),
        (Role::Auditor, "38@2025"),
        (Role::Administrator, "38@2025"),
    ] {
        let refused = by(&known(), noticed(DISTRICT), official(role, acting), &RULES);
        assert_eq!(refused, Err(LocalityRefusal::NotProvince), "{role:?}");
    }
    let leader = by(
        &known(),
        noticed(DISTRICT),
        official(Role::UnitLeader, "38@2025"),
        &RULES,
    );
    assert!(leader.is_ok(), "{leader:?}");
}

#[test]
fn the_programme_and_the_locality_must_be_known_here() {
    let refused = decided(&Programme::default(), noticed(DISTRICT));
    assert_eq!(refused, Err(LocalityRefusal::UnknownProgramme));
    for place in ["00001@2024", "38@2025", "999@2024"] {
        let place = UnitRef::parse(place).unwrap();
        let refused = decided(&known(), noticed(&place.to_string()));
        assert_eq!(refused, Err(LocalityRefusal::NotHere(place)));
    }
}

#[test]
fn a_year_and_a_day_that_cannot_be_meant() {
    let past = LocalityDecision::Suspend {
        unit: unit(DISTRICT),
        year: 2024,
        ground: SuspensionGround::Notice,
        document: code("12/BNV"),
        rate: None,
        persons: None,
    };
    assert_eq!(decided(&known(), past), Err(LocalityRefusal::Year));
    let tomorrow = Official {
        signed_on: date(2025, 8, 6),
        ..official(Role::ProvinceOfficer, "38@2025")
    };
    let refused = by(&known(), noticed(DISTRICT), tomorrow, &RULES);
    assert_eq!(refused, Err(LocalityRefusal::SigningDay));
}

#[test]
fn figures_must_reach_both_thresholds_and_the_refusal_names_the_rule() {
    let figures = |rate, persons| suspend(DISTRICT, SuspensionGround::Figures, rate, persons);
    assert!(decided(&known(), figures(Some(3_000), Some(60))).is_ok());
    let none = decided(&known(), figures(Some(3_000), None));
    assert_eq!(none, Err(LocalityRefusal::NoFigures));
    for (rate, persons, expected) in [
        (2_999, 60, "locality.suspend_rate@2018-01-01"),
        (3_000, 59, "locality.suspend_persons@2018-01-01"),
    ] {
        match decided(&known(), figures(Some(rate), Some(persons))).unwrap_err() {
            LocalityRefusal::BelowThreshold {
                rule, reference_vi, ..
            } => {
                assert_eq!(rule, expected);
                assert!(reference_vi.contains("Hàn Quốc"));
            }
            other => panic!("{other:?}"),
        }
    }
    let official = official(Role::ProvinceOfficer, "38@2025");
    let missing = by(
        &known(),
        figures(Some(9_000), Some(900)),
        official,
        &Rules::default(),
    );
    assert_eq!(
        missing,
        Err(LocalityRefusal::MissingRule(RuleId::LocalitySuspendRate))
    );
}

#[test]
fn nobody_is_suspended_twice_for_a_year() {
    let first = decided(&known(), noticed(DISTRICT)).unwrap();
    let suspended = given(vec![(date(2024, 1, 1), eps(false)), (date(2025, 8, 4), first)]);
    let refused = decided(&suspended, noticed(DISTRICT));
    assert_eq!(refused, Err(LocalityRefusal::Already(unit(DISTRICT))));
}

#[test]
fn terms_hold_from_their_day_and_the_first_reach_back() {
    let programme = given(vec![
        (date(2024, 1, 1), eps(true)),
        (date(2025, 1, 1), eps(false)),
    ]);
    assert!(programme.recruiter_allowed(date(2020, 1, 1)));
    assert!(programme.recruiter_allowed(date(2024, 12, 31)));
    assert!(!programme.recruiter_allowed(date(2025, 1, 1)));
    assert!(Programme::default().recruiter_allowed(date(2025, 1, 1)));
    assert!(programme.is_non_profit(date(2025, 1, 1)));
}

#[test]
fn intakes_tests_and_agreements_are_kept_by_their_codes() {
    let intake = |quota| IntakeAnnounced {
        intake: code("EPS-2025-1"),
        sectors: Vec::new(),
        quota: Some(quota),
        opens: date(2025, 2, 10),
        closes: date(2025, 2, 14),
    };
    let session = TestSessionScheduled {
        session: code("S1"),
        exam: Exam::EpsTopik,
        intake: Some(code("EPS-2025-1")),
        venue: unit("38@2025"),
        first: date(2025, 5, 12),
        last: date(2025, 6, 20),
        capacity: None,
    };
    let agreement = LocalityAgreementRecorded {
        locality: LegalName::parse("Yeongju").unwrap(),
        market: Market::parse("KR").unwrap(),
        unit: unit("38@2025"),
        quota: Some(200),
        valid_from: date(2025, 1, 1),
        valid_to: None,
    };
    let programme = given(vec![
        (date(2025, 1, 20), intake(3_000).into()),
        (date(2025, 1, 25), intake(3_300).into()),
        (date(2025, 3, 1), session.into()),
        (date(2025, 3, 2), agreement.into()),
    ]);
    assert_eq!(programme.intakes[&code("EPS-2025-1")].1.quota, Some(3_300));
    assert_eq!((programme.sessions.len(), programme.agreements.len()), (1, 1));
}
