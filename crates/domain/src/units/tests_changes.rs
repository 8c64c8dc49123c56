//! Units changed by events: given a resolution, when it is decided, then the editions follow.

use std::sync::LazyLock;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::code::LegalName;
use crate::unit::EDITION_2025;

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    Units::from_csv(
        include_str!("../../../../data/admin-units/units-until-2025-06-30.csv"),
        include_str!("../../../../data/admin-units/units-from-2025-07-01.csv"),
        include_str!("../../../../data/admin-units/successions-2025-07-01.csv"),
    )
    .unwrap()
});

fn unit(text: &str) -> UnitRef {
    UnitRef::parse(text).unwrap()
}

fn code(text: &str) -> UnitCode {
    UnitCode::parse(text).unwrap()
}

fn name(text: &str) -> LegalName {
    LegalName::parse(text).unwrap()
}

fn on(day: Date, changes: Vec<Change>) -> Reorganisation {
    Reorganisation {
        effective_on: day,
        resolution: None,
        changes,
    }
}

fn merge(sources: &[&str], into: &str) -> Change {
    Change::Merge {
        sources: sources.iter().map(|text| code(text)).collect(),
        into: code(into),
    }
}

fn part(source: &str, into: &str) -> Change {
    Change::TransferPart {
        source: code(source),
        into: code(into),
        hamlets: vec![name("Thôn Một")],
    }
}

fn establish(text: &str) -> Change {
    Change::Establish {
        code: code(text),
        name: name("Phường Mới"),
        parent: Some(code("38")),
    }
}

/// Decides and carries out.
fn decided(known: &mut Vec<UnitEvent>, wish: &Reorganisation) -> Result<Units, UnitRefusal> {
    let now = UNITS.with_changes(known);
    known.extend(reorganise(&UNITS, known, &now, code("38"), wish)?);
    Ok(UNITS.with_changes(known))
}

/// 14797 goes whole into 14758 in 2027, which is divided between two new units in 2028.
fn history() -> Units {
    let mut known = Vec::new();
    decided(
        &mut known,
        &on(date(2027, 1, 1), vec![merge(&["14797"], "14758")]),
    )
    .unwrap();
    let divided = vec![
        establish("99001"),
        establish("99002"),
        part("14758", "99001"),
        part("14758", "99002"),
        Change::Close { code: code("14758") },
    ];
    decided(&mut known, &on(date(2028, 1, 1), divided)).unwrap()
}

#[test]
fn nothing_changes_without_events() {
    let units = UNITS.with_changes(&[]);
    assert_eq!(units.editions(), UNITS.editions());
    assert_eq!(units.edition_on(date(2030, 1, 1)), EDITION_2025);
}

#[test]
fn a_merged_unit_counts_where_it_went_and_keeps_its_old_self() {
    let units = history();
    assert_eq!(
        units.bearer(code("14797"), date(2026, 12, 31)),
        Some(unit("14797@2025"))
    );
    assert_eq!(units.bearer(code("14797"), date(2027, 1, 1)), None);
    assert_eq!(
        units.by_commune(unit("14797@2025"), unit("38@2027-01-01").edition),
        Some(unit("14758@2027-01-01"))
    );
    // The same code is a larger place from then on.
    assert_eq!(
        units.place(unit("14797@2025"), unit("14758@2025")),
        Place::Outside
    );
    assert_eq!(
        units.place(unit("14797@2025"), unit("14758@2027-01-01")),
        Place::Inside
    );
    assert_eq!(
        units.place(unit("14758@2027-01-01"), unit("14758@2025")),
        Place::Unresolved
    );
    assert_eq!(
        units.place(unit("14764@2024"), unit("14758@2027-01-01")),
        Place::Inside
    );
    assert_eq!(
        units.query("14758@2027-06-30", date(2030, 1, 1)),
        Ok(unit("14758@2027-01-01"))
    );
    assert!(matches!(
        units.query("14797", date(2030, 1, 1)),
        Err(UnitError::OtherEdition(other)) if other == unit("14797@2025")
    ));
}

#[test]
fn a_divided_unit_is_unresolved_below_the_province() {
    let units = history();
    let after = unit("38@2028-01-01").edition;
    assert_eq!(units.by_commune(unit("14758@2025"), after), None);
    assert_eq!(
        units.place(unit("14758@2025"), unit("99001@2028-01-01")),
        Place::Unresolved
    );
    assert_eq!(
        units.place(unit("14758@2025"), unit("38@2028-01-01")),
        Place::Inside
    );
    assert_eq!(
        units.competent_successor(unit("14797@2025"), date(2028, 1, 1)),
        Succession::Split(vec![unit("99001@2028-01-01"), unit("99002@2028-01-01")])
    );
    assert_eq!(units.get(unit("99001@2028-01-01")).unwrap().kind, "Phường");
    assert_eq!(
        units.provinces_of(unit("14764@2024")).last(),
        Some(&unit("38@2028-01-01"))
    );
}

