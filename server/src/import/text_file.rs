//! Lists saved as text: UTF-8 with or without a byte order mark, or UTF-16 with one; commas, semicolons or tabs.

use super::sheet::{Cell, HEADING_WITHIN, Line, MAX_COLUMNS, MAX_ROWS, SheetError, best_headings};

const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// Rows of a text. The separator is the one under which the headings are best understood.
pub fn read(bytes: &[u8], headings: &dyn Fn(&[Cell]) -> usize) -> Result<Vec<Line>, SheetError> {
    let text = decode(bytes)?;
    let mut best = (0, b',');
    for separator in SEPARATORS {
        let first = rows(&text, separator, HEADING_WITHIN)?;
        let count = best_headings(&first, headings).1;
        if count > best.0 {
            best = (count, separator);
        }
    }
    let lines = rows(&text, best.1, MAX_ROWS + 1)?;
    if lines.len() > MAX_ROWS {
        Err(SheetError::TooManyRows)
    } else {
        Ok(lines)
    }
}

fn decode(bytes: &[u8]) -> Result<String, SheetError> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest)?,
        rest => utf8(rest)?,
    };
    // Zero bytes are no text: a program or a picture, or UTF-16 without its mark.
    if text.contains('\0') {
        Err(SheetError::Encoding)
    } else {
        Ok(text)
    }
}

fn utf8(bytes: &[u8]) -> Result<String, SheetError> {
    std::str::from_utf8(bytes)
        .map(str::to_owned)
        .map_err(|_| SheetError::Encoding)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, SheetError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(SheetError::Encoding);
    }
    let units = pairs.iter().map(|pair| unit(*pair));
    char::decode_utf16(units)
        .collect::<Result<_, _>>()
        .map_err(|_| SheetError::Encoding)
}

fn rows(text: &str, separator: u8, limit: usize) -> Result<Vec<Line>, SheetError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    let mut record = csv::StringRecord::new();
    // Empty lines are skipped by the reader and counted by a spreadsheet; line breaks inside a cell are the other way
    // round.
    let (mut row, mut line, mut inner) = (0, 0, 0);
    while lines.len() < limit
        && reader
            .read_record(&mut record)
            .map_err(|_| SheetError::Encoding)?
    {
        // The position may stand before the line ends of empty lines.
        let (from, counted) = record
            .position()
            .map_or((0, line + 1), |at| (at.byte() as usize, at.line()));
        let ends = text.as_bytes().get(from..).unwrap_or_default().iter();
        let ends = ends.take_while(|byte| b"\r\n".contains(byte));
        let begins = counted + ends.filter(|byte| **byte == b'\n').count() as u64;
        row += begins.saturating_sub(line + inner).max(1);
        line = begins;
        inner = record.iter().map(|cell| cell.matches('\n').count() as u64).sum();
        if record.len() > MAX_COLUMNS
            && record
                .iter()
                .skip(MAX_COLUMNS)
                .any(|cell| !cell.trim().is_empty())
        {
            return Err(SheetError::TooManyColumns);
        }
        let cells: Vec<Cell> = record
            .iter()
            .take(MAX_COLUMNS)
            .map(|cell| {
                if cell.trim().is_empty() {
                    Cell::Empty
                } else {
                    Cell::Text(cell.to_owned())
                }
            })
            .collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            lines.push(Line { number: row, cells });
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(cells: &[Cell]) -> usize {
        cells
            .iter()
            .filter(|cell| cell.to_text().starts_with('k'))
            .count()
    }

    #[test]
    fn separators_are_found_and_rows_counted_as_a_spreadsheet_does() {
        for separator in [",", ";", "\t"] {
            let text = format!(
                "\u{feff}Danh sách, quý I; 2025\r\n\r\nka{separator}kb{separator}kc\r\n\"x\r\ny\"{separator}2{separator}3\r\n\r\n4{separator}5{separator}6\r\n"
            );
            let lines = read(text.as_bytes(), &one).unwrap();
            let numbers: Vec<u64> = lines.iter().map(|line| line.number).collect();
            assert_eq!(numbers, [1, 3, 4, 6], "{separator:?}");
            assert_eq!(lines[2].cells[0], Cell::Text("x\r\ny".into()));
            assert_eq!(lines[3].cells.len(), 3);
        }
    }

    #[test]
    fn utf16_is_read_and_other_bytes_are_refused() {
        let text = "ka\tkb\tkc\r\nđ\t2\t3\r\n";
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(read(&bytes, &one).unwrap()[1].cells[0], Cell::Text("đ".into()));
        let mut bytes = vec![0xfe, 0xff];
        bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        assert_eq!(read(&bytes, &one).unwrap().len(), 2);
        assert_eq!(read(b"ka,kb,kc\n\xd0\xff", &one), Err(SheetError::Encoding));
        assert_eq!(read(b"ka\0,kb", &one), Err(SheetError::Encoding));
    }
}
