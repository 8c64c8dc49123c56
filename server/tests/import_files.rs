//! Files in the wild: text of every kind, workbooks, files that are no lists, and rejects that come back mended.

// Helpers of tests may unwrap as tests do.
#![allow(clippy::unwrap_used)]

mod support;

use hanhtrinh_api::Lang;
use hanhtrinh_server::import::{self, ImportError};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use support::{HEADINGS, Place, good, list, row};

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
        (
            "title rows",
            format!("SỞ NỘI VỤ,,\nDANH SÁCH XUẤT CẢNH\n\n{rows}").into_bytes(),
        ),
        (
            "a column of problems",
            format!("{}{}", rows.replace("ket_thuc\n", "ket_thuc,loi\n"), ",cũ").into_bytes(),
        ),
    ] {
        let place = Place::new();
        let report = place.import(&bytes);
        assert_eq!(
            (report.recorded, report.rejected),
            (1, 0),
            "{what}: {:?}",
            report.problems
        );
        assert_eq!(report.sample[0].full_name, "Nguyễn Văn An", "{what}");
    }
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
        (
            b"ho_ten,ngay_sinh,gioi_tinh\nA,1990,Nam",
            "xa, ngay_xuat_canh, thi_truong, hinh_thuc",
        ),
        (
            b"ho_ten,Ho va ten,ngay_sinh,xa\nA,B,1990,1",
            "Two columns mean ho_ten",
        ),
        (b"ho_ten,ngay_sinh\n\xff\xd0", "UTF-8"),
        (b"PK\x03\x04broken", "workbook"),
        (&[0xd0, 0xcf, 0x11, 0xe0, 0, 0], ".xls"),
    ] {
        let error: ImportError = import(bytes);
        assert!(
            error.detail(Lang::En).contains(says),
            "{says}: {}",
            error.detail(Lang::En)
        );
        assert!(!error.detail(Lang::Vi).is_empty());
    }
    assert_eq!(place.registry.views().worker_ids().count(), 0);
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
        sheet.write_with_format(row, 2, date(1990, 5, 12), &day).unwrap();
        sheet.write(row, 3, "Nam").unwrap();
        sheet.write(row, 4, commune).unwrap();
        sheet.write(row, 5, 45_356.0).unwrap();
        sheet.write(row, 6, "JP").unwrap();
        sheet.write(row, 8, "Cá nhân").unwrap();
    };
    fill(3, "Nguyễn Văn An", 14_845.0);
    fill(4, "Nguyễn Văn Bình", 14_845.0);
    fill(5, "Nguyễn Văn Cường", 14_845.0);
    sheet
        .write_formula(4, 5, Formula::new("=45356+0").set_result("45356"))
        .unwrap();
    sheet
        .write_formula(5, 5, Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let report = place.import(&bytes);
    assert_eq!(
        (report.rows, report.recorded, report.rejected),
        (3, 2, 1),
        "{:?}",
        report.problems
    );
    assert_eq!(
        (report.problems[0].row, report.problems[0].column.as_deref()),
        (6, Some("ngay_xuat_canh"))
    );
    assert_eq!(report.sample[0].departed_on.unwrap().to_string(), "2024-03-05");
    assert_eq!(report.sample[1].departed_on.unwrap().to_string(), "2024-03-05");
    assert!(
        report
            .warnings
            .iter()
            .all(|warning| warning.code == "id.zeros_restored"),
        "{:?}",
        report.warnings
    );
    assert_eq!(
        place.import(&bytes).unchanged,
        2,
        "the same workbook again changes nothing"
    );
}

#[test]
fn a_cell_far_off_costs_nothing() {
    let place = Place::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "ho_ten").unwrap();
    sheet.write(1_048_575, 16_383, "x").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert!(matches!(
        place.import_as(&place.officer(), bytes, true),
        Err(ImportError::Sheet(_))
    ));
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
    assert!(
        lines[0].ends_with(",loi") && lines[1].contains("ngay_sinh: "),
        "{file}"
    );
    assert!(lines[2].contains(",'=cmd(),"), "{file}");
    let mended = file
        .replace("31/02/1990", "28/02/1990")
        .replace("'=cmd()", "Trần Văn Ba");
    let report = place.import(mended);
    assert_eq!(
        (report.recorded, report.rejected),
        (2, 0),
        "{:?}",
        report.problems
    );
}
