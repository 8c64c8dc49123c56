//! What a report is about, kept in the address: unit, period, day of knowledge, breakdown.

use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::indicator::By;
use hanhtrinh_domain::period::Period;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::{NavigateOptions, params::ParamsMap};

use super::texts::T;
use crate::prelude::*;

/// First year offered.
const FIRST_YEAR: i16 = 2015;

/// What a report is about.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Question {
    /// Unit, `code@edition`.
    pub unit: String,
    /// Period, as the domain writes it.
    pub period: String,
    /// Day of knowledge, ISO; empty for now.
    pub as_of: String,
    /// Breakdown.
    pub by: String,
}

impl Question {
    /// Reads the address; what it does not say is the account's own unit, this year, by market.
    pub fn read(query: &ParamsMap) -> Self {
        let get = |name: &str| query.get(name).filter(|value| !value.is_empty());
        Self {
            unit: get("unit").unwrap_or_else(|| me().map(|me| me.unit.to_string()).unwrap_or_default()),
            period: get("period").unwrap_or_else(|| today().year().to_string()),
            as_of: get("as_of").unwrap_or_default(),
            by: get("by")
                .filter(|by| By::parse(by).is_some())
                .unwrap_or_else(|| "market".to_owned()),
        }
    }

    /// As a query string, with another breakdown or a group.
    pub fn query(&self, by: &str, key: &str) -> String {
        query_string(&[
            ("unit", &self.unit),
            ("period", &self.period),
            ("as_of", &self.as_of),
            ("by", by),
            ("key", key),
        ])
    }

    /// Year and part of the period, where it is one that the form offers.
    fn parts(&self) -> (String, String) {
        let (year, part) = self.period.split_at(self.period.len().min(4));
        (year.to_owned(), part.to_owned())
    }
}

/// The question in the address, followed.
pub fn question() -> Memo<Question> {
    let query = use_location().query;
    Memo::new(move |_| query.with(Question::read))
}

/// The name of a unit.
pub fn unit_name(unit: &str) -> String {
    match (me(), hanhtrinh_domain::unit::UnitRef::parse(unit)) {
        (Some(me), Ok(unit)) if unit == me.province => me.province_name,
        (_, Ok(unit)) => names::commune(unit),
        (_, Err(_)) => unit.to_owned(),
    }
}

/// A period in words; what is none stays as it was typed, since the server answers what is wrong with it.
pub fn period_name(period: &str) -> String {
    Period::parse(period).map_or_else(|_| period.to_owned(), |period| said(period.words()))
}

/// Where the rows behind a figure are; nothing for those who see no people.
pub fn drill(question: &Question, by: &str, key: &str) -> Option<String> {
    let sees = me().is_some_and(|me| me.role != Role::Administrator);
    sees.then(|| format!("/reports/rows{}", question.query(by, key)))
}

/// Words of a breakdown.
pub fn by_name(by: By) -> &'static str {
    t(match by {
        By::Market => T::ByMarket,
        By::Sector => T::BySector,
        By::Sex => T::BySex,
        By::Month => T::ByMonth,
        By::Commune => T::ByCommune,
        By::Form => T::ByForm,
        By::Enterprise => T::ByEnterprise,
    })
}

