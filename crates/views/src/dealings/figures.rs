//! Figures about supply and selection, as known at a position: I10, I11, I25 to I27.

use std::collections::{BTreeMap, BTreeSet};

use hanhtrinh_domain::code::{Code, Market};
use hanhtrinh_domain::comparator::{ComparatorRecorded, Figure, Scope};
use hanhtrinh_domain::percent::percent_of;
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::programme::Exam;
use hanhtrinh_domain::standing::{
    AgainstFigure, Counted, RecruitersReport, SelectionCount, SelectionsReport, TestsReport,
};
use hanhtrinh_domain::supply::{HOME, is_domestic};
use hanhtrinh_domain::unit::{Level, UnitRef};
use hanhtrinh_domain::units::Place;
use hanhtrinh_domain::words::Words;

use super::{TallyKind, TallyVersion};
use crate::report::{Places, ReportError, ReportQuery, only_of, unit_words};
use crate::views::Views;

impl Views {
    /// Registrations for the test of Korean of people who live in a unit, against the country and other provinces.
    pub fn test_registrations(&self, query: &ReportQuery) -> Result<TestsReport, ReportError> {
        let units = self.check(query.unit, query.as_of, query.position)?;
        let (value, unresolved) = self.tallied(query, TallyKind::Tested(Exam::EpsTopik), &mut |_| {});
        let figures = self.figures_of(Figure::TestRegistrations, query.period, query.position);
        let is_national = |figure: &&ComparatorRecorded| matches!(figure.scope(), Some(Scope::Country(country)) if country.as_str() == HOME);
        let national = figures.iter().rfind(is_national);
        let bound = query.scope_enterprise.is_some();
        Ok(TestsReport {
            indicator: "test_registrations".to_owned(),
            unit: query.unit_text.clone(),
            period: query.period.to_string(),
            as_of: query.as_of,
            position: query.position,
            value,
            unresolved,
            national: national
                .filter(|_| !bound)
                .and_then(|figure| against(value, figure)),
            rank: if bound {
                None
            } else {
                self.rank(query.unit, value, &figures)
            },
            formula: tests_formula(query, &unit_words(units, query.unit)),
            rules: self.units_label(query.position),
        })
    }

    /// Distinct enterprises with an approved preparation or an open order in a period, by market; those that recruit for
    /// work in the country are another figure.
    #[must_use]
    pub fn recruiters(&self, query: &ReportQuery, domestic: bool) -> RecruitersReport {
        let (first, last) = (query.period.first(), query.period.last());
        let mut markets: BTreeMap<Market, BTreeSet<Code>> = BTreeMap::new();
        let mut note = |market: Market, enterprise: Code| {
            if is_domestic(market) == domestic && query.scope_enterprise.is_none_or(|own| own == enterprise) {
                markets.entry(market).or_default().insert(enterprise);
            }
        };
        for row in self.supplies() {
            let known = row.at(query.position);
            if let Some(preparation) = known.as_ref().and_then(|supply| supply.preparation.as_ref())
                && preparation.approved_within(first, last)
            {
                note(preparation.market, preparation.enterprise);
            }
        }
        for row in self.orders() {
            let known = row.at(query.position);
            if let Some(order) = known.as_ref()
                && order.open_within(first, last)
                && let Some(opened) = &order.opened
            {
                note(opened.market, opened.enterprise);
            }
        }
        let all: BTreeSet<Code> = markets.values().flatten().copied().collect();
        let mut groups: Vec<Counted> = markets
            .into_iter()
            .map(|(market, enterprises)| Counted {
                key: market.to_string(),
                value: enterprises.len() as u64,
            })
            .collect();
        groups.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.key.cmp(&b.key)));
        let name = if domestic {
            "domestic_recruiters"
        } else {
            "recruiters"
        };
        RecruitersReport {
            indicator: name.to_owned(),
            period: query.period.to_string(),
            as_of: query.as_of,
            position: query.position,
            value: all.len() as u64,
            markets: groups,
            formula: recruiters_formula(query, domestic),
        }
    }

    /// People selected, by programme, sex and occupation.
    pub fn selections(&self, query: &ReportQuery) -> Result<SelectionsReport, ReportError> {
        let units = self.check(query.unit, query.as_of, query.position)?;
        let mut rows: BTreeMap<(String, String, String), u64> = BTreeMap::new();
        let text = |code: Option<Code>| code.map_or_else(|| "-".to_owned(), |code| code.to_string());
        let (value, unresolved) = self.tallied(query, TallyKind::Selected, &mut |row| {
            let sex = row.sex.map_or("-", hanhtrinh_domain::identity::Sex::as_str);
            let key = (text(row.programme), sex.to_owned(), text(row.occupation));
            *rows.entry(key).or_default() += 1;
        });
        let mut rows: Vec<SelectionCount> = rows
            .into_iter()
            .map(|((programme, sex, occupation), value)| SelectionCount {
                programme,
                sex,
                occupation,
                value,
            })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.value));
        Ok(SelectionsReport {
            indicator: "selections".to_owned(),
            unit: query.unit_text.clone(),
            period: query.period.to_string(),
            as_of: query.as_of,
            position: query.position,
            value,
            unresolved,
            rows,
            formula: selections_formula(query, &unit_words(units, query.unit)),
            rules: self.units_label(query.position),
        })
    }

    /// Counts rows of a kind in the unit and period of a query; each counted one is shown to `each`.
    fn tallied(
        &self,
        query: &ReportQuery,
        kind: TallyKind,
        each: &mut dyn FnMut(&TallyVersion),
    ) -> (u64, u64) {
        let mut places = Places::new(self.units_at(query.position), query.unit);
        let (mut value, mut unresolved) = (0, 0);
        let scope = self.scope(query.scope_enterprise);
        for row in self
            .tallies_known(query.position, scope)
            .filter(|row| row.kind == kind)
        {
            if !query.period.overlaps(row.on) {
                continue;
            }
            match places.of(row.home) {
                Place::Outside => {}
                Place::Inside if query.period.contains(row.on) => {
                    value += 1;
                    each(&row);
                }
                Place::Inside | Place::Unresolved => unresolved += 1,
            }
        }
        (value, unresolved)
    }

    /// Figures from outside of a kind that lie in a period, as known at a position.
    fn figures_of(&self, figure: Figure, period: Period, position: u64) -> Vec<ComparatorRecorded> {
        self.comparators()
            .filter_map(|row| row.at(position)?.into_owned())
            .filter(|known| known.figure == figure && period.contains(known.period))
            .collect()
    }

    /// The place among provinces whose figures are recorded. A unit below a province has none.
    fn rank(&self, unit: UnitRef, value: u64, figures: &[ComparatorRecorded]) -> Option<(u32, u32)> {
        if unit.code.level() != Level::Province {
            return None;
        }
        let units = &self.packs.units;
        let own = |other: UnitRef| other == unit || units.place(other, unit) == Place::Inside;
        let others = figures.iter().filter(|figure| match figure.scope() {
            Some(Scope::Unit(other)) => other.code.level() == Level::Province && !own(other),
            _ => false,
        });
        let counts: Vec<i128> = others
            .filter(|figure| figure.decimals == 0)
            .map(|figure| figure.value.into())
            .collect();
        if counts.is_empty() {
            return None;
        }
        let above = counts.iter().filter(|other| **other > i128::from(value)).count();
        Some((
            u32::try_from(above).ok()? + 1,
            u32::try_from(counts.len()).ok()? + 1,
        ))
    }
}

