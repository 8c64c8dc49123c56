//! Counting what becomes of a list, and saying it.

use std::collections::BTreeMap;

use hanhtrinh_api::Lang;
use hanhtrinh_api::imports::{ImportReport, RowProblem, SampleRow};
use hanhtrinh_record::seal::{hex, sha256};
use uuid::Uuid;

use super::ImportError;
use super::columns::{Column, Layout, LayoutError, names};
use super::plan::Kind;
use super::row::{Note, Row};
use super::sheet::{HEADING_WITHIN, Line, MAX_COLUMNS, MAX_ROWS, SheetError};

/// Most problems, and most doubts, that are listed; all are counted.
const MAX_LISTED: usize = 1_000;
/// Rows shown as understood.
const SAMPLE: usize = 20;

/// Counts of one import.
pub(super) struct Tally {
    lang: Lang,
    recorded: u64,
    new_people: u64,
    in_open_case: u64,
    unchanged: u64,
    rejected: u64,
    problems: Vec<RowProblem>,
    warnings: Vec<RowProblem>,
    sample: BTreeMap<u64, SampleRow>,
}

impl Tally {
    pub(super) fn new(lang: Lang) -> Self {
        Self {
            lang,
            recorded: 0,
            new_people: 0,
            in_open_case: 0,
            unchanged: 0,
            rejected: 0,
            problems: Vec::new(),
            warnings: Vec::new(),
            sample: BTreeMap::new(),
        }
    }

    pub(super) fn recorded(&mut self, row: &Row, kind: Kind) {
        self.recorded += 1;
        let outcome = match kind {
            Kind::NewPerson => {
                self.new_people += 1;
                "new_person"
            }
            Kind::OpenCase => {
                self.in_open_case += 1;
                "open_case"
            }
            Kind::NewCase => "new_case",
        };
        self.show(row, outcome);
    }

    /// A row counted as recorded is not.
    pub(super) fn take_back(&mut self, kind: Kind) {
        self.recorded -= 1;
        match kind {
            Kind::NewPerson => self.new_people -= 1,
            Kind::OpenCase => self.in_open_case -= 1,
            Kind::NewCase => {}
        }
    }

    /// A row counted as recorded had been recorded by the same command before.
    pub(super) fn was_unchanged(&mut self, kind: Kind) {
        self.take_back(kind);
        self.unchanged += 1;
    }

    pub(super) fn unchanged(&mut self, row: &Row) {
        self.unchanged += 1;
        self.show(row, "unchanged");
    }

    pub(super) fn rejected(&mut self, layout: &Layout, line: &Line, notes: &[Note], case: Option<Uuid>) {
        self.rejected += 1;
        for note in notes {
            let problem = self.problem(line.number, note, case);
            push(&mut self.problems, problem);
        }
        if self.sample.len() < SAMPLE {
            let name = layout.cell(line, Column::FullName).to_text();
            let sample = SampleRow {
                row: line.number,
                full_name: name.trim().chars().take(100).collect(),
                departed_on: None,
                market: None,
                outcome: "problem".to_owned(),
            };
            self.sample.insert(line.number, sample);
        }
    }

    pub(super) fn rejected_row(&mut self, row: &Row, note: &Note, case: Option<Uuid>) {
        self.rejected += 1;
        let problem = self.problem(row.number, note, case);
        push(&mut self.problems, problem);
        self.show(row, "problem");
    }

    pub(super) fn doubts(&mut self, row: &Row, notes: &[Note]) {
        for note in notes {
            let warning = self.problem(row.number, note, None);
            push(&mut self.warnings, warning);
        }
    }

    /// The report of the whole list.
    pub(super) fn report(
        mut self,
        bytes: &[u8],
        dry_run: bool,
        rows: u64,
        position: u64,
        layout: &Layout,
    ) -> ImportReport {
        // Rows that were judged twice stand late; the reader goes through the file from above.
        self.problems.sort_by_key(|problem| problem.row);
        self.warnings.sort_by_key(|warning| warning.row);
        ImportReport {
            file: hex(&sha256(bytes)),
            dry_run,
            rows,
            recorded: self.recorded,
            new_people: self.new_people,
            in_open_case: self.in_open_case,
            unchanged: self.unchanged,
            rejected: self.rejected,
            problems: self.problems,
            warnings: self.warnings,
            columns: layout.found().map(|column| column.name().to_owned()).collect(),
            ignored_columns: layout.ignored.clone(),
            sample: self.sample.into_values().collect(),
            position,
        }
    }

