//! Invented people: names put together from common parts, birth dates, numbers.

use std::collections::HashSet;

use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::identity::{IdNumber, PersonName, Sex};
use hanhtrinh_domain::unit::UnitRef;
use jiff::ToSpan;
use jiff::civil::Date;

use super::DemoError;
use super::places::Places;
use super::prng::Prng;

const FAMILIES: &[(&str, u32)] = &[
    ("Nguyễn", 300),
    ("Lê", 190),
    ("Trần", 80),
    ("Phạm", 70),
    ("Hoàng", 55),
    ("Vũ", 25),
    ("Bùi", 35),
    ("Đỗ", 30),
    ("Hà", 28),
    ("Trịnh", 40),
    ("Mai", 25),
    ("Đặng", 18),
    ("Ngô", 18),
    ("Lương", 18),
    ("Trương", 22),
    ("Cao", 16),
    ("Phùng", 8),
    ("Quách", 10),
    ("Lò", 8),
    ("Vi", 10),
    ("Thiều", 5),
    ("Tống", 6),
    ("Đinh", 12),
    ("Dương", 12),
    ("Lường", 6),
    ("Đào", 10),
    ("Hồ", 6),
    ("Phan", 10),
    ("Nghiêm", 3),
    ("Triệu", 4),
    ("Hứa", 2),
    ("Lục", 2),
];
const MIDDLES_M: &[(&str, u32)] = &[
    ("Văn", 300),
    ("Đình", 60),
    ("Xuân", 45),
    ("Hữu", 40),
    ("Ngọc", 45),
    ("Đức", 60),
    ("Quang", 35),
    ("Minh", 35),
    ("Thanh", 25),
    ("Bá", 25),
    ("Công", 20),
    ("Trọng", 18),
    ("Viết", 15),
    ("Mạnh", 15),
    ("Anh", 12),
    ("Tiến", 12),
    ("Duy", 15),
];
const MIDDLES_F: &[(&str, u32)] = &[
    ("Thị", 420),
    ("Ngọc", 40),
    ("Thu", 40),
    ("Phương", 25),
    ("Thị Thu", 30),
    ("Thị Hồng", 30),
    ("Minh", 15),
    ("Kim", 12),
    ("Thanh", 18),
    ("Thuỳ", 14),
    ("Thị Thanh", 20),
    ("Thị Kim", 12),
    ("Hồng", 10),
    ("Bích", 8),
];
const GIVEN_M: &[&str] = &[
    "Anh",
    "Bình",
    "Chiến",
    "Cường",
    "Dũng",
    "Duy",
    "Đạt",
    "Đức",
    "Giang",
    "Hà",
    "Hải",
    "Hiếu",
    "Hiệp",
    "Hoà",
    "Hoàng",
    "Hùng",
    "Huy",
    "Hưng",
    "Khánh",
    "Kiên",
    "Lâm",
    "Linh",
    "Long",
    "Lợi",
    "Mạnh",
    "Minh",
    "Nam",
    "Nghĩa",
    "Phong",
    "Phúc",
    "Quân",
    "Quang",
    "Quyết",
    "Sơn",
    "Sỹ",
    "Tài",
    "Tân",
    "Thái",
    "Thành",
    "Thắng",
    "Thịnh",
    "Tiến",
    "Toàn",
    "Trung",
    "Trường",
    "Tú",
    "Tuấn",
    "Tùng",
    "Việt",
    "Vinh",
    "Vũ",
    "Ước",
];
const GIVEN_F: &[&str] = &[
    "An",
    "Anh",
    "Ánh",
    "Bích",
    "Chi",
    "Diệp",
    "Dung",
    "Duyên",
    "Giang",
    "Hà",
    "Hạnh",
    "Hằng",
    "Hiền",
    "Hoa",
    "Hoà",
    "Hồng",
    "Huế",
    "Huệ",
    "Huyền",
    "Hương",
    "Hường",
    "Lan",
    "Lê",
    "Liên",
    "Linh",
    "Loan",
    "Lương",
    "Ly",
    "Mai",
    "My",
    "Nga",
    "Ngân",
    "Ngọc",
    "Nguyệt",
    "Nhung",
    "Oanh",
    "Phương",
    "Phượng",
    "Quyên",
    "Quỳnh",
    "Tâm",
    "Thanh",
    "Thảo",
    "Thu",
    "Thuỷ",
    "Thương",
    "Trang",
    "Trinh",
    "Tuyết",
    "Vân",
    "Xuân",
    "Yến",
];
/// Places of birth registration: most people of the province were born there.
const PLACES: &[(&str, u32)] = &[
    ("038", 930),
    ("037", 12),
    ("040", 16),
    ("001", 12),
    ("079", 8),
    ("036", 8),
    ("017", 5),
    ("025", 4),
    ("066", 5),
];

