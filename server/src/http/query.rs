//! What stands behind the `?` of a request: every parameter is read, and all that is wrong is named at once.

use std::collections::HashMap;

use axum::extract::FromRequestParts;
use axum::extract::Query as Pairs;
use axum::http::request::Parts;
use hanhtrinh_api::{FieldProblem, Lang, ProblemCode};
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_views::Views;
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::failure::{Failure, field_problem};
use super::lang;
use crate::app::fields::read_day;
use crate::present::{Moment, MomentError, from_cursor};

/// Rows of a page unless asked otherwise.
const LIMIT: usize = 50;
/// Most rows of a page.
const MAX_LIMIT: usize = 200;
/// Most characters of a parameter.
const MAX_TEXT: usize = 200;

/// The parameters of a request. Those nobody reads are refused at the end: a misspelt filter must not be no filter.
#[derive(Debug)]
pub struct Query {
    lang: Lang,
    pairs: HashMap<String, String>,
    problems: Vec<FieldProblem>,
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let lang = lang::asked(&parts.headers);
        let Pairs(list) = Pairs::<Vec<(String, String)>>::try_from_uri(&parts.uri)
            .map_err(|_| Failure::new(ProblemCode::Malformed, lang))?;
        let mut query = Self {
            lang,
            pairs: HashMap::new(),
            problems: Vec::new(),
        };
        for (name, value) in list {
            if value.chars().count() > MAX_TEXT {
                query.bad(
                    &name,
                    "field.too_long",
                    "Tối đa 200 ký tự.",
                    "At most 200 characters.",
                );
            } else if query.pairs.insert(name.clone(), value).is_some() {
                query.bad(
                    &name,
                    "field.twice",
                    "Tham số lặp lại.",
                    "The parameter is repeated.",
                );
            }
        }
        Ok(query)
    }
}

impl Query {
    /// A text; empty where it is not there.
    pub fn text(&mut self, name: &str) -> String {
        self.pairs
            .remove(name)
            .map(|text| text.trim().to_owned())
            .unwrap_or_default()
    }

    /// A text that is read as something; nothing where it is not there or empty.
    pub fn read<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        let value = read(&text);
        if value.is_none() {
            self.unknown(name);
        }
        value
    }

    /// The value is nothing known here.
    pub fn unknown(&mut self, name: &str) {
        self.bad(
            name,
            "field.unknown",
            "Giá trị này không có trong hệ thống.",
            "This value is not known here.",
        );
    }

    /// A day, ISO or `dd/MM/yyyy`.
    pub fn day(&mut self, name: &str) -> Option<Date> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        let day = read_day(&text);
        if day.is_none() {
            self.bad(
                name,
                "date.form",
                "Ngày viết dạng 2026-12-31 và phải có thật trong lịch.",
                "A date is written 2026-12-31 and must exist in the calendar.",
            );
        }
        day
    }

    /// A unit as people write it: `38`, `17@2025-06-30`, `16249@2024`.
    /// Nothing where it is not there.
    pub fn unit(&mut self, name: &str, views: &Views, today: Date) -> Option<UnitRef> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        self.unit_of(name, &text, views, today)
    }

    /// A unit in a text that was read before.
    pub fn unit_of(&mut self, name: &str, text: &str, views: &Views, today: Date) -> Option<UnitRef> {
        match views.units().query(text, today) {
            Ok(unit) => Some(unit),
            Err(error) => {
                let words = error.words();
                self.bad(name, "unit.unknown", &words.vi, &words.en);
                None
            }
        }
    }

    /// How many rows: 1 to 200.
    pub fn limit(&mut self) -> usize {
        let text = self.text("limit");
        if text.is_empty() {
            return LIMIT;
        }
        match text.parse() {
            Ok(limit) if (1..=MAX_LIMIT).contains(&limit) => limit,
            _ => {
                self.bad("limit", "limit.range", "Từ 1 đến 200 dòng.", "1 to 200 rows.");
                LIMIT
            }
        }
    }

    /// Where the page begins; nothing for the first.
    pub fn cursor<T: DeserializeOwned>(&mut self) -> Option<T> {
        let text = self.text("cursor");
        if text.is_empty() {
            return None;
        }
        let place = from_cursor(&text);
        if place.is_none() {
            self.bad(
                "cursor",
                "cursor.unknown",
                "Hãy bắt đầu lại từ trang đầu.",
                "Start again from the first page.",
            );
        }
        place
    }

    /// The moment that `as_of` and `position` name.
    pub fn moment(&mut self, views: &Views, today: Date) -> Option<Moment> {
        let (as_of, position) = (self.day("as_of"), self.read("position", |text| text.parse().ok()));
        match Moment::asked(views, today, as_of, position) {
            Ok(moment) => Some(moment),
            Err(MomentError::Future) => {
                self.bad(
                    "as_of",
                    "date.future",
                    "Ngày này chưa đến.",
                    "This day is yet to come.",
                );
                None
            }
            Err(MomentError::Beyond) => {
                self.bad(
                    "position",
                    "position.beyond",
                    "Vị trí này chưa có.",
                    "The log has not got that far.",
                );
                None
            }
        }
    }

    /// Ends: all problems, or none.
    pub fn finish(&mut self) -> Result<(), Failure> {
        let mut unread: Vec<String> = self.pairs.drain().map(|(name, _)| name).collect();
        unread.sort();
        for name in unread {
            self.bad(
                &name,
                "parameter.unknown",
                "Không có tham số này.",
                "There is no such parameter.",
            );
        }
        if self.problems.is_empty() {
            return Ok(());
        }
        Err(Failure::fields(self.lang, std::mem::take(&mut self.problems)))
    }

    fn bad(&mut self, name: &str, code: &str, vi: &str, en: &str) {
        // Names come from outside: only what can be a parameter is repeated.
        let plain = name.len() <= 40 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        let name = if plain { name } else { "?" };
        self.problems.push(field_problem(self.lang, name, code, vi, en));
    }
}
