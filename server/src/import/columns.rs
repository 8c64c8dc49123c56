//! The columns of a departure list, and the many ways in which their headings are written.

use hanhtrinh_domain::text::fold;

use super::headings::spellings;
use super::sheet::{Cell, HEADING_WITHIN, Line, MIN_HEADINGS, best_headings};

/// A column of the list, in the standard order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Personal identity number, or that of an old card.
    PersonalId,
    /// Full name.
    FullName,
    /// Birth date.
    BirthDate,
    /// Sex.
    Sex,
    /// Commune of residence.
    Commune,
    /// Day of departure.
    DepartedOn,
    /// Market.
    Market,
    /// Sector.
    Sector,
    /// Legal form.
    Form,
    /// Enterprise code.
    Enterprise,
    /// Contract number.
    Contract,
    /// First day of the contract.
    Start,
    /// Last day of the contract.
    End,
}

use Column::*;

/// Heading under which rejected rows say what is wrong; not read again.
pub const PROBLEM_HEADING: &str = "loi";

impl Column {
    /// Every column in the standard order.
    pub const ALL: [Self; 13] = [
        PersonalId, FullName, BirthDate, Sex, Commune, DepartedOn, Market, Sector, Form, Enterprise,
        Contract, Start, End,
    ];

    /// Columns without which no row can be understood. The others may be left out where a row does not need them.
    pub const REQUIRED: [Self; 7] = [FullName, BirthDate, Sex, Commune, DepartedOn, Market, Form];

    /// Standard name.
    pub fn name(self) -> &'static str {
        match self {
            PersonalId => "so_dinh_danh",
            FullName => "ho_ten",
            BirthDate => "ngay_sinh",
            Sex => "gioi_tinh",
            Commune => "xa",
            DepartedOn => "ngay_xuat_canh",
            Market => "thi_truong",
            Sector => "nganh",
            Form => "hinh_thuc",
            Enterprise => "ma_doanh_nghiep",
            Contract => "so_hop_dong",
            Start => "bat_dau",
            End => "ket_thuc",
        }
    }

    /// The column a heading names. Remarks in brackets may follow: `Ngày sinh (dd/mm/yyyy)`.
    pub fn of_heading(heading: &str) -> Option<Self> {
        if heading.len() > 200 {
            return None;
        }
        let find = |key: String| {
            Self::ALL
                .into_iter()
                .find(|column| spellings(*column).any(|spelling| spelling == key))
        };
        find(key(heading)).or_else(|| heading.split_once('(').and_then(|(before, _)| find(key(before))))
    }
}

/// Letters and digits without accents.
fn key(heading: &str) -> String {
    fold(heading)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

/// How many known headings a row has.
pub fn count(cells: &[Cell]) -> usize {
    let mut found: Vec<Column> = cells.iter().filter_map(of_cell).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

fn of_cell(cell: &Cell) -> Option<Column> {
    match cell {
        Cell::Text(text) => Column::of_heading(text),
        _ => None,
    }
}

/// Where each column stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Index of the row of headings among the rows read.
    pub row: usize,
    /// Place of each column, in the standard order.
    places: [Option<usize>; 13],
    /// Headings that were not understood, as they stand.
    pub ignored: Vec<String>,
    /// Headings as they stand, by place.
    pub headings: Vec<String>,
    /// Place of the column of problems of an earlier import.
    pub problems: Option<usize>,
}

/// Why no layout was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// No row looks like headings.
    #[error("no headings were found in the first {HEADING_WITHIN} rows")]
    NoHeadings,
    /// Some needed columns are missing, all named.
    #[error("columns are missing: {}", names(.0))]
    Missing(Vec<Column>),
    /// Two headings mean one column.
    #[error("two headings mean {}", .0.name())]
    Twice(Column),
}

/// Standard names, with commas.
pub fn names(columns: &[Column]) -> String {
    columns
        .iter()
        .map(|column| column.name())
        .collect::<Vec<_>>()
        .join(", ")
}