#[test]
fn names_and_parents_change_and_nobody_moves() {
    let mut known = Vec::new();
    let wish = on(
        date(2027, 1, 1),
        vec![
            Change::Rename {
                code: code("14797"),
                name: name("Phường Ngôi Sao"),
            },
            Change::Move {
                code: code("14758"),
                parent: code("25"),
            },
        ],
    );
    let units = decided(&mut known, &wish).unwrap();
    let after = unit("14797@2027-01-01");
    assert_eq!(units.get(after).unwrap().name, "Phường Ngôi Sao");
    assert_eq!(units.find_by_name("ngoi sao", None, after.edition), [after]);
    assert_eq!(units.place(unit("14797@2025"), after), Place::Inside);
    assert_eq!(
        units.province_of(unit("14758@2027-01-01")),
        Some(unit("25@2027-01-01"))
    );
    assert_eq!(
        units.place(unit("14758@2025"), unit("38@2027-01-01")),
        Place::Outside
    );
    assert_eq!(units.place(unit("14758@2025"), unit("38@2025")), Place::Inside);
}

#[test]
fn what_a_resolution_cannot_say_is_refused() {
    let day = date(2027, 1, 1);
    let refused = |changes: Vec<Change>| decided(&mut Vec::new(), &on(day, changes)).unwrap_err();
    assert_eq!(refused(vec![]), UnitRefusal::Number);
    let early = on(REORGANISED_ON, vec![merge(&["14797"], "14758")]);
    assert_eq!(decided(&mut Vec::new(), &early).unwrap_err(), UnitRefusal::Day);
    assert_eq!(
        refused(vec![merge(&["99999"], "14758")]),
        UnitRefusal::Unknown(code("99999"))
    );
    assert_eq!(
        refused(vec![merge(&["04831"], "14758")]),
        UnitRefusal::OtherProvince(code("04831"))
    );
    assert_eq!(
        refused(vec![establish("14758")]),
        UnitRefusal::CodeTaken(code("14758"))
    );
    assert_eq!(refused(vec![establish("991")]), UnitRefusal::Level(code("991")));
    assert_eq!(
        refused(vec![merge(&["14797"], "14758"), part("14797", "14758")]),
        UnitRefusal::WholeAndPart(code("14797"))
    );
    let close = Change::Close { code: code("14797") };
    assert_eq!(refused(vec![close]), UnitRefusal::NothingSucceeds(code("14797")));
    assert_eq!(
        refused(vec![establish("99001")]),
        UnitRefusal::MadeOfNothing(code("99001"))
    );
    let mut known = Vec::new();
    decided(
        &mut known,
        &on(date(2028, 1, 1), vec![merge(&["14797"], "14758")]),
    )
    .unwrap();
    let late = decided(&mut known, &on(day, vec![merge(&["14758"], "14797")])).unwrap_err();
    assert_eq!(late, UnitRefusal::NotInOrder(date(2028, 1, 1)));
    for refusal in [late, UnitRefusal::Day, UnitRefusal::Number] {
        let words = refusal.words();
        assert!(!words.vi.is_empty() && !words.en.is_empty() && words.vi != words.en);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    /// Under every edition a commune lies in one commune of another edition, or is unresolved in several, and always lies
    /// in the province.
    #[test]
    fn parts_and_unresolved_make_the_whole_in_every_edition(picks in prop::collection::vec((0usize..160, 0usize..160, any::<bool>()), 1..6)) {
        let mut known = Vec::new();
        let mut units = UNITS.with_changes(&[]);
        for (step, (one, other, whole)) in picks.into_iter().enumerate() {
            let day = date(2027 + step as i16, 1, 1);
            let (edition, _) = *units.editions().last().unwrap();
            let communes = units.communes_of(unit("38@2025").at(edition));
            let (one, other) = (communes[one % communes.len()].code, communes[other % communes.len()].code);
            let change = if whole {
                Change::Merge { sources: vec![one], into: other }
            } else {
                Change::TransferPart { source: one, into: other, hamlets: Vec::new() }
            };
            if let Ok(next) = decided(&mut known, &on(day, vec![change])) {
                units = next;
            }
        }
        let all: Vec<u16> = units.editions().iter().map(|(edition, _)| *edition).collect();
        for from in &all {
            for home in units.communes_of(unit("38@2024").at(*from)).into_iter().step_by(9) {
                for asked in &all {
                    let province = unit("38@2024").at(*asked);
                    prop_assert_eq!(units.place(home, province), Place::Inside);
                    let parts = units.communes_of(province);
                    let places = parts.iter().map(|part| units.place(home, *part));
                    let (mut inside, mut open) = (0, 0);
                    for place in places {
                        inside += usize::from(place == Place::Inside);
                        open += usize::from(place == Place::Unresolved);
                    }
                    prop_assert!((inside == 1 && open == 0) || (inside == 0 && open > 1), "{} in {}: {} {}", home, asked, inside, open);
                    prop_assert_eq!(units.by_commune(home, *asked).is_some(), inside == 1);
                }
            }
        }
    }
}