    fn problem(&self, row: u64, note: &Note, case: Option<Uuid>) -> RowProblem {
        RowProblem {
            row,
            column: note.column.map(|column| column.name().to_owned()),
            code: note.trouble.code().to_owned(),
            detail: note.trouble.detail(note.column, self.lang),
            case,
        }
    }

    fn show(&mut self, row: &Row, outcome: &str) {
        if self.sample.len() >= SAMPLE && !self.sample.contains_key(&row.number) {
            return;
        }
        let sample = SampleRow {
            row: row.number,
            full_name: row.name.as_str().to_owned(),
            departed_on: Some(row.on),
            market: Some(row.market.to_string()),
            outcome: outcome.to_owned(),
        };
        self.sample.insert(row.number, sample);
    }
}

fn push(list: &mut Vec<RowProblem>, problem: RowProblem) {
    if list.len() < MAX_LISTED {
        list.push(problem);
    }
}

/// What is wrong with a file and what to do.
pub(super) fn error(error: &ImportError, lang: Lang) -> String {
    let (vi, en) = match error {
        ImportError::Sheet(sheet) => return sheet_error(*sheet, lang),
        ImportError::Layout(LayoutError::NoHeadings) => (
            format!(
                "Không tìm thấy dòng tiêu đề trong {HEADING_WITHIN} dòng đầu; cần có các cột: {}.",
                names(&Column::ALL)
            ),
            format!(
                "No headings were found in the first {HEADING_WITHIN} rows; the columns are: {}.",
                names(&Column::ALL)
            ),
        ),
        ImportError::Layout(LayoutError::Missing(missing)) => (
            format!("Thiếu cột: {}; hãy thêm các cột này rồi gửi lại.", names(missing)),
            format!(
                "Columns are missing: {}; add them and send the file again.",
                names(missing)
            ),
        ),
        ImportError::Layout(LayoutError::Twice(column)) => (
            format!(
                "Hai cột cùng nghĩa {}; hãy xóa hoặc đổi tên một cột.",
                column.name()
            ),
            format!(
                "Two columns mean {}; remove or rename one of them.",
                column.name()
            ),
        ),
        ImportError::NoRows => (
            "Danh sách chỉ có tiêu đề, không có dòng nào; hãy thêm dòng rồi gửi lại.".to_owned(),
            "The list has headings and no rows; add rows and send it again.".to_owned(),
        ),
        ImportError::Append(_) => (
            "Máy chủ dừng ghi giữa chừng; các dòng đã ghi được giữ, hãy gửi lại cả tệp sau ít phút."
                .to_owned(),
            "Recording stopped midway; what was recorded stays, send the whole file again in a few minutes."
                .to_owned(),
        ),
        ImportError::App(_) | ImportError::Write(_) => (
            "Lỗi của hệ thống khi xử lý tệp; hãy gửi lại.".to_owned(),
            "Our fault while working on the file; send it again.".to_owned(),
        ),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

fn sheet_error(error: SheetError, lang: Lang) -> String {
    let (vi, en) = match error {
        SheetError::Empty => (
            "Tệp trống; hãy chọn tệp có danh sách.".to_owned(),
            "The file is empty; choose the file with the list.".to_owned(),
        ),
        SheetError::TooLarge => (
            "Tệp quá lớn; hãy chia thành nhiều tệp.".to_owned(),
            "The file is too large; split it into several.".to_owned(),
        ),
        SheetError::TooManyRows => (
            format!("Danh sách có hơn {MAX_ROWS} dòng; hãy chia thành nhiều tệp."),
            format!("The list has more than {MAX_ROWS} rows; split it into several files."),
        ),
        SheetError::TooManyColumns => (
            format!("Danh sách có hơn {MAX_COLUMNS} cột; hãy xóa cột thừa."),
            format!("The list has more than {MAX_COLUMNS} columns; remove those that are not needed."),
        ),
        SheetError::OldExcel => (
            "Tệp Excel cũ (.xls); hãy lưu lại dạng .xlsx hoặc CSV UTF-8.".to_owned(),
            "This is the old .xls format; save it as .xlsx or CSV UTF-8.".to_owned(),
        ),
        SheetError::Encoding => (
            "Không đọc được tệp: không phải XLSX hoặc văn bản UTF-8; hãy lưu lại dạng .xlsx hoặc CSV UTF-8."
                .to_owned(),
            "The file cannot be read: it is neither XLSX nor UTF-8 text; save it as .xlsx or CSV UTF-8."
                .to_owned(),
        ),
        SheetError::Workbook => (
            "Tệp Excel hỏng hoặc có mật khẩu; hãy mở, bỏ mật khẩu và lưu lại.".to_owned(),
            "The workbook is damaged or protected; open it, take the password off and save it again."
                .to_owned(),
        ),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}
