//! Enterprises and plan targets.

use std::collections::HashMap;

use hanhtrinh_api::admin::{EnterpriseView, Enterprises, PlanView, Plans};
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::text::fold;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_views::Views;
use jiff::civil::Date;

/// Every enterprise with what it has on record, by name.
pub fn enterprises(views: &Views, today: Date) -> Enterprises {
    let mut counts: HashMap<Code, (u64, u64)> = HashMap::new();
    for brief in views.case_ids().filter_map(|case| views.brief(case, today)) {
        if let Some(code) = brief.enterprise {
            let count = counts.entry(code).or_default();
            count.0 += 1;
            count.1 += u64::from(brief.departed.is_some());
        }
    }
    let mut enterprises: Vec<EnterpriseView> = views
        .enterprises()
        .map(|row| {
            let (cases, departed) = counts.get(&row.code).copied().unwrap_or_default();
            let enterprise = &row.enterprise;
            EnterpriseView {
                code: row.code.to_string(),
                name: enterprise
                    .name
                    .as_ref()
                    .map_or_else(|| row.code.to_string(), ToString::to_string),
                licence: enterprise.licence.map(|(number, _)| number.to_string()),
                licence_issued_on: enterprise.licence.map(|(_, issued_on)| issued_on),
                licence_status: enterprise.licence_on(today),
                branches: u32::try_from(enterprise.branches.len()).unwrap_or(u32::MAX),
                deposit: enterprise.deposit.as_ref().map(|deposit| deposit.amount),
                deposit_due: enterprise.deposit_due(today, views.rules()).ok(),
                late_reports: enterprise.reports.1,
                findings: enterprise.findings,
                sanctions: enterprise.sanctions.0,
                cases,
                departed,
            }
        })
        .collect();
    enterprises.sort_by_cached_key(|enterprise| (fold(&enterprise.name), enterprise.code.clone()));
    Enterprises {
        enterprises,
        position: views.size(),
    }
}

/// The targets in force, of one unit or of all, latest year first.
pub fn plans(views: &Views, unit: Option<UnitRef>) -> Plans {
    let position = views.size();
    let mut plans: Vec<PlanView> = views
        .plans()
        .iter()
        .filter_map(|row| {
            let target = row.target_at(position)?;
            let name = views.packs().units.get(target.unit).map(|unit| unit.name.clone());
            Some(PlanView {
                unit: target.unit,
                unit_name: name.unwrap_or_else(|| target.unit.to_string()),
                year: target.year,
                measure: target.measure,
                low: target.low,
                high: target.high,
                denominator: target.denominator,
                revisions: u32::try_from(row.events.len().saturating_sub(1)).unwrap_or(u32::MAX),
            })
        })
        .filter(|plan| unit.is_none_or(|unit| plan.unit == unit))
        .collect();
    plans.sort_by(|a, b| b.year.cmp(&a.year).then_with(|| a.unit.cmp(&b.unit)));
    Plans { plans, position }
}
