//! What a list means: one row is one departure, and its key is person and day.

// Helpers of tests may unwrap as tests do.
#![allow(clippy::unwrap_used)]

mod support;

use hanhtrinh_api::admin::SetPlan;
use hanhtrinh_api::cases::{OpenCase, RecordFact};
use hanhtrinh_api::people::Register;
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::case::State;
use hanhtrinh_domain::event::{Amend, AmendKind, StreamEvent};
use hanhtrinh_domain::plan::Denominator;
use hanhtrinh_log::Log;
use support::{ENTERPRISE, OTHER, Place, caller, command, good, list, row, unit, wait};
use uuid::Uuid;

const SENT: &str = "038090000001,Nguyễn Văn An,12/05/1990,Nam,14845,05/03/2024,Nhật Bản,Cơ khí,Doanh nghiệp dịch vụ,0100000001,HD-1,01/03/2024,28/02/2027";

fn registered(place: &Place, number: &str) -> Uuid {
    let by = place.officer();
    let request = Register {
        full_name: "Nguyễn Văn An".to_owned(),
        birth_date: "12/05/1990".to_owned(),
        sex: "nam".to_owned(),
        personal_id: number.to_owned(),
        commune: "14845@2024".to_owned(),
        on: "2024-01-10".to_owned(),
        ..Register::default()
    };
    wait(place.registry.register(&by, command(), &request))
        .unwrap()
        .id
        .unwrap()
}

fn opened(place: &Place, worker: Uuid, enterprise: &str) -> Uuid {
    let request = OpenCase {
        form: "service_enterprise".to_owned(),
        market: "JP".to_owned(),
        enterprise: enterprise.to_owned(),
        on: "2024-01-10".to_owned(),
        ..OpenCase::default()
    };
    wait(
        place
            .registry
            .open_case(&place.officer(), command(), worker, &request),
    )
    .unwrap()
    .id
    .unwrap()
}

fn state(place: &Place, case: Uuid) -> State {
    let views = place.registry.views();
    views
        .lifecycle(case, views.size(), jiff::civil::date(2024, 6, 1))
        .unwrap()
        .state
}

#[test]
fn an_unknown_person_becomes_stock_and_the_same_row_changes_nothing() {
    let place = Place::new();
    let first = place.import(list(&[&good()]));
    assert_eq!((first.recorded, first.new_people, first.in_open_case), (1, 1, 0));
    let size = place.registry.log().head().size;
    let again = place.import(list(&[&good()]));
    assert_eq!(
        (again.recorded, again.unchanged, again.rejected),
        (0, 1, 0),
        "{:?}",
        again.problems
    );
    assert_eq!(place.registry.log().head().size, size, "nothing was appended");
    // In another file, with other separators and forms of the same content, it is still the same row.
    let other = list(&[&good()])
        .replace(',', ";")
        .replace("05/03/2024", "2024-03-05");
    assert_eq!(place.import(other).unchanged, 1);
    let views = place.registry.views();
    let worker = views.worker_ids().next().unwrap();
    let row = views.worker(worker).unwrap();
    assert_eq!(row.worker.entry, Some(hanhtrinh_domain::worker::Entry::Legacy));
    let case = views.case(row.cases[0]).unwrap();
    let types: Vec<&str> = case
        .events()
        .iter()
        .map(|event| event.event.info().name)
        .collect();
    assert_eq!(
        types,
        [
            "case_opened",
            "employment_contract_recorded",
            "departure_recorded"
        ]
    );
    drop(views);
    let case = place.registry.views().case_ids().next().unwrap();
    assert_eq!(state(&place, case), State::Abroad);
}

#[test]
fn a_dry_run_records_nothing_and_says_the_same() {
    let place = Place::new();
    let size = place.registry.log().head().size;
    let rows = list(&[&good(), &good(), "x"]);
    let dry = place.import_as(&place.officer(), &rows, true).unwrap();
    assert_eq!(place.registry.log().head().size, size);
    let wet = place.import(&rows);
    assert_eq!(
        (dry.recorded, dry.new_people, dry.unchanged, dry.rejected),
        (wet.recorded, wet.new_people, wet.unchanged, wet.rejected)
    );
    assert_eq!(dry.problems, wet.problems);
    assert!(dry.dry_run && !wet.dry_run);
}

