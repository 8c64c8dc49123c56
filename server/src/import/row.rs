//! One row of a departure list, read into what the registry understands. All that is wrong with a row is named at once.

use hanhtrinh_domain::case::LegalForm;
use hanhtrinh_domain::case::record::EARLIEST_YEAR;
use hanhtrinh_domain::code::{Code, Market};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::identity::{BirthDate, IdNumber, IdWarning, IdentityError, PersonName, Sex, age_on};
use hanhtrinh_domain::rules::RuleId;
use hanhtrinh_domain::text::nfc;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_views::Packs;
use jiff::civil::Date;
use uuid::Uuid;

use super::columns::{Column, Layout};
use super::communes::Communes;
use super::dates;
use super::sheet::{Cell, Line, plain_number};
use super::trouble::Trouble;

/// Longest text of a cell that is read, in characters.
const MAX_CELL: usize = 300;
/// Namespace of the command ids of rows.
const ROWS: Uuid = Uuid::from_u128(0x3f0c_9d52_7a41_5e0b_9b5e_1d8c_60a7_4b19);

/// A row as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Number in the file.
    pub number: u64,
    /// Identity number, where given.
    pub id: Option<IdNumber>,
    /// Full name.
    pub name: PersonName,
    /// Birth date, or the year.
    pub birth: PartialDate,
    /// Sex.
    pub sex: Sex,
    /// Commune of residence.
    pub commune: UnitRef,
    /// Day of departure.
    pub on: Date,
    /// Where to.
    pub market: Market,
    /// Legal form.
    pub form: LegalForm,
    /// Enterprise.
    pub enterprise: Option<Code>,
    /// Sector.
    pub sector: Option<Code>,
    /// First and last day of the contract.
    pub term: Option<(Date, Date)>,
    /// Number of the contract.
    pub contract: Option<String>,
}

/// Something about a row, and the column to blame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The column.
    pub column: Option<Column>,
    /// What it is.
    pub trouble: Trouble,
}

/// What a row is read by.
pub struct Reading<'a> {
    /// Lists and rules.
    pub packs: &'a Packs,
    /// Communes of the province.
    pub communes: Communes<'a>,
    /// The day of reading.
    pub today: Date,
    /// The enterprise of a recruiter, who records for it alone.
    pub own: Option<Code>,
    /// Whether an enterprise is on record.
    pub has_enterprise: &'a dyn Fn(&Code) -> bool,
}

impl Row {
    /// What identifies the content of the row, whatever file it stands in.
    pub fn content(&self) -> Vec<u8> {
        let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
        [
            text(self.id.as_ref().map(IdNumber::as_str)),
            self.name.as_str().to_owned(),
            self.birth.to_string(),
            self.sex.to_string(),
            self.commune.to_string(),
            self.on.to_string(),
            self.market.to_string(),
            self.form.as_str().to_owned(),
            text(self.enterprise.as_ref().map(Code::as_str)),
            text(self.sector.as_ref().map(Code::as_str)),
            self.term
                .map(|(start, end)| format!("{start}/{end}"))
                .unwrap_or_default(),
            text(self.contract.as_deref()),
        ]
        .join("\u{1f}")
        .into_bytes()
    }

    /// Tells rows of a file apart. It is no secret of anything and stays in memory: what stands in the log is keyed.
    pub fn command(&self) -> Uuid {
        Uuid::new_v5(&ROWS, &self.content())
    }
}

