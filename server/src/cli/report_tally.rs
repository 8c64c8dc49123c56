//! `hanhtrinh report fairs`, `loans`, `support` and their like: figures added up, each with its word and its formula.

use clap::Args;
use hanhtrinh_domain::precision::Precision;
use hanhtrinh_domain::tally::{TallyBy, TallyGroup, TallyIndicator, TallyReport};
use jiff::civil::Date;

use super::report::{ask, period};
use super::{Data, print_json, table};
use crate::admin::{ReportKind, ReportWish};

/// What such a figure is asked.
#[derive(Debug, Args)]
pub struct Tally {
    #[command(flatten)]
    data: Data,
    /// 38, 17@2025-06-30 (bearer of the code that day) or 16249@2024 (edition); the province unless said
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// 2024, 2025-H1, 2025-Q3, 2025-05 or 2024-01-01..2025-07-16
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    period: String,
    /// As known by the end of this day in Vietnam
    #[arg(long, value_name = "DATE", conflicts_with = "position")]
    as_of: Option<Date>,
    /// As known at this size of the log
    #[arg(long, value_name = "N")]
    position: Option<u64>,
    /// kind, party, group, month or commune
    #[arg(long, value_name = "GROUP", value_parser = by)]
    by: Option<TallyBy>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn by(text: &str) -> Result<TallyBy, String> {
    TallyBy::parse(text).ok_or_else(|| {
        let all: Vec<&str> = TallyBy::ALL.iter().map(|by| by.as_str()).collect();
        all.join(", ")
    })
}

impl Tally {
    /// Prints the figure.
    pub fn run(&self, indicator: TallyIndicator) -> anyhow::Result<()> {
        let wish = ReportWish {
            kind: ReportKind::Tally(indicator, self.period.clone()),
            unit: self.unit.clone(),
            as_of: self.as_of,
            compare: None,
            position: self.position,
            by: self.by.map(|by| by.as_str().to_owned()),
        };
        let report: TallyReport = ask(&self.data, wish)?;
        if self.json {
            return print_json(&report);
        }
        show(&report)
    }
}

fn show(report: &TallyReport) -> anyhow::Result<()> {
    say!(
        "{} {} of {}: {}{} {}",
        report.indicator.as_str(),
        report.period,
        report.unit,
        word(report.precision),
        report.value,
        report.measure.as_str()
    );
    say!(
        "  known by the end of {} (position {})",
        report.as_of,
        report.position
    );
    say!(
        "  records {}, counted {}, declared {}, unresolved {}",
        report.records,
        report.counted,
        report.declared,
        report.unresolved
    );
    for (what, value) in [
        ("different ones", report.distinct),
        ("largest", report.largest),
        ("printed apart, never added", report.apart),
    ] {
        if let Some(value) = value {
            say!("  {what} {value}");
        }
    }
    if let Some(ceiling) = &report.ceiling {
        say!(
            "  ceiling {} ({}), {} above it",
            ceiling.value,
            ceiling.rule,
            ceiling.over
        );
    }
    groups(report.groups.as_deref());
    say!("  công thức: {}", report.formula_vi);
    say!("  formula: {}", report.formula);
    say!("  rules: {}", report.rules.join(", "));
    Ok(())
}

fn groups(groups: Option<&[TallyGroup]>) {
    let Some(groups) = groups else { return };
    let row = |group: &TallyGroup| {
        [
            group.key.clone(),
            group.name.clone().unwrap_or_default(),
            format!("{}{}", word(group.precision), group.value),
            format!("{} %", group.share),
            group.records.to_string(),
            group.support.map(|value| value.to_string()).unwrap_or_default(),
        ]
    };
    let rows: Vec<_> = groups.iter().map(row).collect();
    table::print(
        &["group", "name", "figure", "share", "records", "support VND"],
        &rows,
    );
}

fn word(precision: Precision) -> &'static str {
    match precision {
        Precision::Exact => "",
        Precision::Over => "over ",
        Precision::About => "about ",
        Precision::Nearly => "nearly ",
    }
}
