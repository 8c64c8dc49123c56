//! People abroad on a day (indicator I22).

use std::collections::BTreeSet;

use hanhtrinh_domain::indicator::StockReport;
use hanhtrinh_domain::rules::{RuleId, RuleVersion};
use hanhtrinh_domain::units::Place;
use hanhtrinh_domain::words::Words;

use super::groups::{Features, Grouping};
use super::{Places, ReportError, StockQuery, only_of};
use crate::identity::short;
use crate::pack::Day;
use crate::stays::{Abroad, StayRow, StayVersion};
use crate::views::Views;

impl Views {
    /// The report, as known at the position of the query.
    pub fn stock(&self, query: &StockQuery) -> Result<StockReport, ReportError> {
        self.check(query.unit, query.as_of)?;
        let mut grouping = query.by.map(|by| Grouping::new(self, by, query.unit, None));
        let mut places = Places::new(self, query.unit);
        let mut ends = BTreeSet::new();
        let (mut value, mut overdue, mut unresolved) = (0_u64, 0_u64, 0_u64);
        for row in self.stays_known(query) {
            let row = self.stay_counted(row);
            let abroad = row.on(query.on);
            if abroad == Abroad::No {
                continue;
            }
            let home = row.home_on(query.on);
            let place = places.of(home);
            if place == Place::Outside {
                continue;
            }
            ends.extend(row.end_on(query.on).map(|step| step.end));
            match (place, abroad) {
                (Place::Inside, Abroad::Yes) => {
                    value += 1;
                    if let Some(grouping) = &mut grouping {
                        grouping.count(&Features::of_stay(&row, home));
                    }
                }
                (Place::Inside, Abroad::Overdue) => overdue += 1,
                _ => unresolved += 1,
            }
        }
        let mut rules = self.units_label();
        rules.extend(self.grace_labels(&ends));
        let formula = formula(query, &self.unit_words(query.unit));
        Ok(StockReport {
            indicator: "stock".to_owned(),
            unit: query.unit_text.clone(),
            on: query.on,
            as_of: query.as_of,
            position: query.position,
            value,
            overdue,
            unresolved,
            formula: formula.en,
            formula_vi: formula.vi,
            rules,
            groups: grouping.map(|grouping| grouping.finish(value, false)),
        })
    }

    /// The stays behind the figure; with `overdue`, those printed beside it. By day of departure.
    pub fn stay_rows(&self, query: &StockQuery, overdue: bool) -> Result<Vec<StayVersion>, ReportError> {
        self.check(query.unit, query.as_of)?;
        let wanted = if overdue { Abroad::Overdue } else { Abroad::Yes };
        let mut places = Places::new(self, query.unit);
        let known = self.stays_known(query).map(|row| self.stay(row));
        let known = known.filter(|row| row.on(query.on) == wanted);
        let mut rows: Vec<StayVersion> = known
            .filter(|row| places.of(row.home_on(query.on)) == Place::Inside)
            .collect();
        rows.sort_by_key(|row| (row.departed, row.case));
        Ok(rows)
    }

    fn stays_known(&self, query: &StockQuery) -> impl Iterator<Item = &StayRow> {
        let position = short(query.position.min(self.size()));
        let begun = self.stays.rows.partition_point(|row| row.from <= position);
        let (scope, day) = (self.scope(query.scope_enterprise), Day::from(query.on));
        let held = self.stays.rows[..begun]
            .iter()
            .filter(move |row| position < row.to);
        held.filter(move |row| scope.is_none_or(|enterprise| row.enterprise == enterprise))
            .filter(move |row| row.may_be_abroad(day))
    }

    /// The versions of the grace that these contracts end under.
    fn grace_labels(&self, ends: &BTreeSet<jiff::civil::Date>) -> Vec<String> {
        let (Some(first), Some(last)) = (ends.first(), ends.last()) else {
            return Vec::new();
        };
        let rules = self.rules();
        let used = rules
            .used(RuleId::OverdueGraceDays, *first, *last)
            .unwrap_or_default();
        used.into_iter().map(RuleVersion::label).collect()
    }
}

fn formula(query: &StockQuery, unit: &str) -> Words {
    let on = query.on;
    let counted = Words::new(
        format!(
            "hồ sơ có lần xuất cảnh còn giá trị vào hoặc trước ngày {}/{}/{} và chưa về nước tính đến hết ngày đó, của người có \
             nơi thường trú vào ngày đó thuộc {unit}; người hết hạn hợp đồng quá thời gian chờ là quá hạn, ghi riêng bên cạnh, \
             không cộng vào; chưa xếp được: nơi thường trú thuộc đơn vị đã chia hoặc chưa ghi, hoặc ngày đi không đủ chính xác",
            on.day(),
            on.month(),
            on.year()
        ),
        format!(
            "cases with a departure that holds on or before {on} and no return on or before it, of people whose permanent \
             residence on {on} lay in {unit}; a stay whose contract ended longer ago than the grace is overdue, printed \
             beside and never added; unresolved: residence in a unit that was divided or is not recorded, or a date of \
             departure not known precisely enough"
        ),
    );
    let shares = Words::new(
        "; tỷ lệ: 100·nhóm/số, hai chữ số thập phân; nửa đơn vị làm tròn lên",
        "; shares: 100·group/value, two decimals; halves are rounded up",
    );
    counted.then(&only_of(query.scope_enterprise)).then(&shares)
}
