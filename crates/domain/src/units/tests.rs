use jiff::civil::date;

use super::*;
use crate::unit::EDITION_2025;
use std::sync::LazyLock;

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

fn name(unit: UnitRef) -> &'static str {
    &UNITS.get(unit).unwrap().name
}

const TODAY: Date = date(2025, 8, 1);

#[test]
fn the_tables_hold_the_official_counts() {
    assert_eq!(UNITS.provinces(EDITION_2024).count(), 63);
    assert_eq!(UNITS.provinces(EDITION_2025).count(), 34);
    let communes = |edition| {
        UNITS
            .iter()
            .filter(|unit| unit.level() == Level::Commune && unit.unit.edition == edition)
            .count()
    };
    assert_eq!((communes(EDITION_2024), communes(EDITION_2025)), (10_035, 3_321));
    assert_eq!(UNITS.children(unit("25@2025")).len(), 148);
    assert_eq!(UNITS.communes_of(unit("17@2024")).len(), 151);
    assert_eq!(UNITS.communes_of(unit("38@2025")).len(), 166);
    assert_eq!(UNITS.communes_of(unit("38@2024")).len(), 547);
    let zone = UNITS.get(unit("26732@2025")).unwrap();
    assert_eq!((zone.kind.as_str(), zone.bare_name()), ("Đặc khu", "Côn Đảo"));
    assert!(zone.lat.is_some() && zone.lon.is_some());
}

#[test]
fn one_code_may_name_two_places() {
    assert_eq!(name(unit("16249@2024")), "Xã Phú Nhuận");
    assert_eq!(name(unit("16249@2025")), "Xã Mậu Lâm");
}

#[test]
fn units_are_asked_for_by_day_or_edition() {
    assert_eq!(UNITS.query("38", TODAY), Ok(unit("38@2025")));
    assert_eq!(UNITS.query("38", date(2025, 6, 30)), Ok(unit("38@2024")));
    assert_eq!(UNITS.query("17@2025-06-30", TODAY), Ok(unit("17@2024")));
    assert_eq!(UNITS.query(" 16249@2024 ", TODAY), Ok(unit("16249@2024")));
    assert_eq!(UNITS.query("16249@2025-07-01", TODAY), Ok(unit("16249@2025")));
    assert_eq!(
        UNITS.query("17", TODAY),
        Err(UnitError::OtherEdition(unit("17@2024")))
    );
    assert_eq!(
        UNITS.query("17@2025-07-01", TODAY),
        Err(UnitError::OtherEdition(unit("17@2024")))
    );
    assert_eq!(
        UNITS.query("99999", TODAY),
        Err(UnitError::Unknown(unit("99999@2025")))
    );
    assert_eq!(
        UNITS.query("38@2023", TODAY),
        Err(UnitError::Code(UnitCodeError::Edition))
    );
    assert_eq!(UNITS.query("38@2025-07", TODAY), Err(UnitError::Form));
    assert_eq!(
        UNITS.query("thirty", TODAY),
        Err(UnitError::Code(UnitCodeError::Code))
    );
}

#[test]
fn every_old_commune_and_province_has_a_successor() {
    for old in UNITS.iter().filter(|unit| unit.unit.edition == EDITION_2024) {
        let successors = UNITS.successors(old.unit);
        assert!(!successors.all().is_empty(), "{}", old.unit);
        if old.level() == Level::Province {
            let whole = successors.whole().expect("no province was split");
            for commune in UNITS.communes_of(old.unit) {
                assert_eq!(UNITS.place(commune, whole), Place::Inside, "{commune}");
            }
        }
    }
}

#[test]
fn phu_tho_was_made_of_three_provinces() {
    let made_of = UNITS.predecessors(unit("25@2025"));
    let whole = |text| (unit(text), Extent::Whole);
    assert_eq!(made_of, [whole("17@2024"), whole("25@2024"), whole("26@2024")]);
    assert_eq!(
        UNITS.successors(unit("17@2024")),
        Succession::Whole(unit("25@2025"))
    );
    assert_eq!(
        UNITS.successors(unit("25@2025")),
        Succession::Whole(unit("25@2025"))
    );
    assert_eq!(UNITS.predecessors(unit("17@2024")), []);
}

