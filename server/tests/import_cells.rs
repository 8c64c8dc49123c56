//! What lists look like in the wild: every oddity gives the right result, or a problem with its column and remedy.

mod support;

use hanhtrinh_api::Lang;
use hanhtrinh_server::import::{self, ImportError};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use support::{HEADINGS, Place, good, list, row};

/// The codes of all problems, with their columns.
fn problems(place: &Place, rows: &[&str]) -> Vec<(u64, String, String)> {
    let report = place.import(list(rows));
    let of = report.problems.into_iter();
    of.map(|problem| (problem.row, problem.column.unwrap_or_default(), problem.code)).collect()
}

fn one_problem(place: &Place, row: &str) -> (String, String) {
    match problems(place, &[row]).as_slice() {
        [(2, column, code)] => (column.clone(), code.clone()),
        other => panic!("{row}: {other:?}"),
    }
}

#[test]
fn text_files_of_every_kind_are_read() {
    let rows = format!("{HEADINGS}\n{}", good());
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(rows.encode_utf16().flat_map(u16::to_le_bytes));
    let decomposed = rows.replace("Nguyễn Văn An", "Nguye\u{302}\u{303}n Va\u{306}n An");
    for (what, bytes) in [
        ("plain", rows.clone().into_bytes()),
        ("byte order mark", format!("\u{feff}{rows}").into_bytes()),
        ("windows line ends", rows.replace('\n', "\r\n").into_bytes()),
        ("semicolons", rows.replace(',', ";").into_bytes()),
        ("tabs", rows.replace(',', "\t").into_bytes()),
        ("utf-16", utf16),
        ("decomposed", decomposed.into_bytes()),
        ("title rows", format!("SỞ NỘI VỤ,,\nDANH SÁCH XUẤT CẢNH\n\n{rows}").into_bytes()),
        ("a column of problems", format!("{}{}", rows.replace("ket_thuc\n", "ket_thuc,loi\n"), ",cũ").into_bytes()),
    ] {
        let place = Place::new();
        let report = place.import(&bytes);
        assert_eq!((report.recorded, report.rejected), (1, 0), "{what}: {:?}", report.problems);
        assert_eq!(report.sample[0].full_name, "Nguyễn Văn An", "{what}");
    }
}

#[test]
fn headings_may_stand_in_any_order_and_spelling() {
    let place = Place::new();
    let text = "STT;Họ và tên;Số định danh;Thị trường;Ngày sinh (dd/mm/yyyy);Giới tính;Xã;NGÀY XUẤT CẢNH;Hình thức;Ghi chú\n\
                1;Lê Thị Hoà;038190000002;đài loan;1990;Nữ;Xã Mường Lý;2024-03-05;EPS;x";
    let report = place.import(text);
    assert_eq!((report.recorded, report.rejected), (1, 0), "{:?}", report.problems);
    assert_eq!(report.ignored_columns, ["STT", "Ghi chú"]);
    assert_eq!(report.sample[0].market.as_deref(), Some("TW"));
}

