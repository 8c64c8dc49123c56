//! What is to happen on which day: the departures of all years, by how they come into the registry.

use std::collections::BTreeMap;

use hanhtrinh_domain::calendar::Calendar;
use hanhtrinh_domain::case::LegalForm;
use hanhtrinh_domain::units::REORGANISED_ON;
use jiff::ToSpan;
use jiff::civil::Date;

use super::DemoError;
use super::figures::{MARKETS, PUBLISHED_ON, RECORDED_BY, SPANS};
use super::prng::Prng;
use super::work::{Work, draw};

/// How a departure comes into the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    /// In a list, after the fact.
    List,
    /// Step by step, through an enterprise.
    Journey,
    /// Step by step, with a direct contract certified by the commune.
    Direct,
}

/// One departure to come.
#[derive(Debug, Clone)]
pub struct Departure {
    /// The day.
    pub on: Date,
    /// The day it is recorded, or the first working day after.
    pub recorded: Date,
    /// Where to.
    pub market: &'static str,
    /// What for.
    pub work: Work,
    /// How it comes in.
    pub path: Path,
}

/// Days with what is to be done on them.
pub struct Agenda<T> {
    days: BTreeMap<Date, Vec<T>>,
    until: Date,
}

impl<T> Agenda<T> {
    /// Empty, up to a last day.
    pub fn new(until: Date) -> Self {
        Self {
            days: BTreeMap::new(),
            until,
        }
    }

    /// Puts something on a day, or on the first working day after it. What lies beyond the end is dropped.
    pub fn push(&mut self, calendar: &Calendar, day: Date, task: T) {
        let mut day = day;
        while !calendar.is_working_day(day).unwrap_or(true) {
            day = day.tomorrow().unwrap_or(day);
        }
        if day <= self.until {
            self.days.entry(day).or_default().push(task);
        }
    }

    /// Takes the next day with all its tasks.
    pub fn pop(&mut self) -> Option<(Date, Vec<T>)> {
        self.days.pop_first()
    }
}

/// All departures of the demo, by day. `scale` takes so many of so many of each month and market.
pub fn departures(rng: &mut Prng, scale: (u64, u64)) -> Result<Vec<Departure>, DemoError> {
    let mut all = Vec::new();
    let mut carried = 0;
    for span in &SPANS {
        for (month, counts) in span.months() {
            for (market, count) in MARKETS.iter().zip(counts) {
                // What is cut off is carried over, so that a small province keeps its shape.
                let share = u64::from(count) * scale.0 + carried;
                carried = share % scale.1;
                for _ in 0..share / scale.1 {
                    all.push(departure(rng, month, market)?);
                }
            }
        }
    }
    Ok(all)
}

/// How many departures there are at full size.
pub fn full_size(until: Date) -> u64 {
    let months = SPANS.iter().flat_map(super::figures::Span::months);
    let counts = months
        .filter(|(month, _)| *month <= until)
        .flat_map(|(_, counts)| counts);
    counts.map(u64::from).sum()
}

fn departure(rng: &mut Prng, month: Date, market: &'static str) -> Result<Departure, DemoError> {
    let last = i64::from(month.last_of_month().day());
    let on = month
        .checked_add((rng.between(1, last) - 1).days())
        .map_err(DemoError::calendar)?;
    let work = draw(rng, market);
    let path = match work.form {
        // Communes certify since the reorganisation; before, the department's lists tell of direct contracts.
        LegalForm::DirectContract
            if on
                > REORGANISED_ON
                    .checked_add(80.days())
                    .map_err(DemoError::calendar)? =>
        {
            Path::Direct
        }
        LegalForm::ServiceEnterprise | LegalForm::PublicUnit
            if rng.chance(if month.year() >= 2026 { 45 } else { 22 }) =>
        {
            Path::Journey
        }
        _ => Path::List,
    };
    let delay = match path {
        Path::List => rng.between(2, 21).min(rng.between(2, 21)),
        Path::Journey | Path::Direct => rng.between(1, 5),
    };
    let mut recorded = on.checked_add(delay.days()).map_err(DemoError::calendar)?;
    // What the published figures count was known when they were published.
    if on < REORGANISED_ON && recorded > RECORDED_BY {
        recorded = RECORDED_BY;
    }
    debug_assert!(on >= REORGANISED_ON || recorded <= PUBLISHED_ON);
    Ok(Departure {
        on,
        recorded,
        market,
        work,
        path,
    })
}