#[test]
fn a_whole_commune_counts_in_its_successor() {
    let (old, new) = (unit("04831@2024"), unit("04831@2025"));
    assert_eq!(UNITS.successors(old), Succession::Whole(new));
    assert_eq!(UNITS.by_commune(old, EDITION_2025), Some(new));
    assert_eq!(UNITS.place(old, new), Place::Inside);
    assert_eq!(UNITS.place(old, unit("25@2025")), Place::Inside);
    assert_eq!(UNITS.place(old, unit("38@2025")), Place::Outside);
    assert_eq!(UNITS.place(old, unit("150@2024")), Place::Inside);
    assert_eq!(UNITS.province_of(old), Some(unit("17@2024")));
    // The new commune was made of four: it lies in their old district, but in none of them.
    assert_eq!(UNITS.by_commune(new, EDITION_2024), None);
    assert_eq!(UNITS.place(new, old), Place::Unresolved);
    assert_eq!(UNITS.place(new, unit("150@2024")), Place::Inside);
    assert_eq!(UNITS.place(new, unit("17@2024")), Place::Inside);
    assert_eq!(UNITS.place(new, unit("25@2024")), Place::Outside);
}

#[test]
fn a_split_commune_is_unresolved_below_the_province() {
    // Vầy Nưa went partly into 04828 and partly into 04891.
    let old = unit("04891@2024");
    assert_eq!(
        UNITS.successors(old),
        Succession::Split(vec![unit("04828@2025"), unit("04891@2025")])
    );
    assert_eq!(UNITS.by_commune(old, EDITION_2025), None);
    assert_eq!(UNITS.place(old, unit("04891@2025")), Place::Unresolved);
    assert_eq!(UNITS.place(old, unit("04831@2025")), Place::Outside);
    assert_eq!(UNITS.place(old, unit("25@2025")), Place::Inside);
    assert!(
        UNITS
            .successors(old)
            .all()
            .contains(&UNITS.suggested_successor(old).unwrap())
    );
}

#[test]
fn coarse_residences_are_inside_only_what_holds_all_of_them() {
    assert_eq!(UNITS.place(unit("17@2024"), unit("25@2025")), Place::Inside);
    assert_eq!(UNITS.place(unit("25@2025"), unit("17@2024")), Place::Unresolved);
    assert_eq!(UNITS.place(unit("25@2025"), unit("38@2024")), Place::Outside);
    assert_eq!(
        UNITS.place(unit("25@2025"), unit("04831@2025")),
        Place::Unresolved
    );
    assert_eq!(
        UNITS.place(unit("150@2024"), unit("04831@2025")),
        Place::Unresolved
    );
    assert_eq!(
        UNITS.place(unit("99999@2025"), unit("25@2025")),
        Place::Unresolved
    );
}

#[test]
fn islands_without_communes_became_special_zones() {
    let (old, new) = (unit("755@2024"), unit("26732@2025"));
    assert_eq!(UNITS.successors(old), Succession::Whole(new));
    assert_eq!(UNITS.by_commune(old, EDITION_2025), Some(new));
    assert_eq!(UNITS.by_commune(new, EDITION_2024), Some(old));
    assert_eq!(UNITS.place(new, old), Place::Inside);
    assert_eq!(UNITS.place(new, unit("77@2024")), Place::Inside);
}

#[test]
fn who_is_competent_depends_on_the_day() {
    let old = unit("04831@2024");
    assert_eq!(
        UNITS.competent_successor(old, date(2025, 6, 30)),
        Succession::Whole(old)
    );
    assert_eq!(
        UNITS.competent_successor(old, date(2025, 7, 1)),
        Succession::Whole(unit("04831@2025"))
    );
    assert!(
        matches!(UNITS.competent_successor(unit("04891@2024"), TODAY), Succession::Split(parts) if parts.len() == 2)
    );
    assert!(
        matches!(UNITS.competent_successor(unit("04831@2025"), date(2025, 1, 1)), Succession::Split(parts) if parts.len() == 4)
    );
    assert_eq!(
        UNITS.competent_successor(unit("99999@2025"), TODAY),
        Succession::Split(vec![])
    );
}