#[test]
fn files_that_are_no_lists_say_why() {
    let place = Place::new();
    let import = |bytes: &[u8]| place.import_as(&place.officer(), bytes, false).unwrap_err();
    for (bytes, says) in [
        (&b""[..], "empty"),
        (b" \r\n ", "empty"),
        (HEADINGS.as_bytes(), "no rows"),
        (b"a,b,c\n1,2,3", "headings"),
        (b"ho_ten,ngay_sinh,gioi_tinh\nA,1990,Nam", "xa, ngay_xuat_canh, thi_truong, hinh_thuc"),
        (b"ho_ten,Ho va ten,ngay_sinh,xa\nA,B,1990,1", "Two columns mean ho_ten"),
        (b"ho_ten,ngay_sinh\n\xff\xd0", "UTF-8"),
        (b"PK\x03\x04broken", "workbook"),
        (&[0xd0, 0xcf, 0x11, 0xe0, 0, 0], ".xls"),
    ] {
        let error: ImportError = import(bytes);
        assert!(error.detail(Lang::En).contains(says), "{says}: {}", error.detail(Lang::En));
        assert!(!error.detail(Lang::Vi).is_empty());
    }
    assert_eq!(place.registry.views().worker_ids().count(), 0);
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
        (with("05/03/2024", "29/02/2023"), "ngay_xuat_canh", "date.no_such_day"),
        (with("05/03/2024", "03/2024"), "ngay_xuat_canh", "date.day_needed"),
        (with("05/03/2024", "05/03/2099"), "ngay_xuat_canh", "date.future"),
        (with("05/03/2024", "05/03/1970"), "ngay_xuat_canh", "date.too_early"),
        (with("05/03/2024", "=TODAY()"), "ngay_xuat_canh", "cell.formula"),
        (with("12/05/1990", "12/05/2025"), "ngay_sinh", "birth.after_departure"),
        (with("14845", "99999"), "xa", "commune.unknown"),
        (with("14845", "00001"), "xa", "commune.outside"),
        (with("14845", "Xã Không Có"), "xa", "commune.unknown"),
        (with("Nhật Bản", "Atlantis"), "thi_truong", "field.unknown"),
        (with("Cơ khí", "Phép thuật"), "nganh", "field.unknown"),
        (with("Hợp đồng cá nhân", "x"), "hinh_thuc", "field.unknown"),
        (with("Hợp đồng cá nhân", "Doanh nghiệp dịch vụ"), "ma_doanh_nghiep", "enterprise.needed"),
        (with("Hợp đồng cá nhân,", "Doanh nghiệp dịch vụ,0199999999"), "ma_doanh_nghiep", "enterprise.unknown"),
        (with("31/12/2026", "31/12/2023"), "ket_thuc", "contract.dates"),
        (with("31/12/2026", ""), "ket_thuc", "contract.incomplete"),
        (with("038090000001", "3809000000"), "so_dinh_danh", "id.lost_zero"),
        (with("038090000001", "03809000000x"), "so_dinh_danh", "id.character"),
        (with("038090000001", "3.809E+10"), "so_dinh_danh", "id.rounded"),
        (with("038090000001", "1234"), "so_dinh_danh", "id.length"),
    ] {
        assert_eq!(one_problem(&place, &row), (column.to_owned(), code.to_owned()), "{row}");
        let report = place.import_as(&place.officer(), list(&[&row]), true).unwrap();
        assert!(report.problems[0].detail.starts_with(&format!("{column}: ")), "{}", report.problems[0].detail);
    }
    assert_eq!(place.registry.views().worker_ids().count(), 0, "a row with a problem records nothing");
}

#[test]
fn all_that_is_wrong_with_a_row_is_named_at_once_and_counts_once() {
    let place = Place::new();
    let report = place.import(list(&["1,,x,y,,,,,,,,,", &good()]));
    assert_eq!((report.rows, report.recorded, report.rejected), (2, 1, 1));
    let columns: Vec<&str> = report.problems.iter().filter_map(|problem| problem.column.as_deref()).collect();
    for column in ["ho_ten", "ngay_sinh", "gioi_tinh", "xa", "ngay_xuat_canh", "thi_truong", "hinh_thuc"] {
        assert!(columns.contains(&column), "{column} in {columns:?}");
    }
}

#[test]
fn numbers_are_mended_where_that_is_certain() {
    let place = Place::new();
    let lost = row("38090000001", "Nguyễn Văn An", "12/05/1990", "Nam", "14845", "05/03/2024");
    let old = row("171234567", "Lê Thị Hoa", "1985", "Nữ", "14845", "06/03/2024");
    let odd = row("038190000009", "Trần Văn Bình", "01/02/1992", "Nam", "14845", "07/03/2024");
    let report = place.import(list(&[&lost, &old, &odd]));
    assert_eq!((report.recorded, report.rejected), (3, 0), "{:?}", report.problems);
    let warnings: Vec<(u64, &str)> = report.warnings.iter().map(|w| (w.row, w.code.as_str())).collect();
    assert_eq!(warnings, [(2, "id.zeros_restored"), (4, "id.sex_mismatch"), (4, "id.year_mismatch")]);
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
    assert_eq!((report.recorded, report.rejected), (5, 0), "{:?}", report.problems);
    let views = place.registry.views();
    let communes: Vec<String> = views
        .worker_ids()
        .filter_map(|id| views.worker(id)?.worker.residences.first().map(|residence| residence.unit.to_string()))
        .collect();
    assert_eq!(communes, ["16249@2025", "16249@2025", "16249@2025", "16249@2024", "16249@2025"]);
    drop(views);
    // Several old communes of the province are called so: the candidates stand in the problem.
    let row = row("", "Nguyễn Văn Sáu", "1990", "Nam", "Xã Quang Trung", "05/03/2024");
    let report = place.import(list(&[&row]));
    assert_eq!(report.problems[0].code, "commune.ambiguous", "{:?}", report.problems);
    assert!(report.problems[0].detail.contains("@2024"), "{}", report.problems[0].detail);
}