/// Somebody who does not exist.
#[derive(Debug, Clone)]
pub struct Invented {
    /// Full name.
    pub name: PersonName,
    /// Sex.
    pub sex: Sex,
    /// Birth date.
    pub birth: PartialDate,
    /// Identity number, or that of an old card; some lists had none.
    pub number: Option<IdNumber>,
    /// Commune until 30 June 2025.
    pub before: UnitRef,
    /// Commune from 1 July 2025.
    pub after: UnitRef,
}

impl Invented {
    /// The commune in an edition of the units.
    pub fn commune(&self, edition: u16) -> UnitRef {
        if self.after.edition == edition {
            self.after
        } else {
            self.before
        }
    }
}

/// Invents people, no two with one number.
pub struct People {
    numbers: HashSet<u64>,
}

impl People {
    /// Nobody yet.
    pub fn new() -> Self {
        Self {
            numbers: HashSet::new(),
        }
    }

    /// Somebody of 18 to 45 years on a day, a woman so often in a thousand.
    pub fn invent(
        &mut self,
        rng: &mut Prng,
        places: &Places,
        on: Date,
        women: u64,
    ) -> Result<Invented, DemoError> {
        let sex = if rng.chance(women) { Sex::Female } else { Sex::Male };
        let name = name(rng, sex)?;
        // Most are in their twenties: the lower of two draws.
        let years = rng.between(18, 45).min(rng.between(19, 45));
        let birth = on
            .checked_sub(years.years())
            .and_then(|day| day.checked_sub(rng.between(1, 360).days()))
            .map_err(DemoError::calendar)?;
        let (before, after) = places.home(rng);
        let number = match rng.below(1000) {
            0..15 => None,
            15..25 => Some(self.old_card(rng)?),
            _ => Some(self.number(rng, sex, birth)?),
        };
        Ok(Invented {
            name,
            sex,
            birth: PartialDate::Day(birth),
            number,
            before,
            after,
        })
    }

    fn number(&mut self, rng: &mut Prng, sex: Sex, birth: Date) -> Result<IdNumber, DemoError> {
        loop {
            let place = *rng.weighted(PLACES);
            let century = i32::from(birth.year() / 100 - 19) * 2 + i32::from(sex == Sex::Female);
            let text = format!(
                "{place}{century}{:02}{:06}",
                birth.year() % 100,
                rng.below(1_000_000)
            );
            if self.numbers.insert(text.parse().unwrap_or(0)) {
                return IdNumber::parse(&text).map_err(DemoError::invented);
            }
        }
    }

    fn old_card(&mut self, rng: &mut Prng) -> Result<IdNumber, DemoError> {
        loop {
            let number = 171_000_000 + rng.below(4_000_000);
            if self.numbers.insert(number) {
                return IdNumber::parse(&number.to_string()).map_err(DemoError::invented);
            }
        }
    }
}

fn name(rng: &mut Prng, sex: Sex) -> Result<PersonName, DemoError> {
    let family = rng.weighted(FAMILIES);
    let (middle, given) = match sex {
        Sex::Male => (rng.weighted(MIDDLES_M), rng.pick(GIVEN_M)),
        Sex::Female => (rng.weighted(MIDDLES_F), rng.pick(GIVEN_F)),
    };
    PersonName::parse(&format!("{family} {middle} {given}")).map_err(DemoError::invented)
}
