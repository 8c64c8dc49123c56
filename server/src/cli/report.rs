//! `hanhtrinh report`: figures, with formula, base and rounding.

mod supply;

use clap::{Args, Subcommand};
use hanhtrinh_api::publications::Publications;
use hanhtrinh_domain::difference::Difference;
use hanhtrinh_domain::indicator::{By, DeparturesReport, Group, StockReport};
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::tally::TallyIndicator;
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::{Data, print_json, progress, table};
use crate::admin::{self, ReportKind, ReportWish, Request};

/// Which figure.
#[derive(Debug, Subcommand)]
pub enum Report {
    /// People who left in a period
    Departures(Departures),
    /// People abroad on a day
    Stock(Stock),
    /// Fairs held in a period
    Fairs(super::report_tally::Tally),
    /// Organisations at fairs, summed and distinct
    Exhibitors(super::report_tally::Tally),
    /// People who were looking, at fairs
    Attendance(super::report_tally::Tally),
    /// People matched at fairs
    Matches(super::report_tally::Tally),
    /// People informed or advised
    Advised(super::report_tally::Tally),
    /// Loans paid out, against the dated ceiling
    Loans(super::report_tally::Tally),
    /// Departures of people of policy groups, and support paid for them
    Policy(super::report_tally::Tally),
    /// Support paid, by budget with --by party
    Support(super::report_tally::Tally),
    /// Claims paid by the fund
    Claims(super::report_tally::Tally),
    /// Work in the country found after a return
    Placements(super::report_tally::Tally),
    /// Registrations for the test of Korean, against the country and other provinces
    Tests(Departures),
    /// People selected, by programme, sex and occupation
    Selections(Departures),
    /// Enterprises that were helped to recruit, by market
    Recruiters(Recruiters),
    /// Compute every published figure again and compare
    Verify(Verify),
}

