//! A list as rows of cells, whatever it was saved as: XLSX, or text with commas, semicolons or tabs. The content decides,
//! never the name of the file. Limits hold before anything is expanded.

use std::io::Cursor;

use jiff::civil::Date;

use super::text_file;
use super::workbook;

/// Largest file, in bytes as sent.
pub const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;
/// Largest content of a workbook once unpacked, in bytes.
pub const MAX_EXPANDED_BYTES: u64 = 512 * 1024 * 1024;
/// Most rows, headings and titles included.
pub const MAX_ROWS: usize = 200_000;
/// Most columns.
pub const MAX_COLUMNS: usize = 200;
/// Among how many rows the headings are looked for.
pub const HEADING_WITHIN: usize = 50;
/// Fewest known headings that make a row of headings.
pub const MIN_HEADINGS: usize = 3;

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as typed.
    Text(String),
    /// A number; a day may hide in it.
    Number(f64),
    /// A day, by the format of the cell.
    Day(Date),
    /// A formula that failed, or was never computed.
    Failed,
}

/// One row that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its number as a spreadsheet shows it, from 1.
    pub number: u64,
    /// Its cells; trailing empty ones may be missing.
    pub cells: Vec<Cell>,
}

/// Why a file cannot be read as a list at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Over [`MAX_FILE_BYTES`] or [`MAX_EXPANDED_BYTES`].
    #[error("the file is too large")]
    TooLarge,
    /// Over [`MAX_ROWS`].
    #[error("the list has more than {MAX_ROWS} rows")]
    TooManyRows,
    /// Over [`MAX_COLUMNS`].
    #[error("the list has more than {MAX_COLUMNS} columns")]
    TooManyColumns,
    /// The old binary format of Excel.
    #[error("the old .xls format is not read")]
    OldExcel,
    /// Neither a workbook nor text in UTF-8 or UTF-16.
    #[error("the text is neither UTF-8 nor UTF-16")]
    Encoding,
    /// A workbook that is damaged or locked.
    #[error("the workbook is damaged or protected")]
    Workbook,
}

impl Cell {
    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// As it would be written in a text file.
    pub fn to_text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => plain_number(*number),
            Self::Day(day) => format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()),
            Self::Failed => "#N/A".to_owned(),
        }
    }
}

/// A number without exponent, and without decimals where it has none.
pub fn plain_number(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

/// Reads the rows of a list. `headings` counts the known headings in a row: it chooses the sheet of a workbook and the
/// separator of a text.
pub fn read(bytes: &[u8], headings: &dyn Fn(&[Cell]) -> usize) -> Result<Vec<Line>, SheetError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(SheetError::TooLarge);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(SheetError::Empty);
    }
    let lines = if bytes.starts_with(b"PK\x03\x04") {
        workbook::read(Cursor::new(bytes), headings)?
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(SheetError::OldExcel);
    } else {
        text_file::read(bytes, headings)?
    };
    if lines.is_empty() {
        Err(SheetError::Empty)
    } else {
        Ok(lines)
    }
}

/// The best row of headings among the first rows: its index and how many it knows.
pub fn best_headings(lines: &[Line], headings: &dyn Fn(&[Cell]) -> usize) -> (usize, usize) {
    let counted = lines
        .iter()
        .take(HEADING_WITHIN)
        .map(|line| headings(&line.cells))
        .enumerate();
    // The first of equals: a row of data never beats the headings above it.
    counted.fold(
        (0, 0),
        |best, (index, count)| if count > best.1 { (index, count) } else { best },
    )
}
