//! A small reader of comma-separated tables for the data packs: header names, quotes, no line breaks inside a field.

/// A table whose columns are found by name.
pub(crate) struct Table<'a> {
    header: Vec<String>,
    lines: std::iter::Enumerate<std::str::Lines<'a>>,
}

/// Why a table cannot be read; lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CsvError {
    /// The header lacks a column.
    #[error("the table has no column {0}")]
    Column(&'static str),
    /// A line has too few or too many fields, or an open quote.
    #[error("line {0} does not have the fields of the header")]
    Line(usize),
}

/// One line of a table.
pub(crate) struct Row {
    /// Number in the file, from 1.
    pub line: usize,
    fields: Vec<String>,
}

impl<'a> Table<'a> {
    /// Reads the header; a byte order mark is skipped.
    pub fn new(text: &'a str) -> Result<Self, CsvError> {
        let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
        let header = lines
            .next()
            .and_then(|(_, line)| split(line))
            .ok_or(CsvError::Line(1))?;
        Ok(Self { header, lines })
    }

    /// Where a column stands.
    pub fn column(&self, name: &'static str) -> Result<usize, CsvError> {
        self.header
            .iter()
            .position(|known| known == name)
            .ok_or(CsvError::Column(name))
    }
}

impl Iterator for Table<'_> {
    type Item = Result<Row, CsvError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (index, line) = self.lines.by_ref().find(|(_, line)| !line.trim().is_empty())?;
        let line_number = index + 1;
        Some(match split(line) {
            Some(fields) if fields.len() == self.header.len() => Ok(Row {
                line: line_number,
                fields,
            }),
            _ => Err(CsvError::Line(line_number)),
        })
    }
}

impl Row {
    /// A field by the place of its column.
    pub fn get(&self, column: usize) -> &str {
        self.fields.get(column).map_or("", String::as_str)
    }
}

/// Splits one line; `None` when a quote stays open or stands where none may.
fn split(line: &str) -> Option<Vec<String>> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let field = fields.last_mut()?;
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => quoted = true,
            '"' => return None,
            ',' if !quoted => fields.push(String::new()),
            other => field.push(other),
        }
    }
    (!quoted).then_some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_by_name_with_quotes() {
        let mut table = Table::new("\u{feff}a,b\n1,\"x, \"\"y\"\"\"\r\n\n2,\n").unwrap();
        let b = table.column("b").unwrap();
        assert_eq!(table.column("c"), Err(CsvError::Column("c")));
        let row = table.next().unwrap().unwrap();
        assert_eq!((row.line, row.get(b)), (2, "x, \"y\""));
        let row = table.next().unwrap().unwrap();
        assert_eq!((row.line, row.get(b)), (4, ""));
        assert!(table.next().is_none());
    }

    #[test]
    fn broken_lines_are_named() {
        for text in ["a,b\n1", "a,b\n1,2,3", "a,b\n1,\"2", "a,b\n1,2\"3\""] {
            assert_eq!(
                Table::new(text).unwrap().next().unwrap().err(),
                Some(CsvError::Line(2)),
                "{text}"
            );
        }
    }
}
