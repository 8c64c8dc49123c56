//! Fairs, advice, interviews and classes of the invented service centre. From January 2024 to the day of the published
//! figures there are 22 fairs with over 300 organisations, over 10,500 seekers and over 1,800 matches, and over 60,000
//! contacts of advice, to the digit; how they divide among the fairs is invented.

use hanhtrinh_domain::advice::{AdviceDelivered, AdviceEvent, AdviceForm, AdviceTopic};
use hanhtrinh_domain::breach::{BreachAuthority, BreachEvent, BreachLogged, BreachNotified, BreachScope};
use hanhtrinh_domain::code::{Code, LegalName, Market};
use hanhtrinh_domain::fair::{
    Destination, ExhibitorAttended, FairEvent, FairHeld, FairKind, FairPlanned, Headcount, HeadcountDeclared,
    MatchRecorded, SeekersAttended,
};
use hanhtrinh_domain::interview::{InterviewEvent, InterviewHeld};
use hanhtrinh_domain::precision::Precision;
use hanhtrinh_domain::review_class::{ReviewClassEvent, ReviewClassHeld};
use hanhtrinh_domain::unit::UnitRef;
use jiff::civil::{Date, date};

use super::DemoError;
use super::care::{Care, Step};
use super::desk::Who;
use super::figures::{FAIRS, FairSpan};
use super::province::{Province, Task, days};
use super::work::ENTERPRISES;

/// Invented organisations that have no code in the registry.
const NAMES: [&str; 28] = [
    "Công ty TNHH May Sông Mã Mới",
    "Công ty CP Giày Lam Sơn Xanh",
    "Công ty TNHH Điện tử Hàm Rồng",
    "Công ty CP Thủy sản Biển Gọi",
    "Công ty TNHH Cơ khí Ngọc Trạo",
    "Trường Trung cấp nghề Cánh Buồm",
    "Trường Cao đẳng nghề Ngọn Hải Đăng",
    "Công ty CP Bao bì Trúc Lâm Mới",
    "Công ty TNHH Nội thất Gỗ Nghiến",
    "Công ty CP Xây dựng Cầu Đá",
    "Công ty TNHH Thực phẩm Đồng Quê Mới",
    "Công ty CP Vận tải Đường Xa",
    "Công ty TNHH Khách sạn Sóng Vàng",
    "Công ty CP Dược phẩm Lá Ngải",
    "Công ty TNHH Gốm Đất Đỏ",
    "Công ty CP Năng lượng Gió Đồi",
    "Công ty TNHH Nhựa Hoa Cúc",
    "Công ty CP Dệt Tơ Tằm Mới",
    "Công ty TNHH Linh kiện Sao Khuê",
    "Công ty CP Nông sản Hạt Ngọc",
    "Công ty TNHH In Giấy Dó",
    "Công ty CP Lắp máy Tay Thợ",
    "Công ty TNHH Chế biến Gỗ Rừng Trồng",
    "Công ty CP Thương mại Chợ Phiên",
    "Công ty TNHH Phần mềm Cây Bút",
    "Trung tâm Ngoại ngữ Cửa Sổ",
    "Công ty CP Sữa Đồng Cỏ",
    "Công ty TNHH Khai thác Đá Trắng",
];

const ORGANISER: &str = "Trung tâm Dịch vụ việc làm (mẫu)";

/// Splits a total into so many parts that add up to it.
fn split(total: u32, parts: u32, index: u32) -> u32 {
    let until = |count: u32| (u64::from(total) * u64::from(count) / u64::from(parts.max(1))) as u32;
    until(index + 1) - until(index)
}

