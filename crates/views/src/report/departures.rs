//! Departures of a unit in a period (indicators I1 to I9).

use hanhtrinh_domain::indicator::{AgainstLastYear, AgainstPlan, DeparturesReport};
use hanhtrinh_domain::percent::{growth, percent_of};
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::units::Place;
use hanhtrinh_domain::words::Words;
use jiff::civil::Date;

use super::groups::{Features, Grouping};
use super::{Places, ReportError, ReportQuery, UNRESOLVED, only_of};
use crate::departures::{DepartureRow, DepartureVersion};
use crate::identity::short;
use crate::pack::Day;
use crate::views::Views;

/// How a departure stands to a unit and a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Counted,
    Unresolved,
    Outside,
}

impl Views {
    /// The report, as known at the position of the query.
    pub fn departures(&self, query: &ReportQuery) -> Result<DeparturesReport, ReportError> {
        self.check(query.unit, query.as_of)?;
        let last_year = query.period.previous_year();
        let mut grouping = query
            .by
            .map(|by| Grouping::new(self, by, query.unit, Some(query.period)));
        let mut places = Places::new(self, query.unit);
        let (mut declared, mut verified, mut unresolved, mut before) = (0_u64, 0_u64, 0_u64, 0_u64);
        let (first, last) = (last_year.first(), query.period.last());
        for row in self.departures_known(query, first, last) {
            let row = self.departure_counted(row);
            match standing(&row, query.period, &mut places) {
                Standing::Counted => {
                    match row.verified {
                        Some(_) => verified += 1,
                        None => declared += 1,
                    }
                    if let Some(grouping) = &mut grouping {
                        grouping.count(&Features::from(&row));
                    }
                }
                Standing::Unresolved => unresolved += 1,
                Standing::Outside => {}
            }
            if standing(&row, last_year, &mut places) == Standing::Counted {
                before += 1;
                if let Some(grouping) = &mut grouping {
                    grouping.count_last_year(&Features::from(&row));
                }
            }
        }
        let value = declared + verified;
        let formula = formula(query, &self.unit_words(query.unit));
        Ok(DeparturesReport {
            indicator: "departures".to_owned(),
            unit: query.unit_text.clone(),
            period: query.period.to_string(),
            as_of: query.as_of,
            position: query.position,
            value,
            declared,
            verified,
            unresolved,
            plan: self.against_plan(query, value),
            last_year: against_last_year(value, before),
            formula: formula.en,
            formula_vi: formula.vi,
            rules: self.units_label(),
            groups: grouping.map(|grouping| grouping.finish(value, before > 0)),
        })
    }

    /// The departures behind the figure, or behind one of its groups, by day. The key `unresolved` of a breakdown other
    /// than by commune names those beside the figure.
    pub fn departure_rows(
        &self,
        query: &ReportQuery,
        key: Option<&str>,
    ) -> Result<Vec<DepartureVersion>, ReportError> {
        self.check(query.unit, query.as_of)?;
        let by_commune = query.by == Some(hanhtrinh_domain::indicator::By::Commune);
        let wanted = match key {
            Some(UNRESOLVED) if !by_commune => Standing::Unresolved,
            _ => Standing::Counted,
        };
        let mut grouping = query
            .by
            .map(|by| Grouping::new(self, by, query.unit, Some(query.period)));
        let mut places = Places::new(self, query.unit);
        let known = self.departures_known(query, query.period.first(), query.period.last());
        let mut rows: Vec<DepartureVersion> = known
            .filter(|row| standing(&self.departure_counted(row), query.period, &mut places) == wanted)
            .map(|row| self.departure(row))
            .collect();
        if let (Some(key), Some(grouping), Standing::Counted) = (key, &mut grouping, wanted) {
            rows.retain(|row| grouping.key(&Features::from(row), 0) == key);
        }
        rows.sort_by_key(|row| (row.on, row.event_position));
        Ok(rows)
    }

    /// Rows known then that may lie within these days.
    fn departures_known(
        &self,
        query: &ReportQuery,
        first: Date,
        last: Date,
    ) -> impl Iterator<Item = &DepartureRow> {
        let position = short(query.position.min(self.size()));
        let begun = self.departures.partition_point(|row| row.from <= position);
        let scope = self.scope(query.scope_enterprise);
        let (first, last) = (Day::from(first), Day::from(last));
        let held = self.departures[..begun]
            .iter()
            .filter(move |row| position < row.to && row.may_be_within(first, last));
        held.filter(move |row| scope.is_none_or(|enterprise| row.enterprise == enterprise))
    }

    /// A plan is of a calendar year: other periods have none. Nor has what one enterprise sees of a unit.
    fn against_plan(&self, query: &ReportQuery, value: u64) -> Option<AgainstPlan> {
        let year = query.period.first().year();
        if year != query.period.last().year() || query.scope_enterprise.is_some() {
            return None;
        }
        let base = u64::from(self.plan(query.unit, year, query.position)?.base());
        Some(AgainstPlan {
            value: base,
            percent_of: percent_of(value.into(), base.into(), 1)?,
            percent_above: growth(value.into(), base.into(), 1)?,
        })
    }
}

fn standing(row: &DepartureVersion, period: Period, places: &mut Places<'_>) -> Standing {
    if !period.overlaps(row.on) {
        return Standing::Outside;
    }
    match places.of(row.home()) {
        Place::Outside => Standing::Outside,
        Place::Inside if period.contains(row.on) => Standing::Counted,
        Place::Inside | Place::Unresolved => Standing::Unresolved,
    }
}

fn against_last_year(now: u64, before: u64) -> Option<AgainstLastYear> {
    Some(AgainstLastYear {
        value: before,
        percent_of: percent_of(now.into(), before.into(), 2)?,
        growth: growth(now.into(), before.into(), 2)?,
    })
}

fn formula(query: &ReportQuery, unit: &str) -> Words {
    let period = query.period.words();
    let counted = Words::new(
        format!(
            "hồ sơ có lần xuất cảnh còn giá trị, ngày đi trong {}, của người có nơi thường trú vào ngày đi thuộc {unit}; mỗi hồ sơ \
             tính một lần; số = theo khai báo + đã xác minh; ghi riêng bên cạnh khi chưa xếp được: nơi thường trú thuộc đơn vị \
             đã chia hoặc chưa ghi, hoặc ngày đi không đủ chính xác",
            period.vi
        ),
        format!(
            "cases with a departure that holds, dated in {}, of people whose permanent residence on the day of departure lay \
             in {unit}; one per case; value = declared + verified; unresolved stands beside it: residence in a unit that was \
             divided or is not recorded, or a date not known precisely enough",
            period.en
        ),
    );
    let percentages = Words::new(
        "; kế hoạch: 100·số/chỉ tiêu và 100·(số−chỉ tiêu)/chỉ tiêu, một chữ số thập phân; năm trước: 100·số/số trước và \
         100·(số−số trước)/số trước, hai chữ số thập phân; tỷ lệ: 100·nhóm/số, hai chữ số thập phân; nửa đơn vị làm tròn lên",
        "; plan: 100·value/target and 100·(value−target)/target, one decimal; last year: 100·value/before and \
         100·(value−before)/before, two decimals; shares: 100·group/value, two decimals; halves are rounded up",
    );
    counted.then(&only_of(query.scope_enterprise)).then(&percentages)
}