impl Layout {
    /// Finds the headings.
    pub fn find(lines: &[Line]) -> Result<Self, LayoutError> {
        let (row, known) = best_headings(lines, &count);
        if known < MIN_HEADINGS {
            return Err(LayoutError::NoHeadings);
        }
        let mut layout = Self {
            row,
            places: [None; 13],
            ignored: Vec::new(),
            headings: Vec::new(),
            problems: None,
        };
        for (place, cell) in lines
            .get(row)
            .map_or(&[][..], |line| &line.cells)
            .iter()
            .enumerate()
        {
            let heading = cell.to_text().trim().to_owned();
            match of_cell(cell) {
                Some(column) => {
                    let slot = &mut layout.places[column as usize];
                    if slot.is_some() {
                        return Err(LayoutError::Twice(column));
                    }
                    *slot = Some(place);
                }
                None if key(&heading) == PROBLEM_HEADING => layout.problems = Some(place),
                None if heading.is_empty() => {}
                None => layout.ignored.push(heading.chars().take(100).collect()),
            }
            layout.headings.push(heading);
        }
        let missing: Vec<Column> = Column::REQUIRED
            .into_iter()
            .filter(|column| layout.place(*column).is_none())
            .collect();
        if missing.is_empty() {
            Ok(layout)
        } else {
            Err(LayoutError::Missing(missing))
        }
    }

    /// Where a column stands.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.places[column as usize]
    }

    /// The columns found, in the standard order.
    pub fn found(&self) -> impl Iterator<Item = Column> {
        Column::ALL
            .into_iter()
            .filter(|column| self.place(*column).is_some())
    }

    /// A cell of a row; empty where the column or the cell is missing.
    pub fn cell<'a>(&self, line: &'a Line, column: Column) -> &'a Cell {
        self.place(column)
            .and_then(|place| line.cells.get(place))
            .unwrap_or(&Cell::Empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: u64, text: &str) -> Line {
        let cells = text.split('|').map(|cell| Cell::Text(cell.into())).collect();
        Line { number, cells }
    }

    #[test]
    fn headings_in_any_spelling() {
        for (heading, column) in [
            ("Số định danh", PersonalId),
            ("SO_DINH_DANH", PersonalId),
            ("Số CCCD/CMND", PersonalId),
            ("Họ và tên", FullName),
            ("Ho\u{323} va\u{300} te\u{302}n", FullName),
            ("Ngày sinh (dd/mm/yyyy)", BirthDate),
            ("Xã", Commune),
            ("Xã/Phường", Commune),
            ("Ngày xuất cảnh", DepartedOn),
            ("Thị trường", Market),
            ("Ngành", Sector),
            ("Hình thức", Form),
            ("Mã doanh nghiệp", Enterprise),
            ("Số hợp đồng", Contract),
            ("Bắt đầu", Start),
            ("Kết thúc *", End),
        ] {
            assert_eq!(Column::of_heading(heading), Some(column), "{heading}");
        }
        for column in Column::ALL {
            assert_eq!(Column::of_heading(column.name()), Some(column));
            assert_eq!(Column::ALL[column as usize], column);
        }
        assert_eq!(Column::of_heading("Ghi chú"), None);
    }

    #[test]
    fn titles_are_skipped_and_strangers_named() {
        let lines = [
            line(1, "DANH SÁCH LAO ĐỘNG XUẤT CẢNH"),
            line(2, "Kỳ|Quý I"),
            line(
                4,
                "STT|Họ tên|Ngày sinh|Giới tính|Xã|Ngày xuất cảnh|Thị trường|Hình thức|Ghi chú|loi",
            ),
            line(5, "1|An|1990|Nam|1|2|JP|x||y"),
        ];
        let layout = Layout::find(&lines).unwrap();
        assert_eq!(layout.row, 2);
        assert_eq!(layout.ignored, ["STT", "Ghi chú"]);
        assert_eq!(layout.problems, Some(9));
        assert_eq!(layout.cell(&lines[3], Market), &Cell::Text("JP".into()));
        assert_eq!(layout.cell(&lines[3], PersonalId), &Cell::Empty);
    }

    #[test]
    fn all_missing_columns_are_named_at_once() {
        let lines = [line(1, "ho_ten|ngay_sinh|gioi_tinh|thi_truong")];
        assert_eq!(
            Layout::find(&lines),
            Err(LayoutError::Missing(vec![Commune, DepartedOn, Form]))
        );
        assert_eq!(Layout::find(&[line(1, "a|b|c")]), Err(LayoutError::NoHeadings));
        let lines = [line(1, "ho_ten|Họ và tên|ngay_sinh|xa")];
        assert_eq!(Layout::find(&lines), Err(LayoutError::Twice(FullName)));
    }
}