impl Province<'_> {
    /// Puts all fairs and advice on their days.
    pub fn fairs(&mut self) -> Result<(), DemoError> {
        for span in &FAIRS {
            self.fairs_of(span)?;
            self.advice_of(span)?;
        }
        // Known only after the figures were published: what a commune told late.
        let late = self.advice(date(2025, 6, 19), 120, Precision::Exact)?;
        self.record_on(date(2025, 9, 4), late);
        for year in 2022..=2026 {
            for month in [3, 7, 10] {
                self.interview_and_class(date(year, month, 12))?;
            }
        }
        self.breach(date(2025, 11, 6))
    }

    fn fairs_of(&mut self, span: &FairSpan) -> Result<(), DemoError> {
        let whole = i64::from((span.last - span.first).get_days());
        for index in 0..span.fairs {
            let day = days(
                span.first,
                whole * i64::from(index) / i64::from(span.fairs - 1).max(1),
            )?;
            let day = self.working_day_before(day);
            let kind = if index % 11 < 7 {
                FairKind::Regular
            } else {
                FairKind::Mobile
            };
            let unit = self.fair_unit(kind, day);
            let of = |total| split(total, span.fairs, index);
            let counts = [of(span.exhibitors), of(span.seekers), of(span.matches)];
            self.fair(kind, unit, day, counts)?;
        }
        Ok(())
    }

    fn fair(
        &mut self,
        kind: FairKind,
        unit: UnitRef,
        day: Date,
        [exhibitors, seekers, matches]: [u32; 3],
    ) -> Result<(), DemoError> {
        let id = self.desk.registry.new_id();
        let organiser = Some(LegalName::parse(ORGANISER).map_err(DemoError::invented)?);
        let announced = days(day, -14)?;
        let planned = FairPlanned {
            kind,
            unit,
            day,
            organiser: organiser.clone(),
        };
        let step = Step::new(announced, id, FairEvent::from(planned));
        self.record_on(announced, vec![step]);
        let mut steps = vec![Step::new(
            day,
            id,
            FairEvent::from(FairHeld {
                kind,
                unit,
                organiser,
            }),
        )];
        let first = self.luck.below(NAMES.len() as u64) as usize;
        for place in 0..exhibitors as usize {
            let event = self.exhibitor(first, place)?;
            steps.push(Step::new(day, id, event));
        }
        let over = Precision::Over;
        let came = SeekersAttended {
            worker: None,
            people: seekers,
            precision: over,
        };
        steps.push(Step::new(day, id, FairEvent::from(came)));
        // The split is assumed: half of them stay in the country, a third leave, the others learn a trade.
        let (domestic, abroad) = (matches / 2, matches / 3);
        let to = [
            (Destination::Domestic, domestic),
            (Destination::Abroad, abroad),
            (Destination::Vocational, matches - domestic - abroad),
        ];
        for (destination, people) in to.into_iter().filter(|(_, people)| *people > 0) {
            let matched = MatchRecorded {
                destination,
                worker: None,
                enterprise: None,
                people,
                precision: over,
            };
            steps.push(Step::new(day, id, FairEvent::from(matched)));
        }
        let declared = HeadcountDeclared {
            measure: Headcount::Exhibitors,
            destination: None,
            value: exhibitors,
            precision: over,
        };
        steps.push(Step::new(day, id, FairEvent::from(declared)));
        self.record_on(day, steps);
        Ok(())
    }

    /// Every third is a service enterprise of the registry, the others are known by their names.
    fn exhibitor(&mut self, first: usize, place: usize) -> Result<FairEvent, DemoError> {
        let seats = 5 + self.luck.below(60) as u32;
        let event = if place % 3 == 2 {
            let code = Code::parse(ENTERPRISES[(first + place) % ENTERPRISES.len()].0);
            ExhibitorAttended {
                enterprise: Some(code.map_err(DemoError::invented)?),
                name: None,
                seats,
            }
        } else {
            let name = LegalName::parse(NAMES[(first + place) % NAMES.len()]);
            ExhibitorAttended {
                enterprise: None,
                name: Some(name.map_err(DemoError::invented)?),
                seats,
            }
        };
        Ok(event.into())
    }

    fn advice_of(&mut self, span: &FairSpan) -> Result<(), DemoError> {
        let whole = i64::from((span.last - span.first).get_days());
        let occasions = span.fairs * 2;
        for index in 0..occasions {
            let day = days(span.first, whole * i64::from(index) / i64::from(occasions))?;
            let day = self.working_day_before(day);
            let people = split(span.advised, occasions, index);
            let steps = self.advice(day, people, Precision::Over)?;
            self.record_on(day, steps);
        }
        Ok(())
    }

    fn advice(&mut self, day: Date, people: u32, precision: Precision) -> Result<Vec<Step>, DemoError> {
        let topic = *self.luck.pick(AdviceTopic::ALL);
        let form = *self.luck.weighted(&[
            (AdviceForm::Meeting, 50),
            (AdviceForm::Broadcast, 35),
            (AdviceForm::Personal, 15),
        ]);
        let unit = self.fair_unit(FairKind::Mobile, day);
        let by = Some(LegalName::parse(ORGANISER).map_err(DemoError::invented)?);
        let given = AdviceDelivered {
            topic,
            form,
            unit,
            by,
            people,
            precision,
        };
        let id = self.desk.registry.new_id();
        Ok(vec![Step::new(day, id, AdviceEvent::from(given))])
    }

    fn interview_and_class(&mut self, day: Date) -> Result<(), DemoError> {
        let day = self.working_day_before(day);
        let unit = self.fair_unit(FairKind::Regular, day);
        let seen = 30 + self.luck.below(50) as u32;
        let held = InterviewHeld {
            unit,
            programme: Some(Code::parse("IMJAPAN").map_err(DemoError::invented)?),
            enterprise: None,
            employer: None,
            market: Market::parse("JP").map_err(DemoError::invented)?,
            seen,
            selected: seen / 3,
        };
        let class = ReviewClassHeld {
            language: Code::parse("ko").map_err(DemoError::invented)?,
            unit,
            people: 25 + self.luck.below(30) as u32,
            precision: Precision::Exact,
        };
        let (one, two) = (self.desk.registry.new_id(), self.desk.registry.new_id());
        self.record_on(day, vec![Step::new(day, one, InterviewEvent::from(held))]);
        self.record_on(day, vec![Step::new(day, two, ReviewClassEvent::from(class))]);
        Ok(())
    }

    /// One breach, notified in time.
    fn breach(&mut self, day: Date) -> Result<(), DemoError> {
        let id = self.desk.registry.new_id();
        let logged = BreachLogged {
            minute: 9 * 60 + 20,
            scope: BreachScope::Documents,
            people: Some(3),
        };
        let told = BreachNotified {
            minute: 14 * 60,
            authority: BreachAuthority::Security,
        };
        for (day, event) in [
            (day, BreachEvent::from(logged)),
            (days(day, 1)?, BreachEvent::from(told)),
        ] {
            let steps = vec![Step::new(day, id, event)];
            let care = Care {
                who: Who::Province,
                after_return: None,
                steps,
            };
            self.later(day, Task::Care(Box::new(care)));
        }
        Ok(())
    }

    fn record_on(&mut self, day: Date, steps: Vec<Step>) {
        let care = Care {
            who: Who::Centre,
            after_return: None,
            steps,
        };
        self.later(day, Task::Care(Box::new(care)));
    }

    /// Fairs at the centre are the province's, those on the road a commune's.
    fn fair_unit(&mut self, kind: FairKind, day: Date) -> UnitRef {
        let units = &self.desk.registry.packs().units;
        let province = UnitRef {
            code: self.desk.province,
            edition: units.edition_on(day),
        };
        match kind {
            FairKind::Regular => province,
            FairKind::Mobile => {
                let communes = units.communes_of(province);
                *self.luck.pick(&communes)
            }
        }
    }

    /// The day, or the last working day before it: what was published was recorded by then.
    fn working_day_before(&self, day: Date) -> Date {
        let calendar = &self.desk.registry.packs().calendar;
        let mut day = day;
        while !calendar.is_working_day(day).unwrap_or(true) {
            day = day.yesterday().unwrap_or(day);
        }
        day
    }
}
