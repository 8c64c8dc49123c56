//! What people do abroad, for how long, and through whom, by market.

use hanhtrinh_domain::case::LegalForm;

use super::prng::Prng;

/// Enterprise codes, names and licences of invented service enterprises, with their shares.
pub const ENTERPRISES: [(&str, &str, &str, u32); 12] = [
    (
        "9900000101",
        "Công ty CP Cung ứng nhân lực Sao Mai Xanh",
        "GP-101",
        16,
    ),
    (
        "9900000102",
        "Công ty CP Nhân lực quốc tế Hải Vân Lam",
        "GP-102",
        14,
    ),
    (
        "9900000103",
        "Công ty TNHH Phát triển nguồn nhân lực Đại Ngàn Việt",
        "GP-103",
        12,
    ),
    (
        "9900000104",
        "Công ty CP Hợp tác lao động Bình Minh Đỏ",
        "GP-104",
        10,
    ),
    (
        "9900000105",
        "Công ty CP Đào tạo và cung ứng lao động Tre Việt Xanh",
        "GP-105",
        9,
    ),
    ("9900000106", "Công ty TNHH Nhân lực Cầu Vồng Mới", "GP-106", 8),
    (
        "9900000107",
        "Công ty CP Xuất khẩu lao động Sông Trăng",
        "GP-107",
        8,
    ),
    (
        "9900000108",
        "Công ty CP Dịch vụ nhân lực Hoa Ban Trắng",
        "GP-108",
        7,
    ),
    (
        "9900000109",
        "Công ty TNHH Cung ứng lao động Núi Đá Vàng",
        "GP-109",
        6,
    ),
    ("9900000110", "Công ty CP Nhân lực Gió Biển Xanh", "GP-110", 4),
    (
        "9900000111",
        "Công ty CP Hợp tác quốc tế Mùa Gặt Mới",
        "GP-111",
        4,
    ),
    ("9900000112", "Công ty TNHH Nhân lực Đồng Xanh Sớm", "GP-112", 2),
];

/// Employers abroad, invented.
const EMPLOYERS: [&str; 10] = [
    "Sunrise Precision Works",
    "Green Valley Foods",
    "Harbour Electronics",
    "Northern Garment Mills",
    "Blue Ridge Farms",
    "Maple Care Homes",
    "Delta Construction Group",
    "Pacific Fishery Partners",
    "Silver Lake Hotels",
    "Unity Metal Industries",
];

/// What a departure is about.
#[derive(Debug, Clone)]
pub struct Work {
    /// Sector code.
    pub sector: &'static str,
    /// Legal form.
    pub form: LegalForm,
    /// Index of the enterprise, where the form has one.
    pub enterprise: Option<usize>,
    /// Length of the contract in months.
    pub months: i64,
    /// Employer abroad.
    pub employer: &'static str,
}

/// How many women in a thousand a market takes.
pub fn women(market: &str) -> u64 {
    match market {
        "TW" => 370,
        "JP" => 430,
        "KR" => 160,
        "DE" => 720,
        "SA" => 850,
        "LA" | "AE" => 120,
        _ => 380,
    }
}

/// Draws the work of a departure.
pub fn draw(rng: &mut Prng, market: &str) -> Work {
    let sectors: &[(&'static str, u32)] = match market {
        "TW" => &[
            ("electronics", 34),
            ("mechanics", 22),
            ("caregiving", 12),
            ("apparel", 9),
            ("construction", 9),
            ("food_processing", 6),
            ("fisheries", 5),
            ("domestic_work", 3),
        ],
        "JP" => &[
            ("mechanics", 22),
            ("food_processing", 24),
            ("construction", 18),
            ("agriculture", 13),
            ("caregiving", 10),
            ("electronics", 9),
            ("aquaculture", 4),
        ],
        "KR" => &[
            ("mechanics", 42),
            ("agriculture", 18),
            ("fisheries", 16),
            ("construction", 12),
            ("aquaculture", 6),
            ("food_processing", 6),
        ],
        "DE" => &[("caregiving", 70), ("hospitality", 15), ("mechanics", 15)],
        "SA" => &[("domestic_work", 80), ("construction", 20)],
        "SG" | "AE" => &[("hospitality", 50), ("construction", 40), ("logistics", 10)],
        "LA" => &[("construction", 80), ("forestry", 20)],
        "AU" => &[("agriculture", 90), ("caregiving", 10)],
        "RU" => &[("apparel", 80), ("footwear", 20)],
        _ => &[
            ("mechanics", 30),
            ("electronics", 25),
            ("food_processing", 20),
            ("apparel", 15),
            ("construction", 10),
        ],
    };
    let forms: &[(LegalForm, u32)] = match market {
        "KR" => &[(LegalForm::PublicUnit, 72), (LegalForm::ServiceEnterprise, 28)],
        "JP" => &[
            (LegalForm::ServiceEnterprise, 92),
            (LegalForm::PublicUnit, 5),
            (LegalForm::SkillsInternship, 2),
            (LegalForm::DirectContract, 1),
        ],
        "LA" => &[
            (LegalForm::Contractor, 60),
            (LegalForm::Investor, 25),
            (LegalForm::DirectContract, 15),
        ],
        "AU" => &[(LegalForm::PublicUnit, 80), (LegalForm::DirectContract, 20)],
        "DE" | "SG" | "AE" => &[
            (LegalForm::ServiceEnterprise, 80),
            (LegalForm::DirectContract, 20),
        ],
        _ => &[(LegalForm::ServiceEnterprise, 98), (LegalForm::DirectContract, 2)],
    };
    let months = match market {
        "TW" | "JP" => *rng.weighted(&[(36, 92), (12, 8)]),
        "KR" => *rng.weighted(&[(58, 80), (36, 20)]),
        "AU" => 9,
        "LA" => 18,
        _ => *rng.weighted(&[(24, 70), (36, 30)]),
    };
    let form = *rng.weighted(forms);
    let enterprise =
        matches!(form, LegalForm::ServiceEnterprise | LegalForm::SkillsInternship).then(|| enterprise(rng));
    let sector = *rng.weighted(sectors);
    Work {
        sector,
        form,
        enterprise,
        months,
        employer: EMPLOYERS[rng.below(EMPLOYERS.len() as u64) as usize],
    }
}

/// One of the enterprises, by its share.
pub fn enterprise(rng: &mut Prng) -> usize {
    let shares: Vec<(usize, u32)> = ENTERPRISES
        .iter()
        .enumerate()
        .map(|(index, row)| (index, row.3))
        .collect();
    *rng.weighted(&shares)
}