/// Reads one row; with its doubts, or with all its problems.
pub fn read(reading: &mut Reading<'_>, layout: &Layout, line: &Line) -> Result<(Row, Vec<Note>), Vec<Note>> {
    let mut cells = Cells {
        layout,
        line,
        problems: Vec::new(),
        doubts: Vec::new(),
    };
    let name = cells.text(Column::FullName, |text| {
        PersonName::parse(text).map_err(Trouble::Identity)
    });
    let birth = cells.value(Column::BirthDate, |cell| {
        let date = dates::read(cell)?;
        let birth = BirthDate::new(date).and_then(|birth| birth.not_after(reading.today));
        birth.map(BirthDate::get).map_err(Trouble::Identity)
    });
    let sex = cells.text(Column::Sex, |text| Sex::parse(text).map_err(Trouble::Identity));
    let on = cells.value(Column::DepartedOn, |cell| {
        let day = dates::read_day(cell)?;
        match day {
            day if day > reading.today => Err(Trouble::Future),
            day if day.year() < EARLIEST_YEAR => Err(Trouble::TooEarly),
            day => Ok(day),
        }
    });
    // Without the day of departure the commune is at least looked for.
    let day = on.unwrap_or(reading.today);
    let commune = cells.value(Column::Commune, |cell| reading.communes.find(cell, day));
    let lists = &reading.packs.catalogue;
    let market = cells.text(Column::Market, |text| {
        let entry = lists.markets.find(text).ok_or(Trouble::NotInList)?;
        Market::parse(entry.code.as_str()).map_err(|_| Trouble::NotInList)
    });
    let form = cells.text(Column::Form, |text| {
        let entry = lists.legal_forms.find(text).ok_or(Trouble::NotInList)?;
        LegalForm::parse(entry.code.as_str()).ok_or(Trouble::NotInList)
    });
    let sector = cells.optional(Column::Sector, |text| {
        lists
            .sectors
            .find(text)
            .map(|entry| entry.code)
            .ok_or(Trouble::NotInList)
    });
    let contract = cells.optional(Column::Contract, |text| Ok(nfc(text)));
    let enterprise = enterprise(&mut cells, reading, form);
    let term = term(&mut cells, sector, enterprise, contract.is_some(), on);
    let id = match (birth, sex) {
        (Some(birth), Some(sex)) => id(&mut cells, birth, sex),
        // Lost zeros cannot be judged without birth date and sex; the row has its problems already.
        _ => None,
    };
    if let (Some(birth), Some(on)) = (birth, on) {
        age(&mut cells, reading.packs, birth, on);
    }
    let (Some(name), Some(birth), Some(sex), Some(on), Some(commune), Some(market), Some(form)) =
        (name, birth, sex, on, commune, market, form)
    else {
        return Err(cells.problems);
    };
    if !cells.problems.is_empty() {
        return Err(cells.problems);
    }
    if let Some(doubt) = commune.doubt {
        cells.doubt(Column::Commune, doubt);
    }
    let row = Row {
        number: line.number,
        id,
        name,
        birth,
        sex,
        commune: commune.unit,
        on,
        market,
        form,
        enterprise,
        sector,
        term,
        contract,
    };
    Ok((row, cells.doubts))
}

struct Cells<'a> {
    layout: &'a Layout,
    line: &'a Line,
    problems: Vec<Note>,
    doubts: Vec<Note>,
}

impl Cells<'_> {
    fn problem(&mut self, column: Column, trouble: Trouble) {
        self.problems.push(Note {
            column: Some(column),
            trouble,
        });
    }

    fn doubt(&mut self, column: Column, trouble: Trouble) {
        self.doubts.push(Note {
            column: Some(column),
            trouble,
        });
    }

    fn value<T>(&mut self, column: Column, read: impl FnOnce(&Cell) -> Result<T, Trouble>) -> Option<T> {
        match read(self.layout.cell(self.line, column)) {
            Ok(value) => Some(value),
            Err(trouble) => {
                self.problem(column, trouble);
                None
            }
        }
    }

    fn text<T>(&mut self, column: Column, read: impl FnOnce(&str) -> Result<T, Trouble>) -> Option<T> {
        self.value(column, |cell| match plain(cell)? {
            text if text.is_empty() => Err(Trouble::Needed),
            text => read(&text),
        })
    }

    fn optional<T>(&mut self, column: Column, read: impl FnOnce(&str) -> Result<T, Trouble>) -> Option<T> {
        if self.layout.cell(self.line, column).is_empty() {
            None
        } else {
            self.text(column, read)
        }
    }
}

/// The text of a cell, as a person would read it.
fn plain(cell: &Cell) -> Result<String, Trouble> {
    let text = match cell {
        Cell::Failed => return Err(Trouble::Formula),
        other => other.to_text(),
    };
    // An apostrophe in front makes a spreadsheet keep digits as text, and keeps formulas of a mended file asleep.
    let text = text.trim().trim_start_matches('\'').trim();
    if text.starts_with('=') {
        return Err(Trouble::Formula);
    }
    if text.chars().count() > MAX_CELL {
        Err(Trouble::TooLong)
    } else {
        Ok(text.to_owned())
    }
}