/// What every report is asked.
#[derive(Debug, Args)]
pub struct Common {
    #[command(flatten)]
    data: Data,
    /// 38, 17@2025-06-30 (bearer of the code that day) or 16249@2024 (edition); the province unless said
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// As known by the end of this day in Vietnam
    #[arg(long, value_name = "DATE", conflicts_with = "position")]
    as_of: Option<Date>,
    /// As known at this size of the log
    #[arg(long, value_name = "N")]
    position: Option<u64>,
    /// Print what became of the figure since, event by event, as known by the end of this other day
    #[arg(long, value_name = "DATE", conflicts_with = "by")]
    compare: Option<Date>,
    /// market, sector, sex, month, commune, form or enterprise
    #[arg(long, value_name = "GROUP", value_parser = by)]
    by: Option<By>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Departures.
#[derive(Debug, Args)]
pub struct Departures {
    #[command(flatten)]
    common: Common,
    /// 2024, 2025-H1, 2025-Q3, 2025-05 or 2025-01-01..2025-06-30
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    period: String,
}

/// Recruiting enterprises.
#[derive(Debug, Args)]
pub struct Recruiters {
    #[command(flatten)]
    of: Departures,
    /// Those that recruit for work in the country, which are counted apart
    #[arg(long)]
    domestic: bool,
}

/// Stock.
#[derive(Debug, Args)]
pub struct Stock {
    #[command(flatten)]
    common: Common,
    /// The day the stock is taken; that of --as-of unless said
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

/// Published figures.
#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    data: Data,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Refused here already, so that no server is asked in vain.
pub(super) fn period(text: &str) -> Result<String, String> {
    let read = Period::parse(text);
    read.map(|_| text.to_owned()).map_err(|error| error.to_string())
}

fn by(text: &str) -> Result<By, String> {
    By::parse(text).ok_or_else(|| {
        By::ALL
            .iter()
            .map(|by| by.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    })
}

/// Prints the figure.
pub fn run(args: &Report) -> anyhow::Result<()> {
    match args {
        Report::Departures(args) => departures(args),
        Report::Stock(args) => stock(args),
        Report::Fairs(args) => args.run(TallyIndicator::Fairs),
        Report::Exhibitors(args) => args.run(TallyIndicator::Exhibitors),
        Report::Attendance(args) => args.run(TallyIndicator::Attendance),
        Report::Matches(args) => args.run(TallyIndicator::Matches),
        Report::Advised(args) => args.run(TallyIndicator::Advised),
        Report::Loans(args) => args.run(TallyIndicator::Loans),
        Report::Policy(args) => args.run(TallyIndicator::Policy),
        Report::Support(args) => args.run(TallyIndicator::Support),
        Report::Claims(args) => args.run(TallyIndicator::Claims),
        Report::Placements(args) => args.run(TallyIndicator::Placements),
        Report::Tests(args) => supply::tests(args),
        Report::Selections(args) => supply::selections(args),
        Report::Recruiters(args) => supply::recruiters(&args.of, args.domestic),
        Report::Verify(args) => verify(args),
    }
}

fn departures(args: &Departures) -> anyhow::Result<()> {
    if args.common.compare.is_some() {
        return args
            .common
            .difference(ReportKind::Departures(args.period.clone()));
    }
    let report: DeparturesReport = args.common.ask(ReportKind::Departures(args.period.clone()))?;
    if args.common.json {
        print_json(&report)
    } else {
        show_departures(&report)
    }
}

fn stock(args: &Stock) -> anyhow::Result<()> {
    if args.common.compare.is_some() {
        return args.common.difference(ReportKind::Stock(args.on));
    }
    let report: StockReport = args.common.ask(ReportKind::Stock(args.on))?;
    if args.common.json {
        print_json(&report)
    } else {
        show_stock(&report)
    }
}

/// Ends with status 0 only where every published figure comes out the same.
fn verify(args: &Verify) -> anyhow::Result<()> {
    let bar = progress::bar("records");
    let asked = admin::ask(&args.data.data, &Request::Published, &progress::told(&bar));
    bar.finish_and_clear();
    let found: Publications = asked?.done;
    if args.json {
        print_json(&found)?;
    } else {
        let rows = found.reports.iter().map(|report| {
            let computed = report.computed.map_or("-".to_owned(), |value| value.to_string());
            [
                report.published_at.to_string(),
                report.indicator.clone(),
                report.unit.clone(),
                format!("{}..{}", report.first, report.last),
                report.as_of.to_string(),
                report.value.to_string(),
                computed,
                if report.same { "same" } else { "DIFFERENT" }.to_owned(),
            ]
        });
        let headings = [
            "position",
            "figure",
            "unit",
            "of",
            "as of",
            "published",
            "computed",
            "",
        ];
        table::print(&headings, &rows.collect::<Vec<_>>());
    }
    anyhow::ensure!(found.all_same, "a published figure comes out otherwise");
    Ok(())
}

impl Common {
    fn ask<T: DeserializeOwned>(&self, kind: ReportKind) -> anyhow::Result<T> {
        let wish = ReportWish {
            kind,
            unit: self.unit.clone(),
            as_of: self.as_of,
            position: self.position,
            by: self.by.map(|by| by.as_str().to_owned()),
            compare: self.compare,
        };
        ask(&self.data, wish)
    }
}

impl Common {
    fn difference(&self, kind: ReportKind) -> anyhow::Result<()> {
        let difference: Difference = self.ask(kind)?;
        if self.json {
            return print_json(&difference);
        }
        say!(
            "{} {} of {}",
            difference.indicator,
            difference.of,
            difference.unit
        );
        for (day, position, figure) in [
            (difference.as_of, difference.position, difference.before),
            (difference.compare, difference.compare_position, difference.after),
        ] {
            let (value, unresolved) = (figure.value, figure.unresolved);
            say!("  known by the end of {day} (position {position}): {value}, unresolved {unresolved}");
        }
        let sums = difference.causes.iter().map(|sum| {
            [
                sum.words.en.clone(),
                sum.steps.to_string(),
                format!("{:+}", sum.change.value),
                format!("{:+}", sum.change.part),
                format!("{:+}", sum.change.unresolved),
            ]
        });
        let part = if difference.indicator == "stock" {
            "overdue"
        } else {
            "verified"
        };
        table::print(
            &["cause", "steps", "count", part, "unresolved"],
            &sums.collect::<Vec<_>>(),
        );
        let steps = difference.steps.iter().map(|step| {
            [
                step.position.to_string(),
                step.recorded.to_string(),
                step.on.to_string(),
                step.kind.clone(),
                step.cause.words().en,
                format!("{:+}", step.change.value),
                step.case.to_string(),
            ]
        });
        let headings = ["position", "recorded", "on", "event", "cause", "count", "case"];
        table::print(&headings, &steps.collect::<Vec<_>>());
        Ok(())
    }
}

/// Asks the folder, or the server that holds it.
pub(super) fn ask<T: DeserializeOwned>(data: &Data, wish: ReportWish) -> anyhow::Result<T> {
    let bar = progress::bar("records");
    let asked = admin::ask(&data.data, &Request::Report(wish), &progress::told(&bar));
    bar.finish_and_clear();
    Ok(asked?.done)
}

fn show_departures(report: &DeparturesReport) -> anyhow::Result<()> {
    say!(
        "Departures {} of {}: {}",
        report.period,
        report.unit,
        report.value
    );
    say!(
        "  known by the end of {} (position {})",
        report.as_of,
        report.position
    );
    say!(
        "  declared {}, verified {}, unresolved {}",
        report.declared,
        report.verified,
        report.unresolved
    );
    if let Some(plan) = &report.plan {
        say!(
            "  plan {}: {} % of it, {} % above it",
            plan.value,
            plan.percent_of,
            plan.percent_above
        );
    }
    if let Some(last) = &report.last_year {
        say!(
            "  a year before {}: {} % of it, growth {} %",
            last.value,
            last.percent_of,
            last.growth
        );
    }
    groups(report.groups.as_deref());
    notes(&report.formula, &report.rules);
    Ok(())
}

fn show_stock(report: &StockReport) -> anyhow::Result<()> {
    say!("Abroad on {} of {}: {}", report.on, report.unit, report.value);
    say!(
        "  known by the end of {} (position {})",
        report.as_of,
        report.position
    );
    say!(
        "  beside them overdue {}, unresolved {}",
        report.overdue,
        report.unresolved
    );
    groups(report.groups.as_deref());
    notes(&report.formula, &report.rules);
    Ok(())
}

fn groups(groups: Option<&[Group]>) {
    let Some(groups) = groups else { return };
    let row = |group: &Group| {
        [
            group.key.clone(),
            group.name.clone().unwrap_or_default(),
            group.value.to_string(),
            format!("{} %", group.share),
            group.last_year.map(|value| value.to_string()).unwrap_or_default(),
        ]
    };
    let rows: Vec<_> = groups.iter().map(row).collect();
    table::print(&["group", "name", "count", "share", "year before"], &rows);
}

fn notes(formula: &str, rules: &[String]) {
    say!("  formula: {formula}");
    say!("  rules: {}", rules.join(", "));
}
