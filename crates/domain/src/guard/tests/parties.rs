//! Who deals, from where, for what.

use super::*;

#[test]
fn nothing_is_found_where_all_is_in_order() {
    assert_eq!(Given::default().kinds(), []);
}

#[test]
fn the_licence_counts_on_the_day_of_signing() {
    let status = |from, status| {
        let change: EnterpriseEvent = LicenceStatusChanged {
            status,
            effective_on: None,
            decision: None,
            ground: None,
        }
        .into();
        let licence: EnterpriseEvent = LicenceRecorded {
            number: code("7/BNV-GP"),
            issued_on: date(2024, 2, 1),
            lines: Vec::new(),
        }
        .into();
        let facts = effective(vec![(date(2024, 2, 1), licence), (from, change)]);
        Given {
            enterprise: Some(Enterprise::fold(&facts)),
            ..Given::default()
        }
    };
    let before = status(SIGNED, LicenceStatus::Suspended);
    assert_eq!(before.kinds(), [FindingKind::LicenceInvalid]);
    assert_eq!(before.found()[0].on, SIGNED);
    assert_eq!(before.found()[0].subject, Some(code("E1")));
    // Lost the day after: what was signed before stays as it was.
    assert_eq!(status(date(2025, 3, 11), LicenceStatus::Revoked).kinds(), []);
    let unknown = Given {
        enterprise: None,
        ..Given::default()
    };
    assert_eq!(unknown.kinds(), [FindingKind::LicenceInvalid]);
}

#[test]
fn a_licence_without_the_line_of_the_market_is_none_for_it() {
    let licence: EnterpriseEvent = LicenceRecorded {
        number: code("7/BNV-GP"),
        issued_on: date(2024, 2, 1),
        lines: vec![LicenceLine::General],
    }
    .into();
    let given = Given {
        enterprise: Some(Enterprise::fold(&effective(vec![(date(2024, 2, 1), licence)]))),
        ..Given::default()
    };
    assert_eq!(given.kinds(), [FindingKind::LicenceInvalid]);
}

#[test]
fn an_internship_needs_no_licence_to_send() {
    let mut facts = case(None);
    facts[0].1 = CaseOpened {
        form: LegalForm::SkillsInternship,
        ..match opened() {
            CaseEvent::CaseOpened(event) => event,
            other => panic!("{other:?}"),
        }
    }
    .into();
    let given = Given {
        facts,
        enterprise: None,
        ..Given::default()
    };
    assert_eq!(given.kinds(), []);
}

#[test]
fn no_enterprise_may_recruit_where_the_programme_says_so() {
    let closed = ProgrammeDefined {
        recruiter_allowed: false,
        ..terms()
    };
    let given = Given {
        programme: programme(closed),
        ..Given::default()
    };
    assert_eq!(given.kinds(), [FindingKind::RecruiterNotAllowed]);
    assert_eq!(given.found()[0].subject, Some(code("TM")));
}

#[test]
fn a_suspended_locality_is_held_against_who_signs_from_there() {
    let suspended: ProgrammeEvent = LocalitySuspended {
        unit: UnitRef::parse("380@2024").unwrap(),
        year: 2025,
        ground: SuspensionGround::Notice,
        document: code("12/BNV"),
        rate: None,
        persons: None,
    }
    .into();
    let facts = |from| {
        effective(vec![
            (date(2024, 1, 1), terms().into()),
            (from, suspended.clone()),
        ])
    };
    let living = |from, residence| Given {
        programme: Programme::fold(&facts(from)),
        residence,
        ..Given::default()
    };
    assert_eq!(
        living(SIGNED, "14758@2024").kinds(),
        [FindingKind::LocalitySuspended]
    );
    assert_eq!(living(SIGNED, "00001@2024").kinds(), []);
    // Suspended after the contract was signed.
    assert_eq!(living(date(2025, 3, 11), "14758@2024").kinds(), []);
}

#[test]
fn occupation_and_visa_are_those_of_the_order_and_programme() {
    let mut facts = case(None);
    facts[3].1 = employed(10_000_000, "VND", Some("welder"));
    facts.push((date(2025, 5, 1), visa("E-9")));
    let of = |order_says: bool, programme_says: bool| {
        let given = Given {
            facts: facts.clone(),
            order: Some(order(RecruitmentOrderOpened {
                occupation: order_says.then(|| code("caregiver")),
                visa_class: order_says.then(|| code("TITP")),
                ..ordered()
            })),
            programme: programme(ProgrammeDefined {
                occupations: if programme_says {
                    vec![code("caregiver")]
                } else {
                    Vec::new()
                },
                visa_classes: if programme_says {
                    vec![code("TITP")]
                } else {
                    Vec::new()
                },
                ..terms()
            }),
            ..Given::default()
        };
        given.kinds()
    };
    let both = [FindingKind::OccupationMismatch, FindingKind::VisaMismatch];
    assert_eq!(of(false, false), []);
    assert_eq!(of(true, false), both);
    assert_eq!(of(false, true), both);
}

#[test]
fn ages_are_rules_that_the_programme_names() {
    let aged = |age, rules| Given {
        age,
        rules,
        programme: programme(ProgrammeDefined {
            eligibility: vec![RuleId::EpsMinAge, RuleId::EpsMaxAge],
            ..terms()
        }),
        ..Given::default()
    };
    for (age, found) in [(17, 1), (18, 0), (39, 0), (40, 1)] {
        assert_eq!(aged(age, RULES.clone()).kinds().len(), found, "{age}");
    }
    let finding = &aged(40, RULES.clone()).found()[0];
    assert_eq!(
        (finding.kind, finding.limit),
        (FindingKind::AgeOutsideProgramme, Some(39))
    );
    let without = aged(40, Rules::default()).found();
    let missing: Vec<_> = without
        .iter()
        .filter_map(|found| found.missing)
        .map(|m| m.rule)
        .collect();
    assert!(missing.contains(&RuleId::EpsMaxAge) && missing.contains(&RuleId::EpsMinAge));
}

#[test]
fn what_is_found_is_noted_around_the_case_and_a_missing_rule_is_not() {
    let mut around = Around::default();
    let found: Vec<Finding> = FindingKind::ALL
        .iter()
        .map(|kind| Finding::new(*kind, TODAY, None))
        .collect();
    note(&mut around, &found[found.len() - 1..]);
    assert_eq!(around, Around::default());
    note(&mut around, &found);
    let noted = [
        around.licence_invalid,
        around.recruiter_not_allowed,
        around.order_over_ceiling,
        around.fee_over_cap,
        around.locality_suspended,
        around.order_conflict,
        around.occupation_mismatch,
        around.visa_mismatch,
        around.age_outside_programme,
    ];
    assert_eq!(noted, [true; 9]);
}
