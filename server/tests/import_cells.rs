//! What stands in the cells of a list: every oddity gives the right result, or a problem with its column and remedy.

// Helpers of tests may unwrap as tests do.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Place, good, list, row};

/// The codes of all problems, with their columns.
fn problems(place: &Place, rows: &[&str]) -> Vec<(u64, String, String)> {
    let report = place.import(list(rows));
    let of = report.problems.into_iter();
    of.map(|problem| (problem.row, problem.column.unwrap_or_default(), problem.code))
        .collect()
}

fn one_problem(place: &Place, row: &str) -> (String, String) {
    match problems(place, &[row]).as_slice() {
        [(2, column, code)] => (column.clone(), code.clone()),
        other => panic!("{row}: {other:?}"),
    }
}

#[test]
fn headings_may_stand_in_any_order_and_spelling() {
    let place = Place::new();
    let text = "STT;Họ và tên;Số định danh;Thị trường;Ngày sinh (dd/mm/yyyy);Giới tính;Xã;NGÀY XUẤT CẢNH;Hình thức;Ghi chú\n\
                1;Lê Thị Hoà;038190000002;đài loan;1990;Nữ;Xã Mường Lý;2024-03-05;EPS;x";
    let report = place.import(text);
    assert_eq!(
        (report.recorded, report.rejected),
        (1, 0),
        "{:?}",
        report.problems
    );
    assert_eq!(report.ignored_columns, ["STT", "Ghi chú"]);
    assert_eq!(report.sample[0].market.as_deref(), Some("TW"));
}

#[test]
fn each_wrong_cell_names_its_column_and_remedy() {
    let place = Place::new();
    let with = |from: &str, to: &str| good().replacen(from, to, 1);
    for (row, column, code) in [
        (with("Nguyễn Văn An", "Nguyễn 2"), "ho_ten", "name.digit"),
        (with("Nguyễn Văn An", ""), "ho_ten", "field.needed"),
        (with("12/05/1990", "31/02/1990"), "ngay_sinh", "date.no_such_day"),
        (with("12/05/1990", "05/13/1990"), "ngay_sinh", "date.month_first"),
        (with("12/05/1990", "12/05/90"), "ngay_sinh", "date.short_year"),
        (with("12/05/1990", "05/1990"), "ngay_sinh", "birth.month"),
        (with("Nam", "x"), "gioi_tinh", "sex.unknown"),
        (
            with("05/03/2024", "29/02/2023"),
            "ngay_xuat_canh",
            "date.no_such_day",
        ),
        (with("05/03/2024", "03/2024"), "ngay_xuat_canh", "date.day_needed"),
        (with("05/03/2024", "05/03/2099"), "ngay_xuat_canh", "date.future"),
        (
            with("05/03/2024", "05/03/1970"),
            "ngay_xuat_canh",
            "date.too_early",
        ),
        (with("05/03/2024", "=TODAY()"), "ngay_xuat_canh", "cell.formula"),
        (
            with("12/05/1990", "12/05/2025"),
            "ngay_sinh",
            "birth.after_departure",
        ),
        (with("14845", "99999"), "xa", "commune.unknown"),
        (with("14845", "00001"), "xa", "commune.outside"),
        (with("14845", "Xã Không Có"), "xa", "commune.unknown"),
        (with("Nhật Bản", "Atlantis"), "thi_truong", "field.unknown"),
        (with("Cơ khí", "Phép thuật"), "nganh", "field.unknown"),
        (with("Hợp đồng cá nhân", "x"), "hinh_thuc", "field.unknown"),
        (
            with("Hợp đồng cá nhân", "Doanh nghiệp dịch vụ"),
            "ma_doanh_nghiep",
            "enterprise.needed",
        ),
        (
            with("Hợp đồng cá nhân,", "Doanh nghiệp dịch vụ,0199999999"),
            "ma_doanh_nghiep",
            "enterprise.unknown",
        ),
        (with("31/12/2026", "31/12/2023"), "ket_thuc", "contract.dates"),
        (with("31/12/2026", ""), "ket_thuc", "contract.incomplete"),
        (with("038090000001", "3809000000"), "so_dinh_danh", "id.lost_zero"),
        (
            with("038090000001", "03809000000x"),
            "so_dinh_danh",
            "id.character",
        ),
        (with("038090000001", "3.809E+10"), "so_dinh_danh", "id.rounded"),
        (with("038090000001", "1234"), "so_dinh_danh", "id.length"),
    ] {
        assert_eq!(
            one_problem(&place, &row),
            (column.to_owned(), code.to_owned()),
            "{row}"
        );
        let report = place.import_as(&place.officer(), list(&[&row]), true).unwrap();
        assert!(
            report.problems[0].detail.starts_with(&format!("{column}: ")),
            "{}",
            report.problems[0].detail
        );
    }
    assert_eq!(
        place.registry.views().worker_ids().count(),
        0,
        "a row with a problem records nothing"
    );
}