#[test]
fn the_same_key_with_other_content_offers_a_correction() {
    let place = Place::new();
    place.import(list(&[SENT]));
    for (from, to, column) in [
        ("Nhật Bản", "Đài Loan", "thi_truong"),
        ("Cơ khí", "Xây dựng", "nganh"),
        (
            "Doanh nghiệp dịch vụ,0100000001",
            "Doanh nghiệp dịch vụ,0100000002",
            "ma_doanh_nghiep",
        ),
        ("HD-1", "HD-2", "so_hop_dong"),
        ("28/02/2027", "28/02/2026", "ket_thuc"),
        ("14845", "14848", "xa"),
    ] {
        let report = place.import(list(&[&SENT.replace(from, to)]));
        assert_eq!((report.recorded, report.rejected), (0, 1), "{column}");
        assert_eq!(report.problems[0].code, "departure.differs");
        assert_eq!(report.problems[0].column.as_deref(), Some(column));
        assert!(report.problems[0].case.is_some(), "{column}");
    }
    assert_eq!(
        place.registry.views().case_ids().count(),
        1,
        "never a second fact"
    );
}

#[test]
fn rows_that_contradict_each_other_in_one_file_name_the_earlier_row() {
    let place = Place::new();
    let other = SENT.replace("Nhật Bản", "Đài Loan");
    let report = place.import(list(&[SENT, SENT, &other]));
    assert_eq!((report.recorded, report.unchanged, report.rejected), (1, 1, 1));
    assert_eq!(report.problems[0].code, "row.contradicts");
    assert!(
        report.problems[0].detail.contains("row 2"),
        "{}",
        report.problems[0].detail
    );
}

#[test]
fn two_departures_of_one_person_on_two_days_are_two() {
    let place = Place::new();
    let later = SENT.replace("05/03/2024", "06/04/2025").replace("HD-1", "HD-9");
    let report = place.import(list(&[SENT, &later]));
    assert_eq!(
        (report.recorded, report.new_people),
        (2, 1),
        "{:?}",
        report.problems
    );
    assert_eq!(place.registry.views().worker_ids().count(), 1);
    assert_eq!(place.import(list(&[SENT, &later])).unchanged, 2);
}

#[test]
fn an_open_case_takes_the_departure() {
    let place = Place::new();
    let worker = registered(&place, "038090000001");
    let case = opened(&place, worker, ENTERPRISE);
    let report = place.import(list(&[SENT]));
    assert_eq!(
        (report.recorded, report.in_open_case, report.new_people),
        (1, 1, 0),
        "{:?}",
        report.problems
    );
    assert_eq!(place.registry.views().case_ids().count(), 1);
    assert_eq!(state(&place, case), State::Abroad);
    assert_eq!(place.import(list(&[SENT])).unchanged, 1);
}

#[test]
fn a_person_without_number_is_known_by_name_birth_and_commune() {
    let place = Place::new();
    let worker = registered(&place, "");
    opened(&place, worker, ENTERPRISE);
    let report = place.import(list(&[&SENT.replace("038090000001", "")]));
    assert_eq!(
        (report.recorded, report.in_open_case),
        (1, 1),
        "{:?}",
        report.problems
    );
    // Somebody of that name in another commune is somebody else.
    let elsewhere = SENT
        .replace("038090000001", "")
        .replace("14845", "14758")
        .replace("05/03/2024", "06/03/2024");
    assert_eq!(place.import(list(&[&elsewhere])).new_people, 1);
}

#[test]
fn another_enterprise_opens_another_case() {
    let place = Place::new();
    let worker = registered(&place, "038090000001");
    let case = opened(&place, worker, OTHER);
    let report = place.import(list(&[SENT]));
    assert_eq!(
        (report.recorded, report.in_open_case, report.new_people),
        (1, 0, 0)
    );
    assert_eq!(report.warnings[0].code, "case.differs");
    assert!(state(&place, case).before_departure());
}

#[test]
fn a_number_of_somebody_else_is_a_problem() {
    let place = Place::new();
    registered(&place, "038090000001");
    let row = row(
        "038090000001",
        "Trần Thị Bình",
        "01/01/1990",
        "Nữ",
        "14845",
        "05/03/2024",
    );
    let report = place.import(list(&[&row]));
    assert_eq!(report.problems[0].code, "identity.other_person");
    assert_eq!(report.problems[0].column.as_deref(), Some("so_dinh_danh"));
}

#[test]
fn an_annulled_departure_does_not_come_back_with_its_list() {
    let place = Place::new();
    place.import(list(&[SENT]));
    let (case, event, facts) = {
        let views = place.registry.views();
        let case = views.case(views.case_ids().next().unwrap()).unwrap();
        let event = case
            .events()
            .into_iter()
            .find(|event| event.event.info().name == "departure_recorded")
            .unwrap();
        (case.id, event.id, event.event.facts())
    };
    let fact = RecordFact {
        kind: "departure_recorded".to_owned(),
        on: "2024-03-05".to_owned(),
        facts: serde_json::from_str(&facts).unwrap(),
        private: None,
        source: None,
        amends: Some(Amend {
            event,
            kind: AmendKind::Annul,
        }),
    };
    wait(
        place
            .registry
            .record_fact(&place.officer(), command(), case, &fact),
    )
    .unwrap();
    let report = place.import(list(&[SENT]));
    assert_eq!(report.problems[0].code, "departure.annulled");
    assert_eq!(report.problems[0].case, Some(case));
}

