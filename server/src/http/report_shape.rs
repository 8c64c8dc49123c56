//! The shapes of the reports on departures and stock, described without the domain knowing of OpenAPI.

use utoipa::ToSchema;

/// Shape of the domain's `DeparturesReport`.
#[derive(ToSchema)]
#[schema(as = DeparturesReport)]
#[expect(dead_code, reason = "only its shape is used")]
pub struct DeparturesReportShape {
    indicator: String,
    unit: String,
    period: String,
    as_of: String,
    position: u64,
    value: u64,
    declared: u64,
    verified: u64,
    unresolved: u64,
    plan: Option<AgainstPlanShape>,
    last_year: Option<AgainstLastYearShape>,
    formula: String,
    formula_vi: String,
    rules: Vec<String>,
    groups: Option<Vec<GroupShape>>,
}

/// Shape of the domain's `StockReport`.
#[derive(ToSchema)]
#[schema(as = StockReport)]
#[expect(dead_code, reason = "only its shape is used")]
pub struct StockReportShape {
    indicator: String,
    unit: String,
    on: String,
    as_of: String,
    position: u64,
    value: u64,
    overdue: u64,
    unresolved: u64,
    formula: String,
    formula_vi: String,
    rules: Vec<String>,
    groups: Option<Vec<GroupShape>>,
}

#[derive(ToSchema)]
#[schema(as = AgainstPlan)]
#[expect(dead_code, reason = "only its shape is used")]
struct AgainstPlanShape {
    value: u64,
    percent_of: String,
    percent_above: String,
}

#[derive(ToSchema)]
#[schema(as = AgainstLastYear)]
#[expect(dead_code, reason = "only its shape is used")]
struct AgainstLastYearShape {
    value: u64,
    percent_of: String,
    growth: String,
}

#[derive(ToSchema)]
#[schema(as = Group)]
#[expect(dead_code, reason = "only its shape is used")]
struct GroupShape {
    key: String,
    name: Option<String>,
    value: u64,
    share: String,
    last_year: Option<u64>,
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use hanhtrinh_api::reports::{AgainstLastYear, AgainstPlan, By, DeparturesReport, Group, StockReport};
    use jiff::civil::date;
    use serde::Serialize;
    use utoipa::PartialSchema;

    /// The names in a described shape are those that are sent.
    pub fn assert_same(shape: &impl Serialize, sent: &impl Serialize) {
        let shape = serde_json::to_value(shape).unwrap();
        let names = |value: &serde_json::Value| {
            let mut names: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
            names.sort();
            names
        };
        assert_eq!(
            names(&shape["properties"]),
            names(&serde_json::to_value(sent).unwrap())
        );
    }

    #[test]
    fn described_reports_are_the_reports_sent() {
        let text = String::new;
        let group = Group {
            key: text(),
            name: Some(text()),
            value: 1,
            share: text(),
            last_year: Some(1),
        };
        let plan = AgainstPlan {
            value: 1,
            percent_of: text(),
            percent_above: text(),
        };
        let last_year = AgainstLastYear {
            value: 1,
            percent_of: text(),
            growth: text(),
        };
        assert_same(&GroupShape::schema(), &group);
        assert_same(&AgainstPlanShape::schema(), &plan);
        assert_same(&AgainstLastYearShape::schema(), &last_year);
        let departures = DeparturesReport {
            indicator: text(),
            unit: text(),
            period: text(),
            as_of: date(2025, 1, 1),
            position: 1,
            value: 1,
            declared: 1,
            verified: 0,
            unresolved: 0,
            plan: Some(plan),
            last_year: Some(last_year),
            formula: text(),
            formula_vi: text(),
            rules: Vec::new(),
            groups: Some(vec![group.clone()]),
        };
        assert_same(&DeparturesReportShape::schema(), &departures);
        let stock = StockReport {
            indicator: text(),
            unit: text(),
            on: date(2025, 1, 1),
            as_of: date(2025, 1, 1),
            position: 1,
            value: 1,
            overdue: 0,
            unresolved: 0,
            formula: text(),
            formula_vi: text(),
            rules: Vec::new(),
            groups: Some(vec![group]),
        };
        assert_same(&StockReportShape::schema(), &stock);
        assert_eq!(
            By::ALL.len(),
            7,
            "a new breakdown belongs into the descriptions of the routes"
        );
    }
}
