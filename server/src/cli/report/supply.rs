//! Figures about supply and selection (I10, I11, I25 to I27).

use hanhtrinh_domain::standing::{RecruitersReport, SelectionsReport, TestsReport};

use super::super::{print_json, table};
use super::Departures;
use crate::admin::ReportKind;

/// Registrations for the test of Korean.
pub(super) fn tests(args: &Departures) -> anyhow::Result<()> {
    let report: TestsReport = args.common.ask(ReportKind::Tests(args.period.clone()))?;
    if args.common.json {
        return print_json(&report);
    }
    say!(
        "Test registrations {} of {}: {}",
        report.period,
        report.unit,
        report.value
    );
    say!(
        "  known by the end of {} (position {})",
        report.as_of,
        report.position
    );
    say!("  unresolved {}", report.unresolved);
    if let Some(national) = &report.national {
        say!(
            "  {} % of the national figure {} ({}, {})",
            national.percent_of,
            national.value,
            national.precision.as_str(),
            national.source
        );
    }
    if let Some((rank, of)) = report.rank {
        say!("  rank {rank} of {of} provinces whose figures are recorded");
    }
    super::notes(&report.formula.en, &report.rules);
    Ok(())
}

/// People selected.
pub(super) fn selections(args: &Departures) -> anyhow::Result<()> {
    let report: SelectionsReport = args.common.ask(ReportKind::Selections(args.period.clone()))?;
    if args.common.json {
        return print_json(&report);
    }
    say!(
        "Selections {} of {}: {}",
        report.period,
        report.unit,
        report.value
    );
    say!(
        "  known by the end of {} (position {})",
        report.as_of,
        report.position
    );
    say!("  unresolved {}", report.unresolved);
    let rows: Vec<_> = report
        .rows
        .iter()
        .map(|row| {
            [
                row.programme.clone(),
                row.sex.clone(),
                row.occupation.clone(),
                row.value.to_string(),
            ]
        })
        .collect();
    table::print(&["programme", "sex", "occupation", "count"], &rows);
    super::notes(&report.formula.en, &report.rules);
    Ok(())
}

/// Enterprises that were helped to recruit.
pub(super) fn recruiters(args: &Departures, domestic: bool) -> anyhow::Result<()> {
    let kind = ReportKind::Recruiters {
        period: args.period.clone(),
        domestic,
    };
    let report: RecruitersReport = args.common.ask(kind)?;
    if args.common.json {
        return print_json(&report);
    }
    let place = if domestic {
        "work in the country"
    } else {
        "markets abroad"
    };
    say!(
        "Recruiting enterprises {} for {place}: {}",
        report.period,
        report.value
    );
    say!(
        "  known by the end of {} (position {})",
        report.as_of,
        report.position
    );
    let rows: Vec<_> = report
        .markets
        .iter()
        .map(|group| [group.key.clone(), group.value.to_string()])
        .collect();
    table::print(&["market", "enterprises"], &rows);
    super::notes(&report.formula.en, &[]);
    Ok(())
}