#[test]
fn a_recruiter_records_for_its_own_and_learns_nothing_of_others() {
    let place = Place::new();
    let (own, other) = (place.recruiter(ENTERPRISE), place.recruiter(OTHER));
    let mine = SENT.replace("0100000001", "");
    let report = place.import_as(&own, list(&[&mine]), false).unwrap();
    assert_eq!(report.recorded, 1, "{:?}", report.problems);
    assert_eq!(place.import_as(&own, list(&[&mine]), false).unwrap().unchanged, 1);
    // Naming another enterprise, or a form that is none of its business.
    let report = place.import_as(&other, list(&[SENT]), false).unwrap();
    assert_eq!(report.problems[0].code, "enterprise.not_own");
    let report = place.import_as(&own, list(&[&good()]), false).unwrap();
    assert_eq!(report.problems[0].code, "form.not_recruiter");
    // The exact number and birth date: the department has to look, and no placement is named.
    let report = place.import_as(&other, list(&[&mine]), false).unwrap();
    assert_eq!(
        (report.problems[0].code.as_str(), report.problems[0].case),
        ("departure.elsewhere", None)
    );
    // Another birth date: nothing tells that the number is known.
    let guess = mine
        .replace("12/05/1990", "13/05/1990")
        .replace("Nguyễn Văn An", "Lê Văn Sáu");
    let unknown = guess.replace("038090000001", "038090000002");
    let (guessed, blank) = (
        place.import_as(&other, list(&[&guess]), true).unwrap(),
        place.import_as(&other, list(&[&unknown]), true).unwrap(),
    );
    assert_eq!(
        (
            guessed.recorded,
            guessed.new_people,
            guessed.warnings.len(),
            guessed.problems.len()
        ),
        (
            blank.recorded,
            blank.new_people,
            blank.warnings.len(),
            blank.problems.len()
        )
    );
    // Without a number, somebody else's people are not found by name.
    let nameless = mine
        .replace("038090000001", "")
        .replace("05/03/2024", "09/03/2024");
    assert_eq!(
        place
            .import_as(&other, list(&[&nameless]), true)
            .unwrap()
            .new_people,
        1
    );
}

#[test]
fn a_commune_officer_records_for_its_own_commune() {
    let place = Place::new();
    let mut officer = caller(&place.registry, Role::CommuneOfficer, None);
    officer.unit = unit("14845@2025");
    let by = officer.recorder().unwrap();
    let away = row("", "Lê Thị Ba", "1991", "Nữ", "14758", "05/07/2025");
    let home = row("", "Lê Thị Tư", "1991", "Nữ", "14845", "05/07/2025");
    let report = place.import_as(&by, list(&[&away, &home]), false).unwrap();
    assert_eq!(
        (report.recorded, report.rejected),
        (1, 1),
        "{:?}",
        report.problems
    );
    assert_eq!(report.problems[0].code, "scope.outside");
}

#[test]
fn what_a_list_brings_in_stands_in_the_report() {
    let place = Place::new();
    let planning = caller(&place.registry, Role::Administrator, None)
        .planning()
        .unwrap();
    let request = SetPlan {
        unit: place.registry.info().province.to_string(),
        year: 2024,
        low: 2,
        high: 2,
        denominator: Denominator::Low,
    };
    wait(place.registry.set_plan(&planning, command(), &request)).unwrap();
    let other = row("", "Lê Thị Ba", "1991", "Nữ", "14758", "05/07/2024");
    place.import(list(&[
        SENT,
        &other,
        &row("", "Lê Thị Tư", "1991", "Nữ", "14845", "31/12/2023"),
    ]));
    let views = place.registry.views();
    let report = views
        .departures(&hanhtrinh_views::ReportQuery {
            unit_text: "38".to_owned(),
            unit: place.registry.info().province,
            period: hanhtrinh_domain::period::Period::year(2024),
            as_of: place.registry.today(),
            position: views.size(),
            by: None,
            scope_enterprise: None,
        })
        .unwrap();
    assert_eq!((report.value, report.last_year.unwrap().value), (2, 1));
    assert_eq!(report.plan.unwrap().percent_of, "100.0");
}