/// The identity number, with lost zeros put back where the rest then fits birth year and sex.
fn id(cells: &mut Cells<'_>, birth: PartialDate, sex: Sex) -> Option<IdNumber> {
    let cell = cells.layout.cell(cells.line, Column::PersonalId);
    if cell.is_empty() {
        return None;
    }
    let read = || -> Result<(IdNumber, Vec<Trouble>), Trouble> {
        let text = match cell {
            Cell::Number(number) if number.fract() != 0.0 || *number < 0.0 => return Err(Trouble::Rounded),
            Cell::Number(number) => plain_number(*number),
            other => plain(other)?,
        };
        if text.contains(['E', 'e']) && text.contains(['+', ',', '.']) {
            return Err(Trouble::Rounded);
        }
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        // A place code is 001 to 096: one or two zeros can have been lost.
        if matches!(digits, 10 | 11)
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b" .".contains(&byte))
        {
            let bare: String = text.chars().filter(char::is_ascii_digit).collect();
            let id = IdNumber::parse(&format!("{bare:0>12}")).map_err(Trouble::Identity)?;
            return match id.warnings(birth, sex)[..] {
                [] => Ok((id, vec![Trouble::ZerosRestored])),
                _ => Err(Trouble::Identity(IdentityError::IdLostZero)),
            };
        }
        let id = IdNumber::parse(&text).map_err(Trouble::Identity)?;
        let doubts: Vec<IdWarning> = id.warnings(birth, sex);
        Ok((id, doubts.into_iter().map(Trouble::Doubt).collect()))
    };
    match read() {
        Ok((id, doubts)) => {
            for doubt in doubts {
                cells.doubt(Column::PersonalId, doubt);
            }
            Some(id)
        }
        Err(trouble) => {
            cells.problem(Column::PersonalId, trouble);
            None
        }
    }
}

/// The enterprise: on record where the form needs one, and a recruiter's own.
fn enterprise(cells: &mut Cells<'_>, reading: &Reading<'_>, form: Option<LegalForm>) -> Option<Code> {
    let given = cells.optional(Column::Enterprise, |text| {
        let code = Code::parse(text).map_err(|_| Trouble::UnknownEnterprise)?;
        let padded = Code::parse(&format!("{:0>10}", code.as_str())).unwrap_or(code);
        match reading.own {
            Some(own) if own == code || own == padded => Ok(own),
            Some(_) => Err(Trouble::NotOwn),
            None if (reading.has_enterprise)(&code) => Ok(code),
            None if (reading.has_enterprise)(&padded) => Ok(padded),
            None if form.is_some_and(needs_enterprise) => Err(Trouble::UnknownEnterprise),
            None => Ok(code),
        }
    });
    if reading.own.is_some() && matches!(form, Some(LegalForm::PublicUnit | LegalForm::DirectContract)) {
        cells.problem(Column::Form, Trouble::NotRecruiterForm);
    }
    let missing = cells.layout.cell(cells.line, Column::Enterprise).is_empty();
    if missing && reading.own.is_none() && form.is_some_and(needs_enterprise) {
        cells.problem(Column::Enterprise, Trouble::EnterpriseNeeded);
    }
    given.or(if missing { reading.own } else { None })
}

fn needs_enterprise(form: LegalForm) -> bool {
    form == LegalForm::ServiceEnterprise
}

/// Both days of the contract, or neither.
fn term(
    cells: &mut Cells<'_>,
    sector: Option<Code>,
    enterprise: Option<Code>,
    numbered: bool,
    on: Option<Date>,
) -> Option<(Date, Date)> {
    let given = |cells: &Cells<'_>, column| !cells.layout.cell(cells.line, column).is_empty();
    let (has_start, has_end) = (given(cells, Column::Start), given(cells, Column::End));
    let has_sector = given(cells, Column::Sector);
    if !has_start && !has_end {
        if has_sector || numbered {
            cells.problem(Column::Start, Trouble::ContractIncomplete);
        }
        return None;
    }
    if !has_start || !has_end {
        let column = if has_start { Column::End } else { Column::Start };
        cells.problem(column, Trouble::ContractIncomplete);
        return None;
    }
    let start = cells.value(Column::Start, dates::read_day)?;
    let end = cells.value(Column::End, dates::read_day)?;
    if end < start {
        cells.problem(Column::End, Trouble::ContractDates);
        return None;
    }
    if !has_sector && enterprise.is_none() {
        cells.problem(Column::Sector, Trouble::ContractIncomplete);
        return None;
    }
    if on.is_some_and(|on| end < on) {
        cells.doubt(Column::End, Trouble::ContractOver);
    }
    // A sector that is not in the list has its own problem.
    (sector.is_some() || !has_sector).then_some((start, end))
}

fn age(cells: &mut Cells<'_>, packs: &Packs, birth: PartialDate, on: Date) {
    let Some(age) = age_on(birth, on) else {
        cells.problem(Column::BirthDate, Trouble::BornLater);
        return;
    };
    let minimum = packs
        .rules
        .at(RuleId::WorkerMinAge, on)
        .ok()
        .and_then(hanhtrinh_domain::rules::RuleVersion::integer);
    if minimum.is_some_and(|minimum| i64::from(age) < minimum) {
        cells.doubt(Column::BirthDate, Trouble::UnderAge(age));
    }
}
