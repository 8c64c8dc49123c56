//! Departures from a list on the command line: CSV and XLSX, twice, and what is wrong with a row.

use anyhow::Result;
use hanhtrinh_tests::server::Server;
use serde_json::Value;

use super::support::{
    Folder, HEADINGS, communes, list, row, run_json, said, signed_in, small_demo, try_run, verified,
};

fn counts(report: &Value) -> [u64; 4] {
    ["rows", "recorded", "unchanged", "rejected"].map(|name| {
        report[name]
            .as_u64()
            .unwrap_or_else(|| panic!("{name}: {report}"))
    })
}

fn codes(report: &Value) -> Vec<(u64, String)> {
    let problems = report["problems"].as_array().expect("problems");
    let code = |problem: &Value| {
        (
            problem["row"].as_u64().unwrap_or(0),
            problem["code"].as_str().unwrap_or("").to_owned(),
        )
    };
    problems.iter().map(code).collect()
}

/// A small demo, and the codes of its communes.
fn demo(folder: &Folder) -> Result<(std::path::PathBuf, Vec<String>)> {
    let data = folder.at("demo");
    small_demo(&data)?;
    let server = Server::start(&data)?;
    let communes = communes(&signed_in(server.url(), &data, "province_officer")?)?;
    server.kill()?;
    Ok((data, communes))
}

#[test]
fn a_list_twice_changes_nothing() -> Result<()> {
    let folder = Folder::new();
    let (data, communes) = demo(&folder)?;
    let before = verified(&data)?;
    let text = list(&communes, 0, 40);
    let csv = folder.file("list.csv", &text);
    let csv = csv.to_string_lossy();
    let import = |more: &[&str]| run_json(&data, &[&["import", "departures", &csv, "--json"], more].concat());

    assert_eq!(counts(&import(&["--dry-run"])?), [40, 40, 0, 0]);
    assert_eq!(verified(&data)?, before, "a dry run records nothing");
    let first = import(&[])?;
    assert_eq!(
        (counts(&first), &first["new_people"]),
        ([40, 40, 0, 0], &Value::from(40))
    );
    let after = verified(&data)?;
    assert!(after.0 > before.0);
    assert_eq!(counts(&import(&[])?), [40, 0, 40, 0]);
    assert_eq!(verified(&data)?, after, "the same file again records nothing");

    // The same rows as a workbook, with a title above the headings and real dates.
    let xlsx = folder.at("list.xlsx");
    workbook(&text, &xlsx)?;
    let again = run_json(
        &data,
        &["import", "departures", &xlsx.to_string_lossy(), "--json"],
    )?;
    assert_eq!(counts(&again), [40, 0, 40, 0], "{:?}", codes(&again));
    assert_eq!(verified(&data)?, after);

    let more = folder.at("more.xlsx");
    workbook(&list(&communes, 100, 10), &more)?;
    let args = ["import", "departures", &more.to_string_lossy(), "--json"];
    assert_eq!(counts(&run_json(&data, &args)?), [10, 10, 0, 0]);
    assert_eq!(counts(&run_json(&data, &args)?), [10, 0, 10, 0]);
    Ok(())
}

#[test]
fn rows_that_are_wrong_are_named_and_the_others_recorded() -> Result<()> {
    let folder = Folder::new();
    let (data, communes) = demo(&folder)?;
    let good = row(&communes, 500);
    let other = |number: usize, from: &str, to: &str| {
        let row = row(&communes, number);
        assert!(row.contains(from), "{row}");
        row.replacen(from, to, 1)
    };
    let rows = [
        HEADINGS.to_owned(),
        good.clone(),
        good.clone(),
        // The same person and day with another market: never a second fact.
        good.replacen(",JP,", ",KR,", 1),
        other(501, "/2026,JP", "/2206,JP"),
        other(502, ",JP,", ",Sao Hỏa,"),
        other(503, "0380910", "380910"),
        other(504, ",Nam,", ",?,"),
        // A number of nine digits is that of an old card.
        other(505, "038091000505", "171234505"),
    ];
    let separated = rows.map(|row| row.replace(',', ";")).join("\r\n");
    let file = folder.file("list.csv", format!("\u{feff}{separated}\r\n\r\n"));
    let args = ["import", "departures", &file.to_string_lossy(), "--json"];
    let report = run_json(&data, &args)?;
    let [total, recorded, unchanged, rejected] = counts(&report);
    assert_eq!((total, recorded + unchanged + rejected), (8, 8), "{report}");
    let problems = codes(&report);
    let rows: Vec<u64> = problems.iter().map(|(row, _)| *row).collect();
    assert_eq!(rows, [4, 5, 6, 8], "{problems:?}");
    // A zero that a spreadsheet dropped is put back, and said.
    let doubts = report["warnings"].as_array().expect("warnings");
    assert!(
        doubts
            .iter()
            .any(|doubt| doubt["row"] == 7 && doubt["code"] == "id.zeros_restored"),
        "{doubts:?}"
    );
    for problem in report["problems"].as_array().expect("problems") {
        assert!(
            problem["detail"].as_str().is_some_and(|detail| detail.len() > 10),
            "{problem}"
        );
    }
    let again = run_json(&data, &args)?;
    assert_eq!((counts(&again)[1], counts(&again)[3]), (0, 4));

    // What is no list says so, and exits so.
    let empty = folder.file("empty.csv", "");
    let output = try_run(&data, &["import", "departures", &empty.to_string_lossy()])?;
    assert!(!output.status.success());
    assert!(!said(&output).trim().is_empty());
    verified(&data).map(|_| ())
}

/// A list as a workbook: a title, an empty row, headings, days as days.
fn workbook(text: &str, path: &std::path::Path) -> Result<()> {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write(0, 0, "DANH SÁCH NGƯỜI LAO ĐỘNG XUẤT CẢNH")?;
    for (number, line) in (2_u32..).zip(text.lines()) {
        for (column, cell) in (0_u16..).zip(line.split(',')) {
            match cell.split('/').collect::<Vec<_>>()[..] {
                [dd, mm, yyyy] => {
                    let date = ExcelDateTime::from_ymd(yyyy.parse()?, mm.parse()?, dd.parse()?)?;
                    sheet.write_with_format(number, column, &date, &day)?;
                }
                _ => {
                    sheet.write(number, column, cell)?;
                }
            }
        }
    }
    book.save(path)?;
    Ok(())
}