fn against(value: u64, figure: &ComparatorRecorded) -> Option<AgainstFigure> {
    let scale = 10_i128.checked_pow(figure.decimals.into())?;
    Some(AgainstFigure {
        value: figure.text(),
        precision: figure.precision,
        source: figure.source.to_string(),
        percent_of: percent_of(i128::from(value).checked_mul(scale)?, figure.value.into(), 1)?,
    })
}

fn tests_formula(query: &ReportQuery, unit: &str) -> Words {
    let period = query.period.words();
    let counted = Words::new(
        format!(
            "lượt đăng ký thi tiếng Hàn còn giá trị, ngày đăng ký trong {}, của người có nơi thường trú vào ngày đăng ký thuộc {unit}; \
             tỷ lệ: 100·số/số cả nước, một chữ số thập phân, nửa đơn vị làm tròn lên; thứ hạng: trong các tỉnh có số liệu được ghi nhận",
            period.vi
        ),
        format!(
            "registrations for the test of Korean that hold, dated in {}, of people whose permanent residence on that day lay in \
             {unit}; share: 100·value/national figure, one decimal, halves are rounded up; rank: among the provinces whose figures \
             are recorded",
            period.en
        ),
    );
    counted.then(&only_of(query.scope_enterprise))
}

fn recruiters_formula(query: &ReportQuery, domestic: bool) -> Words {
    let period = query.period.words();
    let (place_vi, place_en) = if domestic {
        ("việc làm trong nước", "work in the country")
    } else {
        ("thị trường ngoài nước", "markets abroad")
    };
    let counted = Words::new(
        format!(
            "doanh nghiệp, mỗi doanh nghiệp tính một lần, có chuẩn bị nguồn được chấp thuận hoặc đơn hàng mở vào một ngày trong {}, \
             cho {place_vi}; một doanh nghiệp tuyển cho hai thị trường có mặt ở cả hai nhóm",
            period.vi
        ),
        format!(
            "distinct enterprises with an approved preparation or an order open on some day of {}, for {place_en}; one that recruits \
             for two markets stands in both groups",
            period.en
        ),
    );
    counted.then(&only_of(query.scope_enterprise))
}

fn selections_formula(query: &ReportQuery, unit: &str) -> Words {
    let period = query.period.words();
    let counted = Words::new(
        format!(
            "hồ sơ có lần trúng tuyển đầu tiên trong {}, của người có nơi thường trú vào ngày trúng tuyển thuộc {unit}; mỗi hồ sơ \
             tính một lần; nghề là nghề đã ghi, nếu không có thì là ngành",
            period.vi
        ),
        format!(
            "cases whose first selection that was passed is dated in {}, of people whose permanent residence on that day lay in \
             {unit}; one per case; the occupation is the one named, else the sector",
            period.en
        ),
    );
    counted.then(&only_of(query.scope_enterprise))
}