/// The form. It stays while the address changes under it, so that the keyboard keeps its place.
pub fn view(question: Memo<Question>) -> AnyView {
    let now = question.get_untracked();
    let (year, part) = now.parts();
    let field = RwSignal::<String>::new;
    let (unit, code, year, part) = (
        field(now.unit.clone()),
        field(String::new()),
        field(year),
        field(part),
    );
    let (by, as_of) = (field(now.by.clone()), field(shown_day(&now.as_of)));
    let errors = Errors::new();
    Effect::new(move |_| {
        let now = question.get();
        let (now_year, now_part) = now.parts();
        for (signal, value) in [
            (unit, now.unit),
            (year, now_year),
            (part, now_part),
            (by, now.by),
            (as_of, shown_day(&now.as_of)),
        ] {
            if signal.get_untracked() != value {
                signal.set(value);
            }
        }
    });
    let navigate = use_navigate();
    Effect::new(move |_| {
        let typed = as_of.get();
        let day = format::iso(&typed);
        if day.is_none() && !typed.trim().is_empty() {
            return;
        }
        let asked = Question {
            unit: unit.get(),
            period: format!("{}{}", year.get(), part.get()),
            as_of: day.unwrap_or_default(),
            by: by.get(),
        };
        if year.with(String::is_empty) {
            return;
        }
        if asked != question.get_untracked() && !asked.unit.is_empty() {
            let path = format!("/reports{}", asked.query(&asked.by, ""));
            navigate(
                &path,
                NavigateOptions {
                    scroll: false,
                    ..Default::default()
                },
            );
        }
    });
    let use_code = move |()| {
        let typed = code.get_untracked().trim().to_owned();
        if !typed.is_empty() {
            unit.set(typed);
        }
    };
    view! {
        <Narrowing id="report-filters" class="card card-pad filters" on_submit=Callback::new(use_code)>
            <Combobox name="unit" label=t(T::Unit) value=unit options=units(&now.unit) errors=errors required=true/>
            <SelectField name="year" label=t(T::Year) value=year options=years(&now.period) errors=errors required=true/>
            <SelectField name="part" label=t(T::Part) value=part options=parts_of_year(&now.period) errors=errors required=true/>
            <SelectField name="by" label=t(T::By) value=by options=breakdowns() errors=errors required=true/>
            <DateField name="as_of" label=t(T::AsOf) value=as_of errors=errors/>
            <TextField name="code" label=t(T::UnitCode) value=code errors=errors hint=t(T::CodeHint)/>
        </Narrowing>
    }
    .into_any()
}

fn shown_day(iso: &str) -> String {
    format::parse_day(iso).map(format::date).unwrap_or_default()
}

fn choice(value: &str, label: String, hint: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label,
        hint: hint.to_owned(),
    }
}

fn units(asked: &str) -> Vec<Choice> {
    let mut units = Vec::new();
    if let Some(me) = me() {
        units.push(choice(&me.province.to_string(), me.province_name, ""));
    }
    units.extend(names::commune_choices());
    units.extend(names::former_commune_choices().into_iter().map(|old| Choice {
        hint: t(T::Former).to_owned(),
        ..old
    }));
    if !asked.is_empty() && units.iter().all(|unit| unit.value != asked) {
        units.push(choice(asked, unit_name(asked), ""));
    }
    units
}

fn years(asked: &str) -> Vec<Choice> {
    let this = today().year();
    let mut years: Vec<String> = (FIRST_YEAR..=this).rev().map(|year| year.to_string()).collect();
    if let Some(year) = asked
        .get(..4)
        .filter(|year| !years.iter().any(|known| known == year))
    {
        years.push(year.to_owned());
    }
    years.iter().map(|year| choice(year, year.clone(), "")).collect()
}

fn parts_of_year(asked: &str) -> Vec<Choice> {
    let word = |vi: &str, en: &str, number: u8| match lang() {
        Lang::Vi => format!("{vi} {number}"),
        Lang::En => format!("{en} {number}"),
    };
    let mut parts = vec![choice("", t(T::WholeYear).to_owned(), "")];
    parts.extend((1..=2).map(|half| choice(&format!("-H{half}"), word("Nửa năm", "Half", half), "")));
    parts.extend((1..=4).map(|quarter| choice(&format!("-Q{quarter}"), word("Quý", "Quarter", quarter), "")));
    parts.extend((1..=12).map(|month| choice(&format!("-{month:02}"), word("Tháng", "Month", month), "")));
    // A period from day to day has no place in the form; it is kept as it came.
    if let Some(part) = asked
        .get(4..)
        .filter(|part| !parts.iter().any(|known| known.value == *part))
    {
        parts.push(choice(part, asked.to_owned(), ""));
    }
    parts
}

fn breakdowns() -> Vec<Choice> {
    [
        By::Market,
        By::Sector,
        By::Sex,
        By::Commune,
        By::Form,
        By::Enterprise,
        By::Month,
    ]
    .into_iter()
    .map(|by| choice(by.as_str(), by_name(by).to_owned(), ""))
    .collect()
}
