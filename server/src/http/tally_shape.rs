//! The shape of a figure added up, described without the domain knowing of OpenAPI.

use utoipa::ToSchema;

/// Shape of the domain's `TallyReport`.
#[derive(ToSchema)]
#[schema(as = TallyReport)]
#[expect(dead_code, reason = "only its shape is used")]
pub struct TallyReportShape {
    indicator: String,
    measure: String,
    unit: String,
    period: String,
    as_of: String,
    position: u64,
    value: u64,
    precision: String,
    records: u64,
    counted: u64,
    declared: u64,
    distinct: Option<u64>,
    largest: Option<u64>,
    ceiling: Option<CeilingShape>,
    apart: Option<u64>,
    unresolved: u64,
    formula: String,
    formula_vi: String,
    rules: Vec<String>,
    groups: Option<Vec<TallyGroupShape>>,
}

#[derive(ToSchema)]
#[schema(as = Ceiling)]
#[expect(dead_code, reason = "only its shape is used")]
struct CeilingShape {
    rule: String,
    value: u64,
    over: u64,
}

#[derive(ToSchema)]
#[schema(as = TallyGroup)]
#[expect(dead_code, reason = "only its shape is used")]
struct TallyGroupShape {
    key: String,
    name: Option<String>,
    value: u64,
    precision: String,
    records: u64,
    share: String,
    largest: Option<u64>,
    support: Option<u64>,
}

#[cfg(test)]
mod tests {
    use hanhtrinh_api::care::{Ceiling, TallyGroup, TallyIndicator, TallyReport};
    use hanhtrinh_domain::precision::Precision;
    use jiff::civil::date;
    use utoipa::PartialSchema;

    use super::*;
    use crate::http::report_shape::tests::assert_same;

    #[test]
    fn the_described_report_is_the_report_sent() {
        let text = String::new;
        let group = TallyGroup {
            key: text(),
            name: Some(text()),
            value: 1,
            precision: Precision::Over,
            records: 1,
            share: text(),
            largest: Some(1),
            support: Some(1),
        };
        let ceiling = Ceiling {
            rule: text(),
            value: 1,
            over: 0,
        };
        assert_same(&TallyGroupShape::schema(), &group);
        assert_same(&CeilingShape::schema(), &ceiling);
        let report = TallyReport {
            indicator: TallyIndicator::Loans,
            measure: TallyIndicator::Loans.measure(),
            unit: text(),
            period: text(),
            as_of: date(2025, 1, 1),
            position: 1,
            value: 1,
            precision: Precision::Exact,
            records: 1,
            counted: 1,
            declared: 0,
            distinct: Some(1),
            largest: Some(1),
            ceiling: Some(ceiling),
            apart: Some(1),
            unresolved: 0,
            formula: text(),
            formula_vi: text(),
            rules: Vec::new(),
            groups: Some(vec![group]),
        };
        assert_same(&TallyReportShape::schema(), &report);
    }
}
