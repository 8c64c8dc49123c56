//! Reading what people typed: every field is checked, and all that is wrong is named at once.

use hanhtrinh_api::cases::SourceView;
use hanhtrinh_api::problem::FieldProblem;
use hanhtrinh_api::{Lang, words};
use hanhtrinh_domain::code::{Code, CodeError};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::Private;
use hanhtrinh_domain::identity::IdentityError;
use hanhtrinh_domain::unit::{Level, UnitRef};
use hanhtrinh_record::Source;
use hanhtrinh_views::Views;
use jiff::civil::Date;

use super::error::AppError;

/// What is wrong with a text, as it is named to whoever typed it.
pub trait Named: Copy {
    /// The stable code.
    fn code(self) -> &'static str;
    /// What is wrong and what to do.
    fn words(self, lang: Lang) -> &'static str;
}

impl Named for CodeError {
    fn code(self) -> &'static str {
        "code.form"
    }

    fn words(self, lang: Lang) -> &'static str {
        words::code(self, lang)
    }
}

impl Named for IdentityError {
    fn code(self) -> &'static str {
        Self::code(self)
    }

    fn words(self, lang: Lang) -> &'static str {
        words::identity(self, lang)
    }
}

/// Collects what is wrong with the fields of a request.
pub struct Fields {
    lang: Lang,
    today: Date,
    problems: Vec<FieldProblem>,
}

impl Fields {
    /// Starts with nothing wrong.
    pub fn new(lang: Lang, today: Date) -> Self {
        Self {
            lang,
            today,
            problems: Vec::new(),
        }
    }

    /// Ends: all problems, or none.
    pub fn finish(self) -> Result<(), AppError> {
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(AppError::Invalid(self.problems))
        }
    }

    /// Names a problem.
    pub fn problem(&mut self, field: &str, code: &str, vi: &str, en: &str) {
        let detail = match self.lang {
            Lang::Vi => vi,
            Lang::En => en,
        };
        self.add(field, code, detail);
    }

    /// The field is empty and must not be.
    pub fn needed(&mut self, field: &str) {
        self.problem(field, "field.needed", "Cần điền mục này.", "This is needed.");
    }

    /// The field names something that is not known here.
    pub fn unknown(&mut self, field: &str) {
        self.problem(
            field,
            "field.unknown",
            "Không có mục này trong hệ thống; hãy chọn từ danh sách.",
            "This is not known here; choose from the list.",
        );
    }

    /// A code of a closed list.
    pub fn list<T>(&mut self, field: &str, text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        if text.trim().is_empty() {
            self.needed(field);
            return None;
        }
        let value = parse(text.trim());
        if value.is_none() {
            self.unknown(field);
        }
        value
    }

    /// Something with a form of its own: a code, a name, a number.
    pub fn read<T, E: Named>(
        &mut self,
        field: &str,
        text: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        if text.trim().is_empty() {
            self.needed(field);
            return None;
        }
        parse(text.trim())
            .map_err(|error| self.add(field, error.code(), error.words(self.lang)))
            .ok()
    }

    /// The same, where it may be empty.
    pub fn optional<T, E: Named>(
        &mut self,
        field: &str,
        text: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        if text.trim().is_empty() {
            None
        } else {
            self.read(field, text, parse)
        }
    }

    /// A day, `dd/MM/yyyy` or ISO; today when empty.
    pub fn day_or_today(&mut self, field: &str, text: &str) -> Option<PartialDate> {
        if text.trim().is_empty() {
            return Some(PartialDate::Day(self.today));
        }
        match read_day(text) {
            Some(day) => Some(PartialDate::Day(day)),
            None => {
                self.bad_date(field);
                None
            }
        }
    }

    /// A day, month or year.
    pub fn partial_date(&mut self, field: &str, text: &str) -> Option<PartialDate> {
        let text = text.trim();
        if let Some(day) = read_day(text) {
            return Some(PartialDate::Day(day));
        }
        let date = PartialDate::parse(text).ok();
        if date.is_none() {
            self.bad_date(field);
        }
        date
    }

    /// A commune that exists.
    pub fn commune(&mut self, field: &str, text: &str, views: &Views) -> Option<UnitRef> {
        if text.trim().is_empty() {
            self.needed(field);
            return None;
        }
        let unit = UnitRef::parse(text.trim())
            .ok()
            .filter(|unit| unit.level() == Level::Commune && views.units().get(*unit).is_some());
        if unit.is_none() {
            self.unknown(field);
        }
        unit
    }

    /// A commune that exists, or nothing.
    pub fn optional_commune(&mut self, field: &str, text: &str, views: &Views) -> Option<UnitRef> {
        if text.trim().is_empty() {
            None
        } else {
            self.commune(field, text, views)
        }
    }

    /// A text within its limit, in characters.
    pub fn text(&mut self, field: &str, text: &str, limit: usize) {
        if text.chars().count() > limit {
            let vi = format!("Tối đa {limit} ký tự.");
            let en = format!("At most {limit} characters.");
            self.problem(field, "field.too_long", &vi, &en);
        }
    }

    /// The kind and authority of a source are codes: free text would stand in the clear.
    pub fn source(&mut self, source: Option<&SourceView>) {
        let Some(source) = source else { return };
        let texts = std::iter::once(&source.kind).chain(source.authority.as_ref());
        for text in texts {
            self.read("source", text, Code::parse);
        }
    }

    /// Sealed content within its limits.
    pub fn private(&mut self, private: Option<&Private>) {
        if private.is_some_and(|private| !private.within_limits()) {
            self.problem(
                "private",
                "field.too_long",
                "Nội dung quá dài.",
                "The text is too long.",
            );
        }
    }

    fn bad_date(&mut self, field: &str) {
        self.problem(
            field,
            "date.form",
            "Ngày viết dạng 31/12/2026 và phải có thật trong lịch.",
            "A date is written 31/12/2026 and must exist in the calendar.",
        );
    }

    fn add(&mut self, field: &str, code: &str, detail: &str) {
        self.problems.push(FieldProblem {
            field: field.to_owned(),
            code: code.to_owned(),
            detail: detail.to_owned(),
        });
    }
}

/// Reads `dd/MM/yyyy` (also with `-` or `.`) and ISO days.
pub fn read_day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(PartialDate::Day(day)) = PartialDate::parse(text) {
        return Some(day);
    }
    let mut parts = text.split(['/', '-', '.']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || day.len() > 2 || month.len() > 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A source document as a leaf carries it; [`Fields::source`] has checked that both texts are codes.
pub fn source(view: &SourceView) -> Source {
    Source {
        kind: view.kind.clone(),
        authority: view.authority.clone(),
        date: view.date.map(|day| day.to_string()),
    }
}