#[test]
fn workbooks_give_days_numbers_and_results_of_formulas() {
    let place = Place::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "DANH SÁCH LAO ĐỘNG XUẤT CẢNH").unwrap();
    for (column, heading) in HEADINGS.split(',').enumerate() {
        sheet.write(2, column as u16, heading).unwrap();
    }
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let date = |y, m, d| ExcelDateTime::from_ymd(y, m, d).unwrap();
    let mut fill = |row: u32, name: &str, commune: f64| {
        sheet.write(row, 0, 38_090_000_000.0 + f64::from(row)).unwrap();
        sheet.write(row, 1, name).unwrap();
        sheet.write_with_format(row, 2, &date(1990, 5, 12), &day).unwrap();
        sheet.write(row, 3, "Nam").unwrap();
        sheet.write(row, 4, commune).unwrap();
        sheet.write(row, 5, 45_356.0).unwrap();
        sheet.write(row, 6, "JP").unwrap();
        sheet.write(row, 8, "Cá nhân").unwrap();
    };
    fill(3, "Nguyễn Văn An", 14_845.0);
    fill(4, "Nguyễn Văn Bình", 14_845.0);
    fill(5, "Nguyễn Văn Cường", 14_845.0);
    sheet.write_formula(4, 5, Formula::new("=45356+0").set_result("45356")).unwrap();
    sheet.write_formula(5, 5, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let report = place.import(&bytes);
    assert_eq!((report.rows, report.recorded, report.rejected), (3, 2, 1), "{:?}", report.problems);
    assert_eq!((report.problems[0].row, report.problems[0].column.as_deref()), (6, Some("ngay_xuat_canh")));
    assert_eq!(report.sample[0].departed_on.unwrap().to_string(), "2024-03-05");
    assert_eq!(report.sample[1].departed_on.unwrap().to_string(), "2024-03-05");
    assert!(report.warnings.iter().all(|warning| warning.code == "id.zeros_restored"), "{:?}", report.warnings);
    assert_eq!(place.import(&bytes).unchanged, 2, "the same workbook again changes nothing");
}

#[test]
fn a_cell_far_off_costs_nothing() {
    let place = Place::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "ho_ten").unwrap();
    sheet.write(1_048_575, 16_383, "x").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert!(matches!(place.import_as(&place.officer(), bytes, true), Err(ImportError::Sheet(_))));
}

#[test]
fn rejected_rows_come_back_mended() {
    let place = Place::new();
    let bad = row("", "Trần Văn Hai", "31/02/1990", "Nam", "14845", "05/03/2024");
    let evil = row("", "=cmd()", "1990", "Nam", "14845", "05/03/2024");
    let text = list(&[&good(), &bad, &evil]);
    place.import(&text);
    let file = import::rejects(&place.registry, &place.officer(), text.as_bytes(), Lang::Vi).unwrap();
    let file = String::from_utf8(file).unwrap();
    assert!(file.starts_with('\u{feff}'));
    let lines: Vec<&str> = file.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 3, "the good row is not there: {file}");
    assert!(lines[0].ends_with(",loi") && lines[1].contains("ngay_sinh: "), "{file}");
    assert!(lines[2].contains(",'=cmd(),"), "{file}");
    let mended = file.replace("31/02/1990", "28/02/1990").replace("'=cmd()", "Trần Văn Ba");
    let report = place.import(mended);
    assert_eq!((report.recorded, report.rejected), (2, 0), "{:?}", report.problems);
}
