//! Workbooks (XLSX), read cell by cell so that a far-off cell or a packed bomb costs nothing.

use std::io::{Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use jiff::civil::Date;

use super::sheet::{
    Cell, Line, MAX_COLUMNS, MAX_EXPANDED_BYTES, MAX_ROWS, MIN_HEADINGS, SheetError, best_headings,
};

/// Most sheets that are looked into for headings.
const MAX_SHEETS: usize = 50;

/// Rows of the first sheet with known headings, else of the first sheet with anything in it.
pub fn read(bytes: Cursor<&[u8]>, headings: &dyn Fn(&[Cell]) -> usize) -> Result<Vec<Line>, SheetError> {
    check_expansion(bytes.clone())?;
    let mut book: Xlsx<_> = Xlsx::new(bytes).map_err(|_| SheetError::Workbook)?;
    let names: Vec<String> = book.sheet_names().into_iter().take(MAX_SHEETS).collect();
    let mut fallback = None;
    for name in names {
        // Chart sheets have no cells.
        let Some(lines) = sheet(&mut book, &name)? else {
            continue;
        };
        if best_headings(&lines, headings).1 >= MIN_HEADINGS {
            return Ok(lines);
        }
        if fallback.is_none() && !lines.is_empty() {
            fallback = Some(lines);
        }
    }
    Ok(fallback.unwrap_or_default())
}

/// Unpacks every part once into nothing, so that a lie about sizes is found before memory is spent.
fn check_expansion(bytes: Cursor<&[u8]>) -> Result<(), SheetError> {
    let mut archive = zip::ZipArchive::new(bytes).map_err(|_| SheetError::Workbook)?;
    let mut left = MAX_EXPANDED_BYTES;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| SheetError::Workbook)?;
        let mut limited = part.take(left + 1);
        let taken = std::io::copy(&mut limited, &mut std::io::sink()).map_err(|_| SheetError::Workbook)?;
        left = left.checked_sub(taken).ok_or(SheetError::TooLarge)?;
    }
    Ok(())
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Option<Vec<Line>>, SheetError> {
    let Ok(mut cells) = book.worksheet_cells_reader(name) else {
        return Ok(None);
    };
    let mut lines: Vec<Line> = Vec::new();
    while let Some(cell) = cells.next_cell_with_formula().map_err(|_| SheetError::Workbook)? {
        let value = value(&cell.value, cell.formula.as_deref());
        if value.is_empty() {
            continue;
        }
        let (row, column) = (u64::from(cell.pos.0) + 1, cell.pos.1 as usize);
        if column >= MAX_COLUMNS {
            return Err(SheetError::TooManyColumns);
        }
        if lines.last().is_none_or(|line| line.number != row) {
            if lines.len() >= MAX_ROWS {
                return Err(SheetError::TooManyRows);
            }
            lines.push(Line {
                number: row,
                cells: Vec::new(),
            });
        }
        if let Some(line) = lines.last_mut() {
            if line.cells.len() <= column {
                line.cells.resize(column + 1, Cell::Empty);
            }
            line.cells[column] = value;
        }
    }
    // Some writers do not keep the order of rows.
    lines.sort_by_key(|line| line.number);
    Ok(Some(lines))
}

/// A formula counts by the result saved with it; without one it has failed.
fn value(value: &DataRef<'_>, formula: Option<&str>) -> Cell {
    match value {
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::Text(text.clone()),
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Bool(yes) => Cell::Text(yes.to_string()),
        DataRef::DateTime(day) => day_of(day).map_or(Cell::Number(day.as_f64()), Cell::Day),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::Text(text.clone()),
        DataRef::Error(_) => Cell::Failed,
        DataRef::Empty if formula.is_some_and(|formula| !formula.is_empty()) => Cell::Failed,
        DataRef::Empty => Cell::Empty,
    }
}

fn day_of(value: &ExcelDateTime) -> Option<Date> {
    if !value.is_datetime() || value.as_f64() < 1.0 {
        return None;
    }
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}