#[test]
fn all_that_is_wrong_with_a_row_is_named_at_once_and_counts_once() {
    let place = Place::new();
    let report = place.import(list(&["1,,x,y,,,,,,,,,", &good()]));
    assert_eq!((report.rows, report.recorded, report.rejected), (2, 1, 1));
    let columns: Vec<&str> = report
        .problems
        .iter()
        .filter_map(|problem| problem.column.as_deref())
        .collect();
    for column in [
        "ho_ten",
        "ngay_sinh",
        "gioi_tinh",
        "xa",
        "ngay_xuat_canh",
        "thi_truong",
        "hinh_thuc",
    ] {
        assert!(columns.contains(&column), "{column} in {columns:?}");
    }
}

#[test]
fn numbers_are_mended_where_that_is_certain() {
    let place = Place::new();
    let lost = row(
        "38090000001",
        "Nguyễn Văn An",
        "12/05/1990",
        "Nam",
        "14845",
        "05/03/2024",
    );
    let old = row("171234567", "Lê Thị Hoa", "1985", "Nữ", "14845", "06/03/2024");
    let odd = row(
        "038190000009",
        "Trần Văn Bình",
        "01/02/1992",
        "Nam",
        "14845",
        "07/03/2024",
    );
    let report = place.import(list(&[&lost, &old, &odd]));
    assert_eq!(
        (report.recorded, report.rejected),
        (3, 0),
        "{:?}",
        report.problems
    );
    let warnings: Vec<(u64, &str)> = report.warnings.iter().map(|w| (w.row, w.code.as_str())).collect();
    assert_eq!(
        warnings,
        [
            (2, "id.zeros_restored"),
            (4, "id.sex_mismatch"),
            (4, "id.year_mismatch")
        ]
    );
    let views = place.registry.views();
    assert_eq!(views.by_personal_id("038090000001").len(), 1);
    assert_eq!(views.by_personal_id("171234567").len(), 1);
}

#[test]
fn communes_are_found_by_code_edition_and_name() {
    let place = Place::new();
    let rows = [
        row("", "Nguyễn Văn Một", "1990", "Nam", "16249@2025", "05/07/2025"),
        row("", "Nguyễn Văn Hai", "1990", "Nam", "16249", "05/07/2025"),
        row("", "Nguyễn Văn Ba", "1990", "Nam", "Xã Mậu Lâm", "05/07/2025"),
        row("", "Nguyễn Văn Bốn", "1990", "Nam", "16249", "05/03/2024"),
        row("", "Nguyễn Văn Năm", "1990", "Nam", "mau lam", "05/07/2025"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let report = place.import(list(&rows));
    assert_eq!(
        (report.recorded, report.rejected),
        (5, 0),
        "{:?}",
        report.problems
    );
    let views = place.registry.views();
    let communes: Vec<String> = views
        .worker_ids()
        .filter_map(|id| {
            views
                .worker(id)?
                .worker
                .residences
                .first()
                .map(|residence| residence.unit.to_string())
        })
        .collect();
    assert_eq!(
        communes,
        [
            "16249@2025",
            "16249@2025",
            "16249@2025",
            "16249@2024",
            "16249@2025"
        ]
    );
    drop(views);
    // Several old communes of the province are called so: the candidates stand in the problem.
    let row = row(
        "",
        "Nguyễn Văn Sáu",
        "1990",
        "Nam",
        "Xã Quang Trung",
        "05/03/2024",
    );
    let report = place.import(list(&[&row]));
    assert_eq!(
        report.problems[0].code, "commune.ambiguous",
        "{:?}",
        report.problems
    );
    assert!(
        report.problems[0].detail.contains("@2024"),
        "{}",
        report.problems[0].detail
    );
}
