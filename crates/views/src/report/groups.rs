//! Breaking a figure down. The groups always add up to the figure.

use std::collections::{BTreeMap, HashMap};

use hanhtrinh_domain::case::LegalForm;
use hanhtrinh_domain::code::{Code, Market};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::identity::Sex;
use hanhtrinh_domain::indicator::{By, Group};
use hanhtrinh_domain::percent::percent_of;
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::units::Units;

use super::{NOT_RECORDED, UNRESOLVED};
use crate::departures::DepartureVersion;
use crate::home::{Home, Said};
use crate::stays::StayVersion;
use crate::views::Views;

/// What a row is grouped by.
pub(super) struct Features {
    pub market: Market,
    pub sector: Option<Code>,
    pub sex: Option<Sex>,
    pub form: Option<LegalForm>,
    pub enterprise: Option<Code>,
    pub on: PartialDate,
    pub home: Option<Home>,
}

impl From<&DepartureVersion> for Features {
    fn from(row: &DepartureVersion) -> Self {
        Self {
            market: row.market,
            sector: row.sector,
            sex: row.sex,
            form: row.form,
            enterprise: row.enterprise,
            on: row.on,
            home: row.home(),
        }
    }
}

impl Features {
    /// The features of a stay on a day.
    pub fn of_stay(row: &StayVersion, home: Option<Home>) -> Self {
        Self {
            market: row.market,
            sector: row.sector,
            sex: row.sex,
            form: row.form,
            enterprise: row.enterprise,
            on: row.departed,
            home,
        }
    }
}

/// Finds the groups of rows of one breakdown and counts them.
pub(super) struct Grouping<'a> {
    views: &'a Views,
    units: &'a Units,
    by: By,
    unit: UnitRef,
    communes: HashMap<Said, String>,
    counts: BTreeMap<String, (u64, u64)>,
}

impl<'a> Grouping<'a> {
    /// No groups yet, but those that are shown even when they are empty: months of the period, communes of the unit.
    pub fn new(views: &'a Views, units: &'a Units, by: By, unit: UnitRef, period: Option<Period>) -> Self {
        let mut counts = BTreeMap::new();
        match (by, period) {
            (By::Month, Some(period)) => {
                for month in period.months() {
                    counts.insert(month_key(month.first().year(), month.first().month()), (0, 0));
                }
            }
            (By::Commune, _) => {
                for commune in units.communes_of(unit) {
                    counts.insert(commune.to_string(), (0, 0));
                }
            }
            _ => {}
        }
        Self {
            views,
            units,
            by,
            unit,
            communes: HashMap::new(),
            counts,
        }
    }

    /// Key of the group of a row; `years` moves its month, so that last year's stands beside this year's.
    pub fn key(&mut self, row: &Features, years: i16) -> String {
        let code = |code: Option<Code>| code.map_or(NOT_RECORDED.to_owned(), |code| code.to_string());
        match self.by {
            By::Market => row.market.to_string(),
            By::Sector => code(row.sector),
            By::Enterprise => code(row.enterprise),
            By::Sex => row.sex.map_or(NOT_RECORDED, Sex::as_str).to_owned(),
            By::Form => row.form.map_or(NOT_RECORDED, LegalForm::as_str).to_owned(),
            By::Month => match row.on {
                PartialDate::Day(day) => month_key(day.year() + years, day.month()),
                PartialDate::Month { year, month } => month_key(year + years, month),
                PartialDate::Year(_) => NOT_RECORDED.to_owned(),
            },
            By::Commune => self.commune(row.home),
        }
    }

    pub fn count(&mut self, row: &Features) {
        let key = self.key(row, 0);
        self.counts.entry(key).or_default().0 += 1;
    }

    pub fn count_last_year(&mut self, row: &Features) {
        let key = self.key(row, 1);
        self.counts.entry(key).or_default().1 += 1;
    }

    /// The groups with their shares of `total`. Last year's counts are shown where anything is known of last year.
    pub fn finish(self, total: u64, last_year: bool) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::with_capacity(self.counts.len());
        for (key, (value, before)) in &self.counts {
            groups.push(Group {
                name: self.name(key),
                key: key.clone(),
                value: *value,
                share: percent_of(i128::from(*value), i128::from(total), 2)
                    .unwrap_or_else(|| "0.00".to_owned()),
                last_year: last_year.then_some(*before),
            });
        }
        if !matches!(self.by, By::Month | By::Commune) {
            groups.sort_by(|one, other| other.value.cmp(&one.value).then_with(|| one.key.cmp(&other.key)));
        }
        groups
    }

    fn commune(&mut self, home: Option<Home>) -> String {
        let Some(home) = home else {
            return UNRESOLVED.to_owned();
        };
        let (units, unit) = (self.units, self.unit);
        let key = self.communes.entry(home.key()).or_insert_with(|| {
            let commune = home.commune(units, unit.edition);
            commune.map_or(UNRESOLVED.to_owned(), |commune| commune.to_string())
        });
        key.clone()
    }

    /// Names of what the lists of codes do not hold.
    fn name(&self, key: &str) -> Option<String> {
        match self.by {
            By::Commune => {
                let unit = UnitRef::parse(key).ok()?;
                self.units.get(unit).map(|unit| unit.name.clone())
            }
            By::Enterprise => {
                let row = self.views.enterprise(&Code::parse(key).ok()?)?;
                row.enterprise.name.as_ref().map(|name| name.as_str().to_owned())
            }
            _ => None,
        }
    }
}

fn month_key(year: i16, month: i8) -> String {
    format!("{year:04}-{month:02}")
}