#[test]
fn parts_and_unresolved_make_the_whole() {
    // Every old commune of Hoà Bình counts in exactly one new commune of Phú Thọ, or is unresolved.
    let mut resolved = 0;
    let mut unresolved = 0;
    for old in UNITS.communes_of(unit("17@2024")) {
        let places: Vec<Place> = UNITS
            .children(unit("25@2025"))
            .iter()
            .map(|new| UNITS.place(old, *new))
            .collect();
        match places.iter().filter(|place| **place == Place::Inside).count() {
            1 => resolved += 1,
            0 if places.contains(&Place::Unresolved) => unresolved += 1,
            _ => panic!("{old} counts twice or nowhere"),
        }
        assert_eq!(
            UNITS.by_commune(old, EDITION_2025).is_some(),
            places.contains(&Place::Inside)
        );
    }
    assert_eq!(resolved + unresolved, 151);
    assert!(unresolved > 0);
}

#[test]
fn placing_agrees_in_both_directions() {
    for new in UNITS.children(unit("38@2025")) {
        for (old, extent) in UNITS.predecessors(*new) {
            let expected = if extent == Extent::Whole {
                Place::Inside
            } else {
                Place::Unresolved
            };
            assert_eq!(UNITS.place(old, *new), expected, "{old} {new}");
            assert_ne!(UNITS.place(*new, old), Place::Outside, "{new} {old}");
        }
    }
}

#[test]
fn names_are_found_without_accents_and_kind() {
    let find = |text, province: Option<&str>| UNITS.find_by_name(text, province.map(unit), EDITION_2025);
    assert_eq!(find("Đà Bắc", Some("25@2025")), [unit("04831@2025")]);
    assert_eq!(find("da bac", Some("25@2025")), [unit("04831@2025")]);
    assert_eq!(find("xã Đà Bắc", None), [unit("04831@2025")]);
    assert_eq!(find("X. Da Bac", Some("17@2024")), [unit("04831@2025")]);
    assert_eq!(find("Tỉnh Thanh Hoá", None), [unit("38@2025")]);
    assert_eq!(find("Phú Thọ", None).first(), Some(&unit("25@2025")));
    assert!(
        find("Quan Sơn", Some("38@2025")).len() == 1,
        "a name may begin like a kind"
    );
    assert_eq!(find("Đà Bắc", Some("38@2025")), []);
    assert_eq!(find("", None), []);
    let old = UNITS.find_by_name("TP. Hoà Bình", Some(unit("17@2024")), EDITION_2024);
    assert_eq!(old, [unit("148@2024")]);
    assert_eq!(
        UNITS.find_by_name("thi tran da bac", None, EDITION_2024),
        [unit("04831@2024")]
    );
}

#[test]
fn every_unit_is_found_by_its_full_name() {
    for found in UNITS.iter() {
        let province = UNITS.province_of(found.unit);
        let hits = UNITS.find_by_name(&found.name, province, found.unit.edition);
        assert!(hits.contains(&found.unit), "{} {}", found.unit, found.name);
    }
}

#[test]
fn tables_that_do_not_fit_are_refused() {
    let before =
        "level,code,name,type,parent_code\nprovince,01,Tỉnh A,Tỉnh,\ndistrict,001,Huyện B,Huyện,01\n";
    let after = "level,code,name,type,parent_code,lat,lon,area_km2\nprovince,01,Tỉnh A,Tỉnh,,,,\ncommune,00001,Xã B,Xã,01,20.5,105.1,3\n";
    let links = "from_level,from_code,to_code,extent,default_target\n";
    let link = format!("{links}district,001,00001,whole,\n");
    assert!(Units::from_csv(before, after, &link).is_ok());
    assert!(matches!(
        Units::from_csv(before, after, links),
        Err(UnitsError::NoSuccessor(_) | UnitsError::NoPredecessor(_))
    ));
    let twice = format!("{link}district,001,00001,whole,\n");
    assert!(matches!(
        Units::from_csv(before, after, &twice),
        Err(UnitsError::Line { line: 3, .. })
    ));
    let orphan = after.replace(",01,20.5", ",02,20.5");
    assert!(matches!(
        Units::from_csv(before, &orphan, &link),
        Err(UnitsError::Orphan(_))
    ));
    let unknown = format!("{links}district,009,00001,whole,\n");
    assert!(matches!(
        Units::from_csv(before, after, &unknown),
        Err(UnitsError::Line { line: 2, .. })
    ));
    assert!(matches!(
        Units::from_csv("a,b\n", after, &link),
        Err(UnitsError::Csv { .. })
    ));
    assert!(matches!(
        Units::from_csv(before, &after.replace("20.5", "north"), &link),
        Err(UnitsError::Line { .. })
    ));
}
